//! Standard output.

use crate::failure::Failure;
use serde::Serialize;
use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};

/// Standard output, buffered. A reader that has gone (`| head`) is a [`Failure::ReaderGone`], never a panic.
pub struct Output {
    to: BufWriter<StdoutLock<'static>>,
}

impl Output {
    /// Standard output.
    pub fn standard() -> Self {
        Self {
            to: BufWriter::new(io::stdout().lock()),
        }
    }

    /// A text as it is.
    ///
    /// # Errors
    /// Where it cannot be written; so below.
    pub fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.to
            .write_all(text.as_bytes())
            .map_err(|error| failed(&error))
    }

    /// A line.
    ///
    /// # Errors
    /// As [`Output::text`].
    pub fn line(&mut self, line: &str) -> Result<(), Failure> {
        self.text(line)?;
        self.text("\n")
    }

    /// A value as JSON on several lines.
    ///
    /// # Errors
    /// As [`Output::text`].
    pub fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        serde_json::to_writer_pretty(&mut self.to, value).map_err(|error| failed(&error.into()))?;
        self.text("\n")
    }

    /// A value as JSON on one line, written at once so that whoever reads along is not kept waiting.
    ///
    /// # Errors
    /// As [`Output::text`].
    pub fn json_line(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        serde_json::to_writer(&mut self.to, value).map_err(|error| failed(&error.into()))?;
        self.text("\n")?;
        self.finish()
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// As [`Output::text`].
    pub fn finish(&mut self) -> Result<(), Failure> {
        self.to.flush().map_err(|error| failed(&error))
    }
}

fn failed(error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::BrokenPipe => Failure::ReaderGone,
        _ => Failure::new(format!(
            "standard output cannot be written: {error}; is the disk full?"
        )),
    }
}
