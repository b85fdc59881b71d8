//! The pictures of docs/sites: sites with the frame of each guide in them, as their visitors see it. Run by `cargo xtask screenshots --guides`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use promptwatt_tests::{Engine, Host, Reply, Served, Viewport};
use serde_json::json;
use std::fs;

const PROMPT: &str = "Could you please explain in order to help me how tides work?";
/// Wide enough for a column beside the text, and small enough for a page of a guide.
const SIZE: Viewport = Viewport {
    width: 820,
    height: 730,
};

/// A guide, its picture, and the site on it.
struct Guide {
    /// The file, below docs/sites, whose first frame is taken.
    file: &'static str,
    picture: &'static str,
    /// What stands before the frame and after it.
    around: [&'static str; 2],
}

const GUIDES: [Guide; 4] = [
    Guide {
        file: "wordpress/README.md",
        picture: "wordpress",
        around: [
            "<header style='border-bottom:3px solid #333'><b style='font-size:26px'>The tide pool</b><p>A blog of the shore</header>\
             <h1>How much does a question cost?</h1><p>By Amina, 12 November · 2 comments</p><p>I ask a language model something every day. Here is what one such \
             question takes; write your own into it.</p>",
            "<p>It is the answer that counts, not the greeting.</p>",
        ],
    },
    Guide {
        file: "moodle.md",
        picture: "moodle",
        around: [
            "<nav style='background:#0f4a6b;color:#fff;padding:14px 20px;margin:-28px -40px 20px'><b>Oceanography 101</b> &nbsp; Course &nbsp; Participants &nbsp; \
             Grades</nav><p style='color:#0f4a6b'>Week 3 › Before you ask a model</p><h1>Before you ask a model</h1><p>Write the question of last week's exercise \
             here, and shorten the exchange until it takes half as much.</p>",
            "<p style='text-align:end;color:#0f4a6b'>Next: The moon ›</p>",
        ],
    },
    Guide {
        file: "frame.md",
        picture: "frame",
        around: [
            "<p style='color:#777'>Team notes / Writing prompts</p><h1>Writing prompts</h1><ul><li>Say how long the answer may be.<li>Leave out what the \
             model need not know.</ul>",
            "<p style='color:#777'>Type / for commands</p>",
        ],
    },
    Guide {
        file: "oembed.md",
        picture: "oembed",
        around: [
            "<p style='background:#eef;padding:10px;border-radius:8px'><b>ben</b> · 3 h<br>Which of these saves more: a shorter question or a shorter answer?</p>\
             <p><b>amina</b> · 2 h<br>Try it:</p>",
            "<p style='color:#557'>♥ 4 &nbsp; Reply</p>",
        ],
    },
];

fn main() {
    let served = Served::start();
    let sites = promptwatt_tests::root().join("docs/sites");
    let pictures = sites.join("pictures");
    fs::create_dir_all(&pictures).expect("the directory can be made");
    for Guide {
        file,
        picture,
        around: [before, after],
    } in GUIDES
    {
        let guide =
            fs::read_to_string(sites.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let frame = guide
            .find("<iframe")
            .and_then(|from| guide[from..].split_inclusive("</iframe>").next())
            .unwrap_or_else(|| panic!("{file} has no frame"));
        let frame = frame.replace("{{address}}v1/", &served.url("/"));
        let host = Host::start([(
            "/",
            Reply::html(format!(
                "<!doctype html><html lang=en><meta charset=utf-8><title>A site</title><link rel=icon href='data:,'>\
                 <body style='font:17px/1.5 system-ui,sans-serif;margin:28px 40px;color:#222'>{before}{frame}{after}"
            )),
        )]);
        let page = Engine::Chromium.open_at(&host.url("/"), SIZE);
        page.in_frame("iframe", |page| {
            page.by_css("#text").write_inside(PROMPT);
            page.wait_until("a suggestion", |page| {
                page.text_of("#list").contains("in order to")
            });
            page.wait_until_at_rest();
        });
        let taken = page.devtools(
            "Page.captureScreenshot",
            &json!({ "format": "webp", "quality": 75 }),
        );
        let picture = pictures.join(format!("{picture}.webp"));
        let bytes = STANDARD
            .decode(taken["data"].as_str().unwrap_or_default())
            .expect("a picture is sent as base64");
        fs::write(&picture, &bytes)
            .unwrap_or_else(|error| panic!("{}: {error}", picture.display()));
        println!("{}: {} bytes", picture.display(), bytes.len());
    }
}
