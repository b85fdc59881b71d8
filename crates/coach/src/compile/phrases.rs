//! The phrases of a rule: those written down, and those made from them.

use super::CompileError;
use super::file::{Elide, File, RuleIn};
use crate::fold::{capital, folded};

/// A phrase and what it becomes.
#[derive(Clone)]
pub(super) struct Pair {
    /// Where it is written, bytes.
    pub(super) at: usize,
    pub(super) long: String,
    pub(super) short: String,
    /// Whether it was made from another.
    pub(super) derived: bool,
}

/// All of a rule. `fail` makes an error of a place and a reason.
pub(super) fn pairs(
    file: &File,
    rule: &RuleIn,
    fail: &impl Fn(usize, String) -> CompileError,
    at: usize,
) -> Result<Vec<Pair>, CompileError> {
    let mut pairs = Vec::new();
    for phrase in &rule.drop {
        pairs.push(Pair {
            at: phrase.span().start,
            long: phrase.get_ref().clone(),
            short: String::new(),
            derived: false,
        });
    }
    for swap in &rule.swap {
        let at = swap.span().start;
        let (long, short) = swap
            .get_ref()
            .split_once(" -> ")
            .ok_or_else(|| fail(at, "write \"long -> short\"".into()))?;
        // A short form may end in a space: before a word that the phrase's apostrophe joins.
        pairs.push(Pair {
            at,
            long: long.trim().into(),
            short: short.into(),
            derived: false,
        });
    }
    if let Some(name) = &rule.verbs {
        let table = file
            .verbs
            .get(name)
            .ok_or_else(|| fail(at, format!("rule {}: no table of verbs {name:?}", rule.id)))?;
        for lead in &rule.leads {
            for pair in table.split_whitespace() {
                let (form, imperative) = pair
                    .split_once('=')
                    .ok_or_else(|| fail(at, format!("{pair:?}: write \"form=imperative\"")))?;
                if let Some(long) = led(lead.get_ref(), form) {
                    pairs.push(Pair {
                        at: lead.span().start,
                        long,
                        short: imperative.into(),
                        derived: true,
                    });
                }
            }
        }
    }
    for Pair {
        at, long, short, ..
    } in pairs.clone()
    {
        pairs.extend(
            elided(&long, &short, rule.elide)
                .into_iter()
                .map(|(long, short)| Pair {
                    at,
                    long,
                    short,
                    derived: true,
                }),
        );
    }
    Ok(pairs)
}

/// A beginning and a verb form; `None` where French would elide and the beginning does not, or the other way round.
fn led(lead: &str, form: &str) -> Option<String> {
    let vowel = folded(form).starts_with(['a', 'e', 'i', 'o', 'u', 'h']);
    if lead.ends_with('\'') {
        return vowel.then(|| format!("{lead}{form}"));
    }
    (!(vowel && lead.ends_with(" me"))).then(|| format!("{lead} {form}"))
}

/// French: what a phrase becomes before a vowel or with an article.
fn elided(long: &str, short: &str, elide: Elide) -> Vec<(String, String)> {
    let mut more = Vec::new();
    let spaced = |short: &str| {
        if short.is_empty() {
            String::new()
        } else {
            format!("{short} ")
        }
    };
    if elide == Elide::No {
        return more;
    }
    for (full, cut) in [("de", "d'"), ("que", "qu'")] {
        if let Some(stem) = long.strip_suffix(full).filter(|stem| stem.ends_with(' ')) {
            let before = spaced(short);
            let short = match short.strip_suffix(full).filter(|stem| stem.ends_with(' ')) {
                Some(stem) => format!("{stem}{cut}"),
                None => before.clone(),
            };
            more.push((format!("{stem}{cut}"), short));
            if elide == Elide::Object && full == "de" {
                for (article, object) in [("du", "le"), ("des", "les")] {
                    more.push((format!("{stem}{article}"), format!("{before}{object}")));
                }
            }
        }
    }
    more
}

/// A frame with a phrase in it, with a capital where it begins the frame.
pub(super) fn fill(frame: &str, phrase: &str) -> String {
    let mut phrase = phrase.to_string();
    if frame.trim_start_matches(['¿', '¡']).starts_with("{}")
        && let Some(first) = phrase.chars().next()
        && let Some(upper) = capital(first)
    {
        phrase.replace_range(..first.len_utf8(), upper.encode_utf8(&mut [0; 4]));
    }
    frame.replace("{}", &phrase)
}
