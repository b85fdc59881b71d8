//! Prompts of which only the task is known, one a line: what a model of tasks learns words from.

use crate::CorpusError;
use promptwatt_coach::{Task, Unit};
use std::fs;
use std::ops::Range;
use std::path::Path;

/// A prompt and its task.
#[derive(Clone, Debug)]
pub struct Line {
    /// The name of its file, without the ending.
    pub file: String,
    /// The language of the request, as its code.
    pub language: String,
    /// What is asked for, first, and what else would be a fair reading.
    pub tasks: Vec<Task>,
    /// The length of the answer that it states, if somebody read it for that: `Some(None)` says that it states none.
    pub length: Option<Option<(Unit, u32)>>,
    /// Where the text to be worked on stands in it, UTF-8 bytes, from the first mark to the last.
    pub payload: Option<Range<usize>>,
    /// The prompt, without the marks of its payload.
    pub text: String,
}

/// Reads the files of a folder, `*.tsv`, ordered by name and line: a language, tasks separated by `|`, a text in which `\n` ends a line
/// and the payload stands between ⟦ and ⟧, and where somebody read it for that the length it states, as [`stated`] reads it.
///
/// # Errors
/// When a file cannot be read or a line is not of this form.
pub fn lines(folder: &Path) -> Result<Vec<Line>, CorpusError> {
    let unreadable = |why| CorpusError::Unreadable(folder.to_owned(), why);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|ending| ending == "tsv") {
            files.push(path);
        }
    }
    files.sort();
    let mut lines = Vec::new();
    for path in files {
        let written =
            fs::read_to_string(&path).map_err(|why| CorpusError::Unreadable(path.clone(), why))?;
        let file = path.file_stem().unwrap_or_default().to_string_lossy();
        for (number, line) in written.lines().enumerate() {
            let line = line_of(&file, line);
            lines.push(line.ok_or_else(|| CorpusError::Line(path.clone(), number + 1))?);
        }
    }
    Ok(lines)
}

/// Reads the label of a length: "none", or a unit and a number, "words 200". `None` for anything else.
#[must_use]
pub fn stated(label: &str) -> Option<Option<(Unit, u32)>> {
    if label == "none" {
        return Some(None);
    }
    let (unit, number) = label.split_once(' ')?;
    let unit = Unit::ALL.into_iter().find(|own| own.id() == unit)?;
    Some(Some((unit, number.parse().ok()?)))
}

fn line_of(file: &str, line: &str) -> Option<Line> {
    let mut fields = line.split('\t');
    let (language, tasks, text) = (fields.next()?, fields.next()?, fields.next()?);
    let task = |name: &str| Task::ALL.into_iter().find(|task| task.id() == name);
    let tasks: Option<Vec<Task>> = tasks.split('|').map(task).collect();
    let length = match fields.next() {
        Some(length) => Some(stated(length)?),
        None => None,
    };
    let text = text.replace("\\n", "\n");
    let unmarked = |text: &str| text.replace(['⟦', '⟧'], "");
    let payload = text.find('⟦').zip(text.rfind('⟧')).map(|(from, to)| {
        let inner = unmarked(text.get(from..to).unwrap_or(""));
        from..from + inner.len()
    });
    Some(Line {
        file: file.to_owned(),
        language: language.to_owned(),
        tasks: tasks?,
        length,
        payload,
        text: unmarked(&text),
    })
    .filter(|line| !line.text.is_empty() && fields.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_a_language_tasks_and_a_text() {
        let line = line_of("some", "en\textract|answer\tWho wrote\\n⟦a note⟧?")
            .expect("the form of a line");
        assert_eq!(
            (line.language.as_str(), line.text.as_str()),
            ("en", "Who wrote\na note?")
        );
        assert_eq!(line.tasks, [Task::Extract, Task::Answer]);
        assert_eq!(line.length, None);
        for (label, length) in [("none", None), ("words 20", Some((Unit::Words, 20)))] {
            let line = line_of("some", &format!("en\tanswer\tWhy?\t{label}"));
            assert_eq!(line.expect("a line").length, Some(length));
        }
        for wrong in [
            "en\tanswer",
            "en\tsing\tLa",
            "en\tanswer\t",
            "en\tanswer\ta\tb",
            "en\tanswer\ta\tnone\tb",
            "en\tanswer\ta\twords",
        ] {
            assert!(line_of("some", wrong).is_none(), "{wrong}");
        }
    }
}
