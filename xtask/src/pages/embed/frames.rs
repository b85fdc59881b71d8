//! The pages for frames: one for each view and language.

use super::parts::{FOLDER, source};
use super::{Texts, directory_of, put};
use crate::pages::template::{Page, Template};
use crate::site::Site;
use anyhow::{Context, Result, ensure};
use std::path::Path;

/// The directory of a view's page in a language, from the site's root.
type Directory = fn(&Texts) -> String;

/// The views that have a page of their own: a line, and a field with everything about it.
const VIEWS: [(&str, Directory); 2] = [
    ("badge", |texts| format!("{FOLDER}{}/badge/", texts.code())),
    ("compact", |texts| {
        format!("{FOLDER}{}/compact/", texts.code())
    }),
];

/// The whole page's, for frames.
fn whole(texts: &Texts) -> String {
    format!("{FOLDER}{}/full/", texts.code())
}

/// The page's links to what may not be framed: the lessons and the builder.
const UNFRAMED: [&str; 2] = [
    "<a href=\"learn/\">{{page.learn_link}}</a>",
    " · <a href=\"builder/\">{{page.builder_link}}</a>",
];

/// Writes the pages of the views, which link this style sheet and script.
///
/// # Errors
/// When a placeholder of embed/frame.html does not fit.
pub fn write_own(staging: &Path, texts: &[Texts], css: &str, script: &str) -> Result<()> {
    let html = source("frame.html")?;
    for (view, directory) in VIEWS {
        for own in texts {
            let html = html
                .replace("{{view}}", view)
                .replace("{{css}}", &format!("{FOLDER}{css}"))
                .replace("{{frame}}", &format!("{FOLDER}{script}"))
                .replace("{{page}}", &directory_of(own));
            write(staging, &html, own, texts, directory)?;
        }
    }
    Ok(())
}

/// What of the page starts its app, and what it is in a frame, where `embed/full.js` starts it: once somebody wants to use it.
const STARTING: [(&str, &str); 3] = [
    (
        "<script type=\"module\" id=\"boot\"",
        "<script type=\"text/plain\" id=\"boot\"",
    ),
    (" src=\"./boot", " data-start=\"./boot"),
    ("<link rel=\"modulepreload\"", "<link id=\"glue\""),
];

/// What the page shows without a script.
const NO_SCRIPT: &str = "<noscript><p class=\"card failed\">{{page.no_script}}</p></noscript>";

/// Writes the whole page, `html`, for frames: without what makes it an app of its own, hidden until its style is there, and with style and script by which
/// it waits and the site around speaks to it.
///
/// # Errors
/// When a placeholder does not fit, or the page is not as expected.
pub fn write_whole(
    staging: &Path,
    html: &str,
    texts: &[Texts],
    style: &str,
    script: &str,
) -> Result<()> {
    let lines = html
        .lines()
        .filter(|line| !line.contains("rel=\"manifest\""));
    let html: String = lines.flat_map(|line| [line, "\n"]).collect();
    let links = format!(
        "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{{{{oembed}}}}\">\n\
         <link rel=\"stylesheet\" href=\"{{{{root}}}}{FOLDER}{style}\">\n\
         <script type=\"module\" src=\"{{{{root}}}}{FOLDER}{script}\"></script>\n</head>"
    );
    let at_the_end = format!("{NO_SCRIPT}\n</body>");
    let mut changes = vec![
        ("</head>", links.as_str()),
        (NO_SCRIPT, ""),
        ("</body>", &at_the_end),
        ("<a class=\"skip\"", "<a hidden class=\"skip\""),
        ("<header>", "<header hidden>"),
        ("<main>", "<main hidden>"),
        ("<footer>", "<footer hidden>"),
    ];
    changes.extend(STARTING);
    changes.extend(UNFRAMED.map(|link| (link, "")));
    let mut html = html;
    for (from, to) in changes {
        ensure!(
            html.matches(from).count() == 1,
            "the page has not one {from}"
        );
        html = html.replace(from, to);
    }
    texts
        .iter()
        .try_for_each(|own| write(staging, &html, own, texts, whole))
}

fn write(
    staging: &Path,
    html: &str,
    own: &Texts,
    all: &[Texts],
    directory: Directory,
) -> Result<()> {
    let page = Page {
        own,
        all,
        // A frame does not keep the site for use without a connection: that is its visitor's to ask for, on the page itself.
        build: "",
        directory,
    };
    let place = directory(own);
    // Whoever is given this page's address finds there how to embed it: docs/sites/oembed.md.
    let view = place.trim_start_matches(FOLDER).trim_end_matches('/');
    let answer = format!("{}oembed/{view}.json", Site::load()?.public_address);
    let rendered = Template::parse(html.replace("{{oembed}}", &answer).as_str())
        .and_then(|template| template.render(&page))
        .with_context(|| format!("the page {place}"))?;
    put(staging, &format!("{place}index.html"), &rendered)
}
