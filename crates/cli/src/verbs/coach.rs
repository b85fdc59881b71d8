//! `promptwatt coach`: how the prompt could be shorter and ask for less.

use crate::arguments::{Coach, Safety};
use crate::failure::{self, Done, Failure};
use crate::input::{self, Invalid};
use crate::output::Output;
use crate::vocabulary::{self, Counting};
use crate::{choose, jsonl, numbers};
use promptwatt_coach::{
    Bound, CoachReport, Coaching, Insert, Options, RuleFilter, Suggestion, apply,
};
use promptwatt_tokens::Counter;
use std::ops::Range;

/// Coaches.
///
/// # Errors
/// Where the text cannot be read, or an option is not known.
pub fn run(options: &Coach, output: &mut Output) -> Result<Done, Failure> {
    let reading = Options {
        language: choose::language(&options.lang)?,
        safety: safety(options.safety),
        off: RuleFilter {
            ids: options.off.clone(),
            kinds: Vec::new(),
        },
    };
    let counting = vocabulary::of_encoding(options.encoding.as_deref())?;
    let coach = choose::coach(&reading);
    let read = |text: &str| coach.read(text, &reading, &counting.counter);
    let invalid = Invalid::lossy(options.text.lossy);
    if let Some(file) = &options.text.jsonl {
        return jsonl::each(file, invalid, output, |prompt| {
            Ok((
                CoachReport::new(&prompt.text, read(&prompt.text), &counting.counter),
                Done::Fine,
            ))
        });
    }
    let text = input::read(options.text.file.as_deref(), invalid)?;
    let coaching = read(&text);
    if options.apply {
        output.text(&apply(&text, &coaching.suggestions))?;
    } else if options.listing.json {
        output.json(&CoachReport::new(&text, coaching, &counting.counter))?;
    } else {
        print(&text, &coaching, &counting, output)?;
    }
    Ok(Done::Fine)
}

fn safety(safety: Safety) -> promptwatt_coach::Safety {
    match safety {
        Safety::Lossless => promptwatt_coach::Safety::Lossless,
        Safety::MeaningPreserving => promptwatt_coach::Safety::MeaningPreserving,
        Safety::Lossy => promptwatt_coach::Safety::Lossy,
    }
}

fn print(
    text: &str,
    coaching: &Coaching,
    counting: &Counting,
    output: &mut Output,
) -> Result<(), Failure> {
    output.line(&format!(
        "Prompt    {}",
        numbers::tokens(counting.counter.count(text))
    ))?;
    output.line(&format!(
        "Answer    about {}, {}",
        numbers::expected(coaching.answer.expected),
        asked(coaching)
    ))?;
    output.line(&format!(
        "Task      {}, {}",
        coaching.task.id(),
        language(coaching)
    ))?;
    if !coaching.advice.is_empty() {
        output.line("\nAsk for less")?;
        for advice in &coaching.advice {
            output.line(&format!("  {}", advice.message()))?;
            if let Some(insert) = &advice.insert {
                output.line(&format!("    add: {}", inserted(insert)))?;
            }
            if let Some(saved) = advice.answer_tokens_saved {
                output.line(&format!(
                    "    saves about {} of the answer",
                    numbers::expected(saved)
                ))?;
            }
        }
    }
    suggestions(text, coaching, &counting.counter, output)
}

/// Whether the prompt asks for a length, in words.
pub fn asked(coaching: &Coaching) -> String {
    let answer = &coaching.answer;
    match (answer.stated_limit, answer.stated_words) {
        (Some(limit), _) => {
            let least = match limit.bound {
                Bound::AtLeast => "at least ",
                _ => "",
            };
            let many = numbers::whole(limit.at_most);
            format!("as the prompt asks for {least}{many} {}", limit.unit.id())
        }
        (None, Some(many)) => format!(
            "as the prompt asks for some {} words by its time or page",
            numbers::whole(many)
        ),
        (None, None) => "an assumption: the prompt asks for no length".to_owned(),
    }
}

fn language(coaching: &Coaching) -> String {
    coaching.language.map_or_else(
        || "language not certain: no rewording is offered".to_owned(),
        |language| format!("in \"{}\"", language.code()),
    )
}

/// What an advice inserts, without the spaces that set it apart.
pub fn inserted(insert: &Insert) -> String {
    visible(insert.text.trim())
}

/// The list of rewordings, each as before and after.
///
/// # Errors
/// Where it cannot be written.
pub fn suggestions(
    text: &str,
    coaching: &Coaching,
    counter: &Counter,
    output: &mut Output,
) -> Result<(), Failure> {
    if coaching.suggestions.is_empty() {
        return output.line(if coaching.verbatim {
            "\nThe prompt asks for words to be repeated as they are: nothing is reworded."
        } else {
            "\nNothing to say shorter."
        });
    }
    let after = counter.count(&apply(text, &coaching.suggestions));
    output.line(&format!(
        "\nSay it shorter: {} with all of these",
        numbers::tokens(after)
    ))?;
    for suggestion in &coaching.suggestions {
        let (before, after) = around(text, suggestion);
        let saved = suggestion.tokens_saved.tokens.unsigned_abs();
        output.line(&format!("  - {}", visible(before)))?;
        output.line(&format!("  + {}", visible(&after)))?;
        output.line(&format!(
            "    {} {} fewer. {}",
            numbers::whole(saved),
            numbers::plural(saved, "token", "tokens"),
            suggestion.message
        ))?;
    }
    if coaching.more > 0 {
        output.line(&format!(
            "  and {} more places that were not looked into",
            numbers::whole(coaching.more as u64)
        ))?;
    }
    Ok(())
}

/// How much of the neighbourhood is shown on either side, at least, in bytes.
const CONTEXT: usize = 16;

/// The words around a suggestion, before and after it.
fn around<'a>(text: &'a str, suggestion: &Suggestion) -> (&'a str, String) {
    let edits = || {
        suggestion
            .edits
            .iter()
            .map(|edit| edit.utf8.clone())
            .chain([suggestion.utf8.clone()])
    };
    let first = edits().map(|range| range.start).min().unwrap_or(0);
    let last = edits().map(|range| range.end).max().unwrap_or(0);
    let shown = widened(text, first..last);
    let mut after = String::new();
    let mut done = shown.start;
    for edit in &suggestion.edits {
        after.push_str(text.get(done..edit.utf8.start).unwrap_or_default());
        after.push_str(&edit.replacement);
        done = edit.utf8.end;
    }
    after.push_str(text.get(done..shown.end).unwrap_or_default());
    (text.get(shown).unwrap_or_default(), after)
}

/// A range with whole words of its own line around it.
fn widened(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let mut start = before.rfind('\n').map_or(0, |at| at + 1);
    if let Some((at, _)) = before
        .char_indices()
        .rev()
        .find(|(at, c)| c.is_whitespace() && range.start - at > CONTEXT)
    {
        start = start.max(at + 1);
    }
    let after = text.get(range.end..).unwrap_or_default();
    let mut length = after.find('\n').unwrap_or(after.len());
    if let Some((at, _)) = after
        .char_indices()
        .find(|(at, c)| c.is_whitespace() && *at > CONTEXT)
    {
        length = length.min(at);
    }
    // A long run without a space is cut where it must be.
    let start = start.max(floor(text, range.start.saturating_sub(4 * CONTEXT)));
    let end = (range.end + length).min(ceil(text, range.end + 4 * CONTEXT));
    start.min(range.start)..end.max(range.end)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

fn ceil(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

/// At most this many characters of a piece are shown; the middle of a longer one is left out.
const SHOWN: usize = 100;

/// A piece of somebody's text on one line: a terminal should not obey what it contains, nor turn its direction.
fn visible(piece: &str) -> String {
    let shown: Vec<char> = piece.trim().chars().map(failure::harmless).collect();
    let half = SHOWN / 2;
    match (
        shown.get(..half),
        shown.get(shown.len().saturating_sub(half)..),
    ) {
        (Some(start), Some(end)) if shown.len() > SHOWN => {
            start.iter().chain(&[' ', '…', ' ']).chain(end).collect()
        }
        _ => shown.into_iter().collect(),
    }
}
