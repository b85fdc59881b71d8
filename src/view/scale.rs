//! From this exchange to many people and days, always with the multiplier in view; and the sum of the article that this product started from, taken
//! apart.

use crate::desk::State;
use crate::numbers::{figure, percent, whole};
use crate::share::decimal;
use crate::texts::{fill, t};
use crate::view::Sheet;
use crate::view::likeness::likeness;
use crate::view::pickers::Countries;
use crate::view::units::{quantity, sum};
use promptwatt_energy::{ARTICLE, Band, Quantity, equivalence, people_equivalent};

/// The ends of a range, each in its own unit.
fn range<Q: Quantity>(band: Band<Q>, units: &str) -> String {
    fill(
        "scale.range",
        &[
            ("low", &quantity(band.low().value(), units)),
            ("high", &quantity(band.high().value(), units)),
        ],
    )
}

/// A number of people or exchanges: large ones in words of the page's language.
fn many(value: f64) -> String {
    if value < 10_000.0 {
        // A tenth of an exchange a day is something; a hundredth of a person is not.
        return figure(value.max(0.0));
    }
    quantity(value, "units.many")
}

/// Draws the scale.
pub fn draw(sheet: &mut Sheet, state: &State) {
    let scale = state.scale;
    for (id, number) in [
        ("scale-per-day", scale.per_day),
        ("scale-people", scale.people),
        ("scale-days", scale.days),
    ] {
        // What is no number stays as the visitor wrote it.
        if number.is_finite() {
            let mut text = String::new();
            decimal::write(&mut text, number);
            sheet.value(id, &text);
        }
    }
    let scaled = state.report.as_ref().ok().and_then(|report| {
        let one = &report.before;
        Some((
            one,
            scale.exchanges().ok()?,
            scale.of(one.wh).ok()?,
            scale.of(one.gco2e).ok()?,
            scale.of(one.water_ml).ok()?,
        ))
    });
    sheet.show("scaled", scaled.is_some());
    sheet.show("scale-refused", scaled.is_none());
    let Some((one, exchanges, wh, carbon, water)) = scaled else {
        return;
    };
    sheet.text(
        "scale-sum",
        fill(
            "scale.sum",
            &[
                ("one", &quantity(one.wh.central().0, "units.energy")),
                ("day", &figure(state.scale.per_day)),
                ("people", &many(state.scale.people)),
                ("days", &whole(state.scale.days)),
                ("all", &many(exchanges)),
            ],
        ),
    );
    sheet.text("scale-wh", sum(wh.central().0, "units.energy"));
    sheet.text("scale-range", range(wh, "units.energy"));
    sheet.text("scale-carbon", quantity(carbon.central().0, "units.mass"));
    sheet.text("scale-carbon-range", range(carbon, "units.mass"));
    sheet.text("scale-water", quantity(water.central().0, "units.water"));
    sheet.text("scale-water-range", range(water, "units.water"));
    sheet.text("scale-like", likeness(&equivalence(wh.central())));
    let people = people_equivalent(wh.central(), state.home);
    sheet.text(
        "scale-people-like",
        match people {
            Some(people) if people < 1.0 => {
                fill("scale.people_share", &[("percent", &percent(people))])
            }
            Some(people) => fill("scale.people_like", &[("n", &many(people))]),
            None => t("scale.people_unknown").to_owned(),
        },
    );
    let per_day = state.scale.per_day_behind(ARTICLE.year, one.wh.central());
    let here = per_day.map_or_else(String::new, |per_day| {
        fill("scale.article_here", &[("n", &many(per_day))])
    });
    sheet.text("scale-article", here);
    sheet.value("home", state.home.code());
}

/// Draws what never changes: the article's sum.
pub fn lay_out(sheet: &mut Sheet, countries: &Countries) {
    sheet.rows("home", countries.options().collect());
    let one_a_day = ARTICLE.request.0 * ARTICLE.people * 365.0;
    sheet.text(
        "article",
        fill(
            "scale.article",
            &[
                ("year", &sum(ARTICLE.year.0, "units.energy")),
                ("request", &quantity(ARTICLE.request.0, "units.energy")),
                ("people", &many(ARTICLE.people)),
                ("day", &figure(ARTICLE.per_day)),
                ("other", &sum(one_a_day, "units.energy")),
            ],
        ),
    );
}
