//! Texts from files and standard input.

use crate::failure::Failure;
use std::fs::File;
use std::io::{IsTerminal, Read};
use std::path::Path;

/// What bytes that are not UTF-8 become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// A failure that says where they are.
    Refused,
    /// U+FFFD.
    Replaced,
}

impl Invalid {
    /// As `--lossy` says.
    pub fn lossy(lossy: bool) -> Self {
        if lossy { Self::Replaced } else { Self::Refused }
    }
}

/// The text of a file, or of standard input where there is none or it is called `-`; without its byte-order mark.
///
/// # Errors
/// Where it cannot be read, or is not UTF-8 and [`Invalid::Refused`] is asked for.
pub fn read(file: Option<&Path>, invalid: Invalid) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let name = name(file);
    open(file)?
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new(format!("{name} cannot be read: {error}")))?;
    decode(bytes, invalid).map_err(|at| {
        Failure::new(format!("{name} is not UTF-8 at byte {at}: save it as UTF-8, or pass --lossy to replace such bytes"))
    })
}

/// A file, or standard input.
///
/// # Errors
/// Where it cannot be opened.
pub fn open(file: Option<&Path>) -> Result<Box<dyn Read>, Failure> {
    match named(file) {
        Some(path) => {
            let cannot = |error: &dyn std::fmt::Display| {
                Failure::new(format!("{} cannot be read: {error}", path.display()))
            };
            let file = File::open(path).map_err(|error| cannot(&error))?;
            if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
                return Err(cannot(&"it is a directory"));
            }
            Ok(Box::new(file))
        }
        None => {
            let stdin = std::io::stdin();
            if stdin.is_terminal() {
                crate::failure::say(
                    "reading from the terminal; end the text with Ctrl-D (on Windows Ctrl-Z and Enter)",
                );
            }
            Ok(Box::new(stdin.lock()))
        }
    }
}

/// What the source is called in messages.
pub fn name(file: Option<&Path>) -> String {
    named(file).map_or_else(
        || "standard input".to_owned(),
        |path| path.display().to_string(),
    )
}

fn named(file: Option<&Path>) -> Option<&Path> {
    file.filter(|path| *path != Path::new("-"))
}

/// Bytes as text without a byte-order mark; or the offset of the first byte that is not UTF-8.
pub fn decode(bytes: Vec<u8>, invalid: Invalid) -> Result<String, usize> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let skipped = if bytes.starts_with(MARK) {
        MARK.len()
    } else {
        0
    };
    let mut text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if invalid == Invalid::Refused => return Err(error.utf8_error().valid_up_to()),
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    };
    text.drain(..skipped);
    Ok(text)
}
