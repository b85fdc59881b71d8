//! Each level of counting against a reference of its own: the splitter against the official patterns in a regex engine,
//! merging against the plainest loop there is, and whole texts against both together.

mod support;

use fancy_regex::Regex;
use promptwatt_tokens::{Encoding, Family, Parts, Tokenizer};
use std::collections::HashMap;
use std::ops::Range;
use support::{ENCODINGS, Random, tokenizer_of};
use unicode_normalization::UnicodeNormalization;

/// The official patterns of each family; where there are several, each splits what the one before left and made.
const PATTERNS: &[(Family, &[&str])] = &[
    (
        Family::O200k,
        &[
            r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        ],
    ),
    (
        Family::Tekken,
        &[
            r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        ],
    ),
    (
        Family::Cl100k,
        &[
            r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s",
        ],
    ),
    (
        Family::Llama3,
        &[
            r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        ],
    ),
    (
        Family::Qwen,
        &[
            r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        ],
    ),
    (
        Family::DeepSeek,
        &[
            r"\p{N}{1,3}",
            "[一-龥\u{3040}-ゟ゠-ヿ]+",
            "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+",
        ],
    ),
    (
        Family::Gpt2,
        &[r"'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s"],
    ),
];

/// The official splitter of a family.
struct Splitter(Vec<Regex>);

impl Splitter {
    fn new(family: Family) -> Splitter {
        let (_, patterns) = PATTERNS
            .iter()
            .find(|(known, _)| *known == family)
            .expect("every family has patterns");
        let regex = |pattern: &&str| Regex::new(pattern).expect("it is a pattern");
        Splitter(patterns.iter().map(regex).collect())
    }

    /// Where the pieces end.
    fn pieces(&self, text: &str) -> Vec<usize> {
        let mut pieces: Vec<Range<usize>> = std::iter::once(0..text.len()).collect();
        for pattern in &self.0 {
            pieces = pieces
                .into_iter()
                .flat_map(|piece| split(pattern, text, piece))
                .collect();
        }
        pieces.into_iter().map(|piece| piece.end).collect()
    }
}

/// What a pattern finds, and what lies between.
fn split(pattern: &Regex, text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut end = within.start;
    for found in pattern.find_iter(&text[within.clone()]) {
        let found = found.expect("it does not give up").range();
        let found = within.start + found.start..within.start + found.end;
        if found.start > end {
            pieces.push(end..found.start);
        }
        end = found.end;
        pieces.push(found);
    }
    if end < within.end {
        pieces.push(end..within.end);
    }
    pieces
}

/// Merging in the plainest way: join the neighbours that spell the lowest token, leftmost first, until there are none.
struct Merger {
    ids: HashMap<Vec<u8>, u32>,
    tokens: Vec<Vec<u8>>,
}

impl Merger {
    fn new(tokenizer: &Tokenizer) -> Merger {
        let first = tokenizer
            .encode_piece(&[0])
            .and_then(|ids| ids.first().copied())
            .expect("it has all parts");
        // The first single byte's id is not far below that of the byte 0.
        let ids = first.saturating_sub(4096)..first + 400_000;
        let ids: HashMap<Vec<u8>, u32> = ids
            .filter_map(|id| Some((tokenizer.decode(&[id]).ok()?, id)))
            .collect();
        assert_eq!(ids.len(), tokenizer.vocabulary().size());
        let mut tokens: Vec<Vec<u8>> = ids.keys().cloned().collect();
        tokens.sort_unstable();
        Merger { ids, tokens }
    }

    fn merge(&self, piece: &[u8]) -> Vec<u32> {
        let mut bounds: Vec<usize> = (0..=piece.len()).collect();
        loop {
            let joined = |at: usize| self.ids.get(&piece[bounds[at]..bounds[at + 2]]);
            let lowest = (0..bounds.len().saturating_sub(2))
                .filter_map(|at| Some((joined(at)?, at)))
                .min();
            let Some((_, at)) = lowest else { break };
            bounds.remove(at + 1);
        }
        let ids = bounds
            .windows(2)
            .map(|ends| self.ids[&piece[ends[0]..ends[1]]]);
        ids.collect()
    }
}

/// What splitters stumble over, by kind.
const ALPHABETS: &[&[&str]] = &[
    &[
        "a", "B", "c", "D", "é", "ß", "ǅ", "ʰ", "İ", "ſ", "'", "’", "s", "S", "re", "LL", " ",
    ],
    &[
        "漢", "字", "A", "b", "の", "カ", "한", "ー", "々", "龥", "\u{3040}", "\u{301}", " ", "。",
    ],
    &[
        " ", "  ", "\n", "\r", "\r\n", "\t", "\u{a0}", "\u{2003}", "\u{3000}", "\u{85}",
        "\u{2028}", "a", "!", "1",
    ],
    &[
        "1", "23", "456", "٣", "Ⅷ", "½", "²", "๓", "a", " ", ",", ".", "-",
    ],
    &[
        "!", "/", "//", "?!", "...", "-", "_", "(", "{", "\"", "`", "$", "€", "№", "\n", "\r", " ",
        "a", "A",
    ],
    &[
        "م", "ر", "ح", "ً", "ـ", "،", "ש", "ָ", "क", "्", "ि", "ไ", "่", "\u{200d}", "\u{200c}",
        "\u{202e}", " ",
    ],
    &[
        "😀",
        "👩",
        "\u{200d}",
        "\u{fe0f}",
        "🏽",
        "🇫",
        "🇷",
        "\0",
        "\u{1b}",
        "\u{ad}",
        "\u{feff}",
        "\u{e000}",
        "\u{10ffff}",
        "x",
        " ",
    ],
    &[
        "the",
        " quick",
        "Brown",
        " FOX",
        "'s",
        "'LL",
        "don't",
        "camelCase",
        "HTTPServer",
        "x1",
        "=",
        "\n\n",
        "\t",
    ],
];

fn some_text(random: &mut Random, longest: usize) -> String {
    let alphabet = ALPHABETS[random.below(ALPHABETS.len())];
    let other = ALPHABETS[random.below(ALPHABETS.len())];
    let mut text = String::new();
    for _ in 0..random.below(longest) {
        match random.below(40) {
            0 => text.extend(char::from_u32(random.below(0x11_0000) as u32)),
            1..5 => text.push_str(random.pick(other)),
            _ => text.push_str(random.pick(alphabet)),
        }
    }
    text
}

fn check_splitter(family: Family, seed: u64, rounds: usize) {
    let reference = Splitter::new(family);
    let mut random = Random(seed);
    for _ in 0..rounds {
        let text = some_text(&mut random, 24);
        assert_eq!(
            family.pieces(&text),
            reference.pieces(&text),
            "{family:?} {text:?}"
        );
    }
}

/// Bytes that are one piece to nobody: whole and cut tokens, and any others.
fn some_piece(random: &mut Random, tokens: &[Vec<u8>]) -> Vec<u8> {
    let mut piece = Vec::new();
    let kind = random.below(4);
    for _ in 0..1 + random.below(6) {
        let token = &tokens[random.below(tokens.len())];
        let cut = random.below(token.len() + 1);
        match kind {
            0 => piece.extend_from_slice(token),
            1 => piece.extend_from_slice(&token[cut..]),
            2 => piece.extend_from_slice(&token[..cut]),
            _ => piece.extend((0..8).map(|_| b"etaoin\xd9\x85\xe7\x9a\x84 "[random.below(12)])),
        }
    }
    piece
}

fn check_merging(tokenizer: &Tokenizer, reference: &Merger, seed: u64, rounds: usize) {
    let mut random = Random(seed);
    for _ in 0..rounds {
        let piece = some_piece(&mut random, &reference.tokens);
        assert_eq!(
            tokenizer.encode_piece(&piece),
            Some(reference.merge(&piece)),
            "{:?} {piece:?}",
            tokenizer.encoding()
        );
    }
}

fn check_texts(
    tokenizer: &Tokenizer,
    family: Family,
    reference: &Merger,
    seed: u64,
    rounds: usize,
) {
    let splitter = Splitter::new(family);
    let mut random = Random(seed);
    for _ in 0..rounds {
        let mut text = some_text(&mut random, 24);
        if tokenizer.vocabulary().is_normalized() {
            // The engine composes too; what it makes of newer marks is in normal_form.rs.
            text = text.nfc().collect();
        }
        let mut ids = Vec::new();
        let mut start = 0;
        for end in splitter.pieces(&text) {
            ids.extend(reference.merge(&text.as_bytes()[start..end]));
            start = end;
        }
        assert_eq!(
            tokenizer.encode(&text),
            Some(ids),
            "{:?} {text:?}",
            tokenizer.encoding()
        );
    }
}

fn family(encoding: Encoding) -> Family {
    match encoding {
        Encoding::Cl100kBase => Family::Cl100k,
        Encoding::Tekken => Family::Tekken,
        Encoding::Qwen => Family::Qwen,
        Encoding::DeepSeekV3 => Family::DeepSeek,
        _ => Family::O200k,
    }
}

fn check_all(seed: u64, rounds: usize) {
    for (seed, family) in (seed..).zip(Family::ALL) {
        check_splitter(*family, seed, rounds * 2);
    }
    for (seed, encoding) in (seed + 100..).zip(ENCODINGS) {
        let tokenizer = tokenizer_of(encoding, Parts::ALL);
        let reference = Merger::new(&tokenizer);
        check_merging(&tokenizer, &reference, seed, rounds);
        check_texts(&tokenizer, family(encoding), &reference, seed + 100, rounds);
    }
}

#[test]
fn every_level_agrees_with_its_reference() {
    check_all(1, 3_000);
}

/// 22 million cases: `cargo test --profile native -p promptwatt-tokens --features pack --test levels -- --ignored`
#[test]
#[ignore = "takes minutes; for changes of the scanner or of merging"]
fn every_level_agrees_with_its_reference_in_millions_of_cases() {
    check_all(1000, 600_000);
    for family in Family::ALL {
        let reference = Splitter::new(*family);
        for character in '\0'..=char::MAX {
            let text = format!("a{character}B {character}1{character}{character}'s");
            assert_eq!(
                family.pieces(&text),
                reference.pieces(&text),
                "{family:?} {text:?}"
            );
        }
    }
}
