//! The estimate against the exact count.

mod support;

use promptwatt_tokens::{Count, Counter, Encoding, Parts, TokenBand, estimate};
use support::{ENCODINGS, TOKENIZER, golden, tokenizer_of};

const TEXTS: &[(&str, &str)] = &[
    (
        "English",
        "I have attached the minutes of last week's meeting. Could you please read them carefully and write a short summary \
      for the people who were not there? Mention every decision, who is responsible for it and by when it has to be done. If something \
      is unclear in the notes, say so rather than guess, because the summary goes straight to the board of directors.",
    ),
    (
        "French",
        "Je vous ai joint le compte rendu de la réunion de la semaine dernière. Pourriez-vous le lire attentivement et rédiger un \
      court résumé pour les personnes absentes ? Indiquez chaque décision, qui en est responsable et pour quand. Si quelque chose n'est \
      pas clair dans les notes, dites-le plutôt que de deviner, car le résumé part directement au conseil d'administration.",
    ),
    (
        "Arabic",
        "أرفقت لكم محضر اجتماع الأسبوع الماضي. هل يمكنكم قراءته بعناية وكتابة ملخص قصير للأشخاص الذين لم يحضروا؟ اذكروا كل قرار ومن \
      المسؤول عنه ومتى يجب إنجازه. إذا كان هناك شيء غير واضح في الملاحظات فقولوا ذلك بدلاً من التخمين، لأن الملخص سيذهب مباشرة إلى مجلس الإدارة.",
    ),
    (
        "code",
        "/// The sum of the squares of the even numbers.\npub fn even_squares(values: &[i64]) -> i64 {\n    values\n        .iter()\n        \
      .filter(|value| *value % 2 == 0)\n        .map(|value| value * value)\n        .sum()\n}\n\n#[test]\nfn empty_is_zero() {\n    \
      assert_eq!(even_squares(&[]), 0);\n    assert_eq!(even_squares(&[1, 2, 3, 4]), 20);\n}\n",
    ),
    (
        "JSON",
        "{\n  \"name\": \"meeting\",\n  \"date\": \"2026-11-23\",\n  \"people\": [\n    {\"id\": 17, \"name\": \"Ada\", \"present\": true},\n    \
      {\"id\": 42, \"name\": \"Grace\", \"present\": false}\n  ],\n  \"decisions\": [{\"title\": \"Move the release\", \"owner\": 17, \"due\": null}]\n}\n",
    ),
    (
        "Chinese",
        "我附上了上周会议的记录。请仔细阅读，并为没有出席的人写一份简短的总结。请写明每一项决定、由谁负责以及何时必须完成。如果记录中有不清楚的地方，\
      请直接说明，不要猜测，因为这份总结会直接送到董事会。",
    ),
    (
        "Japanese",
        "先週の会議の議事録を添付しました。丁寧に読んで、出席できなかった人のために短い要約を書いてください。それぞれの決定、担当者、期限を必ず書いてください。\
      メモの中に不明な点があれば、推測せずにそう伝えてください。",
    ),
    (
        "emoji",
        "Great news 🎉🎉 the team 🚀 shipped it today! Thanks to everyone ❤️ who helped 🙏 and enjoy the weekend 😀👍 see you on Monday 👋",
    ),
];

#[track_caller]
fn check_order(text: &str, band: TokenBand) {
    let TokenBand { low, central, high } = band;
    assert!(
        0.0 <= low && low <= central && central <= high,
        "{band:?} for {text:?}"
    );
}

#[test]
fn ordinary_text_is_within_15_percent_and_inside_the_band() {
    for (name, text) in TEXTS {
        let exact = TOKENIZER.count(text).0 as f64;
        let band = estimate(text);
        let error = band.central / exact - 1.0;
        assert!(
            error.abs() <= 0.15,
            "{name}: {band:?} but {exact}, {:+.0} %",
            error * 100.0
        );
        assert!(
            band.low <= exact && exact <= band.high,
            "{name}: {band:?} but {exact}"
        );
    }
}

#[test]
fn the_band_is_ordered_and_holds_the_count_of_most_texts() {
    let cases = golden();
    let mut inside = 0;
    for (text, ids) in &cases {
        let band = estimate(text);
        check_order(text, band);
        inside += (band.low <= ids.len() as f64 && ids.len() as f64 <= band.high) as usize;
    }
    // These are no ordinary texts: most are there because they are odd.
    assert!(
        inside * 10 >= cases.len() * 6,
        "{inside} of {}",
        cases.len()
    );
}

#[test]
fn nothing_is_no_token() {
    assert_eq!(
        estimate(""),
        TokenBand {
            low: 0.0,
            central: 0.0,
            high: 0.0
        }
    );
}

/// The band for tokenizers that are not public holds what the public ones count.
#[test]
fn the_band_for_unpublished_tokenizers_holds_every_public_one() {
    let unpublished = Counter::Estimate(Encoding::Unpublished);
    for encoding in ENCODINGS {
        let tokenizer = tokenizer_of(encoding, Parts::ALL);
        for (name, text) in TEXTS {
            let Count::Estimated(band) = unpublished.count(text) else {
                panic!("it cannot be exact");
            };
            check_order(text, band);
            let exact = tokenizer.count(text).0 as f64;
            assert!(
                band.low <= exact && exact <= band.high,
                "{encoding:?} {name}: {band:?} but {exact}"
            );
        }
    }
    assert_eq!(unpublished.count("").central(), 0.0);
}
