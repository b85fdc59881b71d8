//! Lengths and forms that a prompt asks for.

use super::read;
use promptwatt_coach::{Budget, Language, Unit, budget_sentence};

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
        // What is not wanted.
        ("I don't want a table: why do cats purr?", None),
        ("请勿使用列表：什么是区块链？", None),
        ("Return the names, no explanation just JSON.", Some("json")),
    ] {
        assert_eq!(
            read(text).answer.format.map(|format| format.id()),
            expected,
            "{text}"
        );
    }
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
