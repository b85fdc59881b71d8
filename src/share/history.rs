//! The history of figures that a visitor asked the browser to keep: numbers only, never a text. One exchange a line, in a text of its own.
//!
//! A line is `2026-11-24 gpt-4o 48 39 0.52 0.31`: day, model, tokens before and after, watt-hours before and after. Whatever else may be in there, somebody
//! else put it there, and it is passed over.

use crate::share::decimal;

/// The most exchanges that are kept; the oldest make room.
pub const MOST: usize = 400;
/// The largest number that a line may have.
const LARGEST: f64 = 1e9;
/// The longest line, in bytes.
const LONGEST: usize = 120;

/// One recorded exchange.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// The day, `2026-11-24`.
    pub day: String,
    /// The model's id.
    pub model: String,
    /// Tokens of the prompt, before and after the suggestions.
    pub tokens: [f64; 2],
    /// Watt-hours, before and after the suggestions.
    pub wh: [f64; 2],
}

/// The exchanges of a day together.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// The day, `2026-11-24`.
    pub day: String,
    /// How many exchanges.
    pub exchanges: u32,
    /// Their tokens, before and after the suggestions.
    pub tokens: [f64; 2],
    /// Their watt-hours, before and after the suggestions.
    pub wh: [f64; 2],
}

/// Reads a history, the newest [`MOST`] lines of it. Linear.
#[must_use]
pub fn read(text: &str) -> Vec<Exchange> {
    let mut exchanges: Vec<Exchange> = text.lines().filter_map(line).collect();
    let surplus = exchanges.len().saturating_sub(MOST);
    exchanges.drain(..surplus);
    exchanges
}

/// Writes a history, the newest [`MOST`] exchanges of it. Linear.
#[must_use]
pub fn write(exchanges: &[Exchange]) -> String {
    let mut text = String::new();
    for one in exchanges.iter().skip(exchanges.len().saturating_sub(MOST)) {
        text.push_str(&one.day);
        text.push(' ');
        text.push_str(&one.model);
        for number in one.tokens.into_iter().chain(one.wh) {
            text.push(' ');
            text.push_str(&decimal::write(number));
        }
        text.push('\n');
    }
    text
}

/// The sums of each day, the newest day first.
#[must_use]
pub fn days(exchanges: &[Exchange]) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for one in exchanges {
        let place = days.partition_point(|day| day.day > one.day);
        if days.get(place).is_none_or(|day| day.day != one.day) {
            days.insert(
                place,
                Day {
                    day: one.day.clone(),
                    exchanges: 0,
                    tokens: [0.0; 2],
                    wh: [0.0; 2],
                },
            );
        }
        let day = &mut days[place];
        day.exchanges += 1;
        for side in 0..2 {
            day.tokens[side] += one.tokens[side];
            day.wh[side] += one.wh[side];
        }
    }
    days
}

fn line(text: &str) -> Option<Exchange> {
    if text.len() > LONGEST {
        return None;
    }
    let (day, rest) = text.split_once(' ')?;
    let (model, mut rest) = rest.split_once(' ')?;
    let mut numbers = [0.0; 4];
    for (at, number) in numbers.iter_mut().enumerate() {
        let (own, others) = if at < 3 {
            rest.split_once(' ')?
        } else {
            (rest, "")
        };
        *number = decimal::read(own).filter(|number| *number <= LARGEST)?;
        rest = others;
    }
    let is_id = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    let valid = is_day(day) && !model.is_empty() && model.bytes().all(is_id);
    let [tokens_before, tokens_after, before, after] = numbers;
    valid.then(|| Exchange {
        day: day.into(),
        model: model.into(),
        tokens: [tokens_before, tokens_after],
        wh: [before, after],
    })
}

/// Whether a text has the form of a day. That there is no 31st of June is of no consequence here.
fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use super::{Day, Exchange, MOST, days, read, write};
    use proptest::prelude::*;

    fn exchange(day: &str, wh: f64) -> Exchange {
        Exchange {
            day: day.into(),
            model: "gpt-4o".into(),
            tokens: [48.0, 39.0],
            wh: [wh, wh / 2.0],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let exchanges = vec![exchange("2026-11-24", 0.5), exchange("2026-11-25", 0.25)];
        let text = "2026-11-24 gpt-4o 48 39 0.5 0.25\n2026-11-25 gpt-4o 48 39 0.25 0.125\n";
        assert_eq!(write(&exchanges), text);
        assert_eq!(read(text), exchanges);
    }

    #[test]
    fn hostile_lines_are_passed_over() {
        let good = "2026-11-24 gpt-4o 48 39 0.5 0.25";
        for bad in [
            "",
            "rubbish",
            "<script>alert(1)</script>",
            "2026-11-24 <b> 48 39 0.5 0.25",
            "2026-11-24  48 39 0.5 0.25",
            "2026-1-24 gpt-4o 48 39 0.5 0.25",
            "yesterday! gpt-4o 48 39 0.5 0.25",
            "2026-11-24 gpt-4o 48 39 0.5",
            "2026-11-24 gpt-4o 48 39 0.5 0.25 1",
            "2026-11-24 gpt-4o -48 39 0.5 0.25",
            "2026-11-24 gpt-4o 48 39 NaN 0.25",
            "2026-11-24 gpt-4o 48 39 1e300 0.25",
            "2026-11-24 gpt-4o 48 39 99999999999 0.25",
            "2026-11-24\tgpt-4o\t48\t39\t0.5\t0.25",
            &format!("2026-11-24 {} 48 39 0.5 0.25", "a".repeat(100)),
        ] {
            assert_eq!(read(bad), [], "{bad}");
            assert_eq!(read(&format!("{bad}\n{good}\n{bad}\n")).len(), 1, "{bad}");
        }
    }

    #[test]
    fn the_oldest_make_room() {
        let mut exchanges: Vec<Exchange> = (0..MOST + 3)
            .map(|at| exchange("2026-11-24", at as f64))
            .collect();
        let text = write(&exchanges);
        assert_eq!(text.lines().count(), MOST);
        assert_eq!(read(&text), exchanges.split_off(3));
        assert_eq!(read(&(text.clone() + &text)).len(), MOST);
    }

    #[test]
    fn days_are_added_up_the_newest_first() {
        // A clock may be set back.
        let exchanges = [
            exchange("2026-11-24", 0.5),
            exchange("2026-11-26", 1.0),
            exchange("2026-11-24", 0.25),
            exchange("2026-11-25", 2.0),
        ];
        let day = |day: &str, exchanges, wh| Day {
            day: day.into(),
            exchanges,
            tokens: [48.0, 39.0].map(|tokens| tokens * f64::from(exchanges)),
            wh: [wh, wh / 2.0],
        };
        assert_eq!(
            days(&exchanges),
            [
                day("2026-11-26", 1, 1.0),
                day("2026-11-25", 1, 2.0),
                day("2026-11-24", 2, 0.75)
            ]
        );
        assert_eq!(days(&[]), []);
    }

    proptest! {
        #[test]
        fn nothing_breaks_it(text in ".*", lines in proptest::collection::vec("2026-1[12]-0[1-3] [a-z.]{1,3}( [0-9]{1,3}[0-9.]){4}", 0..20)) {
            for text in [text, lines.join("\n")] {
                let exchanges = read(&text);
                prop_assert_eq!(read(&write(&exchanges)), exchanges.clone());
                let sum: u32 = days(&exchanges).iter().map(|day| day.exchanges).sum();
                prop_assert_eq!(sum as usize, exchanges.len());
            }
        }
    }
}
