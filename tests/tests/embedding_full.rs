//! The whole page in a frame (`view="full"`): it does what the site chose, and the site hears its numbers and no text.

use promptwatt_tests::{
    FRAME, Host, Page, Reply, Served, VIEWPORTS, official_count, on_every_engine,
};
use serde_json::{Value, json};

/// What the tag is given.
const PROMPT: &str = "Explain how photosynthesis works.";

/// The last numbers that the site heard.
fn last(page: &Page) -> Value {
    page.heard("pw-change").last().cloned().unwrap_or_default()
}

/// Somebody wants to use the page, once it has said that it is there.
#[track_caller]
fn use_it(page: &Page) {
    page.wait_until("the frame is there", |page| {
        !page.heard("pw-ready").is_empty()
    });
    page.run("document.querySelector('prompt-watt').focus()", Vec::new());
}

/// Waits until the site has heard the exact numbers of `text`.
#[track_caller]
fn is_told(page: &Page, text: &str) {
    let expected = official_count(text) as f64;
    page.wait_until("the site hears the exact count", |page| {
        let numbers = last(page);
        numbers["exact"] == true && numbers["tokens"]["central"].as_f64() == Some(expected)
    });
}

#[test]
fn the_whole_page_works_in_a_frame() {
    on_every_engine(|engine| {
        let served = Served::start();
        let tag = format!(
            "<prompt-watt view=full theme=dark model=tier-small value='{PROMPT}'></prompt-watt>"
        );
        let page = engine.open_site(&served, &tag);
        use_it(&page);
        page.in_frame(FRAME, |page| {
            page.wait_until("it counts the site's prompt", |page| {
                page.by_css("#tokens").text() == official_count(PROMPT).to_string()
            });
            assert_eq!(page.by_css("#prompt").value(), PROMPT);
            let chosen = "return [document.querySelector('#model').value, document.documentElement.dataset.theme]";
            page.wait_until("the site's choices hold", |page| {
                page.run(chosen, Vec::new()) == json!(["tier-small", "dark"])
            });
        });
        page.wait_until("the frame takes the height that it needs", |page| {
            let height = "return document.querySelector('prompt-watt').shadowRoot.querySelector('iframe').getBoundingClientRect().height";
            page.run(height, Vec::new()).as_f64() > Some(1200.0)
        });
        assert!(
            !served
                .requests()
                .iter()
                .any(|one| one.target.ends_with("sw.js")),
            "a frame keeps nothing for later"
        );
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn the_whole_page_waits_until_somebody_uses_it() {
    // What is told and shown before, and what anybody does first.
    let firsts = [
        ("the tag is focused", None),
        ("a button is pressed", Some("button[name=example]")),
    ];
    on_every_engine(|engine| {
        let served = Served::start();
        // Wherever the machine's own pointer is, it is not over the frame.
        let tag = format!(
            "<prompt-watt view=full theme=dark style='pointer-events: none' value='{PROMPT}'></prompt-watt>"
        );
        let host = Host::start([("/", Reply::embedding(&served, &tag))]);
        for (first, button) in firsts {
            println!("  {first}");
            let page = engine.open_at(&host.url("/"), VIEWPORTS.desktop);
            page.wait_until("the site hears an estimate", |page| {
                let tokens = &last(page)["tokens"];
                tokens["low"].as_f64() > Some(3.0)
                    && tokens["central"].as_f64() < tokens["high"].as_f64()
            });
            assert_eq!(last(&page)["exact"], false);
            page.in_frame(FRAME, |page| {
                let looks = "return [document.documentElement.dataset.theme, document.querySelector('#prompt').value, \
                             document.querySelector('#tokens').textContent.startsWith('≈'), document.querySelector('#coach').checkVisibility(), \
                             performance.getEntriesByType('resource').some(({ name }) => name.endsWith('.wasm'))]";
                assert_eq!(
                    page.run(looks, Vec::new()),
                    json!(["dark", PROMPT, true, false, false])
                );
                if let Some(button) = button {
                    page.run(
                        "document.querySelector(arguments[0]).dispatchEvent(new PointerEvent('pointerover', { bubbles: true })); \
                         document.querySelector(arguments[0]).click()",
                        vec![json!(button)],
                    );
                    page.wait_until("what was pressed is done", |page| {
                        let value = page.by_css("#prompt").value();
                        !value.is_empty() && value != PROMPT
                    });
                }
            });
            if button.is_none() {
                use_it(&page);
            }
            page.wait_until("the site hears exact numbers", |page| {
                last(page)["exact"] == true
            });
            assert_eq!(page.console_errors(), Vec::<String>::new());
        }
    });
}

#[test]
fn the_site_hears_the_numbers_of_the_whole_page_and_no_text() {
    const SECRET: &str = "Could you please explain zanzibar marmalade in order to help me?";
    on_every_engine(|engine| {
        let served = Served::start();
        let body = format!(
            "<form><prompt-watt name=cost view=full value='{PROMPT}'></prompt-watt></form>"
        );
        let page = engine.open_site(&served, &body);
        use_it(&page);
        is_told(&page, PROMPT);
        let heard = last(&page);
        for quantity in ["tokens", "wattHours", "gramsCo2e", "millilitres"] {
            let of = |end: &str| heard[quantity][end].as_f64().unwrap_or(-1.0);
            assert!(
                0.0 < of("low") && of("low") <= of("central") && of("central") <= of("high"),
                "{heard}"
            );
        }
        let form = page.run(
            "return JSON.parse(new FormData(document.querySelector('form')).get('cost'))",
            Vec::new(),
        );
        assert_eq!(form, heard, "the form has the same");
        // Another place has another mix of electricity.
        page.run(
            "document.querySelector('prompt-watt').setAttribute('region', 'FR')",
            Vec::new(),
        );
        page.wait_until("the carbon of another place", |page| {
            last(page)["gramsCo2e"]["central"].as_f64() < heard["gramsCo2e"]["central"].as_f64()
        });
        page.in_frame(FRAME, |page| page.by_css("#prompt").rewrite_inside(SECRET));
        is_told(&page, SECRET);
        let shorter = page.in_frame(FRAME, |page| {
            let press = "const first = document.querySelector('button[name=apply]'); first?.click(); return Boolean(first)";
            page.wait_until("a suggestion", |page| page.run(press, Vec::new()) == true);
            page.by_css("#prompt").value()
        });
        assert!(shorter.len() < SECRET.len(), "{shorter}");
        is_told(&page, &shorter);
        page.wait_until("the site hears that something was applied", |page| {
            page.heard("pw-suggestion-applied")
                .last()
                .is_some_and(|one| one["tokensSaved"].as_f64() > Some(0.0))
        });
        let told = page.run(
            "return JSON.stringify([messages, heard, document.querySelector('prompt-watt').value])",
            Vec::new(),
        );
        let told = told.as_str().unwrap_or_default();
        assert!(
            !told.contains("zanzibar") && !told.contains("marmalade"),
            "{told}"
        );
        assert!(page.heard("pw-error").is_empty());
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn what_the_site_gives_the_whole_page_can_be_changed_and_taken_back() {
    const WORDY: &str = "Could you please explain tides in order to help me?";
    on_every_engine(|engine| {
        let served = Served::start();
        let tag = format!(
            "<prompt-watt view=full readonly theme=dark dir=rtl model=tier-small value='{WORDY}'></prompt-watt>"
        );
        let page = engine.open_site(&served, &tag);
        use_it(&page);
        is_told(&page, WORDY);
        let looks = |page: &Page| {
            page.in_frame(FRAME, |page| {
                page.run(
                    "const page = document.documentElement; const shows = (css) => [...document.querySelectorAll(css)].some((one) => one.checkVisibility()); \
                     return [page.dataset.theme ?? '', page.dir, document.querySelector('#model').value, document.querySelector('#prompt').readOnly, \
                     shows('button[name=apply], button[name=length], button[name=clear]')]",
                    Vec::new(),
                )
            })
        };
        page.wait_until("as the site has it", |page| {
            looks(page) == json!(["dark", "rtl", "tier-small", true, false])
        });
        page.run(
            "const tag = document.querySelector('prompt-watt'); for (const name of ['theme', 'dir', 'model', 'readonly']) tag.removeAttribute(name)",
            Vec::new(),
        );
        page.wait_until("as it is without", |page| {
            looks(page) == json!(["", "ltr", "gpt-4o", false, true])
        });
        // The same text again takes the place of the visitor's, and so does none.
        let give = |text: &str| {
            page.run(
                "document.querySelector('prompt-watt').value = arguments[0]",
                vec![json!(text)],
            )
        };
        page.in_frame(FRAME, |page| page.by_css("#prompt").rewrite_inside("Why?"));
        is_told(&page, "Why?");
        give(WORDY);
        is_told(&page, WORDY);
        give("");
        page.in_frame(FRAME, |page| {
            page.wait_until("it is empty", |page| {
                page.by_css("#prompt").value().is_empty()
            })
        });
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn the_site_hears_when_the_whole_page_cannot_start() {
    on_every_engine(|engine| {
        let served = Served::start_copy();
        served.tamper(&served.app(), "x");
        let page = engine.open_site(&served, "<prompt-watt view=full></prompt-watt>");
        use_it(&page);
        page.wait_until("the site hears of it", |page| {
            page.heard("pw-error").first() == Some(&json!({ "code": "fetch" }))
        });
    });
}

#[test]
fn the_whole_page_works_in_strict_isolated_and_sandboxed_sites() {
    on_every_engine(|engine| {
        let served = Served::start();
        let tag = format!("<prompt-watt view=full value='{PROMPT}'></prompt-watt>");
        let ours = served.url("");
        let source = served.url(
            "/embed/ar/full/#value=Explain%20how%20photosynthesis%20works.&theme=dark&readonly",
        );
        let sandbox =
            "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads";
        let host = Host::start([
            (
                "/strict",
                Reply::embedding(&served, &tag).with(
                    "Content-Security-Policy",
                    format!("default-src 'none'; script-src 'self' {ours}; frame-src {ours}; img-src data:"),
                ),
            ),
            (
                "/isolated",
                Reply::embedding(&served, &tag)
                    .with("Cross-Origin-Embedder-Policy", "require-corp")
                    .with("Cross-Origin-Opener-Policy", "same-origin"),
            ),
            (
                "/sandboxed",
                Reply::html(format!(
                    "<!doctype html><title>A site</title><link rel=icon href='data:,'><iframe width=900 height=600 sandbox='{sandbox}' src='{source}'></iframe>"
                )),
            ),
        ]);
        let page = engine.open_at(&host.url("/strict"), VIEWPORTS.desktop);
        for path in ["/strict", "/isolated", "/sandboxed"] {
            println!("  {path}");
            page.go(&host.url(path));
            if path != "/sandboxed" {
                use_it(&page);
                is_told(&page, PROMPT);
            }
            let frame = if path == "/sandboxed" {
                "iframe"
            } else {
                FRAME
            };
            page.in_frame(frame, |page| {
                page.run("document.querySelector('#prompt').focus()", Vec::new());
                page.wait_until("it counts the site's prompt", |page| {
                    page.text_of("#tokens") == official_count(PROMPT).to_string()
                });
                if path == "/sandboxed" {
                    let looks = "return [document.documentElement.dataset.theme, document.querySelector('#prompt').readOnly, document.dir]";
                    page.wait_until("as the address has it", |page| {
                        page.run(looks, Vec::new()) == json!(["dark", true, "rtl"])
                    });
                }
            });
            assert_eq!(page.console_errors(), Vec::<String>::new(), "{path}");
        }
    });
}
