//! The figures as comma-separated values: one row for each quantity, so that a spreadsheet can filter and add.

use crate::share::template::Filling;
use crate::share::{bands, escape};
use promptwatt_report::Report;

const HEADER: &str = "model,region,factors_version,exchange,quantity,low,central,high";

/// The rows of an exchange. Lines end as RFC 4180 wants them.
const ROWS: &str = "\r\n%tokens_input,%,%,%\r\n%tokens_output,%,%,%\r\n%tokens_reasoning,%,%,%\r\n%wh,%,%,%\r\n%gco2e,%,%,%\r\n%water_ml,%,%,%\r\n%gpu_joules,%,%,%";

/// The figures of a report, with a header.
#[must_use]
pub fn write(report: &Report) -> String {
    let mut csv = Filling::of(HEADER);
    for (exchange, estimate) in [
        ("before", &report.before),
        ("after", &report.after),
        ("after_with_advice", &report.after_with_advice),
    ] {
        csv.go_on();
        csv.turn_to(ROWS);
        let mut start = String::new();
        for text in [
            report.settings.model.id(),
            report.settings.region.code(),
            estimate.factors_version,
            exchange,
        ] {
            cell(&mut start, text);
            start += ",";
        }
        for band in bands(estimate) {
            csv.put(&start);
            csv.numbers(&band);
        }
    }
    csv.text
}

/// Writes a text as a cell. One that a spreadsheet would take for a formula gets an apostrophe before it.
fn cell(csv: &mut String, text: &str) {
    let special = |byte| matches!(byte, b'"' | b',' | b'\n' | b'\r');
    let quote = if text.bytes().any(special) { "\"" } else { "" };
    csv.push_str(quote);
    if matches!(
        text.as_bytes().first(),
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')
    ) {
        *csv += "'";
    }
    escape(csv, text, &[('"', "\"\"")]);
    csv.push_str(quote);
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
            .split("\r\n")
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
        for (text, number) in
            find("after", "wh")
                .into_iter()
                .zip([wh.low(), wh.central(), wh.high()])
        {
            assert!(
                (decimal::read(text).expect("a number") - number.0).abs() <= 1e-6,
                "{text}"
            );
        }
        let tokens = decimal::read(find("before", "tokens_input")[1]);
        let counted = report.before.tokens.input.central().0;
        assert!((tokens.expect("a number") - counted).abs() <= 1e-6);
        assert_eq!(
            rows[1][..3],
            ["gpt-4o", "FR", promptwatt_energy::FACTORS_VERSION]
        );
    }
}
