//! Numbers, in digits or spelled out.

use crate::fold::is_han_digit;
use crate::lexicon::{Hit, Sense, hits_at};
use crate::task::same_sentence;
use crate::words::Words;

/// A number at a word, in digits or spelled out, and the word after it: "1,200", "twenty-five", "three hundred and fifty".
#[inline(never)]
fn number_at(words: &Words<'_>, hits: &[Hit], start: usize) -> Option<(u32, usize)> {
    let spelled = |n: usize| {
        hits_at(hits, n..n + 1)
            .iter()
            .filter_map(|hit| match hit.sense {
                Sense::Number(value) => Some((value, n + hit.length)),
                _ => None,
            })
            .max_by_key(|&(_, end)| end)
    };
    // "بين ٨٠ و١٠٠": the Arabic "and" is written to its number.
    let word = words.str(start);
    let word = word.strip_prefix('و').unwrap_or(word);
    // "60ish".
    if let Some(value) = digits(word.strip_suffix("ish").unwrap_or(word)) {
        let thousands = match words.gap_before(start + 1) {
            "," | "." | "\u{202f}" | "\u{a0}" => true,
            // "1 500 mots", but "5 500-word stories".
            " " => words.gap_before(start + 2) == " ",
            _ => false,
        } && words.str(start + 1).len() == 3
            && value < 1000;
        return match digits(words.str(start + 1)).filter(|_| thousands) {
            Some(rest) => Some((value * 1000 + rest, start + 2)),
            None => Some((value, start + 1)),
        };
    }
    let (mut value, mut end) = spelled(start)?;
    loop {
        let joined = matches!(words.str(end), "and" | "y" | "e" | "et" | "und");
        let Some((next, after)) = spelled(end + usize::from(joined)) else {
            break;
        };
        if !same_sentence(words, start, after - 1) {
            break;
        }
        let grain = match value {
            _ if value % 1000 == 0 => 1000,
            _ if value % 100 == 0 => 100,
            _ if value % 10 == 0 => 10,
            _ => 1,
        };
        value = match next {
            100 | 1000 if value < 100 && !joined => value * next,
            // "soixante-dix", "خمسة وعشرين".
            _ if next < grain || (next < 20 && matches!(value, 60 | 80)) => value + next,
            20..=90 if value < 10 && words.str(end).starts_with('و') => value + next,
            _ => break,
        };
        end = after;
    }
    Some((value, end))
}

word_set! {
    /// Words between the two numbers of a range: "two or three".
    OR = "or to oder bis ou à a o أو إلى ل 或 到"
}

word_set! {
    /// The same after a word like "between".
    AND = "and y et e und و"
}

/// A number at a word, and the word after it; of a range the second: "two or three", "5-7".
#[inline(never)]
pub(super) fn ranging(words: &Words<'_>, hits: &[Hit], start: usize) -> Option<(u32, usize)> {
    let (value, end) = number_at(words, hits, start)?;
    let between = || {
        let before = start.saturating_sub(3)..start;
        let mut near = hits_at(hits, before).iter();
        near.any(|hit| hit.sense == Sense::Near && hit.word + hit.length == start)
    };
    let join = words.hash(end);
    let joined = usize::from(OR.has(join) || (AND.has(join) && between()));
    if joined == 1 || matches!(words.gap_before(end), "-" | "–") {
        let second = number_at(words, hits, end + joined);
        if let Some((next, last)) = second
            && next > value
            && same_sentence(words, end, last - 1)
        {
            return second;
        }
    }
    Some((value, end))
}

/// A Chinese number below a million: "一百二十"; `None` for anything else.
fn han_number(word: &str) -> Option<u32> {
    let (mut sum, mut digit) = (0u32, 0u32);
    for c in word.chars() {
        let value = match c {
            '〇' | '零' => 0,
            '一' => 1,
            '二' | '两' | '兩' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            '十' | '百' | '千' | '万' => {
                let times = match c {
                    '十' => 10,
                    '百' => 100,
                    '千' => 1000,
                    _ => 10_000,
                };
                sum += if digit == 0 { 1 } else { digit } * times;
                digit = 0;
                continue;
            }
            _ => return None,
        };
        digit = value;
        if sum > 1_000_000 {
            return None;
        }
    }
    Some(sum + digit)
}

/// A number in European, full-width, Arabic-Indic or Chinese digits; `None` for anything else and for more than six digits.
pub(super) fn digits(word: &str) -> Option<u32> {
    let mut value = 0u32;
    let mut count = 0;
    for c in word.chars() {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '٠'..='٩' => c as u32 - '٠' as u32,
            '０'..='９' => c as u32 - '０' as u32,
            _ if is_han_digit(c) => return han_number(word),
            _ => return None,
        };
        value = value * 10 + digit;
        count += 1;
        if count > 6 {
            return None;
        }
    }
    (count > 0).then_some(value)
}
