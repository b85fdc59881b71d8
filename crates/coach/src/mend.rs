//! Edits that leave a clean sentence: capitals, spaces, commas, articles.

use crate::ends::{behind, first, last, last_line, part, width, without_end, without_start};
use crate::fold::{capital, is_capital, is_space, joins, small};
use crate::gap::{is_comma, is_stop};
use crate::protect::Spans;
use promptwatt_tokens::Edit;

/// Where a phrase stands.
pub(crate) struct Place<'a> {
    pub text: &'a str,
    /// First byte of what goes.
    pub start: usize,
    /// One past the phrase.
    pub end: usize,
    /// First byte of the next word, if there is one.
    pub next_word: Option<usize>,
    /// Whether a sentence begins with it.
    pub at_start: bool,
    /// Whether it begins with a capital because the sentence does.
    pub capital: bool,
    /// Whether the sentence goes on behind the phrase as if it were not there.
    pub goes_on: bool,
    /// What must not be touched.
    pub spans: &'a Spans,
}

fn is_blank(c: char) -> bool {
    is_space(c) && c != '\n' && c != '\r'
}

/// Signs that part a sentence, with a blank before them.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—')
}

impl Place<'_> {
    fn before(&self) -> &str {
        part(self.text, 0, self.start)
    }

    fn after(&self) -> &str {
        behind(self.text, self.end)
    }
}

/// The edit that drops a phrase.
pub(crate) fn removal(place: &Place<'_>) -> Option<Edit> {
    let after = place.after();
    let mut start = place.start;
    let mut end = place.end;
    let rest = without_start(after, is_blank);
    let next = first(rest);
    let ends = next.map_or(place.next_word.is_none(), |c| {
        is_stop(c) || matches!(c, '\n' | '\r' | ')' | ']')
    });
    if place.at_start {
        // Nothing would be left of the sentence.
        if ends {
            return None;
        }
        end = place.end + (after.len() - rest.len());
        if let Some(sign) = next.filter(|&c| is_comma(c) || is_dash(c) || matches!(c, ':' | '：'))
        {
            let tail = rest.get(width(sign)..)?;
            end = place.text.len() - without_start(tail, is_space).len();
        }
        let mut replacement = String::new();
        let left = place.text.get(end..)?;
        // Spanish opens a sentence with a sign: the capital comes after it.
        let letters = without_start(left, |c| matches!(c, '¿' | '¡'));
        let word = place.text.len() - letters.len();
        if place.capital
            && let Some(first) = first(letters)
            && let Some(upper) = capital(first)
            && place.next_word == Some(word)
            && !place.spans.touch(&(end..word + 1))
        {
            replacement.push_str(place.text.get(end..word)?);
            replacement.push(upper);
            end = word + width(first);
        }
        return Some(Edit {
            utf8: start..end,
            replacement,
        });
    }
    let before = place.before();
    let trimmed = without_end(before, is_blank);
    let comma_before = last(trimmed).filter(|&c| is_comma(c));
    let comma_after = next.filter(|&c| is_comma(c));
    let mut replacement = String::new();
    if ends || next.is_some_and(|c| c == ':' || is_dash(c)) {
        // "Write it, please." keeps neither comma nor space.
        start = trimmed.len() - comma_before.map_or(0, width);
    } else if comma_after.is_some() && comma_before.is_some() {
        // ", needless to say," was a parenthesis: one comma of the two stays, or none.
        let dropped = if place.goes_on { comma_before } else { None };
        start = trimmed.len() - dropped.map_or(0, width);
        end += (after.len() - rest.len()) + comma_after.map_or(0, width);
    } else if comma_after.is_some() {
        start = trimmed.len();
    } else if matches!(last(place.text.get(..end)?), Some('\'' | '’')) {
        // The elided word stood right before the next: nothing to mend.
    } else {
        end += after.len() - rest.len();
        if end == place.end
            && !matches!(last(trimmed), Some('(' | '['))
            && trimmed.len() < before.len()
        {
            start = trimmed.len();
        } else if trimmed.len() == before.len()
            && last(before)
                .zip(next)
                .is_some_and(|(before, after)| joins(before, after))
        {
            replacement.push(' ');
        }
    }
    Some(Edit {
        utf8: start..end,
        replacement,
    })
}

/// The edit that drops a whole sentence or line. A closing goes with the white space before it, any other with that
/// after it, so that two in a row do not contend for it.
pub(crate) fn sentence(place: &Place<'_>, closing: bool) -> Option<Edit> {
    let after = place.after();
    let stops = without_start(without_start(after, is_blank), is_stop);
    let end = place.text.len() - stops.len();
    let before = place.before();
    let head = without_end(before, is_space);
    let tail = without_start(stops, is_space);
    let range = if tail.is_empty() || closing {
        if head.is_empty() {
            return None;
        }
        head.len()..end
    } else if head.is_empty() || last(before) == Some('\n') {
        // The first sentence, or one that begins a line: what follows moves up to its place.
        place.start..place.text.len() - tail.len()
    } else if matches!(first(without_start(stops, is_blank)), Some('\n' | '\r')) {
        without_end(before, is_blank).len()..end
    } else {
        place.start..place.text.len() - without_start(stops, is_blank).len()
    };
    // A line that begins with a sign (a bullet) would be left with the sign alone.
    if matches!(
        last(without_end(before, is_blank)),
        Some('-' | '*' | '•' | '>')
    ) && last_line(head).len() < 4
    {
        return None;
    }
    Some(Edit {
        utf8: range,
        replacement: String::new(),
    })
}

/// The edit that puts a short form in place of a phrase. `previous` is the start of the word right before it.
pub(crate) fn swap(place: &Place<'_>, short: &str, previous: Option<usize>) -> Option<Edit> {
    let mut start = place.start;
    let mut end = place.end;
    let mut replacement = String::new();
    if let Some(article) = previous.and_then(|at| place.text.get(at..place.start))
        && let word @ ("a" | "an" | "A" | "An") = without_end(article, is_space)
    {
        let old = place.text.get(place.start..)?;
        let fits = word.len() == 2;
        if vowel_sound(old) == fits && vowel_sound(short) != fits {
            start = previous?;
            replacement.push_str(match (word.starts_with('A'), fits) {
                (true, true) => "A ",
                (true, false) => "An ",
                (false, true) => "a ",
                (false, false) => "an ",
            });
        }
    }
    let mut letters = short.chars();
    let first = letters.next()?;
    match capital(first).filter(|_| place.capital) {
        Some(upper) => {
            replacement.push(upper);
            replacement.push_str(letters.as_str());
        }
        None => replacement.push_str(short),
    }
    let next = self::first(place.after());
    if short.ends_with('.') && next == Some('.') {
        end += 1;
    }
    // "note:" takes the place of a comma or colon that follows.
    if short.ends_with(':')
        && let Some(sign) = next.filter(|&c| is_comma(c) || c == ':')
    {
        end += width(sign);
    }
    Some(Edit {
        utf8: start..end,
        replacement,
    })
}

/// Whether an English word begins with the sound of a vowel, so that "an" stands before it.
fn vowel_sound(word: &str) -> bool {
    let mut lower = word.chars().take(3).map(small);
    let head = [lower.next(), lower.next(), lower.next()];
    match head {
        [Some('u'), Some('n'), Some('i')]
        | [Some('u'), Some('s'), _]
        | [Some('e'), Some('u'), _] => false,
        [Some('o'), Some('n'), Some('e')] => false,
        [Some(c), ..] => matches!(c, 'a' | 'e' | 'i' | 'o' | 'u') && !is_capital(c),
        _ => false,
    }
}
