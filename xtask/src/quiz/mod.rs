//! The quiz: questions as data, answers that the energy crate vouches for, a page per language.

pub mod cited;
pub mod figures;
pub mod page;
pub mod questions;
pub mod shell;
pub mod wording;

use crate::pages;
use crate::pages::texts::{self, Texts};
use crate::places;
use anyhow::{Context, Result, bail};
use cited::Cited;
use figures::Figures;
use questions::Questions;
use shell::{Link, Shell};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use wording::Wording;

/// Tables of the texts that belong to no question.
const SHARED: [&str; 4] = ["language", "units", "theme", "quiz"];
/// Options whose words all questions share.
const COMMON: [&str; 4] = ["true", "false", "yes", "no"];

/// Everything the quiz is made of.
#[derive(Debug)]
pub struct Quiz {
    /// What is asked.
    pub questions: Questions,
    /// Sources and what only they can say.
    pub cited: Cited,
    /// All figures.
    pub figures: Figures,
    /// The words, the reference first.
    pub texts: Vec<Texts>,
}

/// Where the words and data of the learning pages are.
pub fn folder() -> PathBuf {
    places::root().join("learn")
}

impl Quiz {
    /// Reads everything and holds it against the figures.
    ///
    /// # Errors
    /// Names the file and the question.
    pub fn load() -> Result<Self> {
        let path = folder().join("quiz/questions.toml");
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let questions =
            Questions::parse(&text).with_context(|| format!("in {}", path.display()))?;
        let cited = Cited::load(&folder().join("cited.toml"))?;
        let figures = Figures::gather(&cited)?;
        questions
            .check(&figures, &cited)
            .context("in learn/quiz/questions.toml")?;
        let texts = texts::load_except(&folder().join("quiz"), &["questions"])?;
        let quiz = Self {
            questions,
            cited,
            figures,
            texts,
        };
        quiz.check_keys()?;
        Ok(quiz)
    }

    /// The words of a language with the figures in them.
    pub fn wording<'a>(&'a self, texts: &'a Texts) -> Wording<'a> {
        Wording::new(texts, &self.figures)
    }

    /// The page of each language by its path, relative to the root of the site; `styles` are relative to it too.
    ///
    /// # Errors
    /// Names what is missing.
    pub fn pages(&self, styles: &[&str]) -> Result<Vec<(String, String)>> {
        let pages = self.texts.iter().map(|own| {
            let up = if own.is_reference() {
                "../../"
            } else {
                "../../../"
            };
            let mut links = vec![Link {
                address: "../".to_owned(),
                text: own.get("quiz.back").unwrap_or_default(),
                language: None,
            }];
            for other in self.texts.iter().filter(|other| other.code() != own.code()) {
                links.push(Link {
                    address: format!("{up}{}learn/quiz/", pages::directory_of(other)),
                    text: other.get("language.name").unwrap_or_default(),
                    language: Some(other),
                });
            }
            let styles: Vec<String> = styles.iter().map(|name| format!("{up}{name}")).collect();
            let shell = Shell {
                texts: own,
                title: own.get("quiz.title").unwrap_or_default(),
                styles: &styles,
                scripts: &format!("<script type=\"module\" src=\"{up}quiz.js\"></script>\n"),
                links: &links,
            };
            let body = page::body(self, &self.wording(own), "../method/")
                .with_context(|| format!("in learn/quiz/{}.toml", own.code()))?;
            let path = format!("{}learn/quiz/index.html", pages::directory_of(own));
            Ok((path, shell.page(&body)))
        });
        pages.collect()
    }

    /// Every question has its words, and there are no others; the other languages have the reference's keys anyway.
    fn check_keys(&self) -> Result<()> {
        let mut wanted = BTreeSet::new();
        for question in &self.questions.question {
            let own = question.options.iter().map(String::as_str);
            let own = own.filter(|option| !COMMON.contains(option));
            for name in own.chain(["ask", "why"]) {
                wanted.insert(format!("{}.{name}", question.id));
            }
        }
        for theme in &self.questions.themes {
            wanted.insert(format!("theme.{theme}"));
        }
        let table = |key: &str| key.split_once('.').map(|(table, _)| table.to_owned());
        let there: BTreeSet<String> = (self.texts[0].entries())
            .map(|(key, _)| key.to_owned())
            .filter(|key| {
                let table = table(key).unwrap_or_default();
                table == "theme" || !SHARED.contains(&table.as_str())
            })
            .collect();
        let missing: Vec<_> = wanted.difference(&there).collect();
        let surplus: Vec<_> = there.difference(&wanted).collect();
        if !missing.is_empty() || !surplus.is_empty() {
            bail!("learn/quiz/en.toml: missing {missing:?}, surplus {surplus:?}");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Quiz;
    use super::questions::Rule;
    use std::collections::BTreeMap;

    /// Figures that texts may type: they are names, not quantities.
    const TYPED: [&str; 3] = ["CO₂e", "CO₂", "GPT-3"];

    fn quiz() -> Quiz {
        Quiz::load().unwrap()
    }

    #[test]
    fn there_are_enough_questions_and_each_theme_has_some() {
        let quiz = quiz();
        assert!(quiz.questions.question.len() >= 24);
        let mut themes: BTreeMap<&str, usize> = BTreeMap::new();
        for question in &quiz.questions.question {
            *themes.entry(&question.theme).or_default() += 1;
        }
        for theme in &quiz.questions.themes {
            assert!(
                themes.get(theme.as_str()).is_some_and(|count| *count >= 2),
                "{theme}"
            );
        }
    }

    #[test]
    fn no_text_types_a_figure() {
        for texts in &quiz().texts {
            for (key, text) in texts.entries().filter(|(key, _)| *key != "units.sample") {
                let mut rest = TYPED
                    .iter()
                    .fold(text.to_owned(), |text, name| text.replace(name, ""));
                while let Some((before, after)) = rest.split_once('{') {
                    let (_, after) = after.split_once('}').unwrap();
                    rest = format!("{before}{after}");
                }
                assert!(
                    !rest.contains(char::is_numeric),
                    "{} {key} types a figure: {text}",
                    texts.code()
                );
            }
        }
    }

    #[test]
    fn every_language_says_everything() {
        let quiz = quiz();
        for texts in &quiz.texts {
            let html = super::page::body(&quiz, &quiz.wording(texts), "../method/").unwrap();
            let (_, shown) = html.split_once('>').unwrap();
            assert!(!shown.contains(['{', '}']), "{}", texts.code());
            assert_eq!(
                html.matches("<fieldset").count(),
                quiz.questions.question.len()
            );
            assert_eq!(
                html.matches("<details").count(),
                quiz.questions.question.len()
            );
        }
    }

    /// Where only a sentence of ours stands between figure and answer, the sentence names the figures.
    #[test]
    fn reasons_name_the_figures_that_decide() {
        let quiz = quiz();
        let reference = &quiz.texts[0];
        for question in &quiz.questions.question {
            let names: Vec<&String> = match &question.rule {
                Rule::Scaled { figure, .. } => vec![figure],
                Rule::Most(of) | Rule::Least(of) => of.values().collect(),
                Rule::Within { .. } | Rule::Because { .. } | Rule::Cited(_) => Vec::new(),
            };
            let why = reference.get(&format!("{}.why", question.id)).unwrap();
            let named = names
                .iter()
                .filter(|name| why.contains(&format!("{{{name}")))
                .count();
            assert!(names.is_empty() || named >= 1, "{}", question.id);
        }
    }

    #[test]
    fn each_question_has_a_source_that_can_be_opened() {
        let quiz = quiz();
        for question in &quiz.questions.question {
            let opens =
                |id: &String| id == "promptwatt" || !quiz.cited.source(id).unwrap().link.is_empty();
            assert!(question.sources.iter().any(opens), "{}", question.id);
        }
    }
}
