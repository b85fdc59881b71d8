//! Few-shot examples are told from what is asked: they are never edited, and never taken for the text to be worked on.

use promptwatt_coach::{Coach, Options, SegmentKind, apply};
use promptwatt_tokens::{Counter, Encoding};

const COUNTER: Counter = Counter::Estimate(Encoding::O200kBase);

/// A prompt, the examples in it, and what of it is worked on.
struct Case {
    name: &'static str,
    text: &'static str,
    shown: &'static [&'static str],
    payload: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        name: "a last one to be completed",
        text: "Is the review good or bad?\n\nReview: Very nice in order to relax.\nVerdict: good\n\nReview: It broke.\nVerdict: bad\n\nReview: I could live there.\nVerdict:",
        shown: &[
            "Review: Very nice in order to relax.\nVerdict: good",
            "Review: It broke.\nVerdict: bad",
        ],
        payload: &["I could live there."],
    },
    Case {
        name: "one example only, in JSON",
        text: "Input: Lunch on Friday\nOutput: {\"what\": \"lunch\", \"day\": \"Friday\"}\n\nInput: Call at nine\nOutput:",
        shown: &["Input: Lunch on Friday\nOutput: {\"what\": \"lunch\", \"day\": \"Friday\"}"],
        payload: &["Call at nine"],
    },
    Case {
        name: "three labels a time, numbered",
        text: "Word 1: cat\nLanguage 1: French\nResult 1: chat\nWord 2: dog\nLanguage 2: Spanish\nResult 2: perro\nWord 3: sun\nLanguage 3: German\nResult 3:",
        shown: &[
            "Word 1: cat\nLanguage 1: French\nResult 1: chat",
            "Word 2: dog\nLanguage 2: Spanish\nResult 2: perro",
        ],
        payload: &["sun\nLanguage 3: German"],
    },
    Case {
        name: "values of several lines",
        text: "Text: one\ntwo\nSummary: 1\n\nText: three\n\nfour\nSummary: 2\n\nText: five\nsix\nSummary:",
        shown: &[
            "Text: one\ntwo\nSummary: 1",
            "Text: three\n\nfour\nSummary: 2",
        ],
        payload: &["five\nsix"],
    },
    Case {
        name: "nothing left to complete, and then the request",
        text: "Input: red\nOutput: rouge\nInput: blue\nOutput: bleu\n\nNow translate green in the same form.",
        shown: &["Input: red\nOutput: rouge", "Input: blue\nOutput: bleu"],
        payload: &[],
    },
    Case {
        name: "in Arabic",
        text: "المدخل: أحمر\nالمخرج: red\n\nالمدخل: أزرق\nالمخرج: blue\n\nالمدخل: أخضر\nالمخرج:",
        shown: &["المدخل: أحمر\nالمخرج: red", "المدخل: أزرق\nالمخرج: blue"],
        payload: &["أخضر"],
    },
    Case {
        name: "in Chinese, with its colons",
        text: "输入：红\n输出：red\n输入：蓝\n输出：blue\n输入：绿\n输出：",
        shown: &["输入：红\n输出：red", "输入：蓝\n输出：blue"],
        payload: &["绿"],
    },
    Case {
        name: "a list of questions is a text",
        text: "Summarise these:\n\nQuestion: Why?\nAnswer: Because.\nQuestion: When?\nAnswer: Now.",
        shown: &[],
        payload: &["Question: Why?\nAnswer: Because.\nQuestion: When?\nAnswer: Now."],
    },
    Case {
        name: "one pair is none",
        text: "Input: red\nOutput: rouge",
        shown: &[],
        payload: &[],
    },
];

#[test]
fn examples_are_found_and_left_alone() {
    let coach = Coach::builtin();
    for case in CASES {
        let coaching = coach.read(case.text, &Options::default(), &COUNTER);
        let of = |wanted: &dyn Fn(&promptwatt_coach::Segment) -> bool| -> Vec<&str> {
            let segments = coaching.segments.iter().filter(|segment| wanted(segment));
            segments
                .map(|segment| &case.text[segment.inner_utf8.clone()])
                .collect()
        };
        let shown = of(&|segment| segment.kind == SegmentKind::Example);
        assert_eq!(shown, case.shown, "{}", case.name);
        let payload = of(&|segment| segment.payload);
        assert_eq!(payload, case.payload, "{}", case.name);
        let edited = apply(case.text, &coaching.suggestions);
        for kept in case.shown.iter().chain(case.payload) {
            assert!(edited.contains(kept), "{}: {edited}", case.name);
        }
    }
}

#[test]
fn any_lines_with_colons_are_read_in_a_moment() {
    let coach = Coach::builtin();
    for line in ["a: b\n", "a:\nb:\n", "x：\n", ":\n", "a b c d: e\n"] {
        let text = line.repeat(200_000 / line.len());
        let coaching = coach.read(&text, &Options::default(), &COUNTER);
        assert!(
            coaching
                .segments
                .iter()
                .all(|segment| text.get(segment.utf8.clone()).is_some())
        );
    }
}
