//! The history of figures that a visitor asked the browser to keep: numbers only, never a text. One exchange a line, in a text of its own.
//!
//! A line is `2026-11-24 gpt-4o 48,39,0.52,0.31`: day, model, tokens before and after, watt-hours before and after. Whatever else may be in there,
//! somebody else put it there, and it is passed over.

use crate::share::template::Filling;
use crate::share::{codec, decimal};

/// The most exchanges that are kept; the oldest make room.
pub const MOST: usize = 400;
/// The largest number that a line may have.
const LARGEST: f64 = 1e9;
/// The longest line, in bytes.
const LONGEST: usize = 120;

/// The exchanges of a day together.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// The day, `2026-11-24`.
    pub day: String,
    /// How many exchanges.
    pub exchanges: u32,
    /// Their tokens before and after the suggestions, then their watt-hours before and after.
    pub sums: [f64; 4],
}

/// The newest [`MOST`] lines of a history that are sound.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some((line, others)) = rest.split_once('\n') {
        if read(line).is_some() {
            lines.push(line);
        }
        rest = others;
    }
    let surplus = lines.len().saturating_sub(MOST);
    lines.split_off(surplus)
}

/// The sums of each day, the last recorded day first.
#[must_use]
pub fn days(text: &str) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for (day, numbers) in lines(text).into_iter().rev().filter_map(read) {
        if days.iter().all(|known| known.day != day) {
            days.push(Day {
                day: day.into(),
                exchanges: 0,
                sums: [0.0; 4],
            });
        }
        for known in days.iter_mut().filter(|known| known.day == day) {
            known.exchanges += 1;
            for (sum, number) in known.sums.iter_mut().zip(numbers) {
                *sum += number;
            }
        }
    }
    days
}

/// A history with one more exchange, and with what is sound of what it was: day, model, tokens before and after, watt-hours before and after.
#[must_use]
pub fn with(text: &str, day: &str, model: &str, numbers: [f64; 4]) -> String {
    let mut history = Filling::of("% % %,%,%,%\n");
    let lines = lines(text);
    for line in lines.iter().skip((lines.len() + 1).saturating_sub(MOST)) {
        history.text.push_str(line);
        history.text += "\n";
    }
    history.put(day);
    history.put(model);
    for number in numbers {
        history.number(number);
    }
    history.go_on();
    history.text
}

fn read(line: &str) -> Option<(&str, [f64; 4])> {
    if line.len() > LONGEST {
        return None;
    }
    let (day, rest) = line.split_once(' ')?;
    let (model, rest) = rest.split_once(' ')?;
    let mut numbers = [0.0; 4];
    decimal::read_list(rest, &mut numbers, LARGEST)?;
    let is_day = day.len() == 10 && day.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'-'));
    (is_day && codec::is_id(model)).then_some((day, numbers))
}

#[cfg(test)]
mod tests {
    use super::{Day, MOST, days, with};
    use proptest::prelude::*;

    fn recorded(exchanges: &[(&str, f64)]) -> String {
        exchanges.iter().fold(String::new(), |text, (day, wh)| {
            with(&text, day, "gpt-4o", [48.0, 39.0, *wh, wh / 2.0])
        })
    }

    fn day(day: &str, exchanges: u32, wh: f64) -> Day {
        let times = f64::from(exchanges);
        Day {
            day: day.into(),
            exchanges,
            sums: [48.0 * times, 39.0 * times, wh, wh / 2.0],
        }
    }

    #[test]
    fn a_line_is_as_it_is_documented() {
        let text = recorded(&[("2026-11-24", 0.5), ("2026-11-25", 0.25)]);
        assert_eq!(
            text,
            "2026-11-24 gpt-4o 48,39,0.5,0.25\n2026-11-25 gpt-4o 48,39,0.25,0.125\n"
        );
    }

    #[test]
    fn days_are_added_up_the_last_recorded_first() {
        // A clock may be set back.
        let text = recorded(&[
            ("2026-11-24", 0.5),
            ("2026-11-26", 1.0),
            ("2026-11-24", 0.25),
            ("2026-11-27", 2.0),
        ]);
        assert_eq!(
            days(&text),
            [
                day("2026-11-27", 1, 2.0),
                day("2026-11-24", 2, 0.75),
                day("2026-11-26", 1, 1.0),
            ]
        );
        assert_eq!(days(""), []);
    }

    #[test]
    fn hostile_lines_are_passed_over() {
        let good = "2026-11-24 gpt-4o 48,39,0.5,0.25";
        for bad in [
            "",
            "rubbish",
            "<script>alert(1)</script>",
            "2026-11-24 <b> 48,39,0.5,0.25",
            "2026-11-24  48,39,0.5,0.25",
            "2026-1-24 gpt-4o 48,39,0.5,0.25",
            "yesterday! gpt-4o 48,39,0.5,0.25",
            "2026-11-24 gpt-4o 48,39,0.5",
            "2026-11-24 gpt-4o 48,39,0.5,0.25,1",
            "2026-11-24 gpt-4o -48,39,0.5,0.25",
            "2026-11-24 gpt-4o 48,39,NaN,0.25",
            "2026-11-24 gpt-4o 48,39,1e300,0.25",
            "2026-11-24 gpt-4o 48,39,99999999999,0.25",
            "2026-11-24\tgpt-4o\t48,39,0.5,0.25",
            &format!("2026-11-24 {} 48,39,0.5,0.25", "a".repeat(100)),
        ] {
            assert_eq!(days(&format!("{bad}\n")), [], "{bad}");
            let among = format!("{bad}\n{good}\n{bad}\n");
            assert_eq!(days(&among), [day("2026-11-24", 1, 0.5)], "{bad}");
            let written = with(&among, "2026-11-25", "gpt-4o", [0.0; 4]);
            assert_eq!(written, format!("{good}\n2026-11-25 gpt-4o 0,0,0,0\n"));
        }
    }

    #[test]
    fn the_oldest_make_room() {
        let exchanges = vec![("2026-11-24", 1.0); MOST + 3];
        let text = recorded(&exchanges);
        assert_eq!(text.lines().count(), MOST);
        assert_eq!(days(&text), [day("2026-11-24", MOST as u32, MOST as f64)]);
        assert_eq!(days(&text.repeat(2))[0].exchanges, MOST as u32);
        let newer = with(&text, "2026-11-25", "gpt-4o", [0.0; 4]);
        assert_eq!(newer.lines().count(), MOST);
        assert_eq!(days(&newer)[1].exchanges, MOST as u32 - 1);
    }

    proptest! {
        #[test]
        fn nothing_breaks_it(text in ".*", lines in proptest::collection::vec("2026-1[12]-0[1-3] [a-z.]{1,3} [0-9]{1,3}(,[0-9.]{1,3}){3}\n", 0..20)) {
            for text in [text, lines.concat()] {
                let sum = |text: &str| days(text).iter().map(|day| day.exchanges).sum::<u32>();
                let more = with(&text, "2026-11-25", "gpt-4o", [1.0; 4]);
                prop_assert_eq!(sum(&more), sum(&text) + 1);
                prop_assert_eq!(sum(&more) as usize, more.lines().count());
            }
        }
    }
}
