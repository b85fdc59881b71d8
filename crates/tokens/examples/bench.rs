//! Speed beside the crate `tiktoken`, the same texts in the same run:
//! `cargo run --profile native -p promptwatt-tokens --example bench`.
//!
//! Read the ratios; the digits depend on the machine. The texts are made here, without repetition of whole sentences.

#[path = "../tests/support/mod.rs"]
mod support;

use std::hint::black_box;
use std::time::{Duration, Instant};

use promptwatt_tokens::{Document, Encoding, Parts, Tokenizer, Vocabulary, Work};
use support::Random;

const ENGLISH: &str = "the of and to in a is that for it was on are as with they be at this have from or by one had but not what \
    all were when we there can an your which their said if do will each about how up out them then she many some so these would \
    other into has more her two like him see time could no make than first been its who now people my made over did down only way \
    find use may water long little very after words called just where most know photosynthesis responsibility government \
    international development understanding performance summary question answer explain language measure energy prompt";
const ARABIC: &str = "في من على إلى عن هذا هذه التي الذي كان كانت أن إن لا ما مع كل بعد قبل عند أو ثم قال قد لم لن بين حتى غير يكون \
    العالم الناس الحياة العلم اللغة العربية الكتاب المدينة الوقت السؤال الجواب الطاقة والمعرفة والتاريخ يستطيعون مسؤولية استخدام المعلومات";
const CHINESE: &str = "的 一 是 在 不 了 有 和 人 这 中 大 为 上 个 国 我 以 要 他 时 来 用 们 生 到 作 地 于 出 就 分 对 成 会 可 主 发 年 动 同 工 也 能 \
    下 过 子 说 产 种 面 而 方 后 多 定 行 学 法 所 民 得 经 语言 模型 能源 问题 回答 总结 程序 函数 变量 编译 内存 安全 所有权 类型";
const CODE: &str = "let mut fn pub struct impl for in if else match return Some None Ok Err self.value &mut usize Vec<u32> String \
    .iter() .map(|x| x) .collect() => -> :: { } ( ) [i] = == != += < > ; , // TODO \"text\" 0 1 42 0xff buffer index count \
    read_line parseNumber HashMap<String, \\n\\x20\\x20\\x20\\x20 \\n";

fn text(words: &str, between: &str, stops: &[&str], bytes: usize) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut random = Random(42);
    let mut text = String::new();
    while text.len() < bytes {
        // Common words are commoner.
        let bound = random.below(words.len()) + 1;
        text.push_str(
            &words[random.below(bound)]
                .replace("\\n", "\n")
                .replace("\\x20", " "),
        );
        text.push_str(if random.below(12) == 0 {
            random.pick(stops)
        } else {
            between
        });
    }
    text
}

fn best(mut run: impl FnMut()) -> Duration {
    (0..9)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .min()
        .expect("there are nine")
}

fn main() {
    let packed = support::packed(Encoding::O200kBase, Parts::ALL);
    let start = best(|| drop(black_box(Vocabulary::from_packed(&packed))));
    println!("start from gunzipped bytes: {start:.1?}");
    let peer = tiktoken::get_encoding("o200k_base").expect("the peer has o200k");
    let mut random = Random(5);
    let letters: String = (0..1_000_000)
        .map(|_| (b'a' + random.below(26) as u8) as char)
        .collect();
    let texts = [
        (
            "English",
            text(ENGLISH, " ", &[". ", ", ", ".\n\n", "; "], 1_000_000),
        ),
        (
            "code",
            text(CODE, " ", &["\n    ", ";\n", " {\n        "], 1_000_000),
        ),
        ("Arabic", text(ARABIC, " ", &["، ", ". ", "\n"], 1_000_000)),
        ("Chinese", text(CHINESE, "", &["，", "。", "、"], 1_000_000)),
        ("one letter", "a".repeat(1_000_000)),
        ("spaces", " ".repeat(1_000_000)),
        ("random letters", letters),
    ];
    println!(
        "1 MB of          first ms  warm ms  peer first  peer warm   warm ratio  keystroke us"
    );
    for (name, text) in &texts {
        let fresh =
            Tokenizer::new(Vocabulary::from_packed(&packed).expect("the vocabulary is whole"));
        let timed = |run: &mut dyn FnMut() -> usize| {
            let start = Instant::now();
            let count = run();
            (count, start.elapsed())
        };
        let (ours, first) = timed(&mut || fresh.count(text).0);
        let (theirs, peer_first) = timed(&mut || peer.count(text));
        assert_eq!(ours, theirs, "{name}");
        let warm = best(|| {
            black_box(fresh.count(text));
        });
        let peer_warm = best(|| {
            black_box(peer.count(text));
        });
        let mut document = Document::new(text.clone());
        document.advance(&fresh, Work::ALL);
        let mut random = Random(6);
        let mut keystrokes: Vec<Duration> =
            (0..if text.contains('.') || text.contains('、') || text.contains(';') {
                2000
            } else {
                10
            })
                .map(|_| {
                    let mut at = random.below(document.text().len());
                    while !document.text().is_char_boundary(at) {
                        at -= 1;
                    }
                    let start = Instant::now();
                    document.replace(at..at, "e");
                    document.advance(&fresh, Work::ALL);
                    start.elapsed()
                })
                .collect();
        keystrokes.sort();
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        println!(
            "{name:15} {:9.1} {:8.1} {:11.1} {:10.1} {:12.2}  median {:.0} p99 {:.0}",
            ms(first),
            ms(warm),
            ms(peer_first),
            ms(peer_warm),
            ms(warm) / ms(peer_warm),
            ms(keystrokes[keystrokes.len() / 2]) * 1e3,
            ms(keystrokes[keystrokes.len() * 99 / 100]) * 1e3,
        );
    }
}
