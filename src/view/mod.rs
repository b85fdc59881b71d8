//! What a person sees: functions that read the state and draw a part of the page.

mod advice;
mod band;
mod compare;
mod cost;
mod element;
mod footprint;
mod lens;
mod likeness;
mod pickers;
mod scale;
mod sharing;
mod sheet;
mod strip;
pub mod suggestions;
mod theme;
mod tokenizers;
mod units;

pub use band::Axis;
pub use compare::model_name;
pub use sheet::Sheet;
pub use strip::LENGTHS;

use crate::bridge::page;
use crate::desk::Desk;

/// The page as it is drawn.
#[derive(Default)]
pub struct Views {
    sheet: Sheet,
    lens: lens::Drawn,
}

impl Views {
    /// Draws what never changes.
    pub fn lay_out(&mut self) {
        let sheet = &mut self.sheet;
        pickers::lay_out(sheet);
        strip::lay_out(sheet);
        footprint::lay_out(sheet);
        scale::lay_out(sheet);
        tokenizers::lay_out(sheet);
        sharing::lay_out(sheet);
    }

    /// Draws what has to be there with the key that was pressed.
    pub fn draw_now(&mut self, desk: Desk) {
        let (state, text) = (&*desk.now(), &*desk.text());
        let sheet = &mut self.sheet;
        theme::draw(sheet, state);
        strip::draw(sheet, state);
        pickers::draw(sheet, state);
        footprint::draw(sheet, state);
        advice::draw(sheet, state);
        suggestions::draw(sheet, state, text);
        cost::draw(sheet, state);
    }

    /// Draws what may wait until somebody stops typing.
    pub fn draw_later(&mut self, desk: Desk) {
        lens::draw(&mut self.sheet, &mut self.lens, desk, page::width());
        let state = &*desk.now();
        compare::draw(&mut self.sheet, state);
        scale::draw(&mut self.sheet, state);
        tokenizers::draw(&mut self.sheet, state);
        sharing::draw(&mut self.sheet, state, &desk.text());
    }
}
