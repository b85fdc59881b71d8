//! The choices of the lessons: numbers, models, places.

use super::super::figures::PLACES;
use super::super::format::Value;
use super::{Blocks, Cell};
use anyhow::{Context, Result};
use promptwatt_energy::Model;
use promptwatt_lesson::{MODELS, Place};
use std::fmt::Write;

impl Blocks<'_> {
    /// `name standing number...`: radio buttons with numbers, of which `standing` is chosen at first.
    pub(super) fn number_choices(&self, rest: &str, html: &mut String) -> Result<()> {
        let mut words = rest.split(' ');
        let (name, standing) = (
            words.next().unwrap_or_default(),
            words.next().unwrap_or_default(),
        );
        for value in words {
            let number: f64 = value.parse().with_context(|| format!("{value:?}"))?;
            let label = format!(
                "<span class=\"n\">{}</span>",
                self.prose.value(&Value::Exact(number))?
            );
            choice(name, value, value == standing, &label, html);
        }
        Ok(())
    }

    /// Radio buttons with the places of the step about bits, as [`promptwatt_lesson::Question`] has them.
    pub(super) fn place_choices(&self, name: &str, html: &mut String) -> Result<()> {
        for (index, (id, place)) in PLACES.into_iter().enumerate() {
            let value = match place {
                Place::Usual => 0.0,
                Place::Service(batch) => batch,
                Place::Laptop => -1.0,
            };
            let mut label = String::new();
            self.prose.write(&format!("place.{id}"), &mut label)?;
            choice(name, &value.to_string(), index == 0, &label, html);
        }
        Ok(())
    }

    /// Radio buttons with models, by their places in the list of the lessons.
    pub(super) fn model_choices(
        &self,
        name: &str,
        places: &[usize],
        standing: usize,
        html: &mut String,
    ) -> Result<()> {
        for place in places {
            let id = MODELS[*place];
            let model = Model::by_id(id).with_context(|| format!("no model {id}"))?;
            let mut label = String::new();
            self.cell(&Cell::Name(model.name().to_owned()), &mut label)?;
            choice(name, &place.to_string(), *place == standing, &label, html);
        }
        Ok(())
    }
}

/// A radio button.
fn choice(name: &str, value: &str, standing: bool, label: &str, html: &mut String) {
    let checked = if standing { " checked" } else { "" };
    let _ = write!(
        html,
        "<label class=\"choice\"><input type=\"radio\" name=\"{name}\" value=\"{value}\" autocomplete=\"off\"{checked}>{label}</label>"
    );
}
