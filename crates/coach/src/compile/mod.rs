//! From `rules/<language>.toml` to the packed form: checks every rule and says what is wrong by file and line.

mod file;
mod lexicon;
mod limits;
mod phrases;

use crate::coaching::{Kind, Safety};
use crate::fold::folded;
use crate::language::Language;
use crate::packed::write::{PhraseOut, RuleOut, SetOut, pack};
use crate::rules::{RuleSet, when};
use file::{Elide, File};
use phrases::{Pair, fill};
use std::fmt;

/// What is wrong with a rule file, and where.
#[derive(Debug)]
pub struct CompileError {
    file: String,
    line: usize,
    reason: String,
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

impl std::error::Error for CompileError {}

/// A compiled rule file and the tests it carries.
#[derive(Debug)]
pub struct Compiled {
    /// What [`RuleSet::from_packed`] reads.
    pub packed: Vec<u8>,
    /// Texts and what they must become: those written down, and one made from the frame for every phrase.
    pub examples: Vec<Example>,
    /// Texts in which the rule must not suggest anything.
    pub keep: Vec<Kept>,
}

/// A text and what it must become.
#[derive(Debug)]
pub struct Example {
    /// The rule.
    pub id: String,
    /// Its level: what must be offered.
    pub safety: Safety,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
    /// Whether the phrase was made from another ("afin d'" from "afin de"): it need not save a token.
    pub derived: bool,
    /// Line of the rule file.
    pub line: usize,
}

/// A text that a rule must leave alone.
#[derive(Debug)]
pub struct Kept {
    /// The rule.
    pub id: String,
    /// The text.
    pub text: String,
    /// Line of the rule file.
    pub line: usize,
}

/// Compiles a rule file.
///
/// # Errors
/// A rule that is malformed, has no examples, names an unknown list, or loses a negation it does not declare.
pub fn compile(file: &str, source: &str) -> Result<Compiled, CompileError> {
    let line_of = |at: usize| source.get(..at).unwrap_or("").matches('\n').count() + 1;
    let fail = |at: usize, reason: String| CompileError {
        file: file.into(),
        line: line_of(at),
        reason,
    };
    let parsed: File = toml::from_str(source).map_err(|error| {
        fail(
            error.span().map_or(0, |span| span.start),
            error.message().into(),
        )
    })?;
    let language = Language::from_code(&parsed.language)
        .ok_or_else(|| fail(0, format!("unknown language {:?}", parsed.language)))?;
    let reviewed = match parsed.review.as_str() {
        "done" => true,
        "needed" => false,
        other => {
            return Err(fail(
                0,
                format!("review is \"done\" or \"needed\", not {other:?}"),
            ));
        }
    };
    let lexicon = lexicon::lexicon(&parsed).map_err(|reason| fail(0, reason))?;
    let wordings = lexicon::wordings(&parsed).map_err(|reason| fail(0, reason))?;
    let names: Vec<&String> = parsed.words.keys().collect();
    let lists = parsed
        .words
        .values()
        .map(|list| list.split_whitespace().map(folded).collect())
        .collect();
    let limits = limits::limits(language);
    let mut compiled = Compiled {
        packed: Vec::new(),
        examples: Vec::new(),
        keep: Vec::new(),
    };
    let mut rules = Vec::new();
    let mut phrases: Vec<PhraseOut> = Vec::new();
    for spanned in &parsed.rule {
        let at = spanned.span().start;
        let rule = spanned.get_ref();
        let list = |name: &Option<String>| match name {
            None => Ok(None),
            Some(name) => match names.iter().position(|known| *known == name) {
                Some(number) => Ok(Some(number as u8)),
                None => Err(fail(at, format!("rule {}: no word list {name:?}", rule.id))),
            },
        };
        let mut conditions = 0;
        for name in &rule.when {
            let Some((_, bit)) = when::NAMES.iter().find(|(known, _)| known == name) else {
                return Err(fail(
                    at,
                    format!("rule {}: unknown condition {name:?}", rule.id),
                ));
            };
            conditions |= bit;
        }
        if rule.keep.is_empty()
            || rule.drop.len() + rule.swap.len() + rule.leads.len() == 0
            || rule.message.is_empty()
        {
            return Err(fail(
                at,
                format!(
                    "rule {}: needs phrases, a message and a text it must leave alone",
                    rule.id
                ),
            ));
        }
        let number = rules.len();
        rules.push(RuleOut {
            id: rule.id.clone(),
            kind: Kind::from_id(&rule.kind)
                .ok_or_else(|| fail(at, format!("unknown kind {:?}", rule.kind)))?,
            safety: Safety::from_id(&rule.safety)
                .ok_or_else(|| fail(at, format!("unknown safety {:?}", rule.safety)))?,
            when: conditions,
            lists: [
                list(&rule.before)?,
                list(&rule.not_before)?,
                list(&rule.after)?,
                list(&rule.not_after)?,
                list(&rule.last)?,
                list(&rule.nowhere)?,
            ],
            message: rule.message.clone(),
            made: rule.verbs.is_some() || rule.elide != Elide::No,
        });
        let safety = rules.last().map_or(Safety::Lossy, |rule| rule.safety);
        let pairs = phrases::pairs(&parsed, rule, &fail, at)?;
        for Pair {
            at,
            long,
            short,
            derived,
        } in pairs
        {
            let plain = folded(&long);
            // The signs mean something in the packed form.
            let signs = ['>', '^', '\n', '\u{1}'];
            if plain.is_empty()
                || plain.len() > 120
                || folded(&short) == plain
                || plain.contains(signs)
                || short.contains(signs)
            {
                return Err(fail(
                    at,
                    format!("{long:?} is empty, too long, has a sign or equals {short:?}"),
                ));
            }
            for word in limits {
                let count = |phrase: &str| limits::occurrences(language, phrase, word);
                if count(&long) != count(&short)
                    && !rule
                        .declares
                        .iter()
                        .any(|declared| folded(declared) == *word)
                {
                    return Err(fail(
                        at,
                        format!("{long:?} -> {short:?} changes {word:?}: declare it"),
                    ));
                }
            }
            if phrases
                .iter()
                .any(|other| other.long == plain && other.rule == number)
            {
                return Err(fail(
                    at,
                    format!("{long:?} is there twice (case and accents do not count)"),
                ));
            }
            let frame = match (&rule.elided_frame, plain.ends_with('\'')) {
                (Some(frame), true) => frame,
                (None, true) => {
                    return Err(fail(at, format!("rule {}: needs an elided_frame", rule.id)));
                }
                _ => &rule.frame,
            };
            compiled.examples.push(Example {
                id: rule.id.clone(),
                safety,
                before: fill(&frame[0], &long),
                after: fill(&frame[1], &short),
                derived,
                line: line_of(at),
            });
            let named = long
                .split([' ', '\''])
                .any(|word| word != "I" && word.contains(char::is_uppercase));
            phrases.push(PhraseOut {
                long: plain,
                short,
                rule: number,
                named,
            });
        }
        for [before, after] in &rule.examples {
            let (before, after, id) = (before.clone(), after.clone(), rule.id.clone());
            compiled.examples.push(Example {
                id,
                safety,
                before,
                after,
                derived: false,
                line: line_of(at),
            });
        }
        for text in &rule.keep {
            compiled.keep.push(Kept {
                id: rule.id.clone(),
                text: text.clone(),
                line: line_of(at),
            });
        }
    }
    compiled.packed = pack(SetOut {
        language,
        reviewed,
        lexicon,
        wordings,
        lists,
        rules,
        phrases,
    });
    RuleSet::from_packed(&compiled.packed).map_err(|error| fail(0, error.to_string()))?;
    Ok(compiled)
}
