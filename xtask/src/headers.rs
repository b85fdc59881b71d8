//! headers.toml: the response headers, for our own server and for hosts that read a `_headers` file.

use crate::places;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

/// The headers of all responses, and how long which file may be kept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headers {
    everywhere: BTreeMap<String, Value>,
    pages: BTreeMap<String, Value>,
    frames: BTreeMap<String, Value>,
    cache: Cache,
}

/// What a file is, as far as its headers go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A page that stands by itself.
    Page,
    /// A page for the frames of other sites.
    Frame,
    /// Anything else.
    Part,
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
        let tables = [&headers.everywhere, &headers.pages, &headers.frames];
        for (name, value) in tables.into_iter().flat_map(lines) {
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

    /// Name and value of the headers of a file, by its path, where the page is served from `origin`. A header that two tables have is sent twice: both policies hold.
    pub fn of(&self, path: &str, origin: &str) -> impl Iterator<Item = (&str, String)> {
        let own = match Kind::of(path) {
            Kind::Page => Some(&self.pages),
            Kind::Frame => Some(&self.frames),
            Kind::Part => None,
        };
        lines(&self.everywhere)
            .chain(own.into_iter().flat_map(lines))
            .map(move |(name, value)| (name, value.replace(ORIGIN, origin)))
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
    /// the whole page stale. Every rule that fits a path adds its headers, so what some pages have and others must not have is in rules for these alone.
    pub fn file<'a>(&self, files: impl Iterator<Item = &'a str> + Clone, origin: &str) -> String {
        let mut text = String::new();
        let mut rule = |path: &str, headers: &BTreeMap<String, Value>| {
            let _ = writeln!(text, "{path}");
            for (name, value) in lines(headers) {
                let _ = writeln!(text, "  {name}: {}", value.replace(ORIGIN, origin));
            }
        };
        rule("/*", &self.everywhere);
        let pages: BTreeSet<String> = files
            .clone()
            .filter(|path| Kind::of(path) == Kind::Page)
            .flat_map(|path| match path[1..].split_once('/') {
                Some((directory, _)) => vec![format!("/{directory}/*")],
                None => vec![path.to_owned(), path.replace("index.html", "")],
            })
            .collect();
        for path in &pages {
            rule(path, &self.pages);
        }
        if files.clone().any(|path| Kind::of(path) == Kind::Frame) {
            rule(&format!("{FRAMES}*"), &self.frames);
        }
        for path in files.filter(|path| is_hashed(path)) {
            let _ = write!(text, "{path}\n  Cache-Control: {}\n", self.cache.hashed);
        }
        let _ = write!(text, "/sw.js\n  Cache-Control: {}\n", self.cache.other);
        text
    }
}

/// Stands for the origin that the page is served from.
const ORIGIN: &str = "{origin}";

/// Where the pages for frames are.
const FRAMES: &str = "/embed/";

impl Kind {
    fn of(path: &str) -> Self {
        if !path.ends_with(".html") {
            Self::Part
        } else if path.contains(FRAMES) {
            Self::Frame
        } else {
            Self::Page
        }
    }
}

/// Names and values of a table.
fn lines(headers: &BTreeMap<String, Value>) -> impl Iterator<Item = (&str, String)> {
    headers.iter().map(|(name, value)| {
        let value = match value {
            Value::One(value) => value.clone(),
            Value::List(parts) if name == "Content-Security-Policy" => parts.join("; "),
            Value::List(parts) => parts.join(", "),
        };
        (name.as_str(), value)
    })
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

    /// The policies of a path, in their order.
    fn policies(headers: &Headers, path: &str) -> Vec<String> {
        let all = headers.of(path, "https://a.example");
        all.filter(|(name, _)| *name == "Content-Security-Policy")
            .map(|(_, policy)| policy)
            .collect()
    }

    #[test]
    fn the_committed_file_has_the_policy() {
        let headers = Headers::load().unwrap();
        let everywhere =
            "default-src 'none'; script-src 'self' https://a.example 'wasm-unsafe-eval'; ";
        for path in ["/style.css", "/embed/en/badge/index.html", "/index.html"] {
            let policies = policies(&headers, path);
            assert!(policies[0].starts_with(everywhere), "{policies:?}");
            let policies = policies.join("; ");
            assert!(
                !policies.contains("unsafe-inline") && !policies.contains("'unsafe-eval'"),
                "{policies}"
            );
        }
    }

    #[test]
    fn only_the_pages_made_for_frames_may_be_framed() {
        let headers = Headers::load().unwrap();
        for (path, framed, isolated) in [
            ("/index.html", false, false),
            ("/ar/index.html", false, false),
            ("/builder/index.html", false, false),
            ("/embed/en/badge/index.html", true, true),
            ("/embed.js", true, false),
        ] {
            let refused = policies(&headers, path)
                .iter()
                .any(|policy| policy == "frame-ancestors 'none'");
            assert_eq!(refused, !framed, "{path}");
            let embedder = headers
                .of(path, "")
                .any(|(name, value)| name.contains("Embedder") && value == "require-corp");
            assert_eq!(embedder, isolated, "{path}");
        }
    }

    #[test]
    fn the_file_for_hosts() {
        let headers = Headers::parse("[everywhere]\nA = '{origin}'\nB = ['x=()', 'y=()']\n[pages]\nC = 'no'\n[frames]\nD = 'yes'\n[cache]\nhashed = 'year'\nother = 'again'\n").unwrap();
        let files = [
            "/ar/index.html",
            "/embed/en/badge/index.html",
            "/index.html",
            "/style-0123456789abcdef.css",
        ];
        assert_eq!(
            headers.file(files.into_iter(), "https://a.example"),
            "/*\n  A: https://a.example\n  B: x=(), y=()\n/\n  C: no\n/ar/*\n  C: no\n/index.html\n  C: no\n/embed/*\n  D: yes\n\
             /style-0123456789abcdef.css\n  Cache-Control: year\n/sw.js\n  Cache-Control: again\n"
        );
    }

    #[test]
    fn headers_cannot_be_split() {
        assert!(
            Headers::parse(
                "[everywhere]\nA = \"one\\nB: two\"\n[pages]\n[frames]\n[cache]\nhashed = ''\nother = ''\n"
            )
            .is_err()
        );
        assert!(
            Headers::parse(
                "[everywhere]\n'A b' = 'x'\n[pages]\n[frames]\n[cache]\nhashed = ''\nother = ''\n"
            )
            .is_err()
        );
    }
}
