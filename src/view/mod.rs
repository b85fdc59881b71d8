//! What a person sees: functions that take the desk and show a part of it.

mod advice;
mod band;
mod compare;
mod cost;
mod element;
mod footprint;
mod pickers;
mod strip;
mod suggestions;
mod theme;

pub use compare::compare;
pub use cost::cost;
pub use element::Element;
pub use footprint::footprint;
pub use strip::strip;
pub use suggestions::suggestions;
pub use theme::theme_switch;
