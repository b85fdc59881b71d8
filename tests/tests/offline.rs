//! After one visit the page works without a connection; a new version announces itself; and where there is no worker the page works as without one.

use promptwatt_tests::{
    Engine, Page, Person, Served, Texts, VIEWPORTS, official_count, on_every_engine,
};
use std::fs;

const PROMPT: &str = "Could you please explain how tides work, in order to teach it?";
/// Control and A, then all keys up.
const CONTROL_A: &str = "\u{E009}a\u{E000}";

#[test]
fn after_one_visit_everything_that_was_fetched_works_with_the_network_off() {
    on_every_engine(|engine| {
        let mut served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        person.prompt().type_text(PROMPT);
        person.reads_exactly(official_count(PROMPT));
        let suggestions = person.awaits_suggestions();
        waits_until_kept(
            &page,
            &[
                "/",
                ".css",
                "_bg.wasm",
                "o200k_base-ascii",
                "files.js",
                "later-",
                "en.rules",
            ],
        );
        served.stop();
        page.reload();
        person.reads_exactly(official_count(PROMPT));
        assert_eq!(person.prompt().value(), PROMPT);
        assert_eq!(person.awaits_suggestions(), suggestions);
        person.prompt().type_text(" Thanks");
        person.reads_exactly(official_count(&format!("{PROMPT} Thanks")));
        // A script whose part was never fetched: the estimate says so, and nothing is lost.
        person.prompt().type_text(" мир");
        person.reads("an estimate", |figures| figures.tokens.starts_with('≈'));
        page.reload();
        assert_eq!(person.prompt().value(), format!("{PROMPT} Thanks мир"));
    });
}

#[test]
fn the_first_visit_asks_for_eight_files_at_most_and_the_next_for_none() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        person.reads("the first number", |_| true);
        waits_until_in_charge(&page);
        page.wait_until_at_rest();
        let first = served.requests();
        let listed = |requests: &[promptwatt_tests::Request]| -> Vec<String> {
            let targets = requests.iter().map(|request| request.target.clone());
            targets.collect()
        };
        let shell = [".css", ".js", ".wasm"];
        let before_the_number = |target: &String| {
            target != "/sw.js" && (target == "/" || shell.iter().any(|end| target.ends_with(end)))
        };
        let targets = listed(&first);
        let by_the_page = targets.iter().take_while(|target| *target != "/sw.js");
        let asked = by_the_page
            .filter(|target| before_the_number(target))
            .count();
        assert_eq!(asked, 5, "{targets:?}");
        assert!(targets.len() <= 8, "{targets:?}");
        waits_until_kept(&page, &["/", ".css", "_bg.wasm", "boot-"]);
        let first = served.requests();
        page.reload();
        person.reads("the first number", |_| true);
        page.wait_until_at_rest();
        let again = listed(&served.requests()[first.len()..]);
        // The browser asks whether there is a new version, and no more.
        assert!(
            again
                .iter()
                .all(|target| target == "/sw.js" || target.ends_with("manifest.webmanifest")),
            "{again:?}"
        );
    });
}

/// It asks for one to learn whether the browser has a cache. What browsers take from their own cache no server sees, so the worker itself is asked.
#[test]
fn the_worker_asks_for_the_boot_script_once() {
    on_every_engine(|engine| {
        let served = Served::start_copy();
        let worker = fs::read_to_string(served.file("/sw.js")).expect("the copy can be read");
        let counting = "on('activate', async () => (await caches.open('asked')).put('/asked', \
                        new Response(performance.getEntriesByName(ROOT + SHELL[0]).length)));";
        change(&served, "/sw.js", &format!("{worker}\n{counting}"));
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        waits_until_in_charge(&page);
        let asked = page.run_async(
            "const done = arguments[arguments.length - 1]; \
             const look = () => caches.match('/asked').then((found) => (found ? found.text().then(done) : setTimeout(look, 50))); look()",
            Vec::new(),
        );
        // WebKit's workers are not told what moved: there it takes a second answer.
        let expected = if engine == Engine::WebKitGtk {
            "2"
        } else {
            "1"
        };
        assert_eq!(asked, expected);
    });
}

#[test]
fn a_new_version_announces_itself_and_loses_no_text() {
    on_every_engine(|engine| {
        let served = Served::start_copy();
        let page = engine.open(&served, "/", VIEWPORTS.phone);
        let person = Person::at(&page, "en");
        person.prompt().type_text(PROMPT);
        person.reads_exactly(official_count(PROMPT));
        person.awaits_suggestions();
        waits_until_kept(&page, &["/", "_bg.wasm", "o200k_base-ascii", "en.rules"]);
        assert!(!page.has("button", person.text("offline.renew")));
        let vocabularies = || {
            let requests = served.requests();
            let of_vocabularies = requests
                .iter()
                .filter(|request| request.target.contains(".vocab"));
            of_vocabularies.count()
        };
        let fetched = vocabularies();
        let old = build_of(&served);
        let new = "0123456789abcdef";
        for path in ["/", "/ar/", "/sw.js"] {
            let file = served.file(path);
            let text = fs::read_to_string(&file).expect("the copy can be read");
            let text = text.replace(&old, new).replace("<h1>", "<h1>Version 2. ");
            change(&served, path, &text);
        }
        page.reload();
        person.reads_exactly(official_count(PROMPT));
        assert!(
            !page.text_of("h1").contains("Version 2"),
            "what is open stays as it is until the visitor says so"
        );
        person.prompt().type_text(" More.");
        looks_for_a_new_version(&page);
        page.wait_until("the browser has the new version ready", |page| {
            versions(page).contains("waiting")
        });
        person.press("offline.renew");
        page.wait_until("the new version", |page| {
            page.text_of("h1").contains("Version 2")
        });
        let text = format!("{PROMPT} More.");
        assert_eq!(person.prompt().value(), text);
        person.reads_exactly(official_count(&text));
        person.awaits_suggestions();
        // What was kept is kept on, in the cache of the new version alone.
        waits_until_kept(&page, &["/", "_bg.wasm", "o200k_base-ascii", "en.rules"]);
        let caches = page.run_async(
            "const done = arguments[arguments.length - 1]; \
             caches.keys().then((names) => done(names.filter((name) => name.startsWith(location.origin))))",
            Vec::new(),
        );
        assert_eq!(
            caches,
            serde_json::json!([format!("{} {new}", served.url("/"))])
        );
        assert!(!page.has("button", person.text("offline.renew")));
        assert_eq!(
            vocabularies(),
            fetched,
            "the vocabulary is not fetched again for a new version"
        );
    });
}

#[test]
fn a_file_that_is_no_more_the_builds_is_not_kept() {
    on_every_engine(|engine| {
        let served = Served::start_copy();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        waits_until_kept(&page, &["/", "_bg.wasm"]);
        // A page of the next build, an unknown file, an address with a query: all pass by.
        let old = build_of(&served);
        let arabic = fs::read_to_string(served.file("/ar/")).expect("the copy can be read");
        change(&served, "/ar/", &arabic.replace(&old, "0123456789abcdef"));
        fs::write(served.file("/vocab/other-ascii-12345678.vocab"), "x")
            .expect("the copy is the test's own");
        let got = page.run_async(
            "const done = arguments[arguments.length - 1]; \
             Promise.all(['ar/', 'vocab/other-ascii-12345678.vocab', '_headers', 'rules/en.rules?x'].map((path) => fetch(path).then(({ ok }) => ok))).then(done)",
            Vec::new(),
        );
        assert_eq!(got, serde_json::json!([true, true, true, true]));
        person.prompt().type_text(PROMPT);
        person.reads_exactly(official_count(PROMPT));
        waits_until_kept(&page, &["o200k_base-ascii"]);
        let kept = kept(&page);
        for other in [
            "/ar/",
            "/vocab/other-ascii-12345678.vocab",
            "/_headers",
            "/rules/en.rules?x",
        ] {
            assert!(!kept.iter().any(|path| path == other), "{other}: {kept:?}");
        }
    });
}

#[test]
fn where_no_worker_or_no_storage_is_allowed_the_page_works_as_before() {
    on_every_engine(|engine| {
        let refusals = [
            "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() { return undefined; } });",
            "ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('denied', 'SecurityError'));",
            "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() { throw new DOMException('denied', 'SecurityError'); } });",
        ];
        for refusal in refusals {
            let served = Served::start_with(refusal);
            let page = engine.open(&served, "/", VIEWPORTS.desktop);
            let person = Person::at(&page, "en");
            person.prompt().type_text(PROMPT);
            person.reads_exactly(official_count(PROMPT));
            page.reload();
            person.reads_exactly(official_count(PROMPT));
            assert_eq!(person.prompt().value(), PROMPT);
            assert!(!page.has("button", person.text("offline.keep_all")));
            assert!(
                !served
                    .requests()
                    .iter()
                    .any(|request| request.target == "/sw.js")
            );
            assert_eq!(page.console_errors(), Vec::<String>::new());
        }
    });
}

#[test]
fn everything_is_kept_when_the_visitor_asks_for_it() {
    on_every_engine(|engine| {
        let mut served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        person.prompt().type_text(PROMPT);
        person.reads_exactly(official_count(PROMPT));
        waits_until_kept(&page, &["/", "_bg.wasm", "o200k_base-ascii"]);
        person.press("offline.keep_all");
        let offer = person.text("offline.fetch_rest").to_owned();
        let (before, _) = offer.split_once('{').expect("the offer says how much");
        let shown = |page: &Page| page.text_of("#keep-all");
        page.wait_until("it says what it will fetch", |page| {
            shown(page).starts_with(before.trim())
        });
        let asked = served.requests().len();
        let name = shown(&page);
        assert!(name.contains(" MB") && name.contains(" Wh"), "{name}");
        page.by_role("button", &name).click();
        page.wait_until("everything is kept", |page| {
            page.has("button", person.text("offline.kept"))
        });
        let fetched = &served.requests()[asked..];
        // What the browser had, but the worker had not been told of yet, is merely confirmed: 304.
        assert!(
            fetched
                .iter()
                .all(|request| matches!(request.status, 200 | 304)),
            "{fetched:?}"
        );
        // Where only what was made of the vocabulary was kept, its file is still to come.
        assert!(
            engine == Engine::WebKitGtk
                || !fetched
                    .iter()
                    .any(|request| request.target.contains("o200k_base-ascii")),
            "what was there is not fetched again: {fetched:?}"
        );
        served.stop();
        let text = "Привет, мир! こんにちは 안녕 مرحبا";
        person.prompt().type_text(&format!("{CONTROL_A}{text}"));
        person.reads_exactly(official_count(text));
        page.by_role("link", Texts::of("ar").get("language.name"))
            .click();
        let arabic = Person::at(&page, "ar");
        page.wait_until("the Arabic page", |page| {
            page.title() == arabic.text("page.title")
        });
        arabic.reads_exactly(official_count(text));
        assert_eq!(arabic.prompt().value(), text);
    });
}

#[test]
fn the_footer_says_what_was_really_moved() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        person.reads("the first number", |_| true);
        let (before, after) = person
            .text("cost.page")
            .split_once("{bytes}")
            .expect("the sentence says how many bytes");
        let (before, after) = (
            before.to_owned(),
            after.split('{').next().unwrap_or_default().to_owned(),
        );
        let kilobytes = |page: &Page| {
            let said = page.text_of("#cost");
            let (_, rest) = said.split_once(&before)?;
            rest.split_once(&after)?.0.parse::<f64>().ok()
        };
        // What the page links, as the server sends it: WebKitGTK takes no brotli from a server without encryption.
        let encoding = if matches!(engine, Engine::WebKitGtk) {
            "gz"
        } else {
            "br"
        };
        let mut linked: Vec<String> = served
            .requests()
            .into_iter()
            .map(|request| request.target)
            .filter(|target| {
                target == "/"
                    || (target != "/sw.js"
                        && [".css", ".js", ".wasm"]
                            .iter()
                            .any(|end| target.ends_with(end)))
            })
            .collect();
        linked.sort_unstable();
        linked.dedup();
        let sent: u64 = linked
            .iter()
            .map(|target| {
                let file = served.file(target);
                let packed = fs::metadata(format!("{}.{encoding}", file.display()));
                packed
                    .or_else(|_| fs::metadata(&file))
                    .map_or(0, |data| data.len())
            })
            .sum();
        let sent = sent as f64 / 1000.0;
        page.wait_until("the footer says about as much", |page| {
            kilobytes(page).is_some_and(|said| said >= sent - 2.0 && said <= sent + 8.0)
        });
        // What a text brings is told by itself: opening the page was no heavier for it, but for the worker itself, which WebKit lists with the page's files.
        // Most people write when the worker is in charge already: then it fetches, and the browser tells the page of 0 bytes.
        let opened = kilobytes(&page).expect("the footer says how much");
        waits_until_in_charge(&page);
        person.prompt().type_text("Please explain tides.");
        person.reads_an_exact_count();
        for key in ["cost.coach", "cost.vocabulary"] {
            let sentence = person.text(key).split('{').next().unwrap_or_default();
            page.wait_until(key, |page| page.text_of("#cost").contains(sentence));
        }
        let now = kilobytes(&page).expect("the footer says how much");
        assert!(
            (opened..opened + 3.0).contains(&now),
            "{opened} kB, then {now} kB"
        );
        waits_until_kept(&page, &["/", ".css", "_bg.wasm"]);
        page.reload();
        page.wait_until("nothing was moved the second time", |page| {
            kilobytes(page).is_some_and(|said| said <= 1.0)
        });
    });
}

/// The paths of all files that the worker keeps, and of the vocabulary that the page keeps prepared.
fn kept(page: &Page) -> Vec<String> {
    let kept = page.run_async(
        "const done = arguments[arguments.length - 1]; \
         (async () => { \
           const urls = []; \
           for (const name of await caches.keys()) \
             if (name.startsWith(location.origin) || name === 'promptwatt-kept') urls.push(...await (await caches.open(name)).keys()); \
           done(urls.map(({ url }) => url.slice(location.origin.length))); \
         })()",
        Vec::new(),
    );
    let kept = kept.as_array().into_iter().flatten();
    kept.filter_map(|path| Some(path.as_str()?.to_owned()))
        .collect()
}

/// Waits until the worker is in charge of the page.
#[track_caller]
fn waits_until_in_charge(page: &Page) {
    page.wait_until("the worker is in charge", |page| {
        page.run("return !!navigator.serviceWorker.controller", Vec::new()) == true
    });
}

/// Waits until the worker is in charge of the page and keeps a file of each of these endings or parts of a name.
#[track_caller]
fn waits_until_kept(page: &Page, parts: &[&str]) {
    waits_until_in_charge(page);
    if page.engine() == Engine::WebKitGtk {
        // Under a driver it has no cache from which the worker could take the first visit's files, as its private windows have none: the second visit's
        // come through the worker; but for the vocabulary, which the page itself kept.
        page.reload();
    }
    page.wait_until("the worker keeps what was fetched", |page| {
        let kept = kept(page);
        parts.iter().all(|part| {
            kept.iter().any(|path| {
                if *part == "/" {
                    path == part
                } else {
                    path.contains(part)
                }
            })
        })
    });
}

/// Makes the browser look for a new version now: when it does so by itself is its own affair, and may take longer than a test waits.
fn looks_for_a_new_version(page: &Page) {
    let _: serde_json::Value = page.run_async(
        "const done = arguments[arguments.length - 1]; \
         navigator.serviceWorker.getRegistration().then((all) => all.update()).then(() => done(), () => done())",
        Vec::new(),
    );
}

/// Which versions of the worker the browser has, as `installing`, `waiting` and `active`; in the output of a failing test.
fn versions(page: &Page) -> String {
    let state = page.run_async(
        "const done = arguments[arguments.length - 1]; \
         navigator.serviceWorker.getRegistration().then((all) => done(['installing', 'waiting', 'active'].filter((one) => all?.[one]).join()))",
        Vec::new(),
    );
    let state = state.as_str().unwrap_or_default().to_owned();
    println!("versions: {state}");
    state
}

/// The name of the build that is served.
fn build_of(served: &Served) -> String {
    let page = fs::read_to_string(served.file("/")).expect("the page can be read");
    let rest = page
        .split("data-build=\"")
        .nth(1)
        .expect("the page names its build");
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// Changes a file of the copy, and takes its compressed copies away.
fn change(served: &Served, path: &str, content: &str) {
    let file = served.file(path);
    fs::write(&file, content).expect("the copy is the test's own");
    for ending in ["br", "gz"] {
        let _ = fs::remove_file(format!("{}.{ending}", file.display()));
    }
}
