//! `cargo xtask scorm`: lessons and quiz as a SCORM 1.2 package per language, for learning platforms.

mod check;
mod manifest;
mod page;

use crate::pages::texts;
use crate::{pages, places};
use anyhow::{Context, Result, bail};
use manifest::{Course, Unit};
use page::Page;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// What `cargo xtask scorm` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Where the packages go
    #[arg(long, value_name = "DIRECTORY", default_value = "target/scorm")]
    out: PathBuf,
}

/// Runs the verb.
///
/// # Errors
/// When the page is not built, or a package is not as SCORM 1.2 requires.
pub fn run(options: &Options) -> Result<()> {
    for path in packages(&places::dist(), &options.out)? {
        let size = fs::metadata(&path)?.len();
        println!("{} ({} kB)", path.display(), size.div_ceil(1000));
    }
    Ok(())
}

/// Pages that are opened by themselves, and the names of their titles.
const UNITS: [(&str, &str, &str); 2] = [
    ("lesson", "learn/", "course.lesson"),
    ("quiz", "learn/quiz/", "course.quiz"),
];
/// Pages that the lesson links.
const LINKED: [&str; 3] = ["learn/lab/", "learn/access/", "learn/method/"];

/// Writes a package for each language from the built page in `dist`: `promptwatt-en-scorm12.zip`. The same page gives the same bytes.
///
/// # Errors
/// As [`run`].
pub fn packages(dist: &Path, out: &Path) -> Result<Vec<PathBuf>> {
    if !dist.join("learn/quiz/index.html").is_file() {
        bail!(
            "there are no lessons in {}: build the page with `cargo xtask build`",
            dist.display()
        );
    }
    fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    let mut written = Vec::new();
    for texts in texts::load(&places::root().join("texts/class"))? {
        let code = texts.code();
        let text = |key: &str| {
            let found = texts.get(key).map(str::to_owned);
            found.with_context(|| format!("there is no text {key} in texts/class/{code}.toml"))
        };
        let titles = UNITS.iter().map(|(_, _, key)| text(key));
        let (files, course) = assemble(
            &Reader(dist),
            &pages::directory_of(&texts),
            Course {
                id: format!("promptwatt-{code}"),
                title: text("course.title")?,
                units: Vec::new(),
                shared: Vec::new(),
            },
            &titles.collect::<Result<Vec<_>>>()?,
        )
        .with_context(|| format!("in the package for {code}"))?;
        let manifest = manifest::write(&course);
        check::check(&manifest, &files.keys().cloned().collect())
            .with_context(|| format!("the package for {code} is not as SCORM 1.2 requires"))?;
        let path = out.join(format!("promptwatt-{code}-scorm12.zip"));
        zip(&path, &manifest, &files)
            .with_context(|| format!("cannot write {}", path.display()))?;
        written.push(path);
    }
    Ok(written)
}

/// The files of a built page.
struct Reader<'a>(&'a Path);

impl Reader<'_> {
    fn bytes(&self, name: &str) -> Result<Vec<u8>> {
        let path = self.0.join(name);
        fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
    }

    fn text(&self, name: &str) -> Result<String> {
        String::from_utf8(self.bytes(name)?).with_context(|| format!("{name} is no text"))
    }
}

/// The files of a package by their names, and what the manifest says of them. `directory` is that of the language.
fn assemble(
    dist: &Reader<'_>,
    directory: &str,
    mut course: Course,
    titles: &[String],
) -> Result<(BTreeMap<String, Vec<u8>>, Course)> {
    let path = |page: &str| format!("{directory}{page}index.html");
    let linked: BTreeSet<String> = LINKED.iter().map(|page| path(page)).collect();
    let mut files = BTreeMap::new();
    let mut shared = BTreeSet::new();
    let units = UNITS.iter().map(|(id, page, _)| (Some(*id), path(page)));
    for (unit, path) in units.chain(linked.iter().map(|path| (None, path.clone()))) {
        let page = Page {
            path: &path,
            unit,
            linked: &linked,
        };
        let html = page
            .adapt(&dist.text(&path)?)
            .with_context(|| path.clone())?;
        shared.extend(page::fetched(&html, &path));
        files.insert(path, html.into_bytes());
    }
    for name in &shared {
        let content = if name == page::SCRIPT {
            let source = places::root().join("learn").join(name);
            let script = fs::read_to_string(&source)
                .with_context(|| format!("cannot read {}", source.display()))?;
            pages::without_comments(&script).into_bytes()
        } else {
            dist.bytes(name)?
        };
        files.insert(name.clone(), content);
    }
    course.shared = shared.into_iter().collect();
    for ((id, page, _), title) in UNITS.iter().zip(titles) {
        course.units.push(Unit {
            id,
            title: title.clone(),
            page: path(page),
            files: if *id == "lesson" {
                linked.iter().cloned().collect()
            } else {
                Vec::new()
            },
        });
    }
    Ok((files, course))
}

fn zip(path: &Path, manifest: &str, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    // The time of a build is nobody's business, and would make two packages of one page differ.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(File::create(path)?);
    archive.start_file("imsmanifest.xml", options)?;
    archive.write_all(manifest.as_bytes())?;
    for (name, content) in files {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(content)?;
    }
    archive.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::packages;
    use crate::scratch::Scratch;
    use std::fs::{self, File};
    use zip::ZipArchive;

    const PAGE: &str = "<head><link rel=\"stylesheet\" href=\"ROOTstyle-1.css\"><script type=\"module\" id=\"script\" src=\"ROOTlearn-1.js\" data-glue=\"ROOTlesson-1.js\" data-wasm=\"ROOTlesson-1_bg.wasm\"></script></head><body data-build=\"b1\"><nav aria-label=\"\"></nav><nav class=\"views\"></nav><main></main>";

    fn site() -> Scratch {
        let scratch = Scratch::new("scorm");
        for directory in ["", "ar/", "fr/", "es/"] {
            for page in ["", "quiz/", "lab/", "access/", "method/"] {
                let path = format!("{directory}learn/{page}index.html");
                let up = "../".repeat(path.matches('/').count());
                scratch.write(&path, PAGE.replace("ROOT", &up));
            }
        }
        for name in [
            "style-1.css",
            "learn-1.js",
            "lesson-1.js",
            "lesson-1_bg.wasm",
        ] {
            scratch.write(name, name);
        }
        scratch
    }

    #[test]
    fn a_package_per_language_with_all_that_its_pages_fetch() {
        let site = site();
        let out = site.path().join("out");
        let packages = packages(site.path(), &out).unwrap();
        assert_eq!(packages.len(), 4);
        let name = |index: usize| packages[index].file_name().unwrap().to_string_lossy();
        assert_eq!(name(0), "promptwatt-en-scorm12.zip");
        let archive = ZipArchive::new(File::open(&packages[1]).unwrap()).unwrap();
        let mut names: Vec<_> = archive.file_names().map(Result::unwrap).collect();
        names.sort_unstable();
        assert_eq!(
            names,
            [
                "ar/learn/access/index.html",
                "ar/learn/index.html",
                "ar/learn/lab/index.html",
                "ar/learn/method/index.html",
                "ar/learn/quiz/index.html",
                "imsmanifest.xml",
                "learn-1.js",
                "lesson-1.js",
                "lesson-1_bg.wasm",
                "scorm.js",
                "style-1.css",
            ]
        );
    }

    #[test]
    fn the_same_page_gives_the_same_bytes() {
        let site = site();
        let read = |out: &str| {
            fs::read(&packages(site.path(), &site.path().join(out)).unwrap()[0]).unwrap()
        };
        assert_eq!(read("one"), read("two"));
    }

    #[test]
    fn what_is_missing_is_named() {
        let site = site();
        fs::remove_file(site.path().join("lesson-1_bg.wasm")).unwrap();
        let error = packages(site.path(), &site.path().join("out")).unwrap_err();
        assert!(
            format!("{error:#}").contains("lesson-1_bg.wasm"),
            "{error:#}"
        );
        fs::remove_file(site.path().join("learn/quiz/index.html")).unwrap();
        let error = packages(site.path(), &site.path().join("out")).unwrap_err();
        assert!(
            format!("{error:#}").contains("cargo xtask build"),
            "{error:#}"
        );
    }
}
