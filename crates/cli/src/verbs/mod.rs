//! One module per verb.

pub mod coach;
pub mod count;
pub mod equivalences;
pub mod estimate;
pub mod factors;
pub mod models;
pub mod pack;
pub mod regions;
pub mod report;

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
