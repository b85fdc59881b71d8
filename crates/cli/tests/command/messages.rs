//! Every message word for word, with its exit code.

use crate::program::{argument, file, promptwatt};
use promptwatt_tokens::{Encoding, Parts};
use std::path::Path;
use std::process::{Command, Stdio};

#[track_caller]
fn check(name: &str, arguments: &[&str], stdin: &[u8], code: i32, message: &str) {
    let ran = promptwatt(arguments, stdin);
    assert_eq!(
        (ran.code, ran.stderr.as_str()),
        (code, format!("promptwatt: {message}\n").as_str()),
        "{name}"
    );
    if code == 2 {
        assert!(ran.stdout.is_empty(), "{name}: nothing on standard output");
    }
}

#[test]
fn what_is_wrong_where_and_what_to_do() {
    const ESTIMATE: [&str; 5] = ["estimate", "--input", "300", "--output", "400"];
    let estimate = |more: &[&'static str]| [&ESTIMATE, more].concat();
    let model = |more: &[&'static str]| estimate(&[&["--model", "gpt-4o"], more].concat());
    let cases: &[(&str, Vec<&str>, &[u8], &str)] = &[
        (
            "no verb",
            vec![],
            b"",
            "what to do is missing: try 'promptwatt report FILE', or 'promptwatt --help' for every verb",
        ),
        (
            "unknown verb",
            vec!["cuont"],
            b"",
            "unrecognized subcommand 'cuont'; a similar subcommand exists: 'count'; see 'promptwatt --help'",
        ),
        (
            "misspelt option",
            vec!["count", "--jsno"],
            b"",
            "unexpected argument '--jsno' found; a similar argument exists: '--json'; see 'promptwatt --help'",
        ),
        (
            "no numbers",
            vec!["estimate", "--model", "gpt-4o"],
            b"",
            "the following required arguments were not provided: --input <N>; --output <N>; see 'promptwatt --help'",
        ),
        (
            "no model",
            estimate(&[]),
            b"",
            "the following required arguments were not provided: --model <ID>; see 'promptwatt --help'",
        ),
        (
            "negative tokens",
            vec![
                "estimate",
                "--model",
                "gpt-4o",
                "--input=-1",
                "--output",
                "4",
            ],
            b"",
            "invalid value '-1' for '--input <N>': invalid digit found in string; see 'promptwatt --help'",
        ),
        (
            "unknown safety",
            vec!["coach", "--safety", "high"],
            b"",
            "invalid value 'high' for '--safety <SAFETY>' (possible values: lossless, meaning_preserving, lossy); see 'promptwatt --help'",
        ),
        (
            "limit that is none",
            vec!["report", "--max-wh", "nan"],
            b"",
            "invalid value 'nan' for '--max-wh <X>': not a number from 0 on; see 'promptwatt --help'",
        ),
        (
            "unknown model",
            vec!["report", "--model", "gpt-4oo"],
            b"",
            "unknown model \"gpt-4oo\": did you mean gpt-4o? 'promptwatt models' lists them all",
        ),
        (
            "quite unknown model",
            vec!["report", "--model", "zzzzzzzz"],
            b"",
            "unknown model \"zzzzzzzz\": 'promptwatt models' lists them all",
        ),
        (
            "hostile model",
            vec!["count", "--model", "a\u{1b}[31m\nb"],
            b"",
            "unknown model \"a\u{fffd}[31m b\": 'promptwatt models' lists them all",
        ),
        (
            "unknown region",
            model(&["--region", "Frnace"]),
            b"",
            "unknown region \"Frnace\": did you mean FR? 'promptwatt regions' lists them all",
        ),
        (
            "unknown language",
            vec!["coach", "--lang", "xx"],
            b"",
            "unknown language \"xx\": give auto, en, fr, ar, es, de, pt, zh",
        ),
        (
            "unknown encoding",
            vec!["count", "--encoding", "p50k_base"],
            b"",
            "no vocabulary for the encoding \"p50k_base\": known are o200k_base, o200k_harmony, cl100k_base, tekken, qwen, deepseek_v3; others are found as files: a path, or p50k_base.vocab beside the program",
        ),
        (
            "ids of an estimate",
            vec!["count", "--ids", "--model", "claude-opus-4"],
            b"",
            "--ids needs the model's own vocabulary, which is not at hand: leave it out, or count in o200k_base",
        ),
        (
            "no such file",
            vec!["count", "no/such/file"],
            b"",
            "no/such/file cannot be read: No such file or directory (os error 2)",
        ),
        (
            "a directory",
            vec!["count", "."],
            b"",
            ". cannot be read: it is a directory",
        ),
        (
            "not UTF-8",
            vec!["count"],
            b"caf\xe9 au lait",
            "standard input is not UTF-8 at byte 3: save it as UTF-8, or pass --lossy to replace such bytes",
        ),
        (
            "not UTF-8 after a byte-order mark",
            vec!["report"],
            b"\xef\xbb\xbfab\xff",
            "standard input is not UTF-8 at byte 5: save it as UTF-8, or pass --lossy to replace such bytes",
        ),
        (
            "three bits",
            model(&["--bits", "3"]),
            b"",
            "Weights must have 16, 8 or 4 bits",
        ),
        (
            "unknown GPU",
            model(&["--gpu", "abacus"]),
            b"",
            "The GPU must be h100, b200, h200, a100, tpu, apple-m or rtx-4090",
        ),
        (
            "cache over one",
            model(&["--cached-fraction", "1.5"]),
            b"",
            "A cached share must be a number from 0 to 1",
        ),
        (
            "cache that is no number",
            model(&["--cached-fraction", "nan"]),
            b"",
            "A cached share must be a number from 0 to 1",
        ),
        (
            "PUE below one",
            model(&["--pue", "0.9"]),
            b"",
            "PUE, facility energy over IT energy, must be from 1 to 10",
        ),
        (
            "no batch",
            model(&["--batch", "0"]),
            b"",
            "The batch, requests served at once, must be from 1 to 100,000",
        ),
        (
            "too many tokens",
            model(&["--history", "1000000001"]),
            b"",
            "A number of tokens must be from 0 to 1,000,000,000",
        ),
        (
            "more active than all",
            estimate(&["--active", "9", "--total", "8"]),
            b"",
            "A model cannot have more active than total parameters",
        ),
        (
            "infinite",
            estimate(&["--active", "inf", "--total", "inf"]),
            b"",
            "Active and total parameters must be from 0.001 to 100,000 billion",
        ),
        (
            "experts unreadable",
            estimate(&["--active", "3", "--total", "30", "--routed", "8"]),
            b"",
            "--routed 8: give experts used and available, such as 8/256",
        ),
        (
            "no experts",
            estimate(&["--active", "3", "--total", "30", "--routed", "8/0"]),
            b"",
            "The routed share, experts used / available, must be above 0 and below 1, for example 8/256",
        ),
        (
            "other factors",
            model(&["--factors", "2024.01"]),
            b"",
            "--factors 2024.01 is not there: this program has 2026.11.2 and 2026.11",
        ),
        (
            "hardware an older set lacks",
            model(&["--factors", "2026.11", "--gpu", "a100"]),
            b"",
            "This factor set has no constants for that GPU: take the newest set, or h100 or b200",
        ),
        (
            "unknown provider",
            model(&["--provider", "gogle"]),
            b"",
            "unknown provider \"gogle\": did you mean google? 'promptwatt providers' lists them all",
        ),
        (
            "unknown screen",
            model(&["--screen", "cinema"]),
            b"",
            "unknown screen \"cinema\": give none, phone, laptop or desktop",
        ),
        (
            "no lever",
            vec!["levers", "--input", "1", "--output", "1"],
            b"",
            "no lever is pulled: give --to ID, --shorten F or --bits 16:8, or several of them",
        ),
        (
            "longer instead of shorter",
            vec![
                "levers",
                "--shorten",
                "1.5",
                "--input",
                "1",
                "--output",
                "1",
            ],
            b"",
            "A share of a prompt or an answer must be a number from 0 to 1",
        ),
        (
            "bits the wrong way round",
            vec!["levers", "--bits", "8:16", "--input", "1", "--output", "1"],
            b"",
            "--bits 8:16: give bits before and after, fewer after: 16:8, 16:4 or 8:4",
        ),
        (
            "nothing to multiply",
            vec!["scale", "--wh", "NaN", "--per-day", "1", "--people", "1"],
            b"",
            "--wh must be a number from 0 on",
        ),
        (
            "people below none",
            vec!["scale", "--wh", "1", "--per-day", "1", "--people=-5"],
            b"",
            "Numbers of people, requests and days must be from 0 to 1,000,000,000,000,000",
        ),
        (
            "a badge in no language",
            vec!["badge", "--words", "xx"],
            b"Why?",
            "no badge in \"xx\": give en, fr, es or ar",
        ),
        (
            "a badge to nowhere",
            vec!["badge", "--address", "javascript:alert(1)//"],
            b"Why?",
            "--address javascript:alert(1)//: give an address that begins with https:// or http:// and ends with /",
        ),
        (
            "a badge for a model without a prompt",
            vec!["badge", "--model", "task-classify"],
            b"Why?",
            "the page has no prompt for a model of one task: give another --model",
        ),
        (
            "nothing to pack",
            vec!["pack", "no such tokenizer.json", "-o", "my.vocab"],
            b"",
            "no such tokenizer.json cannot be read: No such file or directory (os error 2)",
        ),
    ];
    for (name, arguments, stdin, message) in cases {
        check(name, arguments, stdin, 2, message);
    }
}

#[test]
fn every_verb_of_the_contract_is_known() {
    let help = promptwatt(&["--help"], b"");
    assert_eq!((help.code, help.stderr.as_str()), (0, ""));
    for verb in [
        "badge",
        "count",
        "coach",
        "estimate",
        "report",
        "models",
        "regions",
        "factors",
        "providers",
        "equivalences",
        "compare",
        "levers",
        "scale",
    ] {
        assert!(
            help.text().contains(&format!("\n  {verb} ")),
            "{verb}: {}",
            help.text()
        );
        assert_eq!(promptwatt(&[verb, "--help"], b"").code, 0, "{verb}");
    }
    assert_eq!(
        promptwatt(&["--version"], b"").text(),
        format!("promptwatt {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_limit_is_a_gate() {
    let prompt = b"Explain tides in two sentences.";
    let tokens = promptwatt(&["count", "--json"], prompt).json()["tokens"]
        .as_u64()
        .expect("an exact count");
    let over = format!(
        "over the limit: {tokens} tokens is {} more than --max-tokens 2 allows",
        tokens - 2
    );
    check(
        "too many tokens",
        &["report", "--max-tokens", "2"],
        prompt,
        1,
        &over,
    );

    let ran = promptwatt(&["report", "--max-wh", "0.001", "--json"], prompt);
    assert_eq!(ran.code, 1);
    assert!(
        ran.stderr.starts_with("promptwatt: over the limit: 0.0")
            && ran
                .stderr
                .ends_with(" Wh more than --max-wh 0.001 allows\n"),
        "{}",
        ran.stderr
    );
    assert!(
        serde_json::from_slice::<serde_json::Value>(&ran.stdout).is_ok(),
        "the report is there all the same"
    );

    let both = promptwatt(&["report", "--max-wh", "0", "--max-tokens", "0"], prompt);
    assert_eq!(
        (both.code, both.stderr.lines().count()),
        (1, 1),
        "{}",
        both.stderr
    );
    let limit = tokens.to_string();
    assert_eq!(
        promptwatt(
            &["report", "--max-wh", "1000", "--max-tokens", &limit],
            prompt
        )
        .code,
        0,
        "a limit that is met exactly"
    );
}

#[test]
fn a_vocabulary_is_found_beside_the_program() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("beside");
    let program = folder.join(format!("promptwatt{}", std::env::consts::EXE_SUFFIX));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    let built = Path::new(env!("CARGO_BIN_EXE_promptwatt"));
    if std::fs::hard_link(built, &program).is_err() {
        std::fs::copy(built, &program).expect("the program can be copied");
    }
    let vocabulary = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/vocab/");
    for name in Encoding::O200kBase.files(Parts::ALL) {
        let mine = name.replace("o200k_base", "mine");
        std::fs::copy(format!("{vocabulary}{name}"), folder.join(mine))
            .expect("the vocabulary is committed");
    }
    let run = |encoding: &str| {
        let ran = Command::new(&program)
            .args(["count", "--encoding", encoding])
            .stdin(Stdio::null())
            .output()
            .expect("the program starts");
        (
            ran.status.code(),
            String::from_utf8(ran.stdout).expect("a text"),
        )
    };
    assert_eq!(run("mine").0, Some(0));
    assert!(run("mine").1.starts_with("0 tokens, exact in o200k_base\n"));
    assert_eq!(run("min").0, Some(2), "only the whole name is one");
}

#[test]
fn a_damaged_vocabulary_is_refused() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/vocab/");
    let good: Vec<u8> = Encoding::O200kBase
        .files(Parts::ALL)
        .flat_map(|name| {
            std::fs::read(format!("{folder}{name}")).expect("the vocabulary is committed")
        })
        .collect();
    let whole = file("whole.vocab", &good);
    let ran = promptwatt(
        &["count", "--encoding", argument(&whole), "--json"],
        b"one two",
    );
    assert_eq!(ran.json()["encoding"], "o200k_base");

    let cut = file("cut.vocab", &good[..good.len() / 2]);
    let ran = promptwatt(&["count", "--encoding", argument(&cut)], b"one two");
    assert_eq!(
        (ran.code, ran.stderr.lines().count()),
        (2, 1),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("cut.vocab is no vocabulary: "),
        "{}",
        ran.stderr
    );

    let other = file("other.vocab", b"not a vocabulary");
    let message = format!(
        "{} is no vocabulary: not a packed vocabulary of version 2 (is it of another version?): fetch it again",
        other.display()
    );
    check(
        "no vocabulary at all",
        &["count", "--encoding", argument(&other)],
        b"one two",
        2,
        &message,
    );
}
