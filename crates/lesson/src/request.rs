//! One request, as a lesson varies it.

use promptwatt_energy::{
    Band, Bits, EnergyError, Estimate, Exchange, Gpu, Model, Percent, Region, Requests, Scenario,
    Site, Tokens, estimate, saving,
};

/// The models of the lessons, by their identifiers in the catalogue. The controls name them by their places in this list.
pub const MODELS: [&str; 9] = [
    "gpt-4o",
    "llama-3.1-8b",
    "llama-3.3-70b",
    "llama-3.1-405b",
    "deepseek-v3",
    "llama-3.2-1b",
    "task-summarise",
    "glm-4.5-air",
    "command-a",
];

/// Where a model runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// As the catalogue says that it is usually served.
    Usual,
    /// In a data centre, with so many requests at once: 1 to 4096.
    Service(f64),
    /// On the reader's own laptop, for nobody else.
    Laptop,
}

/// One request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Request {
    /// The model's identifier.
    pub model: &'static str,
    /// Tokens of the prompt, 0 to 1e6.
    pub input: f64,
    /// Tokens of the answer, 0 to 1e6.
    pub answer: f64,
    /// Bits per weight; `None` for the catalogue's.
    pub bits: Option<Bits>,
    /// Where it runs.
    pub place: Place,
    /// Where the electricity comes from.
    pub region: &'static Region,
}

impl Request {
    /// The request that the lessons begin with: the model and the lengths that the catalogue's check of the published 0.34 Wh assumes, on the world's mean
    /// grid.
    #[must_use]
    pub fn ordinary() -> Self {
        Self {
            model: "gpt-4o",
            input: 300.0,
            answer: 400.0,
            bits: None,
            place: Place::Usual,
            region: Region::world(),
        }
    }

    /// The request of the step about bits and of the lever lab: the UNESCO/UCL report's own model at 16 bit, in a service with 64 requests at once.
    #[must_use]
    pub fn reported() -> Self {
        Self {
            model: "llama-3.1-8b",
            input: 100.0,
            bits: Some(Bits::Sixteen),
            place: Place::Service(64.0),
            ..Self::ordinary()
        }
    }

    /// The same request to another model, on the hardware that this one is usually served with.
    #[must_use]
    pub fn to(self, model: &'static str) -> Self {
        Self { model, ..self }
    }

    /// The scenario of the energy crate.
    ///
    /// # Errors
    /// [`EnergyError::Parameters`] for a model that the catalogue does not have; and what is outside its range.
    pub fn scenario(&self) -> Result<Scenario, EnergyError> {
        let model = Model::by_id(self.model).ok_or(EnergyError::Parameters)?;
        let mut serving = model.serving();
        if let Some(bits) = self.bits {
            serving = serving.with_bits(bits);
        }
        serving = match self.place {
            Place::Usual => serving,
            Place::Service(batch) => serving.with_batch(Requests(batch)),
            Place::Laptop => serving.on(Gpu::AppleM).with_batch(Requests(1.0)),
        };
        let exact = |tokens| Band::exact(Tokens(tokens));
        let exchange = Exchange::new(exact(self.input), exact(self.answer));
        Ok(Scenario::new(exchange, serving, Site::new(self.region)))
    }

    /// What it takes.
    ///
    /// # Errors
    /// As [`Request::scenario`].
    pub fn estimate(&self) -> Result<Estimate, EnergyError> {
        estimate(&self.scenario()?)
    }

    /// How much less `other` takes than this, in percent; what both have in common cancels.
    ///
    /// # Errors
    /// As [`Request::scenario`].
    pub fn saved_by(&self, other: &Self) -> Result<Band<Percent>, EnergyError> {
        Ok(saving(&self.scenario()?, &other.scenario()?)?.percent)
    }
}
