//! Links that open the main page with a prompt, a model and a place: what the worksheet sends pupils to.

use super::figures::{Figure, Unit, tokenizer};
use super::wording::Wording;
use crate::pages::template::escape_into;
use anyhow::{Context, Result, anyhow};
use promptwatt_coach::{Coach, Options};
use promptwatt_energy::{Estimate, FACTORS_VERSION, Model, Quantity, Region};
use promptwatt_report::{Report, Settings, report};
use promptwatt_tokens::{Counter, Encoding};
use std::fmt::Write;

/// The texts' name, the model and the place of each; `preset.<name>` says what to look at, `preset.<name>_text` is the prompt.
const PRESETS: [(&str, &str, &str); 5] = [
    ("ordinary", "gpt-4o", "WORLD"),
    ("brief", "gpt-4o", "WORLD"),
    ("small", "llama-3.1-8b", "WORLD"),
    ("coal", "gpt-4o", "ZA"),
    ("wordy", "gpt-4o", "WORLD"),
];
/// The first of them have a row on the worksheet.
const ON_THE_WORKSHEET: usize = 3;

/// A preset, worked out.
struct Preset<'a> {
    name: &'static str,
    model: &'static Model,
    region: &'static Region,
    text: &'a str,
    report: Report,
}

/// The list of all presets. `home` leads to the main page of the language.
///
/// # Errors
/// When a text, a model or a vocabulary is missing.
pub fn write(wording: &Wording<'_>, home: &str, html: &mut String) -> Result<()> {
    html.push_str("<ol class=\"presets\">\n");
    for preset in presets(wording)? {
        html.push_str("<li><a href=\"");
        escape_into(html, home);
        escape_into(html, &link(&preset));
        let says = wording.html(&format!("preset.{}", preset.name))?;
        let _ = writeln!(html, "\">{says}</a></li>");
    }
    html.push_str("</ol>\n");
    Ok(())
}

/// What the page shows for those that the worksheet asks for, in the worksheet's own table.
///
/// # Errors
/// As [`write()`].
pub fn table(wording: &Wording<'_>, html: &mut String) -> Result<()> {
    let head = ["column_what", "column_wh", "column_range"];
    html.push_str("<table><thead><tr>");
    for name in head {
        let text = wording.html(&format!("worksheet.{name}"))?;
        let _ = write!(html, "<th scope=\"col\">{text}</th>");
    }
    html.push_str("</tr></thead><tbody>\n");
    for preset in presets(wording)?.iter().take(ON_THE_WORKSHEET) {
        let wh = Figure::of(preset.report.before.wh, Unit::WattHours);
        let _ = writeln!(
            html,
            "<tr><th scope=\"row\">{}</th><td><bdi>{}</bdi></td><td><bdi>{}</bdi></td></tr>",
            wording.html(&format!("worksheet.row_{}", preset.name))?,
            wording.figure(wh)?,
            wording.range(wh)?
        );
    }
    html.push_str("</tbody></table>\n");
    Ok(())
}

fn presets<'a>(wording: &Wording<'a>) -> Result<Vec<Preset<'a>>> {
    let counter = Counter::Exact(tokenizer(Encoding::O200kBase)?);
    let coach = Coach::builtin();
    let worked_out = PRESETS.iter().map(|&(name, model, region)| {
        let model = Model::by_id(model).with_context(|| format!("no model {model}"))?;
        let region = Region::by_code(region).with_context(|| format!("no region {region}"))?;
        // The same prompt to another model, or in another place.
        let key = match name {
            "small" | "coal" => "preset.ordinary_text".to_owned(),
            _ => format!("preset.{name}_text"),
        };
        let text = wording.texts().get(&key).with_context(|| key.clone())?;
        let settings = Settings::new(model, region);
        let report = report(text, &counter, &coach, &Options::default(), &settings)
            .map_err(|error| anyhow!("{key}: {}", error.message()))?;
        Ok(Preset {
            name,
            model,
            region,
            text,
            report,
        })
    });
    worked_out.collect()
}

/// The fragment of a link as `src/share/codec.rs` of the page reads it, with nothing counted but this exchange.
fn link(preset: &Preset<'_>) -> String {
    let (model, region) = (preset.model.id(), preset.region.code());
    let mut link = format!(
        "#v1.m={model}&r={region}&f={FACTORS_VERSION}&d=none&h=0&s=0&p=0&q=0&b={}&a={}&t=",
        figures(&preset.report.before),
        figures(&preset.report.after_with_advice)
    );
    for byte in preset.text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,".contains(&byte) {
            link.push(char::from(byte));
        } else {
            let _ = write!(link, "%{byte:02X}");
        }
    }
    link
}

/// Tokens in and out, Wh low, central and high, grams, millilitres.
fn figures(estimate: &Estimate) -> String {
    let (wh, tokens) = (estimate.wh, &estimate.tokens);
    let numbers = [
        tokens.input.central().value(),
        tokens.output.central().value(),
        wh.low().value(),
        wh.central().value(),
        wh.high().value(),
        estimate.gco2e.central().value(),
        estimate.water_ml.central().value(),
    ];
    let numbers = numbers.map(|number| {
        let text = format!("{number:.6}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    });
    numbers.join(",")
}

#[cfg(test)]
mod tests {
    use super::super::Class;
    use super::write;

    #[test]
    fn a_link_has_what_the_page_reads() {
        let class = Class::load().unwrap();
        for texts in &class.texts {
            let mut html = String::new();
            write(&class.wording(texts).unwrap(), "../../", &mut html).unwrap();
            let links: Vec<&str> = html.split("href=\"").skip(1).collect();
            assert_eq!(links.len(), super::PRESETS.len());
            for link in links {
                let (link, _) = link.split_once('"').unwrap();
                let fields: Vec<&str> = link.split("&amp;").collect();
                let keys: Vec<&str> = fields
                    .iter()
                    .map(|field| field.split_once('=').unwrap().0)
                    .collect();
                assert_eq!(
                    keys,
                    [
                        "../../#v1.m",
                        "r",
                        "f",
                        "d",
                        "h",
                        "s",
                        "p",
                        "q",
                        "b",
                        "a",
                        "t"
                    ]
                );
                for figures in &fields[8..10] {
                    let numbers: Vec<f64> = figures[2..]
                        .split(',')
                        .map(|number| number.parse().unwrap())
                        .collect();
                    assert_eq!(numbers.len(), 7, "{figures}");
                    assert!(
                        numbers[2] <= numbers[3] && numbers[3] <= numbers[4],
                        "{figures}"
                    );
                }
                assert!(fields[10].is_ascii() && fields[10].len() > 12);
            }
        }
    }
}
