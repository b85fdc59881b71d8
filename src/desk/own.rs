//! A tokenizer that the visitor brought along: packed in a worker, remembered in this browser, used for every model until it is put away.

use crate::bridge::{packing, storage};
use crate::desk::Desk;
use crate::loading::exact;
use wasm_bindgen::JsValue;

/// Where the visitor's own tokenizer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Own {
    /// There is none.
    None,
    /// It is being packed.
    Packing,
    /// It counts, and is called so.
    InUse(String),
    /// It was refused, with the reason: in English, or nothing where the worker could not start. What counted before still does.
    Refused(String),
}

/// The longest name that is shown.
const LONGEST_NAME: usize = 60;

impl Desk {
    /// Packs a `tokenizer.json` and counts with it.
    pub fn bring(self, file: JsValue, name: &str) {
        let name: String = name.chars().take(LONGEST_NAME).collect();
        self.change().own = Own::Packing;
        packing::pack(file, move |packed| match packed {
            Ok(packed) => self.once_here(move |_| {
                if self.count_with_own(&packed, name.clone()) {
                    packing::remember(&packed);
                    storage::remember("own", &name);
                }
            }),
            Err(reason) => self.refuse_own(reason),
        });
    }

    /// Counts with the tokenizer of an earlier visit, where there is one.
    pub(super) fn recall_own(self) {
        let name = storage::setting("own").unwrap_or_default();
        if name.is_empty() {
            return;
        }
        packing::recall(move |packed| {
            let name = name.chars().take(LONGEST_NAME).collect();
            self.once_here(move |_| {
                self.count_with_own(&packed, name);
            });
        });
    }

    /// Puts the visitor's own tokenizer away, for good.
    pub fn put_own_away(self) {
        self.0.inner.borrow_mut().own = None;
        self.change().own = Own::None;
        storage::remember("own", "");
        packing::forget();
        self.count();
        self.read();
    }

    fn count_with_own(self, packed: &[u8], name: String) -> bool {
        let unpacked = self.0.inner.borrow().later.unpack(&[packed]);
        match unpacked {
            Some(Ok(vocabulary)) => {
                self.0.inner.borrow_mut().own = Some(exact(vocabulary));
                self.change().own = Own::InUse(name);
                self.count();
                self.read();
                true
            }
            _ => {
                self.refuse_own(String::new());
                false
            }
        }
    }

    fn refuse_own(self, reason: String) {
        self.change().own = Own::Refused(reason);
    }
}
