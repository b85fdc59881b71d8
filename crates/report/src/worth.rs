//! What following an advice is worth.

use promptwatt_energy::{Band, EnergyError, Quantity, Saving, Scenario, WattHours, saving};
use promptwatt_tokens::TokenBand;

/// The saving of a shorter answer, where the length before and after are one unknown: a question that makes for a long answer does so with and
/// without a limit, and a limit never makes an answer longer. So the percentiles of both lengths go together.
///
/// Taken as two independent unknowns, a limit on the answer could cost energy, which it cannot.
///
/// # Errors
/// As [`saving`].
pub(crate) fn of_answer(
    before: TokenBand,
    after: TokenBand,
    scenarios: impl Fn(TokenBand, TokenBand) -> [Scenario; 2],
) -> Result<Saving, EnergyError> {
    let at = |before: f64, after: f64| {
        let [before, after] = scenarios(exactly(before), exactly(after));
        saving(&before, &after)
    };
    let mut worth = at(before.central, after.central)?;
    let others = [at(before.low, after.low)?, at(before.high, after.high)?];
    worth.wh = with(worth.wh, others.map(|other| other.wh.central()));
    worth.wh_overall = with(worth.wh_overall, others.map(|other| other.wh.central()));
    worth.percent = with(worth.percent, others.map(|other| other.percent.central()));
    Ok(worth)
}

/// The same saving, where its watt-hours are as certain as its percent: who surely saves a share surely saves that share of the least there is.
///
/// The deviations of the difference are added as if they were symmetric, which for wide ranges would reach below nothing saved.
pub(crate) fn bounded(mut saving: Saving, before: Band<WattHours>) -> Saving {
    let least = before.low().0 * saving.percent.low().0 / 100.0;
    let overall = saving.wh_overall;
    if overall.low().0 < least {
        let low = least.min(overall.central().0);
        saving.wh_overall =
            Band::new(WattHours(low), overall.central(), overall.high()).unwrap_or(overall);
    }
    saving
}

/// A saving without uncertain lengths, widened by what it is at the ends of the length: deviations add up as the root of their squares.
fn with<Q: Quantity>(known: Band<Q>, ends: [Q; 2]) -> Band<Q> {
    let central = known.central().value();
    let [one, other] = ends.map(Quantity::value);
    let down = together(
        central - known.low().value(),
        (central - one.min(other)).max(0.0),
    );
    let up = together(
        known.high().value() - central,
        (one.max(other) - central).max(0.0),
    );
    // What is saved at the least length is a bound: no other unknown turns a saving into a loss.
    let least = one.min(other).min(known.low().value());
    let low = (central - down).max(least);
    Band::new(Q::of(low), known.central(), Q::of(central + up)).unwrap_or(known)
}

/// The root of the squares: no deviation comes near where that overflows.
fn together(one: f64, other: f64) -> f64 {
    (one * one + other * other).sqrt()
}

fn exactly(tokens: f64) -> TokenBand {
    TokenBand {
        low: tokens,
        central: tokens,
        high: tokens,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deviations_add_up_as_the_root_of_their_squares() {
        let known = Band::new(WattHours(7.0), WattHours(10.0), WattHours(13.0)).unwrap();
        let widened = with(known, [WattHours(6.0), WattHours(14.0)]);
        assert_eq!(
            (widened.low().0, widened.central().0, widened.high().0),
            (6.0, 10.0, 15.0)
        );
    }
}
