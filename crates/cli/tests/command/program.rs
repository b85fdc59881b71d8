//! Running the program.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run left.
pub struct Ran {
    pub code: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Ran {
    /// Standard output as text.
    #[track_caller]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("standard output is UTF-8")
    }

    /// Standard output as one JSON value, of a run that went well.
    #[track_caller]
    pub fn json(&self) -> Value {
        assert_eq!((self.code, self.stderr.as_str()), (0, ""));
        serde_json::from_slice(&self.stdout).expect("standard output is JSON")
    }
}

/// Runs `promptwatt` with a standard input.
#[track_caller]
pub fn promptwatt(arguments: &[&str], stdin: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_promptwatt"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut pipe = child.stdin.take().expect("standard input is piped");
    let stdin = stdin.to_owned();
    // On a thread, for a program that writes while it reads; one that does not read to the end is free to.
    let writer = std::thread::spawn(move || {
        let _ = pipe.write_all(&stdin);
    });
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the writer ends");
    let code = output
        .status
        .code()
        .unwrap_or_else(|| panic!("{arguments:?} was killed: {}", output.status));
    let stderr = String::from_utf8(output.stderr).expect("messages are UTF-8");
    assert!(!stderr.contains("panicked"), "{arguments:?}: {stderr}");
    Ran {
        code,
        stdout: output.stdout,
        stderr,
    }
}

/// A file of this test's own.
pub fn file(name: &str, contents: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, contents).expect("the folder for temporary files can be written");
    path
}

/// A path as an argument.
pub fn argument(path: &Path) -> &str {
    path.to_str()
        .expect("the folder for temporary files has a plain name")
}
