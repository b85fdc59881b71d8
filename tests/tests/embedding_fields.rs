//! The tag beside a site's own field: it follows what is written there, and what a visitor applies reaches the site as typing does.

use promptwatt_tests::{
    FRAME, Host, Page, Reply, Served, VIEWPORTS, official_count, on_every_engine,
};
use serde_json::json;
use std::env;
use std::fs;
use std::path::Path;

/// A text with something to leave out in it.
const WORDY: &str = "Could you please explain in order to help me how tides work?";

/// Waits until the tag has counted `text` exactly.
#[track_caller]
fn counts(page: &Page, text: &str) {
    let expected = official_count(text) as f64;
    page.wait_until("the tag counts the field's text", |page| {
        page.heard("pw-change").last().is_some_and(|numbers| {
            numbers["exact"] == true && numbers["tokens"]["central"].as_f64() == Some(expected)
        })
    });
}

/// Opens the badge and asks for suggestions.
#[track_caller]
fn opens(page: &Page) {
    page.in_frame(FRAME, |page| {
        page.wait_until("the badge can be pressed", |page| {
            page.by_css("#more").is_shown()
        });
        page.by_css("#more").click();
    });
}

/// Applies the suggestion that leaves out or shortens `words`.
#[track_caller]
fn applies(page: &Page, words: &str) {
    page.in_frame(FRAME, |page| {
        let press = "const button = [...document.querySelectorAll('#list button')].find((button) => button.ariaLabel.includes(arguments[0])); button?.click(); return Boolean(button)";
        page.wait_until("there is a suggestion", |page| {
            page.run(press, vec![json!(words)]) == true
        });
    });
}

/// What the field holds, and what the site itself knows of it.
fn field(page: &Page) -> String {
    let value = page.run(
        "const field = document.querySelector('#chat'); return field.value ?? field.innerText",
        Vec::new(),
    );
    value.as_str().unwrap_or_default().to_owned()
}

#[test]
fn it_follows_fields_of_every_kind_and_types_into_them() {
    let kinds = [
        ("/textarea", "<textarea id=chat cols=60></textarea>"),
        ("/input", "<input id=chat size=60>"),
        (
            "/editable",
            "<div id=chat contenteditable style='white-space:pre-wrap'></div>",
        ),
    ];
    on_every_engine(|engine| {
        let served = Served::start();
        let tag = "<prompt-watt for=chat view=badge></prompt-watt>";
        let pages = kinds.map(|(path, field)| {
            let script = "<script>window.inputs = 0; document.querySelector('#chat').addEventListener('input', () => (inputs += 1))</script>";
            (path, Reply::embedding(&served, &format!("{field}{tag}{script}")))
        });
        let host = Host::start(pages);
        let page = engine.open_at(&host.url("/textarea"), VIEWPORTS.desktop);
        for (path, _) in kinds {
            println!("  {path}");
            page.go(&host.url(path));
            page.by_css("#chat").type_text(WORDY);
            page.wait_until("the tag hears of it", |page| {
                page.heard("pw-change")
                    .last()
                    .is_some_and(|numbers| numbers["tokens"]["central"].as_f64() > Some(8.0))
            });
            opens(&page);
            counts(&page, WORDY);
            let before = page.run("return inputs", Vec::new());
            applies(&page, "in order to");
            page.wait_until("the site's field is shorter", |page| {
                let text = field(page);
                text.len() < WORDY.len()
                    && !text.contains("in order to")
                    && text.contains("how tides work?")
            });
            assert!(
                page.run("return inputs", Vec::new()).as_u64() > before.as_u64(),
                "{path}: the site hears it as typing"
            );
            page.wait_until("the site hears that it was applied", |page| {
                !page.heard("pw-suggestion-applied").is_empty()
            });
            counts(&page, &field(&page));
            // As typing, it can be taken back.
            let control = page.by_css("#chat");
            control.undo();
            page.wait_until("undone", |page| field(page).contains("in order"));
            counts(&page, &field(&page));
            assert_eq!(page.console_errors(), Vec::<String>::new(), "{path}");
        }
    });
}

#[test]
fn it_types_into_fields_in_dialogs_and_shadow_roots() {
    let tag = "<prompt-watt for=chat view=badge></prompt-watt>";
    let textarea = "<textarea id=chat cols=60></textarea>";
    let editable = "<div id=chat contenteditable style='white-space:pre-wrap'></div>";
    let in_shadow = |inside: &str| {
        format!(
            "<div id=host></div><script>document.querySelector('#host').attachShadow({{ mode: 'open' }}).innerHTML = \"{inside}\"</script>"
        )
    };
    let pages = [
        (
            "/dialog",
            format!("<dialog>{textarea}{tag}</dialog>"),
            FRAME,
        ),
        (
            "/shadow",
            in_shadow(&format!("{textarea}{tag}")),
            "#host >>> prompt-watt >>> iframe",
        ),
        (
            "/shadow-editable",
            in_shadow(&format!("{editable}{tag}")),
            "#host >>> prompt-watt >>> iframe",
        ),
    ];
    on_every_engine(|engine| {
        let served = Served::start();
        let host = Host::start(
            pages
                .iter()
                .map(|(path, body, _)| (*path, Reply::embedding(&served, body))),
        );
        let page = engine.open_at(&host.url("/dialog"), VIEWPORTS.desktop);
        for (path, _, frame) in &pages {
            println!("  {path}");
            page.go(&host.url(path));
            let root = "(document.querySelector('#host')?.shadowRoot ?? document)";
            page.run(
                &format!("document.querySelector('dialog')?.showModal(); window.chat = {root}.querySelector('#chat'); chat.focus()"),
                Vec::new(),
            );
            // As typing does: the driver finds nothing in a shadow root.
            page.run(
                "document.execCommand('insertText', false, arguments[0])",
                vec![json!(WORDY)],
            );
            page.wait_until("the tag hears of it", |page| {
                page.heard("pw-change")
                    .last()
                    .is_some_and(|numbers| numbers["tokens"]["central"].as_f64() > Some(8.0))
            });
            page.in_frame(frame, |page| {
                page.wait_until("the badge can be pressed", |page| page.by_css("#more").is_shown());
                page.by_css("#more").click();
                let press = "const button = [...document.querySelectorAll('#list button')].find((button) => button.ariaLabel.includes('in order to')); button?.click(); return Boolean(button)";
                page.wait_until("there is a suggestion", |page| page.run(press, Vec::new()) == true);
            });
            let text = |page: &Page| {
                let text = page.run("return chat.value ?? chat.innerText", Vec::new());
                text.as_str().unwrap_or_default().to_owned()
            };
            page.wait_until("the site's field is shorter", |page| {
                !text(page).contains("in order to") && text(page).contains("how tides work?")
            });
            counts(&page, &text(&page));
            page.wait_until("the site hears that it was applied", |page| {
                !page.heard("pw-suggestion-applied").is_empty()
            });
            assert_eq!(page.console_errors(), Vec::<String>::new(), "{path}");
        }
    });
}

#[test]
fn react_vue_and_svelte_hear_of_what_is_applied() {
    let Some(bundles) = env::var_os("PROMPTWATT_FRAMEWORKS") else {
        assert!(env::var_os("CI").is_none(), "the frameworks are missing");
        eprintln!("not tested: `cargo xtask setup` fetches the frameworks");
        return;
    };
    let bundle = |name: &str| {
        let path = Path::new(&bundles).join(name);
        fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    on_every_engine(|engine| {
        let served = Served::start();
        // The field comes after the tag, when the framework has started.
        let body = |name: &str| {
            format!(
                "<prompt-watt for=chat view=badge></prompt-watt><div id=app></div><script type=module src=/{name}.js></script>"
            )
        };
        let host = Host::start([
            ("/react", Reply::embedding(&served, &body("react"))),
            ("/vue", Reply::embedding(&served, &body("vue"))),
            ("/svelte", Reply::embedding(&served, &body("svelte"))),
            ("/react.js", Reply::script(bundle("react.js"))),
            ("/vue.js", Reply::script(bundle("vue.js"))),
            ("/svelte.js", Reply::script(bundle("svelte.js"))),
        ]);
        let page = engine.open_at(&host.url("/react"), VIEWPORTS.desktop);
        for path in ["/react", "/vue", "/svelte"] {
            println!("  {path}");
            page.go(&host.url(path));
            page.by_css("#chat").type_text(WORDY);
            opens(&page);
            counts(&page, WORDY);
            applies(&page, "in order to");
            page.wait_until("the framework's own state has it", |page| {
                let state = page.text_of("#state");
                state.len() < WORDY.len() && !state.contains("in order to") && state == field(page)
            });
            // Drawn anew by the framework, it is still there.
            page.by_css("#chat").click();
            page.by_css("#chat").type_text(" Thanks.");
            page.wait_until("both go on from there", |page| {
                page.text_of("#state").contains("Thanks.") && !field(page).contains("in order to")
            });
            let sent = field(&page);
            page.by_role("button", "Send").click();
            page.wait_until("it is sent", |page| page.text_of("#sent") == sent);
            // The framework empties the field by itself, without an event.
            page.wait_until("the tag sees that the field is empty", |page| {
                page.heard("pw-change")
                    .last()
                    .is_some_and(|numbers| numbers["tokens"]["central"] == 0)
            });
            assert_eq!(page.console_errors(), Vec::<String>::new(), "{path}");
        }
    });
}

#[test]
fn edits_that_are_late_or_out_of_order_are_refused() {
    on_every_engine(|engine| {
        let served = Served::start();
        let body = "<textarea id=chat>Explain how tides work.</textarea><input id=secret type=password value=hunter2><prompt-watt for=chat view=badge></prompt-watt>";
        let page = engine.open_site(&served, body);
        page.wait_until("the tag has read the field", |page| {
            page.heard("pw-change")
                .last()
                .is_some_and(|numbers| numbers["tokens"]["central"].as_f64() > Some(3.0))
        });
        let id = page.run(
            "return new URLSearchParams(new URL(document.querySelector('prompt-watt').shadowRoot.querySelector('iframe').src).hash.slice(1)).get('id')",
            Vec::new(),
        );
        for edits in [
            "[{ start: 0, end: 3, text: 'x' }], revision: 0",
            "[{ start: 0, end: 3, text: 'x' }], revision: 99",
            "[{ start: -1, end: 3, text: 'x' }], revision: 1",
            "[{ start: 3, end: 1, text: 'x' }], revision: 1",
            "[{ start: 0, end: 999, text: 'x' }], revision: 1",
            "[{ start: 8, end: 9, text: 'x' }, { start: 0, end: 2, text: 'y' }], revision: 1",
            "[{ start: 0.5, end: 2, text: 'x' }], revision: 1",
            "[{ start: 0, end: 2, text: { toString: 1 } }], revision: 1",
            "[null], revision: 1",
            "'all', revision: 1",
        ] {
            page.in_frame(FRAME, |page| {
                page.run(
                    &format!("parent.postMessage({{ ns: 'promptwatt', v: 1, id: arguments[0], type: 'edit', edits: {edits} }}, '*')"),
                    vec![id.clone()],
                )
            });
        }
        // A password is nobody's prompt: the tag says nothing about it.
        page.run(
            "heard.length = 0; document.querySelector('prompt-watt').setAttribute('for', 'secret')",
            Vec::new(),
        );
        page.wait_until("nothing is read there", |page| {
            page.heard("pw-change")
                .last()
                .is_some_and(|numbers| numbers["tokens"]["central"] == 0)
        });
        assert_eq!(field(&page), "Explain how tides work.");
    });
}
