//! The lesson of the teacher pack, minute by minute.

use super::figures::{Figure, Unit};
use super::wording::Wording;
use anyhow::Result;
use std::fmt::Write;

/// How long a lesson is, in minutes.
const LESSON: u32 = 45;
/// Its parts and their minutes; `plan.<name>` says what it is called, `plan.<name>_how` what happens.
const PARTS: [(&str, u32); 6] = [
    ("guess", 5),
    ("read", 10),
    ("try", 10),
    ("sum", 8),
    ("quiz", 7),
    ("talk", 5),
];

/// The plan as a table.
///
/// # Errors
/// When a text is missing.
pub fn write(wording: &Wording<'_>, html: &mut String) -> Result<()> {
    let minutes = |minutes: u32| {
        // Below two minutes the language's word would be that for seconds.
        wording.figure(Figure::exact(f64::from(minutes * 60), Unit::Seconds))
    };
    html.push_str("<table class=\"plan\">\n<tbody>\n");
    for (name, length) in PARTS {
        let _ = writeln!(
            html,
            "<tr><th scope=\"row\">{}</th><td><bdi>{}</bdi></td><td>{}</td></tr>",
            wording.html(&format!("plan.{name}"))?,
            minutes(length)?,
            wording.html(&format!("plan.{name}_how"))?
        );
    }
    let _ = writeln!(
        html,
        "</tbody>\n<tfoot><tr><th scope=\"row\">{}</th><td><bdi>{}</bdi></td><td></td></tr></tfoot>\n</table>",
        wording.html("plan.total")?,
        minutes(LESSON)?
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{LESSON, PARTS};

    #[test]
    fn the_parts_fill_the_lesson() {
        assert_eq!(PARTS.iter().map(|part| part.1).sum::<u32>(), LESSON);
    }
}
