//! Which language an instruction is in: by script first, then by a vote of common words.

use crate::fold;
use crate::lexicon::{Hit, Lexicon, Sense};
use crate::reading::Mask;
use crate::words::Words;

/// A language the coach has rules for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
    /// Arabic (the standard language).
    Arabic,
}

impl Language {
    /// Every language, in the order of the packed rules.
    pub const ALL: [Language; 3] = [Language::English, Language::French, Language::Arabic];

    /// The ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::French => "fr",
            Language::Arabic => "ar",
        }
    }

    /// The language of an ISO 639-1 code, small letters; `None` for one that the coach does not speak.
    pub fn from_code(code: &str) -> Option<Language> {
        Language::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }
}

/// The language of a text, or `None` where the coach is not sure: another language, a mixture, too little text.
///
/// Linear in the text.
pub fn detect_language(text: &str) -> Option<Language> {
    let words = Words::read(text);
    let lexicon = Lexicon::new(&[]);
    let hits = lexicon.hits(&words);
    vote(&words, &hits, &Mask::whole(&words))
}

/// Tongues in the vote: the three languages, then those that must not be taken for them.
/// (English, French, Arabic; Spanish, Portuguese, Italian, German, Dutch).
pub(crate) const TONGUES: usize = 8;

/// The vote over the words that count (by their number in the table).
pub(crate) fn vote(words: &Words<'_>, hits: &[Hit], counts: &Mask) -> Option<Language> {
    let (mut arabic, mut latin, mut foreign) = (0usize, 0usize, 0usize);
    for (number, _) in words
        .list
        .iter()
        .enumerate()
        .filter(|&(number, _)| counts.has(number))
    {
        for c in words.str(number).chars() {
            match c {
                // Letters of Persian, Urdu and their neighbours.
                'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' | 'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ھ' | 'ہ'
                | 'ۆ' | 'ێ' => foreign += 1,
                '\u{620}'..='\u{64a}' => arabic += 1,
                'a'..='z' | 'A'..='Z' | 'À'..='ÿ' => latin += 1,
                _ if fold::is_word(c) && !c.is_ascii() && fold::fold(c).is_some() => foreign += 1,
                _ => {}
            }
        }
    }
    if arabic + latin == 0 || foreign * 8 > arabic + latin {
        return None;
    }
    if arabic * 2 > latin {
        return (foreign * 50 <= arabic).then_some(Language::Arabic);
    }
    let mut votes = [0u32; TONGUES];
    for hit in hits.iter().filter(|hit| counts.has(hit.word)) {
        let (tongue, weight) = match hit.sense {
            Sense::Stop(tongue) => (tongue, 2),
            Sense::Task(_, tongue) => (tongue, 3),
            _ => continue,
        };
        if let Some(votes) = votes.get_mut(tongue as usize) {
            *votes += weight;
        }
    }
    let best = |language: Language| {
        let own = votes[language as usize];
        let rival = votes
            .iter()
            .enumerate()
            .filter(|&(n, _)| n != language as usize)
            .map(|(_, &v)| v)
            .max()
            .unwrap_or(0);
        (own >= 2 && own * 2 >= rival * 3).then_some(language)
    };
    best(Language::English).or_else(|| best(Language::French))
}
