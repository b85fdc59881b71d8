//! Context savers: edits of structures rather than of wording. Each keeps what its module declares, whatever the language.

mod comments;
mod html;
mod json;
mod log;
mod mail;
mod repeat;
mod script;
mod space;
mod table;
mod url;

pub(crate) mod blob;

use crate::answer::Unit;
use crate::blocks::Block;
use crate::coaching::{Kind, Safety, Task};
use crate::ends::part;
use crate::lexicon::Sense;
use crate::reading::Reading;
use promptwatt_tokens::Edit;
use std::ops::Range;

/// Every context saver: id, kind, level. Their reasons: [`Kind::message`].
pub const CONTEXT_RULES: [(&str, Kind, Safety); 16] = [
    ("context.json.minify", Kind::ContextJson, Safety::Lossless),
    ("context.json.csv", Kind::ContextTable, Safety::Lossy),
    (
        "context.table.padding",
        Kind::ContextTable,
        Safety::Lossless,
    ),
    ("context.table.csv", Kind::ContextTable, Safety::Lossy),
    (
        "context.html.attributes",
        Kind::ContextHtml,
        Safety::MeaningPreserving,
    ),
    ("context.html.text", Kind::ContextHtml, Safety::Lossy),
    ("context.url", Kind::ContextUrl, Safety::Lossy),
    ("context.mail.quoted", Kind::ContextMail, Safety::Lossy),
    ("context.log.runs", Kind::ContextLog, Safety::Lossy),
    ("context.log.trace", Kind::ContextLog, Safety::Lossy),
    ("context.comments", Kind::ContextComments, Safety::Lossy),
    ("context.space", Kind::ContextSpace, Safety::Lossless),
    ("script.tatweel", Kind::Script, Safety::Lossless),
    ("script.vowels", Kind::Script, Safety::MeaningPreserving),
    (
        "repetition.word",
        Kind::RepetitionWord,
        Safety::MeaningPreserving,
    ),
    (
        "repetition.sentence",
        Kind::RepetitionSentence,
        Safety::MeaningPreserving,
    ),
];

/// The savers, each by its place in [`CONTEXT_RULES`].
#[derive(Clone, Copy)]
enum Saver {
    JsonMinify,
    JsonCsv,
    TablePadding,
    TableCsv,
    HtmlAttributes,
    HtmlText,
    Url,
    MailQuoted,
    LogRuns,
    LogTrace,
    Comments,
    Space,
    Tatweel,
    Vowels,
    RepeatedWord,
    RepeatedSentence,
}

/// Edits that a saver proposes.
pub(crate) struct Offer {
    pub id: &'static str,
    pub kind: Kind,
    pub safety: Safety,
    /// By position, none overlapping another.
    pub edits: Vec<Edit>,
}

/// What the savers propose up to a level. One place puts an offer together, because each more would weigh as much again.
struct Offers {
    level: Safety,
    list: Vec<Offer>,
}

impl Offers {
    /// Adds edits, where there are any and the saver's level is wanted.
    #[inline(never)]
    fn add(&mut self, saver: Saver, edits: Vec<Edit>) {
        let (id, kind, safety) = CONTEXT_RULES[saver as usize];
        if safety <= self.level && !edits.is_empty() && self.list.len() < MOST_OFFERS {
            self.list.push(Offer {
                id,
                kind,
                safety,
                edits,
            });
        }
    }

    /// Adds one edit.
    #[inline(never)]
    fn replace(&mut self, saver: Saver, utf8: Range<usize>, replacement: String) {
        self.add(saver, vec![Edit { utf8, replacement }]);
    }

    /// Whether no more need be looked for.
    fn are_enough(&self) -> bool {
        self.list.len() >= MOST_OFFERS
    }
}

/// More than this are not looked for: a list nobody reads to its end.
const MOST_OFFERS: usize = 300;

/// Everything that the savers propose up to a level. Linear.
pub(crate) fn offers(reading: &Reading<'_>, safety: Safety) -> Vec<Offer> {
    let text = reading.words.text;
    let mut found = Offers {
        level: safety,
        list: Vec::new(),
    };
    let payload_too = may_edit_payload(reading);
    // What a constraint is about could be anything in a block.
    // Several structures and no word about them: one may be the request, in a form of its own, and the other its text.
    let silent = || !(0..reading.words.list.len()).any(|word| reading.counts(word));
    let blocks: &[Block] =
        if reading.has(Sense::Constraint) || (reading.blocks.len() > 1 && silent()) {
            &[]
        } else {
            &reading.blocks
        };
    // "Line 14 is refused": where lines are spoken of, they stay.
    let by_line = reading
        .hits
        .iter()
        .any(|hit| hit.sense == Sense::Unit(Unit::Lines) && reading.counts(hit.word));
    for block in blocks {
        if found.are_enough() {
            break;
        }
        if !payload_too && reading.payload.touches(&block.utf8) {
            continue;
        }
        let inside = part(text, block.inner.start, block.inner.end);
        let task_is_code = reading.task == Task::Code;
        use crate::segment::SegmentKind as Is;
        match block.kind {
            Is::Json if !by_line => {
                json::offers(inside, block.inner.start, task_is_code, &mut found)
            }
            Is::Table => table::offers(inside, block.inner.start, &mut found),
            Is::Html if !task_is_code => html::offers(inside, block.inner.start, &mut found),
            Is::Mail => mail::offers(text, block, &mut found),
            Is::Log => log::offers(inside, block.inner.start, &mut found),
            Is::Code => comments::offers(text, block, &mut found),
            _ => {}
        }
    }
    url::offers(reading, &mut found);
    space::offers(reading, &mut found);
    script::offers(reading, &mut found);
    repeat::offers(reading, &mut found);
    found.list
}

/// Whether the blocks of the payload may be edited: never a text that a task corrects, translates, judges or counts.
fn may_edit_payload(reading: &Reading<'_>) -> bool {
    let counted = reading.answer.stated_limit.is_none()
        && reading
            .hits
            .iter()
            .any(|hit| matches!(hit.sense, Sense::Unit(_)) && reading.counts(hit.word));
    !counted && !reading.payload_kept
}
