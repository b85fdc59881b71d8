//! What a request says, in pieces: its words, the beginnings of its longer ones, pairs of Chinese characters. A word that nobody
//! wrote into a lexicon, its other forms and its mistypings share pieces with words that prompts for the same task have, in
//! related languages too.

use crate::ends::first;
use crate::fold::{WordHash, fold, is_han};
use crate::reading::Mask;
use crate::words::Words;

/// How many words of a request are looked at: its first, since what is asked is said early.
const MOST: usize = 80;

/// How many characters the beginnings have; a word has one if it is longer.
const BEGINNINGS: [usize; 2] = [4, 6];

/// The pieces of the words of a request that count, as the first 16 bits of their hashes; a piece that is there twice is there
/// twice. A beginning is the same piece as a word that is no longer. At most three for each of the first [`MOST`] words.
#[inline]
pub(crate) fn pieces(words: &Words<'_>, counts: &Mask, mut found: impl FnMut(u16)) {
    let mut add = |hash: WordHash| found((hash.0 >> 16) as u16);
    let asked = (0..words.list.len()).filter(|&word| counts.has(word));
    // The Chinese character before, where nothing stands between.
    let mut before = None;
    for number in asked.take(MOST) {
        let Some(known) = words.list.get(number) else {
            break;
        };
        let hash = known.hash;
        // Numbers are one piece, whatever they are.
        if known.number {
            add(WordHash::EMPTY.with('0'));
            continue;
        }
        let word = words.str(number);
        if !known.ascii && first(word).is_some_and(is_han) {
            add(hash);
            if let Some((last, one)) = before.replace((number, hash))
                && last + 1 == number
                && words.gap_before(number).is_empty()
            {
                add(WordHash(one.0.rotate_left(7) ^ hash.0));
            }
            continue;
        }
        add(hash);
        if word.len() <= BEGINNINGS[0] {
            continue;
        }
        let mut begun = WordHash::EMPTY;
        // What is told at once is most of it.
        let folded = |c: char| match c {
            'a'..='z' => Some(c),
            _ => fold(c),
        };
        for (length, c) in word.chars().filter_map(folded).enumerate() {
            if BEGINNINGS.contains(&length) {
                add(begun);
                if length == BEGINNINGS[1] {
                    break;
                }
            }
            begun = begun.with(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<u16> {
        let words = Words::read(text);
        let mut found = Vec::new();
        pieces(&words, &Mask::whole(&words), |piece| found.push(piece));
        found
    }

    #[test]
    fn pieces_see_through_case_accents_and_numbers() {
        for (one, other) in [
            ("Résume  ceci", "resume ceci"),
            ("in 1250 words", "in 7 words"),
            ("tide\npools", "tide pools"),
            ("ما هو المدّ", "ما هو المد"),
        ] {
            assert_eq!(of(one), of(other), "{one}");
        }
        assert_ne!(of("which tide"), of("whose tide"));
    }

    #[test]
    fn what_is_alike_shares_pieces() {
        for (one, other) in [
            ("summarising", "summary"),
            ("traduisez", "traduction"),
            ("翻译这个", "请翻译"),
        ] {
            let (one, other) = (of(one), of(other));
            assert!(one.iter().any(|piece| other.contains(piece)));
        }
        // A pair of characters is another piece than either.
        assert_eq!(of("翻译").len(), 3);
    }

    #[test]
    fn a_long_text_has_few_pieces() {
        assert_eq!(of(&"considerable ".repeat(10_000)).len(), 3 * MOST);
        assert!(of("").is_empty());
    }
}
