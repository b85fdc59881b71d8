//! An estimate of the token count from the characters alone, while no vocabulary is there.

use crate::TokenBand;

/// Estimates the o200k tokens of a text.
pub fn estimate(text: &str) -> TokenBand {
    let central = text.len() as f64 / 4.3;
    TokenBand {
        low: central * 0.8,
        central,
        high: central * 1.25,
    }
}
