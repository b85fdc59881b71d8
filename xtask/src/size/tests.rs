//! Pages of a few bytes, weighed.

use super::{Budget, measure};
use crate::scratch::Scratch;

const BUDGET: Budget = Budget {
    first_visit: 1000,
    requests: 5,
    html: 300,
    css: 3,
    scripts: 10,
    wasm: 10,
    worker: 2,
    later: 3,
    rules: 10,
    vocabulary: 4,
    embed_loader: 10,
    embed_badge: 300,
    embed_compact: 300,
    engine: 4,
    engine_itself: 3,
    lesson_html: 6,
    lesson_rest: 9,
    class_rest: 5,
};

fn page(links: &str) -> String {
    format!(
        "<link href=\"{links}style-1.css\"><script src=\"{links}boot.js\" data-js=\"{links}app-1.js\" data-wasm=\"{links}app-1_bg.wasm\"></script><a href=\"#x\">"
    )
}

#[test]
fn the_heavier_language_is_measured() {
    let scratch = Scratch::new("size");
    scratch.write("index.html", page("./"));
    scratch.write("ar/index.html", page("../") + "more");
    scratch.write("style-1.css", "css");
    scratch.write("boot.js", "boot");
    scratch.write("app-1.js", "glue");
    scratch.write("app-1_bg.wasm", "wasm");
    scratch.write("boot.js.br", "a copy that was never made from it");
    scratch.write("unlinked.js", "never fetched by the page itself");
    scratch.write("sw.js", "w");
    scratch.write("later-1.wasm", "later");
    scratch.write("rules/en.rules", "rules");
    scratch.write("vocab/a.vocab", "vocab");
    let frame = "<link href=\"../../frame-1.css\"><script src=\"../../frame-1.js\">";
    scratch.write("embed.js", "loader");
    scratch.write("embed/en/badge/index.html", frame);
    scratch.write("embed/en/compact/index.html", frame);
    scratch.write("embed/frame-1.css", "css");
    scratch.write("embed/frame-1.js", "frame");
    scratch.write("embed/exact-1.js", "exact");
    scratch.write("embed/counter-1.js", "glue");
    scratch.write("embed/counter-1.wasm", "wasm");
    scratch.write("learn/index.html", "lesson");
    scratch.write("ar/learn/index.html", "an Arabic lesson that is far heavier than the page, which it is no part of, and than the budget of lessons");
    scratch.write("lesson-1_bg.wasm", "wasm");
    scratch.write("learn-1.css", "style");
    scratch.write("learn-quiz-1.js", "quiz");
    let lines = measure(scratch.path(), &BUDGET).unwrap();
    let find = |what: &str| lines.iter().find(|line| line.what.trim() == what).unwrap();
    assert_eq!(find("requests before the first number").measured, 5);
    assert_eq!(
        (
            find("css").measured,
            find("scripts").measured,
            find("wasm").measured
        ),
        (3, 8, 4)
    );
    let html = find("/ar/index.html").measured;
    assert_eq!(lines[0].measured, html + 3 + 8 + 4 + 1);
    assert_eq!(find("/rules/en.rules").measured, 5);
    assert_eq!(find("/embed.js").measured, 6);
    let badge = find("a badge in another site, before focus").measured;
    let compact = find("a compact frame in another site, in all").measured;
    assert_eq!(compact - badge, "exact".len() + "glue".len() + "wasm".len());
    let heavy = find("/ar/learn/index.html").measured;
    let over: Vec<_> = lines.iter().filter(|line| line.is_over()).collect();
    let over: Vec<_> = over
        .iter()
        .map(|line| (line.what.as_str(), line.measured))
        .collect();
    assert_eq!(
        over,
        [
            ("code that comes with the first text", 5),
            ("/vocab/a.vocab", 5),
            ("/ar/learn/index.html", heavy)
        ]
    );
    assert_eq!(find("lessons: style, script, glue, wasm").measured, 9);
    assert_eq!(find("quiz and teacher pack: style, script").measured, 4);
}

#[test]
fn a_page_without_its_files_is_not_small() {
    let scratch = Scratch::new("size-missing");
    assert!(measure(scratch.path(), &BUDGET).is_err());
    scratch.write("index.html", page("./"));
    assert!(measure(scratch.path(), &BUDGET).is_err());
}
