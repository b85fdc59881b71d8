//! Everyday things that take as much.

use crate::provenance::Provenance;
use crate::tables::{YARDSTICK_SOURCES, YARDSTICKS};
use crate::units::{GramsCo2e, WattHours};

/// What is compared. Energy is never compared with a thing known by its carbon, nor the reverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "snake_case")
)]
pub enum Basis {
    /// Watt-hours.
    Energy,
    /// Grams of CO2 equivalent.
    Carbon,
}

/// An everyday thing that takes a known amount.
#[derive(Debug)]
pub struct Yardstick {
    pub(crate) index: u8,
    /// The identifier: `led`, `kettle`.
    pub id: &'static str,
    /// What is counted: `s`, `litres`.
    pub unit: &'static str,
    /// What is compared.
    pub basis: Basis,
    /// Wh or gCO2e per unit.
    pub per_unit: f64,
    /// It is offered from this many units on ...
    pub least: f64,
    /// ... up to this many.
    pub most: f64,
}

impl Yardstick {
    /// What one unit is, in words.
    #[must_use]
    pub fn definition(&self) -> &'static str {
        YARDSTICK_SOURCES[usize::from(self.index)].0
    }

    /// Where the figure comes from.
    #[must_use]
    pub fn provenance(&self) -> Provenance {
        YARDSTICK_SOURCES[usize::from(self.index)].1
    }

    fn of(&'static self, amount: f64) -> Equivalence {
        Equivalence {
            id: self.id,
            value: amount.max(0.0) / self.per_unit,
            unit: self.unit,
        }
    }
}

/// So many units of an everyday thing.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Equivalence {
    /// Which thing.
    pub id: &'static str,
    /// How many units.
    pub value: f64,
    /// Of what.
    pub unit: &'static str,
}

/// All everyday things, the preferred ones first.
#[must_use]
pub fn equivalences() -> &'static [Yardstick] {
    &YARDSTICKS
}

/// How long a 10 W LED bulb burns on this energy, in seconds.
#[must_use]
pub fn led_seconds(energy: WattHours) -> f64 {
    YARDSTICKS[0].of(energy.0).value
}

fn pick(amount: f64, basis: Basis) -> Equivalence {
    let mut candidates = YARDSTICKS
        .iter()
        .filter(|yardstick| yardstick.basis == basis);
    let fits = candidates
        .clone()
        .find(|yardstick| (yardstick.least..=yardstick.most).contains(&yardstick.of(amount).value));
    fits.or_else(|| candidates.next())
        .unwrap_or(&YARDSTICKS[0])
        .of(amount)
}

/// The first everyday thing whose number lies in its sensible span for this energy; seconds of an LED bulb where none does.
#[must_use]
pub fn equivalence(energy: WattHours) -> Equivalence {
    pick(energy.0, Basis::Energy)
}

/// The same for carbon: metres in a petrol car.
#[must_use]
pub fn carbon_equivalence(carbon: GramsCo2e) -> Equivalence {
    pick(carbon.0, Basis::Carbon)
}
