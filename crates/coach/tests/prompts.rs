//! Whole prompts: what is read, what is advised, what is left alone.

use promptwatt_coach::{
    Budget, Coach, CoachReport, Coaching, Language, Options, RuleSet, Safety, SegmentKind, Task,
    Unit, apply, budget_sentence, detect_language, find_budget_sentence,
};
use std::sync::OnceLock;

mod counting;
use counting::counter;

fn coach() -> &'static Coach {
    static COACH: OnceLock<Coach> = OnceLock::new();
    COACH.get_or_init(Coach::builtin)
}

fn read(text: &str) -> Coaching {
    coach().read(text, &Options::default(), counter())
}

#[track_caller]
fn check_rewritten(text: &str, expected: &str) {
    let coaching = read(text);
    let ids: Vec<_> = coaching
        .suggestions
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(apply(text, &coaching.suggestions), expected, "{ids:?}");
}

#[test]
fn failures_that_were_seen_stay_mended() {
    for (text, expected) in [
        ("Hi there! Write a poem.", "Write a poem."),
        (
            "Bonjour. Écris un poème sur les chats.",
            "Écris un poème sur les chats.",
        ),
        ("Can you explain this to me?", "Explain this to me."),
        ("Can you explain tides  ?", "Explain tides."),
        (
            "My first request is: give me ten names for a cat",
            "Give me ten names for a cat",
        ),
        (
            "Write a poem (don't forget to add a title).",
            "Write a poem (add a title).",
        ),
        (
            "Explain how to kindly give feedback.",
            "Explain how to kindly give feedback.",
        ),
        (
            "I want to know, please, how tides work.",
            "I want to know, please, how tides work.",
        ),
        (
            "يرجى محاولة كتابة قصة عن البحر.",
            "محاولة كتابة قصة عن البحر.",
        ),
        ("Peux-tu recommander un livre ?", "Recommander un livre."),
        (
            "Hello, could you please give me a summary of the book?",
            "Summarize the book.",
        ),
        (
            "hey, can you write a haiku in order to cheer up Tom? thanks!",
            "Write a haiku to cheer up Tom.",
        ),
        (
            "Hola, ¿me puedes decir cuál es la capital de Australia?",
            "¿Cuál es la capital de Australia?",
        ),
        (
            "Me gustaría que escribieras un cuento. ¡Gracias de antemano!",
            "Escribe un cuento.",
        ),
        (
            "Você poderia, por favor, me explicar as marés?",
            "Explicar as marés.",
        ),
        (
            "Preciso de ajuda para redigir um e-mail ao meu chefe.",
            "Redigir um e-mail ao meu chefe.",
        ),
    ] {
        let coaching = read(text);
        let after = apply(text, &coaching.suggestions);
        // Only a capital may differ where the prompt began small.
        assert_eq!(after.to_lowercase(), expected.to_lowercase(), "{text}");
        assert!(!after.contains("  "), "{after}");
    }
    check_rewritten("Hi there! Write a poem.", "Write a poem.");
}

/// Prompts in which nothing may be edited.
const LEFT_ALONE: &[&str] = &[
    "",
    " ",
    "Hi there!",
    "Thank you very much!",
    "Repeat the request word for word: could you please help me in order to win?",
    "Please repeat the following sentence verbatim. I would like you to act as a poet.",
    "Translate to French: Could you please send me the file in order to finish?",
    "Translate into French:\n\nHello there! Could you please send it? Thanks in advance.",
    "Proofread this text:\n\nDue to the fact that it rains, please stay.",
    "Correct the grammar.\n\nI would like you to please come at this point in time.",
    "Could you please come in order to help?\n\nTranslate the above into Spanish.",
    "Explain `please` and \"in order to\" and “due to the fact that” and 'prior to'.",
    "```\nplease, in order to\n```",
    "Fix this code:\ndef f(x):\n    \"\"\"Please note that with respect to x, in order to.\"\"\"\n    return x;\n",
    "Fill in {{please}} and [in order to] and <please>in order to</please>.",
    "Use the word please at least three times: write a note, please.",
    "Scrivi per favore una poesia sulla pioggia, please, in order to.",
    "Traduce al inglés: Por favor, escribe un poema sobre la lluvia.",
    "Übersetze ins Englische:\n\nBitte schreibe ein Gedicht. Vielen Dank!",
    "Traduza para o inglês: Por favor, escreva um poema.",
    // A permission, a question about the world, a subjunctive with another that hangs on it.
    "Puedes incluir ejemplos si hace falta.",
    "¿Puede generar adicción el café?",
    "Quiero que escribas un poema y lo traduzcas al francés.",
    "Sé que es difícil, pero ¿podrías resumir el texto en una frase?",
    "Você pode incluir exemplos se achar necessário.",
    "Gostaria que você escrevesse um poema e o traduzisse para o francês.",
    "Ela é inteligente e capaz de resolver problemas.",
    "翻译成英文：请写一首关于雨的诗。谢谢！",
    "逐字重复：请写一首诗。",
    "Do what you please.",
    "Write about Please Kill Me (the book).",
    "How do I please my boss?",
    "See https://example.org/in/order/to?please=1",
    "Summarise the mail.\n\n\"\"\"\nHello! Could you please reply? Thanks in advance.\n\"\"\"",
    "Traduis en anglais : Bonjour, pourriez-vous m'envoyer le fichier s'il vous plaît ?",
    "Corrige ce texte :\n\nMerci de bien vouloir venir afin de aider.",
    "Répète la demande mot pour mot. Peux-tu écrire un poème ?",
    "ترجم إلى الإنجليزية: من فضلك أرسل الملف في الوقت الحالي.",
    "كرر الطلب حرفيا: من فضلك اكتب قصة.",
    "صحح النص التالي:\nمن فضلك قم بكتابة قصة.",
    "چطور می‌توانم من فضلك را ترجمه کنم؟",
];

#[test]
fn what_must_not_change_does_not() {
    for text in LEFT_ALONE {
        let coaching = coach().read(
            text,
            &Options {
                language: None,
                safety: Safety::Lossy,
                ..Options::default()
            },
            counter(),
        );
        let ids: Vec<_> = coaching
            .suggestions
            .iter()
            .map(|one| (&one.id, &one.utf8))
            .collect();
        assert!(ids.is_empty(), "{text:?}: {ids:?}");
    }
}

#[test]
fn languages() {
    for (text, expected) in [
        ("Write a poem about rain", Some("en")),
        ("Explain quantum computing", Some("en")),
        ("What is the capital of France?", Some("en")),
        ("Écris un poème", Some("fr")),
        ("Quelle est la capitale de la France ?", Some("fr")),
        ("Explique la photosynthèse", Some("fr")),
        ("اكتب قصيدة عن المطر", Some("ar")),
        ("اشرح خوارزمية quicksort بلغة Python", Some("ar")),
        ("Escribe un poema sobre la lluvia", Some("es")),
        ("Schreibe ein Gedicht über den Regen", Some("de")),
        ("Explica qué es la fotosíntesis en tres frases", Some("es")),
        ("Scrivi una poesia sulla pioggia", None),
        ("Escreva um poema sobre a chuva", Some("pt")),
        ("写一首关于雨的诗", Some("zh")),
        ("用Python写一个quicksort算法", Some("zh")),
        ("Erkläre mir den Unterschied", Some("de")),
        ("Traduza para o inglês o texto abaixo", Some("pt")),
        ("Schrijf een gedicht over de regen", None),
        ("雨についての詩を書いてください", None),
        ("یک شعر درباره باران بنویس", None),
        ("12345", None),
        ("", None),
    ] {
        assert_eq!(
            detect_language(text).map(Language::code),
            expected,
            "{text}"
        );
        assert_eq!(read(text).language.map(Language::code), expected, "{text}");
    }
    assert_eq!(
        read("Translate into English:\n\nLe chat est dans la maison et il dort.").language,
        Some(Language::English)
    );
}

#[test]
fn tasks() {
    for (text, expected) in [
        ("Write an essay about rain.", "write"),
        ("Please write a summary of this book.", "summarise"),
        ("Summarize the article in 3 bullet points.", "summarise"),
        ("Translate this into French: hello", "translate"),
        ("Write a Python function that sorts a list.", "code"),
        ("Extract all dates from the text.", "extract"),
        ("Classify the sentiment of this review.", "classify"),
        ("Fix the grammar: he go home.", "correct"),
        ("What is a tide?", "answer"),
        ("Solve 3x + 4 = 10.", "reason"),
        ("Résume ce texte en 5 phrases.", "summarise"),
        ("Traduis en anglais : le chat", "translate"),
        ("Peux-tu m'expliquer la marée ?", "answer"),
        ("Écris une histoire sur la mer.", "write"),
        ("لخص هذا النص في ٥ جمل.", "summarise"),
        ("ترجم إلى الفرنسية: بحر", "translate"),
        ("اكتب قصة عن البحر", "write"),
        ("ما هو المد؟", "answer"),
        ("Hey", "chat"),
        // A stem of the lexicon stands for its forms.
        (
            "Revísamelo, por favor: Te escribo para decirte que ya esta todo listo.",
            "correct",
        ),
        (
            "Pouvez-vous vulgariser ce qu'est la photosynthèse",
            "answer",
        ),
        // An error of agreement is one of language, a warehouse none of code.
        (
            "Tem erro de concordância nessa frase? \"Fazem dois anos que moro aqui.\"",
            "correct",
        ),
        // A Chinese verb before 的 says which, and judging without a text is answering.
        (
            "医生写的这段我看不懂，严重吗？\n\n右肺上叶见磨玻璃结节，直径约5mm，边界清，建议6个月后复查CT。",
            "answer",
        ),
        ("Dime si es buena idea cenar solo fruta", "answer"),
        (
            "Bitte auf Spanisch, Sie-Form: Könnten Sie uns bitte die Rechnung schicken?",
            "translate",
        ),
        // The verb is not its own object.
        ("Name bands that sound like Fleetwood Mac", "answer"),
        // What is pointed at is there already.
        (
            "Mets ce message en anglais :\n\nBonjour, je vous envoie le devis. La livraison est comprise.",
            "translate",
        ),
        (
            "Mach den folgenden Absatz lebendiger:\n\nAm Samstag war das Turnier. Das Wetter war gut.",
            "correct",
        ),
        // Names are what is found, not what is made.
        (
            "Devuélveme en JSON el nombre y la ciudad:\n\nMe llamo Rubén y vivo en Gijón.",
            "extract",
        ),
        (
            "Summarize in a table who brings what.\n\nSam brings the juice. Ada bakes two quiches.",
            "extract",
        ),
        // The message of a program, and code within a line.
        (
            "Getting this when I run it, any ideas?\n\nE   ModuleNotFoundError: No module named 'app'\ntests/test_api.py:3: ModuleNotFoundError",
            "code",
        ),
        ("À quoi sert le mot-clé `yield` ? Donne un exemple.", "code"),
        // What follows "tu" is what the role does.
        (
            "Imagine que tu es un chat qui tient un journal. Je te pose des questions et tu réponds avec mépris.",
            "chat",
        ),
        ("الله يعطيك العافية، ما قصرت", "chat"),
        // Chinese has the verb after whom it is for.
        ("我想给房东写封信，说明下个月要提前退租", "write"),
    ] {
        assert_eq!(read(text).task.id(), expected, "{text}");
    }
}

#[test]
fn stated_lengths() {
    let limit = |text: &str| {
        read(text)
            .answer
            .stated_limit
            .map(|limit| (limit.unit, limit.at_most))
    };
    for (text, expected) in [
        ("Explain tides in 3 sentences.", Some((Unit::Sentences, 3))),
        (
            "Explain tides in under 100 words.",
            Some((Unit::Words, 100)),
        ),
        (
            "Explain tides in three short sentences.",
            Some((Unit::Sentences, 3)),
        ),
        ("Write a 500-word essay on rain.", Some((Unit::Words, 500))),
        (
            "Write an essay of 100 to 150 words.",
            Some((Unit::Words, 150)),
        ),
        ("Is it spam? Answer yes or no.", Some((Unit::Words, 1))),
        // Looks like a path.
        ("Is it spam? yes/no", Some((Unit::Words, 1))),
        // How long something takes or measures, and a Chinese measure word.
        ("Is a 15 year mortgage wiser than a 30 year one?", None),
        ("年底述职要讲十分钟，帮我起草一份讲稿", None),
        ("过年要给领导发拜年微信，帮我写一段", None),
        ("Answer with one word: is it spam?", Some((Unit::Words, 1))),
        (
            "Name seven things to check before buying a bicycle.",
            Some((Unit::Items, 7)),
        ),
        ("Write a 500 word essay on zoos.", Some((Unit::Words, 500))),
        (
            "A post about compost, three paragraphs, no jargon.",
            Some((Unit::Paragraphs, 3)),
        ),
        ("Suggest a subject line for this mail.", None),
        ("Give me 10 ideas for a party.", Some((Unit::Items, 10))),
        (
            "Explain tides in one paragraph.",
            Some((Unit::Paragraphs, 1)),
        ),
        ("Explain tides in a sentence.", Some((Unit::Sentences, 1))),
        (
            "Explique les marées en 5 phrases.",
            Some((Unit::Sentences, 5)),
        ),
        (
            "Explique les marées en moins de 100 mots.",
            Some((Unit::Words, 100)),
        ),
        ("Donne-moi trois idées de cadeau.", Some((Unit::Items, 3))),
        ("اشرح المد في ٥ جمل.", Some((Unit::Sentences, 5))),
        ("اشرح المد في ثلاث جمل.", Some((Unit::Sentences, 3))),
        ("اشرح المد في أقل من 100 كلمة.", Some((Unit::Words, 100))),
        ("Explain tides.", None),
        ("The text has many words. Explain it.", None),
        ("Explain what a sentence is.", None),
        ("Count the three sentences that he wrote", None),
        // A word that has its number in it, and the top of a ranking.
        ("Un quatrain sur la pluie à Brest.", Some((Unit::Lines, 4))),
        (
            "What are the top 5 sights in Oaxaca?",
            Some((Unit::Items, 5)),
        ),
        ("Write a query for the top 3 customers in SQL.", None),
        // Whom something is given stands before the number.
        (
            "Nenn mir drei gute Gründe für Tomaten.",
            Some((Unit::Items, 3)),
        ),
        ("Me dá sete dicas pra dormir melhor", Some((Unit::Items, 7))),
        // Ages and what is there already are none.
        ("给五岁的孩子讲一个睡前故事", None),
        (
            "¿Cada una de estas frases está en voz activa?\n\n1. Nadie oyó nada.\n2. Fue vendido.",
            None,
        ),
        ("帮我概括一下这段会议记录", None),
        ("Il me faut un mot d'excuse pour l'école", None),
    ] {
        assert_eq!(limit(text), expected, "{text}");
    }
    for language in Language::ALL {
        for budget in Budget::OFFERED {
            let sentence = budget_sentence(language, budget);
            let expected = budget.limit(language);
            assert_eq!(
                read(&sentence).answer.stated_limit,
                Some(expected),
                "{sentence}"
            );
        }
    }
}

#[test]
fn formats() {
    for (text, expected) in [
        ("Return the names as JSON.", Some("json")),
        ("List the rivers of Europe.", Some("list")),
        ("Compare cats and dogs in a table.", Some("table")),
        ("Explain what a table is.", None),
        ("Résume ce compte rendu en cinq points.", None),
        ("把购物清单整理成表格", Some("table")),
        ("Donne les noms au format JSON.", Some("json")),
        ("أعط الأسماء بصيغة JSON.", Some("json")),
    ] {
        assert_eq!(
            read(text).answer.format.map(|format| format.id()),
            expected,
            "{text}"
        );
    }
}

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
            "Explique les marées. Réponds en 5 phrases maximum.",
        ),
        (
            "اشرح المد والجزر.",
            "اشرح المد والجزر. أجب في 5 جمل على الأكثر.",
        ),
        ("كيف يعمل المد؟", "كيف يعمل المد؟ أجب في 5 جمل على الأكثر."),
        (
            "Erkläre die Gezeiten.",
            "Erkläre die Gezeiten. Antworte in höchstens 5 Sätzen.",
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
    let blob = "aGVsbG8gd29ybGQ3".repeat(20);
    assert_eq!(ids(&format!("What is this? {blob}"))[0], "context.blob");
    let long = "The harbour was dredged in 1911 and again in 1954, and since then no ship of more than nine metres of draught has been turned away, though the pilots still take the long way round in a northerly wind.";
    assert!(ids(&format!("Summarise it.\n\n{long}\n\n{long}")).contains(&"context.again"));
}

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

#[test]
fn the_report_has_the_names_of_the_contract() {
    let text = "Could you please explain tides?";
    let report = CoachReport::new(text, read(text), counter());
    let json = serde_json::to_value(&report).expect("plain data");
    assert_eq!(json["language"], "en");
    assert_eq!(json["task"], "answer");
    assert_eq!(json["rewritten"], "Explain tides.");
    assert!(json["answer"]["stated_limit"].is_null() && json["answer"]["format"].is_null());
    assert!(json["answer"]["expected_tokens"]["central"].is_number());
    let one = &json["suggestions"][0];
    assert_eq!(
        (
            one["id"].as_str(),
            one["start"].as_u64(),
            one["end"].as_u64()
        ),
        (Some("courtesy.could_you"), Some(0), Some(16))
    );
    assert_eq!(one["edits"][0]["replacement"], "E");
    assert_eq!(
        json["tokens_before"]
            .as_i64()
            .zip(one["tokens_saved"].as_i64())
            .map(|(a, b)| a - b),
        json["tokens_after"].as_i64()
    );
    assert_eq!(json["advice"][0]["insert"]["at"], text.len());
}

#[test]
fn damaged_rules_never_panic() {
    let path = format!("{}/../../public/rules/fr.rules", env!("CARGO_MANIFEST_DIR"));
    let good = std::fs::read(path).expect("committed");
    let mut state = 7u32;
    let mut random = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize
    };
    let mut refused = 0;
    for _ in 0..3000 {
        let mut bytes = good.clone();
        for _ in 0..1 + random() % 4 {
            let at = random() % bytes.len();
            match random() % 3 {
                0 => bytes[at] = random() as u8,
                1 => bytes.truncate(at.max(1)),
                _ => bytes.insert(at, random() as u8),
            }
        }
        match RuleSet::from_packed(&bytes) {
            Err(error) => {
                refused += 1;
                assert!(!error.to_string().is_empty());
            }
            Ok(rules) => {
                let mut coach = Coach::new();
                coach.add(rules);
                coach.read(
                    "Bonjour, peux-tu afin de l'écrire ?",
                    &Options::default(),
                    counter(),
                );
            }
        }
    }
    assert!(refused > 1000, "{refused}");
}

/// Plain requests in several languages, each as somebody else might have put it: the reading must not need the prompts it was
/// written with.
const REQUESTS: &[(Task, &[&str])] = &[
    (
        Task::Write,
        &[
            "Draft an apology to a customer whose parcel got lost.",
            "I need a wedding toast for my brother.",
            "Limerick about a tired postman",
            "Could you write a 200-word blog post about keeping bees?",
            "Can you help me write a letter to my landlord about the broken heating?",
            "Please come up with a slogan for a bicycle repair shop.",
            "Make a short story about a lighthouse keeper",
            "Compose a farewell message for a colleague who is leaving",
            "Excuse for missing a dinner party",
            "Rédige une réclamation à mon opérateur internet.",
            "J'ai besoin d'un discours pour le départ en retraite de mon chef.",
            "Un slogan pour une boulangerie bio",
            "Pourrais-tu m'écrire une lettre de motivation pour un poste de serveur ?",
            "Verfasse eine Beschwerde an meinen Vermieter wegen Schimmel.",
            "Ich brauche eine Rede zum 60. Geburtstag meiner Mutter.",
            "Ein Slogan für eine Fahrradwerkstatt",
            "Kannst du mir eine Einladung zum Sommerfest schreiben?",
            "Redacta una queja a mi compañía de internet.",
            "Necesito un discurso para la boda de mi hermana.",
            "帮我写一封投诉信给房东。",
            "اكتب شكوى إلى صاحب البيت بسبب الرطوبة.",
            "Preciso de um discurso para o casamento da minha irmã.",
        ],
    ),
    (
        Task::Answer,
        &[
            "What causes the northern lights?",
            "why do cats purr",
            "Give me a list of good books about the Roman empire.",
            "Suggest seven things to do in Porto with kids.",
            "How can I learn to write better emails?",
            "Is it safe to eat raw oysters in summer?",
            "Tell me about the history of the printing press.",
            "Difference between a violin and a viola?",
            "Can you recommend a good podcast on economics?",
            "The pros and cons of electric cars",
            "In twenty-five words, explain what inflation is.",
            "Explain photosynthesis in three hundred and fifty words at most.",
            "Compare the three largest moons of Jupiter in a table.",
            "Give me the benefits of rowing as bullet points.",
            "Describe the water cycle in two paragraphs.",
            "Pourquoi le ciel est-il bleu ?",
            "C'est quoi la différence entre un virus et une bactérie ?",
            "Donne-moi une liste de films sur la mer.",
            "Quels sont les avantages du télétravail ?",
            "Explique en vingt-cinq mots ce qu'est une éclipse.",
            "Explique les marées en soixante-quinze mots maximum.",
            "Cite huit fleuves d'Afrique.",
            "Parle-moi de la bataille de Verdun.",
            "Compare le train et l'avion dans un tableau.",
            "Warum ist der Himmel blau?",
            "Was ist der Unterschied zwischen einem Virus und einem Bakterium?",
            "Erstelle eine Liste der höchsten Berge Europas.",
            "Erzähl mir etwas über die Hanse.",
            "Erkläre in fünfundzwanzig Wörtern, was Inflation ist.",
            "Nenne acht Flüsse in Afrika.",
            "Vergleiche Bahn und Flugzeug in einer Tabelle.",
            "¿Por qué el cielo es azul?",
            "Explica en treinta y cinco palabras qué es la inflación.",
            "天空为什么是蓝色的？",
            "لماذا السماء زرقاء؟",
            "Por que o céu é azul?",
        ],
    ),
    (
        Task::Summarise,
        &[
            "Summarise this article:\n\nThe council met on Monday to discuss the new bridge. It will cost four million and take two years to build.",
            "Give me a summary of the following in three sentences.\n\nThe council met on Monday to discuss the new bridge. It will cost four million.",
            "What are the main points of this memo?\n\nThe council met on Monday to discuss the new bridge. It will cost four million.",
            "Peux-tu résumer ce texte ?\n\nLe conseil s'est réuni lundi pour parler du nouveau pont. Il coûtera quatre millions.",
            "Fais un résumé en cinq points du texte suivant :\n\nLe conseil s'est réuni lundi pour parler du nouveau pont.",
            "Kannst du diesen Text zusammenfassen?\n\nDer Rat traf sich am Montag wegen der neuen Brücke. Sie kostet vier Millionen.",
            "Gib mir eine Zusammenfassung in drei Sätzen:\n\nDer Rat traf sich am Montag wegen der neuen Brücke.",
            "¿Me puedes resumir este texto?\n\nEl consejo se reunió el lunes para hablar del nuevo puente.",
            "请总结下面这段话：\n\n市议会周一开会讨论新桥，造价四百万。",
            "لخص النص التالي:\n\nاجتمع المجلس يوم الاثنين لمناقشة الجسر الجديد.",
            "Você pode resumir este texto?\n\nO conselho reuniu-se na segunda-feira para falar da nova ponte.",
        ],
    ),
    (
        Task::Translate,
        &[
            "Put this into Italian: \"The shop is closed on Mondays.\"",
            "How do you say \"good luck\" in Japanese?",
            "I need a French translation of this: We will be late.",
            "Mets cette phrase en espagnol : « Le magasin est fermé le lundi. »",
            "Traduisez en anglais :\n\nNous serons en retard.",
            "Bitte ins Englische übersetzen: Wir kommen später.",
            "把这句话翻译成英文：我们会迟到。",
        ],
    ),
    (
        Task::Correct,
        &[
            "Fix my grammar: he go to school yesterday and forget him book",
            "Make this sound more polite: Send me the file now.",
            "Could you proofread the following paragraph?\n\nTheir going to the park tomorow.",
            "Corrige les fautes : il a manger une pomme hier",
            "Rends ce message plus poli : envoie-moi le fichier.",
            "Korrigiere die Fehler: Er hat gestern ein Apfel gegessen",
            "Formuliere diese Nachricht höflicher: Schick mir die Datei.",
            "Corrige las faltas: el a comido una manzana ayer",
            "帮我润色这段话：\n\n我昨天去了商店，买了很多的东西。",
            "صحح الأخطاء: ذهبت الى المدرسه امس",
        ],
    ),
    (
        Task::Classify,
        &[
            "Is the following review positive or negative?\n\nThe food was cold and the waiter rude.",
            "Label each ticket as bug, feature or question:\n\n1. The app crashes\n2. Please add dark mode",
            "Cet avis est-il positif ou négatif ?\n\nLe plat était froid et le serveur désagréable.",
            "Ist diese Bewertung positiv oder negativ?\n\nDas Essen war kalt und der Kellner unfreundlich.",
        ],
    ),
    (
        Task::Extract,
        &[
            "Extract all the dates and names from this text and return them as JSON:\n\nAnna met Bob on 3 May. They left on 4 June.",
            "Pull out every phone number from the text below.\n\nCall Ann on 555-1234 or Bob on 555-9876.",
            "Relève les dates citées dans ce texte :\n\nAnne est venue le 3 mai et repartie le 4 juin.",
            "Extrahiere alle Namen aus dem folgenden Text:\n\nAnna traf Bert am 3. Mai in Köln.",
            "Extrae las fechas del siguiente texto:\n\nAna vino el 3 de mayo y se fue el 4 de junio.",
        ],
    ),
    (
        Task::Code,
        &[
            "Write a Python function that reverses a linked list.",
            "why does this throw?\n\n```js\nconst a = null; a.b();\n```",
            "How do I centre a div with CSS?",
            "Regex for a German postcode",
            "I need a bash script that renames all jpg files by date",
            "SQL to find duplicate rows in a table",
            "Écris une fonction Python qui inverse une liste.",
            "Comment centrer une div en CSS ?",
            "Schreibe eine Python-Funktion, die eine Liste umkehrt.",
            "Wie zentriere ich ein div mit CSS?",
            "Escribe una función en Python que invierta una lista.",
            "用Python写一个反转列表的函数",
        ],
    ),
    (
        Task::Reason,
        &[
            "What is 17 % of 2,340?",
            "A train leaves at 9:40 at 80 km/h and another at 10:10 at 110 km/h. When do they meet?",
            "Solve for x: 3x + 5 = 20",
            "Plan a three-day trip to Lisbon on a budget of 400 euros",
            "Prove that there are infinitely many primes.",
            "Combien font 15 % de 260 ?",
            "Organise-moi un week-end à Lyon avec deux enfants.",
            "Résous l'équation 2x + 3 = 11",
            "Wie viel sind 15 % von 260?",
            "Plane ein Wochenende in Hamburg mit zwei Kindern.",
            "Löse die Gleichung 2x + 3 = 11",
            "¿Cuánto es el 15 % de 260?",
            "260的15%是多少？",
        ],
    ),
    (
        Task::Chat,
        &[
            "hey, how are you?",
            "thanks a million!",
            "Act as a pirate and answer everything I say in character.",
            "I want you to act as a travel guide. I will tell you where I am.",
            "Let's play twenty questions. You start.",
            "Salut, ça va ?",
            "Merci pour tout !",
            "Tu es un pirate. Réponds-moi en restant dans ton rôle.",
            "Hallo, wie geht es dir?",
            "Danke für alles!",
            "Du bist ein Pirat. Bleib in deiner Rolle.",
        ],
    ),
];

/// What the page offers to try, in each of its languages: a role, a question asked as long as possible, no length.
#[test]
fn the_examples_of_the_page_show_what_the_coach_is_for() {
    for language in ["en", "ar", "fr", "es"] {
        let path = format!("{}/../../texts/{language}.toml", env!("CARGO_MANIFEST_DIR"));
        let texts = std::fs::read_to_string(path).expect("the page has texts");
        let (_, example) = texts.split_once("[example]").expect("it has an example");
        let text = example.split('"').nth(1).expect("its text is quoted");
        let coaching = read(text);
        assert_eq!(coaching.task, Task::Answer, "{language}");
        let advised: Vec<&str> = coaching.advice.iter().map(|one| one.kind.id()).collect();
        assert_eq!(advised, ["output.budget", "output.inflate"], "{language}");
        assert!(coaching.suggestions.len() > 3, "{language}");
    }
}

#[test]
fn plain_requests_are_read() {
    let mut wrong = Vec::new();
    for (task, prompts) in REQUESTS {
        for text in *prompts {
            let found = read(text).task;
            if found != *task {
                wrong.push(format!("{text:?}: {}, read as {}", task.id(), found.id()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Numbers are read as they are spelled, forms where they are asked for and not where code handles them.
#[test]
fn lengths_and_forms_are_read() {
    for (text, limit, format) in [
        (
            "In twenty-five words, explain what inflation is.",
            "25 words",
            "",
        ),
        (
            "Explain photosynthesis in three hundred and fifty words at most.",
            "350 words",
            "",
        ),
        ("Explain tides in at most 1,200 words.", "1200 words", ""),
        (
            "Explique les marées en soixante-quinze mots maximum.",
            "75 words",
            "",
        ),
        (
            "Explique les marées en quatre-vingt-dix mots.",
            "90 words",
            "",
        ),
        (
            "Erkläre in fünfundzwanzig Wörtern, was Inflation ist.",
            "25 words",
            "",
        ),
        (
            "Explica en treinta y cinco palabras qué es la inflación.",
            "35 words",
            "",
        ),
        (
            "Give me the benefits of rowing as bullet points.",
            "",
            "list",
        ),
        (
            "Compare les trains et les avions dans un tableau.",
            "",
            "table",
        ),
        ("Write a function that parses a list of JSON files.", "", ""),
        (
            "If 5 machines make 5 widgets in 5 minutes, how long do 100 machines need?",
            "",
            "",
        ),
    ] {
        let answer = read(text).answer;
        let stated = answer.stated_limit.map_or(String::new(), |limit| {
            format!("{} {}", limit.at_most, limit.unit.id())
        });
        let form = answer.format.map_or("", |format| format.id());
        assert_eq!((stated.as_str(), form), (limit, format), "{text}");
    }
}
