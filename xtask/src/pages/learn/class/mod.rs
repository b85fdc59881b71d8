//! Quiz and teacher pack: questions as data, answers that the energy crate vouches for, words with their figures filled in.

mod figures;
mod plan;
mod presets;
mod questions;
mod quiz;
mod wording;

use super::origins::Origins;
use super::sources::Facts;
use crate::pages::texts::{self, Texts};
use crate::places;
use anyhow::{Context, Result, bail};
use figures::Figures;
use questions::{METHOD, Questions};
use std::collections::BTreeSet;
use std::fs;
use wording::Wording;

/// Tables of the texts that belong to no question.
const SHARED: [&str; 11] = [
    "language",
    "units",
    "how",
    "theme",
    "quiz",
    "teach",
    "plan",
    "worksheet",
    "answers",
    "preset",
    "course",
];
/// Options whose words all questions share.
const COMMON: [&str; 4] = ["true", "false", "yes", "no"];

/// Everything that quiz and teacher pack are made of.
#[derive(Debug)]
pub struct Class {
    questions: Questions,
    figures: Figures,
    facts: Facts,
    origins: Origins,
    /// The words, the reference first.
    texts: Vec<Texts>,
}

impl Class {
    /// Reads everything and holds it against the figures.
    ///
    /// # Errors
    /// Names the file and the question.
    pub fn load() -> Result<Self> {
        let path = places::root().join("learn/questions.toml");
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let questions =
            Questions::parse(&text).with_context(|| format!("in {}", path.display()))?;
        let facts = Facts::load()?;
        let figures = Figures::gather(&facts)?;
        questions
            .check(&figures, &facts)
            .context("in learn/questions.toml")?;
        let texts = texts::load(&places::root().join("texts/class"))
            .context("in the texts of quiz and teacher pack")?;
        let origins = Origins::load("learn/class-origins.tsv", &facts)?;
        let class = Self {
            questions,
            figures,
            facts,
            origins,
            texts,
        };
        class.check_keys()?;
        Ok(class)
    }

    /// The text of a key as it stands in the file.
    ///
    /// # Errors
    /// When the language or the key is not there.
    pub fn text(&self, language: &str, key: &str) -> Result<&str> {
        let found = self.own(language)?.get(key);
        found.with_context(|| format!("there is no text {key}"))
    }

    /// What a template asks for: a text by its key, with figures filled in, or one of `quiz`, `plan`, `presets`, `preset-figures`, `answer-sources`.
    ///
    /// # Errors
    /// When there is nothing of this name.
    pub fn write(&self, language: &str, home: &str, name: &str, html: &mut String) -> Result<()> {
        let wording = self.wording(self.own(language)?)?;
        match name {
            "quiz" => html.push_str(&quiz::body(self, &wording, home)?),
            "plan" => plan::write(&wording, html)?,
            "answer-sources" => {
                let keys = wording.texts().entries().map(|(key, _)| key);
                let keys: Vec<&str> = keys.filter(|key| key.starts_with("answers.")).collect();
                quiz::put_sources(html, self, &keys, &[METHOD.to_owned()], &wording, home)?;
            }
            "preset-figures" => presets::table(&wording, html)?,
            "presets" => presets::write(&wording, home, html)?,
            _ => html.push_str(&wording.html(name)?),
        }
        Ok(())
    }

    fn own(&self, language: &str) -> Result<&Texts> {
        let mut all = self.texts.iter();
        let found = all.find(|texts| texts.code() == language);
        found.with_context(|| format!("there is no texts/class/{language}.toml"))
    }

    fn wording<'a>(&'a self, texts: &'a Texts) -> Result<Wording<'a>> {
        Wording::new(texts, &self.figures)
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
        let of_a_question = |key: &String| {
            let table = key.split_once('.').map_or("", |(table, _)| table);
            table == "theme" || !SHARED.contains(&table)
        };
        let there: BTreeSet<String> = (self.texts[0].entries())
            .map(|(key, _)| key.to_owned())
            .filter(of_a_question)
            .collect();
        let missing: Vec<_> = wanted.difference(&there).collect();
        let surplus: Vec<_> = there.difference(&wanted).collect();
        if !missing.is_empty() || !surplus.is_empty() {
            bail!("texts/class/en.toml: missing {missing:?}, surplus {surplus:?}");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::questions::Rule;
    use super::{Class, SHARED};
    use std::collections::BTreeMap;

    /// What texts may type: names, not quantities.
    const TYPED: [&str; 4] = ["CO₂e", "CO₂", "GPT-3", "SCORM 1.2"];

    fn class() -> Class {
        Class::load().unwrap()
    }

    #[test]
    fn there_are_enough_questions_and_each_theme_has_some() {
        let class = class();
        assert!(class.questions.question.len() >= 24);
        let mut themes: BTreeMap<&str, usize> = BTreeMap::new();
        for question in &class.questions.question {
            *themes.entry(&question.theme).or_default() += 1;
        }
        for theme in &class.questions.themes {
            let count = themes.get(theme.as_str());
            assert!(count.is_some_and(|count| *count >= 2), "{theme}");
        }
    }

    #[test]
    fn no_text_types_a_figure() {
        for texts in &class().texts {
            for (key, text) in texts.entries() {
                let names = TYPED.iter();
                let mut rest = names.fold(text.to_owned(), |text, name| text.replace(name, ""));
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
        let class = class();
        for texts in &class.texts {
            let mut html = String::new();
            class
                .write(texts.code(), "../../", "quiz", &mut html)
                .unwrap();
            let (_, shown) = html.split_once('>').unwrap();
            assert!(!shown.contains(['{', '}']), "{}", texts.code());
            for part in ["<fieldset", "<details"] {
                let count = html.matches(part).count();
                assert_eq!(count, class.questions.question.len(), "{part}");
            }
        }
    }

    /// Each figure that question or explanation shows is in the list behind them, with how it is made or with its source.
    #[test]
    fn no_figure_of_an_explanation_stands_alone() {
        let class = class();
        for texts in &class.texts {
            let wording = super::Wording::new(texts, &class.figures).unwrap();
            let mut html = String::new();
            class
                .write(texts.code(), "../../", "quiz", &mut html)
                .unwrap();
            for question in &class.questions.question {
                let (_, own) = html
                    .split_once(&format!("id=\"q-{}\"", question.id))
                    .unwrap();
                let (own, _) = own.split_once("</fieldset>").unwrap();
                let (_, list) = own.split_once("<ul class=\"sources\">").unwrap();
                for key in ["ask", "why"].map(|key| format!("{}.{key}", question.id)) {
                    for name in wording.names(&key).unwrap() {
                        let figure = format!("<bdi>{}</bdi>", wording.named(name).unwrap());
                        let is_said_in_words = ["ten_times", "hundred_times"].contains(&name);
                        assert!(
                            is_said_in_words || list.contains(&figure),
                            "{} {key}: {name}",
                            texts.code()
                        );
                    }
                }
            }
        }
    }

    /// Where only a sentence of ours stands between figure and answer, the sentence names one of the figures that decide.
    #[test]
    fn reasons_name_the_figures_that_decide() {
        let class = class();
        let reference = &class.texts[0];
        for question in &class.questions.question {
            let names: Vec<&String> = match &question.rule {
                Rule::Scaled { figure, .. } => vec![figure],
                Rule::Most(of) | Rule::Least(of) => of.values().collect(),
                Rule::Within { .. } | Rule::Because { .. } | Rule::Cited(_) => continue,
            };
            let why = reference.get(&format!("{}.why", question.id)).unwrap();
            let mut names = names.iter();
            assert!(
                names.any(|name| why.contains(&format!("{{{name}"))),
                "{}",
                question.id
            );
        }
    }

    /// What texts say of figures in words, where no rule of a question does: the first is larger than so many times the second.
    #[test]
    fn words_about_figures_are_true() {
        let figures = class().figures;
        let value = |name: &str| figures.value(name).unwrap();
        for (larger, times, smaller) in [
            // On the answer sheet: writing takes the most, reading the least.
            ("part_answer", 1.0, "part_centre"),
            ("part_centre", 1.0, "part_prompt"),
            ("save_half_prompt", 1.0, "save_courtesy"),
            // The ranges of mixture and dense model overlap.
            ("model_mixture.high", 1.0, "model_mid.low"),
            // Others count less water, and an older study more.
            ("chat_water", 1.0, "google_water_ml"),
            ("chat_water", 1.0, "altman_water_ml"),
            ("gpt3_water_ml", 1.0, "chat_water"),
            // Togo is such a country.
            ("article_per_head", 0.9, "per_head_tg"),
            ("per_head_tg", 0.9, "article_per_head"),
            // A short answer may take less than a search.
            ("one_time", 1.0, "search_ratio.low"),
            // A saving is far more certain than what it is a saving of.
            ("chat_spread", 3.0, "two_times"),
            ("grid_za", 1.0, "grid_us"),
            ("grid_us", 1.0, "grid_fr"),
            ("grid_fr", 1.0, "grid_no"),
        ] {
            assert!(
                value(larger) > times * value(smaller),
                "{larger} is {}, {smaller} {}",
                value(larger),
                value(smaller)
            );
        }
        // With hidden thinking a request takes more than ten searches.
        assert!(value("search_ratio") * value("reasoning_ratio") > value("ten_times"));
    }

    /// A text that nothing asks for is only weight.
    #[test]
    fn every_text_is_asked_for() {
        let root = crate::places::root();
        let mut asks = String::new();
        for folder in [
            "learn",
            "xtask/src/pages/learn/class",
            "xtask/src/scorm",
            "xtask/src/pages/learn",
        ] {
            for file in crate::pages::files_below(&root.join(folder)).unwrap() {
                asks += &std::fs::read_to_string(file).unwrap();
            }
        }
        let class = class();
        for (key, _) in class.texts[0].entries() {
            let (table, name) = key.split_once('.').unwrap();
            if !SHARED.contains(&table) || table == "theme" {
                continue;
            }
            let stem = ["_few", "_one", "_how", "_text"]
                .iter()
                .find_map(|end| name.strip_suffix(end));
            let quoted = format!("\"{}\"", stem.unwrap_or(name));
            let is_row = name
                .strip_prefix("row_")
                .is_some_and(|row| asks.contains(&format!("\"{row}\"")));
            assert!(
                is_row
                    || asks.contains(key)
                    || asks.contains(&quoted)
                    || (table == "how" && asks.contains(&format!("\t{name}\t"))),
                "nothing asks for {key}"
            );
        }
    }
}
