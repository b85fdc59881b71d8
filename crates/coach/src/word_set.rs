//! Small sets of words that the engine knows by itself, as the hashes that the word table has: made by the compiler.

use crate::fold::{WordHash, fold};

/// A set of words.
pub(crate) struct WordSet<const N: usize>(pub [WordHash; N]);

impl<const N: usize> WordSet<N> {
    /// A bit for each of 64 shares of all words, whether it has one of them: for a set that every word of a text is asked for.
    pub(crate) const fn sieve(&self) -> Sieve {
        let (mut bits, mut at) = (0, 0);
        while at < N {
            bits |= Sieve::bit(self.0[at]);
            at += 1;
        }
        Sieve(bits)
    }

    /// Whether a word is one of them.
    pub(crate) fn has(&self, hash: WordHash) -> bool {
        let set: &[WordHash] = &self.0;
        holds(set, hash)
    }
}

/// What most words that are not in a set do not pass.
#[derive(Clone, Copy)]
pub(crate) struct Sieve(u64);

impl Sieve {
    const fn bit(hash: WordHash) -> u64 {
        1 << (hash.0 >> 26)
    }

    /// Whether a word may be in the set, or in that of another sieve.
    pub(crate) const fn passes(self, hash: WordHash) -> bool {
        self.0 & Sieve::bit(hash) != 0
    }

    /// One for what is in either set.
    pub(crate) const fn or(self, other: Sieve) -> Sieve {
        Sieve(self.0 | other.0)
    }
}

/// One loop for all sets, whatever their length. Most words are in none: to go on to the end is faster than to look after each.
#[inline(never)]
fn holds(set: &[WordHash], hash: WordHash) -> bool {
    set.iter()
        .fold(false, |found, &word| found | (word == hash))
}

/// How many words a list has that are separated by single blanks.
pub(crate) const fn count(list: &str) -> usize {
    let bytes = list.as_bytes();
    let (mut at, mut words) = (0, 1);
    while at < bytes.len() {
        if bytes[at] == b' ' {
            words += 1;
        }
        at += 1;
    }
    words
}

/// The hashes of a list of `N` words, as [`crate::words::Words`] makes them.
#[expect(
    clippy::indexing_slicing,
    reason = "the compiler runs it, and stops at a mistake"
)]
pub(crate) const fn hashes<const N: usize>(list: &str) -> [WordHash; N] {
    let bytes = list.as_bytes();
    let mut found = [WordHash::EMPTY; N];
    let (mut at, mut word) = (0, 0);
    while at < bytes.len() {
        // UTF-8 by hand: characters of a text cannot be walked through at this time.
        let (code, length) = match bytes[at] {
            byte @ 0..=127 => (byte as u32, 1),
            byte @ 192..=223 => (((byte & 31) as u32) << 6 | low(bytes, at + 1), 2),
            byte => (
                ((byte & 15) as u32) << 12 | low(bytes, at + 1) << 6 | low(bytes, at + 2),
                3,
            ),
        };
        at += length;
        if code == ' ' as u32 {
            word += 1;
        } else if let Some(c) = char::from_u32(code)
            && let Some(c) = fold(c)
        {
            found[word] = if c == 'ß' {
                found[word].with('s').with('s')
            } else {
                found[word].with(c)
            };
        }
    }
    found
}

#[expect(
    clippy::indexing_slicing,
    reason = "the compiler runs it, and stops at a mistake"
)]
const fn low(bytes: &[u8], at: usize) -> u32 {
    (bytes[at] & 63) as u32
}

/// A set of the words of a list.
macro_rules! word_set {
    ($(#[$doc:meta])* $sight:vis $name:ident = $list:literal) => {
        $(#[$doc])*
        $sight const $name: crate::word_set::WordSet<{ crate::word_set::count($list) }> =
            crate::word_set::WordSet(crate::word_set::hashes($list));
    };
}

#[cfg(test)]
mod tests {
    use crate::words::Words;

    #[test]
    fn words_of_a_list_are_found_in_texts() {
        word_set!(SOME = "to plaît m' حتى أن 请 größe");
        let has = |text: &str| {
            Words::read(text)
                .list
                .iter()
                .all(|word| SOME.has(word.hash))
        };
        for text in ["To", "plait", "m'aider", "أن", "请", "GRÖSSE", "größe"] {
            let first = Words::read(text)
                .list
                .first()
                .is_some_and(|word| SOME.has(word.hash));
            assert!(first, "{text}");
        }
        assert!(!has("other"));
    }
}
