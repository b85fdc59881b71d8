//! The log that the privacy test reads: everything that reached the server.

use anyhow::{Context, Result};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

/// A file with a line per request.
#[derive(Debug)]
pub struct Log(Mutex<File>);

impl Log {
    /// Opens the file and keeps what it holds: a server that was stopped and started again writes on.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn create(path: &Path) -> Result<Self> {
        let file = File::options()
            .create(true)
            .append(true)
            .open(path)
            .with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self(Mutex::new(file)))
    }

    /// Writes one request. A full disk must not stop the server, so failing is not reported.
    pub fn write(&self, method: &str, target: &str, body_bytes: usize, status: u16) {
        if let Ok(mut file) = self.0.lock() {
            let _ = file.write_all(line(method, target, body_bytes, status).as_bytes());
        }
    }
}

/// `METHOD target body-bytes status`; what could end the line early is escaped.
fn line(method: &str, target: &str, body_bytes: usize, status: u16) -> String {
    format!(
        "{} {} {body_bytes} {status}\n",
        escaped(method),
        escaped(target)
    )
}

fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|letter| {
            if letter.is_control() || letter.is_whitespace() {
                letter.escape_unicode().collect()
            } else {
                vec![letter]
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Log, line};
    use crate::scratch::Scratch;

    #[test]
    fn lines() {
        assert_eq!(
            line("GET", "/ar/?q=%D8%A7", 0, 200),
            "GET /ar/?q=%D8%A7 0 200\n"
        );
        assert_eq!(
            line("POST", "/a b\n", 12, 405),
            "POST /a\\u{20}b\\u{a} 12 405\n"
        );
    }

    #[test]
    fn a_second_server_writes_on() {
        let scratch = Scratch::new("log");
        let path = scratch.path().join("log");
        Log::create(&path).unwrap().write("GET", "/", 0, 200);
        Log::create(&path).unwrap().write("HEAD", "/x", 3, 404);
        assert_eq!(
            std::fs::read_to_string(&path).unwrap(),
            "GET / 0 200\nHEAD /x 3 404\n"
        );
    }
}
