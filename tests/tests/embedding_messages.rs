//! What passes between a site and the frame: only what both sides have looked through, only from each other, and never a text that was written inside
//! unless its writer agreed.

use promptwatt_tests::{FRAME, Host, Page, Reply, Served, VIEWPORTS, on_every_engine};
use serde_json::{Value, json};

/// What nobody outside the frame may see.
const SECRET: &str = "zanzibar marmalade pomegranate nebula";

fn is_ready(page: &Page) {
    page.wait_until("the tag has its numbers", |page| {
        !page.heard("pw-change").is_empty()
    });
}

/// The height of the frame, and how often each event was heard.
fn state(page: &Page) -> Value {
    page.run(
        "const frame = document.querySelector('prompt-watt').shadowRoot.querySelector('iframe'); \
         return [frame.style.blockSize, heard.length, document.querySelector('prompt-watt').value, JSON.stringify(document.querySelector('prompt-watt').result)]",
        Vec::new(),
    )
}

/// Lets every message that was posted before arrive: messages of one window come in their order.
fn settle(page: &Page) {
    page.run_async(
        "const done = arguments[0]; addEventListener('message', function end({ data }) { if (data === 'settled') { removeEventListener('message', end); done(); } }); \
         window.postMessage('settled', '*')",
        Vec::new(),
    );
}

/// What the tag must not listen to, as the script that says it; `id` is the number of its frame.
const LIES: &[(&str, &str)] = &[
    (
        "a height beyond all measure",
        "({ type: 'size', height: 1e9 })",
    ),
    ("a height below nothing", "({ type: 'size', height: -50 })"),
    ("no number", "({ type: 'size', height: NaN })"),
    ("infinity", "({ type: 'size', height: Infinity })"),
    ("a height in words", "({ type: 'size', height: '400' })"),
    ("no height", "({ type: 'size' })"),
    ("another version", "({ v: 2, type: 'size', height: 555 })"),
    (
        "another sender's name",
        "({ ns: 'other', type: 'size', height: 555 })",
    ),
    (
        "another tag's number",
        "({ id: 'other', type: 'size', height: 555 })",
    ),
    (
        "a name of an object's own",
        "({ id: '__proto__', type: 'size', height: 555 })",
    ),
    ("an unknown type", "({ type: 'constructor' })"),
    (
        "numbers that are none",
        "({ type: 'change', exact: true, tokens: { low: 'x', central: 2, high: 3 }, wattHours: { low: 1, central: 2, high: 3 } })",
    ),
    (
        "a range upside down",
        "({ type: 'change', exact: true, tokens: { low: 3, central: 2, high: 1 }, wattHours: { low: 1, central: 2, high: 3 } })",
    ),
    (
        "half of the numbers",
        "({ type: 'change', exact: true, tokens: { low: 1, central: 2, high: 3 } })",
    ),
    (
        "a text that was not asked for",
        "({ type: 'shared', text: 'a text' })",
    ),
    (
        "an edit where there is no field",
        "({ type: 'edit', revision: 0, edits: [{ start: 0, end: 1, text: '' }] })",
    ),
    (
        "an error in prose",
        "({ type: 'error', code: '<b>call this number</b>' })",
    ),
    (
        "savings that are none",
        "({ type: 'applied', tokensSaved: 'all' })",
    ),
    ("nothing", "null"),
    ("a word", "'promptwatt'"),
];

/// A site with a tag, and a frame of somebody else's.
fn beside_a_stranger(served: &Served, view: &str) -> Host {
    let body = format!(
        "<prompt-watt view={view} value='Explain tides.'></prompt-watt><iframe id=stranger src=/stranger></iframe>"
    );
    Host::start([
        ("/", Reply::embedding(served, &body)),
        (
            "/stranger",
            Reply::html("<!doctype html><p>An advertisement"),
        ),
    ])
}

#[test]
fn a_site_believes_only_its_own_frame_and_only_what_is_in_order() {
    on_every_engine(|engine| {
        let served = Served::start();
        let host = beside_a_stranger(&served, "badge");
        let page = engine.open_at(&host.url("/"), VIEWPORTS.desktop);
        is_ready(&page);
        let id = page.run(
            "return new URLSearchParams(new URL(document.querySelector('prompt-watt').shadowRoot.querySelector('iframe').src).hash.slice(1)).get('id')",
            Vec::new(),
        );
        let before = state(&page);
        let post = |lie: &str| {
            format!(
                "const lie = {lie}; parent.postMessage(lie && typeof lie == 'object' ? {{ ns: 'promptwatt', v: 1, id: arguments[0], ...lie }} : lie, '*')"
            )
        };
        for (name, lie) in LIES {
            page.in_frame(FRAME, |page| page.run(&post(lie), vec![id.clone()]));
            settle(&page);
            assert_eq!(state(&page), before, "{name}");
        }
        // In order, but from a stranger who has learned the number; and from the site itself.
        let truths = [
            "({ type: 'size', height: 333 })",
            "({ type: 'change', exact: true, tokens: { low: 1, central: 2, high: 3 }, wattHours: { low: 1, central: 2, high: 3 } })",
            "({ type: 'ready' })",
        ];
        for truth in truths {
            page.in_frame("#stranger", |page| page.run(&post(truth), vec![id.clone()]));
            page.run(&post(truth), vec![id.clone()]);
            settle(&page);
            assert_eq!(state(&page), before, "from a stranger: {truth}");
        }
        // The same from the frame is believed, and what else stands in the message does not get through.
        page.in_frame(FRAME, |page| {
            page.run(&post(truths[0]), vec![id.clone()]);
            page.run(
                &post("({ type: 'change', exact: true, tokens: { low: 1, central: 2, high: 3, text: 'x' }, wattHours: { low: 1, central: 2, high: 3 }, text: 'x' })"),
                vec![id.clone()],
            )
        });
        settle(&page);
        assert_eq!(state(&page)[0], json!("333px"));
        let heard = page.heard("pw-change");
        let expected = json!({ "tokens": { "low": 1, "central": 2, "high": 3 }, "exact": true, "wattHours": { "low": 1, "central": 2, "high": 3 } });
        let last = heard.last().cloned().unwrap_or_default();
        for key in ["tokens", "exact", "wattHours"] {
            assert_eq!(last[key], expected[key], "{last}");
        }
        assert!(!last.to_string().contains("text"), "{last}");
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn a_frame_believes_only_the_site_around_it_and_only_what_is_in_order() {
    on_every_engine(|engine| {
        let served = Served::start();
        let host = beside_a_stranger(&served, "compact");
        let page = engine.open_at(&host.url("/"), VIEWPORTS.desktop);
        is_ready(&page);
        let id = page.run(
            "window.frame = document.querySelector('prompt-watt').shadowRoot.querySelector('iframe'); return new URLSearchParams(new URL(frame.src).hash.slice(1)).get('id')",
            Vec::new(),
        );
        let looks = |page: &Page| {
            page.in_frame(FRAME, |page| {
                page.run(
                    "const page = document.documentElement; return [document.querySelector('#text').value, document.querySelector('#tokens').textContent, page.dir, page.dataset.theme ?? '', page.getAttribute('style') ?? '', document.images.length]",
                    Vec::new(),
                )
            })
        };
        let before = looks(&page);
        // A stranger beside the frame finds it, and knows its number.
        page.in_frame("#stranger", |page| {
            page.run(
                "const message = { ns: 'promptwatt', v: 1, id: arguments[0], type: 'text', text: 'forged', revision: 9 }; \
                 for (let at = 0; at < parent.length; at += 1) parent[at].postMessage(message, '*')",
                vec![id.clone()],
            )
        });
        let lies = [
            "{ type: 'text', text: 5, revision: 1 }",
            "{ type: 'text', text: 'x', revision: 'now' }",
            "{ type: 'text', text: 'x'.repeat(1000001), revision: 1 }",
            "{ type: 'set', settings: 'all' }",
            "{ type: 'set', settings: null }",
            "{ type: 'set', v: 3, settings: { theme: 'dark' } }",
            "{ type: 'set', id: 'other', settings: { theme: 'dark' } }",
            "{ type: 'set', settings: { theme: 'javascript:x', dir: 'up', units: 1, padding: 1e9, model: '<img src=x>', \
               styles: { paper: 'url(https://example.org/x)', radius: '1px;color:red', '--x': 'red', size: 'calc(1px*9)' } } }",
        ];
        for lie in lies {
            page.run(
                &format!("frame.contentWindow.postMessage({{ ns: 'promptwatt', v: 1, id: arguments[0], ...{lie} }}, '*')"),
                vec![id.clone()],
            );
        }
        // Messages come in their order: once this one has worked, all others have come.
        page.run(
            "document.querySelector('prompt-watt').setAttribute('padding', '7')",
            Vec::new(),
        );
        page.in_frame(FRAME, |page| {
            page.wait_until("the last message", |page| {
                let style =
                    "return document.documentElement.style.getPropertyValue('--pw-padding')";
                page.run(style, Vec::new()) == "7px"
            });
            page.run(
                "document.documentElement.removeAttribute('style')",
                Vec::new(),
            )
        });
        assert_eq!(looks(&page), before);
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn a_text_written_inside_stays_inside() {
    on_every_engine(|engine| {
        let served = Served::start();
        let host = Host::start([
            (
                "/badge",
                Reply::embedding(&served, "<prompt-watt view=badge></prompt-watt>"),
            ),
            (
                "/compact",
                Reply::embedding(
                    &served,
                    "<form><prompt-watt name=cost value='Explain tides.'></prompt-watt></form>",
                ),
            ),
        ]);
        let page = engine.open_at(&host.url("/badge"), VIEWPORTS.desktop);
        for path in ["/badge", "/compact"] {
            page.go(&host.url(path));
            page.in_frame(FRAME, |page| page.by_css("#text").write_inside(SECRET));
            page.wait_until("the numbers of it", |page| {
                page.heard("pw-change")
                    .last()
                    .is_some_and(|numbers| numbers["tokens"]["central"].as_f64() > Some(3.9))
            });
            let told = page.run(
                "const tag = document.querySelector('prompt-watt'); return JSON.stringify([messages, heard, tag.value, tag.result, location.href, \
                 [...new FormData(document.querySelector('form') ?? undefined)]])",
                Vec::new(),
            );
            let told = told.as_str().unwrap_or_default();
            assert!(told.contains("wattHours"), "{told}");
            for word in SECRET.split(' ') {
                assert!(!told.contains(word), "{path}: {told}");
            }
            page.in_frame(FRAME, |page| {
                assert!(!page.by_css("#share").is_shown(), "nobody asked for it");
            });
        }
        let requests = served.requests();
        assert!(
            requests
                .iter()
                .all(|one| one.method == "GET" && one.body_bytes == 0)
        );
        assert!(
            !requests.iter().any(|one| one.target.contains(['?', '%'])
                || SECRET.split(' ').any(|word| one.target.contains(word))),
            "{requests:?}"
        );
    });
}

#[test]
fn a_text_is_shared_where_the_tag_asks_and_the_visitor_agrees() {
    on_every_engine(|engine| {
        let served = Served::start();
        let host = Host::start([(
            "/",
            Reply::embedding(&served, "<prompt-watt share-text></prompt-watt>"),
        )]);
        let page = engine.open_at(&host.url("/"), VIEWPORTS.desktop);
        let text = |page: &Page| {
            page.run(
                "return document.querySelector('prompt-watt').value",
                Vec::new(),
            )
        };
        page.in_frame(FRAME, |page| {
            page.wait_until("the visitor is asked", |page| {
                page.by_css("#share").is_shown()
            });
            assert!(
                page.text_of("#share").contains("localhost"),
                "by the site's name"
            );
            assert!(!page.by_css("#agreed").is_checked());
            page.by_css("#text").write_inside(SECRET);
        });
        page.wait_until("numbers", |page| {
            page.heard("pw-change")
                .last()
                .is_some_and(|numbers| numbers["tokens"]["central"].as_f64() > Some(3.9))
        });
        assert_eq!(text(&page), json!(""));
        page.in_frame(FRAME, |page| {
            // What is found in the text comes before the box, and moves it.
            page.wait_until_at_rest();
            page.by_css("#agreed").click();
        });
        page.wait_until("the site has the text", |page| text(page) == SECRET);
        assert_eq!(
            page.heard("pw-text").last(),
            Some(&json!({ "text": SECRET }))
        );
        // For this tab: after a reload nobody is asked again.
        page.go(&host.url("/"));
        page.in_frame(FRAME, |page| {
            page.wait_until("the answer is remembered", |page| {
                page.by_css("#agreed").is_checked()
            });
            page.by_css("#text").write_inside("once more");
        });
        page.wait_until("the site has it", |page| text(page) == "once more");
    });
}

#[test]
fn a_frame_that_was_led_elsewhere_is_not_believed() {
    on_every_engine(|engine| {
        let served = Served::start();
        let host = beside_a_stranger(&served, "badge");
        let page = engine.open_at(&host.url("/"), VIEWPORTS.desktop);
        is_ready(&page);
        let id = page.run(
            "window.frame = document.querySelector('prompt-watt').shadowRoot.querySelector('iframe'); const { src } = frame; frame.src = '/stranger'; \
             return new URLSearchParams(new URL(src).hash.slice(1)).get('id')",
            Vec::new(),
        );
        page.in_frame(FRAME, |page| {
            page.wait_until("the stranger stands in the frame", |page| {
                page.text_of("p") == "An advertisement"
            });
        });
        let before = state(&page);
        for truth in [
            "{ type: 'ready' }",
            "{ type: 'size', height: 333 }",
            "{ type: 'shared', text: 'x' }",
        ] {
            let post = format!(
                "parent.postMessage({{ ns: 'promptwatt', v: 1, id: arguments[0], ...{truth} }}, '*')"
            );
            page.in_frame(FRAME, |page| page.run(&post, vec![id.clone()]));
        }
        // A text given now does not go to the stranger.
        page.in_frame(FRAME, |page| {
            page.run(
                "window.heard = []; addEventListener('message', ({ data }) => heard.push(data))",
                Vec::new(),
            )
        });
        page.run(
            "document.querySelector('prompt-watt').setAttribute('padding', '3')",
            Vec::new(),
        );
        settle(&page);
        assert_eq!(state(&page), before);
        page.run("frame.contentWindow.postMessage('ping', '*'); frame.contentWindow.postMessage('last', '*')", Vec::new());
        page.in_frame(FRAME, |page| {
            page.wait_until("what was sent on purpose has come", |page| {
                page.run("return heard.includes('last')", Vec::new()) == true
            });
            assert_eq!(
                page.run("return heard", Vec::new()),
                json!(["ping", "last"])
            );
        });
    });
}

#[test]
fn edits_of_a_text_that_was_written_inside_are_told_to_nobody() {
    const WORDY: &str = "Could you please explain marmalade in order to help me?";
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open_site(&served, "<prompt-watt></prompt-watt>");
        is_ready(&page);
        let press = "const button = [...document.querySelectorAll('#list button')].find((one) => one.ariaLabel.includes('in order to')); button?.click(); return Boolean(button)";
        page.in_frame(FRAME, |page| {
            page.by_css("#text").write_inside(WORDY);
            page.wait_until("a suggestion", |page| {
                page.text_of("#list").contains("in order to")
            });
        });
        // A site that calls the visitor's text that of its own field learns nothing by it.
        page.run(
            "const frame = document.querySelector('prompt-watt').shadowRoot.querySelector('iframe'); \
             const id = new URLSearchParams(new URL(frame.src).hash.slice(1)).get('id'); messages.length = 0; \
             frame.contentWindow.postMessage({ ns: 'promptwatt', v: 1, id, type: 'set', settings: { field: true, padding: 5 } }, '*')",
            Vec::new(),
        );
        page.in_frame(FRAME, |page| {
            page.wait_until("the site's settings hold", |page| {
                !page.by_css("#text").is_shown()
            });
            page.wait_until("the suggestion can be pressed", |page| {
                page.run(press, Vec::new()) == true
            });
            // What is posted after all else comes after it.
            page.run("parent.postMessage('the end', '*')", Vec::new());
        });
        let told = || {
            page.run("return messages.join()", Vec::new())
                .as_str()
                .unwrap_or_default()
                .to_owned()
        };
        page.wait_until("all has come", |_| told().contains("the end"));
        for word in ["edit", "marmalade", "applied"] {
            assert!(!told().contains(word), "{}", told());
        }
    });
}
