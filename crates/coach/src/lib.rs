#![doc = include_str!("../README.md")]

#[macro_use]
mod named;

#[macro_use]
mod word_set;

mod advice;
mod answer;
mod blocks;
mod buckets;
mod budget;
mod clues;
mod coach;
mod coaching;
#[cfg(feature = "compile")]
pub mod compile;
mod context;
mod ends;
mod examples;
mod first_words;
mod fold;
mod gap;
mod insert;
mod json;
mod language;
mod lexicon;
mod matching;
mod memory;
mod mend;
mod order;
mod packed;
mod payload;
mod protect;
mod reading;
mod report;
mod rules;
mod segment;
mod select;
mod task;
#[cfg(feature = "training")]
pub mod training;
mod waste;
mod words;

pub use answer::{Answer, Bound, Format, Limit, Unit};
pub use budget::{Budget, budget_sentence, find_budget_sentence};
pub use coach::{Coach, Options, RuleFilter};
pub use coaching::{
    Advice, Coaching, Insert, Kind, MOST_SUGGESTIONS, Safety, Suggestion, Task, apply,
};
pub use context::CONTEXT_RULES;
pub use fold::is_word;
pub use language::{Language, detect_language};
pub use memory::Memory;
pub use packed::RuleError;
pub use report::CoachReport;
pub use rules::RuleSet;
pub use segment::{Segment, SegmentKind};
