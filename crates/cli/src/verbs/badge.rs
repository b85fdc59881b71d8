//! `promptwatt badge`: the figures of a published prompt, baked in, with a link that opens it on the page. No script, and nothing to fetch.

use crate::arguments::{self, BadgeFormat};
use crate::failure::{Done, Failure};
use crate::input::{self, Invalid};
use crate::numbers::{two_digits, whole};
use crate::output::Output;
use crate::{choose, vocabulary};
use promptwatt_coach::Options;
use promptwatt_energy::FACTORS_VERSION;
use promptwatt_link::codec::{self, Figures, LONGEST_WITH_TEXT, Link};
use promptwatt_report::{Report, Settings};

/// A line for each language: code, direction, and the texts, in which each `%` in turn takes a number.
const WORDS: &str = include_str!("badge.tsv");

/// Bakes.
///
/// # Errors
/// Where the prompt cannot be read or linked to, or an option is not known.
pub fn run(options: &arguments::Badge, output: &mut Output) -> Result<Done, Failure> {
    let words = Words::of(&options.words)?;
    let address = checked(&options.address)?;
    let (model, region) = (
        choose::model(&options.model)?,
        choose::region(&options.region)?,
    );
    if model.is_for_one_task() {
        return Err(Failure::new(
            "the page has no prompt for a model of one task: give another --model",
        ));
    }
    let reading = Options {
        language: choose::language(&options.lang)?,
        ..Options::default()
    };
    let text = input::read(options.file.as_deref(), Invalid::lossy(options.lossy))?;
    let counter = vocabulary::of_model(model)?.counter;
    let coach = choose::coach(&reading);
    let settings = Settings::new(model, region);
    let report = promptwatt_report::report(&text, &counter, &coach, &reading, &settings)
        .map_err(|error| Failure::new(error.to_string().trim_end_matches('.')))?;
    let linked = if options.without_text { "" } else { &text };
    let link = codec::write(
        &Link {
            model: model.id(),
            region: region.code(),
            factors: FACTORS_VERSION,
            screen: settings.screen.id(),
            before: Figures::from(&report.before),
            after: Figures::from(&report.after_with_advice),
            ..Link::default()
        },
        linked,
    );
    let link = link.map_err(|_| {
        Failure::new(format!(
            "the prompt is too long for a link, which has {} bytes at most: pass --without-text",
            whole(LONGEST_WITH_TEXT as u64)
        ))
    })?;
    let badge = Badge {
        link: [&words.home(address), link.as_str()].concat(),
        title: format!("{} ({})", words.title, model.name()),
        figures: words.figures(&report),
        words,
    };
    output.line(&match options.format {
        BadgeFormat::Html => badge.html(),
        BadgeFormat::Svg => badge.svg(),
        BadgeFormat::Markdown => badge.markdown(),
    })?;
    Ok(Done::Fine)
}

fn checked(address: &str) -> Result<&str, Failure> {
    let is_http = address.starts_with("https://") || address.starts_with("http://");
    let is_plain = address
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !br#""<>`#?\^{|}"#.contains(&byte));
    if is_http && is_plain && address.ends_with('/') {
        Ok(address)
    } else {
        Err(Failure::new(format!(
            "--address {address}: give an address that begins with https:// or http:// and ends with /"
        )))
    }
}

/// The texts of a language.
struct Words {
    code: &'static str,
    direction: &'static str,
    title: &'static str,
    figures: [&'static str; 4],
    open: &'static str,
}

impl Words {
    fn of(code: &str) -> Result<Self, Failure> {
        let all = || WORDS.lines().map(|line| line.split('\t'));
        for mut fields in all() {
            let mut next = || fields.next().unwrap_or_default();
            let own = Self {
                code: next(),
                direction: next(),
                title: next(),
                figures: [next(), next(), next(), next()],
                open: next(),
            };
            if own.code == code {
                return Ok(own);
            }
        }
        let known: Vec<&str> = all().filter_map(|mut fields| fields.next()).collect();
        let (last, others) = known.split_last().unwrap_or((&"en", &[]));
        Err(Failure::new(format!(
            "no badge in \"{code}\": give {} or {last}",
            others.join(", ")
        )))
    }

    /// The page in this language.
    fn home(&self, address: &str) -> String {
        match self.code {
            "en" => address.to_owned(),
            code => format!("{address}{code}/"),
        }
    }

    fn figures(&self, report: &Report) -> [String; 4] {
        let wh = report.before.wh;
        let tokens = if report.count.is_exact() {
            whole(report.count.central() as u64)
        } else {
            format!("≈ {}", two_digits(report.count.central()))
        };
        let numbers = [
            vec![tokens],
            [wh.central(), wh.low(), wh.high()]
                .map(|wh| two_digits(wh.0))
                .into(),
            vec![two_digits(report.before.gco2e.central().0)],
            vec![two_digits(report.before.water_ml.central().0)],
        ];
        let mut numbers = numbers.into_iter();
        self.figures.map(|figure| {
            let mut own = numbers.next().unwrap_or_default().into_iter();
            let mut parts = figure.split('%');
            let mut text = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                text += &own.next().unwrap_or_default();
                text += part;
            }
            text
        })
    }
}

struct Badge {
    words: Words,
    title: String,
    figures: [String; 4],
    /// Only what an address may contain.
    link: String,
}

impl Badge {
    fn html(&self) -> String {
        format!(
            "<p lang=\"{}\" dir=\"{}\"><b>{}</b> {} <a href=\"{}\" rel=\"noopener\">{}</a></p>",
            self.words.code,
            self.words.direction,
            escaped(&self.title),
            escaped(&self.figures.join(" · ")),
            escaped(&self.link),
            escaped(self.words.open),
        )
    }

    /// A picture of 480 by 112. Its link works where it is opened or put into a page as markup; browsers do not follow links in an `<img>`.
    fn svg(&self) -> String {
        let start = if self.words.direction == "rtl" {
            464
        } else {
            16
        };
        let [tokens, energy, carbon, water] = &self.figures;
        let lines = [
            (28, "font-weight=\"bold\"", self.title.clone()),
            (54, "", energy.clone()),
            (78, "", [carbon.as_str(), water, tokens].join(" · ")),
            (
                100,
                "fill=\"#0b5c42\" text-decoration=\"underline\"",
                self.words.open.to_owned(),
            ),
        ];
        let lines: String = lines
            .iter()
            .map(|(y, how, line)| {
                format!(
                    "<text x=\"{start}\" y=\"{y}\" {how}>{}</text>",
                    escaped(line)
                )
            })
            .collect();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"480\" height=\"112\" viewBox=\"0 0 480 112\" role=\"img\" xml:lang=\"{}\" direction=\"{}\" \
             font-family=\"system-ui,sans-serif\" font-size=\"15\" fill=\"#16211d\"><title>{}</title><a href=\"{}\"><rect width=\"480\" height=\"112\" rx=\"8\" \
             fill=\"#f7f6f2\" stroke=\"#dcdfd8\"/>{lines}</a></svg>",
            self.words.code,
            self.words.direction,
            escaped(&format!("{}: {}", self.title, self.figures.join(" · "))),
            escaped(&self.link),
        )
    }

    fn markdown(&self) -> String {
        let text = format!("{}: {}", self.title, self.figures.join(" · "));
        let mut escaped = String::new();
        for letter in text.chars() {
            if "\\`*_[]<>&#!|~".contains(letter) {
                escaped.push('\\');
            }
            escaped.push(letter);
        }
        format!("[{escaped}](<{}>)", self.link)
    }
}

/// A text as HTML and SVG have it, in an attribute too.
fn escaped(text: &str) -> String {
    let mut into = String::new();
    for letter in text.chars() {
        match letter {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            letter => into.push(letter),
        }
    }
    into
}
