//! Prompts in, reports out.

mod joined;
mod json;
mod random;
mod reader;
