//! What a rule file says beside its rules: what phrases mean for the reading, and the sentences that advice inserts.

use super::file::File;
use crate::fold::folded;
use crate::lexicon::{MARKS, NAMES};
use crate::rules::Wording;

/// Senses by their numbers, and their phrases. An error is the reason.
pub(super) fn lexicon(file: &File) -> Result<Vec<(usize, String)>, String> {
    let mut lexicon = Vec::new();
    for (name, phrases) in &file.lexicon {
        let sense = NAMES
            .iter()
            .position(|known| known == name)
            .ok_or_else(|| format!("lexicon: unknown sense {name:?}"))?;
        let plain = folded(phrases);
        if plain != phrases.split_whitespace().collect::<Vec<_>>().join(" ") {
            return Err(format!("lexicon: {name:?} is not folded"));
        }
        for (mark, list) in MARKS.iter().zip(["endings", "other endings"]) {
            if plain.contains(*mark) && !file.lexicon.contains_key(list) {
                return Err(format!(
                    "lexicon: {name:?} has a stem with {mark:?}, and there is no {list:?}"
                ));
            }
        }
        // The packed form takes texts of a thousand bytes: longer lists are several.
        let mut list = String::new();
        let mut phrases: Vec<&str> = plain.split(", ").collect();
        phrases.sort_unstable();
        if let Some(twice) = phrases.windows(2).find(|pair| pair[0] == pair[1]) {
            let phrase = twice[0];
            return Err(format!(
                "lexicon: {name:?} has {phrase:?} twice, which would weigh double"
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
    Ok(lexicon)
}

/// The sentences, in the order of their names. An error is the reason.
pub(super) fn wordings(file: &File) -> Result<Vec<String>, String> {
    if let Some(name) = file
        .texts
        .keys()
        .find(|name| !Wording::NAMES.contains(&name.as_str()))
    {
        return Err(format!("texts: unknown name {name:?}"));
    }
    let mut wordings = Vec::new();
    for name in Wording::NAMES {
        let sentence = file.texts.get(name).cloned().unwrap_or_default();
        if sentence.is_empty() {
            return Err(format!("texts: {name:?} is missing"));
        }
        wordings.push(sentence);
    }
    Ok(wordings)
}
