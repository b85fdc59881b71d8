//! Said twice: a function word in a row, or a whole sentence of the request again (meaning kept).

use super::{Offers, Saver};
use crate::ends::{behind, last, letters, listed, part, without_end, without_start};
use crate::fold::{WordHash, is_space};
use crate::order::sorted;
use crate::reading::Reading;

/// Words that no language of the coach has twice in a row.
const ONCE: &str = " the a an of to and is for with le les des et un dans el los y o und ein eine mit von em um في من الي علي ";

/// Offers for words and sentences.
pub(super) fn offers(reading: &Reading<'_>, found: &mut Offers) {
    let words = &reading.words;
    let text = words.text;
    // Start and end word of a sentence, and its hash.
    let mut sentences: Vec<(u32, usize, usize)> = Vec::new();
    let mut begin = 0;
    let mut hash = WordHash::EMPTY;
    for (number, word) in words.list.iter().enumerate() {
        hash = hash.then(word.hash);
        let next = words.list.get(number + 1);
        if let Some(next) = next.filter(|next| next.hash == word.hash && reading.counts(number)) {
            let gap = words.gap_before(number + 1);
            let utf8 = word.end()..next.end();
            if matches!(gap, " " | "  ")
                && listed(ONCE, &letters(words.str(number), |_| true))
                && words.str(number) == words.str(number + 1)
                && !reading.spans.touch(&utf8)
            {
                found.replace(Saver::RepeatedWord, utf8, String::new());
            }
        }
        if words
            .list
            .get(number + 1)
            .is_none_or(|next| next.gap.ends_sentence())
        {
            if number + 1 - begin >= 5 && reading.counts(begin) && reading.counts(number) {
                sentences.push((hash.0, begin, number));
            }
            begin = number + 1;
            hash = WordHash::EMPTY;
        }
    }
    if sentences.len() < 2 {
        return;
    }
    let sentences = sorted(sentences, |&(hash, ..)| hash);
    for pair in sentences.windows(2) {
        let [(first_hash, first_from, first_to), (hash, from, to)] = *pair else {
            continue;
        };
        let text_of = |from: usize, to: usize| {
            let (start, end) = (words.list.get(from)?.start(), words.list.get(to)?.end());
            Some((start, end, text.get(start..end)?))
        };
        let (Some((_, _, before)), Some((start, end, again))) =
            (text_of(first_from, first_to), text_of(from, to))
        else {
            continue;
        };
        if first_hash != hash || before != again {
            continue;
        }
        let head = without_end(part(text, 0, start), is_space);
        let tail = behind(text, end);
        let stops = tail.len() - without_start(tail, crate::gap::is_stop).len();
        let utf8 = head.len()..end + stops;
        // Only a sentence with nothing but blanks and a full stop around it.
        let alone = last(head).is_some_and(crate::gap::is_stop) && stops > 0;
        if alone && !reading.spans.touch(&utf8) {
            found.replace(Saver::RepeatedSentence, utf8, String::new());
        }
    }
}
