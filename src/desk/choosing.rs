//! What the visitor chooses: model, place, length of the answer, and whether the tab keeps the text.

use crate::bridge::fetching::Freshness;
use crate::bridge::{page, storage};
use crate::desk::{Desk, PAUSE_MS, VocabularyState, is_exact};
use promptwatt_energy::{Model, Region};

impl Desk {
    /// Chooses a model for this visit.
    pub fn choose_model(self, model: &'static Model) {
        self.change().model = model;
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

    /// Chooses where the model runs for this visit.
    pub fn choose_region(self, region: &'static Region) {
        self.change().region = region;
        self.refresh();
    }

    /// Sets the visitor's own number for the answer's length; `None` goes back to what the prompt states or its task suggests.
    pub fn expect_answer(self, tokens: Option<f64>) {
        self.change().expected = tokens;
        self.refresh();
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
    pub(super) fn store(self) -> bool {
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

    pub(super) fn store_soon(self) {
        let mut inner = self.0.inner.borrow_mut();
        if let Some(timer) = inner.saving_timer.take() {
            page::never_mind(timer);
        }
        inner.saving_timer = Some(page::later(PAUSE_MS, move || {
            self.store();
            self.say("live.summary");
        }));
    }
}
