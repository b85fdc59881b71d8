//! The text looked at closely, read-only: what the coach found marked in it, how it would read after, or the tokens it is made of.
//!
//! One text node and the browser's highlights over it; no element ever stands inside a word. Of a long text only the part around the caret is shown:
//! laying out a second copy of a megabyte would cost as much as the field itself.

use crate::bridge::marks::{Frame, bring_into_view, clusters, mark, outline};
use crate::desk::{Desk, Lens, State};
use crate::numbers::whole;
use crate::texts::{fill, t};
use crate::view::Sheet;
use crate::view::element::{Element, element, span};
use promptwatt_coach::Coaching;
use promptwatt_tokens::{ClusterSpan, TokenSpan, snapped};
use std::ops::Range;

/// Texts up to so many bytes are shown whole.
const WHOLE_UTF8: usize = 20_000;
/// Of a longer one, so many bytes on either side of the caret.
const AROUND_UTF8: usize = 3_000;
/// So many on either side where each token is drawn.
const AROUND_TOKENS_UTF8: usize = 600;

const MODES: [(&str, Lens); 3] = [
    ("lens-marks", Lens::Marks),
    ("lens-after", Lens::After),
    ("lens-tokens", Lens::Tokens),
];

/// What is drawn at present, so that nothing is measured twice.
#[derive(Default, PartialEq)]
pub struct Drawn {
    shown: String,
    goes: Vec<Range<usize>>,
    comes: Vec<Range<usize>>,
    here: Vec<Range<usize>>,
    frames: Vec<(Range<usize>, usize)>,
    width: i32,
}

/// Draws the view. `width` is that of the window: rectangles have to be measured again when it changes.
pub fn draw(sheet: &mut Sheet, drawn: &mut Drawn, desk: Desk, width: i32) {
    let state = &*desk.now();
    sheet.show("lens", !state.empty);
    if state.empty {
        return;
    }
    for (id, lens) in MODES {
        let pressed = if state.lens == lens { "true" } else { "false" };
        sheet.attribute(id, "aria-pressed", Some(pressed.to_owned()));
    }
    let mut next = Drawn {
        width,
        ..Drawn::default()
    };
    let (mut part, mut covers_all) = (0..0, true);
    let mut tokens = None;
    if state.lens == Lens::Tokens {
        let text = desk.counted_text();
        part = part_around(
            &text,
            desk.caret_utf8(),
            AROUND_TOKENS_UTF8,
            2 * AROUND_TOKENS_UTF8,
        );
        next.shown = text.get(part.clone()).unwrap_or_default().to_owned();
        covers_all = part.len() == text.len();
        tokens = desk.tokens_in(part.clone());
    } else if let Ok(report) = &state.report {
        let text = desk.text();
        part = part_around(&text, desk.caret_utf8(), AROUND_UTF8, WHOLE_UTF8);
        covers_all = part.len() == text.len();
        let shown = text.get(part.clone()).unwrap_or_default();
        match state.lens {
            Lens::After => rewrite(&mut next, &report.coaching, shown, part.start),
            _ => find(
                &mut next,
                &report.coaching,
                shown,
                part.start,
                state.pointed,
            ),
        }
    }
    let rows = tokens.as_deref().map(|spans| {
        let clusters = frames(&next.shown, &part, spans);
        next.frames = clusters
            .iter()
            .map(|one| (one.utf16.clone(), one.tokens.len()))
            .collect();
        token_rows(&next.shown, part.start, &clusters, spans)
    });
    sheet.show("token-list", rows.is_some());
    sheet.rows("token-rows", rows.unwrap_or_default());
    let note = note(state, &next.shown, part.start, tokens.as_deref());
    sheet.text("lens-note", note);
    sheet.show("lens-part", !covers_all);
    sheet.show(
        "ids",
        tokens
            .as_ref()
            .is_some_and(|spans| spans.iter().any(|one| one.id.is_none())),
    );
    if next != *drawn {
        sheet.text("lens-text", next.shown.clone());
        mark("lens-text", "goes", &next.goes);
        mark("lens-text", "comes", &next.comes);
        mark("lens-text", "here", &next.here);
        let frames: Vec<Frame> = next.frames.iter().enumerate().map(frame).collect();
        outline("lens-text", "lens-frames", &frames);
        if let Some(here) = next.here.first() {
            bring_into_view("lens-text", "lens-view", here);
        }
        *drawn = next;
    }
}

/// The part of a text that is shown: all of it up to `whole` bytes, else `around` bytes on either side of a place.
fn part_around(text: &str, utf8: usize, around: usize, whole: usize) -> Range<usize> {
    if text.len() <= whole {
        return 0..text.len();
    }
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    boundary(utf8.saturating_sub(around))..boundary((utf8 + around).min(text.len()))
}

/// UTF-16 positions of UTF-8 positions in a text, asked for in order.
struct Positions<'a> {
    text: &'a str,
    utf8: usize,
    utf16: usize,
}

impl<'a> Positions<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text,
            utf8: 0,
            utf16: 0,
        }
    }

    /// The UTF-16 position of a UTF-8 position, which must not be before the last one that was asked for.
    fn at(&mut self, utf8: usize) -> usize {
        let between = self.text.get(self.utf8..utf8).unwrap_or_default();
        self.utf16 += between.chars().map(char::len_utf16).sum::<usize>();
        self.utf8 = utf8;
        self.utf16
    }
}

/// An edit in what is shown: the number of its suggestion, where it is in UTF-8 bytes of what is shown, and what comes there.
struct Place<'a> {
    suggestion: usize,
    utf8: Range<usize>,
    comes: &'a str,
}

/// The edits of all suggestions in what is shown, in the order of the text: one that mends a sentence's end stands behind the beginning of the next.
fn places<'a>(coaching: &'a Coaching, shown: &str, start: usize) -> Vec<Place<'a>> {
    let mut places: Vec<Place<'a>> = Vec::new();
    for (suggestion, one) in coaching.suggestions.iter().enumerate() {
        for edit in &one.edits {
            let (Some(from), Some(to)) = (
                edit.utf8.start.checked_sub(start),
                edit.utf8.end.checked_sub(start),
            ) else {
                continue;
            };
            if to <= shown.len() {
                // Nearly always the end: a sort would be some 4 kB of wasm.
                let at = places.partition_point(|other| other.utf8.start <= from);
                let place = Place {
                    suggestion,
                    utf8: from..to,
                    comes: &edit.replacement,
                };
                places.insert(at, place);
            }
        }
    }
    places
}

/// What of a place really goes, UTF-8 bytes: not the end of it that comes again, in small letters or capitals. "Could you please e" becomes "E": the letter stays.
fn goes(shown: &str, place: &Place<'_>) -> Range<usize> {
    let gone = shown.get(place.utf8.clone()).unwrap_or_default();
    let same = |(old, new): &(u8, u8)| old.is_ascii() && old.eq_ignore_ascii_case(new);
    let ends = gone.bytes().rev().zip(place.comes.bytes().rev());
    place.utf8.start..place.utf8.end - ends.take_while(same).count()
}

/// Marks what the suggestions take out, and the place of the one pointed at.
fn find(next: &mut Drawn, coaching: &Coaching, shown: &str, start: usize, pointed: Option<usize>) {
    let mut positions = Positions::of(shown);
    for place in places(coaching, shown, start) {
        let utf8 = goes(shown, &place);
        let from = positions.at(utf8.start);
        let utf16 = from..positions.at(utf8.end);
        if pointed == Some(place.suggestion) {
            next.here.push(utf16);
        } else if !utf16.is_empty() {
            next.goes.push(utf16);
        }
    }
    next.shown = shown.to_owned();
}

/// The text with every suggestion applied, and what came into it marked.
fn rewrite(next: &mut Drawn, coaching: &Coaching, shown: &str, start: usize) {
    let mut comes = Vec::new();
    let (mut after, mut from) = (String::with_capacity(shown.len()), 0);
    for place in places(coaching, shown, start) {
        let Some(kept) = shown.get(from..place.utf8.start) else {
            continue;
        };
        after.push_str(kept);
        let begin = after.len();
        after.push_str(place.comes);
        comes.push(begin..after.len());
        from = place.utf8.end;
    }
    after.push_str(shown.get(from..).unwrap_or_default());
    let mut positions = Positions::of(&after);
    for place in comes {
        let start = positions.at(place.start);
        next.comes.push(start..positions.at(place.end));
    }
    next.shown = after;
}

/// The tokens of the part that is shown, snapped to what can be framed: positions count from the part's beginning.
fn frames(shown: &str, part: &Range<usize>, spans: &[TokenSpan]) -> Vec<ClusterSpan> {
    let own: Vec<TokenSpan> = spans
        .iter()
        .map(|one| TokenSpan {
            utf8: one.utf8.start.saturating_sub(part.start)
                ..one.utf8.end.saturating_sub(part.start),
            id: one.id,
        })
        .collect();
    snapped(shown, &clusters(shown), 0..shown.len(), &own)
}

/// Neighbours look different, and a cluster of several tokens different from both.
fn frame((index, (utf16, tokens)): (usize, &(Range<usize>, usize))) -> Frame {
    let class = match (tokens, index % 2) {
        (2.., _) => "many",
        (_, 0) => "even",
        _ => "odd",
    };
    Frame {
        utf16: utf16.clone(),
        class,
    }
}

/// What to know about what is shown.
fn note(state: &State, shown: &str, start: usize, tokens: Option<&[TokenSpan]>) -> String {
    match (state.lens, tokens) {
        (Lens::Marks, _) => String::new(),
        (Lens::After, _) => t("lens.after_note").to_owned(),
        (Lens::Tokens, None) => t("lens.no_tokens").to_owned(),
        (Lens::Tokens, Some(spans)) => state
            .asked_token
            .and_then(|at| asked(at, shown, start, spans))
            .unwrap_or_else(|| t("lens.tokens_note").to_owned()),
    }
}

/// What is known of the token at a place (UTF-16 units of what is shown).
fn asked(at: usize, shown: &str, start: usize, spans: &[TokenSpan]) -> Option<String> {
    let (mut utf8, mut utf16) = (start, 0);
    for character in shown.chars() {
        if utf16 + character.len_utf16() > at {
            break;
        }
        utf16 += character.len_utf16();
        utf8 += character.len_utf8();
    }
    let found = spans.iter().find(|one| one.utf8.end > utf8)?;
    let inside = found.utf8.start.checked_sub(start)?..found.utf8.end - start;
    let bytes = shown.as_bytes().get(inside)?;
    let id = found
        .id
        .map_or_else(|| "?".to_owned(), |id| whole(f64::from(id)));
    Some(fill(
        "lens.token",
        &[
            ("text", &readable(bytes)),
            ("id", &id),
            ("bytes", &hex(bytes)),
        ],
    ))
}

/// A row for each token: its text, id and bytes, and with how many others it shares a character.
fn token_rows(
    shown: &str,
    start: usize,
    clusters: &[ClusterSpan],
    spans: &[TokenSpan],
) -> Vec<Element> {
    let mut rows = Vec::new();
    for cluster in clusters {
        let shared = cluster.tokens.len();
        for token in cluster.tokens.clone().filter_map(|index| spans.get(index)) {
            let utf8 = token.utf8.start.saturating_sub(start)..token.utf8.end.saturating_sub(start);
            let bytes = shown.as_bytes().get(utf8).unwrap_or_default();
            let mut words = element("td").child(element("bdi").text(&readable(bytes)));
            if shared > 1 {
                let parts = fill("lens.shares", &[("n", &whole(shared as f64))]);
                words = words.text(" ").child(element("small").text(&parts));
            }
            let id = token.id.map_or_else(String::new, |id| id.to_string());
            rows.push(
                element("tr")
                    .child(words)
                    .child(element("td").child(span(&id).class("n")))
                    .child(element("td").child(span(&hex(bytes)).class("n"))),
            );
        }
    }
    rows
}

/// The characters of a token, with white space made visible; a token that is no whole characters has none.
fn readable(bytes: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return "\u{fffd}".to_owned();
    };
    text.chars()
        .map(|character| match character {
            ' ' => '·',
            '\n' => '⏎',
            '\t' => '⇥',
            other => other,
        })
        .collect()
}

/// The bytes as pairs of hexadecimal digits; of a giant token only the first.
fn hex(bytes: &[u8]) -> String {
    const DIGITS: [u8; 16] = *b"0123456789ABCDEF";
    let mut hex = String::new();
    for byte in bytes.iter().take(32) {
        for digit in [byte >> 4, byte & 15] {
            hex.push(char::from(DIGITS[usize::from(digit)]));
        }
        hex.push(' ');
    }
    if bytes.len() > 32 {
        hex.push('…');
    }
    hex
}
