//! The lever lab: the three levers of the UNESCO/UCL report, on one request.

use crate::request::{Place, Request};
use promptwatt_energy::{
    Band, Bits, EnergyError, Lever, Levers, Percent, Shortening, SmallerModel, WattHours, estimate,
    lever,
};

/// Which levers are pulled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pull {
    /// Whether the smaller model of [`smaller_than`] does the work.
    pub smaller: bool,
    /// The share of the answer that is left, 0 to 1; 1 leaves it as it is.
    pub answer: f64,
    /// The share of the prompt that is left, 0 to 1.
    pub prompt: f64,
    /// The bits that each weight is left with; `None` leaves them as they are.
    pub bits: Option<Bits>,
}

/// What one lever does, or all together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pulled {
    /// Energy of the request with it.
    pub wh: Band<WattHours>,
    /// How much less that is, in percent.
    pub percent: Band<Percent>,
}

/// The model that the lab puts in a model's place: one of the same family with an eighth of its size or less.
#[must_use]
pub fn smaller_than(model: &str) -> &'static str {
    match model {
        "llama-3.1-8b" | "llama-3.2-1b" => "llama-3.2-1b",
        _ => "llama-3.1-8b",
    }
}

impl Pull {
    /// What each lever does to `before`, in the order of [`Lever::ALL`].
    ///
    /// # Errors
    /// What is outside its range.
    pub fn on(self, before: &Request) -> Result<[Pulled; 4], EnergyError> {
        let scenario = before.scenario()?;
        let small = Request {
            // In a service every model is served as usual; what is compared is the model, not another place.
            bits: before.bits.filter(|_| before.place == Place::Laptop),
            ..before.to(smaller_than(before.model))
        };
        let small = small.scenario()?;
        let levers = Levers {
            model: self.smaller.then_some(SmallerModel {
                serving: small.serving,
                answer: None,
                reasoning: Band::zero(),
            }),
            shorter: (self.answer < 1.0 || self.prompt < 1.0).then_some(Shortening {
                prompt: self.prompt,
                answer: self.answer,
            }),
            bits: self.bits,
        };
        let mut pulled = [Pulled {
            wh: estimate(&scenario)?.wh,
            percent: Band::zero(),
        }; 4];
        for (one, of) in pulled.iter_mut().zip(Lever::ALL) {
            let own = levers.only(of);
            if !own.is_empty() {
                one.wh = estimate(&own.applied(&scenario)?)?.wh;
                one.percent = lever(&scenario, levers, of)?.percent;
            }
        }
        Ok(pulled)
    }
}
