//! What one way of doing it saves over another.

use crate::EnergyError;
use crate::chain::{Level, Plan, Shift, knob, quantity};
use crate::scenario::Scenario;
use crate::units::{Band, Percent, Quantity, WattHours};

/// What `after` saves over `before`. Negative where it costs more.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Saving {
    /// The difference in facility energy; its range comes only from what differs between the two. What they share is held at its median.
    pub wh: Band<WattHours>,
    /// The same with what they share counted once, moving both together: how much of the true energy is saved, whatever the service is like.
    pub wh_overall: Band<WattHours>,
    /// The difference in percent of `before`; shared factors cancel. 0 where `before` is zero.
    pub percent: Band<Percent>,
}

/// Compares two scenarios.
///
/// A factor is shared, and so never counted twice, where both scenarios have the same: the formula and the model's size for the same model on the same GPU,
/// the batch for the same model with the same batch, hosts, idle capacity and PUE for the same place, and token counts whose bands have the same shape (one
/// unknown count, scaled or with a known number added). Everything else moves independently: a stated answer limit does not take away that the length before was unknown.
///
/// # Errors
/// An [`EnergyError`] that says what is allowed, for any figure of either scenario outside its range.
pub fn saving(before: &Scenario, after: &Scenario) -> Result<Saving, EnergyError> {
    let (plans, shared) = (
        [Plan::new(before)?, Plan::new(after)?],
        shared(before, after),
    );
    let wh = |plan: &Plan<'_>, shift| plan.evaluate(shift).quantities[quantity::WH];
    let central = [wh(&plans[0], Shift::NONE), wh(&plans[1], Shift::NONE)];
    let mut sums = Sums::default();
    // Carbon and water do not enter a saving of energy.
    for (knob, shared) in shared.into_iter().enumerate().take(knob::GRID) {
        let at = |plan, level| wh(plan, Shift { knob, level });
        let [low, high] =
            [Level::Low, Level::High].map(|level| [at(&plans[0], level), at(&plans[1], level)]);
        if shared {
            sums.add(central, low, high, Sharing::Shared);
        } else {
            sums.add(
                central,
                [low[0], central[1]],
                [high[0], central[1]],
                Sharing::Different,
            );
            sums.add(
                central,
                [central[0], low[1]],
                [central[0], high[1]],
                Sharing::Different,
            );
        }
    }
    Ok(Saving {
        wh: sums.differing.band(difference(central)),
        wh_overall: sums.overall.band(difference(central)),
        percent: sums.percent(central),
    })
}

fn difference([before, after]: [f64; 2]) -> f64 {
    before - after
}

/// The logarithm of after / before: minus infinity where nothing is left.
fn log_ratio([before, after]: [f64; 2]) -> f64 {
    (after / before).ln()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sharing {
    Shared,
    Different,
}

/// Sums of squared deviations downwards and upwards.
#[derive(Clone, Copy, Default)]
struct Squares {
    down: f64,
    up: f64,
}

impl Squares {
    fn add(&mut self, central: f64, one: f64, other: f64) {
        let (down, up) = (
            (central - one.min(other)).max(0.0),
            (one.max(other) - central).max(0.0),
        );
        self.down += down * down;
        self.up += up * up;
    }

    fn ends(self, central: f64) -> (f64, f64) {
        (central - self.down.sqrt(), central + self.up.sqrt())
    }

    fn band<Q: Quantity>(self, central: f64) -> Band<Q> {
        let (low, high) = self.ends(central);
        Band::ordered(low, central, high)
    }
}

#[derive(Default)]
struct Sums {
    differing: Squares,
    overall: Squares,
    ratio: Squares,
}

impl Sums {
    fn add(&mut self, central: [f64; 2], low: [f64; 2], high: [f64; 2], sharing: Sharing) {
        if sharing == Sharing::Different {
            self.differing
                .add(difference(central), difference(low), difference(high));
        }
        self.overall
            .add(difference(central), difference(low), difference(high));
        if [central, low, high].iter().flatten().all(|wh| *wh > 0.0) {
            self.ratio
                .add(log_ratio(central), log_ratio(low), log_ratio(high));
        }
    }

    fn percent(&self, central: [f64; 2]) -> Band<Percent> {
        let [before, after] = central;
        if before <= 0.0 {
            return Band::zero();
        }
        if after <= 0.0 {
            return Band::exact(Percent(100.0));
        }
        let (low, high) = self.ratio.ends(log_ratio(central));
        let saved = |log_ratio: f64| 100.0 * (1.0 - log_ratio.exp());
        Band::ordered(saved(high), saved(log_ratio(central)), saved(low))
    }
}

/// Which factors both scenarios share.
fn shared(before: &Scenario, after: &Scenario) -> [bool; knob::COUNT] {
    let same_size = before.serving.active == after.serving.active
        && before.serving.total == after.serving.total;
    let same_machine = same_size
        && before.serving.gpu == after.serving.gpu
        && before.serving.factors == after.serving.factors;
    let same_place = before.site.region == after.site.region;
    let mut shared = [true; knob::COUNT];
    shared[knob::FORMULA] = same_machine;
    shared[knob::PREFILL] = same_machine;
    shared[knob::SIZE] = same_size;
    shared[knob::BATCH] = same_size && before.serving.batch == after.serving.batch;
    shared[knob::INPUT] = same_shape(before.exchange.input, after.exchange.input);
    shared[knob::OUTPUT] = same_shape(before.exchange.output, after.exchange.output);
    shared[knob::REASONING] = same_shape(before.exchange.reasoning, after.exchange.reasoning);
    let same_machines = same_place
        && before.serving.gpu.is_local() == after.serving.gpu.is_local()
        && before.serving.factors == after.serving.factors;
    shared[knob::HOST] = same_machines;
    shared[knob::IDLE] = same_machines;
    shared[knob::PUE] = same_machines
        && before.site.pue == after.site.pue
        && before.serving.provider == after.serving.provider;
    shared[knob::SCREEN] = before.screen == after.screen;
    shared
}

/// Whether one band is the other times a number, or plus a number: the same unknown, seen twice.
fn same_shape<Q: Quantity>(one: Band<Q>, other: Band<Q>) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
    let (one, other) = (one.array(), other.array());
    let scaled =
        near(one[0] * other[1], other[0] * one[1]) && near(one[2] * other[1], other[2] * one[1]);
    let moved = |end: usize| {
        ((one[end] - one[1]) - (other[end] - other[1])).abs() <= 1e-9 * one[2].max(other[2])
    };
    scaled || (moved(0) && moved(2))
}
