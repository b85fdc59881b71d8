//! What the screen shows: one value, read by every view.

use crate::bridge::fetching::FetchError;
use crate::bridge::storage;
use crate::desk::Applied;
use crate::sharing::Sharing;
use promptwatt_coach::Budget;
use promptwatt_energy::{Model, Region};
use promptwatt_report::Report;
use promptwatt_tokens::Count;
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
    /// Bytes that came over the network: the page's own, then the vocabularies.
    pub transferred: (f64, f64),
    /// What was shared, made to be shared, and recorded.
    pub sharing: Sharing,
}
