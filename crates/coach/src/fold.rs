//! Characters as the matcher sees them: case, accents, Arabic letter variants and typographic signs folded away.

/// The folded form of a character, or `None` where it is invisible to the matcher (vowel signs, tatweel, bidi marks).
///
/// Any white space is one plain space; callers collapse runs. Accents are dropped so that "s'il vous plait" and
/// "s'il vous plaît", composed or not, are the same phrase.
pub(crate) const fn fold(c: char) -> Option<char> {
    // By blocks: the compiler tries ranges one after the other.
    Some(match c {
        ' '..='@' | '['..='~' | '\u{3001}'..='\u{fefe}' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        _ if is_space(c) => ' ',
        '\u{600}'..='\u{6ff}' => match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' => 'ي',
            'ة' => 'ه',
            '\u{640}' | '\u{64b}'..='\u{655}' | '\u{670}' => return None,
            other => other,
        },
        '\0'..='\u{ff}' => match c {
            'À'..='Å' | 'à'..='å' => 'a',
            'Ç' | 'ç' => 'c',
            'È'..='Ë' | 'è'..='ë' => 'e',
            'Ì'..='Ï' | 'ì'..='ï' => 'i',
            'Ñ' | 'ñ' => 'n',
            'Ò'..='Ö' | 'ò'..='ö' => 'o',
            'Ù'..='Ü' | 'ù'..='ü' => 'u',
            'Ý' | 'ý' | 'ÿ' => 'y',
            'Æ' => 'æ',
            '\u{ad}' => return None,
            other => other,
        },
        '\u{2019}' | '\u{2bc}' | '\u{ff07}' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        'ẞ' => 'ß',
        // Full-width letters and digits.
        '\u{ff10}'..='\u{ff19}' | '\u{ff41}'..='\u{ff5a}' => (c as u32 - 0xfee0) as u8 as char,
        '\u{ff21}'..='\u{ff3a}' => (c as u32 - 0xfec0) as u8 as char,
        'Œ' => 'œ',
        '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => return None,
        other => other,
    })
}

/// Whether a character belongs to a word: letters, digits, marks and the low line.
#[must_use]
pub const fn is_word(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => true,
        // Most letters of the languages the coach speaks.
        '\u{3400}'..='\u{9fff}' | '\u{620}'..='\u{669}' | '〇' => true,
        '\0'..='\u{bf}' => matches!(c, 'ª' | 'µ' | 'º' | '\u{ad}'),
        '×' | '÷' => false,
        // Arabic punctuation and percent signs; the comma, semicolon and question mark among them.
        '\u{600}'..='\u{60f}' | '\u{61b}'..='\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}' => false,
        '\u{200b}'..='\u{200f}' | '\u{2060}' => true,
        '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' => false,
        '\u{fe00}'..='\u{fe0f}'
        | '\u{fe10}'..='\u{fe4f}'
        | '\u{ff01}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff3b}'..='\u{ff40}'
        | '\u{ff5b}'..='\u{ff65}' => false,
        '\u{feff}' | '\u{fffd}' | '\u{1f000}'..='\u{1faff}' => false,
        _ => true,
    }
}

/// Whether a character is a Chinese one: a word by itself, since nothing separates words in Chinese.
#[must_use]
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// Whether a character is a Chinese numeral; a run of them is one word.
pub(crate) const fn is_han_digit(c: char) -> bool {
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '两'
            | '兩'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
    )
}

/// Whether no word ends between two characters that follow each other.
pub(crate) const fn joins(before: char, after: char) -> bool {
    is_word(before) && is_word(after) && !is_han(before) && !is_han(after)
}

/// The capital of a small letter of the languages the coach speaks, or `None` where there is none.
pub(crate) const fn capital(c: char) -> Option<char> {
    match c {
        'a'..='z' => Some(c.to_ascii_uppercase()),
        'œ' => Some('Œ'),
        'à'..='ö' | 'ø'..='þ' => char::from_u32(c as u32 - 0x20),
        _ => None,
    }
}

/// Whether a character is a capital of the languages the coach speaks.
pub(crate) const fn is_capital(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Œ')
}

/// The small letter of a capital, or the character itself.
pub(crate) const fn small(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        'Œ' => 'œ',
        'À'..='Ö' | 'Ø'..='Þ' => match char::from_u32(c as u32 + 0x20) {
            Some(small) => small,
            None => c,
        },
        _ => c,
    }
}

/// Whether a character is white space for the coach (control characters are not).
#[inline]
pub(crate) const fn is_space(c: char) -> bool {
    match c {
        ' ' | '\t'..='\r' => true,
        '\0'..='\u{84}' | '\u{a1}'..='\u{1fff}' | '\u{3001}'.. => false,
        _ => is_wide_space(c),
    }
}

#[inline(never)]
const fn is_wide_space(c: char) -> bool {
    matches!(
        c,
        '\u{85}' | '\u{a0}' | '\u{2000}'
            ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// A text folded whole, ß as ss, runs of white space as one space, none at the ends.
#[cfg(any(test, feature = "compile"))]
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars().filter_map(fold) {
        if c == 'ß' {
            out.push_str("ss");
        } else if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}

/// A running hash (FNV-1a) of folded characters: equal words have equal hashes in rules, lexicon and text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct WordHash(pub u32);

impl WordHash {
    /// The hash of no character.
    pub(crate) const EMPTY: WordHash = WordHash(0x811c_9dc5);

    /// The hash with one more folded character.
    #[inline]
    pub(crate) const fn with(self, c: char) -> WordHash {
        WordHash((self.0 ^ c as u32).wrapping_mul(0x0100_0193))
    }

    /// The hash of a word that is folded already.
    pub(crate) fn of(word: &str) -> WordHash {
        word.chars().fold(WordHash::EMPTY, WordHash::with)
    }

    /// One key for two words that follow each other.
    pub(crate) const fn then(self, next: WordHash) -> WordHash {
        WordHash((self.0.rotate_left(5) ^ next.0).wrapping_mul(0x9e37_79b1))
    }
}
