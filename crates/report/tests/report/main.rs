//! Prompts in, reports out.

mod joined;
mod json;
mod reader;
