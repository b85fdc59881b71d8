//! The figures of the tag: estimated as the crate does, exact from the first focus on, in a frame and in the page itself.

use promptwatt_tests::{
    FRAME, Host, Page, Reply, Served, VIEWPORTS, official_count, on_every_engine,
};
use promptwatt_tokens::estimate;
use serde_json::json;

/// What the tags of these tests are given.
const PROMPT: &str = "Explain how photosynthesis works.";

/// Waits until the last numbers that the site heard are exact ones of `text`.
#[track_caller]
fn is_exact(page: &Page, text: &str) {
    let expected = official_count(text) as f64;
    page.wait_until("the count is exact", |page| {
        page.heard("pw-change").last().is_some_and(|numbers| {
            numbers["exact"] == true && numbers["tokens"]["central"].as_f64() == Some(expected)
        })
    });
}

#[test]
fn the_first_focus_brings_exact_figures_and_suggestions() {
    const WORDY: &str = "Could you please explain in order to help me how tides work?";
    on_every_engine(|engine| {
        let served = Served::start();
        let host = Host::start([
            (
                "/badge",
                Reply::embedding(&served, "<prompt-watt view=badge></prompt-watt>"),
            ),
            (
                "/compact",
                Reply::embedding(&served, "<prompt-watt></prompt-watt>"),
            ),
            (
                "/inline",
                Reply::embedding(&served, "<prompt-watt transport=inline></prompt-watt>"),
            ),
        ]);
        let page = engine.open_at(&host.url("/badge"), VIEWPORTS.desktop);
        for path in ["/badge", "/compact"] {
            page.go(&host.url(path));
            page.in_frame(FRAME, |page| {
                page.wait_until("there is a field", |page| page.by_css("#text").is_shown());
                page.by_css("#text").write_inside(WORDY);
            });
            is_exact(&page, WORDY);
            let fewer = page.in_frame(FRAME, |page| {
                assert_eq!(page.text_of("#tokens").trim_matches(['\u{2066}', '\u{2069}']), official_count(WORDY).to_string());
                if path == "/badge" {
                    page.by_css("#more").click();
                }
                page.wait_until("a suggestion", |page| page.text_of("#list").contains("in order to"));
                assert!(page.text_of("#besides").contains("CO₂e"));
                page.run("[...document.querySelectorAll('#list button')].find((button) => button.ariaLabel.includes('in order to')).click()", Vec::new());
                page.wait_until("it is applied", |page| !page.by_css("#text").value().contains("in order to"));
                page.by_css("#text").value()
            });
            is_exact(&page, &fewer);
            let applied = page.heard("pw-suggestion-applied");
            assert!(
                applied
                    .last()
                    .is_some_and(|one| one["tokensSaved"].as_f64() > Some(0.0)),
                "{applied:?}"
            );
            assert_eq!(page.console_errors(), Vec::<String>::new(), "{path}");
        }
    });
}

#[test]
fn inline_it_lives_in_the_page_itself() {
    on_every_engine(|engine| {
        let served = Served::start();
        let tags = format!(
            "<style>p, b, textarea, button {{ display: none !important }} prompt-watt::part(meter) {{ color: rgb(1, 2, 3) }}</style>\
             <form><prompt-watt name=cost transport=inline view=badge value='{PROMPT}'></prompt-watt></form><prompt-watt transport=inline lang=ar></prompt-watt>"
        );
        let ours = served.url("");
        let policy = format!(
            "default-src 'none'; script-src 'self' {ours} 'wasm-unsafe-eval'; connect-src {ours}; img-src data:; style-src 'unsafe-inline'"
        );
        let host = Host::start([(
            "/",
            Reply::embedding(&served, &tags).with("Content-Security-Policy", policy),
        )]);
        let page = engine.open_at(&host.url("/"), VIEWPORTS.desktop);
        page.wait_until("both stand in the page", |page| {
            page.heard("pw-ready").len() == 2
        });
        let inside = |page: &Page, at: u32, css: &str, what: &str| {
            page.run(
                &format!("return document.querySelectorAll('prompt-watt')[{at}].shadowRoot.querySelector('{css}').{what}"),
                Vec::new(),
            )
        };
        assert!(
            inside(&page, 0, "#tokens", "innerText")
                .as_str()
                .is_some_and(|text| text.contains('≈'))
        );
        assert!(
            inside(&page, 1, "#more", "innerText")
                .as_str()
                .is_some_and(|text| text.contains("الرموز"))
        );
        assert_eq!(page.run("return getComputedStyle(document.querySelector('prompt-watt').shadowRoot.querySelector('#more')).color", Vec::new()), json!("rgb(1, 2, 3)"));
        page.run("document.querySelectorAll('prompt-watt').forEach((tag) => tag.shadowRoot.querySelector('#more').focus())", Vec::new());
        page.wait_until("both are exact", |page| {
            let counts = "return [...document.querySelectorAll('prompt-watt')].map((tag) => tag.result.exact && tag.result.tokens.central)";
            page.run(counts, Vec::new()) == json!([official_count(PROMPT), 0])
        });
        page.run(
            "document.querySelectorAll('prompt-watt')[0].value += ' Please.'",
            Vec::new(),
        );
        is_exact(&page, &format!("{PROMPT} Please."));
        let form = page.run(
            "return new FormData(document.querySelector('form')).get('cost')",
            Vec::new(),
        );
        assert!(
            form.as_str()
                .is_some_and(|form| form.contains("\"exact\":true") && !form.contains("photo")),
            "{form}"
        );
        let wasm = served
            .requests()
            .iter()
            .filter(|one| one.target.ends_with(".wasm"))
            .count();
        assert_eq!(wasm, 1, "all tags share one counter");
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn a_frame_estimates_as_the_crate_does() {
    let texts = [
        "Explain how photosynthesis works, in 3 sentences!",
        "I'd say we'LL see: it's 12,345 — isn't it?\n\n  fn main() { println!(\"{}\", 1 << 20); }\t// ok",
        "Où est-ce que l'élève a étudié où l'été fut très chaud ?",
        "اشرح لي كيف يعمل المدّ والجزر، من فضلك.",
        "请用三句话解释潮汐的原理。 潮汐はなぜ起こる?",
        "Почему приливы бывают дважды в день? Γιατί; למה? क्यों?",
        "🌊🌊🌊 🇫🇷 a\u{301}e\u{308} aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ= deadbeefdeadbeefdeadbeef",
        "   \r\n\r\n x",
    ];
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open_site(&served, "<prompt-watt view=badge readonly></prompt-watt>");
        page.wait_until("it is ready", |page| !page.heard("pw-change").is_empty());
        for text in texts {
            page.run(
                "document.querySelector('prompt-watt').value = arguments[0]",
                vec![json!(text)],
            );
            let expected = estimate(text);
            // The crate keeps its weights in 32 bits.
            let is = |value: &serde_json::Value, wanted: f64| {
                value
                    .as_f64()
                    .is_some_and(|value| (value - wanted).abs() < 1e-4 * wanted)
            };
            page.wait_until(&format!("{text:?} is {expected:?}"), |page| {
                page.heard("pw-change").last().is_some_and(|numbers| {
                    let tokens = &numbers["tokens"];
                    is(&tokens["low"], expected.low)
                        && is(&tokens["central"], expected.central)
                        && is(&tokens["high"], expected.high)
                })
            });
        }
    });
}
