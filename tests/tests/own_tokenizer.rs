//! A visitor's own `tokenizer.json`: packed in the browser, remembered there, refused with the reason.

use promptwatt_tests::{Page, Person, Served, VIEWPORTS, official_count, on_every_engine};
use serde_json::{Value, json};

/// A byte-level tokenizer that knows three merges: `hello` is `he`, `ll`, `o`.
fn small() -> Value {
    let printable = |byte: u32| matches!(byte, 0x21..=0x7e | 0xa1..=0xac | 0xae..=0xff);
    let mut beyond = 0x100;
    let mut vocabulary = serde_json::Map::new();
    for byte in 0..=255 {
        let letter = if printable(byte) {
            byte
        } else {
            beyond += 1;
            beyond - 1
        };
        let letter = char::from_u32(letter).expect("a letter of the byte-level alphabet");
        vocabulary.insert(letter.to_string(), json!(byte));
    }
    for (token, id) in [("he", 256), ("ll", 257), ("or", 258)] {
        vocabulary.insert(token.into(), json!(id));
    }
    json!({
        "pre_tokenizer": { "type": "ByteLevel", "add_prefix_space": false, "use_regex": true },
        "model": { "type": "BPE", "vocab": vocabulary, "merges": ["h e", "l l", "o r"] },
    })
}

/// Brings a file along, as choosing one does.
fn bring(page: &Page, name: &str, content: &str) {
    page.run(
        "const [name, content] = arguments; const files = new DataTransfer(); \
         files.items.add(new File([content], name)); \
         const choice = document.getElementById('file'); choice.files = files.files; \
         choice.dispatchEvent(new Event('change', { bubbles: true }));",
        vec![name.into(), content.into()],
    );
}

#[test]
fn a_tokenizer_is_brought_along_remembered_and_put_away() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        let text = "hello world";
        person.prompt().type_text(text);
        person.reads_exactly(official_count(text));
        bring(&page, "tokenizer.json", &small().to_string());
        // he, ll, o, a space, w, or, l, d.
        let eight = |page: &Page| {
            page.text_of("#tokens") == "8" && page.text_of("#known") == "exact · tokenizer.json"
        };
        page.wait_until("it counts", eight);
        person.press("lens.tokens");
        page.wait_until("its tokens are shown", |page| {
            page.run(
                "return document.querySelectorAll('#token-rows tr').length",
                vec![],
            ) == 8
        });
        page.reload();
        page.wait_until("it still counts", eight);
        person.press("own.put_away");
        person.reads_exactly(official_count(text));
        page.reload();
        person.reads_exactly(official_count(text));
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn a_tokenizer_that_cannot_be_counted_is_refused_with_the_reason() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        let text = "hello world";
        person.prompt().type_text(text);
        person.reads_exactly(official_count(text));
        let mut unigram = small();
        unigram["model"]["type"] = json!("Unigram");
        for (content, reason) in [
            ("{\"model\": ", "not JSON"),
            (unigram.to_string().as_str(), "Unigram"),
            ("{}", "model"),
        ] {
            bring(&page, "tokenizer.json", content);
            page.wait_until(&format!("the reason names {reason}"), |page| {
                page.text_of("#own-refused").contains(reason)
            });
            person.reads_exactly(official_count(text));
        }
    });
}

#[test]
fn a_text_file_is_opened_and_a_huge_one_refused() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        page.wait_until("the app has started", |page| {
            page.has("button", person.text("strip.example"))
        });
        bring(&page, "prompt.md", "Explain *tides* to a child.");
        page.wait_until("it is in the field", |_| {
            person.prompt().value() == "Explain *tides* to a child."
        });
        bring(&page, "prompt.txt", &"x".repeat(8_000_001));
        page.wait_until("it says that it is too large", |_| {
            person
                .section("page.your_prompt")
                .contains(person.text("strip.file_failed"))
        });
        assert_eq!(person.prompt().value(), "Explain *tides* to a child.");
    });
}
