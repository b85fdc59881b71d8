//! What makes the page installable and lets it work without a connection: the service worker, the list of everything, the manifests.
//!
//! A release build only: a worker that keeps what it has seen would hide from a developer what was just changed.

use super::compress;
use super::icons::Icon;
use super::texts::Texts;
use anyhow::{Context, Result, bail};
use base64::Engine;
use promptwatt_energy::{Bytes, transfer_energy};
use sha2::{Digest, Sha256, Sha384};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What is fetched when somebody saves or brings a file. The same names in every build.
pub const FILES: &[&str] = &[
    "files.js",
    "packer.js",
    "promptwatt-packer.js",
    "promptwatt-packer_bg.wasm",
];

/// What the boot script's tag has.
const BOOT: &str = "id=\"boot\"";

/// The colours of an installed page's frame, those of style.css.
const PAPER: &str = "#f7f6f2";

/// Takes the wasm's preload out of Trunk's page and gives its integrity, and the build's name, to the boot script, which fetches the wasm itself.
///
/// WebKit does not use such a preload and fetches the wasm twice; and no engine checks the integrity of one.
///
/// # Errors
/// When the page has not the links that Trunk writes.
pub fn adapt_links(html: &str) -> Result<String> {
    let (before, rest) = html
        .split_once("<link rel=\"preload\"")
        .context("Trunk's page preloads no WebAssembly")?;
    let (link, after) = rest
        .split_once('>')
        .context("Trunk's preload does not end")?;
    if !link.contains("as=\"fetch\"") {
        bail!("Trunk's page preloads something else than the WebAssembly: {link}");
    }
    let integrity = attribute(link, "integrity").unwrap_or_default();
    let html = [before, after].concat();
    if !html.contains(BOOT) {
        bail!("Trunk's page has no boot script");
    }
    Ok(html.replace(
        BOOT,
        &format!("{BOOT} data-integrity=\"{integrity}\" data-build=\"{{{{build}}}}\""),
    ))
}

/// The value of an attribute in the text of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    Some(rest.split_once('"')?.0)
}

/// Renames a file so that its name carries the hash of its content, and its links in `html` with it. Says the new name.
///
/// # Errors
/// When it is not there or nothing links it.
pub fn name_by_content(staging: &Path, name: &str, html: &mut String) -> Result<String> {
    let new = renamed_by_content(staging, name)?;
    let link = format!("\"./{name}\"");
    if !html.contains(&link) {
        bail!("nothing in the page links {name}");
    }
    *html = html.replace(&link, &format!("\"./{new}\""));
    Ok(new)
}

/// Renames a file so that its name carries the hash of its content: `lesson_bg.wasm` becomes `lesson-0123456789abcdef_bg.wasm`. Says the new name.
///
/// # Errors
/// When it is not there.
pub fn renamed_by_content(staging: &Path, name: &str) -> Result<String> {
    let old = staging.join(name);
    let content = fs::read(&old).with_context(|| format!("cannot read {}", old.display()))?;
    let ending = name.find(['_', '.']).context("a name with an ending")?;
    let (stem, ending) = name.split_at(ending);
    let new = format!("{stem}-{}{ending}", short_hash(&[&content]));
    fs::rename(&old, staging.join(&new)).with_context(|| format!("cannot rename {name}"))?;
    Ok(new)
}

/// Puts the part of the WebAssembly that comes later beside the app's, named by its content, and tells the boot script its name and integrity. Says the name.
///
/// # Errors
/// When it cannot be read or written.
pub fn add_later(staging: &Path, part: &Path, html: &mut String) -> Result<String> {
    let content = fs::read(part).with_context(|| format!("cannot read {}", part.display()))?;
    let name = format!("later-{}.wasm", short_hash(&[&content]));
    fs::write(staging.join(&name), &content).with_context(|| format!("cannot write {name}"))?;
    let integrity = base64::engine::general_purpose::STANDARD.encode(Sha384::digest(&content));
    *html = html.replace(
        BOOT,
        &format!("{BOOT} data-later=\"./{name}\" data-later-integrity=\"sha384-{integrity}\""),
    );
    Ok(name)
}

/// The first 16 hexadecimal digits of the hash of some contents.
pub fn short_hash(contents: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for content in contents {
        hash.update(content.len().to_le_bytes());
        hash.update(content);
    }
    hash.finalize()[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A script without its lines of comment and its indentation.
pub fn without_comments(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// Fills `{{name}}` in a script.
///
/// # Errors
/// When a placeholder is missing.
pub fn fill(script: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut script = without_comments(script);
    for (name, value) in values {
        let placeholder = format!("{{{{{name}}}}}");
        if !script.contains(&placeholder) {
            bail!("the script has no {placeholder}");
        }
        script = script.replace(&placeholder, value);
    }
    Ok(script)
}

/// Everything that is fetched on demand, with the bytes that it moves. Names are relative to the page's root.
#[derive(Debug, Default)]
pub struct OnDemand(BTreeMap<String, usize>);

impl OnDemand {
    /// Vocabularies and phrase lists below `staging`, the pages, each by its directory (`""`, `"ar/"`), and `more` files, such as the code that comes later.
    ///
    /// # Errors
    /// When a directory or a file cannot be read.
    pub fn gather(staging: &Path, pages: &[(String, String)], more: &[String]) -> Result<Self> {
        let mut all = BTreeMap::new();
        for directory in ["rules", "vocab"] {
            let entries = fs::read_dir(staging.join(directory))
                .with_context(|| format!("the build has no {directory}/"))?;
            for entry in entries {
                let entry = entry?;
                let name = format!("{directory}/{}", entry.file_name().to_string_lossy());
                if let "rules" | "vocab" = name.rsplit('.').next().unwrap_or_default() {
                    all.insert(name, moved(&fs::read(entry.path())?)?);
                }
            }
        }
        for name in FILES.iter().copied().chain(more.iter().map(String::as_str)) {
            let path = staging.join(name);
            let content =
                fs::read(&path).with_context(|| format!("the build has no {}", path.display()))?;
            all.insert(name.to_owned(), moved(&content)?);
        }
        for (directory, html) in pages {
            all.insert(directory.clone(), moved(html.as_bytes())?);
        }
        Ok(Self(all))
    }

    /// As JavaScript: an object of names and bytes.
    pub fn rest(&self) -> Result<String> {
        Ok(serde_json::to_string(&self.0)?)
    }

    /// The names but those of vocabularies and of the lessons' pages, which the worker knows by their form, as a JavaScript array; and the hashes in the names of vocabularies, one after the other.
    ///
    /// # Errors
    /// When a vocabulary's name has no hash of eight digits.
    pub fn names(&self, more: &[&str]) -> Result<(String, String)> {
        let (vocabularies, others): (Vec<_>, Vec<_>) =
            self.0.keys().partition(|name| name.starts_with("vocab/"));
        let mut hashes = String::new();
        for name in vocabularies {
            let hash = name
                .strip_suffix(".vocab")
                .and_then(|stem| stem.rsplit_once('-'));
            match hash {
                Some((_, hash)) if hash.len() == 8 => hashes.push_str(hash),
                _ => bail!("{name} is not named by its content: `cargo xtask pack-vocab`"),
            }
        }
        let others: Vec<&str> = others
            .into_iter()
            .map(String::as_str)
            .filter(|name| !name.contains("learn/"))
            .chain(more.iter().copied())
            .collect();
        Ok((serde_json::to_string(&others)?, hashes))
    }
}

/// What a file weighs on its way: packed vocabularies grow under compression.
fn moved(content: &[u8]) -> Result<usize> {
    Ok(compress::brotli(content)?.len().min(content.len()))
}

/// The energy of moving a megabyte, Wh, as JavaScript has it.
pub fn wh_per_megabyte() -> String {
    format!("{:.3}", transfer_energy(Bytes(1e6)).0)
}

/// The manifest of a language's page.
///
/// # Errors
/// Never for texts that were checked.
pub fn manifest(texts: &Texts, icons: &[Icon]) -> Result<String> {
    let root = if texts.is_reference() { "./" } else { "../" };
    let text = |key: &str| texts.get(key).unwrap_or_default();
    let icons = icons.iter().map(|icon| {
        serde_json::json!({
            "src": format!("{root}{}", icon.file), "sizes": icon.sizes, "type": icon.media, "purpose": icon.purpose,
        })
    });
    let manifest = serde_json::json!({
        // The same app in each language: installed once, it opens in the language of its page.
        "id": root,
        "name": "Promptwatt",
        "short_name": "Promptwatt",
        "description": text("page.description"),
        "lang": texts.code(),
        "dir": text("language.dir"),
        "start_url": "./",
        "scope": root,
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons.collect::<Vec<_>>(),
    });
    Ok(serde_json::to_string(&manifest)?)
}

/// The worker of a debug build: it gives up what one of a release build kept at this address.
pub const STAND_DOWN: &str = "addEventListener(\"install\", () => skipWaiting());\n\
    addEventListener(\"activate\", (event) => event.waitUntil(registration.unregister()));\n";

#[cfg(test)]
mod tests {
    use super::{FILES, OnDemand, adapt_links, fill, name_by_content, without_comments};
    use crate::scratch::Scratch;

    #[test]
    fn the_wasm_is_fetched_by_the_boot_script() {
        let html = "<head><link rel=\"preload\" href=\"./a.wasm\" integrity=\"sha384-x\" as=\"fetch\"></head><script id=\"boot\" src=\"./boot.js\">";
        assert_eq!(
            adapt_links(html).unwrap(),
            "<head></head><script id=\"boot\" data-integrity=\"sha384-x\" data-build=\"{{build}}\" src=\"./boot.js\">"
        );
        for broken in [
            "",
            "<link rel=\"preload\" as=\"image\"><script id=\"boot\">",
            "<link rel=\"preload\" as=\"fetch\">",
        ] {
            assert!(adapt_links(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn scripts_are_named_by_their_content() {
        let scratch = Scratch::new("named");
        let script = scratch.write("boot.js", "x");
        let staging = script.parent().unwrap();
        let mut html = "<script src=\"./boot.js\">".to_owned();
        let name = name_by_content(staging, "boot.js", &mut html).unwrap();
        assert!(crate::headers::is_hashed(&format!("/{name}")), "{name}");
        assert_eq!(html, format!("<script src=\"./{name}\">"));
        assert!(staging.join(&name).is_file() && !script.exists());
        scratch.write("boot.js", "y");
        assert!(
            name_by_content(staging, "boot.js", &mut html).is_err(),
            "nothing links it"
        );
    }

    #[test]
    fn scripts_lose_their_comments_and_are_filled() {
        let script = "// a\n\nconst a = \"{{a}}\";\n  // b\n  b(\"https://c\");\n";
        assert_eq!(
            without_comments(script),
            "const a = \"{{a}}\";\nb(\"https://c\");\n"
        );
        assert_eq!(
            fill(script, &[("a", "1")]).unwrap(),
            "const a = \"1\";\nb(\"https://c\");\n"
        );
        assert!(fill(script, &[("b", "1")]).is_err());
    }

    #[test]
    fn what_is_fetched_on_demand() {
        let scratch = Scratch::new("on-demand");
        scratch.write("rules/en.rules", "rules");
        scratch.write("rules/en.rules.br", "a copy");
        scratch.write("vocab/a-ascii-0123abcd.vocab", "vocabulary");
        for name in FILES {
            scratch.write(name, "file");
        }
        let pages = [
            (String::new(), "<p>".to_owned()),
            ("ar/".to_owned(), "<p>x".to_owned()),
            ("ar/learn/".to_owned(), "<p>xy".to_owned()),
        ];
        let all = OnDemand::gather(scratch.path(), &pages, &[]).unwrap();
        assert_eq!(
            all.rest().unwrap(),
            r#"{"":3,"ar/":4,"ar/learn/":5,"files.js":4,"packer.js":4,"promptwatt-packer.js":4,"promptwatt-packer_bg.wasm":4,"rules/en.rules":5,"vocab/a-ascii-0123abcd.vocab":10}"#
        );
        let (names, hashes) = all.names(&["keep-1.js"]).unwrap();
        assert_eq!(
            names,
            r#"["","ar/","files.js","packer.js","promptwatt-packer.js","promptwatt-packer_bg.wasm","rules/en.rules","keep-1.js"]"#
        );
        assert_eq!(hashes, "0123abcd");
        scratch.write("vocab/b.vocab", "no hash");
        let all = OnDemand::gather(scratch.path(), &pages, &[]).unwrap();
        assert!(all.names(&[]).is_err());
    }
}
