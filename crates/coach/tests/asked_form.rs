//! What form and brevity a prompt asks for, and the language it is in. Each table is one cause.

use promptwatt_coach::{Format, Language};

mod reading;
use reading::read;

#[test]
fn brevity_may_be_an_adjective_by_itself() {
    for (name, text, brief) in [
        (
            "en",
            "Notice for the lift: no water tomorrow. Short please.",
            true,
        ),
        ("between commas", "3 reasons, short, why cats purr", true),
        ("a way of saying it", "What are tides? Nothing fancy.", true),
        (
            "what is not wanted",
            "Tell me how tides work, no waffle",
            true,
        ),
        (
            "comparative",
            "Shorter and more confident, please: I kind of wondered whether we could maybe talk",
            true,
        ),
        ("very", "Mot d'excuse pour l'école, très court", true),
        (
            "de",
            "Kündigung Fitnessstudio, ganz kurz, ohne Begründung",
            true,
        ),
        ("es", "Mensaje para el vecino ruidoso, corto y amable", true),
        ("ar", "تهنئة لمديرتي بالمولود، مختصرة ورسمية", true),
        ("contrary", "What's the gist of this? Not too long.", true),
        ("contrary, de", "Erklär DNS, nicht zu lang", true),
        (
            "of something",
            "My short essay was rejected, what now?",
            false,
        ),
        (
            "too long",
            "Is a name with 40 letters too long for a domain?",
            false,
        ),
        (
            "a verb",
            "Mein Aufsatz hat 300 Wörter zu viel, wo kürzen?",
            false,
        ),
    ] {
        assert_eq!(read(text).answer.brief, brief, "{name}: {text}");
    }
}

#[test]
fn a_form_may_be_named_without_a_verb() {
    for (name, text, format) in [
        (
            "skeleton",
            "{\"name\":…, \"city\":…} – fill this in, nothing else:\n\nBob lives in Oslo with his dog and likes it there a lot.",
            Some(Format::Json),
        ),
        (
            "brackets",
            "Les clés restent telles quelles (JSON valide) :\n\nBob habite à Oslo et Anne à Bergen.",
            Some(Format::Json),
        ),
        (
            "behind, zh",
            "提取姓名和年龄，json格式\n\n安娜五岁，鲍勃七岁，他们住在这里。",
            Some(Format::Json),
        ),
        (
            "to",
            "حوّل المصاريف إلى CSV (التاريخ، المبلغ):\n\nدفعنا يوم 3 كهرباء 214 درهم، ويوم 6 غاز 95.",
            Some(Format::Csv),
        ),
        (
            "sentence",
            "Compare trains and planes. Table with columns cost, time.",
            Some(Format::Table),
        ),
        (
            "colon",
            "Train vs. avion : tableau prix, durée, CO2",
            Some(Format::Table),
        ),
        (
            "first word",
            "Tabelle mit Name, Funktion, Durchwahl bitte\n\nFrau Kessler (Buchhaltung, -214), Herr Obi, Durchwahl 230.",
            Some(Format::Table),
        ),
        (
            "an article",
            "Aus der Mail bitte ein JSON mit den Schlüsseln absender und betrag\n\nHallo Frau Wichert, anbei die Rechnung.",
            Some(Format::Json),
        ),
        (
            "four words before",
            "English and Welsh next to each other in a two-column table:\n\nNo entry\nMind the step",
            Some(Format::Table),
        ),
        (
            "compound",
            "Schreib mir die Zutaten als Einkaufsliste raus.\n\nErst nimmst du ein Pfund Quark, dann zwei Eier.",
            Some(Format::List),
        ),
        (
            "counted bullets",
            "Give me three bullets that capture the following:\n\nOur churn fell from 5 to 4 percent.",
            None,
        ),
        (
            "points",
            "Résume ce compte rendu en cinq points.\n\nLa séance est ouverte à neuf heures.",
            None,
        ),
        (
            "a list that is there",
            "小程序里这个列表滑到底部不触发加载，怎么改",
            None,
        ),
        (
            "a table to book",
            "Comment réserver une table pour huit ?",
            None,
        ),
        (
            "only, de",
            "regex für deutsche Postleitzahlen. bitte nur den Ausdruck",
            Some(Format::Code),
        ),
        (
            "just, fr",
            "Commande git pour annuler le dernier commit, juste la commande",
            Some(Format::Code),
        ),
        (
            "just the number",
            "Write me a Google Sheets formula: column C has text like \"12 boxes\" and I want just the number",
            None,
        ),
    ] {
        assert_eq!(read(text).answer.format, format, "{name}: {text}");
    }
}

#[test]
fn few_words_have_a_language() {
    for (name, text, language) in [
        ("contraction", "lol you're funny", Some(Language::English)),
        (
            "a possessive is not French",
            "who's bringing what?",
            Some(Language::English),
        ),
        ("elision", "J'ai mal à l'oreille", Some(Language::French)),
        (
            "numbers are no words",
            "demonstra por indução que 1 + 3 + 5 + 7 + 9 + 11 + 13 + 15 = 64",
            Some(Language::Portuguese),
        ),
        (
            "of its text",
            "Spam? ja/nein\n\nIhre Sendung konnte nicht zugestellt werden. Bitte zahlen Sie 1,99 EUR innerhalb von 12 Stunden.",
            Some(Language::German),
        ),
        (
            "preposition",
            "10 Tipps gegen Prüfungsangst",
            Some(Language::German),
        ),
        (
            "a text beside it",
            "Sorry for the delay, I was under the weather. 这句怎么翻比较自然",
            Some(Language::Chinese),
        ),
        (
            "Italian",
            "Mi spieghi come funziona una lavastoviglie?",
            None,
        ),
        ("Italian, elided", "Qual è l'origine dell'universo?", None),
        (
            "Dutch",
            "Vertaal dit naar het Engels: ja, wij zijn open",
            None,
        ),
        ("Swedish", "Skriv en dikt om regn och hav", None),
        ("Turkish", "Yağmur hakkında bir şiir yaz", None),
    ] {
        assert_eq!(read(text).language, language, "{name}: {text}");
    }
}
