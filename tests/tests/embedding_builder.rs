//! The page that writes the snippets: what it prints works in a site, and its preview is made of it.

use promptwatt_tests::{Host, Page, Reply, Served, VIEWPORTS, on_every_engine};
use serde_json::json;
use std::fs;

/// The address that every snippet names; the tests serve the same files elsewhere.
const PUBLIC: &str = "https://promptwatt.example/v1/";

/// A text of texts/embed in a language.
fn text(language: &str, key: &str) -> String {
    let path = format!(
        "{}/../texts/embed/{language}.toml",
        env!("CARGO_MANIFEST_DIR")
    );
    let table: toml::Table = fs::read_to_string(path)
        .expect("the texts are there")
        .parse()
        .expect("they are TOML");
    let (table_name, name) = key.split_once('.').expect("a table and a name");
    table[table_name][name].as_str().expect("a text").to_owned()
}

fn snippet(page: &Page) -> String {
    page.by_css("#snippet").value()
}

fn choose(page: &Page, name: &str, value: &str) {
    page.run(
        "const control = document.querySelector(`#choices [name='${arguments[0]}']`); \
         if (control.type == 'checkbox') control.checked = Boolean(arguments[1]); else control.value = arguments[1]; \
         control.dispatchEvent(new Event('input', { bubbles: true }))",
        vec![json!(name), json!(value)],
    );
}

#[test]
fn what_it_prints_works_in_a_site() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/builder/", VIEWPORTS.desktop);
        page.wait_until("there is a snippet", |page| {
            snippet(page).contains("<prompt-watt>")
        });
        choose(&page, "view", "badge");
        choose(&page, "value", "Say \"<b>tides</b>\" & 'moon'");
        choose(&page, "theme", "dark");
        choose(&page, "model", "tier-small");
        choose(&page, "padding", "9");
        let mut snippets = Vec::new();
        for kind in ["tag", "iframe", "wordpress", "moodle", "npm", "markdown"] {
            page.press(&text("en", &format!("builder.kind_{kind}")));
            page.wait_until("it is printed and checked", |page| {
                page.text_of("#checked") == text("en", "builder.checked")
                    && page.text_of("#why") == text("en", &format!("builder.why_{kind}"))
            });
            snippets.push((kind, snippet(&page)));
        }
        assert_eq!(page.console_errors(), Vec::<String>::new());
        // In another site, from the address where the test serves it.
        for (kind, snippet) in snippets.into_iter().take(4) {
            assert!(snippet.contains(PUBLIC), "{kind}: {snippet}");
            let snippet = snippet.replace(PUBLIC, &served.url("/"));
            let host = Host::start([(
                "/",
                Reply::html(format!(
                    "<!doctype html><meta charset=utf-8><link rel=icon href='data:,'><body>{snippet}"
                )),
            )]);
            page.go(&host.url("/"));
            let frame = if kind == "tag" {
                "prompt-watt >>> iframe"
            } else {
                "iframe"
            };
            page.in_frame(frame, |page| {
                page.wait_until("the prompt is there", |page| page.by_css("#text").value() == "Say \"<b>tides</b>\" & 'moon'");
                page.wait_until("the choices hold", |page| {
                    page.run("return [document.documentElement.dataset.theme, document.documentElement.style.getPropertyValue('--pw-padding')]", Vec::new()) == json!(["dark", "9px"])
                });
            });
            assert_eq!(page.console_errors(), Vec::<String>::new(), "{kind}");
        }
    });
}

#[test]
fn the_preview_follows_the_choices_in_every_language() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/builder/", VIEWPORTS.phone);
        for (language, path) in [
            ("en", "/builder/"),
            ("ar", "/ar/builder/"),
            ("fr", "/fr/builder/"),
            ("es", "/es/builder/"),
        ] {
            page.go(&served.url(path));
            page.wait_until("the preview has the height that it needs", |page| {
                let height = "return document.querySelector('#preview prompt-watt')?.shadowRoot.querySelector('iframe').getBoundingClientRect().height ?? 0";
                page.run(height, Vec::new()).as_f64() > Some(300.0)
            });
            // What is far below is fetched when it comes near.
            page.run(
                "document.querySelector('#preview').scrollIntoView()",
                Vec::new(),
            );
            page.in_frame("#preview prompt-watt >>> iframe", |page| {
                page.wait_until("it speaks the page's language", |page| {
                    page.text_of("#more")
                        .contains(&text(language, "frame.energy"))
                });
            });
            choose(&page, "view", "badge");
            choose(&page, "value", "tides");
            choose(&page, "units", "j");
            page.wait_until("the preview is a badge", |page| {
                let height = "return document.querySelector('#preview prompt-watt').shadowRoot.querySelector('iframe').getBoundingClientRect().height";
                page.run(height, Vec::new()).as_f64() < Some(140.0)
            });
            page.in_frame("#preview prompt-watt >>> iframe", |page| {
                page.wait_until("in joules", |page| {
                    page.text_of("#unit") == text(language, "frame.joules")
                });
            });
            let fits = "return document.documentElement.scrollWidth <= innerWidth";
            assert_eq!(
                page.run(fits, Vec::new()),
                json!(true),
                "{path} scrolls sideways"
            );
            assert_eq!(page.console_errors(), Vec::<String>::new(), "{path}");
        }
    });
}
