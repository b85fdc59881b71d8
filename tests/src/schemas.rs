//! The schema files of SCORM 1.2, and a program that checks by them.

use crate::served::xtask;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The script that asks the checker.
const SCRIPT: &str = include_str!("../validate.js");

/// The pinned schemas and checker, from the tools that `cargo xtask setup` keeps.
#[derive(Debug)]
pub struct Schemas {
    schemas: PathBuf,
    checker: PathBuf,
}

impl Schemas {
    /// Finds them.
    ///
    /// # Panics
    /// When they are not there and cannot be installed.
    #[must_use]
    #[track_caller]
    pub fn load() -> Self {
        let asked = xtask().args(["setup", "--schemas"]).output();
        let answer = asked.expect("xtask can be started");
        let paths = String::from_utf8_lossy(&answer.stdout);
        let mut lines = paths.lines().map(PathBuf::from);
        let (Some(schemas), Some(checker)) = (lines.next(), lines.next()) else {
            panic!("no schemas: {}", String::from_utf8_lossy(&answer.stderr));
        };
        Self { schemas, checker }
    }

    /// What the schemas find wrong in a manifest; empty where nothing is.
    ///
    /// # Panics
    /// When the checker cannot be run.
    #[must_use]
    #[track_caller]
    pub fn check(&self, manifest: &Path) -> String {
        let script = manifest.with_extension("validate.js");
        fs::write(&script, SCRIPT).expect("the folder is the test's own");
        let answer = Command::new("node")
            .arg(&script)
            .args([&self.schemas, &self.checker])
            .arg(manifest)
            .output()
            .expect("node can be run");
        let _ = fs::remove_file(script);
        [answer.stdout, answer.stderr]
            .map(|said| String::from_utf8_lossy(&said).trim().to_owned())
            .concat()
    }
}
