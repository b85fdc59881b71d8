//! What people read.

use crate::packing::small_tokenizer;
use crate::program::{argument, file, promptwatt};
use std::io::Read;
use std::process::{Command, Stdio};

/// Checks that an output has these lines, in this order, with others between them. A line may end in `…`: then only its beginning counts.
#[track_caller]
fn check_lines(output: &str, lines: &[&str]) {
    let mut rest = output.lines();
    for line in lines {
        let found = rest.any(|got| match line.strip_suffix('…') {
            Some(start) => got.starts_with(start),
            None => got == *line,
        });
        assert!(found, "no line {line:?}, or not there, in:\n{output}");
    }
}

#[test]
fn count() {
    let ran = promptwatt(&["count", "--ids"], b"hello world");
    assert_eq!(
        ran.text(),
        "2 tokens, exact in o200k_base\n11 bytes, 11 characters\n24912 2375\n"
    );
    assert_eq!(
        promptwatt(&["count"], b"a").text(),
        "1 token, exact in o200k_base\n1 byte, 1 character\n"
    );
    let estimated = promptwatt(&["count", "--model", "claude-opus-4"], b"hello world");
    check_lines(estimated.text(), &["about …", "11 bytes, 11 characters"]);
    assert!(
        estimated
            .text()
            .contains("estimated: the model's own vocabulary is not public")
    );
}

#[test]
fn report() {
    let prompt = file(
        "tides.txt",
        b"Could you please explain, in order to help me, why the tides rise?\n",
    );
    let ran = promptwatt(
        &[
            "report",
            "--model",
            "gpt-4o",
            "--region",
            "FR",
            argument(&prompt),
        ],
        b"",
    );
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    check_lines(
        ran.text(),
        &[
            "Prompt      …",
            "Answer      about 300 tokens (…",
            "Model       GPT-4o",
            "Region      France, …",
            "Energy      …",
            "Carbon      …",
            "Water       …",
            "Like        a 10 W LED bulb for …",
            "Ranges      should hold nine times in ten; least certain is the length of the answer",
            "Confidence  C: …",
            "Ask for less",
            "    add: Answer in at most 5 sentences.",
            "    saves …",
            "Say it shorter: …",
            "  - …",
            "  + …",
            "  All of these save …",
            "With the additions and rewordings: 0.…",
        ],
    );
}

#[test]
fn estimate() {
    let ran = promptwatt(
        &[
            "estimate", "--model", "gpt-4o", "--input", "300", "--output", "400",
        ],
        b"",
    );
    check_lines(
        ran.text(),
        &[
            "Model       GPT-4o",
            "Served as   76 of 440 billion parameters in 8 bit on 8 H100, 128 requests at once",
            "Region      World, …",
            "Energy      0.4…",
            "Carbon      …",
            "Of the Wh   prompt …",
            "The range   comes from …",
            "Note        The provider has not published the size of this model; a guess with a wide range stands in.",
        ],
    );
    let none = promptwatt(
        &[
            "estimate", "--model", "gpt-4o", "--input", "0", "--output", "0",
        ],
        b"",
    );
    check_lines(
        none.text(),
        &[
            "Energy      0 Wh",
            "Like        a 10 W LED bulb for 0 seconds",
        ],
    );
}

#[test]
fn listings() {
    for (verb, line) in [
        ("models", "gpt-4o …"),
        ("regions", "FR     …"),
        ("factors", "pue …"),
        ("equivalences", "led …"),
        ("providers", "google …"),
    ] {
        check_lines(promptwatt(&[verb], b"").text(), &[line]);
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    for arguments in [&["regions"][..], &["factors", "--json"], &["--help"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_promptwatt"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let mut stderr = String::new();
        child
            .stderr
            .take()
            .expect("piped")
            .read_to_string(&mut stderr)
            .expect("messages are UTF-8");
        let code = child.wait().expect("the program ends").code();
        assert_eq!((code, stderr.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn the_examples_of_the_readme_and_of_the_help_work() {
    let readme = include_str!("../../README.md");
    let help = promptwatt(&["--help"], b"");
    let prompt = file("prompt.txt", b"Explain tides in two sentences.");
    let tokenizer = file("tokenizer.json", small_tokenizer().to_string().as_bytes());
    let vocabulary = tokenizer.with_file_name("my.vocab");
    let examples: Vec<&str> = readme
        .lines()
        .chain(help.text().lines())
        .filter_map(|line| {
            line.trim_start()
                .strip_prefix("promptwatt ")
                .filter(|_| line.starts_with(' '))
        })
        .collect();
    assert!(examples.len() >= 6, "{examples:?}");
    for example in examples {
        let arguments: Vec<&str> = example
            .split_whitespace()
            .map(|word| {
                if word.ends_with(".txt") {
                    argument(&prompt)
                } else if word.ends_with(".json") {
                    argument(&tokenizer)
                } else if word.ends_with(".vocab") {
                    argument(&vocabulary)
                } else {
                    word
                }
            })
            .collect();
        let ran = promptwatt(&arguments, b"");
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{example}");
    }
}
