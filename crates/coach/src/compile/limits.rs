//! Negations and limits, which no rule may lose or gain without saying so.

use crate::fold::folded;
use crate::language::Language;

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

/// The words of a language that a rule must declare.
pub(super) fn limits(language: Language) -> &'static [&'static str] {
    LIMITS
        .iter()
        .find(|(code, _)| *code == language.code())
        .map_or(&[][..], |(_, words)| words)
}

/// How often one of those words is in a phrase.
pub(super) fn occurrences(language: Language, phrase: &str, word: &str) -> usize {
    if language == Language::Chinese {
        return phrase.matches(word).count();
    }
    folded(phrase)
        .split([' ', ',', '\''])
        .filter(|w| *w == word)
        .count()
        + if word.ends_with('\'') || word.contains('\'') {
            folded(phrase).matches(word).count()
        } else {
            0
        }
}
