//! What the page made of a vocabulary's parts is kept for the next visit: used there, refused where it is damaged, and done without where it cannot be kept.

use promptwatt_tests::{Page, Person, Served, VIEWPORTS, official_count, on_every_engine};

const PROMPT: &str = "Could you please explain how tides work?";
const MORE: &str = " مدّ وجزر";

#[test]
fn a_second_visit_counts_with_what_the_first_one_kept() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        person.prompt().type_text(PROMPT);
        person.reads_exactly(official_count(PROMPT));
        assert!(!vocabularies(&page).is_empty(), "a first visit fetches it");
        waits_until_kept(&page);
        let ascii = (told(&page), kept(&page));
        page.reload();
        person.reads_exactly(official_count(PROMPT));
        assert_eq!(vocabularies(&page), Vec::<String>::new());
        // A script whose tokens are not in what was kept: all that the text needs is fetched, and kept in its place.
        let text = format!("{PROMPT}{MORE}");
        person.prompt().type_text(MORE);
        person.reads_exactly(official_count(&text));
        let fetched = vocabularies(&page).join(" ");
        assert!(
            fetched.contains("-ascii-") && fetched.contains("-arabic-"),
            "{fetched}"
        );
        page.wait_until("more is kept", |page| {
            told(page) != ascii.0 && kept(page) != ascii.1
        });
        page.reload();
        person.reads_exactly(official_count(&text));
        assert_eq!(vocabularies(&page), Vec::<String>::new());
        // Part of it is enough for another text.
        person.press("strip.clear");
        person.prompt().type_text("tides");
        person.reads_exactly(official_count("tides"));
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn what_is_damaged_is_refused_and_made_anew() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        person.prompt().type_text(PROMPT);
        person.reads_exactly(official_count(PROMPT));
        waits_until_kept(&page);
        let whole = kept(&page);
        for (damage, change) in [
            (
                "bits are flipped",
                "bytes.fill(7, bytes.length / 2, bytes.length / 2 + 9)",
            ),
            ("the end is missing", "bytes = bytes.slice(0, -1)"),
            ("nothing is there", "bytes = ''"),
            ("it is something else", "bytes = '<!doctype html>'"),
            ("it is gone", "bytes = null"),
        ] {
            damages(&page, change);
            assert_ne!(kept(&page), whole, "{damage}");
            page.reload();
            person.reads_exactly(official_count(PROMPT));
            assert!(!vocabularies(&page).is_empty(), "{damage}");
            page.wait_until("it is whole again", |page| kept(page) == whole);
        }
        // What says that something was kept is wrong.
        for rubbish in ["", "-1", "65535", "two", "3"] {
            page.run(
                "localStorage.setItem('promptwatt.kept', arguments[0])",
                vec![rubbish.into()],
            );
            page.reload();
            person.reads_exactly(official_count(PROMPT));
        }
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn where_it_cannot_be_kept_or_read_the_files_are_fetched() {
    on_every_engine(|engine| {
        // As if something had been kept: that is looked for, and is not to be had.
        let told = "localStorage.setItem('promptwatt.kept', '1');";
        for refusal in [
            "Object.defineProperty(window, 'caches', { get() { throw new DOMException('denied', 'SecurityError'); } });",
            "Object.defineProperty(window, 'caches', { get() { return undefined; } });",
            "CacheStorage.prototype.match = CacheStorage.prototype.open = () => Promise.reject(new DOMException('denied', 'SecurityError'));",
            "Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));",
        ] {
            let served = Served::start_with(&format!("{told} {refusal}"));
            let page = engine.open(&served, "/", VIEWPORTS.desktop);
            let person = Person::at(&page, "en");
            for _ in 0..2 {
                person.prompt().clear();
                person.prompt().type_text(PROMPT);
                person.reads_exactly(official_count(PROMPT));
                page.reload();
                person.reads_exactly(official_count(PROMPT));
            }
            assert_eq!(page.console_errors(), Vec::<String>::new(), "{refusal}");
        }
    });
}

/// The vocabulary files that the page has asked for since it was opened, wherever they came from.
fn vocabularies(page: &Page) -> Vec<String> {
    let names = page.run(
        "return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.vocab'))",
        Vec::new(),
    );
    let names = names.as_array().into_iter().flatten();
    names
        .filter_map(|name| Some(name.as_str()?.to_owned()))
        .collect()
}

/// The names of what is kept, how long it is, and the sum of its bytes.
fn kept(page: &Page) -> String {
    let kept = page.run_async(
        "const done = arguments[arguments.length - 1]; \
         (async () => { \
           const cache = await caches.open('promptwatt-kept'); \
           const said = []; \
           for (const { url } of await cache.keys()) { \
             const bytes = new Uint8Array(await (await cache.match(url)).arrayBuffer()); \
             said.push([url.slice(location.origin.length), bytes.length, bytes.reduce((sum, byte) => (sum * 31 + byte) % 1e9, 0)].join()); \
           } \
           done(said.join(' ')); \
         })()",
        Vec::new(),
    );
    kept.as_str().unwrap_or_default().to_owned()
}

/// What says that something is kept, and of which parts.
fn told(page: &Page) -> serde_json::Value {
    page.run("return localStorage.getItem('promptwatt.kept')", Vec::new())
}

/// Waits until what the page counts with is kept, and the page would look for it.
#[track_caller]
fn waits_until_kept(page: &Page) {
    page.wait_until("it is kept", |page| {
        told(page).is_string() && kept(page).starts_with("/promptwatt-kept/")
    });
}

/// Changes what is kept: `change` says what becomes of its `bytes`, null for taking it away.
fn damages(page: &Page, change: &str) {
    page.run_async(
        &format!(
            "const done = arguments[arguments.length - 1]; \
             (async () => {{ \
               const cache = await caches.open('promptwatt-kept'); \
               for (const {{ url }} of await cache.keys()) {{ \
                 let bytes = new Uint8Array(await (await cache.match(url)).arrayBuffer()); \
                 {change}; \
                 if (bytes === null) await cache.delete(url); \
                 else await cache.put(url, new Response(bytes)); \
               }} \
               done(null); \
             }})()"
        ),
        Vec::new(),
    );
}
