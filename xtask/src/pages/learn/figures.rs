//! Every figure of the lessons by its name, worked out when the page is built.

use super::format::Value;
use super::sources::{Facts, table};
use anyhow::{Context, Result, bail};
use promptwatt_energy::{
    ARTICLE, Band, Bits, FACTORS_VERSION, Factor, Lever, Percent, Quantity, Region, Scale,
    WattHours, equivalences, factors, led_seconds, people_equivalent, validation,
};
use promptwatt_lesson::{Place, Pull, Pulled, Request};
use std::collections::BTreeMap;

/// The country that the people of the last step are counted in until the reader chooses another: the one the 310 GWh and 3 million people come closest to.
pub const HOME: &str = "TG";

/// The figures by name.
#[derive(Debug, Default)]
pub struct Figures(BTreeMap<String, Value>);

/// Everything that the lab's levers do at first: a smaller model, half the answer, 4 bits.
pub const PULL: Pull = Pull {
    smaller: true,
    answer: 0.5,
    prompt: 1.0,
    bits: Some(Bits::Four),
};

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
    /// Works all of them out.
    ///
    /// # Errors
    /// When the energy crate refuses one, or a table lacks a row.
    pub fn compute(facts: &Facts) -> Result<Self> {
        let mut all = Self(facts.values()?.into_iter().collect());
        all.request()?;
        all.published()?;
        all.made_of()?;
        all.answer()?;
        all.model()?;
        all.bits()?;
        all.scale()?;
        all.lab()?;
        all.access()?;
        all.method()?;
        Ok(all)
    }

    /// The figure of a name.
    ///
    /// # Errors
    /// When there is none.
    pub fn get(&self, name: &str) -> Result<&Value> {
        self.0
            .get(name)
            .with_context(|| format!("there is no figure {name}"))
    }

    fn put(&mut self, name: impl Into<String>, value: Value) {
        let name = name.into();
        let before = self.0.insert(name.clone(), value);
        debug_assert!(before.is_none(), "{name} is there twice");
    }

    /// `name` and `name_range`.
    fn band<Q: Quantity>(&mut self, name: &str, band: Band<Q>) {
        self.put(name, Value::Estimate(band.central().value()));
        self.put(
            format!("{name}_range"),
            Value::Range(band.low().value(), band.high().value()),
        );
    }

    /// The same for percent.
    fn percent<Q: Quantity>(&mut self, name: &str, band: Band<Q>) {
        self.put(name, Value::Percent(band.central().value()));
        self.put(
            format!("{name}_range"),
            Value::PercentRange(band.low().value(), band.high().value()),
        );
    }

    /// Where the slider of the first step stands until somebody moves it: not near the answer.
    const GUESS: f64 = 10.0;

    /// What is left where so much is saved.
    fn share(&mut self, name: &str, saved: Band<Percent>) {
        self.put(name, Value::Percent(100.0 - saved.central().0));
    }

    fn request(&mut self) -> Result<()> {
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

    fn published(&mut self) -> Result<()> {
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

    fn made_of(&mut self) -> Result<()> {
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

    fn answer(&mut self) -> Result<()> {
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

    fn model(&mut self) -> Result<()> {
        let large = Request::ordinary().to("llama-3.3-70b");
        let small = large.to("llama-3.1-8b");
        self.band("model_wh", small.estimate()?.wh);
        self.share("model_share", large.saved_by(&small)?);
        self.percent("small_saved", large.saved_by(&small)?);
        for (name, id) in [
            ("giant_mixture_wh", "deepseek-v3"),
            ("giant_dense_wh", "llama-3.1-405b"),
        ] {
            self.band(name, large.to(id).estimate()?.wh);
        }
        let dense = large.to("command-a");
        self.band("dense_wh", dense.estimate()?.wh);
        let mixture = large.to("glm-4.5-air");
        let estimate = mixture.estimate()?;
        self.band("mixture_wh", estimate.wh);
        self.put("mixture_active", Value::Exact(estimate.assumed.active_b));
        self.put("mixture_total", Value::Exact(estimate.assumed.total_b));
        self.put(
            "dense_total",
            Value::Exact(dense.estimate()?.assumed.total_b),
        );
        self.percent("mixture_saved", dense.saved_by(&mixture)?);
        // A model for one task writes the result and no more.
        let task = Request {
            answer: 60.0,
            ..small.to("task-summarise")
        };
        self.percent("task_saved", small.saved_by(&task)?);
        self.put("task_answer", Value::Exact(task.answer));
        self.put(
            "task_total",
            Value::Exact(task.estimate()?.assumed.total_b * 1000.0),
        );
        let reported = Lever::SmallerModel.reported().percent;
        self.put("report_smaller", Value::Percent(reported[0]));
        self.put(
            "report_smaller_range",
            Value::PercentRange(reported[0], reported[2]),
        );
        Ok(())
    }

    fn bits(&mut self) -> Result<()> {
        let before = Request::reported();
        for (name, place) in PLACES {
            let before = Request { place, ..before };
            for bits in [Bits::Eight, Bits::Four] {
                let after = Request {
                    bits: Some(bits),
                    ..before
                };
                self.percent(
                    &format!("{name}_{}", bits.count()),
                    before.saved_by(&after)?,
                );
            }
        }
        let after = Request {
            bits: Some(Bits::Four),
            ..before
        };
        self.band("bits_wh", after.estimate()?.wh);
        self.percent("bits_saved", before.saved_by(&after)?);
        self.put("bits_batch", Value::Exact(64.0));
        self.put("full_bits", Value::Exact(f64::from(Bits::Sixteen.count())));
        self.put("few_bits", Value::Exact(f64::from(Bits::Four.count())));
        let [_, reported, _] = Lever::Compression.reported().percent;
        self.put("report_compression", Value::Percent(reported));
        let total = before.estimate()?.assumed.total_b;
        let (full, few) = (
            factor("bytes_per_weight_16")?,
            factor("bytes_per_weight_4")?,
        );
        self.put("weights_16", Value::Estimate(total * full.central));
        self.put("weights_4", Value::Estimate(total * few.central));
        self.put("bytes_few", Value::Exact(few.central));
        let overhead = factor("memory_overhead")?;
        self.put("memory_overhead", Value::Exact(overhead.central));
        Ok(())
    }

    fn scale(&mut self) -> Result<()> {
        let scale = |per_day| Scale {
            per_day,
            people: ARTICLE.people,
            days: 365.0,
        };
        let giga = |wh: WattHours| wh.0 / 1e9;
        let article = Band::exact(ARTICLE.request);
        let year = scale(ARTICLE.per_day).of(article)?.central();
        if (giga(year) / giga(ARTICLE.year) - 1.0).abs() > 0.01 {
            bail!("the article's own numbers do not give its sum");
        }
        for (fact, own) in [
            ("report_request_wh", ARTICLE.request.0),
            ("report_users_billion", ARTICLE.people / 1e9),
            ("report_year_gwh", giga(ARTICLE.year)),
            (
                "report_african_people_million",
                ARTICLE.people_in_africa / 1e6,
            ),
        ] {
            if *self.get(fact)? != Value::Exact(own) {
                bail!("learn/facts.tsv and the energy crate quote {fact} differently");
            }
        }
        self.put("per_day", Value::Exact(ARTICLE.per_day));
        self.put("scale_day", Value::Exact(ARTICLE.per_day));
        self.put("users_billion", Value::Exact(ARTICLE.people / 1e9));
        self.put("year_gwh", Value::Exact(giga(ARTICLE.year)));
        self.put(
            "once_gwh",
            Value::Exact(giga(scale(1.0).of(article)?.central()).round()),
        );
        self.put("scale_gwh", Value::Exact(giga(year).round()));
        let ours = scale(ARTICLE.per_day).of(Request::ordinary().estimate()?.wh)?;
        self.put("ours_gwh", Value::Estimate(giga(ours.central())));
        self.put(
            "ours_gwh_range",
            Value::Range(giga(ours.low()), giga(ours.high())),
        );
        let implied = ARTICLE.year.0 / 1000.0 / ARTICLE.people_in_africa;
        self.put("implied_kwh", Value::Exact(implied.round()));
        let Value::Exact(data_centres) = *self.get("data_centres_twh")? else {
            bail!("data_centres_twh is no number");
        };
        self.put(
            "data_centres_percent",
            Value::Percent(100.0 * ARTICLE.year.0 / (data_centres * 1e12)),
        );
        for (name, code) in [("home", HOME), ("chad", "TD"), ("usa", "US")] {
            let region = Region::by_code(code).context("the catalogue has it")?;
            let (per_head, year) = region
                .electricity_per_head()
                .with_context(|| format!("electricity per head of {code} is not known"))?;
            let people = people_equivalent(ARTICLE.year, region).unwrap_or_default();
            self.put(
                format!("{name}_people_million"),
                Value::Estimate(people / 1e6),
            );
            self.put(
                format!("{name}_people_thousand"),
                Value::Estimate(people / 1e3),
            );
            self.put(format!("{name}_kwh"), Value::Exact(per_head));
            self.put(format!("{name}_year"), Value::Plain(year.to_string()));
        }
        Ok(())
    }

    fn lab(&mut self) -> Result<()> {
        let before = Request::reported();
        let [.., most] = Lever::Together.reported().percent;
        self.put("report_together", Value::Percent(most));
        self.put("lab_input", Value::Exact(before.input));
        self.put("lab_answer", Value::Exact(before.answer));
        self.band("lab_before", before.estimate()?.wh);
        for (lever, Pulled { wh, percent }) in Lever::ALL.into_iter().zip(PULL.on(&before)?) {
            self.band(&format!("lab_{}", lever.id()), wh);
            self.percent(&format!("lab_{}_saved", lever.id()), percent);
            let reported = lever.reported().percent;
            self.put(
                format!("lab_{}_report", lever.id()),
                // The lower figure of the shorter exchange is about the prompt, which this lever leaves as it is.
                if reported[0] < reported[2] && lever != Lever::Shorter {
                    Value::PercentRange(reported[0], reported[2])
                } else {
                    Value::Percent(reported[1])
                },
            );
        }
        Ok(())
    }

    fn access(&mut self) -> Result<()> {
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

    fn method(&mut self) -> Result<()> {
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

/// A factor of the newest set.
///
/// # Errors
/// When there is none.
pub fn factor(id: &str) -> Result<&'static Factor> {
    let found = factors().iter().find(|factor| factor.id == id);
    found.with_context(|| format!("there is no factor {id}"))
}

/// Where a model can be served, as the step about compression compares it.
pub const PLACES: [(&str, Place); 3] = [
    ("busy", Place::Service(64.0)),
    ("quiet", Place::Service(8.0)),
    ("laptop", Place::Laptop),
];

/// The countries of the page about access: all continents, the grids that emit least and most, and those where the least and the most electricity is
/// generated per head among them.
pub const COUNTRIES: [&str; 20] = [
    "TD", "CD", "TG", "ET", "NG", "KE", "SN", "IN", "EG", "MA", "ID", "BR", "MX", "CN", "PL", "ZA",
    "FR", "SA", "US", "NO",
];

/// Memory of a device in GB: the columns of the table of what fits.
pub const MEMORY: [f64; 3] = [4.0, 8.0, 16.0];

/// Between the thin lines of the chart of metered runs, prediction and measurement differ by less than this factor.
pub const NEAR: f64 = 2.0;

#[cfg(test)]
mod tests {
    use super::{COUNTRIES, Facts, Figures, Region, Value};

    /// What the texts say in words about the figures beside them.
    #[test]
    fn the_words_around_the_figures_hold() {
        let figures = Figures::compute(&Facts::load().unwrap()).unwrap();
        let figure = |name: &str| match figures.get(name).unwrap() {
            Value::Estimate(value) | Value::Exact(value) | Value::Percent(value) => *value,
            other => panic!("{name} is {other:?}"),
        };
        let clean_and_little = |code: &str| {
            let region = Region::by_code(code).unwrap();
            let cleaner = COUNTRIES.iter().filter(|other| {
                let grid = |region: &Region| region.grid().unwrap().0;
                grid(Region::by_code(other).unwrap()) < grid(region)
            });
            cleaner.count() < 3 && region.electricity_per_head().unwrap().0 < 150.0
        };
        for (words, holds) in [
            (
                "clean grids with little electricity for each person",
                clean_and_little("CD") && clean_and_little("ET"),
            ),
            (
                "the report's compression is close to ours on a laptop too",
                (figure("laptop_8") - figure("report_compression")).abs() < 5.0,
            ),
            (
                "and a busy service saves less",
                figure("busy_4") < figure("report_compression") - 10.0,
            ),
            (
                "a polite word costs almost nothing",
                figure("please_percent") < 0.1,
            ),
            (
                "most of the chips' energy is the answer",
                figure("made_answer") > 5.0 * figure("made_prompt"),
            ),
            (
                "half the answer: ours and the report's agree",
                (figure("half_answer") - figure("report_half_answer")).abs() < 10.0,
            ),
            ("half the prompt saves little", figure("half_prompt") < 10.0),
            (
                "a long text costs far more",
                figure("long_wh") > 3.0 * figure("request_wh"),
            ),
            (
                "the mixture takes less than a dense model as large",
                figure("mixture_wh") < 0.75 * figure("dense_wh"),
            ),
            (
                "and is about as large",
                (figure("mixture_total") / figure("dense_total") - 1.0).abs() < 0.1,
            ),
            (
                "the giant mixture takes about as much as the dense giant",
                (figure("giant_mixture_wh") / figure("giant_dense_wh") - 1.0).abs() < 0.25,
            ),
            (
                "fewer bits help most on a laptop",
                figure("laptop_4") > 1.3 * figure("busy_4"),
            ),
            (
                "the report's figure lies near the quiet end",
                (figure("quiet_4") - figure("report_compression")).abs() < 10.0,
            ),
            (
                "all together save less than the sum",
                figure("lab_together_saved")
                    < figure("lab_smaller_model_saved")
                        + figure("lab_shorter_saved")
                        + figure("lab_compression_saved"),
            ),
            (
                "3 million people fit the country that is shown first",
                (figure("home_people_million") / figure("report_african_people_million") - 1.0)
                    .abs()
                    < 0.25,
            ),
        ] {
            assert!(holds, "no longer true: {words}");
        }
    }
}
