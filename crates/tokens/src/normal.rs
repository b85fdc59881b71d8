//! Unicode's normal form C, as far as it can be told without tables.

/// Puts a text into normal form C. The crate has no tables for it: a browser has them, and natively a library does.
pub type Normalizer = fn(&str) -> String;

/// Characters that stay what they are and never combine with a neighbour: first and last of each range. Not all of them,
/// but those that most texts are made of; a test holds every one against the reference.
const INERT: [(char, char); 24] = [
    ('\0', '\u{2ff}'),
    ('\u{375}', '\u{37d}'),
    ('\u{388}', '\u{482}'),
    ('\u{48a}', '\u{590}'),
    ('\u{5be}', '\u{5be}'),
    ('\u{5c6}', '\u{5c6}'),
    ('\u{5d0}', '\u{60f}'),
    ('\u{61b}', '\u{64a}'),
    ('\u{660}', '\u{66f}'),
    ('\u{671}', '\u{6d5}'),
    ('\u{6ee}', '\u{710}'),
    ('\u{904}', '\u{93b}'),
    ('\u{93d}', '\u{94c}'),
    ('\u{1e00}', '\u{1f70}'),
    ('\u{2002}', '\u{20cf}'),
    ('\u{2190}', '\u{2328}'),
    ('\u{232b}', '\u{2adb}'),
    ('\u{2e80}', '\u{3029}'),
    ('\u{3030}', '\u{3098}'),
    ('\u{309b}', '\u{3130}'),
    ('\u{3131}', '\u{a66e}'),
    ('\u{ac00}', '\u{d7a3}'),
    ('\u{fe30}', '\u{ffff}'),
    ('\u{1f000}', '\u{1faff}'),
];

/// Characters that the reference's tables do not know and later ones normalise (a mark, or one that is composed or that
/// others are composed from): first and last of each range, with what lies between and never changes.
///
/// Hugging Face's `tokenizers` 0.23.3 has the tables of Unicode 9. To it these are like unassigned characters: nothing
/// moves past them and nothing combines with them. Found by asking it and Unicode 18 about every character.
const NEWER: [(char, char); 27] = [
    ('\u{5c8}', '\u{5c9}'),
    ('\u{7fd}', '\u{7fd}'),
    ('\u{897}', '\u{8d3}'),
    ('\u{9fe}', '\u{9fe}'),
    ('\u{c3c}', '\u{c3c}'),
    ('\u{d3b}', '\u{d3c}'),
    ('\u{eba}', '\u{eba}'),
    ('\u{1715}', '\u{1715}'),
    ('\u{1abf}', '\u{1af0}'),
    ('\u{1df6}', '\u{1dfa}'),
    ('\u{a82c}', '\u{a82c}'),
    ('\u{105c9}', '\u{105e4}'),
    ('\u{10d24}', '\u{10f85}'),
    ('\u{11070}', '\u{11070}'),
    ('\u{1133b}', '\u{1133b}'),
    ('\u{11382}', '\u{11391}'),
    ('\u{113c2}', '\u{113c8}'),
    ('\u{113ce}', '\u{113d0}'),
    ('\u{1145e}', '\u{1145e}'),
    ('\u{11839}', '\u{1183a}'),
    ('\u{11935}', '\u{11a99}'),
    ('\u{11d42}', '\u{1611e}'),
    ('\u{16121}', '\u{1612f}'),
    ('\u{16d63}', '\u{16ff1}'),
    ('\u{1d127}', '\u{1d128}'),
    ('\u{1d250}', '\u{1d281}'),
    ('\u{1e08f}', '\u{1e6f5}'),
];

/// Normal form C as the reference makes it, with a normalizer whose tables are as new as that of any browser.
pub(crate) fn as_the_reference(text: &str, normalizer: Normalizer) -> String {
    let mut normal = String::new();
    let mut rest = text;
    loop {
        let newer = first(rest, &NEWER, true);
        let (before, newer) = rest.split_at_checked(newer).unwrap_or((rest, ""));
        normal.push_str(&normalizer(before));
        let mut after = newer.chars();
        let Some(character) = after.next() else {
            return normal;
        };
        normal.push(character);
        rest = after.as_str();
    }
}

/// Whether a text is certainly in normal form C. `false` means "not known".
pub(crate) fn is_surely_normal(text: &str) -> bool {
    text.is_ascii() || first(text, &INERT, false) == text.len()
}

/// Where the first character is that lies in the ranges, or in none of them; the length of the text if there is none.
#[inline(never)]
fn first(text: &str, ranges: &[(char, char)], inside: bool) -> usize {
    let is_in = |character: char| {
        let mut ranges = ranges.iter();
        ranges.any(|(first, last)| (*first..=*last).contains(&character))
    };
    let mut characters = text.char_indices();
    let found = characters.find(|&(_, character)| is_in(character) == inside);
    found.map_or(text.len(), |(at, _)| at)
}
