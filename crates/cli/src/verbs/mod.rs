//! One module per verb.

pub mod badge;
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
