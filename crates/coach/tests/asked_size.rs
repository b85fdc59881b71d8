//! Lengths in pages, minimums, and lengths that no unit counts.

use promptwatt_coach::{Bound, Limit, Unit};

mod lengths;
mod reading;
use lengths::{Length, check_lengths};
use reading::read;

const fn pages(number: u32) -> Length {
    Some((Unit::Pages, number))
}

#[test]
fn a_text_may_be_so_many_pages() {
    check_lengths(&[
        ("before a noun", "Write a 2-page essay about rain", pages(2)),
        (
            "adjective between",
            "Please write me a clear two page report",
            pages(2),
        ),
        ("one", "Write a one-pager on our new kettle.", pages(1)),
        (
            "behind",
            "Write an essay on rain, about three pages long.",
            pages(3),
        ),
        (
            "range",
            "Write an essay on rain with 5 quotes, 2 to 3 pages.",
            pages(3),
        ),
        ("first", "2 pages on the water cycle", pages(2)),
        (
            "summary",
            "Summarise this 19-page report in two pages.",
            pages(2),
        ),
        (
            "fr",
            "Écris une dissertation de deux pages sur la mer.",
            pages(2),
        ),
        (
            "fr, bound",
            "Rédige un rapport de stage, 3 pages maximum.",
            pages(3),
        ),
        (
            "de",
            "Schreib mir einen Bericht, höchstens drei Seiten.",
            pages(3),
        ),
        (
            "es",
            "Escribe un ensayo de dos páginas sobre el mar.",
            pages(2),
        ),
        (
            "pt",
            "Escreva um ensaio de 2 páginas sobre o mar.",
            pages(2),
        ),
        ("ar, dual", "اكتب مقالا من صفحتين عن البحر.", pages(2)),
        ("ar", "اكتب لي بحثا في 3 صفحات عن الماء.", pages(3)),
        ("zh", "写一篇两页的论文，讨论大海。", pages(2)),
        (
            "another unit",
            "Write a 1-page letter, 90 words",
            Some((Unit::Words, 90)),
        ),
        ("had already", "Summarise my 3-page contract.", None),
        (
            "of what is read",
            "Write a summary of a 12-page report.",
            None,
        ),
        ("pointed at", "Translate this 4-page letter.", None),
        ("told", "Mon contrat de 3 pages, je l'ai résumé.", None),
        ("a book", "Is a 14-page PDF too long for you?", None),
        ("web", "Create a landing page in HTML.", None),
    ]);
}

#[test]
fn one_page_and_pages_behind_other_words_are_read() {
    check_lengths(&[
        (
            "de, one",
            "Schreib mir ein Anschreiben, das maximal eine Seite lang ist.",
            pages(1),
        ),
        (
            "es, one",
            "La Guerra Civil: causas y fases, aproximadamente una página.",
            pages(1),
        ),
        ("ar, one", "اكتب ملخصا للكتاب في صفحة واحدة", pages(1)),
        ("half", "Write an appeal letter, half a page at most.", None),
    ]);
}

#[test]
fn a_minimum_is_no_maximum() {
    for (name, text, least) in [
        ("en", "Write at least 500 words about tourism.", true),
        ("en, no less", "Write no less than 300 words on bees.", true),
        ("en, or less", "Write 300 words or less on bees.", false),
        ("es", "Escribe al menos 800 palabras sobre el mar.", true),
        (
            "es, less",
            "Escribe menos de 100 palabras sobre el mar.",
            false,
        ),
        (
            "fr",
            "Rédige un texte d'au moins 200 mots sur la mer.",
            true,
        ),
        ("de", "Schreib mindestens 400 Wörter über Hunde.", true),
        ("pt", "Escreva pelo menos 300 palavras sobre o mar.", true),
        ("ar", "اكتب مقالا لا يقل عن 300 كلمة عن البحر", true),
        ("zh", "写一篇不少于800字的作文", true),
        ("zh, above", "写一篇800字以上的作文", true),
        ("zh, below", "写一篇800字以内的作文", false),
    ] {
        let answer = read(text).answer;
        let limit = answer.stated_limit.unwrap_or_else(|| panic!("{name}"));
        assert_eq!(limit.bound == Bound::AtLeast, least, "{name}: {text}");
        let below = Limit::at_most(limit.unit, limit.at_most);
        let other = below.expected(read(text).language);
        assert_eq!(answer.expected.central > other.central, least, "{name}");
    }
}

#[test]
fn minutes_of_a_speech_and_half_a_page_bound_the_answer() {
    for (name, text, words) in [
        ("en", "Write a two-minute speech for a wedding.", Some(260)),
        (
            "seconds",
            "Write a video script, 30 seconds, about bees.",
            Some(65),
        ),
        (
            "fr",
            "Rédige la conclusion. Une demi-page environ.",
            Some(200),
        ),
        (
            "es",
            "Escribe un discurso de dos minutos para la boda.",
            Some(260),
        ),
        ("ar, dual", "اكتب خطابا مدته دقيقتان عن المدرسة", Some(260)),
        ("zh", "帮我起草一份讲稿，要讲十分钟", Some(1300)),
        (
            "before",
            "Write an email: the flight was cancelled 40 minutes before.",
            None,
        ),
        (
            "lesson",
            "Write a lesson plan of 45 minutes on light.",
            None,
        ),
        ("very", "请帮我写一份教案，十分感谢", None),
    ] {
        let coaching = read(text);
        assert_eq!(coaching.answer.stated_words, words, "{name}: {text}");
        let budget = coaching.advice.iter().any(|one| one.id == "output.budget");
        assert!(!(budget && words.is_some()), "{name}: {text}");
    }
}
