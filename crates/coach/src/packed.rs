//! The packed form of the rules: small, checked, and safe against any bytes.
//!
//! `PWR5`, language, reviewed; lexicon; sentences to insert; word lists; rules; phrases. Numbers are LEB128, texts are UTF-8 and end with a line
//! break, which a compressor knows by heart and a length not. The
//! phrases of each rule follow each other, a line each: phrases of one rule look alike, so a compressor does better than with one sorted list
//! (a tenth of the file). A phrase begins with [`SHARED`] and how many leading bytes it shares with the one before, where it is made from a table of
//! verbs, and with [`NAMED`] where it holds a name; behind [`BECOMES`] stands its short form, where that is not the one of the phrase before.

use crate::buckets::Buckets;
use crate::coaching::{Kind, Safety};
use crate::ends::{behind, first, part, up_to};
use crate::fold::WordHash;
use crate::language::Language;
use crate::lexicon::{SENSES, Sense};
use crate::order::sorted;
use crate::rules::{Phrase, Rule, RuleSet, WordList, Wording, when};
use crate::words::Words;
use std::fmt;

const MAGIC: &[u8; 4] = b"PWR5";

/// Marks in the line of a phrase, which no phrase has.
const SHARED: u8 = 1;
const NAMED: char = '^';
const BECOMES: u8 = b'>';

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
    Value,
    Left,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            ErrorKind::Magic => {
                "not a rule file of this version: make it again with `cargo xtask pack-rules`"
            }
            ErrorKind::Short => "the rule file is cut short",
            ErrorKind::Value => "the rule file is damaged",
            ErrorKind::Left => "the rule file has more bytes than it should",
        })?;
        f.write_str(", at byte ")?;
        fmt::Display::fmt(&self.at, f)
    }
}

impl std::error::Error for RuleError {}

/// Reads on after a mistake, as zeros: one look at the end replaces a branch at every value.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The first mistake.
    error: Option<RuleError>,
}

impl<'a> Reader<'a> {
    #[inline(never)]
    fn fail(&mut self, kind: ErrorKind) {
        if self.error.is_none() {
            self.error = Some(RuleError { kind, at: self.at });
        }
        self.bytes = &[];
    }

    fn damaged(&mut self) {
        self.fail(ErrorKind::Value);
    }

    #[inline(never)]
    fn byte(&mut self) -> u8 {
        match self.bytes.get(self.at) {
            Some(&byte) => {
                self.at += 1;
                byte
            }
            None => {
                self.fail(ErrorKind::Short);
                0
            }
        }
    }

    #[inline(never)]
    fn number(&mut self, most: usize) -> usize {
        let mut value = 0usize;
        for shift in [0, 7, 14] {
            let byte = self.byte();
            value |= ((byte & 127) as usize) << shift;
            if byte < 128 {
                if value > most {
                    self.damaged();
                    return 0;
                }
                return value;
            }
        }
        self.damaged();
        0
    }

    #[inline(never)]
    fn text(&mut self) -> &'a str {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let end = rest.iter().take(1001).position(|&byte| byte == b'\n');
        let Some(bytes) = end.and_then(|end| rest.get(..end)) else {
            self.fail(ErrorKind::Short);
            return "";
        };
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                self.at += bytes.len() + 1;
                text
            }
            Err(_) => {
                self.damaged();
                ""
            }
        }
    }

    fn boxed(&mut self) -> Box<str> {
        self.text().into()
    }

    /// One of a few values, by its number.
    fn one_of<T: Copy>(&mut self, all: &[T], default: T) -> T {
        let number = self.byte() as usize;
        match all.get(number) {
            Some(&one) => one,
            None => {
                self.damaged();
                default
            }
        }
    }

    fn list_number(&mut self, lists: usize) -> Option<u8> {
        let number = self.byte();
        if number as usize > lists {
            self.damaged();
        }
        number.checked_sub(1)
    }
}

impl RuleSet {
    /// Reads packed rules.
    ///
    /// # Errors
    /// Any bytes that `cargo xtask pack-rules` did not write are refused or read as other valid rules; none panics.
    pub fn from_packed(bytes: &[u8]) -> Result<RuleSet, RuleError> {
        let mut r = Reader {
            bytes,
            at: 0,
            error: None,
        };
        if bytes.get(..4) != Some(MAGIC) {
            r.fail(ErrorKind::Magic);
        }
        r.at = 4;
        let language = r.one_of(&Language::ALL, Language::English);
        let reviewed = r.byte() == 1;
        let mut lexicon = Vec::new();
        for _ in 0..r.number(200) {
            lexicon.push((r.one_of(&SENSES, Sense::Thanks), r.boxed()));
        }
        let mut wordings = Vec::new();
        for _ in 0..Wording::COUNT {
            wordings.push(r.boxed());
        }
        let mut lists = Vec::new();
        for _ in 0..r.number(200) {
            let mut list = WordList::default();
            for _ in 0..r.number(2000) {
                let word = r.text();
                match word.as_bytes() {
                    [b'*'] => r.damaged(),
                    [b'*', ..] => list.endings.push(word.get(1..).unwrap_or("").into()),
                    [b'#'] => list.numbers = true,
                    _ => list.words.push(WordHash::of(word)),
                }
            }
            lists.push(list);
        }
        let mut rules = Vec::new();
        for _ in 0..r.number(2000) {
            rules.push(Rule {
                id: r.boxed(),
                kind: r.one_of(Kind::ALL, Kind::Courtesy),
                safety: r.one_of(&Safety::ALL, Safety::Lossy),
                when: r.number(when::ALL as usize) as u16,
                lists: [(); 6].map(|()| r.list_number(lists.len())),
                message: r.boxed(),
            });
        }
        let mut phrases: Vec<Phrase> = Vec::new();
        let mut index = Vec::new();
        let mut before = String::new();
        let mut short = "";
        for rule in 0..rules.len() {
            for _ in 0..r.number(20_000) {
                let mut shared = 0;
                if r.bytes.get(r.at) == Some(&SHARED) {
                    r.at += 1;
                    shared = r.number(1000);
                }
                let line = r.text();
                let own = up_to(line, BECOMES);
                if own.len() < line.len() {
                    short = behind(line, own.len() + 1);
                }
                let named = first(own) == Some(NAMED);
                let mut phrase = String::from(part(&before, 0, shared));
                phrase.push_str(behind(own, usize::from(named)));
                before = phrase;
                if before.is_empty() || before.len() > 200 || phrases.len() > 60_000 {
                    r.damaged();
                }
                if r.error.is_some() {
                    break;
                }
                index.push((key_of(&before), phrases.len() as u16));
                phrases.push(Phrase {
                    long: before.as_str().into(),
                    short: short.into(),
                    rule: rule as u16,
                    named,
                });
            }
        }
        if r.at != bytes.len() {
            r.fail(ErrorKind::Left);
        }
        if let Some(error) = r.error {
            return Err(error);
        }
        index = sorted(index, |&(key, _)| key.0);
        Ok(RuleSet {
            language,
            reviewed,
            lexicon,
            wordings,
            lists,
            rules,
            phrases,
            buckets: Buckets::of(index.iter().map(|&(key, _)| key)),
            index,
        })
    }
}

/// How many words of a phrase its key is made of.
pub(crate) const KEYED: usize = 4;

/// The key of a phrase in the index: of its first words.
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
    hashes.take(KEYED - 1).fold(first, WordHash::then)
}

#[cfg(feature = "compile")]
pub(crate) mod write {
    //! The other direction, for the compiler.

    use super::{BECOMES, MAGIC, NAMED, SHARED};
    use crate::coaching::{Kind, Safety};
    use crate::language::Language;

    /// A rule as the compiler knows it.
    pub(crate) struct RuleOut {
        pub id: String,
        pub kind: Kind,
        pub safety: Safety,
        pub when: u16,
        pub lists: [Option<u8>; 6],
        pub message: String,
        /// Whether its phrases are made from others: most share their beginnings.
        pub made: bool,
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
        /// By [`crate::rules::Wording`].
        pub wordings: Vec<String>,
        pub lists: Vec<Vec<String>>,
        pub rules: Vec<RuleOut>,
        pub phrases: Vec<PhraseOut>,
    }

    /// Fewer bytes than this are written again, in a rule whose phrases are made from others: measured, the smallest files.
    const LEAST_SHARED: usize = 8;

    /// The lists, each with the words first that the list has which shares most of itself with it, in the same order: those a compressor has seen.
    fn ordered(lists: &[Vec<String>]) -> Vec<Vec<String>> {
        let mut sorted = lists.to_vec();
        for list in &mut sorted {
            list.sort_unstable();
            list.dedup();
        }
        let within = |part: &[String], list: &[String]| {
            let common = part.iter().filter(|word| list.contains(word)).count();
            part.len() > 8 && part.len() < list.len() && common * 5 > part.len() * 4
        };
        let order = |list: &Vec<String>| {
            let parts = sorted.iter().filter(|part| within(part, list));
            let part = parts.max_by_key(|part| part.len());
            let (mut first, rest): (Vec<_>, Vec<_>) = list
                .iter()
                .cloned()
                .partition(|word| part.is_some_and(|part| part.contains(word)));
            first.extend(rest);
            first
        };
        sorted.iter().map(order).collect()
    }

    fn number(out: &mut Vec<u8>, mut value: usize) {
        while value >= 128 {
            out.push((value & 127) as u8 | 128);
            value >>= 7;
        }
        out.push(value as u8);
    }

    fn text(out: &mut Vec<u8>, text: &str) {
        debug_assert!(!text.contains('\n') && text.len() <= 1000);
        out.extend_from_slice(text.as_bytes());
        out.push(b'\n');
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
        set.wordings
            .iter()
            .for_each(|sentence| text(&mut out, sentence));
        number(&mut out, set.lists.len());
        for list in ordered(&set.lists) {
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
        // Equal short forms side by side, but what is made from others side by side with that.
        set.phrases.sort_by_cached_key(|phrase| {
            let made = set.rules.get(phrase.rule).is_some_and(|rule| rule.made);
            let short = if made { "" } else { &phrase.short };
            (phrase.rule, short.to_owned(), phrase.long.clone())
        });
        let (mut before, mut short) = ("", "");
        for (number_of_rule, rule) in set.rules.iter().enumerate() {
            let own = || {
                let phrases = set.phrases.iter();
                phrases.filter(|phrase| phrase.rule == number_of_rule)
            };
            number(&mut out, own().count());
            for phrase in own() {
                let mut shared = before
                    .bytes()
                    .zip(phrase.long.bytes())
                    .take_while(|(a, b)| a == b)
                    .count();
                while !phrase.long.is_char_boundary(shared) {
                    shared -= 1;
                }
                // Less is left to the compressor, which has seen it more than once.
                if !rule.made || shared < LEAST_SHARED {
                    shared = 0;
                } else {
                    out.push(SHARED);
                    number(&mut out, shared);
                }
                if phrase.named {
                    out.push(NAMED as u8);
                }
                let mut line = phrase.long[shared..].to_owned();
                if phrase.short != short {
                    line.push(char::from(BECOMES));
                    line.push_str(&phrase.short);
                }
                text(&mut out, &line);
                (before, short) = (&phrase.long, &phrase.short);
            }
        }
        out
    }
}
