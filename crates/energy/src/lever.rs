//! The three levers of the UNESCO/UCL report of July 2025: a smaller model, a shorter exchange, compressed weights.

use crate::EnergyError;
use crate::provenance::Provenance;
use crate::saving::{Saving, saving};
use crate::scenario::Scenario;
use crate::serving::{Bits, Serving};
use crate::tables::REPORTED;
use crate::units::{Band, Tokens};

/// One of the report's levers, or all that are pulled together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lever {
    /// A smaller or task-specific model.
    SmallerModel,
    /// A shorter prompt and answer.
    Shorter,
    /// Fewer bits per weight.
    Compression,
    /// All that are pulled.
    Together,
}

impl Lever {
    /// Every lever, and all together at the end.
    pub const ALL: [Self; 4] = [
        Self::SmallerModel,
        Self::Shorter,
        Self::Compression,
        Self::Together,
    ];

    /// The identifier in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::SmallerModel => "smaller_model",
            Self::Shorter => "shorter",
            Self::Compression => "compression",
            Self::Together => "together",
        }
    }

    /// What the report says of it.
    #[must_use]
    pub fn reported(self) -> &'static Reported {
        &REPORTED[self as usize]
    }
}

/// What the UNESCO/UCL report says.
#[derive(Debug)]
pub struct Reported {
    /// Percent less energy: the lowest, the usual and the highest figure it gives.
    pub percent: [f64; 3],
    /// Its claim, in our words.
    pub statement: &'static str,
    /// Why this crate's figure differs.
    pub difference: &'static str,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Another model for the same work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SmallerModel {
    /// How it is built and served.
    pub serving: Serving,
    /// How long its answers are; `None` for as long as before.
    pub answer: Option<Band<Tokens>>,
    /// Its hidden reasoning.
    pub reasoning: Band<Tokens>,
}

/// What is left of the prompt and the answer, as shares from 0 to 1; 1 leaves them as they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shortening {
    /// Share of the prompt that is left.
    pub prompt: f64,
    /// Share of the visible answer that is left.
    pub answer: f64,
}

/// Which levers are pulled, and how far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Levers {
    /// Another model.
    pub model: Option<SmallerModel>,
    /// A shorter exchange.
    pub shorter: Option<Shortening>,
    /// Other weights.
    pub bits: Option<Bits>,
}

impl Levers {
    /// Only one of them; all for [`Lever::Together`].
    #[must_use]
    pub fn only(self, lever: Lever) -> Self {
        let keep = |this| lever == this || lever == Lever::Together;
        Self {
            model: self.model.filter(|_| keep(Lever::SmallerModel)),
            shorter: self.shorter.filter(|_| keep(Lever::Shorter)),
            bits: self.bits.filter(|_| keep(Lever::Compression)),
        }
    }

    /// Whether nothing is pulled.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// The scenario with these levers pulled: the other model first, then its weights, then the shorter exchange.
    ///
    /// # Errors
    /// [`EnergyError::Share`] where a share is not within 0 to 1.
    pub fn applied(self, before: &Scenario) -> Result<Scenario, EnergyError> {
        let mut after = *before;
        if let Some(model) = self.model {
            after.serving = model.serving;
            after.exchange.output = model.answer.unwrap_or(after.exchange.output);
            after.exchange.reasoning = model.reasoning;
        }
        if let Some(bits) = self.bits {
            after.serving = after.serving.with_bits(bits);
        }
        if let Some(shorter) = self.shorter {
            after.exchange.input = scaled(after.exchange.input, shorter.prompt)?;
            after.exchange.output = scaled(after.exchange.output, shorter.answer)?;
        }
        Ok(after)
    }
}

fn scaled(band: Band<Tokens>, share: f64) -> Result<Band<Tokens>, EnergyError> {
    if !(0.0..=1.0).contains(&share) {
        return Err(EnergyError::Share);
    }
    let [low, central, high] = band.array().map(|tokens| tokens * share);
    Ok(Band::ordered(low, central, high))
}

/// What a lever saves: factors that both sides share cancel.
///
/// # Errors
/// An [`EnergyError`] that says what is allowed, for any figure outside its range.
pub fn lever(before: &Scenario, levers: Levers, lever: Lever) -> Result<Saving, EnergyError> {
    saving(before, &levers.only(lever).applied(before)?)
}
