//! Reading a `tokenizer.json` of Hugging Face's `tokenizers`: byte-level BPE with a split pattern that is known here.
//!
//! Everything else is refused with the reason: a count that is nearly right would not be worth having.

mod error;

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Source;
use crate::Family;
use crate::vocabulary::SINGLES;

pub use error::ImportError;

/// The largest file that is read, bytes.
pub const LARGEST_FILE: usize = 64 << 20;
/// The most merges.
const MOST_MERGES: usize = 2_000_000;
/// The most tokens, and the longest token in bytes, that the packed form is meant for.
const MOST_TOKENS: usize = 1 << 20;
const LONGEST_TOKEN: usize = 1024;

/// Split patterns, letter by letter, and whose they are.
const PATTERNS: &[(&str, Family)] = &[
    (
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        Family::O200k,
    ),
    (
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        Family::Tekken,
    ),
    (
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        Family::Llama3,
    ),
    (
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        Family::Qwen,
    ),
];

/// DeepSeek's three patterns, one split after the other.
const DEEPSEEK: [&str; 3] = [
    r"\p{N}{1,3}",
    "[一-龥\u{3040}-ゟ゠-ヿ]+",
    "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+",
];

/// Reads a `tokenizer.json`. The vocabulary is called `name`.
///
/// # Errors
/// When it is not a tokenizer that can be counted exactly here: see [`ImportError`].
pub fn read(json: &[u8], name: &str) -> Result<Source, ImportError> {
    if json.len() > LARGEST_FILE {
        return Err(ImportError::TooLarge { what: "the file" });
    }
    let root: Value = serde_json::from_slice(json).map_err(|error| ImportError::NotJson {
        line: error.line(),
        column: error.column(),
    })?;
    let model = &root["model"];
    if !model.is_object() {
        return Err(ImportError::Missing { what: "model" });
    }
    check_model(model)?;
    let normalized = is_normalized(&root["normalizer"])?;
    let family = family(&root["pre_tokenizer"])?;
    let vocabulary = Lists::read(model, &added(&root["added_tokens"]))?;
    let mut source = vocabulary.source(name, family, model["ignore_merges"] == true)?;
    source.normalized = normalized;
    Ok(source)
}

fn check_model(model: &Value) -> Result<(), ImportError> {
    let kind = model["type"].as_str().unwrap_or("BPE");
    if kind != "BPE" {
        return Err(ImportError::unknown("model type", kind));
    }
    for key in ["continuing_subword_prefix", "end_of_word_suffix"] {
        if model[key].as_str().is_some_and(|text| !text.is_empty()) {
            return Err(ImportError::unknown("model setting", key));
        }
    }
    if model["byte_fallback"] == true {
        return Err(ImportError::unknown("model setting", "byte_fallback"));
    }
    if model["dropout"]
        .as_f64()
        .is_some_and(|dropout| dropout > 0.0)
    {
        return Err(ImportError::unknown("model setting", "dropout"));
    }
    Ok(())
}

/// The members of a sequence, or what stands in its place.
fn steps<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    match value[key].as_array() {
        Some(list) if value["type"] == "Sequence" => list.iter().collect(),
        _ if value.is_null() => Vec::new(),
        _ => vec![value],
    }
}

fn is_normalized(normalizer: &Value) -> Result<bool, ImportError> {
    let mut normalized = false;
    for step in steps(normalizer, "normalizers") {
        match step["type"].as_str() {
            Some("NFC") => normalized = true,
            other => {
                return Err(ImportError::unknown(
                    "normalizer",
                    other.unwrap_or("without a type"),
                ));
            }
        }
    }
    Ok(normalized)
}

fn family(pre_tokenizer: &Value) -> Result<Family, ImportError> {
    let steps = steps(pre_tokenizer, "pretokenizers");
    let Some((bytes, splits)) = steps.split_last() else {
        return Err(ImportError::Missing {
            what: "pre_tokenizer",
        });
    };
    if bytes["type"] != "ByteLevel" {
        let kind = bytes["type"].as_str().unwrap_or("without a type");
        return Err(ImportError::unknown("pre-tokenizer", kind));
    }
    if bytes["add_prefix_space"] != false {
        return Err(ImportError::unknown(
            "pre-tokenizer setting",
            "add_prefix_space",
        ));
    }
    let mut patterns = Vec::new();
    for split in splits {
        let kind = split["type"].as_str().unwrap_or("without a type");
        let pattern = split["pattern"]["Regex"].as_str();
        let invert = split["invert"] == true;
        let behavior = split["behavior"].as_str().unwrap_or("");
        match pattern {
            // Both keep the matches as pieces; the patterns leave nothing between them.
            Some(pattern)
                if kind == "Split"
                    && matches!((behavior, invert), ("Isolated", false) | ("Removed", true)) =>
            {
                patterns.push(pattern);
            }
            _ => return Err(ImportError::unknown("pre-tokenizer", kind)),
        }
    }
    // Where it is absent it is true.
    let own_pattern = bytes["use_regex"] != false;
    match (patterns.as_slice(), own_pattern) {
        ([], true) => Ok(Family::Gpt2),
        (three, false) if three == DEEPSEEK => Ok(Family::DeepSeek),
        ([pattern], false) => PATTERNS
            .iter()
            .find(|(known, _)| known == pattern)
            .map(|(_, family)| *family)
            .ok_or_else(|| ImportError::unknown("split pattern", pattern)),
        (patterns, _) => Err(ImportError::unknown(
            "split patterns",
            &patterns.join("  then  "),
        )),
    }
}

/// The ids of special tokens.
fn added(list: &Value) -> HashSet<u64> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(|token| token["id"].as_u64()).collect()
}

/// What a vocabulary and its merges say, in bytes and ids.
struct Lists {
    tokens: HashMap<Vec<u8>, u32>,
    /// Left, right and merged id.
    merges: Vec<[u32; 3]>,
}

impl Lists {
    fn read(model: &Value, added: &HashSet<u64>) -> Result<Lists, ImportError> {
        let entries = model["vocab"].as_object().ok_or(ImportError::Missing {
            what: "model.vocab",
        })?;
        let listed = model["merges"].as_array().ok_or(ImportError::Missing {
            what: "model.merges",
        })?;
        if entries.len() > MOST_TOKENS {
            return Err(ImportError::TooLarge {
                what: "the number of tokens",
            });
        }
        if listed.len() > MOST_MERGES {
            return Err(ImportError::TooLarge {
                what: "the number of merges",
            });
        }
        let mut ids: HashMap<&str, u32> = HashMap::with_capacity(entries.len());
        let mut tokens = HashMap::with_capacity(entries.len());
        for (token, id) in entries {
            let id = id
                .as_u64()
                .and_then(|id| u32::try_from(id).ok())
                .filter(|id| (*id as usize) < 2 * MOST_TOKENS)
                .ok_or_else(|| {
                    ImportError::token("has no id that is a small whole number", token)
                })?;
            ids.insert(token, id);
            // Special tokens may be among them, spelt out; they are no bytes.
            if let Some(bytes) = bytes_of(token).filter(|_| !added.contains(&id.into())) {
                if bytes.len() > LONGEST_TOKEN {
                    return Err(ImportError::TooLarge { what: "a token" });
                }
                tokens.insert(bytes, id);
            }
        }
        let mut merges = Vec::with_capacity(listed.len());
        for merge in listed {
            let (left, right) = match merge {
                Value::String(both) => both.split_once(' '),
                Value::Array(both) => match both.as_slice() {
                    [Value::String(left), Value::String(right)] => {
                        Some((left.as_str(), right.as_str()))
                    }
                    _ => None,
                },
                _ => None,
            }
            .ok_or_else(|| {
                ImportError::token("is a merge that is not two tokens", &merge.to_string())
            })?;
            let id = |token: &str| {
                ids.get(token).copied().ok_or_else(|| {
                    ImportError::token("is in a merge but not in the vocabulary", token)
                })
            };
            merges.push([id(left)?, id(right)?, id(&[left, right].concat())?]);
        }
        Ok(Lists { tokens, merges })
    }

    fn source(
        self,
        name: &str,
        family: Family,
        ignore_merges: bool,
    ) -> Result<Source, ImportError> {
        let mut singles = [(0, 0); SINGLES];
        for (byte, single) in singles.iter_mut().enumerate() {
            let byte = byte as u8;
            let id = self.tokens.get([byte].as_slice());
            *single = (*id.ok_or(ImportError::NotByteLevel { byte })?, byte);
        }
        singles.sort_unstable();
        let first_id = singles[0].0;
        let mut merged: Vec<u32> = self.merges.iter().map(|merge| merge[2]).collect();
        merged.sort_unstable();
        merged.dedup();
        if merged.len() < self.merges.len() {
            // Several ways to make a token: that is how vocabularies that are looked up by bytes are written down.
            return self.by_bytes(name, family, first_id, ignore_merges);
        }
        // The order of the merges is what counts; official ids are known if they follow it.
        let mut numbers: HashMap<u32, u32> = HashMap::new();
        for (number, (id, _)) in singles.iter().enumerate() {
            numbers.insert(*id, number as u32);
        }
        let mut merges = Vec::with_capacity(self.merges.len());
        for merge in &self.merges {
            let number = |id: u32| {
                numbers
                    .get(&id)
                    .copied()
                    .ok_or(ImportError::Order { id: merge[2] })
            };
            merges.push([number(merge[0])?, number(merge[1])?]);
            numbers.insert(merge[2], numbers.len() as u32);
        }
        let mut whole: Vec<(u32, Vec<u8>)> = Vec::new();
        if ignore_merges {
            let unmade = self
                .tokens
                .iter()
                .filter(|(_, id)| !numbers.contains_key(id));
            whole.extend(unmade.map(|(bytes, id)| (id.wrapping_sub(first_id), bytes.clone())));
            whole.sort_unstable();
        }
        // Those that are made by merges, less the others between them, in the order of the merges.
        let mut ids: Vec<(u32, u32)> = numbers.iter().map(|(id, number)| (*number, *id)).collect();
        ids.sort_unstable();
        let others =
            |id: u32| whole.partition_point(|(other, _)| *other < id.wrapping_sub(first_id));
        let regular = ids
            .iter()
            .all(|(number, id)| *id == first_id.wrapping_add(number + others(*id) as u32));
        Ok(Source {
            name: name.to_owned(),
            family,
            normalized: false,
            first_id: regular.then_some(first_id),
            by_bytes: ignore_merges,
            singles: singles.map(|(_, byte)| byte),
            merges,
            moved: Vec::new(),
            whole,
        })
    }

    fn by_bytes(
        self,
        name: &str,
        family: Family,
        first_id: u32,
        ignore_merges: bool,
    ) -> Result<Source, ImportError> {
        let mut tokens: Vec<(u32, Vec<u8>)> = self
            .tokens
            .into_iter()
            .map(|(bytes, id)| (id, bytes))
            .filter(|(id, _)| *id >= first_id)
            .collect();
        tokens.sort_unstable();
        let gap = tokens
            .iter()
            .zip(first_id..)
            .find(|((id, _), expected)| id != expected);
        if let Some((_, id)) = gap {
            return Err(ImportError::Order { id });
        }
        // Looked up by bytes, the lower id comes first; so it must be where merges are listed.
        if let Some(pair) = self.merges.windows(2).find(|pair| pair[0][2] > pair[1][2]) {
            return Err(ImportError::Order { id: pair[1][2] });
        }
        let tokens: Vec<Vec<u8>> = tokens.into_iter().map(|(_, bytes)| bytes).collect();
        let source = Source::from_tokens(name, family, &tokens)?;
        if !ignore_merges && !source.whole.is_empty() {
            return Err(ImportError::UnmadeTokens {
                tokens: source.whole.len(),
            });
        }
        // The pairs that count must be among those that are listed.
        let made = source.tokens()?;
        let ids: HashMap<&[u8], u32> = tokens.iter().map(Vec::as_slice).zip(first_id..).collect();
        let listed: HashSet<[u32; 2]> = self
            .merges
            .iter()
            .map(|merge| [merge[0], merge[1]])
            .collect();
        let id = |number: usize| made.get(number).and_then(|token| ids.get(token.as_slice()));
        for (number, pair) in (SINGLES..).zip(&source.merges) {
            let pair = pair.map(|half| id(half as usize).copied().unwrap_or_default());
            if !listed.contains(&pair) {
                return Err(ImportError::Order {
                    id: id(number).copied().unwrap_or_default(),
                });
            }
        }
        Ok(Source {
            first_id: Some(first_id),
            ..source
        })
    }
}

/// The bytes of a token in the byte-level alphabet; `None` if a character is not of it.
fn bytes_of(token: &str) -> Option<Vec<u8>> {
    token.chars().map(byte_of).collect()
}

/// Printable Latin-1 stands for itself; the other bytes are the characters from U+0100 on, in their order.
fn byte_of(character: char) -> Option<u8> {
    let itself = |byte: u8| matches!(byte, b'!'..=b'~' | 0xa1..=0xac | 0xae..=0xff);
    let code = character as u32;
    match u8::try_from(code) {
        Ok(byte) => itself(byte).then_some(byte),
        Err(_) => (0..=255)
            .filter(|byte| !itself(*byte))
            .nth(code as usize - 256),
    }
}
