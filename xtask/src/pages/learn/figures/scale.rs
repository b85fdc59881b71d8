//! Many requests: the article's year, and how many people's electricity that is.

use super::Figures;
use crate::pages::learn::format::Value;
use anyhow::{Context, Result, bail};
use promptwatt_energy::{ARTICLE, Band, Region, Scale, WattHours, people_equivalent};
use promptwatt_lesson::Request;

/// The country that the people of the last step are counted in until the reader chooses another: the one the 310 GWh and 3 million people come closest to.
pub const HOME: &str = "TG";

impl Figures {
    pub(super) fn scale(&mut self) -> Result<()> {
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
}
