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
    use super::{around, fill, install, t_of};

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
