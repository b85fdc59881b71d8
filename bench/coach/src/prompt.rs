//! A labelled prompt, and the files they are in.

use promptwatt_coach::{Format, Language, Task, Unit};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use std::fmt;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Which prompts: those to work with, or those set aside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// For reading.
    Dev,
    /// Opened only to score.
    Scoring,
}

impl Part {
    /// Its folder.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Part::Dev => "dev",
            Part::Scoring => "scoring",
        }
    }

    /// Where a prompt belongs: by the 64-bit FNV-1a hash of its id, a third to be scored on.
    #[must_use]
    pub fn of(id: &str) -> Part {
        let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
        if hash.is_multiple_of(3) {
            Part::Scoring
        } else {
            Part::Dev
        }
    }
}

/// How a stated length is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Not more.
    AtMost,
    /// So many.
    Exact,
    /// Roughly so many.
    About,
    /// Not fewer.
    AtLeast,
}

/// The length of the answer that a prompt states.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    /// What is counted.
    #[serde(deserialize_with = "unit")]
    pub unit: Unit,
    /// How the number is meant.
    pub bound: Bound,
    /// How many.
    pub number: u32,
}

/// A prompt and its labels; the README beside the files says what each means.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// Its name, for good.
    pub id: String,
    /// The name of its file, without the ending.
    pub file: String,
    /// The language of the instruction; `None` where the coach should not know it.
    pub language: Option<Language>,
    /// What is asked for, first, and what else would be a fair reading.
    pub tasks: Vec<Task>,
    /// The stated length.
    pub length: Option<Length>,
    /// The stated form.
    pub format: Option<Format>,
    /// Brevity is asked for without a number.
    pub brief: bool,
    /// Words of the prompt are to be repeated as they are.
    pub verbatim: bool,
    /// Whether advising an answer budget makes sense.
    pub budget_sensible: bool,
    /// The prompt, without markers.
    pub text: String,
    /// The material to work on (UTF-8 bytes of the text), in order.
    pub payload: Vec<Range<usize>>,
}

/// Why the prompts cannot be used.
#[derive(Debug)]
pub enum CorpusError {
    /// A file cannot be read.
    Unreadable(PathBuf, std::io::Error),
    /// A file is no list of prompts.
    Malformed(PathBuf, Box<toml::de::Error>),
    /// A line of a file is no prompt with its task.
    Line(PathBuf, usize),
    /// A prompt contradicts itself or is in the wrong part.
    Prompt(String, &'static str),
}

impl fmt::Display for CorpusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CorpusError::Unreadable(path, why) => {
                write!(f, "cannot read {}: {why}", path.display())
            }
            // The position and not the text around it, which may be of the part that is not to be read.
            CorpusError::Malformed(path, why) => {
                write!(
                    f,
                    "{}, bytes {:?}: {}",
                    path.display(),
                    why.span(),
                    why.message()
                )
            }
            CorpusError::Line(path, number) => write!(
                f,
                "{}, line {number}: not a language, tasks and a text, separated by tabs",
                path.display()
            ),
            CorpusError::Prompt(id, why) => write!(f, "prompt {id}: {why}"),
        }
    }
}

impl std::error::Error for CorpusError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    prompt: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    #[serde(deserialize_with = "language")]
    language: Option<Language>,
    #[serde(deserialize_with = "task")]
    task: Task,
    #[serde(default, deserialize_with = "tasks")]
    also: Vec<Task>,
    length: Option<Length>,
    #[serde(default, deserialize_with = "format")]
    format: Option<Format>,
    #[serde(default)]
    brief: bool,
    verbatim: bool,
    budget_sensible: bool,
    text: String,
}

fn named<'de, D: Deserializer<'de>, T>(
    source: D,
    find: impl Fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    let name = String::deserialize(source)?;
    find(&name).ok_or_else(|| D::Error::custom(format!("no such name: {name}")))
}

fn language<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Language>, D::Error> {
    named(source, |name| match name {
        "und" => Some(None),
        code => Language::from_code(code).map(Some),
    })
}

fn task_named(name: &str) -> Option<Task> {
    Task::ALL.into_iter().find(|task| task.id() == name)
}

fn task<'de, D: Deserializer<'de>>(source: D) -> Result<Task, D::Error> {
    named(source, task_named)
}

fn tasks<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<Task>, D::Error> {
    let names: Vec<String> = Vec::deserialize(source)?;
    let found = |name: &String| {
        task_named(name).ok_or_else(|| D::Error::custom(format!("no such task: {name}")))
    };
    names.iter().map(found).collect()
}

fn unit<'de, D: Deserializer<'de>>(source: D) -> Result<Unit, D::Error> {
    named(source, |name| {
        Unit::ALL.into_iter().find(|unit| unit.id() == name)
    })
}

fn format<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Format>, D::Error> {
    named(source, |name| {
        Format::ALL.into_iter().find(|format| format.id() == name)
    })
    .map(Some)
}

const OPENS: char = '⟦';
const CLOSES: char = '⟧';

impl Written {
    fn prompt(self, part: Part, file: &str) -> Result<Prompt, CorpusError> {
        let wrong = |id: &str, why| Err(CorpusError::Prompt(id.to_owned(), why));
        if Part::of(&self.id) != part {
            return wrong(&self.id, "its id belongs to the other part");
        }
        if self.budget_sensible && (self.length.is_some() || self.brief) {
            return wrong(&self.id, "it states a length, so a budget is not sensible");
        }
        let (mut text, mut payload, mut open) = (String::new(), Vec::new(), None);
        for c in self.text.chars() {
            match (c, open) {
                (OPENS, None) => open = Some(text.len()),
                (CLOSES, Some(start)) => {
                    payload.push(start..text.len());
                    open = None;
                }
                (OPENS | CLOSES, _) => return wrong(&self.id, "its payload markers do not pair"),
                _ => text.push(c),
            }
        }
        if open.is_some() {
            return wrong(&self.id, "its last payload marker is not closed");
        }
        let mut tasks = vec![self.task];
        tasks.extend(self.also);
        Ok(Prompt {
            id: self.id,
            file: file.to_owned(),
            language: self.language,
            tasks,
            length: self.length,
            format: self.format,
            brief: self.brief,
            verbatim: self.verbatim,
            budget_sensible: self.budget_sensible,
            text,
            payload,
        })
    }
}

/// Reads a part below the folder that has both, ordered by file and place in it.
///
/// # Errors
/// When a file cannot be read, or a prompt is labelled in a way that cannot be.
pub fn load(folder: &Path, part: Part) -> Result<Vec<Prompt>, CorpusError> {
    let folder = folder.join(part.folder());
    let unreadable = |why| CorpusError::Unreadable(folder.clone(), why);
    let mut files = fs::read_dir(&folder)
        .and_then(|entries| {
            entries
                .map(|entry| entry.map(|entry| entry.path()))
                .collect::<Result<Vec<_>, _>>()
        })
        .map_err(unreadable)?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let mut prompts = Vec::new();
    for path in files {
        let written =
            fs::read_to_string(&path).map_err(|why| CorpusError::Unreadable(path.clone(), why))?;
        let file: File = toml::from_str(&written)
            .map_err(|why| CorpusError::Malformed(path.clone(), Box::new(why)))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        for one in file.prompt {
            prompts.push(one.prompt(part, &name)?);
        }
    }
    Ok(prompts)
}
