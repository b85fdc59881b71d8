//! What can be wrong with a scenario.

use core::fmt;

/// Why there is no estimate. The text says what is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EnergyError {
    /// A token count is negative, not a number, or above 1e9.
    Tokens,
    /// A cached share is not within 0 to 1.
    CachedShare,
    /// A parameter count is outside 0.001 to 100,000 billion.
    Parameters,
    /// More active than total parameters.
    ActiveAboveTotal,
    /// The routed share r is 0 or less, or 1 or more.
    RoutedShare,
    /// The routed share r is more than active / total.
    RoutedAboveActive,
    /// The number of bits per weight is not 16, 8 or 4.
    Bits,
    /// The batch is outside 1 to 100,000.
    Batch,
    /// The number of GPUs is outside 1 to 65,536.
    Gpus,
    /// The KV cache per token is outside 0 to 100 MB, or its window outside 0 to 1e9 tokens.
    KvCache,
    /// The number of layers is outside 1 to 10,000.
    Layers,
    /// PUE is outside 1 to 10.
    Pue,
    /// The percentiles of a band are not in order or not finite.
    Band,
    /// The identifier of an accelerator is not known.
    UnknownGpu,
    /// The factor set has no constants for the accelerator.
    GpuNotInSet,
    /// A share of a prompt or an answer is not within 0 to 1.
    Share,
    /// A number of people, requests or days is negative, not a number, or above 1e15.
    Scale,
    /// EcoLogits' method is defined for other figures than these.
    EcoLogits,
}

impl EnergyError {
    /// What is wrong and what is allowed, as one sentence.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Tokens => "A number of tokens must be from 0 to 1,000,000,000.",
            Self::CachedShare => "A cached share must be a number from 0 to 1.",
            Self::Parameters => {
                "Active and total parameters must be from 0.001 to 100,000 billion."
            }
            Self::ActiveAboveTotal => "A model cannot have more active than total parameters.",
            Self::RoutedShare => {
                "The routed share, experts used / available, must be above 0 and below 1, for example 8/256."
            }
            Self::RoutedAboveActive => {
                "The routed share, experts used / available, cannot be more than active / total parameters."
            }
            Self::Bits => "Weights must have 16, 8 or 4 bits.",
            Self::Batch => "The batch, requests served at once, must be from 1 to 100,000.",
            Self::Gpus => "The number of GPUs must be from 1 to 65,536.",
            Self::KvCache => {
                "The KV cache must be from 0 to 100,000,000 bytes per token, and its window from 0 to 1,000,000,000 tokens."
            }
            Self::Layers => "The number of layers must be from 1 to 10,000.",
            Self::Pue => "PUE, facility energy over IT energy, must be from 1 to 10.",
            Self::Band => "A band needs three finite numbers in order: low, central, high.",
            Self::UnknownGpu => "The GPU must be h100, b200, h200, a100, tpu, apple-m or rtx-4090.",
            Self::GpuNotInSet => {
                "This factor set has no constants for that GPU: take the newest set, or h100 or b200."
            }
            Self::Share => "A share of a prompt or an answer must be a number from 0 to 1.",
            Self::Scale => {
                "Numbers of people, requests and days must be from 0 to 1,000,000,000,000,000."
            }
            Self::EcoLogits => {
                "EcoLogits' method needs parameters from 0.001 to 100,000 billion, a PUE of 1 or more, tokens, a batch and factors that are not negative."
            }
        }
    }
}

impl fmt::Display for EnergyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message())
    }
}

impl core::error::Error for EnergyError {}
