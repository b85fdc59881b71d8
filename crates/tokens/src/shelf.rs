//! The vocabularies that a program was brought so far, part by part.

use crate::{Counter, Encoding, Normalizer, Parts, Tokenizer, Vocabulary, VocabularyError};

/// Every vocabulary that was brought, and what estimates where one is not there. It fetches nothing: it names files and takes their bytes.
#[derive(Debug)]
pub struct Shelf {
    normalizer: Normalizer,
    here: Vec<Brought>,
    estimate: Counter,
    unpublished: Counter,
}

#[derive(Debug)]
struct Brought {
    /// That of [`Encoding::vocabulary`].
    vocabulary: &'static str,
    files: Vec<Vec<u8>>,
    parts: Parts,
    counter: Counter,
}

impl Shelf {
    /// Without any vocabulary. `normalizer` makes normal form C where an encoding wants it.
    #[must_use]
    pub fn new(normalizer: Normalizer) -> Self {
        Self {
            normalizer,
            here: Vec::new(),
            estimate: Counter::Estimate(Encoding::O200kBase),
            unpublished: Counter::Estimate(Encoding::Unpublished),
        }
    }

    fn of(&self, encoding: Encoding) -> Option<&Brought> {
        let same = |one: &&Brought| one.vocabulary == encoding.vocabulary();
        self.here.iter().find(same)
    }

    /// Unpacks further parts of a vocabulary together with those that are there. What was there stays as it was where the new ones are damaged.
    ///
    /// # Errors
    /// [`VocabularyError`]: damaged, or the first parts to come are without that of ASCII.
    ///
    /// # Complexity
    /// Linear in all parts of the vocabulary.
    pub fn add(&mut self, encoding: Encoding, new: Vec<Vec<u8>>) -> Result<(), VocabularyError> {
        let vocabulary = encoding.vocabulary();
        let place = self
            .here
            .iter()
            .position(|one| one.vocabulary == vocabulary);
        let mut files: Vec<&[u8]> = Vec::new();
        if let Some(brought) = place.and_then(|place| self.here.get(place)) {
            files.extend(brought.files.iter().map(|file| &file[..]));
        }
        files.extend(new.iter().map(|file| &file[..]));
        let unpacked = Vocabulary::from_packed(&files)?;
        let parts = unpacked.parts();
        let counter = Counter::Exact(Tokenizer::with_normalizer(unpacked, self.normalizer));
        let mut files = place.map_or_else(Vec::new, |place| self.here.swap_remove(place).files);
        files.extend(new);
        self.here.push(Brought {
            vocabulary,
            files,
            parts,
            counter,
        });
        Ok(())
    }

    /// The names of the files that counting a text exactly still needs, or with `all` those of every part.
    #[must_use]
    pub fn missing(&self, text: &str, encoding: Encoding, all: bool) -> Vec<String> {
        let here = self.of(encoding).map_or(Parts::NONE, |one| one.parts);
        let needed = if all { Parts::ALL } else { Parts::of(text) };
        encoding.files(needed.without(here)).collect()
    }

    /// What counts in an encoding at present. Where there is none of ours, `name` says whether that of the model is public at all: if it is not, it is
    /// estimated with a wide band.
    #[must_use]
    pub fn counter(&self, encoding: Option<Encoding>, name: Option<&str>) -> &Counter {
        let brought = encoding.and_then(|encoding| self.of(encoding));
        match (brought, name) {
            (Some(brought), _) => &brought.counter,
            (None, Some(_)) => &self.estimate,
            (None, None) => &self.unpublished,
        }
    }
}
