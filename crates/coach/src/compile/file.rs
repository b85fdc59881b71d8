//! How a rule file is written.

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) language: String,
    /// "needed" while no native reader has looked at the rules; "done" after.
    pub(super) review: String,
    /// Tables of verbs: pairs of a form and its imperative, "écrives=écris".
    #[serde(default)]
    pub(super) verbs: BTreeMap<String, String>,
    /// What phrases mean for the reading: sense, phrases separated by commas.
    #[serde(default)]
    pub(super) lexicon: BTreeMap<String, String>,
    /// Sentences that advice inserts.
    pub(super) texts: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) words: BTreeMap<String, String>,
    pub(super) rule: Vec<Spanned<RuleIn>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleIn {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) safety: String,
    pub(super) message: String,
    #[serde(default)]
    pub(super) when: Vec<String>,
    pub(super) before: Option<String>,
    pub(super) not_before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) not_after: Option<String>,
    /// A list with the last word of the sentence or of its first clause: the verb of a German request.
    pub(super) last: Option<String>,
    /// A list with no later word of the sentence: a second verb would hang on the phrase ("quiero que escribas ... y leas").
    pub(super) nowhere: Option<String>,
    /// Negation and limit words that a phrase of this rule may lose or gain.
    #[serde(default)]
    pub(super) declares: Vec<String>,
    #[serde(default)]
    pub(super) drop: Vec<Spanned<String>>,
    /// "long -> short".
    #[serde(default)]
    pub(super) swap: Vec<Spanned<String>>,
    /// Beginnings that each verb of the table `verbs` may follow: "je voudrais que tu".
    #[serde(default)]
    pub(super) leads: Vec<Spanned<String>>,
    pub(super) verbs: Option<String>,
    /// French: the phrase ends in "de", "que" or "à"; make "d'", "qu'" (and "du", "des") of it too.
    #[serde(default)]
    pub(super) elide: Elide,
    /// A text with `{}` for each phrase, and what it becomes with `{}` for the short form.
    pub(super) frame: [String; 2],
    /// The same for the phrases that end in an apostrophe.
    pub(super) elided_frame: Option<[String; 2]>,
    #[serde(default)]
    pub(super) examples: Vec<[String; 2]>,
    pub(super) keep: Vec<String>,
}

#[derive(Deserialize, Default, PartialEq, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum Elide {
    #[default]
    No,
    /// "de" -> "d'", "que" -> "qu'".
    Vowel,
    /// Also "du" -> "le", "des" -> "les", for a verb that takes an object: "faire un résumé du" -> "résumer le".
    Object,
}
