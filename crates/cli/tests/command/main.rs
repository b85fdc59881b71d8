//! The command from outside: what a person or a script sees of it.

mod badge;
mod json;
mod lines;
mod messages;
mod packing;
mod people;
mod program;
mod texts;
