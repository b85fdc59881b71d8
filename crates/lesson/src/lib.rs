//! What the lessons compute. The build takes the figures in the pages' text from here, and the controls in the browser ask the same functions, so the two
//! cannot differ.
//!
//! Pure, like the energy crate it stands on: it only chooses the cases that are taught.
#![forbid(unsafe_code)]

mod ask;
mod pull;
mod request;

pub use ask::{Question, ask, count};
pub use pull::{Pull, Pulled, smaller_than};
pub use request::{MODELS, Place, Request};
