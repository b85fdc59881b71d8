//! Everyday things that take as much, and what exactly each is.

use crate::numbers::{duration, figure};
use crate::texts::{fill, t_of};
use promptwatt_energy::Equivalence;

/// "Like a 10 W LED bulb for 2 min": by the thing's id, its number as a time or as a figure.
#[must_use]
pub fn likeness(equivalence: &Equivalence) -> String {
    let seconds = match equivalence.unit {
        "s" => 1.0,
        "min" => 60.0,
        "h" => 3600.0,
        _ => 0.0,
    };
    let number = if seconds > 0.0 {
        duration(equivalence.value * seconds)
    } else {
        figure(equivalence.value)
    };
    let key = ["like.", equivalence.id].concat();
    fill(&key, &[("n", &number)])
}

/// What exactly the thing is.
#[must_use]
pub fn definition(equivalence: &Equivalence) -> &'static str {
    t_of("defined", equivalence.id)
}
