//! What the tag costs a site that embeds it, in Chromium: memory, the time to the first number, shifts of the site's layout, and Lighthouse's score of the
//! site. Run by `cargo xtask bench embed`; PROMPTWATT_LIGHTHOUSE is the directory that Lighthouse is installed in, without it that part is left out.

use promptwatt_tests::{Engine, Host, Page, Reply, Served, VIEWPORTS, Viewport};
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const PROMPT: &str = "Could you please explain in order to help me how tides work?";
/// Odd numbers, so that one of the values is the median.
const TIMES: usize = 15;
const SCORES: usize = 5;
/// How many tags in the page itself are measured together.
const INLINE: usize = 20;

const VIEWS: [&str; 3] = ["badge", "compact", "full"];

fn main() {
    let served = Served::start();
    memory(&served);
    first_number(&served);
    shifts(&served);
    if let Some(folder) = env::var_os("PROMPTWATT_LIGHTHOUSE") {
        lighthouse(&served, Path::new(&folder));
    }
}

/// A page of a site with text around `middle`.
fn site(served: &Served, middle: &str) -> Reply {
    let words = "The moon pulls the sea on its near side more than the earth, and the earth more than the sea on its far side. ";
    let text = |count: usize| format!("<h2>Tides</h2><p>{}</p>", words.repeat(6)).repeat(count);
    let head =
        "<meta name=viewport content='width=device-width'><meta name=description content='A site'>";
    Reply::embedding(
        served,
        &format!(
            "{head}<main><h1>A site</h1>{}{middle}{}</main>",
            text(1),
            text(6)
        ),
    )
}

/// A tag, with the empty picture that keeps its room before the loader has come, as the builder prints it, or without.
fn tag(view: &str, with_room: bool) -> String {
    let room = match (with_room, view) {
        (false, _) => "",
        (true, "badge") => "<svg width=300 height=44></svg>",
        (true, "full") => "<svg width=100% height=900 display=block></svg>",
        (true, _) => "<svg width=100% height=340 display=block></svg>",
    };
    format!("<prompt-watt view={view} value='{PROMPT}'>{room}</prompt-watt>")
}

fn isolated(reply: Reply) -> Reply {
    reply
        .with("Cross-Origin-Embedder-Policy", "require-corp")
        .with("Cross-Origin-Opener-Policy", "same-origin")
}

/// The median, the least and the most.
fn spread(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    let at = |at: usize| values.get(at).copied().unwrap_or(f64::NAN);
    [
        at(values.len() / 2),
        at(0),
        at(values.len().saturating_sub(1)),
    ]
}

fn line(what: &str, [median, least, most]: [f64; 3], target: &str) {
    println!("{what:<52} {median:>8.2} ({least:.2}–{most:.2})   {target}");
}

/// Everything that the site's page and the frames in it hold after a collection, in bytes: what `measureUserAgentSpecificMemory` says of JavaScript, the
/// document and WebAssembly's memories.
fn bytes(page: &Page) -> f64 {
    let measured = page.run_async(
        "const done = arguments[0]; performance.measureUserAgentSpecificMemory().then(({ bytes }) => done(bytes), (error) => done(`${error}`))",
        Vec::new(),
    );
    measured
        .as_f64()
        .unwrap_or_else(|| panic!("the browser does not say how much memory is used: {measured}"))
}

fn memory(served: &Served) {
    println!("megabytes: median of 5 (least–most), target");
    let inline = format!("<prompt-watt transport=inline value='{PROMPT}'></prompt-watt>");
    let host = Host::start([
        ("/none", isolated(site(served, ""))),
        ("/inline", isolated(site(served, &inline.repeat(INLINE)))),
    ]);
    let page = Engine::Chromium.open_at(&host.url("/none"), VIEWPORTS.desktop);
    let mut together = Vec::new();
    for _ in 0..5 {
        page.go(&host.url("/none"));
        let none = bytes(&page);
        page.go(&host.url("/inline"));
        let all = |page: &Page, what: &str, condition: &str| {
            page.wait_until(what, |page| {
                let every = format!("return [...document.querySelectorAll('prompt-watt')].every((tag) => {condition})");
                page.run(&every, Vec::new()) == true
            });
        };
        all(
            &page,
            "each has its numbers",
            "tag.result?.tokens.central > 4",
        );
        page.run(
            "document.querySelectorAll('prompt-watt').forEach((tag) => tag.focus())",
            Vec::new(),
        );
        all(&page, "each counts exactly", "tag.result.exact");
        together.push((bytes(&page) - none) / 1e6);
    }
    let what = format!("{INLINE} tags inline, all counting exactly, together");
    line(&what, spread(together), "under 40");
    for view in VIEWS {
        let mut idle = Vec::new();
        for _ in 0..5 {
            // By itself: a frame of another site is another process, which the page around cannot ask.
            let page = Engine::Chromium.open(
                served,
                &format!("/embed/en/{view}/#value=Explain%20tides."),
                VIEWPORTS.desktop,
            );
            page.wait_until("it has its numbers", |page| {
                page.text_of("#tokens").contains('≈')
            });
            page.devtools("HeapProfiler.collectGarbage", &json!({}));
            let usage = page.devtools("Runtime.getHeapUsage", &json!({}));
            let of = |name: &str| usage[name].as_f64().unwrap_or(f64::NAN);
            idle.push(
                (of("usedSize") + of("embedderHeapUsedSize") + of("backingStorageSize")) / 1e6,
            );
        }
        line(&format!("an idle {view} frame"), spread(idle), "under 6");
    }
}

/// From the moment that a tag is put into a page until the page hears its first number, everything being in the browser's cache.
fn first_number(served: &Served) {
    println!("\nmilliseconds from a warm cache: median of {TIMES} (least–most), target");
    let host = Host::start([("/", site(served, "<div id=box></div>"))]);
    for (what, attributes, exact) in [
        ("badge", "view=badge", false),
        ("compact", "view=compact", false),
        ("compact with another model", "view=compact model=o3", false),
        ("inline", "transport=inline", false),
        ("badge, exact, from the first focus", "view=badge", true),
        (
            "inline, exact, from the first focus",
            "transport=inline",
            true,
        ),
        ("full", "view=full", false),
        ("full, exact, from the first focus", "view=full", true),
    ] {
        let page = Engine::Chromium.open_at(&host.url("/"), VIEWPORTS.desktop);
        let mut times = Vec::new();
        // The first is not from a warm cache.
        for at in 0..=TIMES {
            page.go(&host.url("/"));
            page.wait_until("the tag is known", |page| {
                page.run(
                    "return Boolean(customElements.get('prompt-watt'))",
                    Vec::new(),
                ) == true
            });
            let script = format!(
                "const done = arguments[0]; const hears = (wanted) => new Promise((resolve) => addEventListener('pw-change', function hear({{ detail }}) {{ \
                   if (detail.tokens.central > 4 && (!wanted || detail.exact)) {{ removeEventListener('pw-change', hear); resolve(performance.now()); }} }})); \
                 (async () => {{ box.scrollIntoView(); box.innerHTML = \"<prompt-watt {attributes} value='{PROMPT}'></prompt-watt>\"; let from = performance.now(); \
                   let at = await hears(false); if ({exact}) {{ from = performance.now(); box.firstChild.focus(); at = await hears(true); }} done(at - from); }})()"
            );
            let taken = page
                .run_async(&script, Vec::new())
                .as_f64()
                .unwrap_or(f64::NAN);
            if at > 0 {
                times.push(taken);
            }
        }
        line(what, spread(times), if exact { "" } else { "under 300" });
    }
}

/// How much the site's layout shifts while tag and frame load slowly, after the site itself has been painted.
fn shifts(served: &Served) {
    println!("\ncumulative layout shift of the site, target 0");
    println!("{:<52} {:>12} {:>16}", "", "as it is", "room reserved");
    let host = Host::start(VIEWS.iter().flat_map(|view| {
        let path = |reserved: bool| -> &'static str {
            Box::leak(format!("/{view}/{reserved}").into_boxed_str())
        };
        [
            (path(false), site(served, &tag(view, false))),
            (path(true), site(served, &tag(view, true))),
        ]
    }));
    for viewport in [VIEWPORTS.phone, VIEWPORTS.desktop] {
        for view in VIEWS {
            let [bare, reserved] = [false, true]
                .map(|reserved| shift(&host.url(&format!("/{view}/{reserved}")), viewport));
            let what = format!("{view}, {} pixels wide", viewport.width);
            println!("{what:<52} {bare:>12.4} {reserved:>16.4}");
        }
    }
}

fn shift(url: &str, viewport: Viewport) -> f64 {
    let page = Engine::Chromium.open_at("about:blank", viewport);
    page.devtools("Network.enable", &json!({}));
    page.devtools(
        "Network.emulateNetworkConditions",
        &json!({ "offline": false, "latency": 300, "downloadThroughput": 200_000, "uploadThroughput": 200_000 }),
    );
    page.go(url);
    page.run(
        "window.shifted = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) => (shifted += one.value))).observe({ type: 'layout-shift', buffered: true })",
        Vec::new(),
    );
    page.wait_until("it has its numbers", |page| {
        page.heard("pw-change")
            .last()
            .is_some_and(|numbers| numbers["tokens"]["central"].as_f64() > Some(4.0))
    });
    page.wait_until_at_rest();
    page.run("return shifted", Vec::new())
        .as_f64()
        .unwrap_or(f64::NAN)
}

/// What Lighthouse says of a site.
struct Scored {
    /// The category's score, of 100.
    performance: f64,
    /// Its two audits on which a tag could have an effect.
    layout_shift: f64,
    blocking_ms: f64,
}

/// The score of the site's performance with each view, beside its score without, in turn. The site is now of our frames' own site, whose process they share,
/// and now of another, which has them in a process of their own: browsers see different things of them.
fn lighthouse(served: &Served, folder: &Path) {
    println!(
        "\nLighthouse's performance of the site, as on a phone: median of {SCORES} (least–most), target"
    );
    let host = Host::start(
        [("/none", site(served, ""))].into_iter().chain(
            [
                ("/badge", "badge"),
                ("/compact", "compact"),
                ("/full", "full"),
            ]
            .map(|(path, view)| (path, site(served, &tag(view, true)))),
        ),
    );
    let paths = ["/none", "/badge", "/compact", "/full"];
    let mut scores = paths.map(|_| Vec::new());
    for number in 0..SCORES {
        for (scores, path) in scores.iter_mut().zip(paths) {
            let same = host.url(path);
            let url = if number % 2 == 0 {
                same.replace("127.0.0.1", "localhost")
            } else {
                same
            };
            scores.push(score(&url, folder));
        }
    }
    let spread_of =
        |scores: &[Scored], value: fn(&Scored) -> f64| spread(scores.iter().map(value).collect());
    let [none, ..] = &scores;
    let without = spread_of(none, |one| one.performance)[0];
    for (scores, path) in scores.iter().zip(paths) {
        let target = if path == "/none" {
            String::new()
        } else {
            format!("at least {}", without - 1.0)
        };
        let view = &path[1..];
        line(view, spread_of(scores, |one| one.performance), &target);
        for (what, value, target) in [
            (
                "layout shift",
                (|one| one.layout_shift) as fn(&Scored) -> f64,
                "0",
            ),
            ("blocking, ms", |one| one.blocking_ms, ""),
        ] {
            line(&format!("{view}: {what}"), spread_of(scores, value), target);
        }
    }
}

fn score(url: &str, folder: &Path) -> Scored {
    let path = folder.join("embedded.json");
    let status = Command::new("npx")
        .current_dir(folder)
        .args([
            "lighthouse",
            url,
            "--quiet",
            "--output=json",
            "--only-categories=performance",
        ])
        .arg(format!("--output-path={}", path.display()))
        .arg("--chrome-flags=--headless=new --no-sandbox --disable-gpu")
        .env(
            "CHROME_PATH",
            env::var_os("PROMPTWATT_CHROMIUM").unwrap_or_default(),
        )
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("Lighthouse can be started");
    assert!(status.success(), "Lighthouse failed on {url}");
    let report = fs::read_to_string(&path).expect("Lighthouse has written its report");
    let report: Value = serde_json::from_str(&report).expect("its report is JSON");
    let value = |pointer: &str| {
        let value = report.pointer(pointer).and_then(Value::as_f64);
        value.unwrap_or(f64::NAN)
    };
    Scored {
        performance: value("/categories/performance/score") * 100.0,
        layout_shift: value("/audits/cumulative-layout-shift/numericValue"),
        blocking_ms: value("/audits/total-blocking-time/numericValue"),
    }
}
