//! What many requests come to: people, places, water, things.

use super::{Figure, Figures, Unit, ask, factor, model, region};
use anyhow::{Context, Result};
use promptwatt_energy::{
    ARTICLE, Accounting, Band, Exchange, Region, Scale, Scenario, Site, Tokens, equivalences,
    estimate, people_equivalent,
};
use promptwatt_lesson::Request;

/// A bottle of water, mL.
const BOTTLE: f64 = 500.0;

impl Figures {
    /// The article's sum, taken apart, and people's electricity.
    pub(super) fn scale(&mut self) -> Result<()> {
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
    pub(super) fn places(&mut self) -> Result<()> {
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
    pub(super) fn water(&mut self) -> Result<()> {
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

    /// Everyday things beside one request.
    pub(super) fn comparisons(&mut self) -> Result<()> {
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
