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
    countries: pickers::Countries,
    /// How many parts of what may wait have been drawn at least once.
    laid_out: usize,
}

impl Views {
    /// Draws what never changes.
    pub fn lay_out(&mut self) {
        let sheet = &mut self.sheet;
        strip::lay_out(sheet);
        footprint::lay_out(sheet);
    }

    /// Draws what has to be there with the key that was pressed.
    pub fn draw_now(&mut self, desk: Desk) {
        let (state, text) = (&*desk.now(), &*desk.text());
        let sheet = &mut self.sheet;
        theme::draw(sheet, state);
        strip::draw(sheet, state, text);
        // A link may choose before there is anything to choose from.
        if self.laid_out < CHANGING_PART {
            pickers::lay_out(sheet, state);
        }
        pickers::draw(sheet, state);
        footprint::draw(sheet, state);
        advice::draw(sheet, state);
        suggestions::draw(sheet, state, text);
        cost::draw(sheet, state);
    }

    /// The first part that may have to be drawn again.
    pub fn first_part(&self) -> usize {
        self.laid_out.min(CHANGING_PART)
    }

    /// Draws a part of what may wait until somebody stops typing, and says whether that was the last: parts, so that a key between them does not wait.
    pub fn draw_later(&mut self, desk: Desk, part: usize) -> bool {
        let sheet = &mut self.sheet;
        // What never changes, where it may wait too.
        let first = part >= self.laid_out;
        self.laid_out = self.laid_out.max(part + 1);
        match part {
            // Hundreds of choices, which the browser names: each of these is as much work as all that the first number needs.
            0 if first => pickers::lay_out_models(sheet, &desk.now()),
            1 if first => self.countries = pickers::Countries::name(),
            2 if first => pickers::lay_out_regions(sheet, &desk.now(), &self.countries),
            3 => lens::draw(sheet, &mut self.lens, desk, page::width()),
            4 => compare::draw(sheet, &desk.now()),
            5 => {
                if first {
                    scale::lay_out(sheet, &self.countries);
                }
                scale::draw(sheet, &desk.now());
            }
            LAST_PART => {
                if first {
                    tokenizers::lay_out(sheet);
                    sharing::lay_out(sheet);
                }
                tokenizers::draw(sheet, &desk.now());
                sharing::draw(sheet, &desk.now(), &desk.text());
            }
            _ => {}
        }
        part >= LAST_PART
    }
}

/// The first part that changes with the text.
const CHANGING_PART: usize = 3;

/// The last part of what may wait.
const LAST_PART: usize = 6;
