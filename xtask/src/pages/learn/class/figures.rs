//! The figures that quiz and teacher pack speak of, by name. Each is computed here from `promptwatt-energy` and `promptwatt-tokens`, or is a row of
//! `learn/facts.tsv`: no text carries a number of its own, so none can go stale.

use super::super::format::Value;
use super::super::sources::Facts;
use crate::places;
use anyhow::{Context, Result, bail};
use promptwatt_energy::{
    ARTICLE, Accounting, Band, Bits, Estimate, Exchange, Lever, Model, Quantity, Region, Requests,
    Scale, Scenario, Site, Tokens, equivalences, estimate, led_seconds, people_equivalent, saving,
    validation,
};
use promptwatt_lesson::Request;
use promptwatt_tokens::{Encoding, Parts, Tokenizer, Vocabulary};
use std::collections::BTreeMap;
use std::fs;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Watt-hours.
    WattHours,
    /// Grams of CO2 equivalent.
    Grams,
    /// Grams of CO2 equivalent per kilowatt-hour.
    GramsPerKilowattHour,
    /// Millilitres of water.
    Millilitres,
    /// Percent.
    Percent,
    /// How many times as much.
    Times,
    /// Things or people, whole.
    Count,
    /// Things, with a fraction where they are few.
    Amount,
    /// Seconds.
    Seconds,
    /// Kilowatt-hours per head and year.
    KilowattHours,
    /// Gigabytes.
    Gigabytes,
    /// Watts.
    Watts,
    /// A year of the calendar.
    Year,
}

/// A figure: 5th, 50th and 95th percentile, all the same where it is known or only the middle is of interest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The percentiles, in `unit`.
    pub band: [f64; 3],
    /// What they count.
    pub unit: Unit,
}

impl Figure {
    /// A figure without a range.
    pub fn exact(value: f64, unit: Unit) -> Self {
        Self {
            band: [value; 3],
            unit,
        }
    }

    /// A figure of a band.
    pub fn of<Q: Quantity>(band: Band<Q>, unit: Unit) -> Self {
        Self {
            band: [band.low(), band.central(), band.high()].map(Quantity::value),
            unit,
        }
    }
}

/// All figures, by name.
#[derive(Debug, Default)]
pub struct Figures(BTreeMap<String, Figure>);

/// A long report pasted into the field, in tokens: twenty pages or so.
const PASTED: f64 = 10_000.0;
/// A short answer that somebody asked for, in tokens: three or four sentences.
const BRIEF: f64 = 100.0;
/// The text of a "thank you" sent as a message of its own, and what is answered to it, in tokens.
const THANKS: [f64; 2] = [5.0, 20.0];
/// Courtesy around a request, in the tokens that it has.
const COURTESY: &str = "Hello! Could you please help me with this? Thank you very much!";
/// The same sentence in two languages, for counting: ours.
const SENTENCES: [(&str, &str); 2] = [
    (
        "en",
        "A short answer saves more energy than a short question.",
    ),
    (
        "ar",
        "الإجابة القصيرة توفر طاقة أكثر مما يوفره السؤال القصير.",
    ),
];
/// A bottle of water, mL.
const BOTTLE: f64 = 500.0;
/// The memory of a modest laptop, GB.
const LAPTOP_MEMORY: f64 = 8.0;

impl Figures {
    /// Computes all figures.
    ///
    /// # Errors
    /// When the energy crate refuses a scenario, a vocabulary or a fact is missing, or two figures have one name.
    pub fn gather(facts: &Facts) -> Result<Self> {
        let mut figures = Self::default();
        figures.quoted(facts)?;
        figures.requests()?;
        figures.lengths()?;
        figures.models()?;
        figures.compression()?;
        figures.scale()?;
        figures.places()?;
        figures.water()?;
        figures.tokens()?;
        figures.comparisons()?;
        // What a text says by "twice" or "ten times".
        for (name, times) in [
            ("one_time", 1.0),
            ("two_times", 2.0),
            ("ten_times", 10.0),
            ("hundred_times", 100.0),
        ] {
            figures.exact(name, times, Unit::Times)?;
        }
        Ok(figures)
    }

    /// Rows of `learn/facts.tsv`, with the units that the texts want.
    fn quoted(&mut self, facts: &Facts) -> Result<()> {
        for (id, value) in facts.values()? {
            let unit = match id.as_str() {
                "report_talent_percent" => Unit::Percent,
                "report_summary_times" | "report_translation_times" | "report_answering_times" => {
                    Unit::Times
                }
                "google_carbon_g" => Unit::Grams,
                "google_water_ml" | "altman_water_ml" | "gpt3_water_ml" => Unit::Millilitres,
                "unesco_members_then" | "unesco_members_now" => Unit::Count,
                "search_year" | "ethics_year" => Unit::Year,
                // Quoted by the lessons alone.
                _ => continue,
            };
            let number = match value {
                Value::Exact(number) | Value::Percent(number) => number,
                Value::Plain(text) => text.parse().with_context(|| id.clone())?,
                other => bail!("{id} is {other:?}, no fact"),
            };
            self.exact(&id, number, unit)?;
        }
        Ok(())
    }

    /// A figure by its name.
    ///
    /// # Errors
    /// When there is none.
    pub fn get(&self, name: &str) -> Result<Figure> {
        let found = self.0.get(name).copied();
        found.with_context(|| {
            format!("there is no figure {name}; xtask/src/pages/learn/class/figures.rs makes them")
        })
    }

    /// A value for comparing: `name` for the median, `name.low` and `name.high` for the ends of the range.
    ///
    /// # Errors
    /// When there is no such figure.
    pub fn value(&self, name: &str) -> Result<f64> {
        let (name, percentile) = match name.split_once('.') {
            None => (name, 1),
            Some((name, "low")) => (name, 0),
            Some((name, "high")) => (name, 2),
            Some(_) => bail!("{name}: a figure has .low and .high"),
        };
        Ok(self.get(name)?.band[percentile])
    }

    fn put(&mut self, name: &str, figure: Figure) -> Result<()> {
        if !figure.band.iter().all(|value| value.is_finite()) {
            bail!("the figure {name} is no number: {figure:?}");
        }
        if self.0.insert(name.to_owned(), figure).is_some() {
            bail!("there are two figures {name}");
        }
        Ok(())
    }

    fn exact(&mut self, name: &str, value: f64, unit: Unit) -> Result<()> {
        self.put(name, Figure::exact(value, unit))
    }

    /// One ordinary request, the one that the lessons begin with, what it is made of, and what others published.
    fn requests(&mut self) -> Result<()> {
        let ordinary = Request::ordinary();
        let chat = ordinary.estimate()?;
        self.put("chat", Figure::of(chat.wh, Unit::WattHours))?;
        self.put("chat_carbon", Figure::of(chat.gco2e, Unit::Grams))?;
        self.put("chat_water", Figure::of(chat.water_ml, Unit::Millilitres))?;
        let parts = [
            ("part_prompt", chat.parts_wh.prompt),
            ("part_answer", chat.parts_wh.answer),
            ("part_centre", chat.parts_wh.data_centre),
        ];
        for (name, part) in parts {
            let share = 100.0 * part.0 / chat.wh.central().0;
            self.exact(name, share, Unit::Percent)?;
        }
        self.exact("chat_led", led_seconds(chat.wh.central()), Unit::Seconds)?;
        let spread = chat.wh.high().0 / chat.wh.low().0;
        self.exact("chat_spread", spread, Unit::Times)?;
        self.exact("prompt_tokens", ordinary.input, Unit::Count)?;
        self.exact("answer_tokens", ordinary.answer, Unit::Count)?;
        for check in validation::validate()? {
            if matches!(check.family, "altman" | "google-median" | "epoch-typical") {
                let name = format!("published_{}", check.family.replace('-', "_"));
                self.exact(&name, check.published, Unit::WattHours)?;
            }
        }
        Ok(())
    }

    /// What shorter prompts and answers save, and what longer ones take.
    fn lengths(&mut self) -> Result<()> {
        let whole = Request::ordinary();
        let (input, answer) = (whole.input, whole.answer);
        let polite = count(COURTESY, Encoding::O200kBase)?;
        let savings = [
            (
                "save_half_answer",
                whole,
                Request {
                    answer: answer / 2.0,
                    ..whole
                },
            ),
            (
                "save_half_prompt",
                whole,
                Request {
                    input: input / 2.0,
                    ..whole
                },
            ),
            (
                "save_brief",
                whole,
                Request {
                    answer: BRIEF,
                    ..whole
                },
            ),
            (
                "save_courtesy",
                Request {
                    input: input + polite,
                    ..whole
                },
                whole,
            ),
        ];
        for (name, before, after) in savings {
            let percent = before.saved_by(&after)?;
            self.put(name, Figure::of(percent, Unit::Percent))?;
        }
        self.exact("brief_tokens", BRIEF, Unit::Count)?;
        self.exact("courtesy_tokens", polite, Unit::Count)?;
        let one = whole.estimate()?.wh.central().0;
        let mut thanks = Request {
            input: THANKS[0],
            answer: THANKS[1],
            ..whole
        }
        .scenario()?;
        thanks.exchange = thanks
            .exchange
            .with_context(Tokens(input + answer), Tokens(0.0));
        let share = 100.0 * estimate(&thanks)?.wh.central().0 / one;
        self.exact("thanks_share", share, Unit::Percent)?;
        let pasted = Request {
            input: PASTED,
            ..whole
        }
        .estimate()?;
        self.exact("pasted_tokens", PASTED, Unit::Count)?;
        self.exact("pasted_ratio", pasted.wh.central().0 / one, Unit::Times)?;
        // The same size of model, with and without hidden reasoning before the answer.
        let thought = model("o3")?.typical_reasoning().central();
        let mut thinking = whole.to("o3").scenario()?;
        thinking.exchange = thinking.exchange.with_reasoning(Band::exact(thought));
        let ratio = estimate(&thinking)?.wh.central().0 / one;
        self.exact("reasoning_tokens", thought.0, Unit::Count)?;
        self.exact("reasoning_ratio", ratio, Unit::Times)
    }

    /// Sizes of models, mixtures of experts, models for one task.
    fn models(&mut self) -> Result<()> {
        let wh = |id: &str| {
            let model = model(id)?;
            let exchange = Exchange::new(
                Band::exact(Tokens(Request::ordinary().input)),
                Band::exact(model.typical_answer().central()),
            );
            anyhow::Ok(ask(model, exchange, Region::world())?.wh)
        };
        for (name, id) in [
            ("model_small", "tier-small"),
            ("model_mid", "tier-mid"),
            ("model_mixture", "tier-small-moe"),
            ("model_large", "tier-large"),
            ("model_giant", "tier-dense-giant"),
        ] {
            self.put(name, Figure::of(wh(id)?, Unit::WattHours))?;
            let size = model(id)?.serving();
            let (active, total) = (size.active.central().0, size.total.central().0);
            self.exact(&format!("{name}_size"), total * 1e9, Unit::Count)?;
            self.exact(&format!("{name}_active"), active * 1e9, Unit::Count)?;
        }
        let ratio = wh("tier-dense-giant")?.central().0 / wh("tier-small")?.central().0;
        self.exact("giant_ratio", ratio, Unit::Times)?;
        let large = model("tier-large")?;
        let translator = model("task-translate")?;
        let exchange = |model: &Model| {
            let answer = model.typical_answer().central();
            Exchange::new(
                Band::exact(Tokens(Request::ordinary().input)),
                Band::exact(answer),
            )
        };
        let world = Region::world();
        let translated = saving(
            &scenario(large, exchange(translator), world),
            &scenario(translator, exchange(translator), world),
        )?;
        self.put(
            "save_translator",
            Figure::of(translated.percent, Unit::Percent),
        )?;
        // Memory for the weights alone, GB: what decides whether a model fits.
        for (name, id) in [
            ("memory_phone", "local-llama-3.2-3b"),
            ("memory_laptop", "local-qwen3-8b"),
            ("memory_giant", "tier-dense-giant"),
            ("memory_deepseek", "tier-deepseek-class"),
        ] {
            let serving = model(id)?.serving();
            let bytes = f64::from(serving.bits.count()) / 8.0;
            self.exact(name, serving.total.central().0 * bytes, Unit::Gigabytes)?;
        }
        self.exact("memory_limit", LAPTOP_MEMORY, Unit::Gigabytes)
    }

    /// What fewer bits save, alone on a machine and among many.
    fn compression(&mut self) -> Result<()> {
        let small = model("tier-small")?;
        let exchange = Exchange::new(
            Band::exact(Tokens(Request::reported().input)),
            Band::exact(small.typical_answer().central()),
        );
        let place = Site::new(Region::world());
        for (name, batch, bits) in [
            ("save_bits_alone", 1.0, Bits::Eight),
            ("save_bits_many", 64.0, Bits::Eight),
            ("save_bits_crowd", 256.0, Bits::Eight),
            ("save_four_bits_alone", 1.0, Bits::Four),
        ] {
            let serving = small.serving().with_batch(Requests(batch));
            let before = Scenario::new(exchange, serving, place);
            let after = Scenario::new(exchange, serving.with_bits(bits), place);
            let percent = saving(&before, &after)?.percent;
            self.put(name, Figure::of(percent, Unit::Percent))?;
        }
        self.exact("batch_many", 64.0, Unit::Count)?;
        for (name, lever, which) in [
            ("report_compression", Lever::Compression, 1),
            ("report_shorter", Lever::Shorter, 1),
            ("report_half_prompt", Lever::Shorter, 0),
            ("report_small", Lever::SmallerModel, 0),
            ("report_together", Lever::Together, 2),
        ] {
            let percent = lever.reported().percent[which];
            self.exact(name, percent, Unit::Percent)?;
        }
        let one_by_one = ["report_small", "report_shorter", "report_compression"];
        let sum = one_by_one
            .iter()
            .map(|name| self.value(name))
            .sum::<Result<f64>>()?;
        self.exact("levers_sum", sum, Unit::Percent)
    }

    /// The article's sum, taken apart, and people's electricity.
    fn scale(&mut self) -> Result<()> {
        let one_a_day = Scale {
            per_day: 1.0,
            people: ARTICLE.people,
            days: 365.0,
        };
        self.exact("article_request", ARTICLE.request.0, Unit::WattHours)?;
        self.exact("article_year", ARTICLE.year.0, Unit::WattHours)?;
        self.exact("article_people", ARTICLE.people, Unit::Count)?;
        self.exact("article_in_africa", ARTICLE.people_in_africa, Unit::Count)?;
        let per_day = one_a_day
            .per_day_behind(ARTICLE.year, ARTICLE.request)
            .context("the article's sum can be divided")?;
        self.exact("per_day", per_day, Unit::Amount)?;
        let year = one_a_day.of(Band::exact(ARTICLE.request))?.central();
        self.exact("one_a_day", year.0, Unit::WattHours)?;
        let in_africa = ARTICLE.year.0 / 1000.0 / ARTICLE.people_in_africa;
        self.exact("article_per_head", in_africa, Unit::KilowattHours)?;
        for code in ["TD", "TG", "KE", "FR", "US", "EG", "MA", "SN"] {
            let region = region(code)?;
            let name = code.to_ascii_lowercase();
            let (per_head, _) = region
                .electricity_per_head()
                .with_context(|| format!("electricity per head in {code}"))?;
            self.exact(&format!("per_head_{name}"), per_head, Unit::KilowattHours)?;
            let people = people_equivalent(ARTICLE.year, region).context("people")?;
            self.exact(&format!("people_{name}"), people, Unit::Count)?;
        }
        let ratio = self.value("per_head_us")? / self.value("per_head_td")?;
        self.exact("per_head_ratio", ratio, Unit::Times)
    }

    /// The same request in several places.
    fn places(&mut self) -> Result<()> {
        let model = model("tier-large")?;
        let exchange = Exchange::new(
            Band::exact(Tokens(Request::ordinary().input)),
            Band::exact(model.typical_answer().central()),
        );
        for code in ["NO", "FR", "US", "IN", "ZA", "PL", "WORLD"] {
            let region = region(code)?;
            let name = code.to_ascii_lowercase();
            let grid = region
                .grid()
                .with_context(|| format!("the grid of {code}"))?;
            let carbon = ask(model, exchange, region)?.gco2e;
            self.put(&format!("carbon_{name}"), Figure::of(carbon, Unit::Grams))?;
            self.exact(&format!("grid_{name}"), grid.0, Unit::GramsPerKilowattHour)?;
        }
        let ratio = self.value("carbon_za")? / self.value("carbon_fr")?;
        self.exact("carbon_ratio", ratio, Unit::Times)?;
        // The same power, counted by the grid and by contracts.
        let mut by_contract = Site::new(region("US")?);
        by_contract.accounting = Accounting::MarketBased;
        let serving = model.serving();
        let contract = estimate(&Scenario::new(exchange, serving, by_contract))?.gco2e;
        self.put("carbon_contract", Figure::of(contract, Unit::Grams))
    }

    /// Where the water goes.
    fn water(&mut self) -> Result<()> {
        let pue = factor("pue")?;
        let on_site = factor("water_on_site")?;
        let off_site = pue * Region::world().water_off_site().context("world's water")?;
        let share = 100.0 * off_site / (on_site + off_site);
        self.exact("water_power_plants", share, Unit::Percent)?;
        self.exact("water_cooling", 100.0 - share, Unit::Percent)?;
        self.exact("bottle", BOTTLE, Unit::Millilitres)?;
        for (name, water) in [
            ("bottle_requests", "chat_water"),
            ("gpt3_bottle_requests", "gpt3_water_ml"),
        ] {
            let requests = BOTTLE / self.value(water)?;
            self.exact(name, requests, Unit::Count)?;
        }
        Ok(())
    }

    /// The same sentence in two languages and two vocabularies.
    fn tokens(&mut self) -> Result<()> {
        for (language, sentence) in SENTENCES {
            for (name, encoding) in [("new", Encoding::O200kBase), ("old", Encoding::Cl100kBase)] {
                let count = count(sentence, encoding)?;
                self.exact(&format!("tokens_{language}_{name}"), count, Unit::Count)?;
            }
        }
        Ok(())
    }

    /// Everyday things beside one request.
    fn comparisons(&mut self) -> Result<()> {
        let thing = |id: &str| {
            let found = equivalences().iter().find(|thing| thing.id == id);
            found.with_context(|| format!("the energy crate compares with no {id}"))
        };
        let chat = self.value("chat")?;
        for (name, id) in [
            ("search", "web_search"),
            ("phone_charge", "phone_charge"),
            ("cup_of_tea", "tea"),
            ("shower_minute", "shower"),
        ] {
            let wh = thing(id)?.per_unit;
            self.exact(name, wh, Unit::WattHours)?;
            self.exact(&format!("{name}_requests"), wh / chat, Unit::Amount)?;
        }
        let lamp = thing("led")?.per_unit * 3600.0;
        self.exact("led_power", lamp, Unit::Watts)?;
        let search = thing("web_search")?.per_unit;
        let band = self.get("chat")?.band.map(|wh| wh / search);
        let unit = Unit::Times;
        self.put("search_ratio", Figure { band, unit })
    }
}

/// The median of a constant of the formula chain.
fn factor(id: &str) -> Result<f64> {
    let mut factors = promptwatt_energy::factors().iter();
    let found = factors.find(|factor| factor.id == id);
    Ok(found.with_context(|| format!("no factor {id}"))?.central)
}

fn model(id: &str) -> Result<&'static Model> {
    Model::by_id(id).with_context(|| format!("the catalogue has no model {id}"))
}

fn region(code: &str) -> Result<&'static Region> {
    Region::by_code(code).with_context(|| format!("the catalogue has no region {code}"))
}

fn scenario(model: &Model, exchange: Exchange, region: &'static Region) -> Scenario {
    Scenario::new(exchange, model.serving(), Site::new(region))
}

fn ask(model: &Model, exchange: Exchange, region: &'static Region) -> Result<Estimate> {
    Ok(estimate(&scenario(model, exchange, region))?)
}

/// The exact number of tokens of a text.
fn count(text: &str, encoding: Encoding) -> Result<f64> {
    Ok(tokenizer(encoding)?.count(text).0 as f64)
}

/// A tokenizer from the vocabulary that the page fetches.
///
/// # Errors
/// When a part is missing or damaged.
pub fn tokenizer(encoding: Encoding) -> Result<Tokenizer> {
    let folder = places::root().join("public/vocab");
    let mut parts = Vec::new();
    for name in encoding.files(Parts::ALL) {
        let path = folder.join(name);
        let part = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        parts.push(part);
    }
    let vocabulary = Vocabulary::from_packed(&parts)
        .with_context(|| format!("{} is no vocabulary", encoding.id()))?;
    Ok(Tokenizer::new(vocabulary))
}
