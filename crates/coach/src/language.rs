//! Which language an instruction is in: by script first, then by a vote of common words.

use crate::fold;
use crate::lexicon::Lexicon;
use crate::reading::Mask;
use crate::words::Words;
use std::ops::Range;

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
    /// Spanish.
    Spanish,
    /// German.
    German,
    /// Portuguese.
    Portuguese,
    /// Chinese (simplified characters).
    Chinese,
}

impl Language {
    /// Every language, in the order of the packed rules.
    pub const ALL: [Language; 7] = [
        Language::English,
        Language::French,
        Language::Arabic,
        Language::Spanish,
        Language::German,
        Language::Portuguese,
        Language::Chinese,
    ];

    /// The ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::French => "fr",
            Language::Arabic => "ar",
            Language::Spanish => "es",
            Language::German => "de",
            Language::Portuguese => "pt",
            Language::Chinese => "zh",
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
    let mut words = Words::read(text);
    let all = 0..words.list.len();
    Lexicon::new(&[]).hits_from(&mut words, all.clone(), &mut Vec::new());
    vote(&words, all, &Mask::whole(&words))
}

/// Tongues in the vote: the coach's languages by their number, then those that must not be taken for them
/// (Italian, Dutch).
pub(crate) const TONGUES: usize = 9;

/// The vote over the words of a range (by their number in the table) that count.
pub(crate) fn vote(words: &Words<'_>, range: Range<usize>, counts: &Mask) -> Option<Language> {
    if range.is_empty() {
        return None;
    }
    let (mut arabic, mut han, mut latin, mut foreign) = (0usize, 0usize, 0usize, 0usize);
    let mut votes = [0u32; TONGUES];
    let mut many = 0usize;
    // Spanish alone opens its questions and exclamations with a sign.
    let opens = words.may_have("¿") || words.may_have("¡");
    let list = words.list.get(range.clone()).unwrap_or(&[]);
    for (number, word) in range.clone().zip(list) {
        if !counts.has(number) {
            continue;
        }
        many += 1;
        if opens
            && words
                .gap_before(number)
                .chars()
                .any(|c| matches!(c, '¿' | '¡'))
        {
            votes[Language::Spanish as usize] += 12;
        }
        word.tongues.vote(&mut votes);
        if word.ascii {
            latin += word.end() - word.start();
            continue;
        }
        for c in words.str(number).chars() {
            match c {
                // Letters of Persian, Urdu and their neighbours.
                'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' | 'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ھ' | 'ہ'
                | 'ۆ' | 'ێ' => foreign += 1,
                '\u{620}'..='\u{64a}' => arabic += 1,
                'a'..='z' | 'A'..='Z' => latin += 1,
                'À'..='ÿ' => {
                    latin += 1;
                    // A letter that few of the languages have.
                    if matches!(c, 'ç' | 'Ç') {
                        votes[Language::French as usize] += 2;
                        votes[Language::Portuguese as usize] += 2;
                    }
                    let (tongue, weight) = match fold::small(c) {
                        'ñ' => (Language::Spanish, 6),
                        'ã' | 'õ' => (Language::Portuguese, 6),
                        'ß' => (Language::German, 6),
                        'ä' | 'ö' | 'ü' => (Language::German, 3),
                        'ê' | 'î' | 'û' => (Language::French, 3),
                        'è' => (Language::French, 2),
                        _ => continue,
                    };
                    votes[tongue as usize] += weight;
                }
                '٠'..='٩' | '۰'..='۹' => {}
                _ if fold::is_han(c) => han += 1,
                _ if fold::is_word(c) && fold::fold(c).is_some() => foreign += 1,
                _ => {}
            }
        }
    }
    let all = arabic + latin + han;
    if all == 0 || foreign * 8 > all {
        return None;
    }
    // A sign says as much as some letters.
    if han * 5 > latin + arabic {
        return (foreign * 50 <= han).then_some(Language::Chinese);
    }
    if arabic * 2 > latin {
        return (foreign * 50 <= arabic).then_some(Language::Arabic);
    }
    // Numbers are nobody's words.
    let lettered = || {
        let digit = |c: char| c.is_ascii_digit();
        range
            .clone()
            .filter(|&number| counts.has(number) && !words.str(number).starts_with(digit))
            .count()
    };
    Language::ALL.into_iter().find(|&language| {
        let own = votes[language as usize] as usize;
        votes.iter().enumerate().all(|(tongue, &rival)| {
            tongue == language as usize
                || own * 2 >= rival as usize * 3
                // Words that two tongues share speak for neither.
                || (own >= rival as usize + 6 && own * 5 >= rival as usize * 6)
        }) && own >= 5
            // In a long text of another language a few words look like a language's own.
            && (own * 3 >= many || own * 3 >= lettered())
    })
}
