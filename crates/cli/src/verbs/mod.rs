//! One module per verb.

pub mod coach;
pub mod compare;
pub mod count;
pub mod ecologits;
pub mod equivalences;
pub mod estimate;
pub mod factors;
pub mod levers;
pub mod models;
pub mod pack;
pub mod providers;
pub mod regions;
pub mod report;
pub mod rules;
pub mod scale;

use crate::failure::{Done, Failure};

/// A verb that is not there yet.
///
/// # Errors
/// Always.
pub fn later(verb: &str) -> Result<Done, Failure> {
    Err(Failure::new(format!(
        "'{verb}' is planned and not there yet: see 'promptwatt --help' for what is"
    )))
}
