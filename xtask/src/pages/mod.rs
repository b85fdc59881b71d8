//! `cargo xtask pages`: what Trunk runs at the end of each build. One page per language, the service worker, manifests and icons, compressed copies, the
//! header file.
//!
//! Nothing here changes a script, a style or the WebAssembly: Trunk has hashed them, and the browser checks.

pub mod compress;
mod embed;
mod icons;
mod learn;
mod offline;
pub mod template;
pub mod texts;

use crate::headers::Headers;
use crate::site::Site;
use crate::{places, split};
use anyhow::{Context, Result, bail};
pub use offline::without_comments;
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
    let index = staging.join("index.html");
    let html =
        fs::read_to_string(&index).with_context(|| format!("cannot read {}", index.display()))?;
    let html = offline::adapt_links(&html)?;
    // A debug build is looked at from this machine only.
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug") {
        put(staging, "sw.js", offline::STAND_DOWN)?;
        write_pages(staging, &render(&html, &texts, "")?)?;
        embed::write(staging, &html, &texts)?;
        let assets = learn::Assets::place(staging, &html, false)?;
        return write_pages(staging, &learn::Lessons::load()?.render(&assets, "")?);
    }
    let html = release(staging, html, &texts)?;
    embed::write(staging, &html, &texts)?;
    let files = files_below(staging)?;
    for file in &files {
        compress::beside(file)?;
    }
    let targets: BTreeSet<String> = files
        .iter()
        .filter_map(|file| target(staging, file))
        .collect();
    let header_file =
        Headers::load()?.file(targets.iter().map(String::as_str), Site::load()?.origin());
    fs::write(staging.join("_headers"), header_file).context("cannot write _headers")
}

/// The pages, scripts named by their content, manifests, icons and the service worker. Says the template with these names in it.
fn release(staging: &Path, mut html: String, texts: &[Texts]) -> Result<String> {
    let source = |name: &str| {
        let path = places::root().join("public").join(name);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    put(
        staging,
        "boot.js",
        &offline::without_comments(&(source("whole.js")? + &source("boot.js")?)),
    )?;
    let boot = offline::name_by_content(staging, "boot.js", &mut html)?;
    let later = split::later()
        .map(|part| offline::add_later(staging, &part, &mut html))
        .transpose()?;
    let lessons = learn::Lessons::load()?;
    let assets = learn::Assets::place(staging, &html, true)?;
    let pages = |html: &str, build: &str| {
        let mut pages = render(html, texts, build)?;
        pages.extend(lessons.render(&assets, build)?);
        Ok::<_, anyhow::Error>(pages)
    };
    // What is named by its content and fetched only when it is wanted.
    let more: Vec<String> = assets.names().into_iter().chain(later.clone()).collect();
    let on_demand = offline::OnDemand::gather(staging, &pages(&html, "")?, &more)?;
    let keep = offline::fill(
        &source("keep.js")?,
        &[
            ("rest", &on_demand.rest()?),
            ("wh_per_mb", &offline::wh_per_megabyte()),
        ],
    )?;
    put(staging, "keep.js", &keep)?;
    let keep = offline::name_by_content(staging, "keep.js", &mut html)?;
    let mut shell = vec![boot];
    for file in files_below(staging)? {
        let name = target(staging, &file).unwrap_or_default();
        let name = name.trim_start_matches('/');
        // What Trunk hashed: style sheet, glue, WebAssembly.
        let is_linked = html.contains(&format!("\"./{name}\""));
        let is_later = name == keep || later.as_deref() == Some(name);
        if is_linked && !is_later && !shell.iter().any(|known| known == name) {
            shell.push(name.to_owned());
        }
    }
    let icons = icons::write(staging, &source("icon.svg")?)?;
    for own in texts {
        let name = format!("{}manifest.webmanifest", directory_of(own));
        put(staging, &name, &offline::manifest(own, &icons)?)?;
    }
    let worker = source("sw.js")?;
    let build = {
        let pages = pages(&html, "")?;
        let mut contents: Vec<&[u8]> = vec![worker.as_bytes()];
        contents.extend(pages.iter().map(|(_, html)| html.as_bytes()));
        // The others have names by content and are in the list in keep.js, but for these.
        let mut named_alike = files_below(&staging.join("rules"))?;
        named_alike.extend(offline::FILES.iter().map(|name| staging.join(name)));
        let named_alike: Vec<Vec<u8>> = named_alike
            .iter()
            .map(fs::read)
            .collect::<Result<_, _>>()
            .context("cannot read what has the same name in every build")?;
        contents.extend(named_alike.iter().map(Vec::as_slice));
        offline::short_hash(&contents)
    };
    write_pages(staging, &pages(&html, &build)?)?;
    let (names, hashes) = on_demand.names(&[&keep])?;
    let worker = offline::fill(
        &worker,
        &[
            ("build", &build),
            ("shell", &serde_json::to_string(&shell)?),
            ("names", &names),
            ("hashes", &hashes),
        ],
    )?;
    put(staging, "sw.js", &worker)?;
    Ok(html)
}

fn put(staging: &Path, name: &str, content: &str) -> Result<()> {
    let path = staging.join(name);
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)
            .with_context(|| format!("cannot make {}", directory.display()))?;
    }
    fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// The directory of a language's page, relative to the root: empty for the English one.
pub fn directory_of(texts: &Texts) -> String {
    if texts.is_reference() {
        String::new()
    } else {
        format!("{}/", texts.code())
    }
}

/// The page in each language, by its directory.
fn render(html: &str, texts: &[Texts], build: &str) -> Result<Vec<(String, String)>> {
    let template = Template::parse(html).context("in index.html")?;
    let pages = texts.iter().map(|own| {
        let page = Page {
            own,
            all: texts,
            build,
            directory: directory_of,
        };
        let rendered = template
            .render(&page)
            .with_context(|| format!("index.html in {}", own.code()))?;
        Ok((directory_of(own), rendered))
    });
    pages.collect()
}

fn write_pages(staging: &Path, pages: &[(String, String)]) -> Result<()> {
    pages
        .iter()
        .try_for_each(|(directory, html)| put(staging, &format!("{directory}index.html"), html))
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
    use super::{Template, files_below, render, texts, write_pages};
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
            "<html lang=\"{{lang}}\" dir=\"{{dir}}\" data-build=\"{{build}}\"><link href=\"./style-1.css\"><link href=\"{{root}}icon.svg\"><title>{{page.title}}</title>{{languages}}<script id=\"texts\">{{texts}}</script>",
        );
        let texts = texts::load(&scratch.path().join("texts")).unwrap();
        let stage = scratch.path().join("stage");
        let html = fs::read_to_string(stage.join("index.html")).unwrap();
        write_pages(&stage, &render(&html, &texts, "b1").unwrap()).unwrap();
        assert_eq!(
            fs::read_to_string(stage.join("index.html")).unwrap(),
            "<html lang=\"en\" dir=\"ltr\" data-build=\"b1\"><link href=\"./style-1.css\"><link href=\"icon.svg\"><title>Cost &amp; care</title>\
             <a href=\"ar/\" lang=\"ar\" hreflang=\"ar\" dir=\"rtl\">العربية</a>\
             <script id=\"texts\">\nlanguage.dir\tltr\nlanguage.name\tEnglish\npage.wait\twait\n</script>"
        );
        assert_eq!(
            fs::read_to_string(stage.join("ar/index.html")).unwrap(),
            "<html lang=\"ar\" dir=\"rtl\" data-build=\"b1\"><link href=\"../style-1.css\"><link href=\"../icon.svg\"><title>كلفة</title>\
             <a href=\"../\" lang=\"en\" hreflang=\"en\" dir=\"ltr\">En<span>glish</span></a>\
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
