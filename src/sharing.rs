//! What the visitor takes from the page, keeps, or sends on, and what a link from somebody else brings: links, files, and the history of figures.

use crate::bridge::saving::{self, copy_field, today, words};
use crate::bridge::{address, page, storage};
use crate::desk::{Counted, Desk, State};
use crate::numbers::figure;
use crate::share::card;
use crate::share::codec::{self, Figures, Link, LinkError};
use crate::share::history::{self, Day};
use crate::share::{csv, json};
use crate::texts::{fill, t};
use crate::view::{Axis, model_name};
use promptwatt_energy::{FACTORS_VERSION, Model, Region, Screen, Tokens};
use promptwatt_report::{Report, Settings};
use promptwatt_tokens::TokenBand;
use std::cell::Cell;

/// The names under which the browser keeps the wish to record, and what was recorded.
const RECORDING: &str = "recording";
const RECORDED: &str = "recorded";

/// The part of the state that concerns sharing and keeping.
#[derive(Clone, Debug, Default)]
pub struct Sharing {
    /// What there is to say about the link that was opened; empty where none was.
    pub says: String,
    /// Whether the text of the link in the address waits for the visitor's word.
    pub asks: bool,
    /// Whether the next link has the text in it.
    pub with_text: bool,
    /// Whether a link is shown: always of the figures as they are.
    pub linked: bool,
    /// Whether the browser let the link be copied, once somebody tried.
    pub copied: Option<bool>,
    /// Whether exchanges are recorded.
    pub recording: bool,
    /// The recorded days.
    pub days: Vec<Day>,
    /// Whether they are drawn as they are: the rows are many, and change seldom.
    pub drawn: Cell<bool>,
}

/// Opens the link that the page was opened with, and those that are gone to later; takes up the history.
pub fn start(desk: Desk) {
    desk.change().sharing.recording = storage::setting(RECORDING).is_some();
    take_up_days(desk);
    open(desk);
    address::when_fragment_changes(move || open(desk));
}

/// Does what pressing a button does.
pub fn press(desk: Desk, name: &str, value: &str) {
    match name {
        "link" => {
            let sharing = &mut desk.change().sharing;
            sharing.linked = true;
            sharing.copied = None;
        }
        "copy-link" => {
            let copied = page::element("link").is_some_and(|field| copy_field(&field));
            desk.change().sharing.copied = Some(copied);
        }
        "take-text" => settle(desk, true),
        "leave-text" => settle(desk, false),
        "export" => export(desk, value),
        "copy" | "record" => record(desk),
        "erase" => {
            storage::forget(RECORDED);
            take_up_days(desk);
        }
        _ => {}
    }
}

/// Does what a new value in a control does.
pub fn choose(desk: Desk, name: &str) {
    let sharing = &mut desk.change().sharing;
    match name {
        "with-text" => {
            sharing.with_text = !sharing.with_text;
            sharing.copied = None;
        }
        "recording" => {
            sharing.recording = !sharing.recording;
            if sharing.recording {
                storage::remember(RECORDING, "yes");
            } else {
                storage::forget(RECORDING);
            }
        }
        _ => {}
    }
}

/// Opens the link in the address, if there is one: for this visit, and without remembering its choices as the visitor's own.
fn open(desk: Desk) {
    let Some(link) =
        codec::read(&address::fragment()).map(|link| link.and_then(|link| take(desk, &link)))
    else {
        return;
    };
    let reason = match link {
        Ok(()) => return,
        Err(LinkError::TooLong) => "share.reason_long",
        Err(LinkError::OtherVersion) => "share.reason_version",
        Err(_) => "share.reason_damaged",
    };
    let sharing = &mut desk.change().sharing;
    sharing.says = fill("share.refused", &[("reason", t(reason))]);
    sharing.asks = false;
}

fn take(desk: Desk, link: &Link<'_>) -> Result<(), LinkError> {
    let model = Model::by_id(link.model).filter(|model| !model.is_for_one_task());
    let screen = Screen::from_id(link.screen);
    let (Some(model), Some(region), Some(screen)) = (model, Region::by_code(link.region), screen)
    else {
        return Err(LinkError::OtherVersion);
    };
    let settings = Settings {
        history: Tokens(link.history),
        system: Tokens(link.system),
        screen,
        ..Settings::new(model, region)
    };
    let figures = &link.before;
    let today = promptwatt_report::price(point(figures.input), point(figures.output), &settings);
    let today = today.map_or(0.0, |today| today.wh.central().0);
    let [low, central, high] = figures.wh;
    let says = fill(
        "share.opened",
        &[
            ("model", model_name(model)),
            ("wh", &figure(central)),
            ("low", &figure(low)),
            ("high", &figure(high)),
            ("version", link.factors),
            ("today", &figure(today)),
        ],
    );
    desk.choose_model(model);
    desk.choose_region(region);
    desk.change().counted = Counted {
        history: link.history,
        system: link.system,
        screen,
        price_in: link.price_in,
        price_out: link.price_out,
    };
    desk.expect_answer(link.expected);
    // A text of the visitor's own is not written over without asking.
    let at_once = desk.now().empty || link.text == *desk.text();
    let mut state = desk.change();
    state.sharing.says = says;
    state.sharing.asks = !link.text.is_empty();
    drop(state);
    if at_once {
        settle(desk, true);
    }
    Ok(())
}

fn point(tokens: f64) -> TokenBand {
    TokenBand {
        low: tokens,
        central: tokens,
        high: tokens,
    }
}

/// Puts the text of the link in the address into the field or leaves it, and takes it out of the address.
fn settle(desk: Desk, wanted: bool) {
    let asked = std::mem::take(&mut desk.change().sharing.asks);
    let fragment = address::fragment();
    if let (Some(Ok(link)), true) = (codec::read(&fragment), asked) {
        address::replace_fragment(link.settings);
        if wanted {
            desk.write(&link.text);
        }
    }
}

/// The address of a link that carries what is on the desk; `None` where it would be too long, or where there are no figures.
pub fn link(state: &State, text: &str) -> Option<String> {
    let report = state.report.as_ref().ok()?;
    let counted = &state.counted;
    let text = if state.sharing.with_text { text } else { "" };
    let fragment = codec::write(
        &Link {
            model: state.model.id(),
            region: state.region.code(),
            factors: FACTORS_VERSION,
            expected: state.expected,
            history: counted.history,
            system: counted.system,
            screen: counted.screen.id(),
            price_in: counted.price_in,
            price_out: counted.price_out,
            before: Figures::from(&report.before),
            after: Figures::from(&report.after_with_advice),
            ..Link::default()
        },
        text,
    );
    Some(address::page() + &fragment.ok()?)
}

fn export(desk: Desk, kind: &str) {
    let state = desk.now();
    let Ok(report) = &state.report else { return };
    let content = match kind {
        "json" => json::write(report, &desk.text()),
        "csv" => csv::write(report),
        "print" => return saving::print(),
        _ => drawn(report),
    };
    saving::save(kind, &content);
}

/// Where the words of the card stand on the page, in its order; the day stands nowhere.
const WORDS: [&str; 16] = [
    "#axis-high",
    "#axis-low",
    "title",
    "#wh",
    ".big span",
    "#carbon",
    ".two small",
    "#carbon-range",
    "#water",
    ".two div+div small",
    "#water-range",
    "#model :checked",
    "#region :checked",
    "#factors",
    "#day",
    "#range",
];

/// The card. Its words are those that stand on the page.
fn drawn(report: &Report) -> String {
    let (wh, after) = (report.before.wh, report.after_with_advice.wh);
    let axis = Axis::of(&[wh, after]);
    card::write(
        page::right_to_left(),
        [wh.low(), wh.high(), wh.central()].map(|wh| axis.place(wh.0)),
        WORDS.iter().map(|place| match *place {
            "#day" => today(),
            place => words(place),
        }),
    )
}

/// Takes over the history as the browser keeps it.
fn take_up_days(desk: Desk) {
    let kept = storage::setting(RECORDED).unwrap_or_default();
    let sharing = &mut desk.change().sharing;
    sharing.days = history::days(&kept);
    sharing.drawn.set(false);
}

/// Records the present exchange where the visitor asked for that.
fn record(desk: Desk) {
    let state = desk.now();
    let (Ok(report), true) = (&state.report, state.sharing.recording) else {
        return;
    };
    let (before, after) = (
        Figures::from(&report.before),
        Figures::from(&report.after_with_advice),
    );
    let numbers = [before.input, after.input, before.wh[1], after.wh[1]];
    // Another tab may have recorded in the meantime.
    let kept = storage::setting(RECORDED).unwrap_or_default();
    storage::remember(
        RECORDED,
        &history::with(&kept, &today(), state.model.id(), numbers),
    );
    drop(state);
    take_up_days(desk);
    page::announce(t("share.recorded"));
}
