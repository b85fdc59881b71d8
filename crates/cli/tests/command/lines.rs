//! JSON Lines.

use crate::program::{Ran, argument, file, promptwatt};
use serde_json::{Value, json};

#[track_caller]
fn lines(ran: &Ran) -> Vec<Value> {
    ran.text()
        .lines()
        .map(|line| serde_json::from_str(line).expect("every line is JSON"))
        .collect()
}

#[test]
fn results_come_in_order_with_their_ids() {
    let input = "\u{feff}{\"prompt\": \"one two three\", \"id\": \"a\"}\r\n\n{\"id\":123456789012345678901234567890,\"prompt\":\"\",\"more\":[]}\n{\"prompt\":\"one\"}";
    for verb in ["count", "coach", "report"] {
        let ran = promptwatt(&[verb, "--jsonl", "-"], input.as_bytes());
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{verb}");
        let results = lines(&ran);
        assert_eq!(results.len(), 3, "{verb}");
        assert_eq!(results[0]["id"], json!("a"), "{verb}");
        assert!(
            ran.text().contains("\"id\":123456789012345678901234567890"),
            "{verb}: an id comes back as it was given"
        );
        assert!(results[2].get("id").is_none(), "{verb}");
        let single = promptwatt(&[verb, "--json"], b"one").json();
        assert_eq!(results[2], single, "{verb}: the same as alone");
    }
}

#[test]
fn a_bad_line_is_answered_and_the_rest_goes_on() {
    let input = b"{\"prompt\":\"one\",\"id\":1}\n{\"prompt\": one}\n{\"id\":[2]}\n{\"id\":3,\"prompt\":7}\n{\"id\":4,\"prompt\":\"\\ud800\"}\n[1, \"two\"]\n{\"prompt\":\"caf\xe9\"}\n{\"prompt\":\"two\",\"id\":8}\n";
    let path = file("bad.jsonl", input);
    let ran = promptwatt(&["count", "--jsonl", argument(&path)], b"");
    assert_eq!((ran.code, ran.stderr.as_str()), (2, ""));
    let results = lines(&ran);
    let cases = [
        (
            1,
            json!([2]),
            3,
            "\"prompt\" is missing; expected an object such as {\"prompt\": \"..\", \"id\": 1}",
        ),
        (
            2,
            json!(3),
            4,
            "\"prompt\" is not a text: invalid type: integer `7`, expected a string at column 1; expected an object such as {\"prompt\": \"..\", \"id\": 1}",
        ),
        (3, json!(4), 5, "\"prompt\" is not a text: "),
        (
            4,
            Value::Null,
            6,
            "not an object; expected an object such as {\"prompt\": \"..\", \"id\": 1}",
        ),
        (
            5,
            Value::Null,
            7,
            "not UTF-8 at byte 14 of the line: save it as UTF-8, or pass --lossy to replace such bytes",
        ),
    ];
    assert_eq!(results.len(), 8, "{}", ran.text());
    assert_eq!(
        (&results[0]["tokens"], &results[7]["id"]),
        (&json!(1), &json!(8))
    );
    for (index, id, line, error) in cases {
        let result = &results[index + 1];
        assert_eq!(
            (result.get("id").unwrap_or(&Value::Null), &result["line"]),
            (&id, &json!(line)),
            "{result}"
        );
        assert!(
            result["error"]
                .as_str()
                .is_some_and(|text| text.starts_with(error)),
            "{result}"
        );
    }
    let lossy = lines(&promptwatt(
        &["count", "--lossy", "--jsonl", argument(&path)],
        b"",
    ));
    assert_eq!(lossy[6]["characters"], json!(4));
}

#[test]
fn a_limit_names_the_prompt() {
    let input = b"{\"prompt\":\"one two three four\",\"id\":\"long\"}\n{\"prompt\":\"one\",\"id\":\"short\"}\n{\"prompt\":\"one two three\"}\n";
    let ran = promptwatt(&["report", "--max-tokens", "2", "--jsonl", "-"], input);
    assert_eq!((ran.code, lines(&ran).len()), (1, 3));
    assert_eq!(
        ran.stderr,
        "promptwatt: \"long\": over the limit: 4 tokens is 2 more than --max-tokens 2 allows\n\
         promptwatt: line 3: over the limit: 3 tokens is 1 more than --max-tokens 2 allows\n"
    );
}

#[test]
fn what_does_not_go_together_is_refused() {
    for arguments in [
        &["count", "--jsonl", "-", "file"][..],
        &["coach", "--apply", "--jsonl", "-"],
        &["coach", "--apply", "--json"],
    ] {
        let ran = promptwatt(arguments, b"");
        assert_eq!(
            (ran.code, ran.stderr.lines().count()),
            (2, 1),
            "{arguments:?}: {}",
            ran.stderr
        );
        assert!(ran.stderr.contains("cannot be used with"), "{}", ran.stderr);
    }
}

#[test]
fn results_are_streamed() {
    use std::io::{BufRead, BufReader, Write};
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_promptwatt"))
        .args(["count", "--jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("piped");
    let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
    for id in 0..3 {
        writeln!(stdin, "{{\"prompt\":\"one\",\"id\":{id}}}").expect("the program reads");
        stdin.flush().expect("the program reads");
        // Its answer is there before the next question is asked: a program that waits for the end would hang here.
        let mut line = String::new();
        stdout.read_line(&mut line).expect("the program writes");
        assert!(line.starts_with(&format!("{{\"id\":{id},")), "{line}");
    }
    drop(stdin);
    assert!(child.wait().expect("the program ends").success());
}
