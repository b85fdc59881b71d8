//! A page of the site as a page of a course package: the same words and files, links only to what is in the package, and the script that reports.

use anyhow::{Context, Result};
use std::collections::BTreeSet;

/// The script that reports, at the root of the package.
pub const SCRIPT: &str = "scorm.js";

/// A page and what surrounds it.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Its path in the package: `ar/learn/index.html`.
    pub path: &'a str,
    /// The unit it is opened as, where it is one.
    pub unit: Option<&'a str>,
    /// Pages that others may link: those that no unit opens by itself.
    pub linked: &'a BTreeSet<String>,
}

impl Page<'_> {
    /// The page for the package.
    ///
    /// # Errors
    /// When the page is not built as those of the lessons are.
    pub fn adapt(&self, html: &str) -> Result<String> {
        // Other languages are other packages.
        let (before, rest) = html
            .split_once("<nav aria-label")
            .context("a page of the lessons begins with links to other languages")?;
        let (_, rest) = rest.split_once("</nav>").context("a nav ends")?;
        let (views, rest) = rest
            .split_once("</nav>")
            .context("then come the links to other lessons")?;
        // Where the build has no name, no service worker is asked for: a platform has none of ours.
        let (head, body) = before
            .split_once("data-build=\"")
            .context("a page names its build")?;
        let (_, body) = body.split_once('"').context("an attribute ends")?;
        let before = format!("{head}data-build=\"\"{body}");
        let [before, views, rest] = [
            self.with_links(&before, Unlinked::Words)?,
            self.with_links(views, Unlinked::Nothing)?,
            self.with_links(rest, Unlinked::Words)?,
        ];
        // A classic script can be fetched into a sandboxed frame.
        let before = before.replace("<script type=\"module\" src=", "<script defer src=");
        let Some(unit) = self.unit else {
            return Ok(format!("{before}{views}</nav>{rest}"));
        };
        let up = "../".repeat(self.path.matches('/').count());
        // Before the quiz's own, which asks it where to keep the round; scripts that are deferred keep their order.
        let script = format!("<script defer src=\"{up}{SCRIPT}\" data-sco=\"{unit}\"></script>\n");
        let at = before
            .find("<script")
            .or_else(|| before.find("</head>"))
            .context("a page has a head")?;
        let (head, tail) = before.split_at(at);
        Ok(format!("{head}{script}{tail}{views}</nav>{rest}"))
    }

    fn with_links(&self, html: &str, unlinked: Unlinked) -> Result<String> {
        let mut adapted = String::new();
        let mut rest = html;
        while let Some((before, after)) = rest.split_once("<a ") {
            adapted.push_str(before);
            let (attributes, after) = after.split_once('>').context("a tag ends")?;
            let (words, after) = after.split_once("</a>").context("a link ends")?;
            rest = after;
            let address = attribute(attributes, "href").unwrap_or_default();
            match self.target(address) {
                Some(Target::Here) => {
                    adapted.push_str(&format!("<a {attributes}>{words}</a>"));
                }
                // The unit stays open, or the platform would take it for left.
                Some(Target::Away(to)) => {
                    let attributes = attributes.replace(
                        &format!("href=\"{address}\""),
                        &format!("href=\"{to}\" target=\"_blank\" rel=\"noopener\""),
                    );
                    adapted.push_str(&format!("<a {attributes}>{words}</a>"));
                }
                None if unlinked == Unlinked::Words => adapted.push_str(words),
                None => {}
            }
        }
        adapted.push_str(rest);
        Ok(adapted)
    }

    /// Where a link leads in the package; `None` for what is not there.
    fn target(&self, address: &str) -> Option<Target> {
        if address.starts_with('#') {
            return Some(Target::Here);
        }
        if address.starts_with("https://") {
            return Some(Target::Away(address.to_owned()));
        }
        let (address, fragment) = match address.split_once('#') {
            Some((address, fragment)) => (address, format!("#{fragment}")),
            None => (address, String::new()),
        };
        let path = format!("{}index.html", resolved(self.path, address)?);
        if path == self.path && !fragment.is_empty() {
            return Some(Target::Here);
        }
        // No platform looks for the index of a directory.
        self.linked
            .contains(&path)
            .then(|| Target::Away(format!("{address}index.html{fragment}")))
    }
}

/// What is left of a link that leads out of the package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unlinked {
    Words,
    Nothing,
}

enum Target {
    Here,
    Away(String),
}

/// The directory that a relative address names from a page; `None` where it leaves the package or is a file.
fn resolved(page: &str, address: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    if !address.is_empty() && !address.ends_with('/') {
        return None;
    }
    for part in address.split('/').filter(|part| !part.is_empty()) {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    let directory = parts.join("/");
    Some(if directory.is_empty() {
        directory
    } else {
        directory + "/"
    })
}

/// The value of an attribute in the inside of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    Some(rest.split_once('"')?.0)
}

/// The files that a page fetches with itself, as paths from the root of the site.
pub fn fetched(html: &str, path: &str) -> Vec<String> {
    let up = "../".repeat(path.matches('/').count());
    let mut files = Vec::new();
    for tag in html
        .split('<')
        .filter(|tag| tag.starts_with("link rel=\"stylesheet\"") || tag.starts_with("script "))
    {
        for name in ["href", "src", "data-glue", "data-wasm"] {
            let file = attribute(tag, &format!(" {name}")).and_then(|file| file.strip_prefix(&up));
            files.extend(file.map(str::to_owned));
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::{Page, fetched};
    use std::collections::BTreeSet;

    const HEAD: &str = "<head><link rel=\"stylesheet\" href=\"../../style-1.css\"><script type=\"module\" src=\"../../learn-quiz-1.js\"></script></head><body data-build=\"b1\"><nav aria-label=\"L\"><a href=\"../../learn/\">English</a></nav><nav class=\"views\">";

    #[track_caller]
    fn check(unit: Option<&str>, body: &str, expected: &str) {
        let linked = BTreeSet::from(["ar/learn/lab/index.html".to_owned()]);
        let page = Page {
            path: "ar/learn/index.html",
            unit,
            linked: &linked,
        };
        let adapted = page.adapt(&format!("{HEAD}{body}")).unwrap();
        let (_, shown) = adapted.split_once("<nav class=\"views\">").unwrap();
        assert_eq!(shown, expected);
    }

    #[test]
    fn links_lead_to_what_is_there() {
        check(
            None,
            "<a href=\"../\">H</a><a href=\"lab/\">L</a></nav>",
            "<a href=\"lab/index.html\" target=\"_blank\" rel=\"noopener\">L</a></nav>",
        );
        check(
            None,
            "</nav><a href=\"#x\">x</a> <a href=\"../learn/#x\">y</a>",
            "</nav><a href=\"#x\">x</a> <a href=\"../learn/#x\">y</a>",
        );
        check(
            None,
            "</nav><a href=\"../learn/quiz/\">the <b>quiz</b></a>.",
            "</nav>the <b>quiz</b>.",
        );
        check(
            None,
            "</nav><a href=\"../../../x/\">x</a><a href=\"../#v1.m=a\">y</a>",
            "</nav>xy",
        );
        check(
            None,
            "</nav><a lang=\"en\" href=\"https://a.example/\">a</a>",
            "</nav><a lang=\"en\" href=\"https://a.example/\" target=\"_blank\" rel=\"noopener\">a</a>",
        );
        check(
            None,
            "</nav><a href=\"lab/#levers\">l</a>",
            "</nav><a href=\"lab/index.html#levers\" target=\"_blank\" rel=\"noopener\">l</a>",
        );
    }

    #[test]
    fn a_unit_reports_before_anything_else_runs() {
        let linked = BTreeSet::new();
        let page = Page {
            path: "ar/learn/index.html",
            unit: Some("quiz"),
            linked: &linked,
        };
        let adapted = page.adapt(&format!("{HEAD}</nav>")).unwrap();
        assert!(adapted.contains("<script defer src=\"../../scorm.js\" data-sco=\"quiz\"></script>\n<script defer src=\"../../learn-quiz-1.js\"></script></head>"), "{adapted}");
        assert_eq!(
            fetched(&adapted, page.path),
            ["style-1.css", "scorm.js", "learn-quiz-1.js"]
        );
        assert!(adapted.contains("data-build=\"\""), "{adapted}");
        assert!(page.adapt("<p>").is_err());
    }
}
