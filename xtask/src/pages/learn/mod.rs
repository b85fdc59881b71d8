//! The lessons: `learn/*.html` are their templates, `texts/learn/<language>.toml` their texts, and every figure in them is worked out here, when the page is
//! built, by the crate that the controls ask in the browser.

mod blocks;
mod charts;
mod figures;
mod format;
mod prose;
mod sources;

use super::offline;
use super::template::{Template, escape_into};
use super::texts::{self, Texts};
use crate::places;
use anyhow::{Context, Result, bail};
use blocks::Blocks;
use figures::Figures;
use format::Notation;
use prose::Prose;
use sources::Facts;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// A page of the lessons.
#[derive(Clone, Copy, Debug)]
struct View {
    /// Its template in `learn/`; `frame.html` stands around each.
    template: &'static str,
    /// Its directory below the language's own.
    directory: &'static str,
    /// The table of its title and description.
    titles: &'static str,
    /// The text of the links to it.
    link: &'static str,
}

/// All pages, in the order of their links.
const VIEWS: [View; 4] = [
    View {
        template: "steps.html",
        directory: "learn/",
        titles: "intro",
        link: "views.learn",
    },
    View {
        template: "lab.html",
        directory: "learn/lab/",
        titles: "lab",
        link: "views.lab",
    },
    View {
        template: "access.html",
        directory: "learn/access/",
        titles: "access",
        link: "views.access",
    },
    View {
        template: "method.html",
        directory: "learn/method/",
        titles: "method",
        link: "views.method",
    },
];

/// What the pages of the lessons fetch, by the names that the build gave it.
#[derive(Debug)]
pub struct Assets {
    /// Trunk's link to the style sheet of the main page.
    style: String,
    css: String,
    script: String,
    glue: String,
    wasm: String,
}

/// What belongs to the lessons only. The first two are in `learn/`, the others come from Trunk.
const FILES: [&str; 4] = ["learn.css", "learn.js", "lesson.js", "lesson_bg.wasm"];

impl Assets {
    /// Puts the files of the lessons into `staging`, each named by its content where `named` says so. `index` is Trunk's page, which links the style sheet.
    ///
    /// # Errors
    /// When one is not there.
    pub fn place(staging: &Path, index: &str, named: bool) -> Result<Self> {
        for name in &FILES[..2] {
            let source = places::root().join("learn").join(name);
            let text = fs::read_to_string(&source)
                .with_context(|| format!("cannot read {}", source.display()))?;
            let text = if name.ends_with(".js") {
                offline::without_comments(&text)
            } else {
                text
            };
            super::put(staging, name, &text)?;
        }
        let place = |name: &str| {
            if named {
                offline::renamed_by_content(staging, name)
            } else {
                Ok(name.to_owned())
            }
        };
        let [css, script, glue, wasm] = FILES.map(place);
        let links = index
            .split_once("<link rel=\"stylesheet\"")
            .and_then(|(_, rest)| rest.split_once('>'));
        let (style, _) = links.context("Trunk's page links no style sheet")?;
        Ok(Self {
            style: format!("<link rel=\"stylesheet\"{style}>"),
            css: css?,
            script: script?,
            glue: glue?,
            wasm: wasm?,
        })
    }

    /// The names of the files that nothing but the lessons fetches.
    pub fn names(&self) -> [String; 4] {
        [&self.css, &self.script, &self.glue, &self.wasm].map(Clone::clone)
    }
}

/// Everything that the pages are made of, read once.
#[derive(Debug)]
pub struct Lessons {
    /// Each with the frame around it.
    templates: Vec<(View, String)>,
    texts: Vec<Texts>,
    figures: Figures,
    facts: Facts,
}

impl Lessons {
    /// Reads templates, texts and facts, and works the figures out.
    ///
    /// # Errors
    /// Names what cannot be read or does not fit.
    pub fn load() -> Result<Self> {
        let read = |name: &str| {
            let path = places::root().join("learn").join(name);
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
        };
        let frame = read("frame.html")?;
        let templates =
            VIEWS.map(|view| Ok((view, frame.replace("{{view}}", &read(view.template)?))));
        let facts = Facts::load()?;
        Ok(Self {
            templates: templates.into_iter().collect::<Result<_>>()?,
            texts: texts::load(&places::root().join("texts/learn"))
                .context("in the texts of the lessons")?,
            figures: Figures::compute(&facts)?,
            facts,
        })
    }

    /// Every page in every language, by its directory.
    ///
    /// # Errors
    /// Names the placeholder that nothing fills.
    pub fn render(&self, assets: &Assets, build: &str) -> Result<Vec<(String, String)>> {
        let mut pages = Vec::new();
        for own in &self.texts {
            for (view, html) in &self.templates {
                let directory = format!("{}{}", super::directory_of(own), view.directory);
                let up = |directory: &str| "../".repeat(directory.matches('/').count());
                let (root, home) = (up(&directory), up(view.directory));
                let page = Page {
                    lessons: self,
                    prose: Prose {
                        texts: own,
                        figures: &self.figures,
                        notation: Notation::of(own.code())?,
                        home: &home,
                    },
                    root: &root,
                    view: *view,
                    assets,
                    build,
                };
                let rendered = Template::parse(html)
                    .and_then(|template| {
                        template.render_with(&root, |name, html| page.fill(name, html))
                    })
                    .with_context(|| format!("learn/{} in {}", view.template, own.code()))?;
                pages.push((directory, rendered));
            }
        }
        Ok(pages)
    }
}

/// One page in one language.
struct Page<'a> {
    lessons: &'a Lessons,
    prose: Prose<'a>,
    /// The way to the root, and thereby to the files that all languages share.
    root: &'a str,
    view: View,
    assets: &'a Assets,
    build: &'a str,
}

impl Page<'_> {
    fn fill(&self, placeholder: &str, html: &mut String) -> Result<()> {
        let own = self.prose.texts;
        let (command, rest) = placeholder.split_once(' ').unwrap_or((placeholder, ""));
        match command {
            "lang" => escape_into(html, own.code()),
            "dir" => escape_into(html, own.get("language.dir").unwrap_or("ltr")),
            "build" => escape_into(html, self.build),
            "title" => self.titled("title", html)?,
            "description" => self.titled("description", html)?,
            "home" => html.push_str(self.prose.home),
            "style" => html.push_str(
                &self
                    .assets
                    .style
                    .replace("=\"./", &format!("=\"{}", self.root)),
            ),
            "css" => html.push_str(&self.assets.css),
            "script" => html.push_str(&self.assets.script),
            "glue" => html.push_str(&self.assets.glue),
            "wasm" => html.push_str(&self.assets.wasm),
            "languages" => self.languages(html),
            "views" => self.views(html)?,
            // For attributes: no mark-up.
            "plain" => escape_into(html, self.prose.text(rest)?),
            "figure" => html.push_str(&self.prose.figure(rest)?),
            "how" => self.how(rest, html)?,
            "block" => Blocks {
                prose: &self.prose,
                facts: &self.lessons.facts,
            }
            .write(rest, html)?,
            _ if rest.is_empty() => self.prose.write(placeholder, html)?,
            _ => bail!("{command:?} is nothing that a template of the lessons can ask for"),
        }
        Ok(())
    }

    /// The other languages of this page.
    fn languages(&self, html: &mut String) {
        let own = self.prose.texts.code();
        for other in self
            .lessons
            .texts
            .iter()
            .filter(|other| other.code() != own)
        {
            let (root, directory) = (self.root, super::directory_of(other));
            let (code, dir) = (other.code(), other.get("language.dir").unwrap_or("ltr"));
            let _ = write!(
                html,
                "<a href=\"{root}{directory}{}\" lang=\"{code}\" hreflang=\"{code}\" dir=\"{dir}\">",
                self.view.directory
            );
            escape_into(html, other.get("language.name").unwrap_or(code));
            html.push_str("</a>");
        }
    }

    /// The pages of the lessons, the one that is open marked.
    fn views(&self, html: &mut String) -> Result<()> {
        for view in VIEWS {
            let mark = if view.directory == self.view.directory {
                " aria-current=\"page\""
            } else {
                ""
            };
            let _ = write!(
                html,
                "<a href=\"{}{}\"{mark}>",
                self.prose.home, view.directory
            );
            self.prose.write(view.link, html)?;
            html.push_str("</a>");
        }
        Ok(())
    }

    /// A text of the page's own table, without mark-up.
    fn titled(&self, name: &str, html: &mut String) -> Result<()> {
        let key = format!("{}.{name}", self.view.titles);
        escape_into(html, self.prose.text(&key)?);
        Ok(())
    }

    /// What stands behind a figure: `how.key`, then the sources.
    fn how(&self, rest: &str, html: &mut String) -> Result<()> {
        let mut words = rest.split(' ');
        let key = words.next().unwrap_or_default();
        html.push_str("<details class=\"how\"><summary>");
        self.prose.write("how.summary", html)?;
        html.push_str("</summary><p>");
        self.prose.write(key, html)?;
        html.push_str("</p>");
        let sources: Vec<&str> = words.collect();
        if !sources.is_empty() {
            html.push_str("<ul>");
            for name in sources {
                html.push_str("<li>");
                self.lessons.facts.source(name)?.write(html);
                html.push_str("</li>");
            }
            html.push_str("</ul>");
        }
        html.push_str("</details>");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Assets, Lessons};

    fn assets() -> Assets {
        Assets {
            style: "<link rel=\"stylesheet\" href=\"./style-1.css\">".to_owned(),
            css: "learn-1.css".to_owned(),
            script: "learn-1.js".to_owned(),
            glue: "lesson-1.js".to_owned(),
            wasm: "lesson-1_bg.wasm".to_owned(),
        }
    }

    #[test]
    fn every_lesson_in_every_language() {
        let pages = Lessons::load()
            .unwrap()
            .render(&assets(), "b1")
            .map_err(|e| format!("{e:#}"))
            .unwrap();
        let find = |directory: &str| &pages.iter().find(|page| page.0 == directory).unwrap().1;
        for (directory, root) in [
            ("learn/", "../"),
            ("learn/lab/", "../../"),
            ("ar/learn/", "../../"),
            ("fr/learn/method/", "../../../"),
            ("es/learn/access/", "../../../"),
        ] {
            let html = find(directory);
            for link in [
                format!("href=\"{root}style-1.css\""),
                format!("src=\"{root}learn-1.js\""),
                format!("data-wasm=\"{root}lesson-1_bg.wasm\""),
                "data-build=\"b1\"".to_owned(),
            ] {
                assert!(html.contains(&link), "{directory} lacks {link}");
            }
            // The policy of headers.toml allows neither.
            for forbidden in ["<style", " style=", "onclick", "{{", "}}"] {
                assert!(!html.contains(forbidden), "{directory} has {forbidden}");
            }
        }
        assert!(find("learn/").contains("href=\"../ar/learn/\""));
        assert!(find("ar/learn/lab/").contains("href=\"../../../learn/lab/\""));
        assert!(find("ar/learn/lab/").contains("dir=\"rtl\""));
    }
}
