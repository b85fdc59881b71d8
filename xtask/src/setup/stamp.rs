//! A stamp says that a step was finished: written whole or not at all, after the step, so that an interrupted step is done again.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

const NAME: &str = ".complete";

/// Whether the step that makes `directory` was finished.
pub fn is_complete(directory: &Path) -> bool {
    directory.join(NAME).is_file()
}

/// Says that it was.
///
/// # Errors
/// When the stamp cannot be written.
pub fn complete(directory: &Path) -> Result<()> {
    write_whole(&directory.join(NAME), "finished\n")
}

/// Writes a file that is never seen half written.
///
/// # Errors
/// When it cannot be written.
pub fn write_whole(path: &Path, content: &str) -> Result<()> {
    let partial = path.with_extension(format!("partial-{}", std::process::id()));
    fs::write(&partial, content)
        .and_then(|()| fs::rename(&partial, path))
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Removes what an interrupted step left behind, and makes the directory afresh.
///
/// # Errors
/// When it cannot be removed or made.
pub fn start_afresh(directory: &Path) -> Result<()> {
    if directory.exists() {
        fs::remove_dir_all(directory)
            .with_context(|| format!("cannot remove {}", directory.display()))?;
    }
    fs::create_dir_all(directory).with_context(|| format!("cannot make {}", directory.display()))
}

#[cfg(test)]
mod tests {
    use super::{complete, is_complete, start_afresh};
    use crate::scratch::Scratch;

    #[test]
    fn an_interrupted_step_starts_afresh() {
        let scratch = Scratch::new("stamp");
        let directory = scratch.path().join("tool-1");
        assert!(!is_complete(&directory));
        let half = scratch.write("tool-1/bin/half", "x");
        assert!(!is_complete(&directory));
        start_afresh(&directory).unwrap();
        assert!(!half.exists() && directory.is_dir());
        complete(&directory).unwrap();
        assert!(is_complete(&directory));
        assert_eq!(
            std::fs::read_dir(&directory).unwrap().count(),
            1,
            "a partial file was left"
        );
    }
}
