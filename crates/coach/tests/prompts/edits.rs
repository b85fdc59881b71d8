//! What is rewritten, and what must not be.

use super::{check_rewritten, coach, read};
use crate::counting::counter;
use promptwatt_coach::{Options, Safety, apply};

#[test]
fn failures_that_were_seen_stay_mended() {
    for (text, expected) in [
        ("Hi there! Write a poem.", "Write a poem."),
        (
            "Bonjour. Écris un poème sur les chats.",
            "Écris un poème sur les chats.",
        ),
        ("Can you explain this to her?", "Explain this to her."),
        ("Can you explain this to me?", "Explain this."),
        // A sign that parts a sentence ends what stands before it.
        (
            "Nothing about rain, please: write of the sun.",
            "Nothing about rain: write of the sun.",
        ),
        (
            "Write bullets please - only the decisions.",
            "Write bullets - only the decisions.",
        ),
        (
            "Please - write a poem about rain.",
            "Write a poem about rain.",
        ),
        // A request at the end of a sentence, but not one whose question mark belongs to what is asked before it.
        (
            "I wrote this in a hurry, can you make it shorter?",
            "I wrote this in a hurry, make it shorter.",
        ),
        (
            "What is a spring tide, can you explain it?",
            "What is a spring tide, can you explain it?",
        ),
        (
            "It fails when I start it, could you please tell me why?",
            "It fails when I start it, tell me why.",
        ),
        // A sentence that asks for nothing, behind one that goes too.
        (
            "Hi, hope you are well! I need some help with something. Explain tides.",
            "Explain tides.",
        ),
        // What may be a part of what is to be said, and what is none.
        (
            "Tell my boss: I am ill, thanks",
            "Tell my boss: I am ill, thanks",
        ),
        ("Explain tides, thanks in advance", "Explain tides"),
        // Whether one can, not that one should.
        (
            "Can you put foil in an oven?",
            "Can you put foil in an oven?",
        ),
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
            "حاول كتابة قصة عن البحر.",
        ),
        ("Peux-tu recommander un livre ?", "Recommande un livre."),
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
    "Say it back without changing a word: could you please help me in order to win?",
    "Type it out as is: I would like you to act as a poet.",
    "Parrot back the following: thanks in advance, could you please wait.",
    "Print the following text, character by character: please go in order to win.",
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
    // A message that asks for something, above the shorter line that says what to do with it.
    "مرحبا، وصلتني العلبة مكسورة! أريد استرجاع المبلغ الذي دفعته قبل نهاية الأسبوع\nغاضب أم راض؟ الجواب: غاضب، راض",
    // What is often said where words are to stay.
    "The same words once more, please: I would like to say hello.",
    "再来一遍，谢谢您：老范家粉条，请慢慢吃，谢谢。",
    // A text behind words that the lexicon lacks: after a colon, and below a question.
    "These two lines get on like cats in a sack, with some half-respectable word between: The bakery had basically very good reviews. Then it actually closed.",
    "Esto del grupo qué es, va de guasa o va con veneno? una palabra\nQué arte con la paella del rellano. Olía a gloria, a decir verdad, y mis hijos la comentan.",
];

/// Words that somebody else says, or that are to be said, and words that are talked about, are what they are.
#[test]
fn what_is_reported_judged_or_quoted_is_left_alone() {
    for text in [
        "My mother in law wrote me: I was wondering if you could bring a cake. How do I say no politely?",
        "Customer message: Hi, I would like to know if my parcel was shipped. Thanks in advance. Draft a reply in our shop's voice.",
        "Make it shorter: I was wondering whether you could send me the report in the near future.",
        "El personaje debe decir: Por favor, ayúdame a cruzar. Y el otro contesta: No, gracias. Escribe la escena.",
        "قال لي المدير: من فضلك أرسل التقرير قبل الخميس. كيف أرد عليه بأدب؟",
        "写一段客服自动回复，开头是：您好，请问有什么可以帮您？",
        "Please kindly find attached the invoice. ← Is this sentence correct?",
        "Make this friendlier. I need you to send me the numbers by noon.",
        "Cómo suena este mensaje? Hola Laura, ¿podrías pasarme por favor los apuntes? Muchas gracias",
        "Debido a que llueve, no salgo; ¿está bien usado \"debido a que\"?",
        "Fix the spelling:\n\nDear Ms Roe, we was at the lake.\n\nThank you very much!",
    ] {
        check_rewritten(text, text);
    }
    // Facts behind a colon say nothing to anybody.
    check_rewritten(
        "I've got two offers. Offer A: $68k, remote. Offer B: $75k, hybrid. Could you please help me decide?",
        "I've got two offers. Offer A: $68k, remote. Offer B: $75k, hybrid. Help me decide.",
    );
    // Where nothing else is asked, the request stands behind the colon.
    check_rewritten(
        "I have a question: could you please explain tides?",
        "Explain tides.",
    );
    check_rewritten(
        "Hi! Quick question: can I freeze cooked rice? Thanks :)",
        "Can I freeze cooked rice?",
    );
}

/// Both commas of an aside go where the sentence goes on without it.
#[test]
fn an_aside_takes_its_commas_along() {
    for (text, expected) in [
        (
            "Explícame, por favor, qué es el IVA.",
            "Explícame qué es el IVA.",
        ),
        (
            "Explique, por favor, o que é o PIB.",
            "Explique o que é o PIB.",
        ),
        (
            "Explique-moi, s'il te plaît, la TVA.",
            "Explique-moi la TVA.",
        ),
        (
            "Write a poem, if you don't mind, about rain.",
            "Write a poem about rain.",
        ),
        (
            "However, as you know, the tide comes in.",
            "However, the tide comes in.",
        ),
    ] {
        check_rewritten(text, expected);
    }
}

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
