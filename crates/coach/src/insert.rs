//! Where a sentence of advice is inserted, and what it needs there.

use crate::budget::Budget;
use crate::coaching::Insert;
use crate::ends::{behind, first, holds, last, last_line, part, without_end, without_start};
use crate::fold::is_space;
use crate::reading::{Reading, ends_like_sentence, trimmed_end};

/// The end of the instruction, outside any payload and its marks, and the sentence with what it needs there.
pub(crate) fn insert(reading: &Reading<'_>, sentence: String, budget: Option<Budget>) -> Insert {
    let text = reading.words.text;
    let payload = &reading.payload;
    let at = trimmed_end(text);
    let head = text.get(..at).unwrap_or("");
    // After a block (code, a tagged or quoted text of several lines) the sentence has its own paragraph.
    let block = reading.spans.iter().last().is_some_and(|span| {
        span.end + 3 >= at
            && text
                .get(span.clone())
                .is_some_and(|inside| holds(without_end(inside, is_space), "\n"))
    });
    if let (Some(first), Some(last)) = (payload.ranges.first(), payload.ranges.last())
        && last.end + 8 >= text.len()
        && first.start > 0
    {
        if let Some(lead) = payload.lead {
            return at_start(lead, sentence, budget);
        }
        let before = part(text, 0, first.start);
        let request = without_marks(before);
        let marked = request.len() < trimmed_end(before);
        return if request.is_empty() {
            at_start(0, sentence, budget)
        } else if !marked || ends_like_sentence(request) {
            at_end(request, request.len(), sentence, budget)
        } else if block && holds(behind(text, request.len()), "\n") {
            placed(at, PARAGRAPH, sentence, budget)
        } else {
            // "Explain “…”": the quotation ends the sentence.
            placed(at, blank(&sentence), sentence, budget)
        };
    }
    // Without a line break it is the first.
    let line = if reading.words.has_byte(b'\n') {
        last_line(head)
    } else {
        head
    };
    let bullet = matches!(
        first(without_start(line, is_space)),
        Some('-' | '*' | '•' | '|' | '>')
    );
    // What a colon leads into may be a text or a command.
    let led = !ends_like_sentence(head) && (holds(line, ": ") || holds(line, "："));
    if block || led || (bullet && line.len() < head.len()) {
        return placed(at, PARAGRAPH, sentence, budget);
    }
    at_end(head, at, sentence, budget)
}

/// What parts two paragraphs.
const PARAGRAPH: &str = "\n\n";

/// A text without the marks at its end that open a quotation or a block of code.
fn without_marks(text: &str) -> &str {
    let mark =
        |c| is_space(c) || matches!(c, '"' | '“' | '„' | '«' | '‘' | '\'' | '「' | '『' | '`');
    let head = without_end(text, mark);
    let line = last_line(head);
    // "```python"
    if line.starts_with("```") {
        return without_end(part(head, 0, head.len() - line.len()), mark);
    }
    head
}

/// The sentence before others.
fn at_start(at: usize, mut sentence: String, budget: Option<Budget>) -> Insert {
    sentence.push_str(blank(&sentence));
    placed(at, "", sentence, budget)
}

/// The sentence at a place, behind what joins it to the text before.
fn placed(at: usize, joint: &str, mut text: String, budget: Option<Budget>) -> Insert {
    text.insert_str(0, joint);
    Insert {
        at_utf8: at,
        text,
        budget,
    }
}

/// What stands between a sentence and another.
fn blank(sentence: &str) -> &'static str {
    if ends_chinese(sentence) { "" } else { " " }
}

/// Whether a sentence ends with the full-width stop, after which no space stands.
fn ends_chinese(sentence: &str) -> bool {
    last(sentence) == Some('。')
}

fn at_end(head: &str, at: usize, sentence: String, budget: Option<Budget>) -> Insert {
    let joint = if head.is_empty() {
        ""
    } else if ends_chinese(&sentence) {
        if ends_like_sentence(head) || matches!(last(head), Some('：' | '，')) {
            ""
        } else {
            "。"
        }
    } else if ends_like_sentence(head) || matches!(last(head), Some(':' | '،' | ',')) {
        " "
    } else {
        ". "
    };
    placed(at, joint, sentence, budget)
}
