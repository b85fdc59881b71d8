//! The page's texts, as the page has them.

use std::collections::BTreeMap;
use std::fs;

/// The texts of a language.
#[derive(Debug)]
pub struct Texts(BTreeMap<String, BTreeMap<String, String>>);

impl Texts {
    /// Those of `texts/<language>.toml`.
    ///
    /// # Panics
    /// When there is no such file or it does not parse.
    #[must_use]
    #[track_caller]
    pub fn of(language: &str) -> Self {
        let path = crate::root().join("texts").join(format!("{language}.toml"));
        let source =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self(toml::from_str(&source).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    }

    /// The text of a key (`table.name`).
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    #[track_caller]
    pub fn get(&self, key: &str) -> &str {
        let found = key
            .split_once('.')
            .and_then(|(table, name)| self.0.get(table)?.get(name));
        found.unwrap_or_else(|| panic!("there is no text {key}"))
    }

    /// The text of a key with `{name}` filled in.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    #[track_caller]
    pub fn filled(&self, key: &str, name: &str, value: &str) -> String {
        self.get(key).replace(&format!("{{{name}}}"), value)
    }
}
