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

/// What an earlier visit made of the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Recall {
    /// Nobody has looked for it.
    Untried,
    /// It is being read: until then nothing else is asked for.
    Reading,
    /// It is here, or of no use.
    Tried,
}

/// One vocabulary, as far as it is here.
pub struct Loading {
    encoding: Encoding,
    /// What the text needs; it only grows until the text is empty again.
    needed: Parts,
    asked_for: Parts,
    /// The parts whose files are here.
    here: Parts,
    files: Vec<Vec<u8>>,
    recall: Recall,
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
            recall: Recall::Untried,
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
        self.counted_with()
            .is_some_and(|vocabulary| vocabulary.parts().covers(self.needed))
    }

    fn counted_with(&self) -> Option<&Vocabulary> {
        match &self.counter {
            Some(Counter::Exact(tokenizer)) => Some(tokenizer.vocabulary()),
            _ => None,
        }
    }

    /// What has to be fetched now: parts and the paths of their files; or, without a part, the name under which the browser keeps what was made of the parts
    /// that `kept` says. Until that has arrived or is known to be gone, nothing else is asked for.
    pub fn ask(&mut self, kept: &dyn Fn() -> Parts) -> Vec<(Option<Part>, String)> {
        if self.is_enough() || self.recall == Recall::Reading {
            return Vec::new();
        }
        if self.recall == Recall::Untried {
            self.recall = Recall::Tried;
            let kept = kept();
            if kept.covers(self.needed) {
                self.recall = Recall::Reading;
                return vec![(None, self.kept_as())];
            }
        }
        let missing = self.needed.without(self.asked_for);
        self.asked_for = self.asked_for.and(missing);
        let encoding = self.encoding;
        // A part without a file has no token.
        missing
            .iter()
            .filter_map(|part| Some((Some(part), ["vocab/", &encoding.file(part)?].concat())))
            .collect()
    }

    /// A part arrived, or what was kept. Builds the counter once nothing that was asked for is on its way any more.
    ///
    /// # Errors
    /// When the parts are damaged: then all of them have to be fetched again.
    pub fn arrived(
        &mut self,
        later: &Later,
        encoding: Encoding,
        part: Option<Part>,
        file: Vec<u8>,
    ) -> Result<(), VocabularyError> {
        // It was asked for before another model was chosen.
        if encoding != self.encoding {
            return Ok(());
        }
        let unpacked = if let Some(part) = part {
            if self.here.contains(part) {
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
            later.unpack(&files)
        } else {
            self.recall = Recall::Tried;
            later.recall(&file, encoding, self.needed)
        };
        match unpacked {
            Some(Ok(vocabulary)) => {
                if part.is_some() {
                    self.here = vocabulary.parts();
                }
                self.counter = Some(exact(vocabulary));
                Ok(())
            }
            Some(Err(error)) => {
                self.forget();
                Err(error)
            }
            // Nobody asks before the code is there; or what was kept is of no use, and the files are fetched without a word about it.
            None => Ok(()),
        }
    }

    /// What is worth keeping for the next visit: what is here, where it was made of files; with the name to keep it under.
    #[must_use]
    pub fn to_keep(&self) -> Option<(&Vocabulary, String)> {
        let vocabulary = self.counted_with()?;
        (vocabulary.parts() == self.here).then(|| (vocabulary, self.kept_as()))
    }

    /// The version of the form, and the file of the first part. That has its content's hash in its name, and in its content the hash of all parts: so what was
    /// made of other files is never found. The same for all copies of the page on a host.
    fn kept_as(&self) -> String {
        let file = self.encoding.file(Part::Ascii).unwrap_or_default();
        ["/promptwatt-kept/2-", &file].concat()
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
            recall: Recall::Tried,
            ..Self::new(self.encoding)
        };
    }

    /// What is fetched now.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }
}

#[cfg(test)]
mod tests {
    use super::Loading;
    use promptwatt_energy::Model;
    use promptwatt_later::Later;
    use promptwatt_tokens::{Counter, Encoding, Part, Parts, Tokens};

    const ENGLISH: &str = "Tides, explained.";
    const ARABIC: &str = "المد";

    fn later() -> Later {
        let mut later = Later::new();
        later.arrived();
        later
    }

    fn folder() -> std::path::PathBuf {
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("public")
    }

    /// Fetches what is asked for.
    fn fetch(loading: &mut Loading, later: &Later) {
        for (part, path) in loading.ask(&|| Parts::NONE) {
            let file = std::fs::read(folder().join(path)).expect("the vocabulary is committed");
            let encoding = loading.encoding();
            loading
                .arrived(later, encoding, part, file)
                .expect("it is whole");
        }
    }

    /// A visit with nothing kept.
    fn visit(encoding: Encoding, text: &str) -> Loading {
        let mut loading = Loading::new(encoding);
        loading.note(text, true);
        fetch(&mut loading, &later());
        assert!(loading.is_enough());
        loading
    }

    /// What a visit keeps: its name, and of what it is made.
    fn kept(visit: &Loading) -> (String, Parts, Vec<u8>) {
        let (vocabulary, name) = visit.to_keep().expect("it was made of files");
        (name, vocabulary.parts(), later().prepare(vocabulary))
    }

    /// A visit that finds something kept of these parts, before that has arrived.
    fn reading(encoding: Encoding, text: &str, parts: Parts) -> Loading {
        let mut loading = Loading::new(encoding);
        loading.note(text, true);
        let asked = loading.ask(&|| parts);
        assert!(matches!(asked.as_slice(), [(None, _)]), "{asked:?}");
        assert_eq!(
            loading.ask(&|| parts),
            [],
            "nothing else while it is being read"
        );
        loading
    }

    fn count(loading: &Loading, text: &str) -> Tokens {
        match &loading.counter {
            Some(Counter::Exact(tokenizer)) => tokenizer.count(text),
            other => panic!("it does not count: {other:?}"),
        }
    }

    #[test]
    fn what_was_kept_counts_without_any_file() {
        for (encoding, text) in [
            (Encoding::O200kBase, ENGLISH),
            (Encoding::O200kHarmony, ARABIC),
            (Encoding::Qwen, ENGLISH),
        ] {
            let first = visit(encoding, text);
            let (_, parts, prepared) = kept(&first);
            let mut second = reading(encoding, text, parts);
            assert_eq!(
                second.arrived(&later(), encoding, None, prepared),
                Ok(()),
                "{encoding:?}"
            );
            assert!(second.is_enough());
            assert_eq!(second.ask(&|| parts), []);
            assert_eq!(count(&second, text), count(&first, text));
            assert!(second.to_keep().is_none(), "it is kept already");
        }
    }

    #[test]
    fn what_is_of_no_use_is_not_taken() {
        let later = later();
        let encoding = Encoding::Qwen;
        let (name, ascii, whole) = kept(&visit(encoding, ENGLISH));
        let (_, _, other) = kept(&visit(Encoding::Tekken, ENGLISH));
        let mut flipped = whole.clone();
        flipped[whole.len() / 2] ^= 1;
        let cases: [(&str, &[u8]); 5] = [
            ("it is gone, or nothing is in it", b""),
            ("its end is missing", &whole[..whole.len() / 2]),
            ("a bit is wrong", &flipped),
            ("it is of another vocabulary", &other),
            ("it is something else", b"<!doctype html>"),
        ];
        for (case, content) in cases {
            let mut loading = reading(encoding, ENGLISH, ascii);
            let outcome = loading.arrived(&later, encoding, None, content.to_vec());
            assert_eq!(outcome, Ok(()), "{case}");
            assert!(!loading.is_enough(), "{case}");
            fetch(&mut loading, &later);
            assert!(loading.is_enough(), "{case}");
            assert!(
                kept(&loading) == (name.clone(), ascii, whole.clone()),
                "{case}"
            );
        }
    }

    #[test]
    fn it_is_looked_for_only_where_it_is_enough_and_by_what_it_was_made_of() {
        let mut loading = Loading::new(Encoding::O200kBase);
        loading.note(ARABIC, true);
        let asked = loading.ask(&|| Parts::of(ENGLISH));
        assert!(asked.len() > 1 && asked.iter().all(|(part, _)| part.is_some()));
        let name = |encoding: Encoding| {
            let mut asked = Loading::new(encoding).ask(&|| Parts::ALL);
            asked.pop().map(|(_, name)| name).unwrap_or_default()
        };
        for &encoding in Encoding::ALL {
            let file = encoding.file(Part::Ascii).expect("every vocabulary has it");
            assert!(name(encoding).ends_with(&file));
        }
        // More than is said is not in it: then the files are fetched.
        let (_, _, prepared) = kept(&visit(Encoding::Qwen, ENGLISH));
        let mut loading = reading(Encoding::Qwen, ARABIC, Parts::ALL);
        let outcome = loading.arrived(&later(), Encoding::Qwen, None, prepared);
        assert_eq!(outcome, Ok(()));
        assert!(!loading.is_enough());
        fetch(&mut loading, &later());
        assert!(loading.is_enough());
    }

    #[test]
    fn a_new_script_fetches_all_that_the_text_needs() {
        let later = later();
        let encoding = Encoding::Qwen;
        let (_, ascii, prepared) = kept(&visit(encoding, ENGLISH));
        let mut loading = reading(encoding, ENGLISH, ascii);
        loading
            .arrived(&later, encoding, None, prepared)
            .expect("it is whole");
        loading.note(ARABIC, false);
        assert!(!loading.is_enough());
        let asked: Vec<_> = loading
            .ask(&|| ascii)
            .iter()
            .map(|(part, _)| *part)
            .collect();
        assert_eq!(asked, [Part::Ascii, Part::Shared, Part::Arabic].map(Some));
        // They do not come. What was kept still counts what it is enough for.
        loading.give_up();
        loading.note(ENGLISH, true);
        assert!(loading.is_enough());
        loading.note(ARABIC, false);
        fetch(&mut loading, &later);
        assert!(loading.is_enough());
        let fresh = visit(encoding, ARABIC);
        assert_eq!(count(&loading, ARABIC), count(&fresh, ARABIC));
        assert!(kept(&loading) == kept(&fresh));
    }

    #[test]
    fn what_was_asked_for_another_model_is_not_taken() {
        let (_, ascii, prepared) = kept(&visit(Encoding::Qwen, ENGLISH));
        let mut loading = reading(Encoding::Qwen, ENGLISH, ascii);
        loading.turn_to(Model::by_id("gpt-4o").expect("it is in the table"));
        assert_eq!(
            loading.arrived(&later(), Encoding::Qwen, None, prepared),
            Ok(())
        );
        assert!(!loading.is_enough());
        let name = loading.ask(&|| ascii).pop().map(|(_, name)| name);
        assert!(name.is_some_and(|name| name.contains("-o200k_base-ascii-")));
    }
}
