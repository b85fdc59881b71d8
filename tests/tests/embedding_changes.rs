//! The tag in the hands of a site that changes its mind: attributes that come and go, forms, and what does not arrive or is not ours.

use promptwatt_tests::{
    Engine, FRAME, Host, Page, Reply, Served, VIEWPORTS, official_count, on_every_engine,
};
use serde_json::{Value, json};

const PROMPT: &str = "Explain how photosynthesis works.";

/// Runs a function body with `tag` as the first tag of the site.
fn with_tag(page: &Page, script: &str) -> Value {
    page.run(
        &format!("const tag = document.querySelector('prompt-watt'); {script}"),
        Vec::new(),
    )
}

/// Waits until the last numbers that the site heard are of a text about this long.
#[track_caller]
fn hears_tokens(page: &Page, what: &str, fits: impl Fn(f64) -> bool) {
    page.wait_until(what, |page| {
        let heard = page.heard("pw-change");
        let tokens = heard
            .last()
            .and_then(|numbers| numbers["tokens"]["central"].as_f64());
        tokens.is_some_and(&fits)
    });
}

/// How the frame, or the tag's own content, looks: direction, theme, style, whether its field is shown, is read only, and offers to share.
fn looks(page: &Page) -> Value {
    page.in_frame(FRAME, |page| {
        page.run(
            "const page = document.documentElement; const field = document.querySelector('#text'); \
             return [page.dir, page.dataset.theme ?? '', page.getAttribute('style') ?? '', !field.hidden, field.readOnly, \
             !document.querySelector('#share').hidden, document.querySelector('#unit').textContent]",
            Vec::new(),
        )
    })
}

#[test]
fn every_attribute_can_come_and_go() {
    on_every_engine(|engine| {
        let served = Served::start();
        let tag = format!(
            "<textarea id=chat>Why?</textarea><prompt-watt value='{PROMPT}'></prompt-watt>"
        );
        let page = engine.open_site(&served, &tag);
        hears_tokens(&page, "its numbers", |tokens| tokens > 4.0);
        let usual = looks(&page);
        let changed = json!([
            "rtl",
            "dark",
            "--pw-padding: 3px; --pw-ink: red;",
            true,
            true,
            true,
            "J"
        ]);
        for _ in 0..2 {
            with_tag(
                &page,
                "tag.style.setProperty('--pw-ink', 'red'); \
                 for (const [name, value] of Object.entries({ dir: 'rtl', theme: 'dark', padding: '3', readonly: '', 'share-text': '', units: 'j' })) tag.setAttribute(name, value)",
            );
            page.wait_until("as the site has it", |page| looks(page) == changed);
            with_tag(
                &page,
                "tag.removeAttribute('style'); for (const name of ['dir', 'theme', 'padding', 'readonly', 'share-text', 'units']) tag.removeAttribute(name)",
            );
            page.wait_until("as it was", |page| looks(page) == usual);
        }
        // The field of the site, and no more.
        with_tag(&page, "tag.setAttribute('for', 'chat')");
        hears_tokens(&page, "the field's text", |tokens| tokens < 3.0);
        with_tag(&page, "tag.removeAttribute('for')");
        hears_tokens(&page, "its own text again", |tokens| tokens > 4.0);
        // Into the page itself, and back into a frame.
        with_tag(
            &page,
            "heard.length = 0; tag.setAttribute('transport', 'inline')",
        );
        hears_tokens(&page, "the numbers in the page itself", |tokens| {
            tokens > 4.0
        });
        let inside = |css: &str| {
            with_tag(
                &page,
                &format!(
                    "return tag.shadowRoot.querySelector('{css}')?.checkVisibility() ?? false"
                ),
            )
        };
        assert_eq!(
            (inside("#tokens"), inside("iframe")),
            (json!(true), json!(false))
        );
        let panel = || inside("#panel");
        assert_eq!(panel(), json!(true), "compact");
        with_tag(&page, "heard.length = 0; tag.setAttribute('view', 'badge')");
        hears_tokens(&page, "the numbers of a badge", |tokens| tokens > 4.0);
        assert_eq!(panel(), json!(false), "a badge is one line");
        with_tag(&page, "heard.length = 0; tag.removeAttribute('transport')");
        hears_tokens(&page, "the numbers in a frame again", |tokens| tokens > 4.0);
        assert_eq!(
            (inside("#tokens"), inside("iframe")),
            (json!(false), json!(true))
        );
        assert!(page.heard("pw-error").is_empty());
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn a_text_given_anew_takes_the_place_of_the_visitors() {
    on_every_engine(|engine| {
        let served = Served::start();
        let body = format!(
            "<form><fieldset><prompt-watt value='{PROMPT}'></prompt-watt></fieldset></form>"
        );
        let page = engine.open_site(&served, &body);
        hears_tokens(&page, "its numbers", |tokens| tokens > 4.0);
        let shows = |page: &Page, text: &str| {
            page.in_frame(FRAME, |page| {
                page.wait_until(text, |page| page.by_css("#text").value() == text);
            });
        };
        let write =
            |text: &str| page.in_frame(FRAME, |page| page.by_css("#text").rewrite_inside(text));
        write("Something else");
        // What changes beside the text leaves the visitor's alone.
        with_tag(&page, "tag.setAttribute('padding', '9')");
        page.wait_until("the padding", |page| looks(page)[2] == "--pw-padding: 9px;");
        shows(&page, "Something else");
        with_tag(&page, &format!("tag.value = {}", json!(PROMPT)));
        shows(&page, PROMPT);
        write("Something else");
        with_tag(&page, "document.querySelector('form').reset()");
        shows(&page, PROMPT);
        // A form that may not be filled in: nor may the field.
        with_tag(&page, "document.querySelector('fieldset').disabled = true");
        page.wait_until("the field is to be read only", |page| {
            looks(page)[4] == true
        });
        with_tag(&page, "document.querySelector('fieldset').disabled = false");
        page.wait_until("it may be written in", |page| looks(page)[4] == false);
        let entries =
            "return [...new FormData(document.querySelector('form'))].map(([name]) => name)";
        assert_eq!(with_tag(&page, entries), json!([]), "no name, no value");
        assert_eq!(
            with_tag(&page, &format!("tag.name = 'cost'; {entries}")),
            json!(["cost"])
        );
        let belongs = "const form = document.querySelector('form'); return [tag.form === form, [...form.elements].includes(tag)]";
        assert_eq!(with_tag(&page, belongs), json!([true, true]));
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn it_speaks_the_language_around_its_shadow_root() {
    on_every_engine(|engine| {
        let served = Served::start();
        let script = format!(
            "const root = document.querySelector('#host').attachShadow({{ mode: 'open' }}); \
             root.innerHTML = \"<textarea id=chat></textarea><prompt-watt view=badge for=chat></prompt-watt>\"; window.tag = root.lastElementChild; window.field = root.firstElementChild; void {}",
            json!(PROMPT)
        );
        let host = Host::start([
            (
                "/",
                Reply::embedding_in(
                    &served,
                    "lang=ar-EG dir=rtl",
                    "<div id=host></div><script src=/shadow.js></script>",
                ),
            ),
            ("/shadow.js", Reply::script(script)),
        ]);
        let page = engine.open_at(&host.url("/"), VIEWPORTS.desktop);
        page.in_frame("#host >>> prompt-watt >>> iframe", |page| {
            page.wait_until("Arabic", |page| page.text_of("#more").contains("الرموز"));
        });
        // Its field is that of the same shadow root.
        page.run(
            "field.value = arguments[0]; field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))",
            vec![json!(PROMPT)],
        );
        hears_tokens(&page, "the field's numbers", |tokens| tokens > 4.0);
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn the_focus_goes_in() {
    on_every_engine(|engine| {
        let served = Served::start();
        let tag = |more: &str| {
            Reply::embedding(
                &served,
                &format!("<prompt-watt {more} value='{PROMPT}'></prompt-watt>"),
            )
        };
        let host = Host::start([
            ("/frame", tag("")),
            ("/inline", tag("transport=inline")),
            ("/badge", tag("transport=inline view=badge readonly")),
        ]);
        let page = engine.open_at(&host.url("/frame"), VIEWPORTS.desktop);
        for (path, inside) in [
            ("/frame", "iframe"),
            ("/inline", "textarea"),
            ("/badge", "button"),
        ] {
            page.go(&host.url(path));
            hears_tokens(&page, "its numbers", |tokens| tokens > 4.0);
            with_tag(&page, "tag.focus()");
            assert_eq!(
                with_tag(
                    &page,
                    "return [document.activeElement === tag, tag.shadowRoot.activeElement?.localName ?? '']"
                ),
                json!([true, inside]),
                "{path}"
            );
            // Whoever is led there can write, and sees exact figures. WebKit lets no frame of another site take the focus by itself.
            if path == "/frame" && engine != Engine::WebKitGtk {
                page.in_frame(FRAME, |page| {
                    page.wait_until("the field has it", |page| page.is_at("#text"))
                });
            }
            page.wait_until("the count is exact", |page| {
                page.heard("pw-change")
                    .last()
                    .is_some_and(|numbers| numbers["exact"] == true)
            });
        }
    });
}

#[test]
fn what_is_blocked_or_missing_is_told() {
    on_every_engine(|engine| {
        let served = Served::start_copy();
        let site = |tag: &str| Reply::embedding(&served, tag);
        let ours = served.url("");
        let host = Host::start([
            (
                "/blocked",
                site("<prompt-watt></prompt-watt>").with(
                    "Content-Security-Policy",
                    format!("default-src 'none'; script-src 'self' {ours}"),
                ),
            ),
            ("/missing", site("<prompt-watt lang=es></prompt-watt>")),
            (
                "/inline",
                site("<prompt-watt transport=inline lang=es></prompt-watt>"),
            ),
            ("/models", site("<prompt-watt model=o3></prompt-watt>")),
            (
                "/focus",
                site(&format!("<prompt-watt value='{PROMPT}'></prompt-watt>")),
            ),
        ]);
        served.remove(&served.file("/embed/es/compact/"));
        for part in ["models-", "exact-"] {
            served.remove(&served.embedded(part));
        }
        let page = engine.open_at(&host.url("/blocked"), VIEWPORTS.desktop);
        for (path, code) in [
            ("/blocked", "frame"),
            ("/missing", "frame"),
            ("/inline", "fetch"),
            ("/models", "fetch"),
            ("/focus", "fetch"),
        ] {
            println!("  {path}");
            page.go(&host.url(path));
            if path == "/focus" {
                hears_tokens(&page, "the estimate", |tokens| tokens > 4.0);
                page.in_frame(FRAME, |page| page.by_css("#text").rewrite_inside("Why?"));
            }
            page.wait_until("the site hears of it", |page| {
                page.heard("pw-error").first() == Some(&json!({ "code": code }))
            });
            if path == "/models" {
                // Figures of another model are not that model's.
                assert_eq!(page.heard("pw-change"), Vec::<Value>::new());
            }
        }
    });
}

#[test]
fn whoever_pins_the_loader_pins_what_it_brings() {
    on_every_engine(|engine| {
        let parts = [
            (
                "attach-",
                "<textarea id=chat></textarea><prompt-watt for=chat></prompt-watt>",
            ),
            ("inline-", "<prompt-watt transport=inline></prompt-watt>"),
            ("exact-", "<prompt-watt transport=inline></prompt-watt>"),
            ("counter-", "<prompt-watt transport=inline></prompt-watt>"),
            (
                "share-",
                "<prompt-watt transport=inline share-text></prompt-watt>",
            ),
            (
                "models-",
                "<prompt-watt transport=inline model=o3></prompt-watt>",
            ),
        ];
        for (part, body) in parts {
            println!("  {part}");
            let served = Served::start_copy();
            let script = served.embedded(part);
            served.tamper(&script, "\nwindow.isTampered = true;");
            let page = engine.open_site(&served, body);
            if matches!(part, "exact-" | "counter-") {
                page.wait_until("it has started", |page| !page.heard("pw-ready").is_empty());
                with_tag(&page, "tag.focus()");
            }
            page.wait_until("it is refused", |page| {
                page.heard("pw-error").first() == Some(&json!({ "code": "fetch" }))
            });
            assert_eq!(
                page.run("return window.isTampered ?? false", Vec::new()),
                json!(false),
                "{part}"
            );
        }
    });
}

#[test]
fn counts_inside_a_shadow_root_are_exact() {
    on_every_engine(|engine| {
        let served = Served::start();
        let script = format!(
            "document.querySelector('#host').attachShadow({{ mode: 'open' }}).innerHTML = \"<prompt-watt transport=inline value='{PROMPT}'></prompt-watt>\""
        );
        let host = Host::start([
            (
                "/",
                Reply::embedding(
                    &served,
                    "<div id=host></div><script src=/shadow.js></script>",
                ),
            ),
            ("/shadow.js", Reply::script(script)),
        ]);
        let page = engine.open_at(&host.url("/"), VIEWPORTS.desktop);
        hears_tokens(&page, "the estimate", |tokens| tokens > 4.0);
        page.run(
            "document.querySelector('#host').shadowRoot.firstElementChild.focus()",
            Vec::new(),
        );
        let expected = official_count(PROMPT) as f64;
        page.wait_until("the count is exact", |page| {
            page.heard("pw-change").last().is_some_and(|numbers| {
                numbers["exact"] == true && numbers["tokens"]["central"].as_f64() == Some(expected)
            })
        });
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}
