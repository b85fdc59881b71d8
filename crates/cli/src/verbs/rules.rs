//! `promptwatt rules`: what the coach knows, rule by rule.

use crate::arguments::Rules;
use crate::choose;
use crate::failure::{Done, Failure};
use crate::output::Output;
use promptwatt_coach::{CONTEXT_RULES, Kind, Language, RuleSet, Safety};
use serde::Serialize;

#[derive(Serialize)]
struct RuleJson<'a> {
    id: &'a str,
    kind: &'static str,
    safety: &'static str,
    lang: Option<&'static str>,
    reviewed: bool,
    phrases: Option<usize>,
    message: &'a str,
}

/// Lists the rules.
///
/// # Errors
/// Where the language is not known, or the output cannot be written.
pub fn run(options: &Rules, output: &mut Output) -> Result<Done, Failure> {
    let only = choose::language(&options.lang)?;
    let sets: Vec<RuleSet> = Language::ALL
        .into_iter()
        .filter(|language| only.is_none_or(|only| only == *language))
        .map(RuleSet::builtin)
        .collect();
    let mut rules = Vec::new();
    for set in &sets {
        for (id, kind, safety, message, phrases) in set.summary() {
            let lang = Some(set.language().code());
            rules.push(rule(
                id,
                kind,
                safety,
                lang,
                set.reviewed(),
                Some(phrases),
                message,
            ));
        }
    }
    for &(id, kind, safety) in &CONTEXT_RULES {
        rules.push(rule(id, kind, safety, None, true, None, kind.message()));
    }
    if options.listing.json {
        output.json(&rules)?;
        return Ok(Done::Fine);
    }
    for rule in &rules {
        let phrases = rule
            .phrases
            .map_or_else(|| "-".to_owned(), |phrases| phrases.to_string());
        let unread = if rule.reviewed {
            ""
        } else {
            " (not read by a native speaker yet)"
        };
        output.line(&format!(
            "{:<3} {:<32} {:<19} {phrases:>5}  {}{unread}",
            rule.lang.unwrap_or("any"),
            rule.id,
            rule.safety,
            rule.message
        ))?;
    }
    Ok(Done::Fine)
}

fn rule<'a>(
    id: &'a str,
    kind: Kind,
    safety: Safety,
    lang: Option<&'static str>,
    reviewed: bool,
    phrases: Option<usize>,
    message: &'a str,
) -> RuleJson<'a> {
    RuleJson {
        id,
        kind: kind.id(),
        safety: safety.id(),
        lang,
        reviewed,
        phrases,
        message,
    }
}
