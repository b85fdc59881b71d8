//! Counting and reading the text, in slices and after pauses, and fetching what either needs.

use crate::bridge::fetching::{FetchError, Freshness, fetch, fetch_later, keep, kept_parts};
use crate::bridge::page;
use crate::desk::{CoachState, Desk, Dismissed, Inner, PAUSE_MS, Shown, State, VocabularyState};
use crate::loading::Loading;
use promptwatt_coach::{Kind, Language, Options, RuleFilter, Safety};
use promptwatt_energy::Model;
use promptwatt_tokens::{Count, Counter, Encoding, Part, Progress, Work};
use std::sync::Arc;

/// Bytes above which the coach reads after a pause instead of with every key: it reads again only what was touched, which at this length takes about
/// 1 ms.
const READ_WITH_EVERY_KEY_UTF8: usize = 20_000;
/// How long counting may hold the page's thread in one go: half a frame.
const SLICE_MS: f64 = 8.0;
/// How long after the first count what it was made with is kept for the next visit: it must not get into the way of typing or painting.
const KEEPING_MS: i32 = 2000;
/// The work asked for between two looks at the clock.
const STEP: Work = Work { bytes: 16 * 1024 };

impl Desk {
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
    pub(super) fn load_missing(self, freshness: Freshness) {
        let (encoding, files) = {
            let loading = &mut self.0.inner.borrow_mut().loading;
            (loading.encoding(), loading.ask(&kept_parts))
        };
        if !files.is_empty() {
            self.change().vocabulary = VocabularyState::Loading;
        }
        for (part, path) in files {
            let freshness = part.map_or(Freshness::Kept, |_| freshness);
            fetch(path, freshness, move |file| {
                self.once_here(move |here| {
                    let file =
                        file.and_then(|file| here.then_some(file).ok_or(FetchError::Network));
                    self.arrived(encoding, part, file);
                });
            });
        }
    }

    fn arrived(self, encoding: Encoding, part: Option<Part>, file: Result<Vec<u8>, FetchError>) {
        let outcome = self.0.inner.borrow_mut().take_in(encoding, part, file);
        match outcome {
            Ok(true) => {
                self.change().vocabulary = VocabularyState::Ready;
                self.weigh();
                self.count();
                self.read();
                page::later(KEEPING_MS, move || self.keep_vocabulary());
            }
            Err(error) => {
                self.change().vocabulary = VocabularyState::Failed(error);
                self.count();
            }
            // The text may have grown a script while the first parts were on their way, or what was kept is of no use.
            Ok(false) => self.load_missing(Freshness::CacheAllowed),
        }
    }

    /// Keeps what was made of the vocabulary's parts, so that the next visit need not make it again.
    fn keep_vocabulary(self) {
        let inner = self.0.inner.borrow();
        if let Some((vocabulary, name)) = inner.loading.to_keep() {
            keep(&name, vocabulary.parts(), &inner.later.prepare(vocabulary));
        }
    }

    /// Counts for half a frame at most and goes on after the next one.
    pub(super) fn count(self) {
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
        let of_model = inner.loading.counter.as_ref();
        match inner
            .own
            .as_ref()
            .or(of_model.filter(|_| inner.loading.is_of(model)))
        {
            Some(Counter::Exact(_)) if inner.own.is_none() && !inner.loading.is_enough() => {
                // A script is new in the text, and its part of the vocabulary on its way.
                match inner.document.progress() {
                    Progress::Counting {
                        last_exact: Some(tokens),
                    } if !failed => Shown::Counting(Count::Exact(tokens)),
                    _ => Shown::Counted(inner.guessed()),
                }
            }
            Some(Counter::Exact(tokenizer)) => {
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
    pub(super) fn read(self) {
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
        self.note_asked_length();
        if self.0.inner.borrow().later.is_missing() {
            self.refresh();
            return;
        }
        let (wanted, fresh) = {
            let state = self.now();
            self.0.inner.borrow_mut().read(&state)
        };
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
            let added = rules.is_ok_and(|packed| {
                let later = &mut self.0.inner.borrow_mut().later;
                later.add(&packed).is_ok()
            });
            if added {
                self.weigh();
                self.read();
            } else {
                let asked_for = &mut self.0.inner.borrow_mut().asked_for;
                asked_for.retain(|asked| *asked != language);
                self.change().coach = CoachState::RulesFailed;
            }
        });
    }

    /// Fetches what comes with the first text, unless it is here or on its way.
    pub(super) fn fetch_later(self) {
        let idle = {
            let inner = self.0.inner.borrow();
            inner.later.is_missing() && inner.waiting.is_empty()
        };
        if idle {
            self.once_here(|_| {});
        }
    }

    /// Does something once the code that comes with the first text is here; `false` where it is not to be had.
    pub(super) fn once_here(self, then: impl FnOnce(bool) + 'static) {
        let on_its_way = {
            let inner = &mut *self.0.inner.borrow_mut();
            let on_its_way = !inner.waiting.is_empty();
            inner.waiting.push(Box::new(then));
            on_its_way
        };
        if !self.0.inner.borrow().later.is_missing() {
            self.go_on(true);
        } else if !on_its_way {
            self.change().coach = CoachState::LoadingRules;
            fetch_later(move |here| {
                if here {
                    self.0.inner.borrow_mut().later.arrived();
                    self.weigh();
                    self.read();
                    if matches!(self.now().vocabulary, VocabularyState::Failed(_)) {
                        self.load_vocabulary(Freshness::CacheAllowed);
                    }
                } else {
                    self.change().coach = CoachState::RulesFailed;
                }
                self.go_on(here);
            });
        }
    }

    /// Does what has waited.
    fn go_on(self, here: bool) {
        let waiting = std::mem::take(&mut self.0.inner.borrow_mut().waiting);
        waiting.into_iter().for_each(|then| then(here));
    }

    /// Tries again to fetch what the coach lacks: its code, or the phrases of the text's language.
    pub fn retry_rules(self) {
        self.fetch_later();
        self.read();
    }
}

impl Inner {
    /// Takes in a part of a vocabulary: whether the text has now all it needs.
    fn take_in(
        &mut self,
        encoding: Encoding,
        part: Option<Part>,
        file: Result<Vec<u8>, FetchError>,
    ) -> Result<bool, FetchError> {
        // What was kept and is gone is like what is damaged: nothing to speak of.
        let file = match part {
            None => Ok(file.unwrap_or_default()),
            Some(_) => file,
        };
        let taken = file.and_then(|file| {
            let taken = self.loading.arrived(&self.later, encoding, part, file);
            taken.map_err(|_| FetchError::Damaged)
        });
        if taken.is_err() && encoding == self.loading.encoding() {
            self.loading.give_up();
        }
        taken.map(|()| self.loading.is_enough())
    }

    /// Lets the coach read: the language whose rules it wants, and again where nobody has asked for them yet.
    fn read(&mut self, state: &State) -> (Option<Language>, Option<Language>) {
        let text = self.document.text();
        let options = Options {
            off: RuleFilter {
                ids: state.off.clone(),
                kinds: state
                    .off
                    .iter()
                    .filter_map(|id| Kind::from_id(id))
                    .collect(),
            },
            safety: if state.lossy {
                Safety::Lossy
            } else {
                Safety::default()
            },
            ..Options::default()
        };
        let counters = self.counters();
        let counter = counters.best(state.model);
        let mut coaching = self.later.read(text, &options, counter);
        coaching.suggestions.retain(|one| {
            let words = text.get(one.utf8.clone()).unwrap_or_default();
            let away = |put: &Dismissed| put.rule == one.id && put.words == words;
            !state.dismissed.iter().any(away)
        });
        let wanted = coaching
            .language
            .filter(|language| !self.later.has(*language));
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

/// What can count, borrowed apart from the rest of the desk.
pub(super) struct Counters<'a> {
    pub(super) loading: &'a Loading,
    pub(super) guess: &'a Counter,
    pub(super) own: &'a Option<Counter>,
}

impl Counters<'_> {
    /// What counts exactly at present: the visitor's own tokenizer, or the model's vocabulary where all is there that the text needs.
    pub(super) fn exact(&self, model: &Model) -> Option<&Counter> {
        let of_model = self.loading.counter.as_ref();
        let enough = self.loading.is_of(model) && self.loading.is_enough();
        self.own.as_ref().or(of_model.filter(|_| enough))
    }

    /// What counts at present, exactly or by estimate.
    pub(super) fn best(&self, model: &Model) -> &Counter {
        self.exact(model).unwrap_or(self.guess)
    }
}
