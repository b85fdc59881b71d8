//! Advice about what is sent: text that says nothing, what is read again, requests that exclude each other.

use crate::advice::plain;
use crate::answer::Format;
use crate::coaching::{Advice, Kind};
use crate::context::blob;
use crate::ends::{behind, find, part, without_end, without_start};
use crate::fold::{WordHash, is_space};
use crate::lexicon::Sense;
use crate::order::{by_start, sorted};
use crate::reading::Reading;
use crate::rules::{RuleSet, Wording};
use crate::segment::SegmentKind;
use promptwatt_tokens::TokenBand;
use std::ops::Range;

/// Advice about places that cost so many tokens; none where there are no places.
#[inline(never)]
fn costly(mut advice: Advice, places: Vec<Range<usize>>, tokens: f64) -> Option<Advice> {
    if places.is_empty() {
        return None;
    }
    advice.places = places;
    // A number that is known, as a band.
    advice.prompt_tokens_saved = Some(TokenBand {
        low: tokens,
        central: tokens,
        high: tokens,
    });
    Some(advice)
}

/// Base64 and the like, with their price.
pub(crate) fn blobs(reading: &Reading<'_>, tokens: &dyn Fn(&str) -> f64) -> Option<Advice> {
    let text = reading.words.text;
    let places = blob::blobs(text);
    let mut cost = 0.0;
    for place in &places {
        cost += text.get(place.clone()).map_or(0.0, tokens);
    }
    costly(plain("context.blob", Kind::ContextBlob), places, cost)
}

/// Two requests of the instruction that cannot both be met.
pub(crate) fn conflict(reading: &Reading<'_>) -> Option<Advice> {
    let place = |sense: Sense| {
        let hit = reading.affirmed(sense)?;
        let words = &reading.words.list;
        Some(words.get(hit.word)?.start()..words.get(hit.word + hit.length - 1)?.end())
    };
    let shaped = matches!(
        reading.answer.format,
        Some(Format::Json | Format::Code | Format::Csv)
    );
    let two = match (place(Sense::Brief), place(Sense::Inflate)) {
        (Some(brief), Some(full)) => Some(("conflict.length", brief, full)),
        _ => match (place(Sense::Only), place(Sense::Explain)) {
            (Some(only), Some(explain)) if shaped => Some(("conflict.form", only, explain)),
            _ => None,
        },
    };
    // "No explanation" names what it excludes.
    let (id, one, other) =
        two.filter(|(_, one, other)| one.end + 1 < other.start || other.end + 1 < one.start)?;
    let (first, second) = if one.start < other.start {
        (one, other)
    } else {
        (other, one)
    };
    let mut advice = plain(id, Kind::Conflict);
    advice.places = vec![first, second];
    Some(advice)
}

/// How many questions the instruction asks.
pub(crate) fn questions(reading: &Reading<'_>) -> usize {
    reading.words.questions(&reading.instruction)
}

/// Tokens of the summary that takes the place of a conversation: five sentences.
const SUMMARY: f64 = 120.0;

/// A pasted conversation: what reading it again costs, and the request that ends it.
pub(crate) fn history(
    reading: &Reading<'_>,
    rules: Option<&RuleSet>,
    tokens: &dyn Fn(&str) -> f64,
) -> Option<Advice> {
    let turns = reading
        .blocks
        .iter()
        .find(|block| block.delimited && block.kind == SegmentKind::Chat)?;
    let cost = tokens(reading.words.text.get(turns.utf8.clone())?);
    if cost <= 2.0 * SUMMARY {
        return None;
    }
    let mut advice = plain("context.history", Kind::ContextHistory);
    advice.copy = rules.map(|rules| rules.wording(Wording::Recap).into());
    costly(advice, vec![turns.utf8.clone()], cost - SUMMARY)
}

/// The last characters of a text that fit into so many bytes.
fn last_bytes(text: &str, most: usize) -> &str {
    let from = text.len().saturating_sub(most);
    (from..text.len())
        .find_map(|from| text.get(from..))
        .unwrap_or("")
}

/// Paragraphs of so many bytes are long.
const LONG: usize = 200;

/// A long paragraph that stands in the text twice. Linear but for the order of the paragraphs.
pub(crate) fn again(reading: &Reading<'_>, tokens: &dyn Fn(&str) -> f64) -> Option<Advice> {
    let text = reading.words.text;
    if text.len() < 2 * LONG {
        return None;
    }
    let mut paragraphs: Vec<(u32, usize, usize)> = Vec::new();
    let mut begin = 0;
    while begin < text.len() {
        let start = begin;
        let rest = behind(text, begin);
        let length = find(rest, "\n\n").unwrap_or(rest.len());
        let paragraph = part(rest, 0, length);
        begin += length + 2;
        let rest = without_start(paragraph, is_space);
        let shown = without_end(rest, is_space);
        if shown.len() >= LONG {
            let from = start + paragraph.len() - rest.len();
            // Their length and their last words tell most of them apart.
            let tail = last_bytes(shown, 32);
            let key = WordHash::of(tail).0 ^ (shown.len() as u32).rotate_left(16);
            paragraphs.push((key, from, from + shown.len()));
        }
    }
    let paragraphs = sorted(paragraphs, |paragraph| paragraph.0);
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut cost = 0.0;
    for pair in paragraphs.windows(2) {
        if let [(one, from, to), (other, again, end)] = *pair
            && one == other
            && text.get(from..to) == text.get(again..end)
        {
            cost += text.get(again..end).map_or(0.0, tokens);
            places.push(again..end);
        }
    }
    let places = by_start(places);
    costly(plain("context.again", Kind::ContextAgain), places, cost)
}
