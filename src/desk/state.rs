//! What the screen shows: one value, read by every view.

use crate::bridge::fetching::FetchError;
use crate::bridge::page::Transferred;
use crate::bridge::storage;
use crate::desk::{Applied, Other, Own, is_exact};
use crate::sharing::Sharing;
use promptwatt_coach::Budget;
use promptwatt_energy::{Model, Region, Scale, Screen};
use promptwatt_report::Report;
use promptwatt_tokens::{Count, Encoding};
use std::sync::Arc;

/// Where the exact vocabulary is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VocabularyState {
    /// Nobody has written anything yet.
    NotAsked,
    /// The browser asks to save data: it comes when the visitor says so.
    HeldBack,
    /// On its way.
    Loading,
    /// There.
    Ready,
    /// Not to be had, and why.
    Failed(FetchError),
}

/// What the coach is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoachState {
    /// Its findings are those of the text.
    UpToDate,
    /// A long text: it waits for a pause.
    Waiting,
    /// The phrases of the text's language are on their way.
    LoadingRules,
    /// The phrases are not to be had.
    RulesFailed,
}

/// The number of tokens as the page shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    /// A finished count.
    Counted(Count),
    /// A long text is being counted; until then, the last exact figure or an estimate.
    Counting(Count),
}

impl Shown {
    /// The count shown, finished or not.
    #[must_use]
    pub fn count(self) -> Count {
        match self {
            Self::Counted(count) | Self::Counting(count) => count,
        }
    }
}

/// The look that the visitor chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    Automatic,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The name under which the style sheet knows it; `None` for the system's.
    #[must_use]
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Automatic => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    pub(super) fn remembered() -> Self {
        match storage::setting("theme").as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::Automatic,
        }
    }
}

/// How the text is looked at in the view beside the suggestions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lens {
    /// What the coach found is marked.
    Marks,
    /// As it reads with every suggestion applied.
    After,
    /// Token by token.
    Tokens,
}

/// What the exchange is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Other models.
    Models,
    /// Other places.
    Places,
    /// The three levers: a smaller model, a shorter exchange, compressed weights.
    Levers,
}

/// What is counted besides the prompt and its answer, and what the visitor pays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted {
    /// Tokens of the conversation so far.
    pub history: f64,
    /// Tokens of a hidden system prompt.
    pub system: f64,
    /// What the answer is read on.
    pub screen: Screen,
    /// The price of a million tokens read, in the visitor's own money; 0 where none was given.
    pub price_in: f64,
    /// The same for tokens written.
    pub price_out: f64,
}

/// A suggestion that the visitor does not want.
#[derive(Clone, Debug, PartialEq)]
pub struct Dismissed {
    /// The id of its rule.
    pub rule: String,
    /// The id of its kind.
    pub kind: &'static str,
    /// The words it was about.
    pub words: String,
}

/// Everything the screen shows.
#[derive(Clone, Debug)]
pub struct State {
    /// The chosen model.
    pub model: &'static Model,
    /// Where it runs.
    pub region: &'static Region,
    /// The visitor's own number for the answer's length.
    pub expected: Option<f64>,
    /// Where the vocabulary is.
    pub vocabulary: VocabularyState,
    /// The number of tokens.
    pub shown: Shown,
    /// What the coach is doing.
    pub coach: CoachState,
    /// Everything worked out from the text and the settings, or the sentence that says why it cannot be.
    pub report: Result<Arc<Report>, &'static str>,
    /// The answer length that the prompt asks for in the control's own words.
    pub asked_length: Option<Budget>,
    /// What was applied and can be taken back.
    pub applied: Vec<Applied>,
    /// Whether the text is empty.
    pub empty: bool,
    /// Whether the visitor lets the tab keep the text.
    pub keep: bool,
    /// Whether the text is in fact kept.
    pub kept: bool,
    /// The key of what the copy button says.
    pub copy: &'static str,
    /// The look.
    pub theme: Theme,
    /// What came over the network.
    pub transferred: Transferred,
    /// Whether the last thing that happened was a change of the text: then what is slow to draw waits for a pause.
    pub typed: bool,
    /// Whether the last file that was opened could not be read.
    pub file_failed: bool,
    /// Where the visitor's own tokenizer is.
    pub own: Own,
    /// The text in other vocabularies that the visitor asked about.
    pub others: Vec<(Encoding, Other)>,
    /// How the text is looked at.
    pub lens: Lens,
    /// The suggestion that the visitor points at, by its number.
    pub pointed: Option<usize>,
    /// The place in the text (UTF-16 units of what the lens shows) that the visitor asked about.
    pub asked_token: Option<usize>,
    /// What was dismissed in this visit.
    pub dismissed: Vec<Dismissed>,
    /// Ids of rules and kinds that the visitor switched off for good.
    pub off: Vec<String>,
    /// Whether suggestions that lose something are wanted too.
    pub lossy: bool,
    /// What else is counted.
    pub counted: Counted,
    /// What the exchange is compared with.
    pub comparison: Comparison,
    /// What the rows of the comparison must contain in their names.
    pub find: String,
    /// Whether all rows of the comparison are shown.
    pub all_rows: bool,
    /// How many exchanges the scale shows.
    pub scale: Scale,
    /// The country whose people the scale is compared with.
    pub home: &'static Region,
    /// What was shared, made to be shared, and recorded.
    pub sharing: Sharing,
}

impl State {
    /// Whether the text can be counted exactly for the chosen model, once what that needs is there.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        matches!(self.own, Own::InUse(_)) || is_exact(self.model)
    }

    /// How the text counts in another vocabulary.
    #[must_use]
    pub fn other(&self, encoding: Encoding) -> Other {
        let found = self.others.iter().find(|one| one.0 == encoding);
        found.map_or(Other::NotAsked, |one| one.1)
    }
}
