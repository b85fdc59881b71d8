//! Minimums, and lengths that no unit counts.

use promptwatt_coach::{Bound, Limit};

mod reading;
use reading::read;

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
