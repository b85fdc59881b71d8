//! The ordinary request: what it takes, what others published about it, what it is made of, and what a shorter exchange saves.

use super::{Figures, factor};
use crate::pages::learn::format::Value;
use crate::pages::learn::sources::table;
use anyhow::{Context, Result};
use promptwatt_energy::{Lever, equivalences, led_seconds};
use promptwatt_lesson::Request;

/// The published figures that are about one ordinary request to one large service, by their identifiers in the energy crate's data.
pub const PUBLISHED: [&str; 6] = [
    "google-median",
    "epoch-typical",
    "altman",
    "oviedo-typical",
    "jegham-short",
    "unu-mean",
];

impl Figures {
    /// Where the slider of the first step stands until somebody moves it: not near the answer.
    const GUESS: f64 = 10.0;

    pub(super) fn request(&mut self) -> Result<()> {
        let ordinary = Request::ordinary();
        let estimate = ordinary.estimate()?;
        self.band("request_wh", estimate.wh);
        self.put("guess_wh", Value::Estimate(Self::GUESS));
        self.band("request_g", estimate.gco2e);
        self.band("request_ml", estimate.water_ml);
        self.put("request_input", Value::Exact(ordinary.input));
        self.put("request_answer", Value::Exact(ordinary.answer));
        self.put(
            "request_led_s",
            Value::Estimate(led_seconds(estimate.wh.central())),
        );
        self.put(
            "request_joules",
            Value::Estimate(estimate.gpu_joules.central().0),
        );
        let assumed = estimate.assumed;
        self.put("request_active", Value::Exact(assumed.active_b));
        self.put("request_total", Value::Exact(assumed.total_b));
        self.put("request_batch", Value::Exact(assumed.batch));
        self.put("request_gpus", Value::Exact(f64::from(assumed.gpus)));
        self.put("request_bits", Value::Exact(f64::from(assumed.bits)));
        let around = estimate.wh.central().0 * 3600.0 / estimate.gpu_joules.central().0;
        self.put("request_around", Value::Estimate(around));
        self.put("request_grid", Value::Exact(estimate.grid_gco2e_per_kwh.0));
        for thing in equivalences() {
            self.put(format!("like_{}", thing.id), Value::Exact(thing.per_unit));
        }
        self.put(
            "led_hour_wh",
            Value::Exact(3600.0 * equivalences()[0].per_unit),
        );
        Ok(())
    }

    pub(super) fn published(&mut self) -> Result<()> {
        let rows = table("crates/energy/data/anchors.tsv")?;
        let figure = |id: &str| -> Result<f64> {
            let row = rows.iter().find(|row| row["id"] == id);
            let row = row.with_context(|| format!("there is no published figure {id}"))?;
            Ok(row["published"].parse()?)
        };
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for id in PUBLISHED {
            least = least.min(figure(id)?);
            most = most.max(figure(id)?);
        }
        self.put("published_range", Value::Range(least, most));
        for (name, id) in [
            ("published_small", "mit-8b"),
            ("published_giant", "mit-405b"),
            ("published_google", "google-median"),
            ("published_long", "oviedo-long"),
        ] {
            self.put(name, Value::Exact(figure(id)?));
        }
        Ok(())
    }

    pub(super) fn made_of(&mut self) -> Result<()> {
        let ordinary = Request::ordinary();
        let estimate = ordinary.estimate()?;
        let whole = estimate.wh.central().0;
        let parts = estimate.parts_wh;
        self.put("made_input", Value::Exact(ordinary.input));
        self.band("made_wh", estimate.wh);
        for (name, part) in [
            ("made_prompt", parts.prompt),
            ("made_answer", parts.answer),
            ("made_centre", parts.data_centre),
        ] {
            self.put(name, Value::Percent(100.0 * part.0 / whole));
        }
        // One more word in the prompt, such as a courtesy.
        let polite = Request {
            input: ordinary.input + 1.0,
            ..ordinary
        };
        let more = polite.estimate()?.wh.central().0 - whole;
        self.put("please_percent", Value::Percent(100.0 * more / whole));
        let long = Request {
            input: 30_000.0,
            ..ordinary
        };
        let long_estimate = long.estimate()?;
        self.put("long_input", Value::Exact(long.input));
        self.band("long_wh", long_estimate.wh);
        for id in ["host", "idle", "pue"] {
            let factor = factor(id)?;
            self.put(id, Value::Exact(factor.central));
            self.put(format!("{id}_range"), Value::Range(factor.low, factor.high));
        }
        Ok(())
    }

    pub(super) fn answer(&mut self) -> Result<()> {
        let ordinary = Request::ordinary();
        let short = Request {
            answer: 100.0,
            ..ordinary
        };
        self.put("answer_tokens", Value::Exact(short.answer));
        self.band("answer_wh", short.estimate()?.wh);
        self.share("answer_share", ordinary.saved_by(&short)?);
        let half = Request {
            answer: ordinary.answer / 2.0,
            ..ordinary
        };
        self.percent("half_answer", ordinary.saved_by(&half)?);
        let half = Request {
            input: ordinary.input / 2.0,
            ..ordinary
        };
        self.percent("half_prompt", ordinary.saved_by(&half)?);
        let reported = Lever::Shorter.reported().percent;
        self.put("report_half_answer", Value::Percent(reported[1]));
        self.put("report_half_prompt", Value::Percent(reported[0]));
        Ok(())
    }
}
