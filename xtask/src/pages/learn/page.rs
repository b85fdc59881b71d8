//! One page of the lessons in one language: what each placeholder of its template becomes.

use super::Lessons;
use super::assets::Assets;
use super::blocks::Blocks;
use super::prose::Prose;
use super::views::{Kind, VIEWS, View};
use crate::pages::directory_of;
use crate::pages::template::escape_into;
use anyhow::{Result, bail};
use std::fmt::Write;

/// One page in one language.
pub(super) struct Page<'a> {
    pub(super) lessons: &'a Lessons,
    pub(super) prose: Prose<'a>,
    /// The way to the root, and thereby to the files that all languages share.
    pub(super) root: &'a str,
    pub(super) view: View,
    pub(super) assets: &'a Assets,
    pub(super) build: &'a str,
}

impl Page<'_> {
    pub(super) fn fill(&self, placeholder: &str, html: &mut String) -> Result<()> {
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
            let (root, directory) = (self.root, directory_of(other));
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
}
