//! What must hold whatever is given. Each module has the targets of one crate, which the crate's own tests include too.

pub mod coach;
pub mod tokens;
