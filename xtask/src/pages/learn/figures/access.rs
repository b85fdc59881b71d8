//! Where electricity is scarce or dirty, and devices small.

use super::Figures;
use crate::pages::learn::format::Value;
use anyhow::{Context, Result};
use promptwatt_energy::Region;
use promptwatt_lesson::Request;

/// The countries of the page about access: all continents, the grids that emit least and most, and those where the least and the most electricity is
/// generated per head among them.
pub const COUNTRIES: [&str; 20] = [
    "TD", "CD", "TG", "ET", "NG", "KE", "SN", "IN", "EG", "MA", "ID", "BR", "MX", "CN", "PL", "ZA",
    "FR", "SA", "US", "NO",
];

/// Memory of a device in GB: the columns of the table of what fits.
pub const MEMORY: [f64; 3] = [4.0, 8.0, 16.0];

impl Figures {
    pub(super) fn access(&mut self) -> Result<()> {
        let grams = |code: &str| -> Result<f64> {
            let region = Region::by_code(code).with_context(|| format!("no region {code}"))?;
            let here = Request {
                region,
                ..Request::ordinary()
            };
            Ok(here.estimate()?.gco2e.central().0)
        };
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        let (mut poorest, mut richest) = (f64::INFINITY, 0.0_f64);
        for code in COUNTRIES {
            least = least.min(grams(code)?);
            most = most.max(grams(code)?);
            let region = Region::by_code(code).with_context(|| format!("no region {code}"))?;
            if let Some((per_head, _)) = region.electricity_per_head() {
                poorest = poorest.min(per_head);
                richest = richest.max(per_head);
            }
        }
        for memory in MEMORY {
            self.put(format!("gb_{memory}"), Value::Exact(memory));
        }
        self.put("countries", Value::Exact(COUNTRIES.len() as f64));
        self.put("country_g_range", Value::Range(least, most));
        self.put("country_times", Value::Estimate(most / least));
        self.put("head_times", Value::Estimate(richest / poorest));
        self.put("head_range", Value::Range(poorest, richest));
        Ok(())
    }
}
