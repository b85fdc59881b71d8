//! The answer budget: the sentence that asks for a short answer, and finding it again.

use crate::answer::{Limit, Unit};
use crate::ends::find;
use crate::language::Language;
use promptwatt_tokens::TokenBand;
use std::ops::Range;

/// How long an answer may be.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Budget {
    /// At most so many sentences; 0 is taken as 1.
    Sentences(u32),
    /// At most so many words; 0 is taken as 1.
    Words(u32),
}

impl Budget {
    /// The four that a page offers, shortest first.
    pub const OFFERED: [Budget; 4] = [
        Budget::Sentences(1),
        Budget::Sentences(5),
        Budget::Words(150),
        Budget::Words(300),
    ];

    /// The answer to expect under it, tokens (see [`Limit::expected`]).
    pub fn expected(self, language: Language) -> TokenBand {
        self.limit(language).expected(Some(language))
    }

    /// The length it states. Chinese counts characters where others count words.
    pub fn limit(self, language: Language) -> Limit {
        let (unit, at_most) = match self {
            Budget::Sentences(n) => (Unit::Sentences, n.max(1)),
            Budget::Words(n) if language == Language::Chinese && n > 1 => (Unit::Characters, n),
            Budget::Words(n) => (Unit::Words, n.max(1)),
        };
        Limit::at_most(unit, at_most)
    }
}

/// What the sentence has before and after its number, and the whole of it for one.
struct Wording {
    /// The first word of all of them: a noun where a verb would say "tu" or "du" to whom the prompt says "vous" or "Sie".
    verb: &'static str,
    before: &'static str,
    sentences: &'static str,
    words: &'static str,
    one_sentence: &'static str,
    one_word: &'static str,
}

const fn wording(language: Language) -> Wording {
    match language {
        Language::English => Wording {
            verb: "Answer",
            before: "Answer in at most ",
            sentences: " sentences.",
            words: " words.",
            one_sentence: "Answer in one sentence.",
            one_word: "Answer in one word.",
        },
        Language::French => Wording {
            verb: "Réponse",
            before: "Réponse en ",
            sentences: " phrases maximum.",
            words: " mots maximum.",
            one_sentence: "Réponse en une phrase.",
            one_word: "Réponse en un mot.",
        },
        Language::Arabic => Wording {
            verb: "أجب",
            before: "أجب في ",
            sentences: " جمل على الأكثر.",
            words: " كلمة على الأكثر.",
            one_sentence: "أجب في جملة واحدة.",
            one_word: "أجب في كلمة واحدة.",
        },
        Language::Spanish => Wording {
            verb: "Respuesta",
            before: "Respuesta en un máximo de ",
            sentences: " frases.",
            words: " palabras.",
            one_sentence: "Respuesta en una frase.",
            one_word: "Respuesta en una palabra.",
        },
        Language::German => Wording {
            verb: "Antwort",
            before: "Antwort in höchstens ",
            sentences: " Sätzen.",
            words: " Wörtern.",
            one_sentence: "Antwort in einem Satz.",
            one_word: "Antwort in einem Wort.",
        },
        Language::Portuguese => Wording {
            verb: "Responda",
            before: "Responda em no máximo ",
            sentences: " frases.",
            words: " palavras.",
            one_sentence: "Responda em uma frase.",
            one_word: "Responda em uma palavra.",
        },
        Language::Chinese => Wording {
            verb: "请用",
            before: "请用最多",
            sentences: "句话回答。",
            words: "字回答。",
            one_sentence: "请用一句话回答。",
            one_word: "请用一个词回答。",
        },
    }
}

/// Arabic counts three to ten things in the plural and the rest in the singular.
const ARABIC_OTHERS: [(&str, &str); 2] = [(" جملة على الأكثر.", "s"), (" كلمات على الأكثر.", "w")];

/// The sentence that asks for a budget, in the language of the prompt: "Answer in at most 5 sentences."
pub fn budget_sentence(language: Language, budget: Budget) -> String {
    let w = wording(language);
    let (number, unit) = match budget {
        Budget::Sentences(0 | 1) => return w.one_sentence.into(),
        Budget::Words(0 | 1) => return w.one_word.into(),
        Budget::Sentences(n) if language == Language::Arabic && !(3..=10).contains(&(n % 100)) => {
            (n, ARABIC_OTHERS[0].0)
        }
        Budget::Words(n) if language == Language::Arabic && (3..=10).contains(&(n % 100)) => {
            (n, ARABIC_OTHERS[1].0)
        }
        Budget::Sentences(n) => (n, w.sentences),
        Budget::Words(n) => (n, w.words),
    };
    let mut sentence = String::from(w.before);
    push_number(&mut sentence, number);
    sentence.push_str(unit);
    sentence
}

/// Writes a number without the machinery of formatting.
pub(crate) fn push_number(out: &mut String, number: u32) {
    if number > 9 {
        push_number(out, number / 10);
    }
    out.extend(char::from_digit(number % 10, 10));
}

/// Where a text has a sentence of [`budget_sentence`] (UTF-8 bytes, the sentence alone), and which budget: the last one
/// where there are several. Linear in the text.
pub fn find_budget_sentence(text: &str) -> Option<(Range<usize>, Budget)> {
    let mut found: Option<(Range<usize>, Budget)> = None;
    for language in Language::ALL {
        let w = wording(language);
        let mut from = 0;
        while let Some(rest) = text.get(from..)
            && let Some(next) = find(rest, w.verb)
        {
            let at = from + next;
            from = at + w.verb.len();
            let Some(rest) = text.get(at..) else { continue };
            let whole = [
                (w.one_sentence, Budget::Sentences(1)),
                (w.one_word, Budget::Words(1)),
            ];
            let hit = whole
                .iter()
                .find(|(sentence, _)| rest.starts_with(sentence))
                .map(|&(s, b)| (s.len(), b));
            let Some((length, budget)) = hit.or_else(|| numbered(rest, &w)) else {
                continue;
            };
            if found.as_ref().is_none_or(|(range, _)| range.start < at) {
                found = Some((at..at + length, budget));
            }
        }
    }
    found
}

fn numbered(rest: &str, w: &Wording) -> Option<(usize, Budget)> {
    let tail = rest.strip_prefix(w.before)?;
    let digits = tail.bytes().take(9).take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return None;
    }
    let number = tail
        .bytes()
        .take(digits)
        .fold(0u32, |number, digit| number * 10 + u32::from(digit - b'0'));
    let unit = tail.get(digits..)?;
    let sentence = [w.sentences, ARABIC_OTHERS[0].0]
        .into_iter()
        .find(|s| unit.starts_with(s));
    let word = [w.words, ARABIC_OTHERS[1].0]
        .into_iter()
        .find(|s| unit.starts_with(s));
    let (unit, budget) = match (sentence, word) {
        (Some(unit), _) => (unit, Budget::Sentences(number)),
        (_, Some(unit)) => (unit, Budget::Words(number)),
        _ => return None,
    };
    Some((w.before.len() + digits + unit.len(), budget))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_is_found_again() {
        for language in Language::ALL {
            for n in [1, 2, 3, 5, 10, 11, 100, 105, 150, 300] {
                for budget in [Budget::Sentences(n), Budget::Words(n)] {
                    let sentence = budget_sentence(language, budget);
                    let text = format!("Explain tides. {sentence}\nAnswer in peace.");
                    assert_eq!(
                        find_budget_sentence(&text),
                        Some((15..15 + sentence.len(), budget)),
                        "{text}"
                    );
                }
            }
        }
        assert_eq!(
            find_budget_sentence("Answer in at most five sentences. Answer in at most "),
            None
        );
    }
}
