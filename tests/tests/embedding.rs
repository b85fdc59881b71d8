//! The tag in other sites: what a person perceives there, and what the site around hears, while tags come and go.

use promptwatt_tests::{Engine, FRAME, Served, on_every_engine};
use serde_json::json;

/// What the tags of these tests are given.
const PROMPT: &str = "Explain how photosynthesis works.";

#[test]
fn one_tag_shows_what_a_prompt_costs() {
    on_every_engine(|engine| {
        let served = Served::start();
        let tag = format!("<prompt-watt view=badge value='{PROMPT}'></prompt-watt>");
        let page = engine.open_site(&served, &tag);
        page.shows_numbers(FRAME);
        page.wait_until("the site hears them", |page| {
            page.heard("pw-change")
                .last()
                .is_some_and(|numbers| numbers["tokens"]["central"].as_f64() > Some(4.0))
        });
        let result = page.run(
            "return document.querySelector('prompt-watt').result",
            Vec::new(),
        );
        assert_eq!(Some(&result), page.heard("pw-change").last());
        assert_eq!(page.heard("pw-ready"), [json!(null)]);
        // What it costs itself: the loader, and a page, a style and a script for the frame.
        let fetched: Vec<_> = served
            .requests()
            .into_iter()
            .map(|one| one.target)
            .collect();
        assert_eq!(fetched.len(), 4, "{fetched:?}");
        assert!(!fetched.iter().any(|target| target.contains("wasm")));
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn hidden_at_first_it_comes_when_it_is_shown() {
    on_every_engine(|engine| {
        let served = Served::start();
        let tag = format!(
            "<div hidden id=box><prompt-watt view=badge value='{PROMPT}'></prompt-watt></div>"
        );
        let page = engine.open_site(&served, &tag);
        page.wait_until("the tag is known", |page| {
            page.run(
                "return Boolean(customElements.get('prompt-watt'))",
                Vec::new(),
            ) == true
        });
        page.run("box.hidden = false", Vec::new());
        page.shows_numbers(FRAME);
        page.run("box.hidden = true; box.hidden = false", Vec::new());
        page.shows_numbers(FRAME);
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn twenty_on_a_page_keep_apart() {
    on_every_engine(|engine| {
        let served = Served::start();
        let tags: String = (1..=20)
            .map(|n| {
                format!(
                    "<p><prompt-watt view=badge value='{}'></prompt-watt>",
                    "word ".repeat(n)
                )
            })
            .collect();
        let page = engine.open_site(&served, &tags);
        page.wait_until("each has its own numbers", |page| {
            // Those further down are fetched when they come near.
            let counts = page.run(
                "const tags = [...document.querySelectorAll('prompt-watt')]; \
                 tags.find((tag) => !tag.result)?.scrollIntoView(); \
                 return tags.map((tag) => tag.result?.tokens.central ?? 0)",
                Vec::new(),
            );
            let counts: Vec<f64> = counts
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|count| count.as_f64())
                .collect();
            counts.len() == 20 && counts.windows(2).all(|two| two[0] > 0.0 && two[0] < two[1])
        });
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn it_can_be_taken_out_at_any_time_and_put_back() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open_site(&served, "<div id=a></div><div id=b></div>");
        page.run(
            "const tag = document.createElement('prompt-watt'); window.tag = tag; tag.setAttribute('view', 'badge'); tag.value = arguments[0]; \
             a.append(tag); tag.remove(); a.append(tag); \
             for (let at = 0; at < 40; at += 1) setTimeout(() => (at % 2 ? b.append(tag) : at % 3 ? tag.remove() : a.append(tag)), at * 7);",
            vec![json!(PROMPT)],
        );
        page.wait_until("it has come to rest", |page| {
            page.run("return b.contains(tag) && tag.result !== null", Vec::new()) == true
        });
        page.shows_numbers(FRAME);
        page.run("tag.remove(); heard.length = 0; a.append(tag)", Vec::new());
        page.shows_numbers(FRAME);
        page.wait_until("it speaks again, and nobody else", |page| {
            page.heard("pw-ready").len() == 1 && !page.heard("pw-change").is_empty()
        });
        assert_eq!(
            page.run(
                "return document.querySelectorAll('prompt-watt').length",
                Vec::new()
            ),
            json!(1)
        );
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn strange_attributes_are_named_once_and_change_nothing() {
    on_every_engine(|engine| {
        let served = Served::start();
        let tag = format!(
            "<prompt-watt view=badge value='{PROMPT}' theme='javascript:alert(1)' lang='<b>' dir=up transport=pigeon units=horses model='../../etc' \
             region='\"><script>' factors='a b' padding=-1></prompt-watt>\
             <prompt-watt view=badge value='{PROMPT}' theme=constructor lang=__proto__ model=constructor region=toString factors=__proto__ \
             padding=1e1></prompt-watt>"
        );
        let page = engine.open_site(&served, &format!("{tag}{tag}"));
        page.wait_until("each has its numbers", |page| {
            page.run("return [...document.querySelectorAll('prompt-watt')].every((tag) => tag.result?.tokens.central > 4)", Vec::new()) == true
        });
        page.shows_numbers(FRAME);
        let warnings: Vec<_> = page
            .console_errors()
            .into_iter()
            .filter(|line| line.contains("prompt-watt>"))
            .collect();
        // Firefox's and WebKit's drivers pass on errors only, or warnings in words of their own.
        if !warnings.is_empty() {
            // Each value once, however often it stands there; a model or place of such a name is looked for, and a place only when it is needed.
            for (name, values) in [
                ("theme", 2),
                ("lang", 2),
                ("dir", 1),
                ("transport", 1),
                ("units", 1),
                ("model", 2),
                ("region", 1),
                ("factors", 1),
                ("padding", 2),
            ] {
                let of_name = warnings
                    .iter()
                    .filter(|line| line.contains(&format!("> {name}=")))
                    .count();
                assert_eq!(of_name, values, "{name}: {warnings:?}");
            }
        }
    });
}

#[test]
fn what_was_taken_out_is_let_go() {
    on_every_engine(|engine| {
        // The others' drivers cannot make their browsers collect.
        if engine != Engine::Chromium {
            return;
        }
        let served = Served::start();
        let page = engine.open_site(&served, "<textarea id=chat></textarea><div id=box></div>");
        let kinds = ["view=badge", "transport=inline", "for=chat view=badge"];
        for kind in kinds {
            page.run(
                &format!("box.innerHTML = '<prompt-watt {kind} value=tides></prompt-watt>'.repeat(10); heard.length = 0; \
                          window.gone = [...box.children].map((tag) => new WeakRef(tag))"),
                Vec::new(),
            );
            page.wait_until("they have started", |page| {
                page.heard("pw-ready").len() == 10
            });
            page.run("box.replaceChildren(); heard.length = 0", Vec::new());
            page.wait_until("nothing holds them", |page| {
                page.devtools("HeapProfiler.collectGarbage", &json!({}));
                page.run(
                    "return gone.filter((tag) => tag.deref()).length",
                    Vec::new(),
                ) == 0
            });
        }
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}
