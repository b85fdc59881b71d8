//! The lessons: `learn/*.html` are their templates, `texts/learn/<language>.toml` their texts, and every figure in them is worked out here, when the page is
//! built, by the crate that the controls ask in the browser. Quiz and teacher pack stand beside them.

mod blocks;
mod charts;
mod class;
mod figures;
mod format;
mod origins;
mod prose;
#[cfg(test)]
mod reading;
mod sources;

use super::embed::shorten;
use super::offline;
use super::template::{Template, escape_into};
use super::texts::{self, Texts};
use crate::places;
use anyhow::{Context, Result, bail};
use blocks::Blocks;
use class::Class;
use figures::Figures;
use format::Notation;
use origins::{Group, Origins};
use prose::Prose;
use sources::{Facts, Source};
use std::cell::RefCell;
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
    /// The text of the links to it; empty where only another page of the lessons links it.
    link: &'static str,
    /// What it is.
    kind: Kind,
}

/// Kinds of pages: whose words they have, and which script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A lesson, with its controls.
    Lesson,
    /// The quiz.
    Quiz,
    /// A page of the teacher pack, which has no script of its own.
    Sheet,
}

/// All pages, in the order of their links.
const VIEWS: [View; 8] = [
    View {
        template: "steps.html",
        directory: "learn/",
        titles: "intro",
        link: "views.learn",
        kind: Kind::Lesson,
    },
    View {
        template: "lab.html",
        directory: "learn/lab/",
        titles: "lab",
        link: "views.lab",
        kind: Kind::Lesson,
    },
    View {
        template: "access.html",
        directory: "learn/access/",
        titles: "access",
        link: "views.access",
        kind: Kind::Lesson,
    },
    View {
        template: "method.html",
        directory: "learn/method/",
        titles: "method",
        link: "views.method",
        kind: Kind::Lesson,
    },
    View {
        template: "quiz.html",
        directory: "learn/quiz/",
        titles: "quiz",
        link: "quiz.link",
        kind: Kind::Quiz,
    },
    View {
        template: "teach.html",
        directory: "learn/teach/",
        titles: "teach",
        link: "teach.link",
        kind: Kind::Sheet,
    },
    View {
        template: "worksheet.html",
        directory: "learn/teach/worksheet/",
        titles: "worksheet",
        link: "",
        kind: Kind::Sheet,
    },
    View {
        template: "answers.html",
        directory: "learn/teach/answers/",
        titles: "answers",
        link: "",
        kind: Kind::Sheet,
    },
];

/// What the pages of the lessons fetch, by the names that the build gave it.
#[derive(Debug)]
pub struct Assets {
    /// Trunk's link to the style sheet of the main page.
    style: String,
    base: String,
    css: String,
    script: String,
    glue: String,
    wasm: String,
    quiz: String,
    class: String,
}

/// Explanations of figures that no formula of ours makes.
const OTHERS: [&str; 8] = [
    "quoted",
    "published",
    "report",
    "led",
    "size",
    "talent",
    "members",
    "devices",
];

/// What belongs to the lessons only. The first five are in `learn/`, the others come from Trunk.
const FILES: [&str; 7] = [
    "learn-base.js",
    "learn.css",
    "learn.js",
    "learn-quiz.js",
    "learn-class.css",
    "lesson.js",
    "lesson_bg.wasm",
];

impl Assets {
    /// Puts the files of the lessons into `staging`, each named by its content where `named` says so. `index` is Trunk's page, which links the style sheet.
    ///
    /// # Errors
    /// When one is not there.
    pub fn place(staging: &Path, index: &str, named: bool) -> Result<Self> {
        for name in &FILES[..5] {
            let source = places::root().join("learn").join(name);
            let text = fs::read_to_string(&source)
                .with_context(|| format!("cannot read {}", source.display()))?;
            let text = if name.ends_with(".js") {
                shorten::script(&offline::without_comments(&text))?
            } else {
                shorten::style(&text)?
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
        let [base, css, script, quiz, class, glue, wasm] = FILES.map(place);
        let links = index
            .split_once("<link rel=\"stylesheet\"")
            .and_then(|(_, rest)| rest.split_once('>'));
        let (style, _) = links.context("Trunk's page links no style sheet")?;
        Ok(Self {
            style: format!("<link rel=\"stylesheet\"{style}>"),
            base: base?,
            css: css?,
            script: script?,
            glue: glue?,
            wasm: wasm?,
            quiz: quiz?,
            class: class?,
        })
    }

    /// The names of the files that nothing but the lessons fetches.
    pub fn names(&self) -> [String; 7] {
        [
            &self.base,
            &self.css,
            &self.script,
            &self.glue,
            &self.wasm,
            &self.quiz,
            &self.class,
        ]
        .map(Clone::clone)
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
    origins: Origins,
    class: Class,
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
            origins: Origins::load("learn/origins.tsv", &facts)?,
            facts,
            class: Class::load()?,
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
                let shown = RefCell::default();
                let page = Page {
                    lessons: self,
                    prose: Prose {
                        texts: own,
                        figures: &self.figures,
                        notation: Notation::of(own.code())?,
                        home: &home,
                        shown: &shown,
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
                    .and_then(|rendered| page.leaves_nothing_out().map(|()| rendered))
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
            "base" => html.push_str(&self.assets.base),
            "css" => html.push_str(&self.assets.css),
            "digits" => self.digits(html)?,
            "scripts" => self.scripts(html),
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
            "class" => self.of_class(rest, html)?,
            _ if rest.is_empty() => self.prose.write(placeholder, html)?,
            _ => bail!("{command:?} is nothing that a template of the lessons can ask for"),
        }
        Ok(())
    }

    /// What the page's kind adds to its head.
    fn scripts(&self, html: &mut String) {
        let (root, assets) = (self.root, self.assets);
        if self.view.kind == Kind::Lesson {
            let _ = write!(
                html,
                "<script type=\"module\" id=\"script\" src=\"{root}{}\" data-glue=\"{root}{}\" data-wasm=\"{root}{}\"></script>",
                assets.script, assets.glue, assets.wasm
            );
            return;
        }
        let _ = write!(
            html,
            "<link rel=\"stylesheet\" href=\"{root}{}\">",
            assets.class
        );
        if self.view.kind == Kind::Quiz {
            let _ = write!(
                html,
                "\n<script type=\"module\" src=\"{root}{}\"></script>",
                assets.quiz
            );
        }
    }

    /// Something of quiz or teacher pack.
    fn of_class(&self, name: &str, html: &mut String) -> Result<()> {
        let language = self.prose.texts.code();
        let class = &self.lessons.class;
        class.write(language, self.prose.home, name, html)
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

    /// The button that changes the digits, for the language whose readers have two kinds. The script shows it.
    fn digits(&self, html: &mut String) -> Result<()> {
        if self.prose.texts.code() == "ar" {
            html.push_str("<button type=\"button\" id=\"digits\" hidden>");
            escape_into(html, self.prose.text("page.digits")?);
            html.push_str("</button>");
        }
        Ok(())
    }

    /// The pages of the lessons, the one that is open marked.
    fn views(&self, html: &mut String) -> Result<()> {
        for view in VIEWS.into_iter().filter(|view| !view.link.is_empty()) {
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
            if view.kind == Kind::Lesson {
                self.prose.write(view.link, html)?;
            } else {
                self.of_class(view.link, html)?;
            }
            html.push_str("</a>");
        }
        Ok(())
    }

    /// A text of the page's own table, without mark-up.
    fn titled(&self, name: &str, html: &mut String) -> Result<()> {
        let key = format!("{}.{name}", self.view.titles);
        let text = if self.view.kind == Kind::Lesson {
            self.prose.text(&key)?
        } else {
            self.lessons.class.text(self.prose.texts.code(), &key)?
        };
        escape_into(html, text);
        Ok(())
    }

    /// What stands behind the figures that were shown since the last time; then, for each part of `rest` (parts end with `;`), what stands behind a
    /// table: the key of its text, and sources.
    fn how(&self, rest: &str, html: &mut String) -> Result<()> {
        let shown = self.prose.shown.take();
        let groups = self
            .lessons
            .origins
            .gathered(shown.iter().map(String::as_str))?;
        html.push_str("<details class=\"how\"><summary>");
        self.prose.write("how.summary", html)?;
        html.push_str("</summary><dl>");
        for group in &groups {
            self.figures_of(group, html)?;
            self.explained(&group.how, &group.sources, html)?;
        }
        for part in rest.split(';').filter(|part| !part.trim().is_empty()) {
            let mut words = part.split_whitespace().map(str::to_owned);
            let key = words.next().unwrap_or_default();
            html.push_str("<dt>");
            self.prose.write("how.table", html)?;
            html.push_str("</dt>");
            self.explained(&key, &words.collect::<Vec<_>>(), html)?;
        }
        html.push_str("</dl>");
        // What others say has no formula of ours.
        if !rest.is_empty() || groups.iter().any(|group| !OTHERS.contains(&&*group.how)) {
            html.push_str("<p>");
            self.prose.write("how.method", html)?;
            html.push_str("</p>");
        }
        html.push_str("</details>");
        // What the explanations themselves show, they explain.
        self.prose.shown.take();
        Ok(())
    }

    /// The figures of a group, as the text above shows them: the controls change them here too.
    fn figures_of(&self, group: &Group, html: &mut String) -> Result<()> {
        html.push_str("<dt>");
        for (index, (name, unit)) in group.figures.iter().enumerate() {
            if index > 0 {
                html.push_str(" · ");
            }
            let figure = self.prose.element(name)?;
            if unit.is_empty() {
                html.push_str(&figure);
            } else {
                let pattern = self.prose.text(&format!("unit.{unit}"))?;
                html.push_str(&pattern.replace("{n}", &figure));
            }
        }
        html.push_str("</dt>");
        Ok(())
    }

    /// How it was made, and the sources.
    fn explained(&self, how: &str, sources: &[String], html: &mut String) -> Result<()> {
        html.push_str("<dd>");
        self.prose.write(&format!("how.{how}"), html)?;
        // Several rows may come from one source.
        let mut each: Vec<Source> = Vec::new();
        for name in sources {
            let source = self.lessons.facts.source(name)?;
            if !each.contains(&source) {
                each.push(source);
            }
        }
        if !each.is_empty() {
            html.push_str("<ul>");
            for source in each {
                html.push_str("<li>");
                source.write(html);
                html.push_str("</li>");
            }
            html.push_str("</ul>");
        }
        html.push_str("</dd>");
        Ok(())
    }

    /// Every figure has been explained.
    fn leaves_nothing_out(&self) -> Result<()> {
        let shown = self.prose.shown.take();
        let left = self
            .lessons
            .origins
            .gathered(shown.iter().map(String::as_str))?;
        let names = left.iter().flat_map(|group| &group.figures);
        let names: Vec<&str> = names.map(|(name, _)| name.as_str()).collect();
        if !names.is_empty() {
            bail!("no {{{{how}}}} comes after {}", names.join(", "));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Assets, Lessons};

    fn assets() -> Assets {
        Assets {
            style: "<link rel=\"stylesheet\" href=\"./style-1.css\">".to_owned(),
            base: "learn-base-1.js".to_owned(),
            css: "learn-1.css".to_owned(),
            script: "learn-1.js".to_owned(),
            glue: "lesson-1.js".to_owned(),
            wasm: "lesson-1_bg.wasm".to_owned(),
            quiz: "learn-quiz-1.js".to_owned(),
            class: "learn-class-1.css".to_owned(),
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
            ("ar/learn/quiz/", "../../../"),
            ("learn/teach/answers/", "../../../"),
        ] {
            let html = find(directory);
            for link in [
                format!("href=\"{root}style-1.css\""),
                "data-build=\"b1\"".to_owned(),
            ] {
                assert!(html.contains(&link), "{directory} lacks {link}");
            }
            // The policy of headers.toml allows neither.
            for forbidden in ["<style", " style=", "onclick", "{{", "}}"] {
                assert!(!html.contains(forbidden), "{directory} has {forbidden}");
            }
        }
        let lesson = find("ar/learn/lab/");
        assert!(lesson.contains("src=\"../../../learn-1.js\" data-glue=\"../../../lesson-1.js\" data-wasm=\"../../../lesson-1_bg.wasm\""));
        assert!(find("ar/learn/quiz/").contains("src=\"../../../learn-quiz-1.js\""));
        // The sheets have nothing but what every page has, before anything is painted.
        assert_eq!(find("learn/teach/worksheet/").matches("<script").count(), 1);
        assert!(find("ar/learn/teach/worksheet/").contains(
            "<script src=\"../../../../learn-base-1.js\"></script>\n<link rel=\"stylesheet\""
        ));
        // Only readers of Arabic have two kinds of digits.
        assert!(find("ar/learn/quiz/").contains("id=\"digits\" hidden>"));
        assert!(!find("fr/learn/quiz/").contains("id=\"digits\""));
        // Without script nothing is hidden but the controls.
        assert!(find("learn/").contains("<div id=\"revealed\">"));
        assert!(find("learn/").contains("href=\"../ar/learn/\""));
        assert!(find("ar/learn/lab/").contains("href=\"../../../learn/lab/\""));
        assert!(find("ar/learn/lab/").contains("dir=\"rtl\""));
    }
}
