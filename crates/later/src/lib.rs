//! What the page needs only once there is a text: the coach, and what unpacks vocabularies.
//!
//! Built with `--cfg promptwatt_split`, everything that only these need is cut off from the page's module and fetched with the first text: whoever opens the
//! page does not pay for reading before there is something to read. Both modules share one memory, so the coach counts with the page's own vocabulary. All
//! calls go through one function, the place of the cut.
//!
//! Without it, as in tests and in a plain `trunk serve`, all is in one module; it still has to be told that it arrived.

mod cut;

use cut::{Call, Reader};
use promptwatt_coach::{Budget, Coaching, Language, Options, RuleError};
use promptwatt_tokens::{Counter, Encoding, Parts, Vocabulary, VocabularyError};
use std::ops::Range;

/// The coach and the unpacking, or the place where they will be.
#[derive(Default)]
pub struct Later {
    reader: Option<Reader>,
}

impl Later {
    /// Nothing yet: it finds nothing in any text.
    #[must_use]
    pub const fn new() -> Self {
        Self { reader: None }
    }

    /// Whether the code has to be fetched before anything can be read or unpacked.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.reader.is_none()
    }

    /// The code is here: from now on the coach reads.
    pub fn arrived(&mut self) {
        cut::call(&mut Call::Begin(&mut self.reader));
    }

    /// Adds the packed rules of a language, in place of those it had. Without the code they are let go.
    ///
    /// # Errors
    /// [`RuleError`] where they are damaged.
    pub fn add(&mut self, packed: &[u8]) -> Result<(), RuleError> {
        let mut outcome = Ok(());
        if let Some(reader) = &mut self.reader {
            cut::call(&mut Call::Add(&mut reader.coach, packed, &mut outcome));
        }
        outcome
    }

    /// Whether the rules of a language are there.
    #[must_use]
    pub fn has(&self, language: Language) -> bool {
        self.reader
            .as_ref()
            .is_some_and(|reader| reader.coach.has(language))
    }

    /// Unpacks a vocabulary, as [`Vocabulary::from_packed`]; `None` without the code.
    ///
    /// # Errors
    /// As there.
    #[must_use]
    pub fn unpack(&self, files: &[&[u8]]) -> Option<Result<Vocabulary, VocabularyError>> {
        let mut unpacked = None;
        if self.reader.is_some() {
            cut::call(&mut Call::Unpack(files, &mut unpacked));
        }
        unpacked
    }

    /// Reads what [`Later::prepare`] made, on an earlier visit or anywhere: `None` without the code, and where it is not whole, not of this encoding's
    /// vocabulary, or not made of all of `parts`. Never an error, so that it goes where an unpacked vocabulary goes.
    #[must_use]
    pub fn recall(
        &self,
        kept: &[u8],
        encoding: Encoding,
        parts: Parts,
    ) -> Option<Result<Vocabulary, VocabularyError>> {
        let mut recalled = None;
        if self.reader.is_some() {
            cut::call(&mut Call::Recall(kept, encoding, parts, &mut recalled));
        }
        recalled
    }

    /// Makes what a program may keep of a vocabulary, as [`Vocabulary::to_prepared`]; nothing without the code.
    #[must_use]
    pub fn prepare(&self, vocabulary: &Vocabulary) -> Vec<u8> {
        let mut prepared = Vec::new();
        if self.reader.is_some() {
            cut::call(&mut Call::Prepare(vocabulary, &mut prepared));
        }
        prepared
    }

    /// Reads a prompt; [`Coaching::unread`] without the code. Otherwise as [`promptwatt_coach::Coach::read_again`]: what was not touched since the last call is not
    /// read again.
    #[must_use]
    pub fn read(&self, text: &str, options: &Options, counter: &Counter) -> Coaching {
        let mut coaching = Coaching::unread();
        if let Some(reader) = &self.reader {
            cut::call(&mut Call::Read(
                reader,
                text,
                options,
                counter,
                &mut coaching,
            ));
        }
        coaching
    }

    /// Where a text has a sentence about the answer's length, and which, as [`promptwatt_coach::find_budget_sentence`]; nowhere without the code.
    #[must_use]
    pub fn find_budget_sentence(&self, text: &str) -> Option<(Range<usize>, Budget)> {
        let mut found = None;
        if self.reader.is_some() {
            cut::call(&mut Call::FindBudget(text, &mut found));
        }
        found
    }

    /// The sentence that asks for a length, as [`promptwatt_coach::budget_sentence`]; none without the code.
    #[must_use]
    pub fn budget_sentence(&self, language: Language, budget: Budget) -> Option<String> {
        let mut sentence = None;
        if self.reader.is_some() {
            cut::call(&mut Call::BudgetSentence(language, budget, &mut sentence));
        }
        sentence
    }
}

#[cfg(test)]
mod tests {
    use super::Later;
    use promptwatt_coach::{Budget, Language, Options};
    use promptwatt_tokens::{Counter, Encoding};

    #[test]
    fn it_reads_once_it_is_there() {
        let counter = Counter::Estimate(Encoding::O200kBase);
        let text = "Could you please explain in order to teach me how tides work? Answer in at most 5 sentences.";
        let mut coach = Later::new();
        assert!(coach.unpack(&[b"no vocabulary"]).is_none());
        assert!(coach.is_missing());
        let unread = coach.read(text, &Options::default(), &counter);
        assert_eq!(unread.suggestions.len() + unread.advice.len(), 0);
        assert!(unread.answer.expected.central > 0.0);
        assert_eq!(coach.find_budget_sentence(text), None);
        let packed = include_bytes!("../../../public/rules/en.rules");
        coach.arrived();
        assert!(
            coach
                .unpack(&[b"no vocabulary"])
                .is_some_and(|unpacked| unpacked.is_err())
        );
        assert!(!coach.is_missing() && !coach.has(Language::English));
        assert!(coach.add(&packed[..9]).is_err());
        coach.add(packed).expect("the committed rules are whole");
        assert!(coach.has(Language::English));
        let read = coach.read(text, &Options::default(), &counter);
        assert!(!read.suggestions.is_empty());
        let five = Budget::Sentences(5);
        assert_eq!(
            coach.find_budget_sentence(text).map(|(_, budget)| budget),
            Some(five)
        );
        let sentence = coach.budget_sentence(Language::English, five);
        assert!(sentence.is_some_and(|sentence| text.ends_with(&sentence)));
    }
}
