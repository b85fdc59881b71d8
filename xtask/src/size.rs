//! `cargo xtask size`: what the page weighs, and with `--engine` what counting tokens alone does, against budget.toml.

use crate::bench::module::{self, Module};
use crate::pages::{compress, files_below, target};
use crate::places;
use crate::setup::{self, Purpose};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What `cargo xtask size` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Measure this directory instead of dist/
    #[arg(long, value_name = "DIRECTORY")]
    dir: Option<PathBuf>,
    /// Build the tokens engine as a module of its own, and one with nothing behind its interface, and measure those instead
    #[arg(long, conflicts_with = "dir")]
    engine: bool,
}

/// Bytes that each part may weigh.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    first_visit: usize,
    requests: usize,
    html: usize,
    css: usize,
    scripts: usize,
    wasm: usize,
    worker: usize,
    later: usize,
    rules: usize,
    vocabulary: usize,
    embed_loader: usize,
    embed_badge: usize,
    embed_compact: usize,
    engine: usize,
    engine_itself: usize,
    lesson_html: usize,
    lesson_rest: usize,
    class_rest: usize,
}

/// One line of the result.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    what: String,
    measured: usize,
    budget: usize,
}

/// A file of the built page.
#[derive(Debug)]
struct File {
    target: String,
    bytes: usize,
}

/// Runs the verb.
///
/// # Errors
/// When something weighs more than its budget, or the page is not built.
pub fn run(options: &Options) -> Result<()> {
    if options.engine {
        return check_engine();
    }
    check(&options.dir.clone().unwrap_or_else(places::dist))
}

fn check_engine() -> Result<()> {
    let folder = places::target().join("bench");
    fs::create_dir_all(&folder)?;
    let toolchain = setup::toolchain(Purpose::Test)?;
    let bare = module::build(&toolchain, Module::Bare, &folder)?;
    let measured = module::build(&toolchain, Module::Ours, &folder)?;
    let budget = budget()?;
    let line = |what: &str, measured: usize, budget: usize| Line {
        what: what.to_owned(),
        measured,
        budget,
    };
    judge(&[
        line(
            "tokens engine, a module of its own",
            measured,
            budget.engine,
        ),
        line(
            "  without what any such module weighs",
            measured.saturating_sub(bare),
            budget.engine_itself,
        ),
    ])
}

fn budget() -> Result<Budget> {
    let path = places::root().join("budget.toml");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("in {}", path.display()))
}

/// Measures the page in `dist`, prints the table, and fails above the budget.
///
/// # Errors
/// When something weighs more than its budget, or the page is not built.
pub fn check(dist: &Path) -> Result<()> {
    judge(&measure(dist, &budget()?)?)
}

/// Prints the table, and fails above the budget.
fn judge(lines: &[Line]) -> Result<()> {
    println!(
        "{:<44} {:>9} {:>9}",
        "bytes after brotli 11", "measured", "budget"
    );
    for line in lines {
        let mark = if line.is_over() { "  OVER" } else { "" };
        println!(
            "{:<44} {:>9} {:>9}{mark}",
            line.what, line.measured, line.budget
        );
    }
    let over: Vec<&str> = lines
        .iter()
        .filter(|line| line.is_over())
        .map(|line| line.what.as_str())
        .collect();
    if over.is_empty() {
        Ok(())
    } else {
        bail!("over the budget of budget.toml: {}", over.join(", "))
    }
}

impl Line {
    fn is_over(&self) -> bool {
        self.measured > self.budget
    }
}

fn measure(dist: &Path, budget: &Budget) -> Result<Vec<Line>> {
    let files = weigh(dist)?;
    // The languages share everything but their page, in the root or in a directory of two letters: the heaviest stands for all.
    let is_language = |file: &&File| {
        let directory = file.target.strip_suffix("index.html");
        directory.is_some_and(|directory| directory == "/" || directory.len() == "/ar/".len())
    };
    let page = files
        .iter()
        .filter(is_language)
        .max_by_key(|file| file.bytes);
    let page = page.with_context(|| {
        format!(
            "{} has no page: build it with `cargo xtask build`",
            dist.display()
        )
    })?;
    let html = fs::read_to_string(dist.join(&page.target[1..]))?;
    let linked = linked_files(&page.target, &html);
    let fetched: Vec<&File> = files
        .iter()
        .filter(|file| linked.contains(&file.target))
        .collect();
    let sum = |ending: &str| {
        fetched
            .iter()
            .filter(|file| file.target.ends_with(ending))
            .map(|file| file.bytes)
            .sum::<usize>()
    };
    for ending in [".css", ".js", ".wasm"] {
        if sum(ending) == 0 {
            bail!(
                "{} links no {ending} file of {}",
                page.target,
                dist.display()
            );
        }
    }
    // Nothing in the page names it: the boot script registers it.
    let worker = files.iter().find(|file| file.target == "/sw.js");
    let worker = worker.map_or(0, |file| file.bytes);
    let linked: usize = fetched.iter().map(|file| file.bytes).sum();
    let everything = linked + worker;
    // Icons are fetched when the browser has nothing better to do.
    let before_the_number = fetched
        .iter()
        .filter(|file| {
            [".css", ".js", ".wasm"]
                .iter()
                .any(|ending| file.target.ends_with(ending))
        })
        .count();
    let line = |what: &str, measured: usize, budget: usize| Line {
        what: what.to_owned(),
        measured,
        budget,
    };
    let mut lines = vec![
        line(
            "first visit, without vocabulary and rules",
            page.bytes + everything,
            budget.first_visit,
        ),
        line(
            "  requests before the first number",
            1 + before_the_number,
            budget.requests,
        ),
        line(&format!("  {}", page.target), page.bytes, budget.html),
        line("  css", sum(".css"), budget.css),
        line("  scripts", sum(".js"), budget.scripts),
        line("  wasm", sum(".wasm"), budget.wasm),
        line("  service worker", worker, budget.worker),
    ];
    lines.extend(embedded(dist, &files, budget)?);
    lines.extend(
        files
            .iter()
            .filter(|file| file.target.starts_with("/later-"))
            .map(|file| {
                line(
                    "code that comes with the first text",
                    file.bytes,
                    budget.later,
                )
            }),
    );
    lines.extend(
        files
            .iter()
            .filter(|file| file.target.ends_with(".rules"))
            .map(|file| line(&file.target, file.bytes, budget.rules)),
    );
    lines.extend(
        files
            .iter()
            .filter(|file| file.target.contains(".vocab"))
            .map(|file| line(&file.target, file.bytes, budget.vocabulary)),
    );
    lines.extend(lessons(&files, budget));
    Ok(lines)
}

/// What other sites fetch.
fn embedded(dist: &Path, files: &[File], budget: &Budget) -> Result<Vec<Line>> {
    let bytes = |wanted: &str| {
        let found = files.iter().find(|file| file.target.starts_with(wanted));
        found
            .map(|file| file.bytes)
            .with_context(|| format!("{} has no {wanted}", dist.display()))
    };
    // A frame's page in its heaviest language, with what it links.
    let frame = |view: &str| {
        let ending = format!("/{view}/index.html");
        let pages = files
            .iter()
            .filter(|file| file.target.starts_with("/embed/") && file.target.ends_with(&ending));
        let page = pages.max_by_key(|file| file.bytes);
        let page = page.with_context(|| format!("{} has no {view}", dist.display()))?;
        let html = fs::read_to_string(dist.join(&page.target[1..]))?;
        let linked = linked_files(&page.target, &html);
        let parts = files.iter().filter(|file| linked.contains(&file.target));
        Ok::<_, anyhow::Error>(page.bytes + parts.map(|file| file.bytes).sum::<usize>())
    };
    let line = |what: &str, measured: usize, budget: usize| Line {
        what: what.to_owned(),
        measured,
        budget,
    };
    let on_focus = bytes("/embed/exact-")? + counter(files);
    Ok(vec![
        line("/embed.js", bytes("/embed.js")?, budget.embed_loader),
        line(
            "a badge in another site, before focus",
            frame("badge")?,
            budget.embed_badge,
        ),
        line(
            "a compact frame in another site, in all",
            frame("compact")? + on_focus,
            budget.embed_compact,
        ),
    ])
}

/// The counter of frames: its script and its WebAssembly.
fn counter(files: &[File]) -> usize {
    let parts = files
        .iter()
        .filter(|file| file.target.starts_with("/embed/counter-"));
    parts.map(|file| file.bytes).sum()
}

/// Whether a file belongs to the lessons, which nobody fetches with the page.
fn is_lesson(target: &str) -> bool {
    target.contains("/learn/") || target.starts_with("/learn-") || target.starts_with("/lesson-")
}

/// Whether a file belongs to quiz and teacher pack alone.
fn is_of_class(target: &str) -> bool {
    target.starts_with("/learn-quiz-") || target.starts_with("/learn-class-")
}

/// Each lesson in its heaviest language, and what all of them share beside the page's own style.
fn lessons(files: &[File], budget: &Budget) -> Vec<Line> {
    let mut heaviest: BTreeMap<&str, &File> = BTreeMap::new();
    let (mut rest, mut of_class) = (0, 0);
    for file in files.iter().filter(|file| is_lesson(&file.target)) {
        match file.target.find("/learn/") {
            Some(at) => {
                let known = heaviest.entry(&file.target[at..]).or_insert(file);
                if known.bytes < file.bytes {
                    *known = file;
                }
            }
            None if is_of_class(&file.target) => of_class += file.bytes,
            None => rest += file.bytes,
        }
    }
    let pages = heaviest.into_values().map(|file| Line {
        what: file.target.clone(),
        measured: file.bytes,
        budget: budget.lesson_html,
    });
    let rest = Line {
        what: "lessons: style, script, glue, wasm".to_owned(),
        measured: rest,
        budget: budget.lesson_rest,
    };
    let of_class = Line {
        what: "quiz and teacher pack: style, script".to_owned(),
        measured: of_class,
        budget: budget.class_rest,
    };
    pages.chain([rest, of_class]).collect()
}

/// All files of the page as they are sent: compressed by our own hand, so that no forgotten copy counts.
fn weigh(dist: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for path in files_below(dist)? {
        let Some(target) = target(dist, &path) else {
            continue;
        };
        let is_copy = [".br", ".gz"].iter().any(|suffix| {
            target
                .strip_suffix(suffix)
                .is_some_and(|of| dist.join(&of[1..]).is_file())
        });
        if is_copy || target == "/_headers" {
            continue;
        }
        let content = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let bytes = if target.ends_with(".vocab") {
            content.len()
        } else {
            compress::brotli(&content)?.len().min(content.len())
        };
        files.push(File { target, bytes });
    }
    Ok(files)
}

/// The files that the page's attributes name: what Trunk and the template link.
fn linked_files(page: &str, html: &str) -> BTreeSet<String> {
    let directory = page.rsplit_once('/').map_or("", |(directory, _)| directory);
    let attributes = ["href=\"", "src=\"", "data-js=\"", "data-wasm=\""];
    let values = attributes
        .iter()
        .flat_map(|attribute| html.split(attribute).skip(1))
        .filter_map(|rest| rest.split('"').next());
    values
        .filter(|value| !value.contains(':') && !value.starts_with('#'))
        .map(|value| resolve(directory, value))
        .collect()
}

fn resolve(directory: &str, link: &str) -> String {
    let mut parts: Vec<&str> = directory
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

#[cfg(test)]
mod tests;
