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

fn fits(yardstick: &'static Yardstick, amount: f64) -> bool {
    (yardstick.least..=yardstick.most).contains(&yardstick.of(amount).value)
}

fn of_basis(basis: Basis) -> impl DoubleEndedIterator<Item = &'static Yardstick> {
    YARDSTICKS
        .iter()
        .filter(move |yardstick| yardstick.basis == basis)
}

fn pick(amount: f64, basis: Basis) -> Equivalence {
    let fitting = of_basis(basis).find(|yardstick| fits(yardstick, amount));
    // Outside every span: below them all the first, above them all the last.
    let outside = || {
        let (first, last) = (of_basis(basis).next()?, of_basis(basis).next_back()?);
        Some(if amount > last.per_unit * last.least {
            last
        } else {
            first
        })
    };
    fitting
        .or_else(outside)
        .unwrap_or(&YARDSTICKS[0])
        .of(amount)
}

/// The first everyday thing whose number lies in its sensible span for this energy; below all spans seconds of an LED bulb, above them years of a home.
#[must_use]
pub fn equivalence(energy: WattHours) -> Equivalence {
    pick(energy.0, Basis::Energy)
}

/// The same for carbon: first metres in a petrol car.
#[must_use]
pub fn carbon_equivalence(carbon: GramsCo2e) -> Equivalence {
    pick(carbon.0, Basis::Carbon)
}

/// Every everyday thing that may be offered for an amount of this basis, in Wh or gCO2e: those whose number lies in its sensible span.
pub fn equivalences_for(basis: Basis, amount: f64) -> impl Iterator<Item = Equivalence> {
    of_basis(basis)
        .filter(move |yardstick| fits(yardstick, amount))
        .map(move |yardstick| yardstick.of(amount))
}
