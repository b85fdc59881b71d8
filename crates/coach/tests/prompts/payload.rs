//! What is not the request: pasted conversations, quotations, payloads, segments.

use super::read;
use promptwatt_coach::{Language, SegmentKind};

/// Conversations that were pasted, as pages show them in several languages.
#[test]
fn a_pasted_conversation_is_history() {
    let answer = "Tides come from the pull of the moon and, weaker, of the sun, which lifts the water of the seas on both sides of the earth. ".repeat(9);
    for (user, model, last) in [
        ("User: ", "Assistant: ", "User: And what is a neap tide?"),
        (
            "You said:\n",
            "ChatGPT said:\n",
            "You said:\nAnd what is a neap tide?",
        ),
        (
            "**Human:** ",
            "**AI:** ",
            "**Human:** And what is a neap tide?",
        ),
        (
            "Utilisateur : ",
            "Assistant : ",
            "Utilisateur : Et qu'est-ce que la morte-eau ?",
        ),
        ("المستخدم: ", "المساعد: ", "المستخدم: وما هو الجزر الضعيف؟"),
    ] {
        let text = format!("{user}What are tides?\n\n{model}{answer}\n\n{last}");
        let coaching = read(&text);
        let advice = coaching
            .advice
            .iter()
            .find(|advice| advice.id == "context.history")
            .unwrap_or_else(|| panic!("{text}"));
        assert!(advice.prompt_tokens_saved.expect("it is counted").central > 100.0);
        let place = advice.places.first().expect("the conversation");
        assert_eq!(*place, 0..text.len() - last.len() - 2);
        assert!(
            advice.copy.as_ref().is_some_and(|line| line.contains('5')),
            "{user}"
        );
        assert!(
            coaching
                .segments
                .iter()
                .any(|segment| segment.kind == SegmentKind::Chat && !segment.payload)
        );
    }
    assert!(
        !read("User: hi\nAssistant: hello\nUser: explain tides")
            .advice
            .iter()
            .any(|advice| advice.id == "context.history")
    );
}

/// Text, and its segments: kind, words, language, whether it is worked on.
/// The one text to work on, where there is one.
#[test]
fn a_quotation_is_the_payload_without_its_marks() {
    for (text, expected) in [
        (
            "Was bedeutet das auf Deutsch: \"We reserve the right to refuse entry.\"?",
            "We reserve the right to refuse entry.",
        ),
        (
            "كيف أقول بالفرنسية: «نعتذر عن التأخير ونشكركم على صبركم»؟",
            "نعتذر عن التأخير ونشكركم على صبركم",
        ),
        (
            "I need the sentence in brackets in Polish: [Please ring the bell twice and wait.]",
            "Please ring the bell twice and wait.",
        ),
        (
            "Translate into French: \"yes\" and \"no\"",
            "\"yes\" and \"no\"",
        ),
    ] {
        // The quotations in it have segments of their own.
        let payload = read(text)
            .segments
            .iter()
            .find(|segment| segment.payload)
            .and_then(|segment| text.get(segment.inner_utf8.clone()));
        assert_eq!(payload, Some(expected), "{text}");
    }
}

#[test]
fn payloads_end_where_they_end() {
    for (name, text, expected) in [
        (
            "the first line of an error above its trace",
            "My container stops at once, the log only shows this:\n\nError: Cannot find module '/app/index.js'\n    at Module._resolveFilename (node:internal/modules/cjs/loader:933:15)",
            "Error: Cannot find module '/app/index.js'\n    at Module._resolveFilename (node:internal/modules/cjs/loader:933:15)",
        ),
        (
            "a text that is pointed at and asks for something itself",
            "Could you go through this complaint and tell me the gist\n\nI ordered the desk on 2 May and nobody came. I phoned twice, was put on hold for 40 minutes, and it had been sent back. I want either my desk or my money.",
            "I ordered the desk on 2 May and nobody came. I phoned twice, was put on hold for 40 minutes, and it had been sent back. I want either my desk or my money.",
        ),
        (
            "a label before a text that stands first",
            "Texto: Haber si nos vemos pronto, hecho de menos las charlas.\n\nCorrige la ortografía sin cambiar nada más.",
            "Haber si nos vemos pronto, hecho de menos las charlas.",
        ),
        (
            "between two rules",
            "Lektoriere den folgenden Absatz.\n\n---\nDas Projekt wurde durchgeführt wobei, alles dokumentiert worden sind.\n---",
            "Das Projekt wurde durchgeführt wobei, alles dokumentiert worden sind.",
        ),
        (
            "a quotation that is a sentence of its own",
            "¿Verdadero o falso? \"Los murciélagos son ciegos.\" Responde con una palabra.",
            "Los murciélagos son ciegos.",
        ),
        (
            "what is to be said again",
            "Repeat this sentence back to me verbatim: please could you kindly not be late again",
            "please could you kindly not be late again",
        ),
        (
            "thanks below it",
            "Fix the spelling of this note:\n\nWe was at the lake yesterday, it where lovely.\n\nThanks a million!",
            "We was at the lake yesterday, it where lovely.",
        ),
        (
            "data above the request",
            "Jan 3  Tesco 42.10\nJan 5  Shell 61.00\nJan 9  Netflix 10.99\n\nadd up how much I spent at each place and give me a table",
            "Jan 3  Tesco 42.10\nJan 5  Shell 61.00\nJan 9  Netflix 10.99",
        ),
        (
            "a quotation above the request",
            "\"We are thrilled to announce that our team has won the award. We would like to thank all of you.\"\n\nMake 3 versions of this for the website.",
            "We are thrilled to announce that our team has won the award. We would like to thank all of you.",
        ),
        (
            "a quotation behind a colon, and a sentence after it",
            "Check whether this sentence is correct: \"Neither of the answers were right.\" And explain why.",
            "Neither of the answers were right.",
        ),
        (
            "a list, and a question about it",
            "Order 5512: 2x mug blue, 1x teapot\nOrder 5513: 1x mug green\n\nWhich of the orders contain blue mugs?",
            "Order 5512: 2x mug blue, 1x teapot\nOrder 5513: 1x mug green",
        ),
    ] {
        let coaching = read(text);
        let mut inside = coaching
            .segments
            .iter()
            .filter(|segment| segment.payload)
            .map(|segment| segment.inner_utf8.clone());
        let first = inside.next().expect(name);
        let end = inside.map(|other| other.end).max().unwrap_or(0);
        assert_eq!(
            text.get(first.start..end.max(first.end)),
            Some(expected),
            "{name}"
        );
    }
}

#[test]
fn a_question_has_no_payload() {
    for text in [
        "I have these questions about tax:\n1. How long do I keep invoices?\n2. Can I pay monthly?\nPlease answer each one.",
        "Con el fin de mejorar la atención, vamos a enviar una encuesta. Elabora un cuestionario de 8 preguntas que sirva para medirla.",
        "Je suis à la retraite et je souhaite apprendre l'italien. Quelles sont les meilleures méthodes à mon âge ?",
    ] {
        let segments = read(text).segments;
        assert!(segments.iter().all(|segment| !segment.payload), "{text}");
    }
}

#[test]
fn segments_are_told_apart() {
    let segments = |text: &str| -> Vec<String> {
        read(text)
            .segments
            .iter()
            .map(|one| {
                let language = one.language.map_or("-", Language::code);
                let payload = if one.payload { "*" } else { "" };
                format!(
                    "{}{payload} {language} {}",
                    one.kind.id(),
                    &text[one.inner_utf8.clone()]
                )
            })
            .collect()
    };
    for (text, expected) in [
        ("Explain tides.", &["instruction en Explain tides."][..]),
        (
            "Translate into English:\n\nLe chat est dans la maison et il dort.",
            &[
                "instruction en Translate into English:",
                "payload* fr Le chat est dans la maison et il dort.",
            ],
        ),
        (
            "Fix this:\n\n```js\nlet a = 1;\n```\n\nThen explain it.",
            &[
                "instruction en Fix this:",
                "code* - let a = 1;",
                "instruction en Then explain it.",
            ],
        ),
        (
            "Wie viele Einwohner hat die Stadt?\n\n| a | b |\n|---|---|\n| 1 | 2 |",
            &[
                "instruction de Wie viele Einwohner hat die Stadt?",
                "table* - | a | b |\n|---|---|\n| 1 | 2 |",
            ],
        ),
        (
            "用中文总结下面的邮件：\n\nThe lift will be out of service on Monday.",
            &[
                "instruction zh 用中文总结下面的邮件：",
                "payload* en The lift will be out of service on Monday.",
            ],
        ),
        (
            "Use `x` and {name} in \"a line\" about the sea.",
            &[
                "instruction en Use `x` and {name} in \"a line\" about the sea.",
                "inline_code - x",
                "placeholder - name",
                "quotation - a line",
            ],
        ),
    ] {
        assert_eq!(segments(text), expected, "{text}");
    }
}
