//! `cargo xtask pages`: what Trunk runs at the end of each build. One page per language, compressed copies, the header file.
//!
//! Nothing here changes a script, a style or the WebAssembly: Trunk has hashed them, and the browser checks.

pub mod compress;
mod template;
pub mod texts;

use crate::headers::Headers;
use crate::places;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use template::{Page, Template};
use texts::Texts;

/// What `cargo xtask pages` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The directory with Trunk's index.html, if not that of TRUNK_STAGING_DIR
    #[arg(long, value_name = "DIRECTORY")]
    staging: Option<PathBuf>,
}

/// Runs the verb.
///
/// # Errors
/// When a text or a placeholder does not fit, or a file cannot be read or written.
pub fn run(options: &Options) -> Result<()> {
    let Some(staging) = options
        .staging
        .clone()
        .or_else(|| env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from))
    else {
        bail!("Trunk runs this step: TRUNK_STAGING_DIR says where; by hand, add --staging");
    };
    let staging = &staging;
    let texts = texts::load(&places::root().join("texts"))?;
    render(staging, &texts)?;
    // A debug build is looked at from this machine only.
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug") {
        return Ok(());
    }
    let files = files_below(staging)?;
    for file in &files {
        compress::beside(file)?;
    }
    let targets: BTreeSet<String> = files
        .iter()
        .filter_map(|file| target(staging, file))
        .collect();
    let header_file = Headers::load()?.file(targets.iter().map(String::as_str));
    fs::write(staging.join("_headers"), header_file).context("cannot write _headers")
}

/// Replaces Trunk's index.html by the English page, and adds the other languages.
fn render(staging: &Path, texts: &[Texts]) -> Result<()> {
    let index = staging.join("index.html");
    let html =
        fs::read_to_string(&index).with_context(|| format!("cannot read {}", index.display()))?;
    let template = Template::parse(&html).context("in index.html")?;
    for own in texts {
        let page = Page { own, all: texts };
        let directory = if own.is_reference() {
            staging.to_owned()
        } else {
            staging.join(own.code())
        };
        fs::create_dir_all(&directory)
            .with_context(|| format!("cannot make {}", directory.display()))?;
        let rendered = template
            .render(&page)
            .with_context(|| format!("index.html in {}", own.code()))?;
        fs::write(directory.join("index.html"), rendered)
            .with_context(|| format!("cannot write into {}", directory.display()))?;
    }
    Ok(())
}

/// All files below `directory`, in a fixed order.
///
/// # Errors
/// When a directory cannot be read.
pub fn files_below(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut directories = vec![directory.to_owned()];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(&directory)
            .with_context(|| format!("cannot read {}", directory.display()))?
        {
            let path = entry?.path();
            if path.is_dir() {
                directories.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The path of a file as a request asks for it.
pub fn target(root: &Path, file: &Path) -> Option<String> {
    let parts: Vec<_> = file
        .strip_prefix(root)
        .ok()?
        .iter()
        .map(|part| part.to_string_lossy())
        .collect();
    Some(format!("/{}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::{Template, files_below, render, texts};
    use crate::scratch::Scratch;
    use std::collections::BTreeSet;
    use std::fs;

    #[test]
    fn a_page_per_language() {
        let scratch = Scratch::new("pages");
        scratch.write(
            "texts/en.toml",
            "[language]\nname='English'\ndir='ltr'\n[page]\ntitle='Cost & care'\nwait='wait'\n",
        );
        scratch.write(
            "texts/ar.toml",
            "[language]\nname='العربية'\ndir='rtl'\n[page]\ntitle='كلفة'\nwait='انتظر'\n",
        );
        scratch.write(
            "stage/index.html",
            "<html lang=\"{{lang}}\" dir=\"{{dir}}\"><link href=\"./style-1.css\"><link href=\"{{root}}icon.svg\"><title>{{page.title}}</title>{{languages}}<script id=\"texts\">{{texts}}</script>",
        );
        let texts = texts::load(&scratch.path().join("texts")).unwrap();
        let stage = scratch.path().join("stage");
        render(&stage, &texts).unwrap();
        assert_eq!(
            fs::read_to_string(stage.join("index.html")).unwrap(),
            "<html lang=\"en\" dir=\"ltr\"><link href=\"./style-1.css\"><link href=\"icon.svg\"><title>Cost &amp; care</title>\
             <a href=\"ar/\" lang=\"ar\" hreflang=\"ar\" dir=\"rtl\">العربية</a>\
             <script id=\"texts\">\nlanguage.dir\tltr\nlanguage.name\tEnglish\npage.wait\twait\n</script>"
        );
        assert_eq!(
            fs::read_to_string(stage.join("ar/index.html")).unwrap(),
            "<html lang=\"ar\" dir=\"rtl\"><link href=\"../style-1.css\"><link href=\"../icon.svg\"><title>كلفة</title>\
             <a href=\"../\" lang=\"en\" hreflang=\"en\" dir=\"ltr\">English</a>\
             <script id=\"texts\">\nlanguage.dir\trtl\nlanguage.name\tالعربية\npage.wait\tانتظر\n</script>"
        );
    }

    /// Texts that the app asks for by a name that it puts together.
    const PUT_TOGETHER: [&str; 9] = [
        "advice.",
        "coach.saved_tokens_",
        "defined.",
        "footprint.factor_",
        "kind.",
        "language.",
        "lever.",
        "like.",
        "tier.",
    ];

    /// Every text that the app asks for is in its block, and every text of the block is asked for: a text in neither place is only weight.
    #[test]
    fn the_committed_texts_fit_the_page_and_the_app() {
        let root = crate::places::root();
        let texts = texts::load(&root.join("texts")).unwrap();
        assert!(texts.len() >= 2);
        let html = fs::read_to_string(root.join("index.html")).unwrap();
        let template = Template::parse(&html).unwrap();
        let sources: String = files_below(&root.join("src"))
            .unwrap()
            .iter()
            .map(|file| fs::read_to_string(file).unwrap())
            .collect();
        // The source between quotation marks; a mark inside a string would only add names that are no keys.
        let asked: BTreeSet<&str> = sources.split('"').collect();
        let put_together = |key: &str| PUT_TOGETHER.iter().any(|start| key.starts_with(start));
        for (key, _) in texts[0].entries() {
            assert_eq!(
                u8::from(template.places(key)) + u8::from(asked.contains(key) || put_together(key)),
                1,
                "{key} is needed in one place"
            );
        }
        let table = |key: &str| Some(key.split_once('.')?.0.to_owned());
        let tables: BTreeSet<_> = texts[0].entries().map(|(key, _)| table(key)).collect();
        for key in asked {
            let is_key = !key.ends_with('.')
                && tables.contains(&table(key))
                && key
                    .bytes()
                    .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.'));
            let plural = format!("{key}_other");
            assert!(
                !is_key || texts[0].get(key).or(texts[0].get(&plural)).is_some(),
                "the app asks for {key}"
            );
        }
    }
}
