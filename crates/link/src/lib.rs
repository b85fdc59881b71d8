//! The fragment of a link that opens a prompt and its figures on the page ([`codec`]), which the page and the command write alike, and what it is written
//! with: decimal numbers, percent encoding, and templates that are filled in. Pure: text in, text out.
#![forbid(unsafe_code)]

pub mod codec;
pub mod decimal;
pub mod percent;
pub mod template;
