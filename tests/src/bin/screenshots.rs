//! Pictures of the built page, in every language, theme and size, with the example (or the text given) in the field.

use promptwatt_tests::{Engine, Served, Texts, Theme, VIEWPORTS};
use std::env;

fn main() {
    let prompt = env::args().nth(1);
    let served = Served::start();
    for viewport in [VIEWPORTS.phone, VIEWPORTS.desktop] {
        for (language, path) in [("en", "/"), ("ar", "/ar/"), ("fr", "/fr/"), ("es", "/es/")] {
            let texts = Texts::of(language);
            for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
                let page = Engine::Chromium.open(&served, path, viewport);
                page.choose_theme(theme);
                match &prompt {
                    Some(prompt) => page
                        .by_role("textbox", texts.get("page.your_prompt"))
                        .type_text(prompt),
                    None => page.by_role("button", texts.get("strip.example")).click(),
                }
                page.wait_until_at_rest();
                let path = page.screenshot(&format!("{language}-{name}-{}", viewport.width));
                println!("{}", path.display());
                for error in page.console_errors() {
                    println!("  console: {error}");
                }
            }
        }
    }
}
