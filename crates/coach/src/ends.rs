//! Beginnings and ends of texts: each a function once, where the patterns of `str` would be compiled anew for every use.

use crate::fold::{fold, is_space};

/// The first character.
#[cfg_attr(target_family = "wasm", inline(never))]
pub(crate) fn first(text: &str) -> Option<char> {
    text.chars().next()
}

/// How many bytes a character takes in UTF-8.
#[cfg_attr(target_family = "wasm", inline(never))]
pub(crate) fn width(c: char) -> usize {
    c.len_utf8()
}

/// A stretch of a text (UTF-8 bytes); nothing where it has no such stretch. The same through `get` leaves two choices at every place, which weighs something
/// in WebAssembly.
#[cfg_attr(target_family = "wasm", inline(never))]
pub(crate) fn part(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or("")
}

/// A text from a byte on; nothing where none begins there.
pub(crate) fn behind(text: &str, from: usize) -> &str {
    part(text, from, text.len())
}

/// The last character.
#[inline(never)]
pub(crate) fn last(text: &str) -> Option<char> {
    text.chars().next_back()
}

/// A text from its first character that is not of a class.
#[inline(never)]
pub(crate) fn without_start(text: &str, class: fn(char) -> bool) -> &str {
    let mut chars = text.chars();
    loop {
        let rest = chars.as_str();
        if !chars.next().is_some_and(class) {
            return rest;
        }
    }
}

/// A text up to its last character that is not of a class.
#[inline(never)]
pub(crate) fn without_end(text: &str, class: fn(char) -> bool) -> &str {
    let mut chars = text.chars();
    loop {
        let rest = chars.as_str();
        if !chars.next_back().is_some_and(class) {
            return rest;
        }
    }
}

/// Whether every character is of a class.
pub(crate) fn all(text: &str, class: fn(char) -> bool) -> bool {
    without_start(text, class).is_empty()
}

/// How many bytes are a sign.
#[inline(never)]
pub(crate) fn count(text: &str, sign: u8) -> usize {
    let mut many = 0;
    let mut rest = text.as_bytes();
    while let Some(at) = position(rest, sign) {
        many += 1;
        rest = rest.get(at + 1..).unwrap_or(&[]);
    }
    many
}

/// Where a byte stands for the first time: sixteen are looked at in one go.
#[inline(never)]
pub(crate) fn position(bytes: &[u8], sign: u8) -> Option<usize> {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // A byte that is the sign becomes zero, and only then do the borrows reach its highest bit first.
    let signs = |eight: u64| {
        let other = eight ^ (LOW * sign as u64);
        other.wrapping_sub(LOW) & !other & HIGH
    };
    let (chunks, _) = bytes.as_chunks::<16>();
    let mut at = 0;
    for chunk in chunks {
        let both = u128::from_le_bytes(*chunk);
        let (first, second) = (signs(both as u64), signs((both >> 64) as u64));
        if first != 0 {
            return Some(at + first.trailing_zeros() as usize / 8);
        }
        if second != 0 {
            return Some(at + 8 + second.trailing_zeros() as usize / 8);
        }
        at += 16;
    }
    let rest = bytes.get(at..)?;
    let found = rest.iter().position(|&byte| byte == sign)?;
    Some(at + found)
}

/// The bytes before a sign; the whole text without one.
#[inline(never)]
pub(crate) fn up_to(text: &str, sign: u8) -> &str {
    let end = position(text.as_bytes(), sign);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// The bytes after the last line break; the whole text without one.
#[inline(never)]
pub(crate) fn last_line(text: &str) -> &str {
    let line_break = text.bytes().rposition(|byte| byte == b'\n');
    line_break.and_then(|at| text.get(at + 1..)).unwrap_or(text)
}

/// Where a short text stands for the first time (UTF-8 bytes). Linear in the text for texts of a few bytes.
pub(crate) fn find(text: &str, short: &str) -> Option<usize> {
    find_from(text, 0, short)
}

/// The same, from a byte of the text on.
#[inline(never)]
fn find_from(text: &str, mut at: usize, short: &str) -> Option<usize> {
    let (bytes, short) = (text.as_bytes(), short.as_bytes());
    let begin = *short.first()?;
    // Most bytes are told by the first alone.
    while let Some(next) = bytes.get(at..).and_then(|rest| position(rest, begin)) {
        at += next;
        if bytes
            .get(at..at + short.len())
            .is_some_and(|part| part == short)
        {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Whether a short text stands anywhere in another.
pub(crate) fn holds(text: &str, short: &str) -> bool {
    find(text, short).is_some()
}

/// Whether a list of names, each with a blank before and after it, has a name.
#[inline(never)]
pub(crate) fn listed(list: &str, name: &str) -> bool {
    let blank = |at: Option<usize>| {
        let byte = at.and_then(|at| list.as_bytes().get(at));
        byte == Some(&b' ')
    };
    let mut from = 0;
    while let Some(at) = find_from(list, from, name) {
        if blank(at.checked_sub(1)) && blank(Some(at + name.len())) {
            return true;
        }
        from = at + 1;
    }
    false
}

/// The folded form of a text's characters of a class.
#[inline(never)]
pub(crate) fn letters(text: &str, class: fn(char) -> bool) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if let Some(folded) = fold(c).filter(|_| class(c)) {
            out.push(folded);
        }
    }
    out
}

/// A text without the white space around it.
#[inline(never)]
pub(crate) fn trimmed(text: &str) -> &str {
    without_end(without_start(text, is_space), is_space)
}

/// The lines of a text, each with its line break.
pub(crate) struct Lines<'a>(pub &'a str);

impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'a str> {
        let length = up_to(self.0, b'\n').len();
        let end = self.0.len().min(length + 1);
        let line = self.0.get(..end).filter(|line| !line.is_empty())?;
        self.0 = behind(self.0, end);
        Some(line)
    }
}

/// The parts of a text between the signs of one kind.
pub(crate) struct Parts<'a> {
    rest: Option<&'a str>,
    sign: u8,
}

impl<'a> Parts<'a> {
    /// The parts of a text; the sign is ASCII.
    pub(crate) fn of(text: &'a str, sign: u8) -> Parts<'a> {
        Parts {
            rest: Some(text),
            sign,
        }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        let part = up_to(rest, self.sign);
        self.rest = rest.get(part.len() + 1..);
        Some(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_found_wherever_it_stands_first() {
        for length in 0..50 {
            // Neighbours of the sign, and a byte whose highest bit is set.
            let mut bytes: Vec<u8> = (0..length).map(|at| [b'\t', 0x0b, 0x8a][at % 3]).collect();
            assert_eq!(position(&bytes, b'\n'), None, "{length}");
            for at in (0..length).rev() {
                bytes[at] = b'\n';
                assert_eq!(position(&bytes, b'\n'), Some(at), "{at} of {length}");
            }
        }
    }
}
