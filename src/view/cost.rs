//! What the page itself cost: measured transfer, priced by the same crate as everything else.

use crate::bridge::page;
use crate::desk::{Desk, VocabularyState};
use crate::numbers::{figure, percent, whole};
use crate::texts::fill;
use leptos::prelude::*;
use promptwatt_energy::{Bytes, FACTORS_VERSION, transfer_energy};

/// One request at the figure that OpenAI's chief executive gave for an average ChatGPT query in June 2025.
const REQUEST_WH: f64 = 0.34;

/// The footer's sentence about the page's own footprint.
#[component]
pub fn Cost(desk: Desk) -> impl IntoView {
    let moved = RwSignal::new(page::transferred_bytes());
    Effect::new(move || {
        let _ = (desk.vocabulary.get(), desk.coach_state.get());
        // The browser lists a transfer a moment after it has ended.
        page::later(300, move || moved.set(page::transferred_bytes()));
    });
    let sentence = |key: &str, bytes: f64| {
        let wh = transfer_energy(Bytes(bytes)).0;
        fill(key, &[("bytes", &whole(bytes / 1000.0)), ("wh", &figure(wh)), ("percent", &percent(wh / REQUEST_WH))])
    };
    view! {
        <p>
            {move || sentence("cost.page", moved.get().0)} " "
            {move || {
                let bytes = moved.get().1;
                (desk.vocabulary.get() == VocabularyState::Ready && bytes > 0.0).then(|| sentence("cost.vocabulary", bytes))
            }} " " {fill("cost.method", &[("version", FACTORS_VERSION)])}
        </p>
    }
}
