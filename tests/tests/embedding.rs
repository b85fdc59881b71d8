//! The tag in other sites: what a person perceives there, and what the site around hears.

use promptwatt_tests::{
    Engine, Host, Page, Reply, Served, VIEWPORTS, official_count, on_every_engine,
};
use promptwatt_tokens::estimate;
use serde_json::json;

/// What the tags of these tests are given.
const PROMPT: &str = "Explain how photosynthesis works.";
/// The frame of the first tag.
const FRAME: &str = "prompt-watt >>> iframe";

/// Waits until the site hears numbers and a person sees them in the frame at `css`.
#[track_caller]
fn shows_numbers(page: &Page, css: &str) {
    page.in_frame(css, |page| {
        page.wait_until("a person sees the numbers", |page| {
            page.text_of("#tokens").contains('≈')
                && page.text_of("main").contains("Wh")
                && !page.text_of("#tokens").contains('0')
        });
    });
}

#[test]
fn one_tag_shows_what_a_prompt_costs() {
    on_every_engine(|engine| {
        let served = Served::start();
        let tag = format!("<prompt-watt view=badge value='{PROMPT}'></prompt-watt>");
        let page = engine.open_site(&served, &tag);
        shows_numbers(&page, FRAME);
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

/// The minimum of a site's own policy that the guide states; the test's own script comes from the site itself.
fn strictest(served: &Served) -> String {
    let ours = served.url("");
    format!("default-src 'none'; script-src 'self' {ours}; frame-src {ours}; img-src data:")
}

#[test]
fn it_works_in_every_kind_of_site() {
    let tag = &format!("<prompt-watt view=badge value='{PROMPT}'></prompt-watt>");
    on_every_engine(|engine| {
        let served = Served::start();
        let site = |body: &str| Reply::embedding(&served, body);
        let sites = [
            ("/plain", site(tag)),
            (
                "/strict",
                site(tag).with("Content-Security-Policy", strictest(&served)),
            ),
            (
                "/isolated",
                site(tag)
                    .with("Cross-Origin-Embedder-Policy", "require-corp")
                    .with("Cross-Origin-Opener-Policy", "same-origin"),
            ),
            (
                "/reset",
                site(&format!(
                    "<style>* {{ all: unset !important; display: inline !important; font-size: 0 !important; text-transform: uppercase !important }} \
                     iframe, div {{ display: none !important; width: 0 !important; opacity: 0 !important }}</style>{tag}"
                )),
            ),
            (
                "/shadow",
                site("<div id=host></div><script src=/shadow.js></script>"),
            ),
            (
                "/dialog",
                site(&format!(
                    "<dialog>{tag}</dialog><script>document.querySelector('dialog').showModal()</script>"
                )),
            ),
        ];
        let shadow = format!(
            "document.querySelector('#host').attachShadow({{ mode: 'open' }}).innerHTML = \"{tag}\""
        );
        let paths: Vec<_> = sites.iter().map(|(path, _)| *path).collect();
        let host = Host::start(
            sites
                .into_iter()
                .chain([("/shadow.js", Reply::script(shadow))]),
        );
        let page = engine.open_at(&host.url("/plain"), VIEWPORTS.desktop);
        for path in paths {
            println!("  {path}");
            page.go(&host.url(path));
            let css = match path {
                "/shadow" => "#host >>> prompt-watt >>> iframe",
                _ => FRAME,
            };
            shows_numbers(&page, css);
            page.wait_until("the site hears them too", |page| {
                !page.heard("pw-change").is_empty()
            });
            // A person could not use what has no room.
            let room = page.run(
                "const frame = arguments[0].split(' >>> ').reduce((root, css) => (root.shadowRoot ?? root).querySelector(css), document); \
                 const { width, height } = frame.getBoundingClientRect(); return [width, height]",
                vec![json!(css)],
            );
            assert!(
                room[0].as_f64() > Some(250.0) && room[1].as_f64() > Some(30.0),
                "{path}: {room}"
            );
            if path == "/isolated" {
                assert_eq!(
                    page.run("return crossOriginIsolated", Vec::new()),
                    json!(true)
                );
            }
            assert_eq!(page.console_errors(), Vec::<String>::new(), "{path}");
        }
    });
}

#[test]
fn it_speaks_the_language_of_the_site() {
    on_every_engine(|engine| {
        let served = Served::start();
        let tag = format!("<prompt-watt view=badge value='{PROMPT}'></prompt-watt>");
        let host = Host::start([
            (
                "/ar",
                Reply::embedding_in(&served, "lang=ar-EG dir=rtl", &tag),
            ),
            ("/de", Reply::embedding_in(&served, "lang=de", &tag)),
            (
                "/own",
                Reply::embedding_in(
                    &served,
                    "lang=ar dir=rtl",
                    &tag.replace("view", "lang=fr view"),
                ),
            ),
        ]);
        let page = engine.open_at(&host.url("/ar"), VIEWPORTS.phone);
        for (path, word, dir) in [
            ("/ar", "الرموز", "rtl"),
            ("/de", "Tokens", "ltr"),
            ("/own", "Énergie", "ltr"),
        ] {
            page.go(&host.url(path));
            page.in_frame(FRAME, |page| {
                page.wait_until(word, |page| page.text_of("#more").contains(word));
                assert_eq!(
                    page.run("return document.dir", Vec::new()),
                    json!(dir),
                    "{path}"
                );
                let wide = "return document.documentElement.scrollWidth <= innerWidth";
                assert_eq!(
                    page.run(wide, Vec::new()),
                    json!(true),
                    "{path} scrolls sideways"
                );
            });
        }
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
        shows_numbers(&page, FRAME);
        page.run("box.hidden = true; box.hidden = false", Vec::new());
        shows_numbers(&page, FRAME);
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
        shows_numbers(&page, FRAME);
        page.run("tag.remove(); heard.length = 0; a.append(tag)", Vec::new());
        shows_numbers(&page, FRAME);
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
        shows_numbers(&page, FRAME);
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
fn a_plain_frame_needs_nothing_around_it() {
    on_every_engine(|engine| {
        let served = Served::start();
        let source = served.url("/embed/en/compact/#value=Explain%20how%20photosynthesis%20works.&theme=dark&model=no-such");
        let plain = format!(
            "<!doctype html><title>A site</title><link rel=icon href='data:,'><iframe width=500 height=200 src='{source}'></iframe>"
        );
        let sandboxed = plain.replace("<iframe ", "<iframe sandbox='allow-scripts' ");
        let host = Host::start([
            ("/plain", Reply::html(plain)),
            ("/sandboxed", Reply::html(sandboxed)),
        ]);
        let page = engine.open_at(&host.url("/plain"), VIEWPORTS.desktop);
        for path in ["/plain", "/sandboxed"] {
            page.go(&host.url(path));
            shows_numbers(&page, "iframe");
            page.in_frame("iframe", |page| {
                // The drivers compute no names inside a frame of another site.
                let field = page.by_css("#text");
                assert_eq!(
                    field.attribute("aria-label").as_deref(),
                    Some("Your prompt")
                );
                assert_eq!(field.value(), PROMPT);
                let (dark, scrolls) = (
                    "return document.documentElement.dataset.theme",
                    "return document.documentElement.scrollHeight > innerHeight",
                );
                assert_eq!(page.run(dark, Vec::new()), json!("dark"));
                assert_eq!(
                    page.run(scrolls, Vec::new()),
                    json!(true),
                    "what has no room scrolls inside"
                );
            });
            assert_eq!(page.console_errors(), Vec::<String>::new(), "{path}");
        }
    });
}

/// Browsers lay a frame out before its style has come, in some runs, and count what moves then as a shift of the site around.
#[test]
fn a_frame_takes_no_room_before_its_style_is_there() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/embed/en/compact/", VIEWPORTS.desktop);
        for view in ["badge", "compact", "full"] {
            let shown = page.run_async(
                "const [path, done] = arguments; fetch(path).then((answer) => answer.text()).then((html) => { \
                   const { body } = new DOMParser().parseFromString(html, 'text/html'); body.querySelectorAll('noscript').forEach((one) => one.remove()); \
                   for (const sheet of document.styleSheets) sheet.disabled = true; document.body.replaceChildren(...body.children); \
                   done([document.body.innerText.trim(), document.body.getBoundingClientRect().height]); })",
                vec![json!(served.url(&format!("/embed/en/{view}/")))],
            );
            assert_eq!(shown, json!(["", 0]), "{view}");
        }
    });
}

#[test]
fn a_site_in_a_sandbox_can_embed_it() {
    on_every_engine(|engine| {
        let served = Served::start();
        let tag = format!("<prompt-watt view=badge value='{PROMPT}'></prompt-watt>");
        let host = Host::start([
            (
                "/",
                Reply::html(
                    "<!doctype html><link rel=icon href='data:,'><iframe sandbox='allow-scripts' width=600 height=300 src=/inner></iframe>",
                ),
            ),
            ("/inner", Reply::embedding(&served, &tag)),
        ]);
        let page = engine.open_at(&host.url("/"), VIEWPORTS.desktop);
        page.in_frame("iframe", |page| {
            page.wait_until("the site in the sandbox hears the numbers", |page| {
                !page.heard("pw-change").is_empty()
            });
            shows_numbers(page, FRAME);
        });
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

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
