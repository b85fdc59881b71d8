//! The same text counted in other vocabularies, for who wants to compare: each is fetched only when somebody asks for it.

use crate::bridge::fetching::{FetchError, Freshness, fetch};
use crate::desk::Desk;
use crate::loading::Loading;
use promptwatt_tokens::{Counter, Encoding, Part, Parts, Tokens};

/// Longer texts (bytes) are not counted in every vocabulary at each pause.
const MOST_UTF8: usize = 400_000;

/// How the text counts in another vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// Nobody asked, or the text needs a part that is not there.
    NotAsked,
    /// On its way.
    Loading,
    /// That many.
    Counted(Tokens),
    /// The vocabulary is not to be had.
    Failed,
}

impl Desk {
    /// Counts the text in another vocabulary too, fetching it where it is not there.
    pub fn count_with(self, encoding: Encoding) {
        let files = {
            let inner = &mut *self.0.inner.borrow_mut();
            let at = inner
                .others
                .iter()
                .position(|one| one.encoding() == encoding);
            let at = at.unwrap_or_else(|| {
                inner.others.push(Loading::new(encoding));
                inner.others.len() - 1
            });
            inner.others.get_mut(at).map_or_else(Vec::new, |one| {
                one.note(inner.document.text(), true);
                one.ask(&|| Parts::NONE)
            })
        };
        self.set_other(
            encoding,
            if files.is_empty() {
                Other::NotAsked
            } else {
                Other::Loading
            },
        );
        for (part, path) in files {
            fetch(path, Freshness::CacheAllowed, move |file| {
                self.once_here(move |_| self.other_arrived(encoding, part, file));
            });
        }
        self.count_others();
    }

    fn other_arrived(
        self,
        encoding: Encoding,
        part: Option<Part>,
        file: Result<Vec<u8>, FetchError>,
    ) {
        if self.takes_other(encoding, part, file) {
            self.weigh();
            self.count_others();
        } else {
            self.set_other(encoding, Other::Failed);
        }
    }

    /// Takes in a part of another vocabulary, and says whether it was whole.
    fn takes_other(
        self,
        encoding: Encoding,
        part: Option<Part>,
        file: Result<Vec<u8>, FetchError>,
    ) -> bool {
        let inner = &mut *self.0.inner.borrow_mut();
        let Some(one) = inner
            .others
            .iter_mut()
            .find(|one| one.encoding() == encoding)
        else {
            return true;
        };
        let taken = file.is_ok_and(|file| one.arrived(&inner.later, encoding, part, file).is_ok());
        if !taken {
            one.give_up();
        }
        taken
    }

    /// Counts anew in every vocabulary that is there: after a pause in typing.
    pub(super) fn count_others(self) {
        let mut counted = Vec::new();
        {
            let inner = &mut *self.0.inner.borrow_mut();
            let text = inner.document.text();
            for one in &mut inner.others {
                one.note(text, true);
                let count = match &one.counter {
                    Some(Counter::Exact(tokenizer))
                        if one.is_enough() && text.len() <= MOST_UTF8 =>
                    {
                        Some(tokenizer.count(text))
                    }
                    _ => None,
                };
                counted.push((one.encoding(), count));
            }
        }
        for (encoding, count) in counted {
            match (self.other(encoding), count) {
                (_, Some(tokens)) => self.set_other(encoding, Other::Counted(tokens)),
                (Other::Counted(_), None) => self.set_other(encoding, Other::NotAsked),
                _ => {}
            }
        }
    }

    fn other(self, encoding: Encoding) -> Other {
        self.now().other(encoding)
    }

    fn set_other(self, encoding: Encoding, other: Other) {
        if self.other(encoding) == other {
            return;
        }
        let others = &mut self.change().others;
        others.retain(|one| one.0 != encoding);
        others.push((encoding, other));
    }
}
