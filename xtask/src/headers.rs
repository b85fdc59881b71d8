//! headers.toml: the response headers, for our own server and for hosts that read a `_headers` file.

use crate::places;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

/// The headers of all responses, and how long which file may be kept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headers {
    everywhere: BTreeMap<String, Value>,
    cache: Cache,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cache {
    hashed: String,
    other: String,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Value {
    One(String),
    List(Vec<String>),
}

impl Headers {
    /// Reads headers.toml of the checkout.
    ///
    /// # Errors
    /// When it is missing or not as expected.
    pub fn load() -> Result<Self> {
        let path = places::root().join("headers.toml");
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(&text).with_context(|| format!("in {}", path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        let headers: Self = toml::from_str(text)?;
        for (name, value) in headers.everywhere() {
            if !name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                || value.chars().any(char::is_control)
            {
                bail!("{name} is not a header that can be sent");
            }
        }
        Ok(headers)
    }

    /// Name and value of the headers of every response.
    pub fn everywhere(&self) -> impl Iterator<Item = (&str, String)> {
        self.everywhere.iter().map(|(name, value)| {
            let value = match value {
                Value::One(value) => value.clone(),
                Value::List(parts) if name == "Content-Security-Policy" => parts.join("; "),
                Value::List(parts) => parts.join(", "),
            };
            (name.as_str(), value)
        })
    }

    /// The `Cache-Control` of a file.
    pub fn cache_control(&self, path: &str) -> &str {
        if is_hashed(path) {
            &self.cache.hashed
        } else {
            &self.cache.other
        }
    }

    /// The `_headers` file for a page of these files (paths from the root, with a leading slash).
    /// Files that may change get no line, because such hosts ask again for them by themselves; but for the service worker, where a stale one would keep
    /// the whole page stale.
    pub fn file<'a>(&self, files: impl Iterator<Item = &'a str>) -> String {
        let mut text = String::from("/*\n");
        for (name, value) in self.everywhere() {
            let _ = writeln!(text, "  {name}: {value}");
        }
        for path in files.filter(|path| is_hashed(path)) {
            let _ = write!(text, "{path}\n  Cache-Control: {}\n", self.cache.hashed);
        }
        let _ = write!(text, "/sw.js\n  Cache-Control: {}\n", self.cache.other);
        text
    }
}

/// Whether a file's name carries the hash of its content: `name-<8 to 16 hex digits>`, then a point or `_bg`.
pub fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(before, hash)| {
        !before.is_empty()
            && (8..=16).contains(&hash.len())
            && hash
                .bytes()
                .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    })
}

#[cfg(test)]
mod tests {
    use super::{Headers, is_hashed};

    #[test]
    fn names_with_a_hash() {
        for (path, expected) in [
            ("/promptwatt-app-0123456789abcdef_bg.wasm", true),
            ("/promptwatt-app-0123456789abcdef.js", true),
            ("/style-fedcba9876543210.css", true),
            ("/vocab/o200k_base-ascii-1a2b3c4d.vocab", true),
            ("/rules/en.rules", false),
            ("/boot.js", false),
            ("/index.html", false),
            ("/a-1234567.css", false),
            ("/a-0123456789abcdef0.css", false),
            ("/stylesheet-beautify.css", false),
            ("/-0123456789abcdef.css", false),
            ("/o200k_base-1a2b3c4d/readme.txt", false),
        ] {
            assert_eq!(is_hashed(path), expected, "{path}");
        }
    }

    #[test]
    fn the_committed_file_has_the_policy() {
        let headers = Headers::load().unwrap();
        let policy = headers
            .everywhere()
            .find(|(name, _)| *name == "Content-Security-Policy")
            .unwrap()
            .1;
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "),
            "{policy}"
        );
        assert!(policy.ends_with("frame-ancestors 'none'"), "{policy}");
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{policy}"
        );
    }

    #[test]
    fn the_file_for_hosts() {
        let headers = Headers::parse("[everywhere]\nA = 'one'\nB = ['x=()', 'y=()']\n[cache]\nhashed = 'year'\nother = 'again'\n").unwrap();
        let file = headers.file(["/index.html", "/style-0123456789abcdef.css"].into_iter());
        assert_eq!(
            file,
            "/*\n  A: one\n  B: x=(), y=()\n/style-0123456789abcdef.css\n  Cache-Control: year\n/sw.js\n  Cache-Control: again\n"
        );
    }

    #[test]
    fn headers_cannot_be_split() {
        assert!(
            Headers::parse(
                "[everywhere]\nA = \"one\\nB: two\"\n[cache]\nhashed = ''\nother = ''\n"
            )
            .is_err()
        );
        assert!(
            Headers::parse("[everywhere]\n'A b' = 'x'\n[cache]\nhashed = ''\nother = ''\n")
                .is_err()
        );
    }
}
