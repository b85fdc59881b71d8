//! From a request's target to a file of the site.

use std::path::{Component, Path, PathBuf};

/// The path below the site's root that `target` asks for, with `index.html` for directories; `None` when it would lead outside.
pub fn relative(target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decoded(path.strip_prefix('/')?)?;
    if decoded.contains(['\0', '\\']) {
        return None;
    }
    let mut file = PathBuf::from(&decoded);
    if decoded.is_empty() || decoded.ends_with('/') {
        file.push("index.html");
    }
    file.components()
        .all(|part| matches!(part, Component::Normal(_)))
        .then_some(file)
}

/// Resolves `relative` below `root`; `None` when there is no such file, or a link leads it outside.
pub fn find(root: &Path, relative: &Path) -> Option<PathBuf> {
    let file = root.join(relative).canonicalize().ok()?;
    (file.starts_with(root) && file.is_file()).then_some(file)
}

/// The media type of a file, by its name.
pub fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" | "md" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "gz" => "application/gzip",
        _ => "application/octet-stream",
    }
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            hex(rest.next()?)? << 4 | hex(rest.next()?)?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::{find, relative};
    use crate::scratch::Scratch;
    use std::path::PathBuf;

    #[test]
    fn targets() {
        for (target, expected) in [
            ("/", Some("index.html")),
            ("/ar/", Some("ar/index.html")),
            ("/ar/?x=1", Some("ar/index.html")),
            ("/rules/en.rules", Some("rules/en.rules")),
            ("/a%20b.txt", Some("a b.txt")),
            ("/../Cargo.toml", None),
            ("/%2e%2e/Cargo.toml", None),
            ("/..%2fCargo.toml", None),
            ("/..%5cCargo.toml", None),
            ("//etc/passwd", None),
            ("/%2fetc/passwd", None),
            ("/a/../../x", None),
            ("/a%00.txt", None),
            ("/a%zz", None),
            ("/a%2", None),
            ("/%ff", None),
            ("*", None),
            ("http://other/", None),
            ("", None),
        ] {
            assert_eq!(relative(target), expected.map(PathBuf::from), "{target}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_outside() {
        let scratch = Scratch::new("links");
        let outside = scratch.write("outside/secret.txt", "secret");
        let inside = scratch.write("site/inside.txt", "x");
        let root = inside.parent().unwrap().canonicalize().unwrap();
        std::os::unix::fs::symlink(outside, root.join("link.txt")).unwrap();
        assert!(find(&root, "inside.txt".as_ref()).is_some());
        assert!(find(&root, "link.txt".as_ref()).is_none());
        assert!(
            find(&root, "".as_ref()).is_none(),
            "a directory is not a file"
        );
    }
}
