//! The desk: the text being worked on, what is known about it, and what the visitor chose. Everything the page shows comes from here.

mod applied;
mod choosing;
mod counting;
mod editing;
mod looking;
mod others;
mod own;
mod state;

pub use applied::Applied;
pub use others::Other;
pub use own::Own;
pub use state::{
    CoachState, Comparison, Counted, Dismissed, Lens, Shown, State, Theme, VocabularyState,
};

use crate::bridge::fetching::Freshness;
use crate::bridge::field::Field;
use crate::bridge::{page, storage};
use crate::loading::{Loading, encoding_of};
use crate::numbers::{figure, whole};
use crate::sharing::Sharing;
use crate::texts::fill;
use applied::difference;
use counting::Counters;
use leptos::prelude::*;
use promptwatt_coach::{Coaching, Language};
use promptwatt_energy::{Model, Region, Scale};
use promptwatt_later::Later;
use promptwatt_report::Settings;
use promptwatt_tokens::{Count, Counter, Document, Encoding};
use std::cell::{Ref, RefCell, RefMut};
use std::ops::Range;
use std::sync::Arc;

/// The pause after which a longer text is read.
const PAUSE_MS: i32 = 250;

/// The model that is shown first: the one most people have heard of, and an honest wide band.
const DEFAULT_MODEL: &str = "gpt-4o";

/// What estimates a model's tokens while they cannot be counted: with a wide band where its tokenizer is not public.
fn estimator(model: &Model) -> Counter {
    Counter::Estimate(encoding_of(model).unwrap_or(Encoding::Unpublished))
}

/// Whether the model's tokens can be counted exactly with the vocabulary that the page carries.
#[must_use]
pub fn is_exact(model: &Model) -> bool {
    encoding_of(model).is_some()
}

/// What does not concern the screen: the text, the counters, the rules.
struct Inner {
    document: Document,
    loading: Loading,
    guess: Counter,
    /// The visitor's own tokenizer, which counts for every model.
    own: Option<Counter>,
    /// Other vocabularies that the visitor wanted to compare with.
    others: Vec<Loading>,
    /// The estimate of the present text, once somebody asked for it.
    guessed: Option<Count>,
    /// The coach, and what unpacks vocabularies.
    later: Later,
    /// What waits for its code: then that is on its way.
    waiting: Vec<Box<dyn FnOnce(bool)>>,
    coaching: Arc<Coaching>,
    asked_for: Vec<Language>,
    reading_timer: Option<i32>,
    counting_timer: Option<i32>,
    saving_timer: Option<i32>,
    serial: u32,
    engaged: bool,
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
        let guess = estimator(model);
        let count = guess.count("");
        let drawers = Drawers {
            inner: RefCell::new(Inner {
                document: Document::new(String::new()),
                loading: Loading::new(encoding_of(model).unwrap_or(Encoding::O200kBase)),
                guess,
                own: None,
                others: Vec::new(),
                guessed: None,
                later: Later::new(),
                waiting: Vec::new(),
                coaching: Arc::new(Coaching::unread()),
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
                transferred: page::transferred(),
                typed: false,
                file_failed: false,
                own: Own::None,
                others: Vec::new(),
                lens: Lens::Marks,
                pointed: None,
                asked_token: None,
                dismissed: Vec::new(),
                off: choosing::switched_off(),
                lossy: remembered("lossy", "no") == "yes",
                counted: choosing::counted(),
                comparison: Comparison::Models,
                find: String::new(),
                all_rows: false,
                scale: Scale {
                    per_day: 10.0,
                    people: 1.0,
                    days: 365.0,
                },
                home: Region::by_code(&remembered("home", "NG")).unwrap_or(region),
                sharing: Sharing::default(),
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
        self.recall_own();
        self.changed();
        if begun {
            self.engage();
        }
    }

    /// The first sign that somebody wants to write: the moment to fetch the vocabulary.
    fn engage(self) {
        let engaged = std::mem::replace(&mut self.0.inner.borrow_mut().engaged, true);
        if !engaged {
            self.fetch_later();
            if page::saves_data() {
                self.change().vocabulary = VocabularyState::HeldBack;
            } else {
                self.load_vocabulary(Freshness::CacheAllowed);
            }
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
        let empty = text.trim().is_empty();
        let mut state = self.change();
        state.applied.retain_mut(|one| {
            !one.undone_by(&replaced, written, &text) && one.follow(&replaced, written)
        });
        state.empty = empty;
        state.typed = true;
        state.file_failed = false;
        state.pointed = None;
        state.asked_token = None;
        drop(state);
        if !empty {
            self.fetch_later();
        }
        if self.now().vocabulary == VocabularyState::Ready {
            self.load_missing(Freshness::CacheAllowed);
        }
        self.count();
        self.read();
        self.store_soon();
    }

    /// Notes what length the text asks the answer to have. Linear in the text.
    fn note_asked_length(self) {
        let inner = self.0.inner.borrow();
        let found = inner.later.find_budget_sentence(inner.document.text());
        self.change().asked_length = found.map(|(_, budget)| budget);
    }

    /// Works out the report anew: after every change of text, count, model, place or expected answer.
    pub fn refresh(self) {
        let state = self.now();
        let settings = Settings {
            expected_answer: state.expected.map(promptwatt_energy::Tokens),
            history: promptwatt_energy::Tokens(state.counted.history),
            system: promptwatt_energy::Tokens(state.counted.system),
            screen: state.counted.screen,
            ..Settings::new(state.model, state.region)
        };
        let count = state.shown.count();
        drop(state);
        let inner = self.0.inner.borrow();
        let report = promptwatt_report::assemble(
            inner.document.text(),
            count,
            Arc::clone(&inner.coaching),
            inner.counters().best(settings.model),
            &settings,
        );
        let report = report.map(Arc::new).map_err(|error| error.message());
        self.change().report = report;
    }

    /// The text, without copying it. Let go of it before the field changes.
    pub fn text(self) -> Ref<'static, str> {
        Ref::map(self.0.inner.borrow(), |inner| inner.document.text())
    }

    /// Looks again at what came over the network: the browser lists a transfer a moment after it has ended.
    fn weigh(self) {
        page::later(PAUSE_MS, move || {
            self.change().transferred = page::transferred()
        });
    }

    /// Says the figures to screen readers.
    fn say_figures(self) {
        let state = self.now();
        if let Ok(report) = &state.report {
            let tokens = whole(state.shown.count().central());
            let (wh, grams) = (
                figure(report.before.wh.central().0),
                figure(report.before.gco2e.central().0),
            );
            let figures = [("tokens", &*tokens), ("wh", &wh), ("grams", &grams)];
            page::announce("figures", &fill("live.summary", &figures));
        }
    }
}

impl Inner {
    fn counters(&self) -> Counters<'_> {
        Counters {
            loading: &self.loading,
            guess: &self.guess,
            own: &self.own,
        }
    }

    /// Takes over a new text: the range of the old one that was replaced, and how many bytes stand there now; `None` where nothing changed.
    fn take_over(&mut self, text: &str) -> Option<(Range<usize>, usize)> {
        let (utf8, written) = difference(self.document.text(), text)?;
        self.document.replace(utf8.clone(), written);
        let alone = written.len() == self.document.text().len();
        self.loading.note(written, alone);
        self.guessed = None;
        Some((utf8, written.len()))
    }
}
