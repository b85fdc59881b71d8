//! Text positions in bytes of UTF-8, as Rust counts, and in UTF-16 units, as JavaScript counts.

/// Bytes between two entries of the table.
const STRIDE: usize = 256;

/// The UTF-16 position of every byte of a text, from a table with an entry for each 256 bytes.
#[derive(Debug)]
pub struct Utf16<'a> {
    text: &'a [u8],
    /// The units before each multiple of [`STRIDE`].
    before: Vec<u32>,
}

/// How many units the characters that begin in these bytes have.
fn units(bytes: &[u8]) -> u32 {
    let mut units = 0;
    for byte in bytes {
        // A character begins with a byte that goes on no other; those of four bytes have two units.
        units += u32::from(byte & 0xC0 != 0x80) + u32::from(*byte >= 0xF0);
    }
    units
}

impl<'a> Utf16<'a> {
    /// Of a text below 4 GiB. Linear.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let mut sum = 0;
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        for stretch in text.as_bytes().chunks(STRIDE) {
            before.push(sum);
            sum += units(stretch);
        }
        Self {
            text: text.as_bytes(),
            before,
        }
    }

    /// The units before a byte; all of them where it is behind the end. At most 256 bytes are looked at.
    #[must_use]
    pub fn at(&self, utf8: usize) -> u32 {
        let utf8 = utf8.min(self.text.len());
        // The last entry, where the text ends just before the next.
        let entry = (utf8 / STRIDE).min(self.before.len().saturating_sub(1));
        let known = self.before.get(entry).copied().unwrap_or(0);
        known + units(self.text.get(entry * STRIDE..utf8).unwrap_or_default())
    }
}

/// The byte of a UTF-16 position: the end where it is behind it, the beginning of its character where it is inside one. Linear.
#[must_use]
pub fn utf8_of(text: &str, utf16: usize) -> usize {
    let mut before = 0;
    for (at, letter) in text.char_indices() {
        let after = before + letter.len_utf16();
        if after > utf16 {
            return at;
        }
        before = after;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{Utf16, utf8_of};

    #[test]
    fn positions_agree_in_both_units() {
        let long = "aé€🌊".repeat(400);
        for text in ["", "plain", "aé€🌊b", "🌊🌊", &"x".repeat(256), &long] {
            let table = Utf16::of(text);
            let mut utf16 = 0;
            for (at, letter) in text.char_indices() {
                assert_eq!(table.at(at), utf16 as u32, "{text} at {at}");
                assert_eq!(utf8_of(text, utf16), at, "{text} at {at}");
                if letter.len_utf16() == 2 {
                    assert_eq!(utf8_of(text, utf16 + 1), at, "inside a pair");
                }
                utf16 += letter.len_utf16();
            }
            for behind in [text.len(), text.len() + 9] {
                assert_eq!(table.at(behind), utf16 as u32, "{text}");
            }
            assert_eq!(utf8_of(text, utf16 + 9), text.len(), "{text}");
        }
    }
}
