//! The figures that a frame shows before it has fetched the counter: the estimate's weights, and what an exchange costs, worked out here so that there
//! is one source of each.

use anyhow::{Context, Result};
use promptwatt_coach::{Coach, Options};
use promptwatt_energy::{Model, Region, models};
use promptwatt_report::{Settings, price};
use promptwatt_tokens::{Counter, Encoding, TokenBand, estimate_weights};
use serde_json::{Map, Value, json};

/// The model of a tag that names none: the page's own.
pub const MODEL: &str = "gpt-4o";

/// Prompts of so many tokens are priced; what lies between is on the line between them, and what lies beyond on the last one.
pub const PRICED: [f64; 3] = [0.0, 600.0, 4000.0];

/// The weights of the estimate, as JavaScript.
pub fn weights() -> Value {
    let weights = estimate_weights();
    let scripts: Vec<Value> = weights
        .scripts
        .iter()
        .map(|row| match row.beyond {
            Some((free, per_character)) => json!([row.last, free, short(per_character)]),
            None => json!([row.last]),
        })
        .collect();
    let others = weights
        .others
        .map(|(free, per_character)| json!([free, short(per_character)]));
    json!({
        "scripts": scripts, "others": others, "word": weights.word, "no_word": weights.no_word, "marked_free": weights.marked_free,
        "most_foreign": weights.most_foreign, "plain": weights.plain, "marked": weights.marked, "widths": weights.widths,
    })
}

/// A 32-bit number as the decimal it was written as.
fn short(number: f32) -> Value {
    json!(number.to_string().parse::<f64>().unwrap_or_default())
}

/// What exchanges cost with the models of a kind, as JavaScript: by id, for the low, middle and high figure, the watt-hours with each of the priced
/// prompts.
///
/// # Errors
/// Never for models of the table.
pub fn lines(wanted: impl Fn(&Model) -> bool) -> Result<Value> {
    let mut lines = Map::new();
    for model in models().iter().filter(|model| wanted(model)) {
        if let Some(line) = line(model)? {
            lines.insert(model.id().to_owned(), line);
        }
    }
    Ok(Value::Object(lines))
}

/// `None` for a model that answers no prompts.
fn line(model: &'static Model) -> Result<Option<Value>> {
    if model.is_for_one_task() {
        return Ok(None);
    }
    let [none, short, long] = PRICED.map(|tokens| wh(model, tokens));
    let (none, short, long) = (none?, short?, long?);
    let lines: Vec<[Value; 3]> = (0..3)
        .map(|at| [none[at], short[at], long[at]].map(rounded))
        .collect();
    Ok(Some(json!(lines)))
}

/// Four significant digits: the page shows two.
fn rounded(value: f64) -> Value {
    json!(format!("{value:.3e}").parse::<f64>().unwrap_or_default())
}

/// Low, middle and high of an exchange with a prompt of so many tokens and an answer as long as prompts get that say nothing about it.
fn wh(model: &'static Model, tokens: f64) -> Result<[f64; 3]> {
    let nothing = Coach::new().read(
        "",
        &Options::default(),
        &Counter::Estimate(Encoding::O200kBase),
    );
    let prompt = TokenBand {
        low: tokens,
        central: tokens,
        high: tokens,
    };
    let settings = Settings::new(model, Region::world());
    let priced = price(prompt, nothing.answer.expected, &settings)
        .with_context(|| format!("{} cannot be priced", model.id()))?;
    Ok([priced.wh.low().0, priced.wh.central().0, priced.wh.high().0])
}

#[cfg(test)]
mod tests {
    use super::{MODEL, PRICED, lines, wh};
    use promptwatt_energy::{Model, models};

    #[test]
    fn the_line_is_close_to_the_formula() {
        let table = lines(|_| true).unwrap();
        assert!(table.get(MODEL).is_some());
        for model in models().iter().filter(|model| !model.is_for_one_task()) {
            let line = &table[model.id()];
            for tokens in [10.0_f64, 300.0, 1500.0, 3000.0, 6000.0] {
                for (at, expected) in wh(model, tokens).unwrap().into_iter().enumerate() {
                    let number = |index: usize| line[at][index].as_f64().unwrap();
                    let from = usize::from(tokens > PRICED[1]);
                    let share = (tokens - PRICED[from]) / (PRICED[from + 1] - PRICED[from]);
                    let drawn = number(from) + (number(from + 1) - number(from)) * share;
                    let off = (drawn / expected - 1.0).abs();
                    assert!(
                        off < 0.06,
                        "{} {tokens} {at}: {drawn} {expected}",
                        model.id()
                    );
                }
            }
        }
    }

    #[test]
    fn a_model_for_one_task_has_no_line() {
        let table = lines(Model::is_for_one_task).unwrap();
        assert_eq!(table, serde_json::json!({}));
    }
}
