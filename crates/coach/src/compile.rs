//! From `rules/<language>.toml` to the packed form: checks every rule and says what is wrong by file and line.

use crate::coaching::{Kind, Safety};
use crate::fold::{capital, folded};
use crate::language::Language;
use crate::lexicon::{MARKS, NAMES};
use crate::packed::write::{PhraseOut, RuleOut, SetOut, pack};
use crate::rules::{RuleSet, Wording, when};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use toml::Spanned;

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: String,
    /// "needed" while no native reader has looked at the rules; "done" after.
    review: String,
    /// Tables of verbs: pairs of a form and its imperative, "écrives=écris".
    #[serde(default)]
    verbs: BTreeMap<String, String>,
    /// What phrases mean for the reading: sense, phrases separated by commas.
    #[serde(default)]
    lexicon: BTreeMap<String, String>,
    /// Sentences that advice inserts.
    texts: BTreeMap<String, String>,
    #[serde(default)]
    words: BTreeMap<String, String>,
    rule: Vec<Spanned<RuleIn>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleIn {
    id: String,
    kind: String,
    safety: String,
    message: String,
    #[serde(default)]
    when: Vec<String>,
    before: Option<String>,
    not_before: Option<String>,
    after: Option<String>,
    not_after: Option<String>,
    /// A list with the last word of the sentence or of its first clause: the verb of a German request.
    last: Option<String>,
    /// A list with no later word of the sentence: a second verb would hang on the phrase ("quiero que escribas ... y leas").
    nowhere: Option<String>,
    /// Negation and limit words that a phrase of this rule may lose or gain.
    #[serde(default)]
    declares: Vec<String>,
    #[serde(default)]
    drop: Vec<Spanned<String>>,
    /// "long -> short".
    #[serde(default)]
    swap: Vec<Spanned<String>>,
    /// Beginnings that each verb of the table `verbs` may follow: "je voudrais que tu".
    #[serde(default)]
    leads: Vec<Spanned<String>>,
    verbs: Option<String>,
    /// French: the phrase ends in "de", "que" or "à"; make "d'", "qu'" (and "du", "des") of it too.
    #[serde(default)]
    elide: Elide,
    /// A text with `{}` for each phrase, and what it becomes with `{}` for the short form.
    frame: [String; 2],
    /// The same for the phrases that end in an apostrophe.
    elided_frame: Option<[String; 2]>,
    #[serde(default)]
    examples: Vec<[String; 2]>,
    keep: Vec<String>,
}

#[derive(Deserialize, Default, PartialEq, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum Elide {
    #[default]
    No,
    /// "de" -> "d'", "que" -> "qu'".
    Vowel,
    /// Also "du" -> "le", "des" -> "les", for a verb that takes an object: "faire un résumé du" -> "résumer le".
    Object,
}

/// Words that no rule loses or gains without declaring it.
const LIMITS: [(&str, &[&str]); 7] = [
    (
        "en",
        &[
            "not", "no", "never", "without", "only", "least", "most", "exactly", "must", "unless",
            "except", "don't", "wouldn't", "isn't",
        ],
    ),
    (
        "fr",
        &[
            "ne",
            "n'",
            "pas",
            "jamais",
            "sans",
            "sauf",
            "uniquement",
            "seulement",
            "moins",
            "plus",
            "doit",
            "dois",
            "que si",
        ],
    ),
    (
        "ar",
        &[
            "لا", "لم", "لن", "ليس", "وليس", "الا", "فقط", "دون", "بدون", "غير",
        ],
    ),
    (
        "es",
        &[
            "no",
            "ni",
            "nunca",
            "jamas",
            "sin",
            "solo",
            "solamente",
            "unicamente",
            "menos",
            "exactamente",
            "debe",
            "debes",
            "deben",
            "excepto",
            "salvo",
        ],
    ),
    (
        "de",
        &[
            "nicht",
            "kein",
            "keine",
            "keinen",
            "keinem",
            "keiner",
            "nie",
            "niemals",
            "ohne",
            "nur",
            "mindestens",
            "hochstens",
            "genau",
            "muss",
            "musst",
            "mussen",
            "ausser",
        ],
    ),
    (
        "pt",
        &[
            "nao",
            "nem",
            "nunca",
            "jamais",
            "sem",
            "so",
            "somente",
            "apenas",
            "menos",
            "exatamente",
            "deve",
            "devem",
            "exceto",
            "salvo",
        ],
    ),
    (
        "zh",
        &[
            "不", "没", "无", "别", "勿", "未", "并非", "仅", "只", "必须", "至少", "至多", "最多",
            "除",
        ],
    ),
];

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
    let mut lexicon = Vec::new();
    for (name, phrases) in &parsed.lexicon {
        let sense = NAMES
            .iter()
            .position(|known| known == name)
            .ok_or_else(|| fail(0, format!("lexicon: unknown sense {name:?}")))?;
        let plain = folded(phrases);
        if plain != phrases.split_whitespace().collect::<Vec<_>>().join(" ") {
            return Err(fail(0, format!("lexicon: {name:?} is not folded")));
        }
        for (mark, list) in MARKS.iter().zip(["endings", "other endings"]) {
            if plain.contains(*mark) && !parsed.lexicon.contains_key(list) {
                return Err(fail(
                    0,
                    format!("lexicon: {name:?} has a stem with {mark:?}, and there is no {list:?}"),
                ));
            }
        }
        // The packed form takes texts of a thousand bytes: longer lists are several.
        let mut list = String::new();
        let mut phrases: Vec<&str> = plain.split(", ").collect();
        phrases.sort_unstable();
        if let Some(twice) = phrases.windows(2).find(|pair| pair[0] == pair[1]) {
            let phrase = twice[0];
            return Err(fail(
                0,
                format!("lexicon: {name:?} has {phrase:?} twice, which would weigh double"),
            ));
        }
        for phrase in phrases {
            if list.len() + phrase.len() > 990 {
                lexicon.push((sense, std::mem::take(&mut list)));
            }
            if !list.is_empty() {
                list.push(',');
            }
            list.push_str(phrase);
        }
        lexicon.push((sense, list));
    }
    if let Some(name) = parsed
        .texts
        .keys()
        .find(|name| !Wording::NAMES.contains(&name.as_str()))
    {
        return Err(fail(0, format!("texts: unknown name {name:?}")));
    }
    let mut wordings = Vec::new();
    for name in Wording::NAMES {
        let sentence = parsed.texts.get(name).cloned().unwrap_or_default();
        if sentence.is_empty() {
            return Err(fail(0, format!("texts: {name:?} is missing")));
        }
        wordings.push(sentence);
    }
    let names: Vec<&String> = parsed.words.keys().collect();
    let lists = parsed
        .words
        .values()
        .map(|list| list.split_whitespace().map(folded).collect())
        .collect();
    let limits = LIMITS
        .iter()
        .find(|(code, _)| *code == language.code())
        .map_or(&[][..], |(_, words)| words);
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
        });
        let safety = rules.last().map_or(Safety::Lossy, |rule| rule.safety);
        let mut pairs = Vec::new();
        for phrase in &rule.drop {
            pairs.push((
                phrase.span().start,
                phrase.get_ref().clone(),
                String::new(),
                false,
            ));
        }
        for swap in &rule.swap {
            let at = swap.span().start;
            let (long, short) = swap
                .get_ref()
                .split_once(" -> ")
                .ok_or_else(|| fail(at, "write \"long -> short\"".into()))?;
            // A short form may end in a space: before a word that the phrase's apostrophe joins.
            pairs.push((at, long.trim().into(), short.into(), false));
        }
        if let Some(name) = &rule.verbs {
            let table = parsed
                .verbs
                .get(name)
                .ok_or_else(|| fail(at, format!("rule {}: no table of verbs {name:?}", rule.id)))?;
            for lead in &rule.leads {
                for pair in table.split_whitespace() {
                    let (form, imperative) = pair
                        .split_once('=')
                        .ok_or_else(|| fail(at, format!("{pair:?}: write \"form=imperative\"")))?;
                    if let Some(long) = led(lead.get_ref(), form) {
                        pairs.push((lead.span().start, long, imperative.into(), true));
                    }
                }
            }
        }
        for (at, long, short, _) in pairs.clone() {
            pairs.extend(
                elided(&long, &short, rule.elide)
                    .into_iter()
                    .map(|(long, short)| (at, long, short, true)),
            );
        }
        for (at, long, short, derived) in pairs {
            let plain = folded(&long);
            if plain.is_empty() || plain.len() > 120 || folded(&short) == plain {
                return Err(fail(
                    at,
                    format!("{long:?} is empty, too long or equal to {short:?}"),
                ));
            }
            for word in limits {
                let count = |text: &str| {
                    if language == Language::Chinese {
                        return text.matches(word).count();
                    }
                    folded(text)
                        .split([' ', ',', '\''])
                        .filter(|w| w == word)
                        .count()
                        + if word.ends_with('\'') || word.contains('\'') {
                            folded(text).matches(word).count()
                        } else {
                            0
                        }
                };
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
fn fill(frame: &str, phrase: &str) -> String {
    let mut phrase = phrase.to_string();
    if frame.trim_start_matches(['¿', '¡']).starts_with("{}")
        && let Some(first) = phrase.chars().next()
        && let Some(upper) = capital(first)
    {
        phrase.replace_range(..first.len_utf8(), upper.encode_utf8(&mut [0; 4]));
    }
    frame.replace("{}", &phrase)
}
