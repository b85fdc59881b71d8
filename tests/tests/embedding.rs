//! The tag in other sites: what a person perceives there, and what the site around hears.

use promptwatt_tests::{Host, Page, Reply, Served, VIEWPORTS, on_every_engine};
use serde_json::Value;

/// A page with the tag, and a list of what it heard.
fn host_page(served: &Served, body: &str) -> String {
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>A site</title><link rel=icon href='data:,'>\
         <script>window.heard = []; for (const name of ['pw-ready', 'pw-change', 'pw-suggestion-applied', 'pw-error', 'pw-text'])\
         addEventListener(name, (event) => heard.push([name, event.detail]));</script>\
         <script type=module src='{}'></script><body>{body}",
        served.url("/embed.js")
    )
}

/// What the site heard under a name, the last first.
fn heard(page: &Page, name: &str) -> Vec<Value> {
    let all = page.run("return window.heard", Vec::new());
    let all = all.as_array().cloned().unwrap_or_default();
    let of_name = all.into_iter().rev().filter(|one| one[0] == name);
    of_name.map(|one| one[1].clone()).collect()
}

#[test]
fn one_tag_shows_what_a_prompt_costs() {
    on_every_engine(|engine| {
        let served = Served::start();
        let host = Host::start([(
            "/",
            Reply::html(host_page(
                &served,
                "<prompt-watt view=badge value='Explain how photosynthesis works.'></prompt-watt>",
            )),
        )]);
        let page = engine.open_at(&host.url("/"), VIEWPORTS.desktop);
        page.wait_until("the site hears the numbers", |page| {
            heard(page, "pw-change")
                .first()
                .is_some_and(|numbers| numbers["tokens"]["central"].as_f64() > Some(4.0))
        });
        page.in_frame("prompt-watt >>> iframe", |page| {
            page.wait_until("a person sees them", |page| {
                let seen = page.text_of("main");
                seen.contains("Tokens \u{2066}≈") && seen.contains("Wh")
            });
        });
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}
