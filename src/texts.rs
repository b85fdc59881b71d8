//! The page's texts: read once from the block that the build put into the page, in the page's language.
//!
//! The wasm carries no texts of its own, so a language costs its own page and nothing else.

use std::cell::OnceCell;

/// All texts of the page, and the page's direction.
struct Texts {
    entries: Vec<(&'static str, &'static str)>,
    right_to_left: bool,
}

thread_local! {
    static TEXTS: OnceCell<Texts> = const { OnceCell::new() };
}

/// The digits that numbers are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    /// 0123456789
    Latin,
    /// ٠١٢٣٤٥٦٧٨٩
    ArabicIndic,
}

impl Digits {
    /// Their name in a language tag, which is that of the setting too.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Latin => "latn",
            Self::ArabicIndic => "arab",
        }
    }
}

/// A text with its numbers in Arabic-Indic digits, with their own decimal and percent signs. Digits in names and codes (GPT-4o, o200k) stay as they are.
#[must_use]
pub fn arabic_digits(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 16);
    let mut word = Vec::new();
    for character in text.chars().chain(['\n']) {
        if character.is_ascii_graphic() && character != '{' && character != '}' {
            word.push(character);
            continue;
        }
        let is_number =
            word.iter().any(char::is_ascii_digit) && !word.iter().any(char::is_ascii_alphabetic);
        for (at, part) in word.iter().enumerate() {
            let within = at > 0 && at + 1 < word.len();
            written.push(match part {
                '0'..='9' if is_number => {
                    char::from_u32(u32::from('٠') + u32::from(*part) - u32::from('0'))
                        .unwrap_or(*part)
                }
                '.' if is_number && within => '٫',
                ',' if is_number && within => '٬',
                '%' if is_number => '٪',
                other => *other,
            });
        }
        word.clear();
        written.push(character);
    }
    // The end of the line that ended the last word.
    written.pop();
    written
}

/// Takes over the texts, one `key<TAB>text` a line. The block is kept for the life of the page, which is why it is leaked.
pub fn install(block: String, right_to_left: bool) {
    let block: &'static str = Box::leak(block.into_boxed_str());
    let entries = block
        .lines()
        .filter_map(|line| line.trim().split_once('\t'))
        .collect();
    TEXTS.with(|texts| {
        let _ = texts.set(Texts {
            entries,
            right_to_left,
        });
    });
}

/// The text of a key; empty where the key does not exist (a test holds every key used in the sources against the text files).
#[must_use]
pub fn t(key: &str) -> &'static str {
    TEXTS.with(|texts| {
        texts
            .get()
            .and_then(|texts| {
                // Two hundred comparisons of mostly the first byte take less than drawing one letter.
                texts
                    .entries
                    .iter()
                    .find(|(known, _)| *known == key)
                    .map(|(_, text)| *text)
            })
            .unwrap_or("")
    })
}

/// The text of `table.name`, or of `table.other` where there is no such name: for ids that data files may add.
#[must_use]
pub fn t_of(table: &str, name: &str) -> &'static str {
    let found = t(&key(table, name));
    if found.is_empty() {
        t(&key(table, "other"))
    } else {
        found
    }
}

fn key(table: &str, name: &str) -> String {
    let mut key = String::with_capacity(table.len() + name.len() + 1);
    key.push_str(table);
    key.push('.');
    for letter in name.chars() {
        key.push(if matches!(letter, '.' | '-') {
            '_'
        } else {
            letter
        });
    }
    key
}

/// What of the text of a key stands before and after the one place in it that is filled in.
#[must_use]
pub fn around(key: &str) -> (&'static str, &'static str) {
    let (before, rest) = t(key).split_once('{').unwrap_or_default();
    (before, rest.split_once('}').unwrap_or_default().1)
}

/// The text of a key with each `{name}` replaced by its value.
///
/// On a right-to-left page each value stands between first-strong isolates, or "0.12–2.6" would come out turned around.
#[must_use]
pub fn fill(key: &str, values: &[(&str, &str)]) -> String {
    let isolate = TEXTS.with(|texts| texts.get().is_some_and(|texts| texts.right_to_left));
    let mut rest = t(key);
    let mut filled = String::with_capacity(rest.len() + 32);
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            if isolate {
                filled.push('\u{2068}');
            }
            filled.push_str(value);
            if isolate {
                filled.push('\u{2069}');
            }
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::{arabic_digits, around, fill, install, t_of};

    #[test]
    fn numbers_are_written_in_arabic_digits_and_names_are_not() {
        for (text, written) in [
            ("90% بين 0.5 و1,200", "٩٠٪ بين ٠٫٥ و١٬٢٠٠"),
            ("GPT-4o و o200k_base", "GPT-4o و o200k_base"),
            ("{n} في 2025.", "{n} في ٢٠٢٥."),
            ("مصباح LED بقدرة 10 وات", "مصباح LED بقدرة ١٠ وات"),
            ("", ""),
            ("a\tb 1\n2", "a\tb ١\n٢"),
        ] {
            assert_eq!(arabic_digits(text), written);
        }
    }

    #[test]
    fn texts_are_found_and_filled() {
        let block = "\n a.plain\tplain\na.b_c\tAdd “{x}” to {y}\na.other\tother\n";
        install(block.to_owned(), false);
        assert_eq!(t_of("a", "plain"), "plain");
        assert_eq!(t_of("a", "none"), "other");
        assert_eq!(around("a.b_c"), ("Add “", "” to {y}"));
        assert_eq!(around("a.plain"), ("", ""));
        assert_eq!(fill("a.b_c", &[("y", "2"), ("x", "1")]), "Add “1” to 2");
    }
}
