//! What a person sees: functions that read the state and draw a part of the page.

mod advice;
mod band;
mod compare;
mod cost;
mod element;
mod footprint;
mod pickers;
mod sharing;
mod sheet;
mod strip;
pub mod suggestions;
mod theme;

pub use band::Axis;
pub use compare::model_name;
pub use sheet::Sheet;
pub use strip::LENGTHS;

use crate::desk::State;

/// Draws what never changes.
pub fn lay_out(sheet: &mut Sheet) {
    pickers::lay_out(sheet);
    strip::lay_out(sheet);
    footprint::lay_out(sheet);
    sharing::lay_out(sheet);
}

/// Draws the state.
pub fn draw(sheet: &mut Sheet, state: &State, text: &str) {
    theme::draw(sheet, state);
    strip::draw(sheet, state);
    pickers::draw(sheet, state);
    footprint::draw(sheet, state);
    advice::draw(sheet, state);
    suggestions::draw(sheet, state, text);
    compare::draw(sheet, state);
    cost::draw(sheet, state);
    sharing::draw(sheet, state, text);
}
