//! How long an answer a prompt asks for. Each table is one cause.

use promptwatt_coach::Unit;

mod lengths;
mod reading;
use lengths::{Length, check_lengths};
use reading::read;

const fn items(number: u32) -> Length {
    Some((Unit::Items, number))
}

#[test]
fn a_prompt_may_begin_with_a_number_of_things() {
    check_lengths(&[
        (
            "en",
            "eight vegetarian dinners, nothing with mushrooms",
            items(8),
        ),
        (
            "after a greeting",
            "hello, 5 excuses for missing practice",
            items(5),
        ),
        ("another", "Another three puns about bread", items(3)),
        ("question", "Deux livres comme Dune ?", items(2)),
        ("fr", "Quatre plantes qui poussent à l'ombre", items(4)),
        (
            "es",
            "Cinco juegos para un viaje largo en tren con niños",
            items(5),
        ),
        (
            "pt",
            "Cinco brincadeiras para uma viagem longa de trem",
            items(5),
        ),
        (
            "de",
            "Vier Spiele für eine lange Zugfahrt mit Kindern",
            items(4),
        ),
        ("ar", "خمس ألعاب لرحلة قطار طويلة مع الأطفال", items(5)),
        ("zh", "五个适合坐火车玩的小游戏", items(5)),
    ]);
}

#[test]
fn a_number_that_tells_of_something_is_no_length() {
    check_lengths(&[
        (
            "guests",
            "5 people are coming to dinner, what should I cook?",
            None,
        ),
        (
            "owner",
            "Two of my hens stopped laying, what can I do?",
            None,
        ),
        (
            "a story",
            "Three friends met in a bar. Continue the story.",
            None,
        ),
        ("half a word", "Three-body problem, explained", None),
        (
            "ingredients",
            "3 eggs, spinach, half a lemon. dinner?",
            None,
        ),
        (
            "left",
            "Only three left in stock: is this marketing trick legal?",
            None,
        ),
        (
            "a film",
            "Drei Haselnüsse für Aschenbrödel, worum geht es da?",
            None,
        ),
        (
            "owner, fr",
            "Deux de mes poules ne pondent plus, que faire ?",
            None,
        ),
        ("money", "خمسة آلاف ريال راتبي كيف أوفر", None),
        ("children", "两个孩子抢玩具怎么劝", None),
        ("time", "给我两个月的复习计划", None),
        (
            "a few",
            "I was asked to say a few words at the party. Help me.",
            None,
        ),
        ("one of", "One of two options: rent or buy?", None),
    ]);
}

#[test]
fn a_fragment_may_only_bound_a_number() {
    check_lengths(&[
        (
            "behind",
            "Symptoms of iron deficiency, five at most",
            items(5),
        ),
        ("before", "Symptome von Eisenmangel, maximal fünf", items(5)),
        (
            "with things",
            "Packliste für Norwegen, höchstens fünf Teile",
            items(5),
        ),
        (
            "relative clause",
            "Packliste Hüttentour, höchstens fünf Teile die man vergisst",
            items(5),
        ),
        (
            "not more",
            "Des surnoms pour un teckel, pas plus de trois",
            items(3),
        ),
        (
            "es",
            "Apodos para un perro salchicha, máximo tres",
            items(3),
        ),
        ("pieces", "Namen für ein Café am See, drei Stück", items(3)),
        (
            "enough",
            "Surnoms pour un teckel, trois suffisent",
            items(3),
        ),
        ("ar", "أسماء لمقهى على البحيرة، ثلاثة فقط", items(3)),
        ("zh", "缺铁的症状，最多五个", items(5)),
        ("zh, bare", "湖边咖啡馆的名字，十个", items(10)),
        ("ingredients", "Recipe with at most five ingredients", None),
        (
            "minutes",
            "Rezept für Pfannkuchen, höchstens 20 Minuten",
            None,
        ),
        ("money", "Trip for two, max 800 euros, no hostels", None),
        ("age", "My son, 5, is afraid of dogs. What can I do?", None),
    ]);
}

#[test]
fn a_chinese_counter_needs_no_noun() {
    check_lengths(&[
        ("given", "标题给我三个，视频内容是猫偷鱼", items(3)),
        ("traditional", "標題給我三個，影片是貓偷魚", items(3)),
        ("again", "再来三个外号", items(3)),
    ]);
}

#[test]
fn a_range_has_its_upper_number() {
    check_lengths(&[
        (
            "between",
            "Something about the moon, between 80 and 100 words.",
            Some((Unit::Words, 100)),
        ),
        (
            "between, es",
            "Entre 150 y 200 palabras, una carta al director sobre los patinetes.",
            Some((Unit::Words, 200)),
        ),
        (
            "between, ar",
            "بيان شخصي ما بين ١٢٠ و١٥٠ كلمة عن التطوع",
            Some((Unit::Words, 150)),
        ),
        (
            "with an article",
            "Was ist Ebbe? Antworte nur in ein bis zwei Sätzen",
            Some((Unit::Sentences, 2)),
        ),
        ("things", "Give me two or three names for a boat", items(3)),
        (
            "sentences",
            "Describe the Alps in five or six sentences",
            Some((Unit::Sentences, 6)),
        ),
        (
            "dash",
            "Why is the sky blue? 3-4 sentences.",
            Some((Unit::Sentences, 4)),
        ),
        (
            "de",
            "Warum ist der Himmel blau? Drei bis vier Sätze reichen",
            Some((Unit::Sentences, 4)),
        ),
        (
            "zh",
            "天为什么是蓝的？两三句就行",
            Some((Unit::Sentences, 3)),
        ),
        (
            "a year before",
            "Causas da Guerra do Paraguai (1864), máximo 100 palavras",
            Some((Unit::Words, 100)),
        ),
    ]);
}

#[test]
fn so_many_words_are_a_length_unless_somebody_has_them() {
    for (name, text, number) in [
        (
            "fragment",
            "Noise barriers along motorways, how do they work? 60 words",
            Some(60),
        ),
        (
            "sign",
            "A text about tides. Feld erlaubt 900 characters",
            Some(900),
        ),
        ("owned", "I'm 40 words over, which sentence could go?", None),
        (
            "my",
            "Is there a theme in my 600 words about the sea?",
            None,
        ),
        ("rate", "Is reading 300 words per minute fast?", None),
    ] {
        let limit = read(text).answer.stated_limit;
        assert_eq!(limit.map(|limit| limit.at_most), number, "{name}: {text}");
    }
}

#[test]
fn a_bound_may_stand_behind_its_things() {
    check_lengths(&[
        (
            "en",
            "Plan me an evening in Ghent, three stops max",
            items(3),
        ),
        (
            "tops",
            "Ideas for a wet Sunday, four things tops, nothing outdoors",
            items(4),
        ),
        (
            "fr",
            "Liste de courses pour une raclette à six. Dix articles grand max",
            items(10),
        ),
        ("zh", "情人节蛋糕上能写什么字？给我不多于四种", items(4)),
    ]);
}

#[test]
fn a_length_may_stand_behind_any_sign() {
    check_lengths(&[
        (
            "colon",
            "Blog post about knitting. Length: 200 words",
            Some((Unit::Words, 200)),
        ),
        (
            "fr",
            "Longueur : 300 mots. Sujet : les abeilles",
            Some((Unit::Words, 300)),
        ),
        (
            "brackets",
            "Lettre de motivation de jardinier (150 mots)",
            Some((Unit::Words, 150)),
        ),
        (
            "own number",
            "Spruch für Omas Geburtstag, ein Zweizeiler",
            Some((Unit::Lines, 2)),
        ),
        (
            "negated",
            "رسالة للزبائن، ما تزيدش عن ١٦٠ حرف",
            Some((Unit::Characters, 160)),
        ),
    ]);
}

#[test]
fn a_list_says_how_long_it_is() {
    check_lengths(&[
        (
            "article",
            "A list of the 10 best board games for two",
            items(10),
        ),
        ("fr", "Liste des 10 meilleurs jeux de société", items(10)),
        ("short", "lista c/ 4 exercícios pro joelho", items(4)),
    ]);
}

#[test]
fn alternatives_are_one_word() {
    check_lengths(&[
        ("zh", "孕妇能吃螃蟹吗 能/不能", Some((Unit::Words, 1))),
        ("zh, is", "这句话通顺吗 是/不是", Some((Unit::Words, 1))),
        ("fr", "C'est du spam ? oui/non", Some((Unit::Words, 1))),
        (
            "letters",
            "Is basil a herb? Answer y/n",
            Some((Unit::Words, 1)),
        ),
        ("neither", "Should I rent/buy a flat in my situation?", None),
        ("es", "¿Es spam? sí/no", Some((Unit::Words, 1))),
        ("zh, stroke", "这是垃圾邮件吗 是/否", Some((Unit::Words, 1))),
        (
            "es, if not",
            "Si no sabes la respuesta, no te la inventes. ¿Qué es un quark?",
            None,
        ),
        ("zh, whether", "请解释一下量子计算机是否会破解RSA加密", None),
        ("zh, a string", "写一个字符串反转函数", None),
        (
            "fr, whether",
            "Peux-tu me dire si oui ou non un mineur peut travailler ?",
            None,
        ),
        (
            "zh, two clauses",
            "帮我妈写一份体检预约的说明，她70岁了，字要大",
            None,
        ),
    ]);
}

#[test]
fn a_length_of_a_part_is_none_of_the_whole() {
    check_lengths(&[
        (
            "each",
            "Could you write 3 captions for me? Each caption should be under 30 words.",
            items(3),
        ),
        (
            "none",
            "Give me 10 options, none of them longer than 60 characters.",
            items(10),
        ),
        (
            "behind",
            "Escribe 3 anuncios de 30 palabras cada uno para mi zapatería.",
            items(3),
        ),
        (
            "ar",
            "اذكر ثلاثة أسباب مع شرح كل سبب بما لا يزيد عن 30 كلمة.",
            items(3),
        ),
        ("zh", "列出支持和反对的理由，每一方最多五条。", None),
        (
            "rate",
            "Je lis 140 mots à la minute. Combien de temps pour mon texte ?",
            None,
        ),
    ]);
}

#[test]
fn a_number_of_things_is_read_wherever_it_is_asked_for() {
    check_lengths(&[
        (
            "alone",
            "I need a synonym for important. Give me 10.",
            items(10),
        ),
        ("only", "Necesito nombres. Dame solamente diez.", items(10)),
        (
            "in a container",
            "Create a quiz with 10 multiple choice questions about the heart.",
            items(10),
        ),
        ("superlative", "ما هي أهم 10 مهارات للمحاسب؟", items(10)),
        (
            "main",
            "Leia o texto e indique quais são os três principais argumentos.",
            items(3),
        ),
        (
            "courtesy between",
            "Give me please 5 names for a cat",
            items(5),
        ),
        (
            "yes or no in a game",
            "Du denkst dir ein Tier aus und ich stelle Ja/Nein-Fragen.",
            None,
        ),
        (
            "an example of a sentence",
            "Ponme un ejemplo de oración con subjuntivo.",
            None,
        ),
        (
            "with spaces",
            "Rédige un article de 1 500 mots sur le vélo.",
            Some((Unit::Words, 1500)),
        ),
    ]);
}
