//! Every view of the page, and every other page, one after the other: for what must hold in all of them.

use crate::Page;

/// The pages beside the first, below the directory of their language.
pub const OTHER_PAGES: [&str; 9] = [
    "learn/",
    "learn/lab/",
    "learn/access/",
    "learn/method/",
    "learn/quiz/",
    "learn/teach/",
    "learn/teach/worksheet/",
    "learn/teach/answers/",
    "builder/",
];

/// Leads the page through states that together show every view, and calls `look` with the name of each once it is reached.
///
/// # Panics
/// When it does not get there.
#[track_caller]
pub fn through_all_views(page: &Page, mut look: impl FnMut(&str)) {
    let sees = |places: &[&str]| {
        page.wait_until(&format!("{places:?} are shown"), |page| {
            places.iter().all(|css| is_shown(page, css))
        });
    };
    let press = |controls: &[&str]| {
        for css in controls {
            sees(&[css]);
            page.by_css(css).click();
        }
    };
    let scale_over = |days: &str| {
        page.by_css("#scale-days").clear();
        page.by_css("#scale-days").type_text(days);
    };
    sees(&[":root:not(.starting) #wh"]);
    look("nothing typed");
    press(&["[name=example]"]);
    sees(&[
        "#wording li",
        "#known.exact",
        "#compare-models[aria-pressed=true]",
    ]);
    unfold_all(page);
    look("marks, models");
    press(&["#lens-after", "#compare-places", "#scale [value='30']"]);
    press(&["[name=with-text]", "[name=link]", "#recording", "#record"]);
    scale_over("many	");
    sees(&[
        "#link",
        "#days tr",
        "#scale-refused",
        "#lens-after[aria-pressed=true]",
    ]);
    look("the text after, places, a refused number, a link, a history");
    scale_over("7	");
    press(&["#lens-tokens", "#compare-levers", "#tokenizers button"]);
    sees(&[
        "#scaled",
        "#token-rows tr",
        "#compare-levers[aria-pressed=true]",
    ]);
    sees(&["#tokenizers tr:nth-child(2) .n"]);
    press(&[
        "#wording li:nth-child(2) [name=dismiss]",
        "#wording [name=apply]",
    ]);
    sees(&["#applied li", "#dismissed"]);
    unfold_all(page);
    page.wait_until_at_rest();
    look("tokens, levers, tokenizers, applied and dismissed");
    // Notes for what hardly ever happens, all at once.
    page.run(
        "for (const one of document.querySelectorAll('main [hidden], footer [hidden]')) one.hidden = false",
        Vec::new(),
    );
    look("all that is hidden at other times");
}

fn is_shown(page: &Page, css: &str) -> bool {
    page.run(
        "return document.querySelector(arguments[0])?.checkVisibility() === true",
        vec![css.into()],
    ) == true
}

/// Unfolds everything that can be unfolded.
///
/// # Panics
/// When the browser does not answer.
#[track_caller]
pub fn unfold_all(page: &Page) {
    page.run(
        "for (const one of document.querySelectorAll('details:not([open])')) one.open = true",
        Vec::new(),
    );
}
