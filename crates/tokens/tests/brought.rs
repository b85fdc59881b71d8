//! Vocabularies that somebody brings along may be made to be slow: long tokens, and merges that change everything before them.

mod support;

use std::collections::HashMap;
use std::hint::black_box;
use std::time::Instant;

use promptwatt_tokens::pack::hugging_face::{self, ImportError};
use promptwatt_tokens::pack::pack;
use promptwatt_tokens::{Document, Progress, Tokenizer, Vocabulary, Work};
use support::Random;

/// Llama 3's pattern: letters side by side are one piece, however many they are.
const PATTERN: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

/// The longest token that is read, bytes.
const LONGEST: usize = 1024;

/// What a `tokenizer.json` says: all single bytes, then merges of ASCII letters in their order.
struct Brought {
    tokens: Vec<String>,
    merges: Vec<[String; 2]>,
}

impl Brought {
    fn new() -> Brought {
        let itself = |byte: &u8| matches!(byte, b'!'..=b'~' | 0xa1..=0xac | 0xae..=0xff);
        let (printable, others): (Vec<u8>, Vec<u8>) = (0..=255).partition(itself);
        let others = (0x100..)
            .zip(others)
            .filter_map(|(code, _)| char::from_u32(code));
        Brought {
            tokens: printable
                .into_iter()
                .map(char::from)
                .chain(others)
                .map(String::from)
                .collect(),
            merges: Vec::new(),
        }
    }

    fn merge(&mut self, left: &str, right: &str) -> String {
        let token = [left, right].concat();
        self.tokens.push(token.clone());
        self.merges.push([left.to_owned(), right.to_owned()]);
        token
    }

    fn json(&self) -> Vec<u8> {
        let vocabulary: serde_json::Map<String, serde_json::Value> = (0..)
            .zip(&self.tokens)
            .map(|(id, token): (u32, _)| (token.clone(), id.into()))
            .collect();
        let split = serde_json::json!({
            "type": "Split", "pattern": {"Regex": PATTERN}, "behavior": "Isolated", "invert": false
        });
        let bytes =
            serde_json::json!({"type": "ByteLevel", "add_prefix_space": false, "use_regex": false});
        serde_json::json!({
            "model": {"type": "BPE", "vocab": vocabulary, "merges": self.merges},
            "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split, bytes]},
        })
        .to_string()
        .into_bytes()
    }

    fn tokenizer(&self) -> Tokenizer {
        let source = hugging_face::read(&self.json(), "brought").expect("it can be counted");
        let files = pack(&source).expect("it fits");
        let files: Vec<&[u8]> = files.iter().map(|(_, file)| file.as_slice()).collect();
        Tokenizer::new(Vocabulary::from_packed(&files).expect("it is whole"))
    }

    /// The tokens of a piece by the plainest loop: the lowest merge, the leftmost of equal ones, until there is none.
    fn plainly(&self, piece: &str) -> usize {
        let ids: HashMap<&str, u32> = self.tokens.iter().map(String::as_str).zip(0..).collect();
        let merges: HashMap<[u32; 2], u32> = self
            .merges
            .iter()
            .map(|[left, right]| {
                let whole = [left.as_str(), right].concat();
                (
                    [ids[left.as_str()], ids[right.as_str()]],
                    ids[whole.as_str()],
                )
            })
            .collect();
        let merged = |pair: &[u32]| merges.get(pair).copied().unwrap_or(u32::MAX);
        let mut tokens: Vec<u32> = piece
            .split_inclusive(|_| true)
            .map(|one| ids[one])
            .collect();
        let mut pairs: Vec<u32> = tokens.windows(2).map(merged).collect();
        while let Some((at, &lowest)) = pairs.iter().enumerate().min_by_key(|(_, pair)| **pair)
            && lowest != u32::MAX
        {
            tokens.splice(at..at + 2, [lowest]);
            pairs.remove(at);
            for near in at.saturating_sub(1)..=at {
                if let (Some(pair), Some(two)) = (pairs.get_mut(near), tokens.get(near..near + 2)) {
                    *pair = merged(two);
                }
            }
        }
        tokens.len()
    }
}

/// All combinations of small letter and capital, or of one and two, in an order without a pattern; each of them is a token.
fn units(brought: &mut Brought, letters: usize) -> Vec<String> {
    let mut units: Vec<String> = ('a'..='z').map(String::from).collect();
    for _ in 1..letters {
        let capitals = |unit: &String| {
            ('A'..='Z')
                .map(|next| [unit.clone(), next.into()])
                .collect()
        };
        let longer: Vec<[String; 2]> = units.iter().flat_map::<Vec<_>, _>(capitals).collect();
        units = longer
            .iter()
            .map(|[unit, next]| brought.merge(unit, next))
            .collect();
    }
    let mut random = Random(5);
    for last in (1..units.len()).rev() {
        units.swap(last, random.below(last + 1));
    }
    units
}

type Make = Box<dyn Fn(usize) -> String>;

struct Case {
    name: &'static str,
    brought: Brought,
    /// One piece of at most so many bytes.
    text: Make,
}

/// Up to `bytes` of what `next` says.
fn filled(bytes: usize, mut next: impl FnMut(&mut Random) -> String) -> String {
    let mut random = Random(7);
    let mut text = String::new();
    while text.len() < bytes {
        text.push_str(&next(&mut random));
    }
    text.truncate(bytes);
    text
}

/// Parts of a word, from its beginning, with something else between.
fn begun(word: String) -> Make {
    Box::new(move |bytes| {
        filled(bytes, |random| {
            let end = random.below(word.len() + 1);
            [&word[..end], random.pick(&["", "z", "q"])].concat()
        })
    })
}

fn cases() -> Vec<Case> {
    let mut doubled = Brought::new();
    let mut token = "a".to_owned();
    while token.len() < LONGEST {
        token = doubled.merge(&token, &token);
    }
    let mut fibonacci = Brought::new();
    let mut word = ["b".to_owned(), "a".to_owned()];
    while word[1].len() < LONGEST / 2 {
        let longer = fibonacci.merge(&word[1], &word[0]);
        word = [word[1].clone(), longer];
    }
    let mut forwards = Brought::new();
    let units_forwards = units(&mut forwards, 2);
    let begin = units_forwards[0].clone();
    let word_forwards = units_forwards[1..LONGEST / 2]
        .iter()
        .fold(begin, |word, unit| forwards.merge(&word, unit));
    let mut backwards = Brought::new();
    let units_backwards = units(&mut backwards, 2);
    let end = units_backwards[0].clone();
    let word_backwards = units_backwards[1..LONGEST / 2]
        .iter()
        .fold(end, |word, unit| backwards.merge(unit, &word));
    let mut halves = Brought::new();
    let mut level = units(&mut halves, 2)[..LONGEST / 2].to_vec();
    while level.len() > 1 {
        level = level
            .chunks_exact(2)
            .map(|pair| halves.merge(&pair[0], &pair[1]))
            .collect();
    }
    // Which neighbours are joined depends on where the text ends: each merge is lower than the one before it.
    let mut chain = Brought::new();
    let links = units(&mut chain, 3);
    for link in links.windows(2).rev() {
        chain.merge(&link[0], &link[1]);
    }
    let links = links.concat();
    vec![
        Case {
            name: "one letter, its tokens doubled up to a kilobyte",
            brought: doubled,
            text: Box::new(|bytes| "a".repeat(bytes)),
        },
        Case {
            name: "a word of Fibonacci's, every one a token",
            brought: fibonacci,
            text: Box::new(|bytes| {
                let [mut short, mut long] = ["b".to_owned(), "a".to_owned()];
                while long.len() < bytes {
                    [short, long] = [long.clone(), [long, short].concat()];
                }
                long.truncate(bytes);
                long
            }),
        },
        Case {
            name: "a kilobyte of letters, every beginning a token",
            brought: forwards,
            text: begun(word_forwards),
        },
        Case {
            name: "a kilobyte of letters, every end a token",
            brought: backwards,
            text: begun(word_backwards),
        },
        Case {
            name: "a kilobyte of letters, every half a token",
            brought: halves,
            text: begun(level.concat()),
        },
        Case {
            name: "a chain of merges, each lower than the one before",
            brought: chain,
            text: Box::new(move |bytes| filled(bytes, |_| links.clone())),
        },
    ]
}

#[test]
fn long_tokens_are_counted_as_the_plainest_loop_does() {
    for case in cases() {
        let tokenizer = case.brought.tokenizer();
        for bytes in [100, 1000, 6000] {
            let text = (case.text)(bytes);
            let plainly = case.brought.plainly(&text);
            assert_eq!(tokenizer.count(&text).0, plainly, "{}, {bytes}", case.name);
        }
    }
}

#[test]
fn edits_among_long_tokens_equal_a_fresh_count() {
    for case in cases() {
        let tokenizer = case.brought.tokenizer();
        let mut random = Random(3);
        let mut document = Document::new((case.text)(12_000));
        document.advance(&tokenizer, Work::ALL);
        for edit in 0..40 {
            let at = random.below(document.text().len() - 10);
            let word = (case.text)(1 + random.below(50));
            document.replace(at..at + random.below(10), &word);
            let progress = document.advance(&tokenizer, Work::ALL);
            let fresh = tokenizer.count(document.text());
            assert_eq!(progress, Progress::Exact(fresh), "{}, {edit}", case.name);
        }
    }
}

/// Four times the bytes take little more than four times the time; where every block was merged again with all before it, they took 64 times.
#[test]
fn counting_four_times_the_bytes_takes_about_four_times_the_time() {
    for case in cases() {
        let tokenizer = case.brought.tokenizer();
        let time = |text: &str| {
            let times = (0..5).map(|_| {
                let start = Instant::now();
                black_box(tokenizer.count(text));
                start.elapsed().as_secs_f64()
            });
            times.fold(f64::INFINITY, f64::min)
        };
        let [small, large] = [4_000, 16_000].map(&case.text);
        let mut ratios = Vec::new();
        while ratios.last().is_none_or(|ratio| *ratio > 14.0) {
            assert!(ratios.len() < 4, "{}: {ratios:.1?}", case.name);
            ratios.push(time(&large) / time(&small));
        }
    }
}

#[test]
fn a_longer_token_is_refused() {
    let mut brought = Brought::new();
    let mut token = "a".to_owned();
    while token.len() < 10_000 {
        token = brought.merge(&token, &token);
    }
    assert_eq!(
        hugging_face::read(&brought.json(), "brought").err(),
        Some(ImportError::TooLarge { what: "a token" })
    );
}
