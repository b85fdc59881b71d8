//! The page loads, under its policy, in every language and size.

use promptwatt_tests::{Served, Texts, VIEWPORTS, on_every_engine};
use serde_json::json;

#[test]
fn the_page_loads_without_a_complaint_in_the_console() {
    on_every_engine(|engine| {
        let served = Served::start();
        for (language, path) in [("en", "/"), ("ar", "/ar/"), ("fr", "/fr/"), ("es", "/es/")] {
            for viewport in [VIEWPORTS.phone, VIEWPORTS.desktop] {
                let texts = Texts::of(language);
                let page = engine.open(&served, path, viewport);
                assert_eq!(page.title(), texts.get("page.title"));
                let root = page.run("const root = document.documentElement; return [root.lang, root.dir, innerWidth, innerHeight]", Vec::new());
                assert_eq!(
                    root,
                    json!([
                        language,
                        texts.get("language.dir"),
                        viewport.width,
                        viewport.height
                    ])
                );
                page.wait_until("the app has started", |page| {
                    !page.text_of("#strip").contains(texts.get("page.starting"))
                });
                assert!(
                    !page.text_of("body").contains(texts.get("page.boot_failed")),
                    "the app could not start"
                );
                let overflow = page.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth", Vec::new());
                assert_eq!(
                    overflow,
                    json!(0),
                    "{language} at {} px scrolls sideways",
                    viewport.width
                );
                assert_eq!(page.console_errors(), Vec::<String>::new());
            }
        }
    });
}

#[test]
fn the_page_is_sent_with_its_policy_and_asks_for_its_own_files_only() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let texts = Texts::of("en");
        page.wait_until("the app has started", |page| {
            !page.text_of("#strip").contains(texts.get("page.starting"))
        });
        let sent = page.run_async(
            "const done = arguments[arguments.length - 1]; \
             fetch('./').then((page) => done(['content-security-policy', 'referrer-policy'].map((name) => page.headers.get(name))))",
            Vec::new(),
        );
        assert!(
            sent[0]
                .as_str()
                .is_some_and(|policy| policy.contains("default-src 'none'")),
            "{sent}"
        );
        assert_eq!(sent[1], "no-referrer");
        let requests = served.requests();
        for request in &requests {
            assert!(
                request.method == "GET" && request.body_bytes == 0 && !request.target.contains('?'),
                "{request:?}"
            );
            assert!(matches!(request.status, 200 | 304), "{request:?}");
        }
        let wasm = requests
            .iter()
            .filter(|request| request.target.ends_with(".wasm"))
            .count();
        assert_eq!(wasm, 1, "the WebAssembly is fetched once: {requests:?}");
    });
}

#[test]
fn the_other_language_is_one_link_away() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.phone);
        page.by_role("link", Texts::of("ar").get("language.name"))
            .click();
        page.wait_until("the Arabic page", |page| {
            page.title() == Texts::of("ar").get("page.title")
        });
        page.by_role("link", Texts::of("en").get("language.name"))
            .click();
        page.wait_until("the English page", |page| {
            page.title() == Texts::of("en").get("page.title")
        });
        assert_eq!(page.address(), served.url("/"));
    });
}
