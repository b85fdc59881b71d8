//! JSON Lines: many prompts in, one result per line out, in order, each as soon as it is there.

use crate::failure::{Done, Failure};
use crate::input::{self, Invalid};
use crate::output::Output;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// One line of the input.
pub struct Prompt {
    /// The text.
    pub text: String,
    /// What identifies it, exactly as it was given.
    pub id: Option<Box<RawValue>>,
    /// Where it stands, from 1.
    pub line: usize,
}

impl Prompt {
    /// What to call it in a message.
    pub fn name(&self) -> String {
        self.id
            .as_ref()
            .map_or_else(|| format!("line {}", self.line), |id| id.get().to_owned())
    }
}

#[derive(Serialize)]
struct Identified<'a, T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a RawValue>,
    #[serde(flatten)]
    result: T,
}

#[derive(Serialize)]
struct Unreadable {
    line: usize,
    error: String,
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    prompt: Option<&'a RawValue>,
}

/// Gives each prompt of a file to `work` and prints its result with the prompt's `id`.
///
/// Empty lines are skipped. A line that cannot be read or worked on gives an object with `line` and `error` in its place, the rest goes on, and the
/// run ends as [`Done::BadLines`]; otherwise as the worst that `work` says.
///
/// # Errors
/// Where the file cannot be read or the output not be written.
pub fn each<T: Serialize>(
    file: &Path,
    invalid: Invalid,
    output: &mut Output,
    mut work: impl FnMut(&Prompt) -> Result<(T, Done), Failure>,
) -> Result<Done, Failure> {
    let mut lines = BufReader::new(input::open(Some(file))?);
    let mut worst = Done::Fine;
    for line in 1.. {
        let mut bytes = Vec::new();
        let cannot = |error| {
            Failure::new(format!(
                "{} cannot be read at line {line}: {error}",
                input::name(Some(file))
            ))
        };
        if lines.read_until(b'\n', &mut bytes).map_err(cannot)? == 0 {
            break;
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let (id, result) = match read(bytes, line, invalid) {
            Ok(prompt) => {
                let result = work(&prompt);
                (prompt.id, result)
            }
            Err((id, error)) => (id, Err(Failure::new(error))),
        };
        match result {
            Ok((result, done)) => {
                worst = worst.max(done);
                output.json_line(&Identified {
                    id: id.as_deref(),
                    result,
                })?;
            }
            Err(Failure::Said(error)) => {
                worst = Done::BadLines;
                output.json_line(&Identified {
                    id: id.as_deref(),
                    result: Unreadable { line, error },
                })?;
            }
            Err(gone @ Failure::ReaderGone) => return Err(gone),
        }
    }
    Ok(worst)
}

/// One line as a prompt; or its `id`, as far as that can be read, and what is wrong.
fn read(
    bytes: Vec<u8>,
    line: usize,
    invalid: Invalid,
) -> Result<Prompt, (Option<Box<RawValue>>, String)> {
    const SHAPE: &str = "expected an object such as {\"prompt\": \"..\", \"id\": 1}";
    let text = input::decode(bytes, invalid)
        .map_err(|at| (None, format!("not UTF-8 at byte {at} of the line: save it as UTF-8, or pass --lossy to replace such bytes")))?;
    let text = text.trim();
    // An array would be taken for the fields in their order.
    if !text.starts_with('{') {
        return Err((None, format!("not an object; {SHAPE}")));
    }
    let object: Line = serde_json::from_str(text)
        .map_err(|error| (None, format!("not readable: {}; {SHAPE}", in_line(&error))))?;
    let id = object.id.map(ToOwned::to_owned);
    let Some(prompt) = object.prompt else {
        return Err((id, format!("\"prompt\" is missing; {SHAPE}")));
    };
    match serde_json::from_str(prompt.get()) {
        Ok(text) => Ok(Prompt { text, id, line }),
        Err(error) => Err((
            id,
            format!("\"prompt\" is not a text: {}; {SHAPE}", in_line(&error)),
        )),
    }
}

/// A parser's message without its own count of lines: it has only seen this one.
fn in_line(error: &serde_json::Error) -> String {
    error
        .to_string()
        .replace(" at line 1 column ", " at column ")
}
