//! One xtask at a time: two that build or install at once would trample each other.

use anyhow::{Context, Result};
use std::fs::{self, File, TryLockError};
use std::io::{Seek, Write};
use std::path::Path;

/// Held until dropped; the system releases it when the process ends in any way.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code, reason = "held, never read")] File);

impl Lock {
    /// Takes the lock file at `path`, waiting for whoever holds it and saying so.
    ///
    /// # Errors
    /// When the file cannot be made or locked.
    pub fn wait(path: &Path, what: &str) -> Result<Self> {
        if let Some(lock) = Self::try_take(path)? {
            return Ok(lock);
        }
        let holder = fs::read_to_string(path).unwrap_or_default();
        eprintln!(
            "waiting for another `cargo xtask` (process {}) to finish {what}",
            holder.trim()
        );
        let file = open(path)?;
        file.lock()
            .with_context(|| format!("cannot lock {}", path.display()))?;
        Ok(Self::signed(file))
    }

    /// Takes the lock if nobody holds it.
    ///
    /// # Errors
    /// When the file cannot be made or locked for another reason.
    pub fn try_take(path: &Path) -> Result<Option<Self>> {
        let file = open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self::signed(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("cannot lock {}", path.display()))
            }
        }
    }

    /// Writes the holder's process id: only for the message to those who wait, so failing to is harmless.
    fn signed(mut file: File) -> Self {
        let _ = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()));
        Self(file)
    }
}

fn open(path: &Path) -> Result<File> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)
            .with_context(|| format!("cannot make {}", directory.display()))?;
    }
    File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .with_context(|| format!("cannot open {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::Lock;
    use crate::scratch::Scratch;

    #[test]
    fn one_at_a_time() {
        let scratch = Scratch::new("lock");
        let path = scratch.path().join("deep/lock");
        let first = Lock::try_take(&path).unwrap();
        assert!(first.is_some());
        assert!(Lock::try_take(&path).unwrap().is_none(), "taken twice");
        assert_eq!(
            std::fs::read_to_string(&path).unwrap().trim(),
            std::process::id().to_string()
        );
        drop(first);
        assert!(Lock::try_take(&path).unwrap().is_some(), "not released");
    }

    #[test]
    fn those_who_wait_get_it() {
        let scratch = Scratch::new("lock-wait");
        let path = scratch.path().join("lock");
        let first = Lock::try_take(&path).unwrap().unwrap();
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| Lock::wait(&path, "the test"));
            drop(first);
            assert!(waiting.join().unwrap().is_ok());
        });
    }
}
