//! The vocabularies, as far as they are here.

use promptwatt_energy::Model;
use promptwatt_tokens::{Counter, Encoding, Part, Parts, Tokenizer, Vocabulary};

/// The encoding that a model's tokens can be counted in exactly; `None` where nobody has published it, or it is not among the site's files.
#[must_use]
pub fn encoding_of(model: &str) -> Option<Encoding> {
    Encoding::from_id(Model::by_id(model)?.encoding()?)
}

/// Every vocabulary that was asked for.
#[derive(Default)]
pub struct Vocabularies(Vec<Loading>);

/// One of them.
struct Loading {
    encoding: Encoding,
    files: Vec<(Part, Vec<u8>)>,
    counter: Option<Counter>,
}

impl Vocabularies {
    fn of(&self, encoding: Encoding) -> Option<&Loading> {
        let same = |one: &&Loading| one.encoding.vocabulary() == encoding.vocabulary();
        self.0.iter().find(same)
    }

    /// The paths of the files that a text needs and that are not here.
    pub fn missing(&self, text: &str, encoding: Encoding) -> Vec<String> {
        let here = |part: Part| {
            let files = self.of(encoding).map(|loading| &loading.files);
            files.is_some_and(|files| files.iter().any(|(there, _)| *there == part))
        };
        let needed = Parts::of(text);
        let missing = needed.iter().filter(|part| !here(*part));
        missing.filter_map(|part| path(encoding, part)).collect()
    }

    /// Takes in the file of a path that [`Self::missing`] named.
    pub fn take(&mut self, wanted: &str, file: Vec<u8>) {
        for encoding in Encoding::ALL.iter().copied() {
            let named = |part: &Part| path(encoding, *part).is_some_and(|path| path == wanted);
            let Some(part) = Part::ALL.into_iter().find(named) else {
                continue;
            };
            if self.of(encoding).is_none() {
                self.0.push(Loading {
                    encoding,
                    files: Vec::new(),
                    counter: None,
                });
            }
            let same = |one: &&mut Loading| one.encoding.vocabulary() == encoding.vocabulary();
            if let Some(loading) = self.0.iter_mut().find(same)
                && !loading.files.iter().any(|(there, _)| *there == part)
            {
                loading.files.push((part, file));
            }
            return;
        }
    }

    /// Unpacks the files; forgets them where they are damaged, and says so.
    pub fn unpack(&mut self, encoding: Encoding) -> bool {
        let same = |one: &Loading| one.encoding.vocabulary() == encoding.vocabulary();
        let Some(at) = self.0.iter().position(same) else {
            return true;
        };
        let loading = &mut self.0[at];
        let files: Vec<&[u8]> = loading.files.iter().map(|(_, file)| &file[..]).collect();
        match Vocabulary::from_packed(&files) {
            Ok(vocabulary) => {
                let tokenizer = Tokenizer::with_normalizer(vocabulary, normal_form_c);
                loading.counter = Some(Counter::Exact(tokenizer));
                true
            }
            Err(_) => {
                self.0.remove(at);
                false
            }
        }
    }

    /// What counts in an encoding, where it is here.
    pub fn counter(&self, encoding: Encoding) -> Option<&Counter> {
        self.of(encoding)?.counter.as_ref()
    }
}

/// Where the file of a part is, from the site's root; `None` where the part has no token.
fn path(encoding: Encoding, part: Part) -> Option<String> {
    Some(["vocab/", &encoding.file(part)?].concat())
}

/// The browser has the tables for it.
fn normal_form_c(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}
