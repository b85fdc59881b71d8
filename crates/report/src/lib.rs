//! A prompt and settings in, one [`Report`] out: the only place where tokens, coaching and energy meet.
//!
//! The coach speaks in tokens and the energy crate in watt-hours; what a suggestion is worth in watt-hours is worked out here, as the band of
//! the difference between two scenarios that share what they share (grid, data centre, model), and never by multiplying a saving in tokens.
//!
//! Pure: no clock, no I/O. [`report`] reads and joins; [`assemble`] joins what a page has already counted and read.
#![forbid(unsafe_code)]

mod answer;
mod assemble;
#[cfg(feature = "serde")]
mod json;
mod report;
mod settings;
mod worth;

pub use answer::{Answer, AnswerSource};
pub use assemble::{assemble, price, report};
#[cfg(feature = "serde")]
pub use json::{CountJson, ReportJson};
pub use report::{AdviceSaving, Report, ReportError, Savings};
pub use settings::Settings;
