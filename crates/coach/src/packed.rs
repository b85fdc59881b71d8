//! The packed form of the rules: small, checked, and safe against any bytes.
//!
//! `PWR2`, language, reviewed; lexicon; word lists; rules; phrases. Numbers are LEB128, texts are a length and UTF-8. Phrases
//! are sorted and say how many leading characters they share with the one before.

use crate::coaching::{Kind, Safety};
use crate::fold::WordHash;
use crate::language::Language;
use crate::lexicon::SENSES;
use crate::order::sorted;
use crate::rules::{Phrase, Rule, RuleSet, WordList, when};
use crate::words::Words;
use std::fmt;

const MAGIC: &[u8; 4] = b"PWR2";

/// Why packed rules were refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    kind: ErrorKind,
    at: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum ErrorKind {
    Magic,
    Short,
    Value(&'static str),
    Left,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            ErrorKind::Magic => {
                "not a rule file of this version: make it again with `cargo xtask pack-rules`"
            }
            ErrorKind::Short => "the rule file is cut short",
            ErrorKind::Value(_) => "the rule file is damaged: ",
            ErrorKind::Left => "the rule file has more bytes than it should",
        })?;
        if let ErrorKind::Value(what) = self.kind {
            f.write_str(what)?;
        }
        f.write_str(", at byte ")?;
        fmt::Display::fmt(&self.at, f)
    }
}

impl std::error::Error for RuleError {}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn fail<T>(&self, kind: ErrorKind) -> Result<T, RuleError> {
        Err(RuleError { kind, at: self.at })
    }

    fn damaged<T>(&self, what: &'static str) -> Result<T, RuleError> {
        self.fail(ErrorKind::Value(what))
    }

    fn byte(&mut self) -> Result<u8, RuleError> {
        let Some(&byte) = self.bytes.get(self.at) else {
            return self.fail(ErrorKind::Short);
        };
        self.at += 1;
        Ok(byte)
    }

    fn number(&mut self, most: usize) -> Result<usize, RuleError> {
        let mut value = 0usize;
        for shift in [0, 7, 14] {
            let byte = self.byte()?;
            value |= ((byte & 127) as usize) << shift;
            if byte < 128 {
                return if value <= most {
                    Ok(value)
                } else {
                    self.damaged("a number is too large")
                };
            }
        }
        self.damaged("a number is too long")
    }

    fn text(&mut self) -> Result<&'a str, RuleError> {
        let length = self.number(1000)?;
        let Some(bytes) = self.bytes.get(self.at..self.at + length) else {
            return self.fail(ErrorKind::Short);
        };
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                self.at += length;
                Ok(text)
            }
            Err(_) => self.damaged("a text is not UTF-8"),
        }
    }

    fn list_number(&mut self, lists: usize) -> Result<Option<u8>, RuleError> {
        match self.byte()? {
            0 => Ok(None),
            n if (n as usize) <= lists => Ok(Some(n - 1)),
            _ => self.damaged("an unknown word list"),
        }
    }
}

impl RuleSet {
    /// Reads packed rules.
    ///
    /// # Errors
    /// Any bytes that `cargo xtask pack-rules` did not write are refused or read as other valid rules; none panics.
    pub fn from_packed(bytes: &[u8]) -> Result<RuleSet, RuleError> {
        let mut r = Reader { bytes, at: 0 };
        if bytes.get(..4) != Some(MAGIC) {
            return r.fail(ErrorKind::Magic);
        }
        r.at = 4;
        let language = match Language::ALL.get(r.byte()? as usize) {
            Some(&language) => language,
            None => return r.damaged("an unknown language"),
        };
        let reviewed = r.byte()? == 1;
        let mut lexicon = Vec::new();
        for _ in 0..r.number(200)? {
            let Some(&sense) = SENSES.get(r.byte()? as usize) else {
                return r.damaged("an unknown sense");
            };
            lexicon.push((sense, r.text()?.into()));
        }
        let mut lists = Vec::new();
        for _ in 0..r.number(200)? {
            let mut list = WordList::default();
            for _ in 0..r.number(2000)? {
                let word = r.text()?;
                match word.strip_prefix('*') {
                    Some("") => return r.damaged("an empty ending"),
                    Some(ending) => list.endings.push(ending.into()),
                    None if word == "#" => list.numbers = true,
                    None => list.words.push(WordHash::of(word)),
                }
            }
            list.words = sorted(&list.words, |word| word.0);
            lists.push(list);
        }
        let mut rules = Vec::new();
        for _ in 0..r.number(2000)? {
            let id = r.text()?.into();
            let Some(&kind) = Kind::ALL.get(r.byte()? as usize) else {
                return r.damaged("an unknown kind");
            };
            let Some(&safety) = Safety::ALL.get(r.byte()? as usize) else {
                return r.damaged("an unknown safety");
            };
            let when = r.number(when::ALL as usize)? as u16;
            let mut slots = [None; 4];
            for slot in &mut slots {
                *slot = r.list_number(lists.len())?;
            }
            rules.push(Rule {
                id,
                kind,
                safety,
                when,
                message: r.text()?.into(),
                lists: slots,
            });
        }
        let mut phrases: Vec<Phrase> = Vec::new();
        let mut before = String::new();
        for _ in 0..r.number(20_000)? {
            let shared = r.number(1000)?;
            if !before.is_char_boundary(shared) {
                return r.damaged("a phrase shares more than there is");
            }
            before.truncate(shared);
            before.push_str(r.text()?);
            let short = r.text()?.into();
            let rule = r.number(rules.len().saturating_sub(1))? as u16;
            let named = r.byte()? == 1;
            if rules.is_empty() || before.is_empty() || before.len() > 200 {
                return r.damaged("a phrase is empty, too long or of no rule");
            }
            phrases.push(Phrase {
                long: before.as_str().into(),
                short,
                rule,
                named,
            });
        }
        if r.at != bytes.len() {
            return r.fail(ErrorKind::Left);
        }
        let mut index: Vec<_> = phrases
            .iter()
            .enumerate()
            .map(|(number, phrase)| (key_of(&phrase.long), number as u16))
            .collect();
        index = sorted(&index, |&(key, _)| key.0);
        Ok(RuleSet {
            language,
            reviewed,
            lexicon,
            lists,
            rules,
            phrases,
            index,
        })
    }
}

/// The key of a phrase in the index: its first word, and the second where there is one.
fn key_of(phrase: &str) -> WordHash {
    // An apostrophe at the end belongs to the last word, as it does before a letter.
    let mut open = String::from(phrase);
    if phrase.ends_with('\'') {
        open.push('a');
    }
    let words = Words::read(&open);
    let joined = usize::from(open.len() > phrase.len());
    let count = words.list.len() - joined.min(words.list.len());
    let mut hashes = words.list.iter().take(count).map(|word| word.hash);
    let first = hashes.next().unwrap_or(WordHash::EMPTY);
    hashes.next().map_or(first, |second| first.then(second))
}

#[cfg(feature = "compile")]
pub(crate) mod write {
    //! The other direction, for the compiler.

    use super::MAGIC;
    use crate::coaching::{Kind, Safety};
    use crate::language::Language;

    /// A rule as the compiler knows it.
    pub(crate) struct RuleOut {
        pub id: String,
        pub kind: Kind,
        pub safety: Safety,
        pub when: u16,
        pub lists: [Option<u8>; 4],
        pub message: String,
    }

    /// A phrase as the compiler knows it.
    pub(crate) struct PhraseOut {
        pub long: String,
        pub short: String,
        pub rule: usize,
        pub named: bool,
    }

    /// All of a language.
    pub(crate) struct SetOut {
        pub language: Language,
        pub reviewed: bool,
        /// Numbers of senses, and phrases separated by commas.
        pub lexicon: Vec<(usize, String)>,
        pub lists: Vec<Vec<String>>,
        pub rules: Vec<RuleOut>,
        pub phrases: Vec<PhraseOut>,
    }

    fn number(out: &mut Vec<u8>, mut value: usize) {
        while value >= 128 {
            out.push((value & 127) as u8 | 128);
            value >>= 7;
        }
        out.push(value as u8);
    }

    fn text(out: &mut Vec<u8>, text: &str) {
        number(out, text.len());
        out.extend_from_slice(text.as_bytes());
    }

    /// Packs a language.
    pub(crate) fn pack(mut set: SetOut) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.push(set.language as u8);
        out.push(set.reviewed as u8);
        set.lexicon.sort();
        number(&mut out, set.lexicon.len());
        for (sense, phrases) in &set.lexicon {
            out.push(*sense as u8);
            text(&mut out, phrases);
        }
        number(&mut out, set.lists.len());
        for list in &mut set.lists {
            list.sort_unstable();
            list.dedup();
            number(&mut out, list.len());
            list.iter().for_each(|word| text(&mut out, word));
        }
        number(&mut out, set.rules.len());
        for rule in &set.rules {
            text(&mut out, &rule.id);
            out.push(
                Kind::ALL
                    .iter()
                    .position(|&kind| kind == rule.kind)
                    .unwrap_or(0) as u8,
            );
            out.push(rule.safety as u8);
            number(&mut out, rule.when as usize);
            out.extend(rule.lists.map(|list| list.map_or(0, |number| number + 1)));
            text(&mut out, &rule.message);
        }
        set.phrases
            .sort_by(|a, b| (&a.long, a.rule).cmp(&(&b.long, b.rule)));
        number(&mut out, set.phrases.len());
        let mut before = "";
        for phrase in &set.phrases {
            let mut shared = before
                .bytes()
                .zip(phrase.long.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            while !phrase.long.is_char_boundary(shared) {
                shared -= 1;
            }
            number(&mut out, shared);
            text(&mut out, &phrase.long[shared..]);
            text(&mut out, &phrase.short);
            number(&mut out, phrase.rule);
            out.push(phrase.named as u8);
            before = &phrase.long;
        }
        out
    }
}
