//! The questions that the controls ask: numbers in, numbers out, so that nothing but numbers has to cross into the browser.

use crate::pull::Pull;
use crate::request::{MODELS, Place, Request};
use promptwatt_energy::{
    ARTICLE, Band, Bits, EnergyError, Quantity, Region, Scale, led_seconds, people_equivalent,
    regions,
};

/// What can be asked. The numbers of a request are: model (its place in [`MODELS`]), tokens in, tokens out, bits (0: the usual), place (0: the usual,
/// -1: a laptop, else the requests at once), region (its place in the catalogue's list).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// A request: its Wh, gCO2e and mL, each with its range; where the Wh go (prompt, answer, everything around); seconds of a 10 W bulb.
    Request = 0,
    /// Two requests: how much less the second takes, in percent, with its range.
    Saving = 1,
    /// A request; smaller model (0 or 1), share of the answer, share of the prompt, bits (0: as they are). The Wh before, then for each lever and all
    /// together the Wh and the percent saved, each with its range.
    Levers = 2,
    /// Requests per person and day, and a region: GWh of a year by the article's own sum, how many people's electricity that is, kWh per head, the year of
    /// that figure.
    Year = 3,
    /// 0 for [`Request::ordinary`], 1 for [`Request::reported`]: the numbers of that request.
    Numbers = 4,
}

impl Question {
    const ALL: [Self; 5] = [
        Self::Request,
        Self::Saving,
        Self::Levers,
        Self::Year,
        Self::Numbers,
    ];

    /// How many numbers it takes.
    fn takes(self) -> usize {
        match self {
            Self::Request => 6,
            Self::Saving => 12,
            Self::Levers => 10,
            Self::Year => 2,
            Self::Numbers => 1,
        }
    }
}

/// Answers a question; nothing where the question or its numbers do not fit. The answer is some 20 numbers at most.
#[must_use]
pub fn ask(question: u32, numbers: &[f64]) -> Vec<f64> {
    let question = Question::ALL.get(question as usize);
    let Some(question) = question.filter(|question| question.takes() == numbers.len()) else {
        return Vec::new();
    };
    answer(*question, numbers)
        .ok()
        .flatten()
        .unwrap_or_default()
}

/// Tokens of a text, as 5th percentile, median and 95th: an estimate without a vocabulary. Takes time in proportion to its length.
#[must_use]
pub fn count(text: &str) -> [f64; 3] {
    let band = promptwatt_tokens::estimate(text);
    [band.low, band.central, band.high]
}

fn answer(question: Question, numbers: &[f64]) -> Result<Option<Vec<f64>>, EnergyError> {
    let mut answer = Vec::new();
    match question {
        Question::Request => {
            let Some(request) = request(numbers) else {
                return Ok(None);
            };
            let estimate = request.estimate()?;
            push(&mut answer, estimate.wh);
            push(&mut answer, estimate.gco2e);
            push(&mut answer, estimate.water_ml);
            let parts = estimate.parts_wh;
            answer.extend([parts.prompt.0, parts.answer.0, parts.data_centre.0]);
            answer.push(led_seconds(estimate.wh.central()));
        }
        Question::Saving => {
            let (Some(before), Some(after)) = (request(&numbers[..6]), request(&numbers[6..]))
            else {
                return Ok(None);
            };
            push(&mut answer, before.saved_by(&after)?);
        }
        Question::Levers => {
            let (Some(before), [smaller, answer_share, prompt_share, bits_left]) =
                (request(&numbers[..6]), &numbers[6..])
            else {
                return Ok(None);
            };
            push(&mut answer, before.estimate()?.wh);
            let pull = Pull {
                smaller: *smaller > 0.0,
                answer: *answer_share,
                prompt: *prompt_share,
                bits: bits(*bits_left),
            };
            for pulled in pull.on(&before)? {
                push(&mut answer, pulled.wh);
                push(&mut answer, pulled.percent);
            }
        }
        Question::Year => {
            let Some(region) = region(numbers[1]) else {
                return Ok(None);
            };
            let year = Scale {
                per_day: numbers[0],
                people: ARTICLE.people,
                days: 365.0,
            };
            let year = year.of(Band::exact(ARTICLE.request))?.central();
            let known = people_equivalent(year, region).zip(region.electricity_per_head());
            let Some((people, (per_head, of))) = known else {
                return Ok(None);
            };
            answer.extend([year.0 / 1e9, people, per_head, f64::from(of)]);
        }
        Question::Numbers => {
            let request = if numbers[0] == 0.0 {
                Request::ordinary()
            } else {
                Request::reported()
            };
            answer.extend(numbers_of(&request));
        }
    }
    Ok(Some(answer))
}

fn push<Q: Quantity>(answer: &mut Vec<f64>, band: Band<Q>) {
    answer.extend([band.low(), band.central(), band.high()].map(Quantity::value));
}

/// A request as the questions take it; [`request`] reads it back.
fn numbers_of(request: &Request) -> [f64; 6] {
    let place_in = |found: Option<usize>| found.unwrap_or_default() as f64;
    [
        place_in(MODELS.iter().position(|model| *model == request.model)),
        request.input,
        request.answer,
        request.bits.map_or(0.0, |bits| f64::from(bits.count())),
        match request.place {
            Place::Usual => 0.0,
            Place::Service(batch) => batch,
            Place::Laptop => -1.0,
        },
        place_in(regions().iter().position(|region| region == request.region)),
    ]
}

fn request(numbers: &[f64]) -> Option<Request> {
    let [model, input, answer, bits_asked, place, at] = *numbers else {
        return None;
    };
    Some(Request {
        model: MODELS.get(index(model)?)?,
        input,
        answer,
        bits: bits(bits_asked),
        place: if place == 0.0 {
            Place::Usual
        } else if place < 0.0 {
            Place::Laptop
        } else {
            Place::Service(place)
        },
        region: region(at)?,
    })
}

/// No bits that there are no weights of: the catalogue's.
fn bits(asked: f64) -> Option<Bits> {
    Bits::new(asked as u8).ok()
}

fn region(at: f64) -> Option<&'static Region> {
    regions().get(index(at)?)
}

fn index(number: f64) -> Option<usize> {
    (0.0..1000.0).contains(&number).then_some(number as usize)
}
