//! The parts of a vocabulary that were fetched so far, and which ones a text still needs.

use promptwatt_energy::Model;
use promptwatt_later::Later;
use promptwatt_tokens::{Counter, Encoding, Part, Parts, Tokenizer, Vocabulary, VocabularyError};

/// The encoding that a model's tokens can be counted in exactly; `None` where its vocabulary is not among the page's files.
#[must_use]
pub fn encoding_of(model: &Model) -> Option<Encoding> {
    Encoding::from_id(model.encoding()?)
}

/// Counts exactly with a vocabulary; the browser knows Unicode's normal form.
pub fn exact(vocabulary: Vocabulary) -> Counter {
    Counter::Exact(Tokenizer::with_normalizer(
        vocabulary,
        crate::bridge::page::normal_form_c,
    ))
}

/// One vocabulary, as far as it is here.
pub struct Loading {
    encoding: Encoding,
    /// What the text needs; it only grows until the text is empty again.
    needed: Parts,
    asked_for: Parts,
    here: Parts,
    files: Vec<Vec<u8>>,
    /// Counts with what is here.
    pub counter: Option<Counter>,
}

impl Loading {
    /// Nothing yet.
    #[must_use]
    pub fn new(encoding: Encoding) -> Self {
        Self {
            encoding,
            needed: Parts::of(""),
            asked_for: Parts::NONE,
            here: Parts::NONE,
            files: Vec::new(),
            counter: None,
        }
    }

    /// Whether it is the vocabulary of a model.
    #[must_use]
    pub fn is_of(&self, model: &Model) -> bool {
        encoding_of(model)
            .is_some_and(|encoding| encoding.vocabulary() == self.encoding.vocabulary())
    }

    /// Turns to another vocabulary, unless it is this one. What was fetched is in the browser's cache.
    pub fn turn_to(&mut self, model: &Model) {
        if let Some(encoding) = encoding_of(model)
            && !self.is_of(model)
        {
            *self = Self {
                needed: self.needed,
                ..Self::new(encoding)
            };
        }
    }

    /// Notes what was written; `alone` where nothing else is in the text.
    pub fn note(&mut self, written: &str, alone: bool) {
        let parts = Parts::of(written);
        self.needed = if alone { parts } else { self.needed.and(parts) };
    }

    /// Wants all parts, whatever the text needs: only then do tokens have their official ids.
    pub fn want_all(&mut self) {
        self.needed = Parts::ALL;
    }

    /// Whether everything that the text needs is here.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.counter.is_some() && self.here.covers(self.needed)
    }

    /// What has to be fetched now: parts and the paths of their files.
    pub fn ask(&mut self) -> Vec<(Part, String)> {
        let missing = self.needed.without(self.asked_for);
        self.asked_for = self.asked_for.and(missing);
        let encoding = self.encoding;
        // A part without a file has no token.
        missing
            .iter()
            .filter_map(|part| Some((part, ["vocab/", &encoding.file(part)?].concat())))
            .collect()
    }

    /// A part arrived. Builds the counter once nothing that was asked for is on its way any more.
    ///
    /// # Errors
    /// When the parts are damaged: then all of them have to be fetched again.
    pub fn arrived(
        &mut self,
        later: &Later,
        encoding: Encoding,
        part: Part,
        file: Vec<u8>,
    ) -> Result<(), VocabularyError> {
        // It was asked for before another model was chosen.
        if encoding != self.encoding || self.here.contains(part) {
            return Ok(());
        }
        self.files.push(file);
        self.here = self.here.with(part);
        let has_file = |part: &Part| encoding.file(*part).is_some();
        let on_its_way = self.asked_for.without(self.here);
        if on_its_way.iter().any(|part| has_file(&part)) || !self.here.contains(Part::Ascii) {
            return Ok(());
        }
        let files: Vec<&[u8]> = self.files.iter().map(Vec::as_slice).collect();
        match later.unpack(&files) {
            Some(Ok(vocabulary)) => {
                self.here = vocabulary.parts();
                self.counter = Some(exact(vocabulary));
                Ok(())
            }
            Some(Err(error)) => {
                self.forget();
                Err(error)
            }
            // Nobody asks before the code is there.
            None => Ok(()),
        }
    }

    /// Nothing that is on its way is waited for any more; what is here stays.
    pub fn give_up(&mut self) {
        self.asked_for = self.here;
    }

    fn forget(&mut self) {
        let needed = self.needed;
        *self = Self {
            needed,
            counter: self.counter.take(),
            ..Self::new(self.encoding)
        };
    }

    /// What is fetched now.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }
}
