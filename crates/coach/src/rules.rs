//! The rules of one language, ready to be matched.

use crate::buckets::Buckets;
use crate::coaching::{Kind, Safety};
use crate::fold::{WordHash, fold};
use crate::language::Language;
use crate::lexicon::Sense;
use crate::words::Words;

/// The rules of one language.
#[derive(Clone, Debug)]
pub struct RuleSet {
    pub(crate) language: Language,
    pub(crate) reviewed: bool,
    /// Phrases, separated by commas, and what they mean for the reading.
    pub(crate) lexicon: Vec<(Sense, Box<str>)>,
    /// Sentences to insert, by [`Wording`].
    pub(crate) wordings: Vec<Box<str>>,
    pub(crate) lists: Vec<WordList>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) phrases: Vec<Phrase>,
    /// (key of the first words, number of the phrase), sorted.
    pub(crate) index: Vec<(WordHash, u16)>,
    /// Where the phrases of a key are.
    pub(crate) buckets: Buckets,
}

/// Conditions and mends of a rule, as bits of the packed form.
pub(crate) mod when {
    /// The phrase begins a sentence, a list item or what follows a colon.
    pub const SENTENCE_START: u16 = 1;
    /// The phrase is a whole sentence: the sentence goes.
    pub const OWN_SENTENCE: u16 = 2;
    /// Only greetings stand before it.
    pub const PROMPT_START: u16 = 4;
    /// Only closings stand after it.
    pub const PROMPT_END: u16 = 8;
    /// The question mark of the sentence becomes a full stop.
    pub const MENDS_QUESTION: u16 = 16;
    /// A sentence start, or after a comma, or after a word of the list `joining`.
    pub const CLAUSE_START: u16 = 32;
    /// The sentence ends after it, or a part of it where the phrase goes: not between two commas, of which one would stay.
    pub const SENTENCE_END: u16 = 64;
    /// A comma stands right before it.
    pub const AFTER_COMMA: u16 = 128;
    /// The prompt states an answer length elsewhere.
    pub const LIMIT_STATED: u16 = 256;
    /// A comma, a full stop or the end comes right after it.
    pub const BEFORE_PAUSE: u16 = 512;
    /// The sentence ends with a question mark.
    pub const ASKS: u16 = 1024;

    /// The names in the rule files.
    #[cfg(feature = "compile")]
    pub const NAMES: [(&str, u16); 11] = [
        ("sentence_start", SENTENCE_START),
        ("own_sentence", OWN_SENTENCE),
        ("prompt_start", PROMPT_START),
        ("prompt_end", PROMPT_END),
        ("mends_question", MENDS_QUESTION),
        ("clause_start", CLAUSE_START),
        ("sentence_end", SENTENCE_END),
        ("after_comma", AFTER_COMMA),
        ("limit_stated", LIMIT_STATED),
        ("before_pause", BEFORE_PAUSE),
        ("asks", ASKS),
    ];
    /// Every bit that has a meaning.
    pub const ALL: u16 = 2047;
}

/// Words a condition names. `*ing` in a rule file is an ending, `#` a number.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordList {
    pub words: Vec<WordHash>,
    pub endings: Vec<Box<str>>,
    pub numbers: bool,
}

impl WordList {
    /// Whether the word at `index` of a text is of this list.
    pub fn holds(&self, words: &Words<'_>, index: usize) -> bool {
        let Some(word) = words.list.get(index) else {
            return false;
        };
        if self.words.contains(&word.hash) {
            return true;
        }
        let text = words.str(index);
        self.endings.iter().any(|ending| {
            let mut letters = text.chars();
            text.len() > ending.len() + 1
                && ending
                    .chars()
                    .rev()
                    .all(|letter| letters.next_back().and_then(fold) == Some(letter))
        }) || (self.numbers && matches!(crate::ends::first(text), Some('0'..='9' | '٠'..='٩')))
    }
}

/// A group of phrases that share kind, conditions and reason.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub id: Box<str>,
    pub kind: Kind,
    pub safety: Safety,
    pub when: u16,
    pub message: Box<str>,
    /// Numbers of word lists: before, not_before, after, not_after, last, nowhere.
    pub lists: [Option<u8>; 6],
}

/// One phrase and its short form.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    /// Folded.
    pub long: Box<str>,
    /// As it is written; empty to drop the phrase.
    pub short: Box<str>,
    pub rule: u16,
    /// The phrase holds a capital (a name such as JSON): its case in the text says nothing.
    pub named: bool,
}

impl RuleSet {
    /// The language of these rules.
    pub fn language(&self) -> Language {
        self.language
    }

    /// How many phrases they know.
    pub fn len(&self) -> usize {
        self.phrases.len()
    }

    /// Whether they know none.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// Whether a native reader has looked at them.
    pub fn reviewed(&self) -> bool {
        self.reviewed
    }

    /// Every rule: its id, kind, safety, reason and number of phrases, in the order of the file.
    pub fn summary(&self) -> impl Iterator<Item = (&str, Kind, Safety, &str, usize)> {
        self.rules.iter().enumerate().map(|(number, rule)| {
            let phrases = self
                .phrases
                .iter()
                .filter(|phrase| phrase.rule as usize == number)
                .count();
            (&*rule.id, rule.kind, rule.safety, &*rule.message, phrases)
        })
    }

    /// The rules of a language, from those inside the program.
    #[cfg(feature = "builtin-rules")]
    pub fn builtin(language: Language) -> RuleSet {
        let packed: &[u8] = match language {
            Language::English => include_bytes!("../../../public/rules/en.rules"),
            Language::French => include_bytes!("../../../public/rules/fr.rules"),
            Language::Arabic => include_bytes!("../../../public/rules/ar.rules"),
            Language::Spanish => include_bytes!("../../../public/rules/es.rules"),
            Language::German => include_bytes!("../../../public/rules/de.rules"),
            Language::Portuguese => include_bytes!("../../../public/rules/pt.rules"),
            Language::Chinese => include_bytes!("../../../public/rules/zh.rules"),
        };
        RuleSet::from_packed(packed).expect("the committed rules are valid: a test reads them all")
    }

    /// The word list of a slot of a rule.
    pub(crate) fn list(&self, rule: &Rule, slot: Slot) -> Option<&WordList> {
        let number = (*rule.lists.get(slot as usize)?)?;
        self.lists.get(number as usize)
    }
}

/// Which neighbour a word list is about.
#[derive(Clone, Copy)]
pub(crate) enum Slot {
    Before = 0,
    NotBefore = 1,
    After = 2,
    NotAfter = 3,
    /// The last word of the sentence or of its first clause, particles not counted.
    Last = 4,
    /// Any later word of the sentence.
    Nowhere = 5,
}

/// A sentence that advice inserts, in the language of the prompt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wording {
    OnlyCode,
    OnlyJson,
    OnlyTranslation,
    OnlyCorrected,
    OnlyLabel,
    ShortSteps,
    OnlyResult,
    Recap,
}

impl Wording {
    /// The names in the rule files, by number.
    #[cfg(feature = "compile")]
    pub(crate) const NAMES: [&str; Wording::COUNT] = [
        "only code",
        "only json",
        "only translation",
        "only corrected",
        "only label",
        "short steps",
        "only result",
        "recap",
    ];

    /// How many there are.
    pub(crate) const COUNT: usize = 8;
}

impl RuleSet {
    /// A sentence to insert; empty where the language has none.
    pub(crate) fn wording(&self, wording: Wording) -> &str {
        self.wordings
            .get(wording as usize)
            .map_or("", |sentence| sentence)
    }
}
