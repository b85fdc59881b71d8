//! The desk: the text being worked on, what is known about it, and what the visitor chose. Everything the page shows comes from here.

use crate::bridge::fetching::{FetchError, Freshness, fetch};
use crate::bridge::field::{Field, utf16_of};
use crate::bridge::{page, storage};
use crate::loading::{Loading, encoding_of};
use crate::numbers::{figure, whole};
use crate::texts::{fill, t};
use leptos::prelude::*;
use promptwatt_coach::{Budget, Coach, Coaching, Language, Options, RuleSet};
use promptwatt_energy::{Model, Region};
use promptwatt_report::{Report, Settings};
use promptwatt_tokens::{Count, Counter, Document, Edit, Encoding, Part, Progress, Work};
use std::cell::{Ref, RefCell, RefMut};
use std::ops::Range;
use std::sync::Arc;

/// Bytes above which the coach reads after a pause instead of with every key: at 10 MB/s and more this is 2 ms.
const READ_WITH_EVERY_KEY_UTF8: usize = 20_000;
/// The pause after which a longer text is read.
const PAUSE_MS: i32 = 250;
/// How long counting may hold the page's thread in one go: half a frame.
const SLICE_MS: f64 = 8.0;
/// The work asked for between two looks at the clock.
const STEP: Work = Work { bytes: 16 * 1024 };

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

/// A suggestion that was applied and can still be taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// Grows by one with each application: tells one from the other.
    pub serial: u32,
    /// What stood there before.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// Where it stands now, in UTF-8 bytes of the text.
    utf8: Range<usize>,
    /// Tokens saved, and whether that was counted exactly.
    pub tokens: i64,
}

/// What does not concern the screen: the text, the counters, the rules.
struct Inner {
    document: Document,
    loading: Loading,
    guess: Counter,
    /// The estimate of the present text, once somebody asked for it.
    guessed: Option<Count>,
    coach: Coach,
    coaching: Arc<Coaching>,
    asked_for: Vec<Language>,
    reading_timer: Option<i32>,
    counting_timer: Option<i32>,
    saving_timer: Option<i32>,
    serial: u32,
    engaged: bool,
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

    fn remembered() -> Self {
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
}

/// The desk. Copy it into any view.
///
/// It lasts as long as its tab, so what it holds is leaked once and never counted. The state is one value with one trigger and not a signal for each
/// field: each type of signal costs the wasm about 5 kB, while drawing everything again after a key press costs a fraction of a millisecond, and what
/// did not change touches no node.
#[derive(Clone, Copy)]
pub struct Desk(&'static Drawers);

/// What is in the desk.
struct Drawers {
    inner: RefCell<Inner>,
    field: Option<Field>,
    state: RefCell<State>,
    changed: ArcTrigger,
}

impl Desk {
    /// Lays out the desk: settings as they were remembered, the text as the tab kept it or as it was typed before the page started.
    #[must_use]
    pub fn lay_out() -> Self {
        let remembered =
            |name, default: &str| storage::setting(name).unwrap_or_else(|| default.into());
        let model = Model::by_id(&remembered("model", DEFAULT_MODEL))
            .or_else(|| Model::by_id(DEFAULT_MODEL))
            .expect("the default model is in the table");
        let region = Region::by_code(&remembered("region", "WORLD")).unwrap_or_else(Region::world);
        let guess = Counter::Estimate(Encoding::O200kBase);
        let count = guess.count("");
        let coach = Coach::new();
        let coaching = Arc::new(coach.read("", &Options::default(), &guess));
        let drawers = Drawers {
            inner: RefCell::new(Inner {
                document: Document::new(String::new()),
                loading: Loading::new(encoding_of(model).unwrap_or(Encoding::O200kBase)),
                guess,
                guessed: None,
                coach,
                coaching,
                asked_for: Vec::new(),
                reading_timer: None,
                counting_timer: None,
                saving_timer: None,
                serial: 0,
                engaged: false,
            }),
            field: Field::find(),
            state: RefCell::new(State {
                model,
                region,
                expected: None,
                vocabulary: VocabularyState::NotAsked,
                shown: Shown::Counted(count),
                coach: CoachState::UpToDate,
                report: Err(""),
                asked_length: None,
                applied: Vec::new(),
                empty: true,
                keep: remembered("keep", "yes") != "no",
                kept: true,
                copy: "strip.copy",
                theme: Theme::remembered(),
                transferred: page::transferred_bytes(),
            }),
            changed: ArcTrigger::new(),
        };
        let desk = Self(Box::leak(Box::new(drawers)));
        page::show_theme(desk.now().theme.attribute());
        desk.open();
        desk.weigh();
        desk
    }

    /// Reads the state, and takes part in its changes.
    pub fn follow_changes(self) -> Ref<'static, State> {
        self.0.changed.track();
        self.now()
    }

    /// Reads the state as it is now.
    pub fn now(self) -> Ref<'static, State> {
        self.0.state.borrow()
    }

    /// Changes the state. Who follows its changes sees them when the present task is done, in the same frame.
    pub fn change(self) -> RefMut<'static, State> {
        self.0.changed.notify();
        self.0.state.borrow_mut()
    }

    /// Takes over the field: what was typed before the start wins over what the tab kept.
    fn open(self) {
        let Some(field) = self.0.field.as_ref() else {
            return;
        };
        if field.text().is_empty()
            && self.now().keep
            && let Some(kept) = storage::kept_text()
        {
            field.restore(&kept);
        }
        let begun = !field.text().is_empty() || field.has_focus();
        field.listen(
            move || {
                // In this order: what is fetched first is all that the text needs.
                self.changed();
                self.engage();
            },
            move || self.engage(),
        );
        page::warn_before_leaving(move || !self.now().empty && !self.store());
        page::when_hidden(move || {
            self.store();
        });
        self.changed();
        if begun {
            self.engage();
        }
    }

    /// The first sign that somebody wants to write: the moment to fetch the vocabulary.
    fn engage(self) {
        let engaged = std::mem::replace(&mut self.0.inner.borrow_mut().engaged, true);
        if !engaged {
            if page::saves_data() {
                self.change().vocabulary = VocabularyState::HeldBack;
            } else {
                self.load_vocabulary(Freshness::CacheAllowed);
            }
        }
    }

    /// Fetches the exact vocabulary and counts anew with it.
    pub fn load_vocabulary(self, freshness: Freshness) {
        if matches!(
            self.now().vocabulary,
            VocabularyState::Loading | VocabularyState::Ready
        ) {
            return;
        }
        self.load_missing(freshness);
    }

    /// Fetches the parts of the vocabulary that the text needs and that nobody asked for yet.
    fn load_missing(self, freshness: Freshness) {
        let (encoding, files) = {
            let loading = &mut self.0.inner.borrow_mut().loading;
            (loading.encoding(), loading.ask())
        };
        if !files.is_empty() {
            self.change().vocabulary = VocabularyState::Loading;
        }
        for (part, path) in files {
            fetch(path, freshness, move |file| {
                self.arrived(encoding, part, file);
            });
        }
    }

    fn arrived(self, encoding: Encoding, part: Part, file: Result<Vec<u8>, FetchError>) {
        let outcome = self.0.inner.borrow_mut().take_in(encoding, part, file);
        match outcome {
            Ok(true) => {
                self.change().vocabulary = VocabularyState::Ready;
                self.weigh();
                self.count();
                self.read();
            }
            Err(error) => {
                self.change().vocabulary = VocabularyState::Failed(error);
                self.count();
            }
            // The text may have grown a script while the first parts were on their way.
            Ok(false) => self.load_missing(Freshness::CacheAllowed),
        }
    }

    /// The text changed: find the difference, count it, read it.
    fn changed(self) {
        let Some(field) = self.0.field.as_ref() else {
            return;
        };
        let text = field.text();
        let Some((replaced, written)) = self.0.inner.borrow_mut().take_over(&text) else {
            self.refresh();
            return;
        };
        let (empty, asked_length) = (
            text.trim().is_empty(),
            promptwatt_coach::find_budget_sentence(&text).map(|(_, budget)| budget),
        );
        let mut state = self.change();
        state.applied.retain_mut(|one| {
            !one.undone_by(&replaced, written, &text) && one.follow(&replaced, written)
        });
        state.empty = empty;
        state.asked_length = asked_length;
        drop(state);
        if self.now().vocabulary == VocabularyState::Ready {
            self.load_missing(Freshness::CacheAllowed);
        }
        self.count();
        self.read();
        self.store_soon();
    }

    /// Counts for half a frame at most and goes on after the next one.
    fn count(self) {
        let (model, failed) = {
            let state = self.now();
            let failed = matches!(state.vocabulary, VocabularyState::Failed(_));
            (state.model, failed)
        };
        let shown = self.counted(model, failed);
        let was_counting = matches!(self.now().shown, Shown::Counting(_));
        self.change().shown = shown;
        if was_counting {
            self.refresh();
        }
    }

    fn counted(self, model: &Model, failed: bool) -> Shown {
        let inner = &mut *self.0.inner.borrow_mut();
        if let Some(timer) = inner.counting_timer.take() {
            page::never_mind(timer);
        }
        match &inner.loading.counter {
            Some(Counter::Exact(_)) if inner.loading.is_of(model) && !inner.loading.is_enough() => {
                // A script is new in the text, and its part of the vocabulary on its way.
                match inner.document.progress() {
                    Progress::Counting {
                        last_exact: Some(tokens),
                    } if !failed => Shown::Counting(Count::Exact(tokens)),
                    _ => Shown::Counted(inner.guessed()),
                }
            }
            Some(Counter::Exact(tokenizer)) if inner.loading.is_of(model) => {
                let end = page::now_ms() + SLICE_MS;
                loop {
                    match inner.document.advance(tokenizer, STEP) {
                        Progress::Exact(tokens) => break Shown::Counted(Count::Exact(tokens)),
                        Progress::Counting { .. } if page::now_ms() < end => {}
                        Progress::Counting { last_exact } => {
                            inner.counting_timer = Some(page::later(0, move || self.count()));
                            break Shown::Counting(
                                last_exact.map_or_else(|| inner.guessed(), Count::Exact),
                            );
                        }
                    }
                }
            }
            _ => Shown::Counted(inner.guessed()),
        }
    }

    /// Lets the coach read: at once where that is quick, after a pause where it is not.
    fn read(self) {
        let mut inner = self.0.inner.borrow_mut();
        if let Some(timer) = inner.reading_timer.take() {
            page::never_mind(timer);
        }
        if inner.document.text().len() > READ_WITH_EVERY_KEY_UTF8 {
            inner.reading_timer = Some(page::later(PAUSE_MS, move || self.read_now()));
            drop(inner);
            self.change().coach = CoachState::Waiting;
            self.refresh();
        } else {
            drop(inner);
            self.read_now();
        }
    }

    fn read_now(self) {
        let (wanted, fresh) = self.0.inner.borrow_mut().read(self.now().model);
        if let Some(language) = fresh {
            self.load_rules(language);
        } else if wanted.is_none() {
            self.change().coach = CoachState::UpToDate;
        }
        self.refresh();
    }

    /// Fetches the phrases of a language and reads again with them.
    fn load_rules(self, language: Language) {
        self.change().coach = CoachState::LoadingRules;
        let path = ["rules/", language.code(), ".rules"].concat();
        fetch(path, Freshness::CacheAllowed, move |rules| {
            match rules
                .and_then(|bytes| RuleSet::from_packed(&bytes).map_err(|_| FetchError::Damaged))
            {
                Ok(rules) => {
                    self.0.inner.borrow_mut().coach.add(rules);
                    self.weigh();
                    self.read();
                }
                Err(_) => {
                    let asked_for = &mut self.0.inner.borrow_mut().asked_for;
                    asked_for.retain(|asked| *asked != language);
                    self.change().coach = CoachState::RulesFailed;
                }
            }
        });
    }

    /// Tries again to fetch the phrases of the text's language.
    pub fn retry_rules(self) {
        self.read();
    }

    /// Works out the report anew: after every change of text, count, model, place or expected answer.
    pub fn refresh(self) {
        let state = self.now();
        let settings = Settings {
            expected_answer: state.expected.map(promptwatt_energy::Tokens),
            ..Settings::new(state.model, state.region)
        };
        let count = state.shown.count();
        drop(state);
        let inner = self.0.inner.borrow();
        let report = promptwatt_report::assemble(
            inner.document.text(),
            count,
            Arc::clone(&inner.coaching),
            counter(&inner.loading, &inner.guess, settings.model),
            &settings,
        );
        let report = report.map(Arc::new).map_err(|error| error.message());
        self.change().report = report;
    }

    /// Chooses a model and remembers it.
    pub fn choose_model(self, model: &'static Model) {
        self.change().model = model;
        storage::remember("model", model.id());
        let enough = {
            let loading = &mut self.0.inner.borrow_mut().loading;
            loading.turn_to(model);
            loading.is_enough()
        };
        let vocabulary = self.now().vocabulary;
        let wanted = !matches!(
            vocabulary,
            VocabularyState::NotAsked | VocabularyState::HeldBack
        );
        if !enough && wanted && is_exact(model) {
            self.load_missing(Freshness::CacheAllowed);
        }
        self.count();
        self.read();
    }

    /// Chooses where the model runs and remembers it.
    pub fn choose_region(self, region: &'static Region) {
        self.change().region = region;
        storage::remember("region", region.code());
        self.refresh();
    }

    /// Sets the visitor's own number for the answer's length; `None` goes back to what the prompt states or its task suggests.
    pub fn expect_answer(self, tokens: Option<f64>) {
        self.change().expected = tokens;
        self.refresh();
    }

    /// The text, without copying it. Let go of it before the field changes.
    pub fn text(self) -> Ref<'static, str> {
        Ref::map(self.0.inner.borrow(), |inner| inner.document.text())
    }

    /// Applies edits (sorted, not overlapping) to the field as one step that the browser's undo knows, and remembers how to take it back.
    pub fn apply(self, edits: &[Edit], tokens: i64) {
        let (Some(first), Some(last), Some(field)) =
            (edits.first(), edits.last(), self.0.field.as_ref())
        else {
            return;
        };
        let mut whole = first.utf8.start..last.utf8.end;
        // What was applied inside or across this stretch becomes part of it: taken back one by one, they would not give the text as it was.
        let mut absorbed = Vec::new();
        let mut state = self.change();
        let overlaps = |one: &Applied, whole: &Range<usize>| {
            one.utf8.start < whole.end && whole.start < one.utf8.end
        };
        while let Some(at) = state.applied.iter().position(|one| overlaps(one, &whole)) {
            let one = state.applied.remove(at);
            whole = whole.start.min(one.utf8.start)..whole.end.max(one.utf8.end);
            absorbed.push(one);
        }
        drop(state);
        let tokens = tokens + absorbed.iter().map(|one| one.tokens).sum::<i64>();
        let Some((before, after, utf16)) = rewritten(&self.text(), &whole, edits, absorbed) else {
            return;
        };
        field.replace(utf16, &after);
        let utf8 = whole.start..whole.start + after.len();
        let mut inner = self.0.inner.borrow_mut();
        inner.serial += 1;
        self.change().applied.push(Applied {
            serial: inner.serial,
            before,
            after,
            utf8,
            tokens,
        });
        drop(inner);
        self.say("live.saved");
    }

    /// Follows an advice: writes its sentence into the text.
    pub fn follow(self, id: &str) {
        let report = self.now().report.clone();
        let advice = report.iter().flat_map(|report| &report.coaching.advice);
        let mut inserts = advice
            .filter(|advice| advice.id == id)
            .map(|advice| &advice.insert);
        if let Some(Some(insert)) = inserts.next() {
            self.apply(
                &[Edit {
                    utf8: insert.at_utf8..insert.at_utf8,
                    replacement: insert.text.clone(),
                }],
                0,
            );
        }
    }

    /// Asks for an answer of a certain length: writes, rewrites or (for `None`) takes out the sentence that says so.
    pub fn ask_for_length(self, budget: Option<Budget>) {
        let edit = self.length_edit(&self.text(), budget);
        if let (Some(edit), Some(field)) = (edit, self.0.field.as_ref()) {
            let utf16 = utf16_range(&self.text(), &edit.utf8);
            field.replace(utf16, &edit.replacement);
        }
    }

    fn length_edit(self, text: &str, budget: Option<Budget>) -> Option<Edit> {
        let coaching = Arc::clone(&self.0.inner.borrow().coaching);
        let advice = coaching.advice.iter();
        let mut inserts = advice.filter_map(|advice| advice.insert.as_ref());
        let insert = inserts.find(|insert| insert.budget.is_some());
        let language = coaching
            .language
            .or_else(|| Language::from_code(&page::language()))
            .unwrap_or(Language::English);
        let sentence = |budget| promptwatt_coach::budget_sentence(language, budget);
        match (promptwatt_coach::find_budget_sentence(text), budget) {
            (Some((utf8, _)), Some(budget)) => Some(Edit {
                utf8,
                replacement: sentence(budget),
            }),
            (Some((utf8, _)), None) => {
                // The space that was put before it goes with it.
                let before = text.get(..utf8.start)?.trim_end_matches([' ', '\n']).len();
                Some(Edit {
                    utf8: before..utf8.end,
                    replacement: String::new(),
                })
            }
            (None, Some(budget)) => {
                let (at, text_there) = match insert {
                    // The coach knows where the instruction ends: its own sentence there, with ours in its place.
                    Some(insert) => {
                        let (its, _) = promptwatt_coach::find_budget_sentence(&insert.text)?;
                        let with_ours = spliced(&insert.text, its, &sentence(budget))?;
                        (insert.at_utf8, with_ours)
                    }
                    None => (text.len(), [" ", &sentence(budget)].concat()),
                };
                Some(Edit {
                    utf8: at..at,
                    replacement: text_there,
                })
            }
            (None, None) => None,
        }
    }

    /// Takes back one applied suggestion.
    pub fn undo(self, serial: u32) {
        let Some(field) = self.0.field.as_ref() else {
            return;
        };
        let mut state = self.change();
        let Some(at) = state.applied.iter().position(|one| one.serial == serial) else {
            return;
        };
        let one = state.applied.remove(at);
        drop(state);
        let utf16 = utf16_range(&self.text(), &one.utf8);
        field.replace(utf16, &one.before);
        self.say("live.undone");
    }

    /// Takes back everything that was applied, the last first.
    pub fn undo_all(self) {
        // They stand in the list as they were applied.
        while let Some(serial) = self.last_applied() {
            self.undo(serial);
        }
    }

    fn last_applied(self) -> Option<u32> {
        Some(self.now().applied.last()?.serial)
    }

    /// Writes a text over the whole field, as typing would.
    pub fn write(self, text: &str) {
        if let Some(field) = self.0.field.as_ref() {
            field.replace_all(text);
            self.change().applied.clear();
        }
    }

    /// Puts the text on the clipboard and says whether that worked.
    pub fn copy(self) {
        let text = self.text().to_owned();
        leptos::task::spawn_local(async move {
            let done = if page::copy(text).await {
                "strip.copied"
            } else {
                "strip.copy_failed"
            };
            self.change().copy = done;
            page::announce(t(done));
            page::later(2500, move || self.change().copy = "strip.copy");
        });
    }

    /// Looks again at what came over the network: the browser lists a transfer a moment after it has ended.
    fn weigh(self) {
        page::later(PAUSE_MS, move || {
            self.change().transferred = page::transferred_bytes()
        });
    }

    /// Lets the tab keep the text, or not.
    pub fn let_keep(self, keep: bool) {
        self.change().keep = keep;
        storage::remember("keep", if keep { "yes" } else { "no" });
        if keep {
            self.store();
        } else {
            storage::forget_text();
            self.change().kept = false;
        }
    }

    /// Keeps the text in the tab now; says whether that worked.
    fn store(self) -> bool {
        let kept = self.now().keep
            && self
                .0
                .field
                .as_ref()
                .is_some_and(|field| storage::keep_text(&field.raw()));
        if self.now().kept != kept {
            self.change().kept = kept;
        }
        kept
    }

    fn store_soon(self) {
        let mut inner = self.0.inner.borrow_mut();
        if let Some(timer) = inner.saving_timer.take() {
            page::never_mind(timer);
        }
        inner.saving_timer = Some(page::later(PAUSE_MS, move || {
            self.store();
            self.say("live.summary");
        }));
    }

    /// Says the figures to screen readers.
    fn say(self, key: &str) {
        let state = self.now();
        if let Ok(report) = &state.report {
            let tokens = whole(state.shown.count().central());
            let (wh, grams) = (
                figure(report.before.wh.central().0),
                figure(report.before.gco2e.central().0),
            );
            page::announce(&fill(
                key,
                &[("tokens", &tokens), ("wh", &wh), ("grams", &grams)],
            ));
        }
    }
}

impl Inner {
    /// Takes over a new text: the range of the old one that was replaced, and how many bytes stand there now; `None` where nothing changed.
    fn take_over(&mut self, text: &str) -> Option<(Range<usize>, usize)> {
        let (utf8, written) = difference(self.document.text(), text)?;
        self.document.replace(utf8.clone(), written);
        let alone = written.len() == self.document.text().len();
        self.loading.note(written, alone);
        self.guessed = None;
        Some((utf8, written.len()))
    }

    /// Takes in a part of a vocabulary: whether the text has now all it needs.
    fn take_in(
        &mut self,
        encoding: Encoding,
        part: Part,
        file: Result<Vec<u8>, FetchError>,
    ) -> Result<bool, FetchError> {
        let taken = file.and_then(|file| {
            let taken = self.loading.arrived(encoding, part, file);
            taken.map_err(|_| FetchError::Damaged)
        });
        if taken.is_err() && encoding == self.loading.encoding() {
            self.loading.give_up();
        }
        taken.map(|()| self.loading.is_enough())
    }

    /// Lets the coach read: the language whose rules it wants, and again where nobody has asked for them yet.
    fn read(&mut self, model: &Model) -> (Option<Language>, Option<Language>) {
        let counter = counter(&self.loading, &self.guess, model);
        let coaching = self
            .coach
            .read(self.document.text(), &Options::default(), counter);
        let wanted = coaching
            .language
            .filter(|language| !self.coach.has(*language));
        self.coaching = Arc::new(coaching);
        let fresh = wanted.filter(|language| !self.asked_for.contains(language));
        self.asked_for.extend(fresh);
        (wanted, fresh)
    }

    fn guessed(&mut self) -> Count {
        *self
            .guessed
            .get_or_insert_with(|| self.guess.count(self.document.text()))
    }
}

/// The model that is shown first: the one most people have heard of, and an honest wide band.
const DEFAULT_MODEL: &str = "gpt-4o";

/// Whether the model's tokens can be counted exactly with the vocabulary that the page carries.
#[must_use]
pub fn is_exact(model: &Model) -> bool {
    encoding_of(model).is_some()
}

fn counter<'a>(loading: &'a Loading, guess: &'a Counter, model: &Model) -> &'a Counter {
    let exact = loading.counter.as_ref();
    exact
        .filter(|_| loading.is_of(model) && loading.is_enough())
        .unwrap_or(guess)
}

/// The one range of `old` (UTF-8 bytes) that differs from `new`, and what stands there now; `None` where nothing differs.
fn difference<'a>(old: &str, new: &'a str) -> Option<(Range<usize>, &'a str)> {
    if old == new {
        return None;
    }
    let mut start = old
        .bytes()
        .zip(new.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    while !(old.is_char_boundary(start) && new.is_char_boundary(start)) {
        start -= 1;
    }
    let longest = old.len().min(new.len()) - start;
    let mut tail = old
        .bytes()
        .rev()
        .zip(new.bytes().rev())
        .take(longest)
        .take_while(|(a, b)| a == b)
        .count();
    while !(old.is_char_boundary(old.len() - tail) && new.is_char_boundary(new.len() - tail)) {
        tail -= 1;
    }
    Some((start..old.len() - tail, new.get(start..new.len() - tail)?))
}

/// What a stretch of the text was before anything in it was applied, what it becomes, and where it stands in the field.
fn rewritten(
    text: &str,
    whole: &Range<usize>,
    edits: &[Edit],
    mut absorbed: Vec<Applied>,
) -> Option<(String, String, Range<u32>)> {
    let mut before = text.get(whole.clone())?.to_owned();
    // The last first, so that the positions of those before stay true.
    while let Some(at) = last_of(&absorbed) {
        let one = absorbed.remove(at);
        let place = one.utf8.start - whole.start..one.utf8.end - whole.start;
        before = spliced(&before, place, &one.before)?;
    }
    let mut after = String::with_capacity(before.len());
    let mut from = whole.start;
    for edit in edits {
        after.push_str(text.get(from..edit.utf8.start)?);
        after.push_str(&edit.replacement);
        from = edit.utf8.end;
    }
    after.push_str(text.get(from..whole.end)?);
    Some((before, after, utf16_range(text, whole)))
}

/// A text with other words in a range of it (UTF-8 bytes); `None` where that is no range of it.
fn spliced(text: &str, utf8: Range<usize>, words: &str) -> Option<String> {
    Some([text.get(..utf8.start)?, words, text.get(utf8.end..)?].concat())
}

fn utf16_range(text: &str, utf8: &Range<usize>) -> Range<u32> {
    utf16_of(text, utf8.start)..utf16_of(text, utf8.end)
}

/// Where in the list the one is that stands last in the text.
fn last_of(applied: &[Applied]) -> Option<usize> {
    let last = applied.iter().map(|one| one.utf8.start).max()?;
    applied.iter().position(|one| one.utf8.start == last)
}

impl Applied {
    /// Whether a change took this back, as the browser's own undo does: the words from before stand there again, and the text grew by as much as they
    /// are longer.
    fn undone_by(&self, replaced: &Range<usize>, written: usize, text: &str) -> bool {
        replaced.len() + self.before.len() == written + self.after.len()
            && (self.utf8.start..=self.utf8.start + self.before.len()).contains(&replaced.start)
            && text
                .get(self.utf8.start..)
                .is_some_and(|rest| rest.starts_with(&self.before))
    }

    /// Moves along with a change of the text elsewhere; `false` where the change touched the applied words, which cannot be taken back then.
    fn follow(&mut self, replaced: &Range<usize>, written: usize) -> bool {
        if replaced.end <= self.utf8.start
            && (replaced.start < self.utf8.start || replaced.end < self.utf8.end)
        {
            let shift = |position: usize| position - replaced.len() + written;
            self.utf8 = shift(self.utf8.start)..shift(self.utf8.end);
            true
        } else {
            replaced.start >= self.utf8.end
        }
    }
}
