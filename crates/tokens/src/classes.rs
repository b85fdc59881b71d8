//! The class of a character, as the pre-tokenizer sees it.
//!
//! The tables have the Unicode version of the reference (16.0, that of the `regex` tables in OpenAI's core 0.14.0),
//! because `classes/generate.py` asked that core itself. 37 kB, of which 2.5 kB remain after brotli.

/// A set of classes, one bit each; a character has exactly one, and the end of the text has none.
pub(crate) type Class = u16;

/// Lu and Lt.
pub(crate) const UPPER: Class = 1 << 0;
/// Ll.
pub(crate) const LOWER: Class = 1 << 1;
/// Lm and Lo: letters without case, which the pattern lets stand for either case.
pub(crate) const LETTER: Class = 1 << 2;
/// M: also either case, but not a letter.
pub(crate) const MARK: Class = 1 << 3;
/// N.
pub(crate) const NUMBER: Class = 1 << 4;
/// White_Space other than CR and LF.
pub(crate) const SPACE: Class = 1 << 5;
/// CR and LF.
pub(crate) const NEWLINE: Class = 1 << 6;
/// P and S.
pub(crate) const OTHER: Class = 1 << 7;
/// Everything else: control and format characters, private use, and what is not assigned.
pub(crate) const CONTROL: Class = 1 << 8;

/// Whether a class is neither letter nor mark nor number nor white space.
pub(crate) fn is_other(class: Class) -> bool {
    class & (OTHER | CONTROL) != 0
}

/// Code points below it are in the table.
const LIMIT: usize = 0x20000;
/// Code points of a block.
const BLOCK: usize = 256;

/// See `classes/generate.py` for the layout.
static TABLE: &[u8; 36_864] = include_bytes!("classes/classes.bin");

/// What is not CONTROL from [`LIMIT`] on: ideographs, and the variation selectors.
const BEYOND: [(u32, u32, Class); 10] = [
    (0x20000, 0x2a6df, LETTER),
    (0x2a700, 0x2b739, LETTER),
    (0x2b740, 0x2b81d, LETTER),
    (0x2b820, 0x2cea1, LETTER),
    (0x2ceb0, 0x2ebe0, LETTER),
    (0x2ebf0, 0x2ee5d, LETTER),
    (0x2f800, 0x2fa1d, LETTER),
    (0x30000, 0x3134a, LETTER),
    (0x31350, 0x323af, LETTER),
    (0xe0100, 0xe01ef, MARK),
];

/// The first 128 classes, so that the commonest look-up is one load.
static ASCII: [Class; 128] = ascii();

const fn ascii() -> [Class; 128] {
    let mut classes = [CONTROL; 128];
    let mut code = 0;
    while code < 128 {
        classes[code] = match code as u8 {
            b'A'..=b'Z' => UPPER,
            b'a'..=b'z' => LOWER,
            b'0'..=b'9' => NUMBER,
            b'\n' | b'\r' => NEWLINE,
            b' ' | b'\t' | 0x0b | 0x0c => SPACE,
            b'!'..=b'~' => OTHER,
            _ => CONTROL,
        };
        code += 1;
    }
    classes
}

/// The class of a code point; CONTROL for what is no scalar value.
fn class_of(code: u32) -> Class {
    let code_index = code as usize;
    if code_index < LIMIT {
        let block = TABLE.get(code_index / BLOCK).copied().unwrap_or(0) as usize;
        let at = LIMIT / BLOCK + block * BLOCK + code_index % BLOCK;
        return 1 << (TABLE.get(at).copied().unwrap_or(8) & 15);
    }
    for (first, last, class) in BEYOND {
        if first <= code && code <= last {
            return class;
        }
    }
    CONTROL
}

/// The class of a character.
pub(crate) fn class_of_char(character: char) -> Class {
    class_of(character as u32)
}

/// The class and the length in bytes of the character at `at`; `(0, 0)` at the end.
///
/// `text` is UTF-8 and `at` a character boundary; anything else gives an arbitrary class but no panic.
#[inline(always)]
pub(crate) fn class_at(text: &[u8], at: usize) -> (Class, usize) {
    match text.get(at) {
        None => (0, 0),
        Some(&byte) if byte < 128 => (ASCII[byte as usize], 1),
        // U+5000 to U+9FFF, four fifths of the ideographs: nothing to look up.
        Some(0xe5..=0xe9) => (LETTER, 3),
        Some(&byte) => class_of_sequence(text, at, byte),
    }
}

/// The same, called and not copied: for where the bytes of code count more.
#[inline(never)]
pub(crate) fn class_called(text: &[u8], at: usize) -> (Class, usize) {
    class_at(text, at)
}

fn class_of_sequence(text: &[u8], at: usize, lead: u8) -> (Class, usize) {
    let next = |offset: usize| text.get(at + offset).map_or(0, |byte| (byte & 0x3f) as u32);
    match lead {
        0..=0xdf => (class_of((lead as u32 & 0x1f) << 6 | next(1)), 2),
        0xe0..=0xef => (
            class_of((lead as u32 & 0x0f) << 12 | next(1) << 6 | next(2)),
            3,
        ),
        _ => (
            class_of((lead as u32 & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3)),
            4,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ascii_table_agrees_with_the_large_one() {
        for code in 0..128u32 {
            assert_eq!(ASCII[code as usize], class_of(code), "U+{code:04X}");
        }
    }

    #[test]
    fn the_ideographs_that_are_not_looked_up_are_letters() {
        for code in 0x5000..0xa000 {
            assert_eq!(class_of(code), LETTER, "U+{code:04X}");
        }
    }

    #[test]
    fn classes_of_known_characters() {
        let cases = [
            ('ǅ', UPPER),
            ('ß', LOWER),
            ('漢', LETTER),
            ('ʰ', LETTER),
            ('\u{301}', MARK),
            ('٣', NUMBER),
            ('½', NUMBER),
            ('\u{85}', SPACE),
            ('\u{2028}', SPACE),
            ('\u{feff}', CONTROL),
            ('\u{3000}', SPACE),
            ('。', OTHER),
            ('\u{1f600}', OTHER),
            ('\u{20000}', LETTER),
            ('\u{e0100}', MARK),
            ('\u{10ffff}', CONTROL),
        ];
        for (character, class) in cases {
            assert_eq!(class_of_char(character), class, "{character:?}");
        }
    }
}
