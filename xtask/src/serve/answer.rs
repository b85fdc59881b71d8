//! What a request is answered with: a function of the request and the files.

use super::file;
use crate::headers::Headers;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// The files of a page and the headers they are sent with.
#[derive(Debug)]
pub struct Site {
    root: PathBuf,
    headers: Headers,
    /// Scheme, host and port, as a browser knows it.
    origin: String,
}

/// What of a request decides its answer.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The method, as sent.
    pub method: &'a str,
    /// Path and query, as sent.
    pub target: &'a str,
    /// The header `Accept-Encoding`, or empty.
    pub accept_encoding: &'a str,
    /// The header `If-None-Match`.
    pub if_none_match: Option<&'a str>,
}

impl<'a> Asked<'a> {
    /// A file asked for as it is.
    pub const fn get(target: &'a str) -> Self {
        Self {
            method: "GET",
            target,
            accept_encoding: "",
            if_none_match: None,
        }
    }
}

/// An answer, complete.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// The body; to HEAD, the server sends only its length.
    pub body: Vec<u8>,
}

/// How a file may be stored beside itself, best first.
const ENCODINGS: &[(&str, &str)] = &[("br", ".br"), ("gzip", ".gz")];

impl Site {
    /// The files below `root`, served from `origin`.
    ///
    /// # Errors
    /// When `root` is not there.
    pub fn new(root: PathBuf, headers: Headers, origin: String) -> Result<Self> {
        let root = root
            .canonicalize()
            .with_context(|| format!("{} is not there", root.display()))?;
        Ok(Self {
            root,
            headers,
            origin,
        })
    }

    /// The answer to a request.
    pub fn answer(&self, asked: &Asked<'_>) -> Answer {
        if !matches!(asked.method, "GET" | "HEAD") {
            return self.message(
                405,
                "Only GET and HEAD are answered here.",
                &[("Allow", "GET, HEAD")],
            );
        }
        let Some(relative) = file::relative(asked.target) else {
            return self.message(404, "There is no such file here.", &[]);
        };
        match file::find(&self.root, &relative) {
            Some(path) => self.file(asked, &relative, &path),
            // A directory without its slash: relative links in it would lead elsewhere.
            None if self.root.join(&relative).join("index.html").is_file() => {
                let path = asked.target.split(['?', '#']).next().unwrap_or_default();
                self.message(
                    308,
                    "The page is a directory.",
                    &[("Location", &format!("{path}/"))],
                )
            }
            None => self.message(404, "There is no such file here.", &[]),
        }
    }

    fn file(&self, asked: &Asked<'_>, relative: &Path, path: &Path) -> Answer {
        let name = relative.to_string_lossy();
        let stored = ENCODINGS
            .iter()
            .filter(|(encoding, _)| accepts(asked.accept_encoding, encoding))
            .find_map(|(encoding, suffix)| {
                let stored = PathBuf::from(format!("{}{suffix}", path.display()));
                fs::read(stored).ok().map(|body| (Some(*encoding), body))
            });
        let Some((encoding, body)) =
            stored.or_else(|| fs::read(path).ok().map(|body| (None, body)))
        else {
            return self.message(500, "The file cannot be read.", &[]);
        };
        let tag = entity_tag(&body);
        let target = format!("/{name}");
        let mut headers = self.headers_of(&target);
        headers.push((
            "Cache-Control".into(),
            self.headers.cache_control(&target).into(),
        ));
        headers.push(("ETag".into(), tag.clone()));
        headers.push(("Vary".into(), "Accept-Encoding".into()));
        if asked
            .if_none_match
            .is_some_and(|tags| matches_tag(tags, &tag))
        {
            return Answer {
                status: 304,
                headers,
                body: Vec::new(),
            };
        }
        headers.push(("Content-Type".into(), file::media_type(&name).into()));
        if let Some(encoding) = encoding {
            headers.push(("Content-Encoding".into(), encoding.into()));
        }
        Answer {
            status: 200,
            headers,
            body,
        }
    }

    fn message(&self, status: u16, text: &str, more: &[(&str, &str)]) -> Answer {
        // A message is a page too: nobody frames it.
        let mut headers = self.headers_of("/message.html");
        headers.push(("Content-Type".into(), "text/plain; charset=utf-8".into()));
        headers.push(("Cache-Control".into(), "no-store".into()));
        headers.extend(
            more.iter()
                .map(|(name, value)| ((*name).into(), (*value).into())),
        );
        Answer {
            status,
            headers,
            body: format!("{text}\n").into_bytes(),
        }
    }

    fn headers_of(&self, target: &str) -> Vec<(String, String)> {
        self.headers
            .of(target, &self.origin)
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }
}

/// Whether `Accept-Encoding` allows `encoding`: named, and not with `q=0`.
fn accepts(accept_encoding: &str, encoding: &str) -> bool {
    accept_encoding.split(',').any(|part| {
        let mut words = part.split(';').map(str::trim);
        let named = words
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = words.any(|word| {
            word.strip_prefix("q=")
                .is_some_and(|weight| weight.parse() == Ok(0.0))
        });
        named && !refused
    })
}

fn entity_tag(body: &[u8]) -> String {
    let hex: String = Sha256::digest(body)
        .iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("\"{hex}\"")
}

fn matches_tag(if_none_match: &str, tag: &str) -> bool {
    if_none_match
        .split(',')
        .map(str::trim)
        .any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

#[cfg(test)]
mod tests {
    use super::{Answer, Asked, Site, accepts};
    use crate::headers::Headers;
    use crate::scratch::Scratch;

    fn site(scratch: &Scratch) -> Site {
        scratch.write("site/index.html", "<p>plain");
        scratch.write("site/index.html.br", "brotli");
        scratch.write("site/index.html.gz", "gzip");
        scratch.write("site/ar/index.html", "<p dir=rtl>");
        scratch.write("site/app-0123456789abcdef_bg.wasm", "wasm");
        scratch.write("site/vocab/o200k_base-ascii-01234567.vocab", "packed");
        scratch.write("secret.txt", "secret");
        Site::new(
            scratch.path().join("site"),
            Headers::load().unwrap(),
            "http://127.0.0.1:8080".into(),
        )
        .unwrap()
    }

    const PLAIN: Asked<'_> = Asked {
        method: "GET",
        target: "/",
        accept_encoding: "",
        if_none_match: None,
    };

    fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
        answer
            .headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    #[test]
    fn files_and_their_headers() {
        let scratch = Scratch::new("answer");
        let site = site(&scratch);
        for (name, asked, status, body, media_type, encoding, cache) in [
            (
                "plain",
                PLAIN,
                200,
                "<p>plain",
                "text/html; charset=utf-8",
                None,
                "no-cache",
            ),
            (
                "brotli",
                Asked {
                    accept_encoding: "gzip, deflate, br",
                    ..PLAIN
                },
                200,
                "brotli",
                "text/html; charset=utf-8",
                Some("br"),
                "no-cache",
            ),
            (
                "gzip",
                Asked {
                    accept_encoding: "gzip;q=0.5, br;q=0",
                    ..PLAIN
                },
                200,
                "gzip",
                "text/html; charset=utf-8",
                Some("gzip"),
                "no-cache",
            ),
            (
                "language",
                Asked {
                    target: "/ar/",
                    ..PLAIN
                },
                200,
                "<p dir=rtl>",
                "text/html; charset=utf-8",
                None,
                "no-cache",
            ),
            (
                "wasm",
                Asked {
                    target: "/app-0123456789abcdef_bg.wasm",
                    ..PLAIN
                },
                200,
                "wasm",
                "application/wasm",
                None,
                "public, max-age=31536000, immutable",
            ),
            (
                "packed stays packed",
                Asked {
                    target: "/vocab/o200k_base-ascii-01234567.vocab",
                    accept_encoding: "gzip, br",
                    ..PLAIN
                },
                200,
                "packed",
                "application/octet-stream",
                None,
                "public, max-age=31536000, immutable",
            ),
        ] {
            let answer = site.answer(&asked);
            assert_eq!(answer.status, status, "{name}");
            assert_eq!(String::from_utf8_lossy(&answer.body), body, "{name}");
            assert_eq!(header(&answer, "Content-Type"), Some(media_type), "{name}");
            assert_eq!(header(&answer, "Content-Encoding"), encoding, "{name}");
            assert_eq!(header(&answer, "Cache-Control"), Some(cache), "{name}");
            assert_eq!(
                header(&answer, "X-Content-Type-Options"),
                Some("nosniff"),
                "{name}"
            );
        }
    }

    #[test]
    fn what_is_refused() {
        let scratch = Scratch::new("refused");
        let site = site(&scratch);
        for (asked, status) in [
            (
                Asked {
                    method: "POST",
                    ..PLAIN
                },
                405,
            ),
            (
                Asked {
                    method: "OPTIONS",
                    ..PLAIN
                },
                405,
            ),
            (
                Asked {
                    target: "/../secret.txt",
                    ..PLAIN
                },
                404,
            ),
            (
                Asked {
                    target: "/%2e%2e/secret.txt",
                    ..PLAIN
                },
                404,
            ),
            (
                Asked {
                    target: "/vocab/",
                    ..PLAIN
                },
                404,
            ),
            (
                Asked {
                    target: "/nothing",
                    ..PLAIN
                },
                404,
            ),
            (
                Asked {
                    target: "/ar",
                    ..PLAIN
                },
                308,
            ),
        ] {
            let answer = site.answer(&asked);
            assert_eq!(answer.status, status, "{asked:?}");
            assert!(
                header(&answer, "Content-Security-Policy").is_some(),
                "{asked:?}"
            );
        }
        assert_eq!(
            header(
                &site.answer(&Asked {
                    target: "/ar",
                    ..PLAIN
                }),
                "Location"
            ),
            Some("/ar/")
        );
    }

    #[test]
    fn unchanged_files_are_not_sent_again() {
        let scratch = Scratch::new("unchanged");
        let site = site(&scratch);
        let tag = header(&site.answer(&PLAIN), "ETag").unwrap().to_owned();
        let again = site.answer(&Asked {
            if_none_match: Some(&tag),
            ..PLAIN
        });
        assert_eq!((again.status, again.body.len()), (304, 0));
        let weak = format!("\"other\", W/{tag}");
        assert_eq!(
            site.answer(&Asked {
                if_none_match: Some(&weak),
                ..PLAIN
            })
            .status,
            304
        );
        let other_encoding = site.answer(&Asked {
            if_none_match: Some(&tag),
            accept_encoding: "br",
            ..PLAIN
        });
        assert_eq!(
            other_encoding.status, 200,
            "another encoding is another body"
        );
        scratch.write("site/index.html", "<p>changed");
        assert_eq!(
            site.answer(&Asked {
                if_none_match: Some(&tag),
                ..PLAIN
            })
            .status,
            200
        );
    }

    #[test]
    fn accepted_encodings() {
        for (header, encoding, expected) in [
            ("br", "br", true),
            ("gzip, BR;q=0.1", "br", true),
            ("br;q=0", "br", false),
            ("br; q=0.000", "br", false),
            ("brx", "br", false),
            ("", "gzip", false),
        ] {
            assert_eq!(accepts(header, encoding), expected, "{header}");
        }
    }
}
