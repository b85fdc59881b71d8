//! From one exchange to many people and days.

use crate::EnergyError;
use crate::region::{Region, regions};
use crate::units::{Band, Quantity, WattHours};

/// How many exchanges: people x exchanges per person and day x days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Exchanges per person and day, 0 to 1e15; fractions allowed.
    pub per_day: f64,
    /// People, 0 to 1e15.
    pub people: f64,
    /// Days, 0 to 1e15.
    pub days: f64,
}

impl Scale {
    /// The multiplier.
    ///
    /// # Errors
    /// [`EnergyError::Scale`] for a number that is negative, not a number, or too large.
    pub fn exchanges(self) -> Result<f64, EnergyError> {
        let numbers = [self.per_day, self.people, self.days];
        if numbers.iter().all(|number| (0.0..=1e15).contains(number)) {
            Ok(numbers.iter().product())
        } else {
            Err(EnergyError::Scale)
        }
    }

    /// A quantity of one exchange, times the multiplier. What is not known of one exchange is not known of all: the range stays as wide as a factor.
    ///
    /// # Errors
    /// [`EnergyError::Scale`] for a number that is negative, not a number, or too large.
    pub fn of<Q: Quantity>(self, one: Band<Q>) -> Result<Band<Q>, EnergyError> {
        let exchanges = self.exchanges()?;
        let [low, central, high] = one.array().map(|value| value * exchanges);
        Band::new(Q::of(low), Q::of(central), Q::of(high)).map_err(|_| EnergyError::Scale)
    }

    /// Exchanges per person and day that would take this much energy in all; `None` where one exchange, the people or the days are none.
    #[must_use]
    pub fn per_day_behind(self, total: WattHours, one: WattHours) -> Option<f64> {
        let per_day = total.0 / (one.0 * self.people * self.days);
        per_day.is_finite().then_some(per_day)
    }
}

/// The arithmetic of the article on the UNESCO/UCL report, July 2025: 0.34 Wh a request, one billion people, 310 GWh a year. These agree only with 2.5
/// requests per person and day (2.5 billion a day is OpenAI's figure of July 2025); with one a day the sum is 124 GWh.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Article {
    /// One request.
    pub request: WattHours,
    /// All of a year.
    pub year: WattHours,
    /// People.
    pub people: f64,
    /// The number the article leaves out: requests per person and day.
    pub per_day: f64,
    /// How many people in a low-income African country the article says use as much.
    pub people_in_africa: f64,
}

/// See [`Article`].
pub const ARTICLE: Article = Article {
    request: WattHours(0.34),
    year: WattHours(310e9),
    people: 1e9,
    per_day: 2.5,
    people_in_africa: 3e6,
};

/// How many people's electricity of a year, at what is generated per head in a region, this is; `None` where that is not known.
#[must_use]
pub fn people_equivalent(energy: WattHours, region: &Region) -> Option<f64> {
    let (kilowatt_hours, _) = region.electricity_per_head()?;
    Some(energy.0 / 1000.0 / kilowatt_hours)
}

/// The regions whose electricity per head is nearest to `kilowatt_hours` a year, the nearest first.
#[must_use]
pub fn regions_near(kilowatt_hours: f64, count: usize) -> Vec<&'static Region> {
    let distance = |region: &Region| {
        region
            .electricity_per_head()
            .map_or(f64::INFINITY, |(own, _)| (own / kilowatt_hours).ln().abs())
    };
    let mut near: Vec<&Region> = regions().iter().collect();
    near.sort_by(|one, other| distance(one).total_cmp(&distance(other)));
    near.truncate(count);
    near
}
