//! What a person sees: components that take the desk and show it.

mod advice;
mod band;
mod compare;
mod cost;
mod footprint;
mod strip;
mod suggestions;
mod theme;

pub use compare::Compare;
pub use cost::Cost;
pub use footprint::Footprint;
pub use strip::Strip;
pub use suggestions::Suggestions;
pub use theme::ThemeSwitch;
