//! What the visitor chooses: model, place, length of the answer, and whether the tab keeps the text.

use crate::bridge::fetching::Freshness;
use crate::bridge::{page, storage};
use crate::desk::{
    Comparison, Counted, Desk, Dismissed, PAUSE_MS, VocabularyState, estimator, is_exact,
};
use crate::share::decimal;
use promptwatt_energy::{Model, Region, Screen};

/// The most ids that are remembered as switched off; one a line.
const MOST_OFF: usize = 200;

/// The ids of rules and kinds that were switched off on an earlier visit.
pub(super) fn switched_off() -> Vec<String> {
    let kept = storage::setting("off").unwrap_or_default();
    let ids = kept.lines().take(MOST_OFF);
    ids.filter(|id| id.len() <= 80).map(str::to_owned).collect()
}

/// What else is counted, as it was remembered; whatever is no number or too large counts as nothing.
pub(super) fn counted() -> Counted {
    let number = |name| {
        let kept = storage::setting(name).unwrap_or_default();
        amount(&kept).unwrap_or(0.0)
    };
    Counted {
        history: number("history"),
        system: number("system"),
        screen: storage::setting("screen")
            .and_then(|id| Screen::from_id(&id))
            .unwrap_or(Screen::NotCounted),
        price_in: number("price-in"),
        price_out: number("price-out"),
    }
}

/// The largest number that is taken: more than there are people.
const MOST: f64 = u32::MAX as f64;

/// A number as a visitor writes it, in Latin or Arabic-Indic digits: from 0 to [`MOST`], with at most four decimals.
fn amount(text: &str) -> Option<f64> {
    let latin = |character| match character {
        '٠'..='٩' => char::from_digit(u32::from(character) - u32::from('٠'), 10).unwrap_or('0'),
        '٫' | ',' => '.',
        other => other,
    };
    let text: String = text.trim().chars().map(latin).collect();
    let decimals = text
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    decimal::read(&text).filter(|value| decimals <= 4 && *value <= MOST)
}

impl Desk {
    /// Chooses a model for this visit.
    pub fn choose_model(self, model: &'static Model) {
        self.change().model = model;
        let enough = {
            let inner = &mut *self.0.inner.borrow_mut();
            inner.guess = estimator(model);
            inner.guessed = None;
            inner.loading.turn_to(model);
            inner.loading.is_enough()
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

    /// Counts, or prices, something besides the prompt and its answer, and remembers it. What is no number counts as nothing.
    pub fn count_also(self, name: &str, value: &str) {
        let number = amount(value).unwrap_or(0.0);
        let mut state = self.change();
        match name {
            "history" => state.counted.history = number,
            "system" => state.counted.system = number,
            "screen" => state.counted.screen = Screen::from_id(value).unwrap_or(Screen::NotCounted),
            "price-in" => state.counted.price_in = number,
            _ => state.counted.price_out = number,
        }
        drop(state);
        storage::remember(name, value);
        self.refresh();
    }

    /// Compares the exchange with something else.
    pub fn compare(self, comparison: Comparison) {
        let mut state = self.change();
        state.comparison = comparison;
        state.find.clear();
        state.all_rows = false;
    }

    /// Shows only what has these words in its name.
    pub fn search(self, words: &str) {
        words.clone_into(&mut self.change().find);
    }

    /// Shows all rows of the comparison, or only those proposed again.
    pub fn show_all_rows(self) {
        let mut state = self.change();
        state.all_rows = !state.all_rows;
    }

    /// Sets one of the three multipliers of the scale. What is no number becomes none at all.
    pub fn scale(self, name: &str, value: &str) {
        let number = amount(value).unwrap_or(f64::NAN);
        let scale = &mut self.change().scale;
        match name {
            "scale-per-day" => scale.per_day = number,
            "scale-people" => scale.people = number,
            _ => scale.days = number,
        }
    }

    /// Scales to so many people.
    pub fn scale_to(self, people: f64) {
        self.change().scale.people = people;
    }

    /// Compares the scale with the people of a country, and remembers it.
    pub fn live_in(self, home: &'static Region) {
        self.change().home = home;
        storage::remember("home", home.code());
    }

    /// Puts a suggestion away for this visit.
    pub fn dismiss(self, one: Dismissed) {
        self.change().dismissed.push(one);
        self.read();
    }

    /// Takes the last dismissal back.
    pub fn dismiss_not(self) {
        self.change().dismissed.pop();
        self.read();
    }

    /// Never suggests a rule or a kind again, and remembers it.
    pub fn switch_off(self, id: &str) {
        let mut state = self.change();
        if !state.off.iter().any(|other| other == id) {
            state.off.push(id.to_owned());
        }
        // The line that offered it goes with it.
        state
            .dismissed
            .retain(|one| one.rule != id && one.kind != id);
        storage::remember("off", &state.off.join("\n"));
        drop(state);
        self.read();
    }

    /// Wants suggestions that lose something, or not, and remembers it.
    pub fn want_lossy(self) {
        let lossy = {
            let mut state = self.change();
            state.lossy = !state.lossy;
            state.lossy
        };
        storage::remember("lossy", if lossy { "yes" } else { "no" });
        self.read();
    }

    /// Suggests everything again.
    pub fn switch_all_on(self) {
        let mut state = self.change();
        state.off.clear();
        state.dismissed.clear();
        storage::remember("off", "");
        drop(state);
        self.read();
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
            self.say_figures();
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, value) in [
            ("", None),
            ("0", Some(0.0)),
            (" 12 ", Some(12.0)),
            ("2.5", Some(2.5)),
            ("2,25", Some(2.25)),
            ("٢٫٥", Some(2.5)),
            ("1000000000", Some(1e9)),
            ("-1", None),
            ("1e9", None),
            ("1.23456", None),
            ("1.2.3", None),
            ("many", None),
            ("99999999999", None),
        ] {
            assert_eq!(amount(text), value, "{text}");
        }
    }
}
