//! How the figures are known: factors, and runs that were metered.

use super::Figures;
use crate::pages::learn::format::Value;
use anyhow::Result;
use promptwatt_energy::{FACTORS_VERSION, factors, validation};

/// Between the thin lines of the chart of metered runs, prediction and measurement differ by less than this factor.
pub const NEAR: f64 = 2.0;

impl Figures {
    pub(super) fn method(&mut self) -> Result<()> {
        self.put("factors_version", Value::Plain(FACTORS_VERSION.to_owned()));
        let checks = validation::validate()?;
        for (name, sample) in [
            ("metered", validation::Sample::Metered),
            ("other", validation::Sample::MeteredOther),
            ("whole", validation::Sample::Published),
        ] {
            let fit = validation::fit(checks.iter().filter(|check| check.sample == sample));
            self.put(format!("{name}_count"), Value::Exact(fit.count as f64));
            self.put(format!("{name}_inside"), Value::Exact(fit.inside as f64));
            self.put(
                format!("{name}_missed"),
                Value::Exact((fit.count - fit.inside) as f64),
            );
            self.put(
                format!("{name}_error"),
                Value::Percent(100.0 * (fit.rms.exp() - 1.0)),
            );
        }
        let runs = checks
            .iter()
            .filter(|check| check.sample != validation::Sample::Published);
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for check in runs {
            least = least.min(check.published);
            most = most.max(check.published);
        }
        self.put("metered_span_range", Value::Range(least, most));
        self.put("near_factor", Value::Exact(NEAR));
        let newest = factors().iter().map(|factor| factor.provenance.read).max();
        self.put(
            "factors_read",
            Value::Plain(newest.unwrap_or_default().to_owned()),
        );
        Ok(())
    }
}
