//! What leaves the page when the visitor says so: links, files, and a history that stays in the browser.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use promptwatt_tests::{
    Control, Figures, Page, Person, Served, VIEWPORTS, official_count, on_every_engine,
};
use serde_json::{Value, json};

const PROMPT: &str =
    "Could you please explain <b>how</b> tides work?\n“Two” a day & why? — مدّ وجزر 🌊 100%";

/// The figures of a link that never were any model's.
const FIGURES: &str = "48,420,0.081,77,4200,0.21,1.3";

#[test]
fn a_link_with_the_text_brings_text_settings_and_figures_to_a_fresh_page() {
    on_every_engine(|engine| {
        let served = Served::start();
        for (language, path) in [("en", "/"), ("ar", "/ar/")] {
            let (link, figures) = {
                let page = engine.open(&served, path, VIEWPORTS.desktop);
                let person = Person::at(&page, language);
                person.prompt().paste(PROMPT);
                choice(&page, &person, "footprint.model").choose("GPT-4.1");
                let expected = page.by_role("spinbutton", person.text("strip.expected_label"));
                expected.type_text("\u{E009}a\u{E000}150\u{E007}");
                page.wait_until("it counts exactly", |page| {
                    page.text_of("#known").contains("o200k_base")
                });
                unfold(&page, &person, "share.link");
                page.by_role("checkbox", person.text("share.with_text"))
                    .click();
                page.wait_until("the preview shows the text", |page| {
                    page.text_of("#preview").contains("<b>how</b> tides")
                });
                let link = made(&page, &person);
                assert!(link.contains("&e=150&t="), "{link}");
                assert!(!link.contains('<'), "{link}");
                (link, person.figures().expect("figures"))
            };
            let page = engine.open(&served, path, VIEWPORTS.desktop);
            page.go("about:blank");
            page.go(&link);
            let person = Person::at(&page, language);
            let read = person.reads("the same figures", |read| same(read, &figures));
            assert!(read.tokens == figures.tokens, "{read:?}");
            assert_eq!(person.prompt().value(), PROMPT);
            assert_eq!(
                choice(&page, &person, "footprint.model").chosen(),
                "GPT-4.1"
            );
            page.wait_until("the notice says what was shared", |page| {
                page.text_of("#shared:not([hidden])").contains("GPT-4.1")
            });
            let notice = page.text_of("#shared:not([hidden])");
            // As it was shared, and as it is today.
            let wh = person_writes(figures.wh);
            assert!(notice.matches(&wh).count() >= 2, "{wh}: {notice}");
            // The address carries the text no longer, and the browser remembers nothing of it as the visitor's own choice.
            let address = page.address();
            assert!(
                address.contains("#v1.") && !address.contains("&t="),
                "{address}"
            );
            assert_eq!(remembered(&page, "model"), Value::Null);
            page.reload();
            person.reads("the same after a reload", |read| same(read, &figures));
            assert_eq!(person.prompt().value(), PROMPT);
            choice(&page, &person, "footprint.model").choose("GPT-4o");
            page.wait_until("the visitor's own choice is remembered", |page| {
                remembered(page, "model") == "gpt-4o"
            });
            assert_eq!(page.console_errors(), Vec::<String>::new());
        }
        let requests = served.requests();
        assert!(
            requests.iter().all(|request| request.method == "GET"
                && !request.target.contains(['#', '%', '&'])),
            "{requests:?}"
        );
    });
}

#[test]
fn a_link_has_no_text_in_it_unless_asked() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.phone);
        let person = Person::at(&page, "en");
        person.prompt().paste(PROMPT);
        let figures = person.reads_exactly(official_count(PROMPT));
        unfold(&page, &person, "share.link");
        let link = made(&page, &person);
        assert!(!link.contains("tides") && !link.contains("&t="), "{link}");
        // A link of other figures would tell lies: the link is that of the text as it is.
        person.prompt().type_text(" of it");
        person.reads_exactly(official_count(&format!("{PROMPT} of it")));
        let field = page.by_role("textbox", person.text("share.link_label"));
        page.wait_until("another link", |_| field.value() != link);
        page.go("about:blank");
        page.go(&link);
        let notice = notice(&page);
        assert!(notice.contains(&person_writes(figures.wh)), "{notice}");
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn a_text_too_long_for_a_link_says_so() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        unfold(&page, &person, "share.link");
        page.by_role("checkbox", person.text("share.with_text"))
            .click();
        person.prompt().paste(&"long ".repeat(20_000));
        person.reads_an_exact_count();
        person.press("share.make");
        page.wait_until("it says that it is too long", |page| {
            page.text_of("#link-failed") == person.text("share.too_long")
        });
        assert!(!page.has("textbox", person.text("share.link_label")));
    });
}

#[test]
fn a_text_of_the_visitors_own_is_not_lost_to_a_link() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        person.prompt().type_text("My own text");
        person.reads_exactly(official_count("My own text"));
        let link = |text: &str| {
            served.url(&format!(
                "/#v1.m=gpt-4o&r=FR&f=2026.11&b={FIGURES}&a={FIGURES}&t={text}"
            ))
        };
        // In the same tab: only the fragment changes.
        page.go(&link("Theirs"));
        page.wait_until("it asks", |page| {
            page.has("button", person.text("share.take_text"))
        });
        assert_eq!(person.prompt().value(), "My own text");
        // Until there is an answer, nothing of it is lost.
        page.reload();
        assert!(page.address().contains("t=Theirs"), "{}", page.address());
        person.press("share.leave_text");
        page.wait_until("it asks no more", |page| {
            !page.has("button", person.text("share.take_text"))
        });
        assert_eq!(person.prompt().value(), "My own text");
        assert!(!page.address().contains("Theirs"), "{}", page.address());
        page.go(&link("Theirs%20too"));
        person.press("share.take_text");
        page.wait_until("it is in the field", |_| {
            person.prompt().value() == "Theirs too"
        });
        assert!(!page.address().contains("Theirs"), "{}", page.address());
        // Control and Z bring the visitor's own back.
        person.prompt().undo();
        page.wait_until("undone", |_| person.prompt().value() == "My own text");
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn hostile_links_leave_a_working_page() {
    on_every_engine(|engine| {
        let served = Served::start_with("window.alert = () => { window.attacked = true; };");
        let script = "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%3Cscript%3Ealert(2)%3C%2Fscript%3E";
        let good = format!("m=gpt-4o&r=FR&f=2026.11&b={FIGURES}&a={FIGURES}");
        let field = |key: &str| {
            let fields = good.split('&').map(|field| {
                if field.starts_with(key) {
                    format!("{key}={script}")
                } else {
                    field.to_owned()
                }
            });
            fields.collect::<Vec<_>>().join("&")
        };
        let mut cases: Vec<(String, &str)> = ["m", "r", "f", "b", "a"]
            .map(|key| (format!("v1.{}", field(key)), "share.reason_damaged"))
            .into();
        for key in ["e", "h", "s", "d", "p"] {
            cases.push((format!("v1.{good}&{key}={script}"), "share.reason_damaged"));
        }
        cases.extend([
            (format!("v2.{good}"), "share.reason_version"),
            (format!("v1.{good}&x=1"), "share.reason_version"),
            (
                format!("v1.{}", good.replace("gpt-4o", "no-such-model")),
                "share.reason_version",
            ),
            (
                format!("v1.{}", good.replace("=FR", "=ZZ")),
                "share.reason_version",
            ),
            (format!("v1.{good}&d=none.such"), "share.reason_version"),
            ("v1.".into(), "share.reason_version"),
            (format!("v1.{good}&t=%E0%A4"), "share.reason_damaged"),
            (format!("v1.{good}&m=gpt-4o"), "share.reason_damaged"),
            ("v1.m=gpt-4o".into(), "share.reason_damaged"),
            (
                format!("v1.{good}&t={}", "a".repeat(70_000)),
                "share.reason_long",
            ),
        ]);
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        for (fragment, reason) in cases {
            page.go("about:blank");
            page.go(&served.url(&format!("/#{fragment}")));
            let notice = notice(&page);
            assert!(
                notice.contains(person.text(reason)),
                "{fragment:.200}: {notice}"
            );
            let found = page.run(
                "return [document.querySelectorAll('img, #shared script').length, window.attacked ?? null]",
                Vec::new(),
            );
            assert_eq!(found, json!([0, null]), "{fragment:.200}");
            assert_eq!(person.prompt().value(), "");
            person.reads("it works", |figures| figures.wh > 0.0);
        }
        // A script for a text is a text.
        page.go("about:blank");
        page.go(&served.url(&format!("/#v1.{good}&t={script}")));
        page.wait_until("the text is in the field", |_| {
            person.prompt().value() == "<img src=x onerror=alert(1)><script>alert(2)</script>"
        });
        person.reads_an_exact_count();
        assert_eq!(
            page.run("return window.attacked ?? null", Vec::new()),
            Value::Null
        );
        // And the name of a place in the page is no link.
        page.go(&served.url("/#method"));
        page.reload();
        person.reads("it works", |figures| figures.wh > 0.0);
        assert_eq!(page.text_of("#shared:not([hidden])"), "");
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn the_history_is_kept_only_where_the_visitor_asks_for_it() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.phone);
        let person = Person::at(&page, "en");
        person.prompt().paste(PROMPT);
        let figures = person.reads_exactly(official_count(PROMPT));
        unfold(&page, &person, "share.history");
        person.press("strip.copy");
        page.wait_until("it is copied", |page| {
            page.has("button", person.text("strip.copied"))
        });
        assert_eq!(remembered(&page, "recorded"), Value::Null);
        assert!(!page.has("button", person.text("share.record")));
        let recording = person.text("share.recording");
        page.by_role("checkbox", recording).click();
        person.press("share.record");
        page.wait_until("a day is there", |_| days(&page).len() == 1);
        // A second time by copying, which the button offers again after a moment.
        person.press("strip.copy");
        page.wait_until("two exchanges", |_| days(&page)[0][1] == "2");
        let day = &days(&page)[0];
        assert_eq!(day[2], (2 * official_count(PROMPT)).to_string());
        let twice: f64 = day[3].parse().expect("watt-hours");
        assert!((twice / figures.wh / 2.0 - 1.0).abs() < 0.1, "{day:?}");
        let kept = remembered(&page, "recorded");
        let kept = kept.as_str().expect("it is kept").to_owned();
        assert!(!kept.contains("tides"), "never the text: {kept}");
        page.run(
            "localStorage.setItem('promptwatt.recorded', '<b>rubbish</b>\\n2026-01-02 gpt-4o 1,1,1e9,1\\n2026-01-02 gpt-4o 100,80,0.5,0.25\\n' + arguments[0])",
            vec![json!(kept)],
        );
        page.reload();
        unfold(&page, &person, "share.history");
        page.wait_until("the days are there", |_| days(&page).len() == 2);
        assert_eq!(days(&page)[0], *day);
        assert_eq!(days(&page)[1][1..5], ["1", "100", "0.5", "0.25"]);
        assert!(page.by_role("checkbox", recording).is_checked());
        person.press("share.erase");
        page.wait_until("the table is gone", |_| days(&page).is_empty());
        assert_eq!(remembered(&page, "recorded"), Value::Null);
        page.by_role("checkbox", recording).click();
        page.reload();
        unfold(&page, &person, "share.history");
        assert!(!page.by_role("checkbox", recording).is_checked());
        assert_eq!(days(&page), Vec::<Vec<String>>::new());
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn files_have_the_figures_that_the_page_shows() {
    on_every_engine(|engine| {
        let served = Served::start_with(
            "window.saved = []; window.print = () => { window.saved.push(['print', '']); }; \
             HTMLAnchorElement.prototype.click = function () { window.saved.push([this.download, this.href]); };",
        );
        for (language, path) in [("en", "/"), ("ar", "/ar/")] {
            let page = engine.open(&served, path, VIEWPORTS.desktop);
            let person = Person::at(&page, language);
            person.prompt().paste(PROMPT);
            page.wait_until("it counts exactly", |page| {
                page.text_of("#known").contains("o200k_base")
            });
            let figures = person.figures().expect("figures");
            unfold(&page, &person, "share.export");
            for kind in ["JSON", "CSV", "SVG", "PNG"] {
                page.by_role("button", kind).click();
            }
            person.press("share.print");
            page.wait_until("five files", |page| {
                page.run("return window.saved.length", Vec::new()) == 5
            });
            let json: Value = serde_json::from_str(&saved(&page, "promptwatt.json")).expect("JSON");
            assert_eq!(json["model"], "gpt-4o");
            assert_eq!(json["count"]["tokens"], official_count(PROMPT));
            assert_eq!(json["count"]["exact"], true);
            assert_eq!(json["count"]["characters"], PROMPT.chars().count());
            let wh = json["before"]["wh"]["central"].as_f64().expect("a number");
            assert!((wh / figures.wh - 1.0).abs() < 0.06, "{wh} {figures:?}");
            assert!(!json.to_string().contains("tides"), "{json}");
            let csv = saved(&page, "promptwatt.csv");
            let row = csv.lines().find(|row| row.contains(",before,wh,"));
            let central = row.and_then(|row| row.split(',').nth(6)?.parse::<f64>().ok());
            assert!((central.expect("a row") / wh - 1.0).abs() < 1e-4, "{csv}");
            let svg = saved(&page, "promptwatt.svg");
            let direction = format!("direction=\"{}\"", person.text("language.dir"));
            for part in [
                &direction,
                person.text("footprint.for_exchange"),
                person.text("footprint.water"),
                &person_writes(figures.wh),
                "GPT-4o",
                "2026.11",
            ] {
                assert!(svg.contains(part), "{part}: {svg}");
            }
            let valid = page.run(
                "return new DOMParser().parseFromString(arguments[0], 'image/svg+xml').querySelectorAll('parsererror, text').length",
                vec![json!(svg)],
            );
            assert_eq!(valid, 9, "{svg}");
            let png = saved(&page, "promptwatt.png");
            let png = STANDARD.decode(png).expect("base64");
            assert_eq!(png[1..4], *b"PNG");
            assert_eq!(
                png[16..24],
                [0, 0, 0x04, 0xB0, 0, 0, 0x02, 0x76],
                "1200 by 630"
            );
            assert!(
                png.len() > 10_000,
                "an empty picture has {} bytes",
                png.len()
            );
            assert_eq!(page.console_errors(), Vec::<String>::new());
        }
    });
}

#[test]
fn print_shows_figures_and_method_and_no_controls() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        person.prompt().paste(PROMPT);
        person.reads_exactly(official_count(PROMPT));
        page.show_as_printed();
        let shown = |css: &str| {
            let shown = page.run(
                "return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility()).length",
                vec![json!(css)],
            );
            shown.as_u64().expect("a number")
        };
        assert_eq!(shown("button, input, nav a, #sharing"), 0);
        for css in [
            "textarea",
            "#wh",
            "#carbon",
            "#water",
            "#compare",
            "#method dd",
            "#formula",
        ] {
            assert!(shown(css) > 0, "{css}");
        }
    });
}

fn choice<'page>(page: &'page Page, person: &Person<'_>, key: &str) -> Control<'page> {
    page.by_role("combobox", person.text(key))
}

/// Opens a part of the section.
#[track_caller]
fn unfold(page: &Page, person: &Person<'_>, key: &str) {
    page.wait_until("the app has started", |_| person.figures().is_some());
    let named = page.run(
        "const one = [...document.querySelectorAll('summary')].find((one) => one.textContent === arguments[0]); one?.click(); return Boolean(one)",
        vec![json!(person.text(key))],
    );
    assert_eq!(named, true, "{key}");
}

/// Presses the button and reads the link.
#[track_caller]
fn made(page: &Page, person: &Person<'_>) -> String {
    person.press("share.make");
    let link = page
        .by_role("textbox", person.text("share.link_label"))
        .value();
    assert!(
        link.contains("/#v1.") || link.contains("/ar/#v1."),
        "{link}"
    );
    link
}

/// What the page says about the link it was opened with.
#[track_caller]
fn notice(page: &Page) -> String {
    page.wait_until("it says what the link brought", |page| {
        !page.text_of("#shared:not([hidden])").is_empty()
    });
    page.text_of("#shared:not([hidden])")
}

fn same(read: &Figures, figures: &Figures) -> bool {
    (&read.tokens, read.wh, read.grams, read.millilitres)
        == (
            &figures.tokens,
            figures.wh,
            figures.grams,
            figures.millilitres,
        )
}

/// A figure as the page writes it, where it is below a hundred.
fn person_writes(wh: f64) -> String {
    wh.to_string()
}

fn remembered(page: &Page, name: &str) -> Value {
    page.run(
        "return localStorage.getItem('promptwatt.' + arguments[0])",
        vec![json!(name)],
    )
}

/// The rows of the history, cell by cell.
fn days(page: &Page) -> Vec<Vec<String>> {
    let rows = page.run(
        "return [...document.querySelectorAll('#days tr')].map((row) => [...row.cells].map((cell) => cell.textContent))",
        Vec::new(),
    );
    serde_json::from_value(rows).expect("texts")
}

/// What was saved under a name, decoded from its `data:` address; a PNG's base64 as it is.
#[track_caller]
fn saved(page: &Page, name: &str) -> String {
    let content = page.run(
        "const [, address] = window.saved.find(([name]) => name === arguments[0]); \
         const [, kind, content] = address.match(/^data:([^,]*),(.*)$/s); \
         return kind.endsWith('base64') ? content : decodeURIComponent(content)",
        vec![json!(name)],
    );
    content.as_str().expect("a text").to_owned()
}
