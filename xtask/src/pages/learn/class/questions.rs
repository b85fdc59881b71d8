//! `learn/questions.toml`: what is asked, under which theme, and why the right answer is right. The words are in `texts/class/<language>.toml`.

use super::super::sources::Facts;
use super::figures::{Figure, Figures};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Figures of two options that are nearer than this are no question: the answer would hang on the last digit.
const APART: f64 = 1.15;

/// The source that is our own method page.
pub const METHOD: &str = "method";

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questions {
    /// The themes, in the order in which they are taught.
    pub themes: Vec<String>,
    /// The questions.
    pub question: Vec<Question>,
}

/// A question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name in the texts and in what the browser keeps.
    pub id: String,
    /// One of the themes.
    pub theme: String,
    /// The options in the order in which they are shown; none where they are numbers.
    #[serde(default)]
    pub options: Vec<String>,
    /// The right ones; none where they are numbers.
    #[serde(default)]
    pub right: Vec<String>,
    /// Why.
    pub rule: Rule,
    /// Who says so, named as in the lessons' templates; [`METHOD`] is our own page.
    pub sources: Vec<String>,
}

/// Why the right answer is right.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// The options are a figure times each of these; that times 1 is right.
    Scaled {
        /// The figure's name.
        figure: String,
        /// The factors, ascending; 1 is among them.
        factors: Vec<f64>,
    },
    /// The option with the largest figure.
    Most(BTreeMap<String, String>),
    /// The option with the smallest figure.
    Least(BTreeMap<String, String>),
    /// Every option whose figure is at most this one.
    Within {
        /// The limit's name.
        limit: String,
        /// The options' figures.
        of: BTreeMap<String, String>,
    },
    /// The right answer says no more than that one figure is at least so many times the other.
    Because {
        /// The larger figure.
        larger: String,
        /// The smaller one.
        smaller: String,
        /// How many times.
        by: f64,
    },
    /// A source says it, and no figure decides it.
    Cited(String),
}

/// What an option says.
#[derive(Clone, Debug, PartialEq)]
pub enum Says {
    /// The text of this key in the question's table.
    Text(String),
    /// A figure.
    Figure(Figure),
}

/// An option, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it says.
    pub says: Says,
    /// Whether it is right.
    pub is_right: bool,
}

impl Question {
    /// The options as they are shown, held against the figures.
    ///
    /// # Errors
    /// When the answer that is called right is not, or hangs on the last digit.
    pub fn choices(&self, figures: &Figures) -> Result<Vec<Choice>> {
        if let Rule::Scaled { figure, factors } = &self.rule {
            return self.scaled(figures.get(figure)?, factors);
        }
        let right: BTreeSet<&str> = self.right.iter().map(String::as_str).collect();
        let derived = self.derived(figures)?;
        if derived.as_ref().is_some_and(|derived| *derived != right) {
            bail!("the figures say that {derived:?} is right, the file says {right:?}");
        }
        let choices = self.options.iter().map(|option| Choice {
            says: Says::Text(option.clone()),
            is_right: right.contains(option.as_str()),
        });
        Ok(choices.collect())
    }

    /// Whether more than one answer may be chosen.
    pub fn takes_several(&self) -> bool {
        matches!(self.rule, Rule::Within { .. })
    }

    fn scaled(&self, figure: Figure, factors: &[f64]) -> Result<Vec<Choice>> {
        let apart = factors.windows(2).all(|pair| pair[1] >= pair[0] * 1.5);
        let right = factors.iter().filter(|factor| **factor == 1.0).count();
        if !apart || right != 1 || factors.len() < 3 || !self.right.is_empty() {
            bail!("factors ascend by half at least, and 1 is among them");
        }
        let choices = factors.iter().map(|factor| Choice {
            says: Says::Figure(Figure::exact(figure.band[1] * factor, figure.unit)),
            is_right: *factor == 1.0,
        });
        Ok(choices.collect())
    }

    /// The right options by the figures; `None` where these do not decide.
    fn derived(&self, figures: &Figures) -> Result<Option<BTreeSet<&str>>> {
        match &self.rule {
            Rule::Scaled { .. } | Rule::Cited(_) => Ok(None),
            Rule::Because {
                larger,
                smaller,
                by,
            } => {
                let (large, small) = (figures.value(larger)?, figures.value(smaller)?);
                if *by < 1.0 || large < small * by {
                    bail!("{larger} is {large}, {smaller} {small}: not {by} times as much");
                }
                Ok(None)
            }
            Rule::Most(of) => self.extreme(of, figures, |value| value),
            Rule::Least(of) => self.extreme(of, figures, |value| 1.0 / value),
            Rule::Within { limit, of } => {
                self.has_figures(of)?;
                let limit = figures.value(limit)?;
                let mut within = BTreeSet::new();
                for (option, name) in of {
                    let value = figures.value(name)?;
                    if (limit / APART..=limit * APART).contains(&value) {
                        bail!("{name} is {value}, too near the limit {limit}");
                    }
                    if value < limit {
                        within.insert(option.as_str());
                    }
                }
                Ok(Some(within))
            }
        }
    }

    fn extreme<'a>(
        &self,
        of: &'a BTreeMap<String, String>,
        figures: &Figures,
        rank: impl Fn(f64) -> f64,
    ) -> Result<Option<BTreeSet<&'a str>>> {
        self.has_figures(of)?;
        let mut ranked = Vec::new();
        for (option, name) in of {
            let value = figures.value(name)?;
            if value <= 0.0 {
                bail!("{name} is {value}; only positive figures are compared");
            }
            ranked.push((rank(value), option.as_str()));
        }
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
        match ranked.as_slice() {
            [first, second, ..] if first.0 >= second.0 * APART => {
                Ok(Some(BTreeSet::from([first.1])))
            }
            _ => bail!("two options are too near each other: {ranked:?}"),
        }
    }

    fn has_figures(&self, of: &BTreeMap<String, String>) -> Result<()> {
        let (with, without): (BTreeSet<_>, BTreeSet<_>) =
            (of.keys().collect(), self.options.iter().collect());
        if with != without {
            bail!("the rule's options are not the question's");
        }
        Ok(())
    }
}

impl Questions {
    /// Reads the file.
    ///
    /// # Errors
    /// When it is not as expected.
    pub fn parse(text: &str) -> Result<Self> {
        let questions: Self = toml::from_str(text)?;
        let mut ids = BTreeSet::new();
        for question in &questions.question {
            let id = &question.id;
            if !ids.insert(id) {
                bail!("{id} is there twice");
            }
            if !questions.themes.contains(&question.theme) {
                bail!("{id}: {} is no theme", question.theme);
            }
            let is_number = matches!(question.rule, Rule::Scaled { .. });
            let options: BTreeSet<_> = question.options.iter().collect();
            if options.len() != question.options.len() || (options.len() < 2) != is_number {
                bail!("{id}: two or more options, each once; none where they are numbers");
            }
            if !question.right.iter().all(|right| options.contains(right)) {
                bail!("{id}: the right answer is not among the options");
            }
            if question.right.is_empty() != is_number
                || (question.right.len() > 1 && !question.takes_several())
            {
                bail!("{id}: one right answer; several only for a rule `within`");
            }
        }
        Ok(questions)
    }

    /// Holds every question against the figures and the sources.
    ///
    /// # Errors
    /// Names the question.
    pub fn check(&self, figures: &Figures, facts: &Facts) -> Result<()> {
        for question in &self.question {
            let id = &question.id;
            question.choices(figures).with_context(|| id.clone())?;
            let mut opens = false;
            for source in &question.sources {
                opens |= source == METHOD
                    || !facts
                        .source(source)
                        .with_context(|| id.clone())?
                        .link
                        .is_empty();
            }
            if !opens {
                bail!("{id} has no source that can be opened");
            }
            if let Rule::Cited(source) = &question.rule
                && (!question.sources.contains(source) || facts.source(source)?.link.is_empty())
            {
                bail!("{id}: who says so is among the sources, with a link");
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sources::Facts;
    use super::super::figures::Figures;
    use super::Questions;

    const QUESTION: &str = "themes = ['t']\n[[question]]\nid = 'q'\ntheme = 't'\noptions = ['a', 'b']\nright = ['a']\nrule = { most = { a = 'model_large', b = 'model_small' } }\nsources = ['method']\n";

    #[test]
    fn an_answer_that_is_not_right_is_found() {
        let facts = Facts::load().unwrap();
        let figures = Figures::gather(&facts).unwrap();
        let check = |from: &str, to: &str, complaint: Option<&str>| {
            assert!(QUESTION.contains(from), "{from}");
            let text = QUESTION.replace(from, to);
            let outcome =
                Questions::parse(&text).and_then(|questions| questions.check(&figures, &facts));
            match (outcome, complaint) {
                (Ok(()), None) => {}
                (Err(error), Some(complaint)) => {
                    assert!(format!("{error:#}").contains(complaint), "{error:#}");
                }
                (outcome, _) => panic!("{outcome:?} for {text}"),
            }
        };
        let rule = "most = { a = 'model_large', b = 'model_small' }";
        check("q", "q", None);
        check("'a']", "'b']", Some("the figures say"));
        check("most", "least", Some("the figures say"));
        check("'model_small'", "'model_large'", Some("too near"));
        check(
            "b = 'model_small' }",
            "b = 'model_tiny' }",
            Some("model_tiny"),
        );
        check(
            "b = 'model_small' }",
            "c = 'model_small' }",
            Some("not the question's"),
        );
        check("['method']", "[]", Some("no source"));
        check(
            "['method']",
            "['like:phone_charge']",
            Some("no source that can be opened"),
        );
        check("['method']", "['fact:hearsay']", Some("hearsay"));
        check("theme = 't'", "theme = 'u'", Some("no theme"));
        check(
            "right = ['a']",
            "right = ['a', 'b']",
            Some("one right answer"),
        );
        check(
            "right = ['a']",
            "right = ['c']",
            Some("not among the options"),
        );
        check(rule, "cited = 'fact:melodi'", Some("who says so"));
        check(
            rule,
            "because = { larger = 'model_large', smaller = 'model_small', by = 2 }",
            None,
        );
        check(
            rule,
            "because = { larger = 'model_large', smaller = 'model_small', by = 90 }",
            Some("not 90 times"),
        );
        check(
            rule,
            "within = { limit = 'memory_limit', of = { a = 'memory_phone', b = 'memory_giant' } }",
            None,
        );
        check(
            rule,
            "within = { limit = 'memory_phone', of = { a = 'memory_phone', b = 'memory_giant' } }",
            Some("too near the limit"),
        );
        let scaled =
            |factors: &str| format!("scaled = {{ figure = 'chat', factors = [{factors}] }}");
        check(
            rule,
            &scaled("0.1, 1, 10"),
            Some("none where they are numbers"),
        );
        for (factors, is_good) in [
            ("0.1, 1, 10", true),
            ("0.1, 1", false),
            ("0.1, 2, 10", false),
            ("1, 1.1, 10", false),
        ] {
            let text = QUESTION
                .replace("options = ['a', 'b']\nright = ['a']\n", "")
                .replace(rule, &scaled(factors));
            let outcome = Questions::parse(&text).unwrap().check(&figures, &facts);
            assert_eq!(outcome.is_ok(), is_good, "{factors}");
        }
    }
}
