//! The figures as comma-separated values: one row for each quantity, so that a spreadsheet can filter and add.

use crate::share::{bands_of, decimal, tokens_of};
use promptwatt_report::Report;

/// The figures of a report, with a header; lines end as RFC 4180 wants them.
#[must_use]
pub fn write(report: &Report) -> String {
    let mut csv =
        String::from("model,region,factors_version,exchange,quantity,low,central,high\r\n");
    for (exchange, estimate) in [
        ("before", &report.before),
        ("after", &report.after),
        ("after_with_advice", &report.after_with_advice),
    ] {
        let tokens = tokens_of(estimate).map(|(name, band)| ("tokens_", name, band));
        let bands = bands_of(estimate).map(|(name, band)| ("", name, band));
        for (prefix, name, band) in tokens.into_iter().chain(bands) {
            for text in [
                report.settings.model.id(),
                report.settings.region.code(),
                estimate.factors_version,
                exchange,
            ] {
                cell(&mut csv, text);
                csv.push(',');
            }
            csv.push_str(prefix);
            csv.push_str(name);
            for number in band {
                csv.push(',');
                csv.push_str(&decimal::write(number));
            }
            csv.push_str("\r\n");
        }
    }
    csv
}

/// Writes a text as a cell. One that a spreadsheet would take for a formula gets an apostrophe before it.
fn cell(csv: &mut String, text: &str) {
    let special = text
        .bytes()
        .any(|byte| matches!(byte, b'"' | b',' | b'\n' | b'\r'));
    if special {
        csv.push('"');
    }
    if matches!(
        text.as_bytes().first(),
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')
    ) {
        csv.push('\'');
    }
    for letter in text.chars() {
        if letter == '"' {
            csv.push('"');
        }
        csv.push(letter);
    }
    if special {
        csv.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::{cell, write};
    use crate::share::{decimal, example};

    #[test]
    fn cells_are_guarded() {
        for (text, written) in [
            ("gpt-4o", "gpt-4o"),
            ("", ""),
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("=\"a\",b", "\"'=\"\"a\"\",b\""),
            ("two\nlines", "\"two\nlines\""),
        ] {
            let mut csv = String::new();
            cell(&mut csv, text);
            assert_eq!(csv, written, "{text:?}");
        }
    }

    #[test]
    fn every_figure_has_its_row() {
        let (report, _) = example("gpt-4o", "Could you please explain how tides work?");
        let csv = write(&report);
        let rows: Vec<Vec<&str>> = csv
            .split_terminator("\r\n")
            .map(|row| row.split(',').collect())
            .collect();
        assert_eq!(rows.len(), 1 + 3 * 7);
        assert!(rows.iter().all(|row| row.len() == 8), "{csv}");
        let find = |exchange, quantity| {
            let row = rows
                .iter()
                .find(|row| row[3] == exchange && row[4] == quantity);
            row.map(|row| row[5..].to_vec()).expect("the row is there")
        };
        let wh = report.after.wh;
        let numbers = [wh.low().0, wh.central().0, wh.high().0].map(decimal::write);
        assert_eq!(find("after", "wh"), numbers);
        let tokens = decimal::write(report.before.tokens.input.central().0);
        assert_eq!(find("before", "tokens_input")[1], tokens);
        assert_eq!(
            rows[1][..3],
            ["gpt-4o", "FR", promptwatt_energy::FACTORS_VERSION]
        );
    }
}
