//! Arabic: the sign that stretches words (lossless), and vowel signs (meaning kept; never of verse, scripture or grammar).

use super::{Offers, Saver};
use crate::lexicon::Sense;
use crate::reading::Reading;
use promptwatt_tokens::Edit;

/// Offers for every line.
pub(super) fn offers(reading: &Reading<'_>, found: &mut Offers) {
    let text = reading.words.text;
    // All its signs begin with the byte of the one that stretches.
    if !reading.words.has_byte(0xd9) {
        return;
    }
    let verse = reading.has(Sense::Verse);
    let mut begin = 0;
    for line in crate::ends::Lines(text) {
        let start = begin;
        begin += line.len();
        if line.is_ascii() {
            continue;
        }
        let (mut stretched, mut vowels) = (Vec::new(), Vec::new());
        let mut letters = 0;
        for (at, c) in line.char_indices() {
            let utf8 = start + at..start + at + crate::ends::width(c);
            let list = match c {
                '\u{640}' => &mut stretched,
                '\u{64b}'..='\u{652}' | '\u{670}' => &mut vowels,
                '\u{620}'..='\u{64a}' => {
                    letters += 1;
                    continue;
                }
                _ => continue,
            };
            if reading.spans.touch(&utf8) {
                continue;
            }
            match list.last_mut() {
                Some(Edit { utf8: before, .. }) if before.end == utf8.start => {
                    before.end = utf8.end
                }
                _ => list.push(Edit {
                    utf8,
                    replacement: String::new(),
                }),
            }
        }
        if letters > 0 {
            found.add(Saver::Tatweel, stretched);
        }
        // A sign here and there tells words apart; a line full of them is set for reading aloud.
        if vowels.len() * 4 > letters && !verse {
            found.add(Saver::Vowels, vowels);
        }
        if found.are_enough() {
            return;
        }
    }
}
