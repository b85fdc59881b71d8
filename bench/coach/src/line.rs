//! Prompts of which only the task is known, one a line: what a model of tasks learns words from.

use crate::CorpusError;
use promptwatt_coach::Task;
use std::fs;
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
    /// The prompt, without the marks of its payload.
    pub text: String,
}

/// Reads the files of a folder, `*.tsv`, ordered by name and line: a language, tasks separated by `|`, a text in which `\n` ends a line
/// and the payload stands between ⟦ and ⟧.
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

fn line_of(file: &str, line: &str) -> Option<Line> {
    let mut fields = line.split('\t');
    let (language, tasks, text) = (fields.next()?, fields.next()?, fields.next()?);
    let task = |name: &str| Task::ALL.into_iter().find(|task| task.id() == name);
    let tasks: Option<Vec<Task>> = tasks.split('|').map(task).collect();
    Some(Line {
        file: file.to_owned(),
        language: language.to_owned(),
        tasks: tasks?,
        text: text.replace("\\n", "\n").replace(['⟦', '⟧'], ""),
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
        for wrong in [
            "en\tanswer",
            "en\tsing\tLa",
            "en\tanswer\t",
            "en\tanswer\ta\tb",
        ] {
            assert!(line_of("some", wrong).is_none(), "{wrong}");
        }
    }
}
