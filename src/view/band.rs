//! A range drawn on a logarithmic axis: the bar is the 90 % range, the mark its middle.

use leptos::prelude::*;
use promptwatt_energy::{Band, WattHours};

/// A logarithmic axis from one power of ten to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    low: f64,
    high: f64,
}

impl Axis {
    /// The shortest axis of whole decades on which all the ranges fit. Ranges of zero do not count; without any, it is 0.01 to 10.
    #[must_use]
    pub fn of(bands: impl IntoIterator<Item = Band<WattHours>>) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for band in bands {
            if band.low().0 > 0.0 {
                low = low.min(band.low().0.log10());
                high = high.max(band.high().0.log10());
            }
        }
        if low > high { Self { low: -2.0, high: 1.0 } } else { Self { low: low.floor(), high: high.ceil() } }
    }

    /// The ends of the axis.
    #[must_use]
    pub fn ends(self) -> (f64, f64) {
        (10_f64.powf(self.low), 10_f64.powf(self.high))
    }

    /// Where a value stands, as a CSS percentage from the axis' start; values outside stand at its ends.
    fn place(self, value: f64) -> String {
        let share = if value > 0.0 { ((value.log10() - self.low) / (self.high - self.low)).clamp(0.0, 1.0) } else { 0.0 };
        let mut place = ((share * 1000.0).round() / 10.0).to_string();
        place.push('%');
        place
    }

    fn rest(self, value: f64) -> String {
        let share = if value > 0.0 { ((value.log10() - self.low) / (self.high - self.low)).clamp(0.0, 1.0) } else { 0.0 };
        let mut place = (100.0 - (share * 1000.0).round() / 10.0).to_string();
        place.push('%');
        place
    }
}

/// Which of the two meanings a range has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// What is spent.
    Spent,
    /// What is left after a saving.
    Saved,
}

/// The drawing. It says nothing to a screen reader: the same figures always stand beside it as text.
#[component]
pub fn BandBar(meaning: Meaning, band: Signal<Band<WattHours>>, axis: Signal<Axis>) -> impl IntoView {
    view! {
        <div class="band" class:saved=meaning == Meaning::Saved aria-hidden="true">
            <i></i>
            <i
                class="r"
                style:inset-inline-start=move || axis.get().place(band.get().low().0)
                style:inset-inline-end=move || axis.get().rest(band.get().high().0)
            ></i>
            <i class="c" style:inset-inline-start=move || axis.get().place(band.get().central().0)></i>
        </div>
    }
}
