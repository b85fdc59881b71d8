//! Prompts written for this project, with what a reader would say of them, and what no edit may change in them.
//!
//! The prompts and the meaning of their labels are in `bench/coach/corpus`, whose README also says who may open which part.

mod kept;
mod line;
mod prompt;
pub mod softmax;

pub use kept::{Loss, losses};
pub use line::{Line, lines, stated};
pub use prompt::{Bound, CorpusError, Length, Part, Prompt, load};
