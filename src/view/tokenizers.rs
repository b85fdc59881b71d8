//! The same text in other tokenizers, and the same question in other languages: what a tokenizer was trained on decides what a text costs.

use crate::bridge::page::{Names, NamesOf};
use crate::desk::{Other, Shown, State};
use crate::loading::encoding_of;
use crate::numbers::{figure, percent, whole};
use crate::texts::{fill, t};
use crate::view::Sheet;
use crate::view::element::{Element, button, element, span};
use promptwatt_energy::{Bytes, transfer_energy};
use promptwatt_tokens::{Count, Encoding};

/// Who uses an encoding, and the bytes of its part for English and code (a test holds them to the files).
const ENCODINGS: [(Encoding, &str, u32); 5] = [
    (Encoding::O200kBase, "GPT-4o – GPT-5.x, gpt-oss", 379_996),
    (Encoding::Cl100kBase, "GPT-4, GPT-3.5", 278_112),
    (Encoding::Tekken, "Mistral", 233_460),
    (Encoding::Qwen, "Qwen", 276_156),
    (Encoding::DeepSeekV3, "DeepSeek", 206_280),
];

/// One question in eight languages, written for this page, with its tokens in o200k_base and in cl100k_base (a test counts them).
const QUESTION: [(&str, &str, [u32; 2]); 8] = [
    (
        "en",
        "How does a rainbow form, and why is it always round?",
        [13, 13],
    ),
    ("zh", "彩虹是怎样形成的，为什么它总是圆的？", [14, 24]),
    (
        "es",
        "¿Cómo se forma un arcoíris y por qué es siempre redondo?",
        [15, 17],
    ),
    (
        "fr",
        "Comment se forme un arc-en-ciel, et pourquoi est-il toujours rond ?",
        [16, 16],
    ),
    (
        "pt",
        "Como se forma um arco-íris e por que ele é sempre redondo?",
        [17, 18],
    ),
    (
        "de",
        "Wie entsteht ein Regenbogen, und warum ist er immer rund?",
        [13, 18],
    ),
    (
        "ar",
        "كيف يتكون قوس قزح، ولماذا يكون مستديرا دائما؟",
        [17, 37],
    ),
    (
        "hi",
        "इंद्रधनुष कैसे बनता है, और वह हमेशा गोल क्यों होता है?",
        [18, 54],
    ),
];

/// Draws what never changes: the question in its languages.
pub fn lay_out(sheet: &mut Sheet) {
    let names = Names::new(NamesOf::Languages);
    let [english_new, english_old] = QUESTION[0].2;
    let rows = QUESTION.iter().map(|(code, question, [new, old])| {
        let name = names.of(code).unwrap_or_else(|| (*code).to_owned());
        let question = element("small").child(element("bdi").with("lang", code).text(question));
        element("tr")
            .child(
                element("th")
                    .with("scope", "row")
                    .text(&name)
                    .child(question),
            )
            .child(tax(*new, english_new))
            .child(tax(*old, english_old))
    });
    sheet.rows("tax", rows.collect());
}

/// "15 (+25%)".
fn tax(tokens: u32, english: u32) -> Element {
    let (tokens, english) = (f64::from(tokens), f64::from(english));
    let more = tokens / english - 1.0;
    let sign = if more > 0.0 { " (+" } else { " (−" };
    let more = if more == 0.0 {
        String::new()
    } else {
        [sign, &percent(more.abs()), ")"].concat()
    };
    element("td").child(span(&[&whole(tokens), more.as_str()].concat()).class("n"))
}

/// Draws the text's count in each tokenizer.
pub fn draw(sheet: &mut Sheet, state: &State) {
    let own = encoding_of(state.model).map(Encoding::vocabulary);
    let rows = ENCODINGS.iter().map(|(encoding, users, bytes)| {
        let other = match state.shown {
            Shown::Counted(Count::Exact(tokens)) if own == Some(encoding.vocabulary()) => {
                Other::Counted(tokens)
            }
            _ => state.other(*encoding),
        };
        element("tr")
            .child(
                element("th")
                    .with("scope", "row")
                    .child(element("bdi").text(encoding.id()))
                    .child(element("small").child(element("bdi").text(users))),
            )
            .child(count(*encoding, other, *bytes))
    });
    sheet.rows("tokenizers", rows.collect());
}

/// The count, or what stands in its way.
fn count(encoding: Encoding, other: Other, bytes: u32) -> Element {
    let cell = element("td");
    match other {
        Other::Counted(tokens) => cell.child(span(&whole(tokens.0 as f64)).class("n")),
        Other::Loading => cell.text(t("tokenizers.loading")),
        Other::NotAsked | Other::Failed => {
            let size = f64::from(bytes);
            let wh = transfer_energy(Bytes(size)).0;
            let kilobytes = whole((size / 1000.0).round());
            let label = fill(
                "tokenizers.count",
                &[("kb", &kilobytes), ("wh", &figure(wh))],
            );
            let named = fill("tokenizers.count_named", &[("what", encoding.id())]);
            cell.child(button("count-with", encoding.id(), &label, &named))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ENCODINGS, QUESTION};
    use promptwatt_tokens::{Encoding, Part, Tokenizer, Vocabulary};
    use std::{fs, path::Path};

    fn files(encoding: Encoding, parts: &[Part]) -> Vec<Vec<u8>> {
        let vocabularies = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/vocab");
        let names = parts.iter().filter_map(|part| encoding.file(*part));
        names
            .map(|name| fs::read(vocabularies.join(name)).expect("the vocabulary is there"))
            .collect()
    }

    #[test]
    fn sizes_are_those_of_the_files() {
        for (encoding, _, bytes) in ENCODINGS {
            let [file] = &files(encoding, &[Part::Ascii])[..] else {
                panic!("{} has no part for English", encoding.id());
            };
            assert_eq!(file.len(), bytes as usize, "{}", encoding.id());
        }
    }

    #[test]
    fn the_question_has_as_many_tokens_as_it_says() {
        let tokenizers = [Encoding::O200kBase, Encoding::Cl100kBase].map(|encoding| {
            let files = files(encoding, &Part::ALL);
            Tokenizer::new(Vocabulary::from_packed(&files).expect("the vocabulary is whole"))
        });
        let counted = QUESTION.map(|(code, question, _)| {
            let counts = [0, 1].map(|index| tokenizers[index].count(question).0 as u32);
            (code, question, counts)
        });
        assert_eq!(QUESTION, counted);
    }
}
