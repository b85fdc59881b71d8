//! The sites that the tag stands in: their policies, their languages, a frame without the tag, a sandbox.

use promptwatt_tests::{FRAME, Host, Reply, Served, VIEWPORTS, on_every_engine};
use serde_json::json;

/// What the tags of these tests are given.
const PROMPT: &str = "Explain how photosynthesis works.";

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
            page.shows_numbers(css);
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
            page.shows_numbers("iframe");
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
            page.shows_numbers(FRAME);
        });
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}
