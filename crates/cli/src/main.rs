//! `promptwatt`, the command.
fn main() {}
