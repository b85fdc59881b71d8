//! Kinds of words, as the bits of their senses: a stretch is asked for several at once.

use super::of_text;
use crate::answer::Format;
use crate::coaching::Task;
use crate::lexicon::Sense;

pub(super) const GENERAL: u64 = Sense::General.bit();
pub(super) const LABEL: u64 = Sense::Label.bit();
pub(super) const DEICTIC: u64 = Sense::Deictic.bit();
pub(super) const TONGUE: u64 = Sense::Tongue.bit();
pub(super) const FORMAT: u64 = Sense::Format(Format::Table).bit();
pub(super) const REASON: u64 = Sense::Task(Task::Reason).bit();
/// Verbs that name a task, and nouns that do.
pub(super) const TASK: u64 = tasks(false, false);
pub(super) const NOUN: u64 = tasks(true, false);
/// Of these, of tasks that work on a text.
pub(super) const TEXT_TASK: u64 = tasks(false, true);
pub(super) const TEXT_NOUN: u64 = tasks(true, true);
/// Verbs and question words.
pub(super) const ASKS: u64 = TASK | GENERAL | Sense::Question.bit();
/// Points at something: "this", "above", "text".
pub(super) const POINTS: u64 = LABEL | DEICTIC | Sense::Above.bit();
/// What a text that is there is to become.
pub(super) const MENDS: u64 = Sense::Task(Task::Correct).bit()
    | Sense::Task(Task::Translate).bit()
    | Sense::Noun(Task::Correct).bit()
    | TONGUE;
/// A text to be written.
pub(super) const WRITES: u64 = Sense::Noun(Task::Write).bit() | Sense::ShortWrite.bit();
/// A role to play.
pub(super) const ROLE: u64 = Sense::Role.bit() | Sense::RoleStart.bit();

const fn tasks(noun: bool, of_texts: bool) -> u64 {
    let (mut bits, mut at) = (0, 0);
    while at < Task::ALL.len() {
        let task = Task::ALL[at];
        let sense = if noun {
            Sense::Noun(task)
        } else {
            Sense::Task(task)
        };
        if !of_texts || of_text(task) {
            bits |= sense.bit();
        }
        at += 1;
    }
    bits
}
