//! Unicode's normal form C, as far as it can be told without tables.

/// Puts a text into normal form C. The crate has no tables for it: a browser has them, and natively a library does.
pub type Normalizer = fn(&str) -> String;

/// Characters that stay what they are and never combine with a neighbour: first and last of each range. Not all of them,
/// but those that most texts are made of; a test holds every one against the reference.
const INERT: [(char, char); 22] = [
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
];

/// Whether a text is certainly in normal form C. `false` means "not known".
pub(crate) fn is_surely_normal(text: &str) -> bool {
    let inert = |character: char| {
        character < '\u{300}'
            || INERT
                .iter()
                .any(|(first, last)| (*first..=*last).contains(&character))
            || ('\u{fe30}'..='\u{ffff}').contains(&character)
            || ('\u{1f000}'..='\u{1faff}').contains(&character)
    };
    text.is_ascii() || text.chars().all(inert)
}
