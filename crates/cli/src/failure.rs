//! How a run ends.

use std::fmt;
use std::process::ExitCode;

/// A run that did what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Done {
    /// Exit code 0.
    Fine,
    /// A limit that the user set is passed: exit code 1.
    OverLimit,
    /// Some lines of a JSON Lines file could not be read; their results say so: exit code 2.
    BadLines,
}

/// A run that could not do what was asked.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// What is wrong, where, and what to do: one line, exit code 2.
    Said(String),
    /// Whoever read standard output has gone (`| head`): nobody is left to tell, exit code 0.
    ReaderGone,
}

impl Failure {
    /// A failure that says what is wrong, where, and what to do.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self::Said(sentence.into())
    }

    /// Says it on standard error.
    pub fn report(&self) -> ExitCode {
        match self {
            Self::Said(sentence) => {
                say(sentence);
                ExitCode::from(2)
            }
            Self::ReaderGone => ExitCode::SUCCESS,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Said(sentence) => f.write_str(sentence),
            Self::ReaderGone => f.write_str("nobody reads the output any more"),
        }
    }
}

/// One line on standard error, whatever the names in it contain.
pub fn say(sentence: &str) {
    use std::io::Write;
    let line: String = sentence.chars().map(harmless).collect();
    // Where standard error is closed there is nowhere left to complain.
    let _ = writeln!(std::io::stderr().lock(), "promptwatt: {line}");
}

/// A character of somebody's text as it may stand on a line of a terminal: nothing that a terminal obeys, nothing that turns its direction.
pub fn harmless(c: char) -> char {
    match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        '\n' | '\r' | '\t' => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}
