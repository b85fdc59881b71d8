//! What is advised: budgets, and other things.

use super::read;
use promptwatt_coach::find_budget_sentence;

/// The text with the budget advice followed.
fn with_budget(text: &str) -> Option<String> {
    let insert = read(text)
        .advice
        .into_iter()
        .find(|advice| advice.id == "output.budget")?
        .insert?;
    let mut text = text.to_string();
    text.insert_str(insert.at_utf8, &insert.text);
    Some(text)
}

#[test]
fn a_budget_is_advised_where_none_is_asked() {
    for (text, expected) in [
        (
            "Explain how tides work.",
            "Explain how tides work. Answer in at most 5 sentences.",
        ),
        (
            "Explain how tides work\n",
            "Explain how tides work. Answer in at most 5 sentences.\n",
        ),
        (
            "Write an essay about rain.",
            "Write an essay about rain. Answer in at most 300 words.",
        ),
        (
            "Summarise this text:\n\nRain is wet.",
            "Answer in at most 5 sentences. Summarise this text:\n\nRain is wet.",
        ),
        // What a text means takes as long to say as without one.
        (
            "Can they raise the rent under this clause?\n\nThe rent may be reviewed on each anniversary of the start date.",
            "Can they raise the rent under this clause? Answer in at most 5 sentences.\n\nThe rent may be reviewed on each anniversary of the start date.",
        ),
        // Who plays a part and only ever complains is not short for that.
        (
            "Pretend to be a ghost who only complains about the furniture. I have just woken up.",
            "Pretend to be a ghost who only complains about the furniture. I have just woken up. Answer in at most 5 sentences.",
        ),
        (
            "Summarise the text below.\n\nRain is wet. It falls.",
            "Summarise the text below. Answer in at most 5 sentences.\n\nRain is wet. It falls.",
        ),
        (
            "Explique les marées.",
            "Explique les marées. Réponse en 5 phrases maximum.",
        ),
        (
            "اشرح المد والجزر.",
            "اشرح المد والجزر. أجب في 5 جمل على الأكثر.",
        ),
        ("كيف يعمل المد؟", "كيف يعمل المد؟ أجب في 5 جمل على الأكثر."),
        (
            "Erkläre die Gezeiten.",
            "Erkläre die Gezeiten. Antwort in höchstens 5 Sätzen.",
        ),
        ("解释潮汐。", "解释潮汐。请用最多5句话回答。"),
        ("潮汐是什么", "潮汐是什么。请用最多5句话回答。"),
        (
            "总结下面的文本：\n\n雨是湿的。",
            "请用最多5句话回答。总结下面的文本：\n\n雨是湿的。",
        ),
    ] {
        assert_eq!(with_budget(text).as_deref(), Some(expected), "{text}");
        let (range, _) = find_budget_sentence(expected).expect("the inserted sentence");
        assert!(read(expected).answer.stated_limit.is_some(), "{expected}");
        assert!(with_budget(expected).is_none(), "{expected}");
        assert!(range.end <= expected.len());
    }
    for text in [
        "Why does this print nothing?\n\nfor x in []: print(x)",
        "You are a grumpy pirate and I knock at your cabin. Stay in character.",
        // What is asked of code that is there, and what a program says.
        "my flexbox items won't wrap, what am I missing\n\n.row { display: flex; gap: 1rem; }\n.row > div { min-width: 9rem; }",
        "Quero um conto curto sobre um guarda-chuva esquecido no metro.",
    ] {
        assert!(with_budget(text).is_some(), "{text}");
    }
    for text in [
        "How do I undo the last commit in git?",
        "haha you are funny",
        "Explain tides in 3 sentences.",
        "Explain tides briefly.",
        "Is it spam? Yes or no.",
        "What is the boiling point of ethanol? Number only.",
        "convert 72 °F to °C",
        "What's 240 grams of flour in cups?",
        "给公司新出的低糖酸奶想一句广告语",
        "Contesta solo con «sí» o «no»: ¿vuelan los pingüinos?",
        "Who signed this?\n\nThe lease was signed by Ms Ferrer on 2 May 2021 and ran for three years.",
        "Translate to French: hello",
        "Thanks!",
        "",
        "Return the names as JSON.",
        "Write a Python function that adds.",
        "Spiega le maree.",
    ] {
        assert_eq!(with_budget(text), None, "{text}");
    }
}

#[test]
fn budgets_save_and_bands_are_ordered() {
    for text in [
        "Explain how tides work.",
        "Write a story.",
        "اشرح المد",
        "Résous ce problème de logique étape par étape",
        "Summarize: rain. It falls.",
    ] {
        let coaching = read(text);
        let ordered = |band: promptwatt_tokens::TokenBand| {
            band.low <= band.central && band.central <= band.high
        };
        assert!(ordered(coaching.answer.expected) && coaching.answer.expected.low > 0.0);
        for advice in &coaching.advice {
            assert!(
                advice.answer.is_none_or(ordered) && advice.answer_tokens_saved.is_none_or(ordered),
                "{text} {advice:?}"
            );
        }
        let budget = coaching
            .advice
            .iter()
            .find(|advice| advice.id == "output.budget")
            .expect(text);
        assert!(
            budget.answer_tokens_saved.expect("a budget saves").central > 0.0,
            "{text}"
        );
    }
}

#[test]
fn other_advice() {
    let ids = |text: &str| {
        read(text)
            .advice
            .iter()
            .map(|advice| advice.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids("Thank you so much!"), ["exchange.thanks"]);
    assert_eq!(ids("Merci beaucoup !"), ["exchange.thanks"]);
    assert_eq!(ids("شكرا جزيلا"), ["exchange.thanks"]);
    assert_eq!(
        ids("Write a Python function that adds two numbers."),
        ["output.only"]
    );
    assert_eq!(
        ids("Translate to French: hello"),
        ["output.only", "task.model", "task.local"]
    );
    for inflated in [
        "Explain tides in as much detail as possible.",
        "Explique les marées avec le plus de détails possible.",
        "Explica las mareas detalladamente.",
        "Explique as marés com o máximo de detalhes.",
        "اشرح المد والجزر بكل التفاصيل.",
    ] {
        assert!(ids(inflated).contains(&"output.inflate"), "{inflated}");
    }
    assert!(ids("Solve it step by step: 3 + 4 * 2").contains(&"output.reasoning"));
    assert!(ids("").is_empty());
    assert!(
        ids("Explain tides briefly, and be as detailed as possible.").contains(&"conflict.length")
    );
    assert!(
        ids("Return only JSON with the names, and explain each of them.")
            .contains(&"conflict.form")
    );
    assert!(ids("Who is she? Where does she live? When was she born?").contains(&"task.batch"));
    // One question with two marks of different scripts is one.
    assert!(!ids("Who is she?？ Where does she live?").contains(&"task.batch"));
    let blob = "aGVsbG8gd29ybGQ3".repeat(20);
    assert_eq!(ids(&format!("What is this? {blob}"))[0], "context.blob");
    let long = "The harbour was dredged in 1911 and again in 1954, and since then no ship of more than nine metres of draught has been turned away, though the pilots still take the long way round in a northerly wind.";
    assert!(ids(&format!("Summarise it.\n\n{long}\n\n{long}")).contains(&"context.again"));
}

/// The prompt with a piece of advice followed.
fn with(id: &str, text: &str) -> Option<String> {
    let advice = read(text).advice.into_iter().find(|one| one.id == id)?;
    let insert = advice.insert?;
    let mut text = text.to_string();
    text.insert_str(insert.at_utf8, &insert.text);
    Some(text)
}

/// What advice inserts stands beside the text to work on, never in it nor in a line that opens it.
#[test]
fn advice_is_placed_outside_of_quotations_and_code() {
    for (id, text, expected) in [
        (
            "output.only",
            "Correct this: \"Their going to the store.\"",
            "Only the final text. Correct this: \"Their going to the store.\"",
        ),
        (
            "output.only",
            "Could you translate this into Spanish?\n\n\"We are closed.\"",
            "Could you translate this into Spanish? Only the translation.\n\n\"We are closed.\"",
        ),
        (
            "output.budget",
            "Explique cette phrase : « Je pense, donc je suis. »",
            "Explique cette phrase : « Je pense, donc je suis. » Réponse en 5 phrases maximum.",
        ),
        (
            "output.budget",
            "What does this print?\n\n```python\nprint(1 + 1)\nprint(2)\n```",
            "What does this print? Answer in at most 5 sentences.\n\n```python\nprint(1 + 1)\nprint(2)\n```",
        ),
        (
            "output.budget",
            "Explain why this happens: TypeError: total is undefined",
            "Explain why this happens: TypeError: total is undefined\n\nAnswer in at most 5 sentences.",
        ),
    ] {
        assert_eq!(with(id, text).as_deref(), Some(expected), "{text}");
    }
}

/// Advice does not contradict what the prompt asks for.
#[test]
fn advice_leaves_what_is_asked_for() {
    for (id, text) in [
        (
            "output.only",
            "Write a function in TypeScript that debounces another. Explain how it works afterwards.",
        ),
        (
            "output.only",
            "How do I merge two dataframes in pandas on several columns?",
        ),
        (
            "output.only",
            "Count how often the word \"please\" occurs in this sentence: \"Please, please stay.\"",
        ),
        (
            "output.only",
            "lol my bf forgot our anniversary AGAIN. what do i text him?? something funny but also kinda mean",
        ),
        (
            "output.reasoning",
            "Give me a step-by-step guide on how to change a flat tire.",
        ),
        (
            "conflict.form",
            "Generate a regex that matches email addresses. Only output the regex, no explanation.",
        ),
    ] {
        let advised: Vec<&str> = read(text).advice.iter().map(|one| one.id).collect();
        assert!(!advised.contains(&id), "{text}: {advised:?}");
    }
    let budget = |text| with("output.budget", text).unwrap_or_default();
    assert!(
        budget("What are the pros and cons of wind power? Answer in a table.")
            .ends_with("Answer in at most 150 words."),
        "a table has no sentences"
    );
    assert!(
        budget("Explain in detail how tides work.").ends_with("Answer in at most 300 words."),
        "what is asked for in detail needs room"
    );
}
