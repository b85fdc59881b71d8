//! What the page's controls do, by their names.

use crate::bridge::fetching::Freshness;
use crate::bridge::files::{self, Brought};
use crate::bridge::{marks, page, storage};
use crate::desk::{Comparison, Desk, Lens, Theme};
use crate::numbers;
use crate::sharing;
use crate::texts::{Digits, t};
use crate::view::{LENGTHS, suggestions};
use promptwatt_energy::{Model, Region};
use promptwatt_tokens::Encoding;

/// Listens to every control of the page.
pub fn listen(desk: Desk) {
    page::listen("click", "button", move |name, value| {
        press(desk, name, value)
    });
    page::listen("change", "[name]", move |name, value| {
        choose(desk, name, value)
    });
    // While it is typed: a list that waits for the end of a word feels broken.
    page::listen("input", "#find", move |_, value| desk.search(value));
    for event in ["pointerover", "focusin"] {
        page::listen(event, "li[data-n]", move |_, number| {
            desk.point_at(number.parse::<u32>().ok().map(|number| number as usize));
        });
    }
    page::on("click", "lens-view", move |event| {
        if desk.now().lens == Lens::Tokens {
            desk.ask_about(marks::place_of_click("lens-text", event));
        }
    });
    page::on("keydown", "prompt", move |event| {
        if page::is_command(event, "Enter") {
            event.prevent_default();
            suggestions::apply_all(desk);
        }
    });
    // Not every engine empties a search by itself.
    page::on("keydown", "find", move |event| {
        if page::is_key(event, "Escape") {
            page::set_value("find", "");
            desk.search("");
        }
    });
    // Rectangles over the text are where the text was.
    page::hear(
        &page::window(),
        "resize",
        Box::new(move |_| drop(desk.change())),
    );
    page::listen("click", "a[data-n]", |_, id| page::unfold(id));
    // On paper nothing can be unfolded.
    let unfold = |_: &_| ["formula", "article"].into_iter().for_each(page::unfold);
    page::hear(&page::window(), "beforeprint", Box::new(unfold));
    files::listen("file", "prompt", take_up, desk);
}

/// Takes up a file.
fn take_up(desk: Desk, brought: Brought) {
    match brought {
        Brought::Text(text) => desk.write(&text),
        Brought::Tokenizer(file, name) => desk.bring(file, &name),
        Brought::Nothing => desk.change().file_failed = true,
    }
}

/// Does what pressing a button does.
fn press(desk: Desk, name: &str, value: &str) {
    let number = value.parse::<u32>().ok();
    match (name, number) {
        ("theme", _) => step_theme(desk),
        ("digits", _) => {
            let other = match numbers::digits() {
                Digits::Latin => Digits::ArabicIndic,
                Digits::ArabicIndic => Digits::Latin,
            };
            storage::remember("digits", other.id());
            // Every text of the page changes. The tab keeps the prompt; where it cannot, the browser asks first.
            page::reload();
        }
        ("reset", _) => desk.expect_answer(None),
        ("example", _) => desk.write(t("example.text")),
        ("copy", _) => desk.copy(),
        ("clear", _) => desk.write(""),
        ("load", _) => desk.load_vocabulary(Freshness::CacheAllowed),
        ("retry", _) => desk.load_vocabulary(Freshness::FromTheServer),
        ("length", Some(number)) => {
            if let Some(budget) = LENGTHS.get(number as usize) {
                desk.ask_for_length(*budget);
            }
        }
        ("apply", Some(number)) => suggestions::apply(desk, number as usize),
        ("apply-all", _) => suggestions::apply_all(desk),
        ("follow", _) => desk.follow(value),
        ("undo", Some(serial)) => desk.undo(serial),
        ("copy-line", _) => desk.copy_line(value),
        ("put-own-away", _) => desk.put_own_away(),
        ("undo-all", _) => desk.undo_all(),
        ("dismiss", Some(number)) => suggestions::dismiss(desk, number as usize),
        ("dismiss-not", _) => desk.dismiss_not(),
        ("switch-off", _) => desk.switch_off(value),
        ("switch-all-on", _) => desk.switch_all_on(),
        ("retry-rules", _) => desk.retry_rules(),
        ("lens-marks", _) => desk.look(Lens::Marks),
        ("lens-after", _) => desk.look(Lens::After),
        ("lens-tokens", _) => desk.look(Lens::Tokens),
        ("ids", _) => desk.load_ids(),
        ("count-with", _) => {
            if let Some(encoding) = Encoding::from_id(value) {
                desk.count_with(encoding);
            }
        }
        ("compare-models", _) => desk.compare(Comparison::Models),
        ("compare-places", _) => desk.compare(Comparison::Places),
        ("compare-levers", _) => desk.compare(Comparison::Levers),
        ("all-rows", _) => desk.show_all_rows(),
        ("use-model", _) => choose(desk, "model", value),
        ("use-region", _) => choose(desk, "region", value),
        ("people", Some(people)) => desk.scale_to(f64::from(people)),
        _ => {}
    }
    sharing::press(desk, name, value);
    if matches!(name, "apply" | "apply-all" | "follow" | "undo") {
        // The button that was pressed may be gone.
        page::focus_soon("undo-last");
    }
}

/// Does what a new value in a control does.
fn choose(desk: Desk, name: &str, value: &str) {
    match name {
        "model" => {
            if let Some(model) = Model::by_id(value) {
                desk.choose_model(model);
                storage::remember("model", model.id());
            }
        }
        "region" => {
            if let Some(region) = Region::by_code(value) {
                desk.choose_region(region);
                storage::remember("region", region.code());
            }
        }
        // Whole digits: a tenth of a token is nothing anybody means.
        "expected" => desk.expect_answer(
            value
                .trim()
                .parse::<u32>()
                .ok()
                .filter(|tokens| *tokens <= 1_000_000)
                .map(f64::from),
        ),
        "history" | "system" | "screen" | "price-in" | "price-out" => desk.count_also(name, value),
        "scale-per-day" | "scale-people" | "scale-days" => desk.scale(name, value),
        "home" => {
            if let Some(region) = Region::by_code(value) {
                desk.live_in(region);
            }
        }
        "lossy" => desk.want_lossy(),
        "keep" => {
            let keep = desk.now().keep;
            desk.let_keep(!keep);
        }
        _ => sharing::choose(desk, name),
    }
}

fn step_theme(desk: Desk) {
    let next = match desk.now().theme {
        Theme::Automatic => Theme::Light,
        Theme::Light => Theme::Dark,
        Theme::Dark => Theme::Automatic,
    };
    desk.change().theme = next;
    page::show_theme(next.attribute());
    storage::remember("theme", next.attribute().unwrap_or("auto"));
}
