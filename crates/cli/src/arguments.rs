//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const AFTER: &str = "\
Examples:
  promptwatt report --model gpt-4o --region FR prompt.txt
  echo 'Could you please summarise this?' | promptwatt coach --apply

A text is read from FILE or from standard input; it never leaves this machine.
Exit code 0: done; 1: a limit set with --max-wh or --max-tokens is passed; 2: bad input or arguments.";

/// What a prompt costs in tokens, energy, carbon and water, and how it could cost less.
#[derive(Debug, Parser)]
#[command(name = "promptwatt", version, about, after_help = AFTER)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Count the tokens of a text
    Count(Count),
    /// Say how a prompt could be shorter and ask for less
    Coach(Coach),
    /// Estimate energy, carbon and water from numbers of tokens
    Estimate(Estimate),
    /// Compare models on the same exchange
    Compare(Compare),
    /// Say what a smaller model, a shorter exchange and compression save, each and together
    Levers(Levers),
    /// Multiply one exchange by people and days
    Scale(Scale),
    /// Join all three: tokens, energy with its range, and what each piece of advice saves
    Report(Report),
    /// List the models that can be estimated
    Models(Listing),
    /// List the regions with their grid intensity
    Regions(Listing),
    /// List every constant of the estimate with its range and source
    Factors(Factors),
    /// List those who run the machines, with their PUE and water
    Providers(Listing),
    /// List the everyday things that energy and carbon are compared with
    Equivalences(Listing),
    /// Bake the figures of a published prompt into HTML, SVG or Markdown, with a link that opens it on the page
    Badge(Badge),
    /// Make a small vocabulary file of a model's tokenizer.json
    Pack(Pack),
    /// List the coach's rules
    Rules(Rules),
}

/// Where the text comes from.
#[derive(Args, Debug)]
pub struct Text {
    /// The text; standard input where left out or "-"
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Read many prompts instead, one JSON object per line: {"prompt": "..", "id": ..}; "-" is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "file")]
    pub jsonl: Option<PathBuf>,
    /// Replace bytes that are not UTF-8 instead of refusing them
    #[arg(long)]
    pub lossy: bool,
}

/// How results are printed.
#[derive(Args, Clone, Copy, Debug)]
pub struct Listing {
    /// Print JSON for machines
    #[arg(long)]
    pub json: bool,
}

/// `promptwatt pack`
#[derive(Args, Debug)]
pub struct Pack {
    /// A tokenizer.json of Hugging Face's tokenizers: byte-level BPE with a known split pattern
    #[arg(value_name = "tokenizer.json")]
    pub file: PathBuf,
    /// Where the vocabulary goes
    #[arg(short, long, value_name = "my.vocab")]
    pub output: PathBuf,
    /// What the encoding is called in results [default: the file's name]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
}

/// `promptwatt count`
#[derive(Args, Debug)]
pub struct Count {
    /// The encoding: a name such as o200k_base, or a packed vocabulary file [default: o200k_base]
    #[arg(long, value_name = "NAME|FILE", conflicts_with = "model")]
    pub encoding: Option<String>,
    /// Count as this model does
    #[arg(long, value_name = "ID")]
    pub model: Option<String>,
    /// Print the token ids too
    #[arg(long)]
    pub ids: bool,
    #[command(flatten)]
    pub text: Text,
    #[command(flatten)]
    pub listing: Listing,
}

/// `promptwatt coach`
#[derive(Args, Debug)]
pub struct Coach {
    /// The language of the prompt: auto, en, fr, ar, es, de, pt or zh
    #[arg(long, value_name = "LANG", default_value = "auto")]
    pub lang: String,
    /// The encoding that savings are counted in: a name such as o200k_base, or a packed vocabulary file
    #[arg(long, value_name = "NAME|FILE")]
    pub encoding: Option<String>,
    /// How much a rewording may change
    #[arg(long, value_enum, default_value_t = Safety::MeaningPreserving)]
    pub safety: Safety,
    /// Rules not to offer, by their ids, separated by commas
    #[arg(long, value_name = "ID,..", value_delimiter = ',')]
    pub off: Vec<String>,
    /// Print the rewritten prompt and nothing else
    #[arg(long, conflicts_with_all = ["json", "jsonl"])]
    pub apply: bool,
    #[command(flatten)]
    pub text: Text,
    #[command(flatten)]
    pub listing: Listing,
}

/// `promptwatt rules`
#[derive(Args, Debug)]
pub struct Rules {
    /// Only the rules of one language: en, fr, ar, es, de, pt or zh
    #[arg(
        long,
        value_name = "LANG",
        default_value = "auto",
        hide_default_value = true
    )]
    pub lang: String,
    #[command(flatten)]
    pub listing: Listing,
}

/// How much a rewording may change.
#[derive(Clone, Copy, Debug, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Safety {
    /// Every word and value is kept
    Lossless,
    /// The request means the same
    MeaningPreserving,
    /// Something is given up
    Lossy,
}

/// `promptwatt estimate`
#[derive(Args, Debug)]
pub struct Estimate {
    /// A model or size class; 'promptwatt models' lists them
    #[arg(long, value_name = "ID", required_unless_present = "active", conflicts_with_all = ["active", "total", "routed"])]
    pub model: Option<String>,
    /// Instead of a model: parameters used per token, in billions
    #[arg(long, value_name = "B", requires = "total")]
    pub active: Option<f64>,
    /// Instead of a model: all parameters, in billions; the same as --active for a dense model
    #[arg(long, value_name = "B", requires = "active")]
    pub total: Option<f64>,
    /// Instead of a model: experts used and available, such as 8/256
    #[arg(long, value_name = "USED/AVAILABLE", requires = "active")]
    pub routed: Option<String>,
    /// Bits per weight: 16, 8 or 4
    #[arg(long)]
    pub bits: Option<u8>,
    /// The accelerator: h100, b200, h200, a100, tpu, apple-m or rtx-4090
    #[arg(long)]
    pub gpu: Option<String>,
    /// Accelerators that hold one copy of the model
    #[arg(long, value_name = "N")]
    pub gpus: Option<u32>,
    /// Requests served at once
    #[arg(long, value_name = "N")]
    pub batch: Option<u32>,
    /// Tokens of the prompt
    #[arg(long, value_name = "N")]
    pub input: u64,
    /// Tokens of the visible answer
    #[arg(long, value_name = "N")]
    pub output: u64,
    /// Hidden reasoning tokens; what the model usually needs where left out
    #[arg(long, value_name = "N")]
    pub reasoning: Option<u64>,
    /// Share of the prompt that the cache serves, from 0 to 1
    #[arg(long, value_name = "F")]
    pub cached_fraction: Option<f64>,
    /// Tokens of the conversation so far, read again and mostly cached
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub history: u64,
    /// Tokens of a hidden system prompt, read again and mostly cached
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub system: u64,
    /// Where the model runs: a code or name; 'promptwatt regions' lists them
    #[arg(long, value_name = "REGION", default_value = "WORLD")]
    pub region: String,
    /// Count carbon by the provider's contracts, not by the grid
    #[arg(long)]
    pub market_based: bool,
    /// Leave out the making of the hardware
    #[arg(long)]
    pub no_embodied: bool,
    /// The data centre's PUE (facility energy over IT energy)
    #[arg(long, value_name = "X")]
    pub pue: Option<f64>,
    /// Who runs the machines; 'promptwatt providers' lists them [default: the model's own, where known]
    #[arg(long, value_name = "ID")]
    pub provider: Option<String>,
    /// Count the reader's own screen too: none, phone, laptop or desktop
    #[arg(long, value_name = "SCREEN", default_value = "none")]
    pub screen: String,
    /// The method of the estimate
    #[arg(long, value_enum, default_value_t = Method::Promptwatt)]
    pub method: Method,
    /// The version of the factors: the newest, or an older one to have a figure again as it was
    #[arg(long, value_name = "VERSION")]
    pub factors: Option<String>,
    #[command(flatten)]
    pub listing: Listing,
}

/// The method of an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Method {
    /// This project's own
    Promptwatt,
    /// That of EcoLogits
    Ecologits,
}

/// `promptwatt report`
#[derive(Args, Debug)]
pub struct Report {
    /// A model or size class; 'promptwatt models' lists them
    #[arg(long, value_name = "ID", default_value = crate::choose::DEFAULT_MODEL)]
    pub model: String,
    /// Where the model runs: a code or name; 'promptwatt regions' lists them
    #[arg(long, value_name = "REGION", default_value = "WORLD")]
    pub region: String,
    /// The language of the prompt: auto, en, fr, ar, es, de, pt or zh
    #[arg(long, value_name = "LANG", default_value = "auto")]
    pub lang: String,
    /// Tokens of the conversation so far, read again and mostly cached
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub history: u64,
    /// Tokens of a hidden system prompt, read again and mostly cached
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub system: u64,
    /// Exit with 1 where the exchange takes more watt-hours than this (its central value)
    #[arg(long, value_name = "X", value_parser = limit)]
    pub max_wh: Option<f64>,
    /// Exit with 1 where the prompt has more tokens than this
    #[arg(long, value_name = "N")]
    pub max_tokens: Option<u64>,
    #[command(flatten)]
    pub text: Text,
    #[command(flatten)]
    pub listing: Listing,
}

/// `promptwatt badge`
#[derive(Args, Debug)]
pub struct Badge {
    /// A model or size class; 'promptwatt models' lists them
    #[arg(long, value_name = "ID", default_value = crate::choose::DEFAULT_MODEL)]
    pub model: String,
    /// Where the model runs: a code or name; 'promptwatt regions' lists them
    #[arg(long, value_name = "REGION", default_value = "WORLD")]
    pub region: String,
    /// What to write
    #[arg(long, value_enum, default_value_t = BadgeFormat::Html)]
    pub format: BadgeFormat,
    /// The language of the badge: en, ar, fr or es
    #[arg(long, value_name = "LANG", default_value = "en")]
    pub words: String,
    /// The language of the prompt: auto, en, fr, ar, es, de, pt or zh
    #[arg(long, value_name = "LANG", default_value = "auto")]
    pub lang: String,
    /// Leave the prompt out of the link, which then opens the figures alone
    #[arg(long)]
    pub without_text: bool,
    /// Where the page is published, with its slash at the end
    #[arg(long, value_name = "URL", default_value = env!("PROMPTWATT_PUBLIC_ADDRESS"))]
    pub address: String,
    /// The prompt; standard input where left out or "-"
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Replace bytes that are not UTF-8 instead of refusing them
    #[arg(long)]
    pub lossy: bool,
}

/// What a badge is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BadgeFormat {
    /// A paragraph without script or style
    Html,
    /// A picture that is complete in itself
    Svg,
    /// A line with a link
    Markdown,
}

/// `promptwatt compare`
#[derive(Args, Debug)]
pub struct Compare {
    /// Models or size classes, separated by commas
    #[arg(long, value_name = "A,B,..", value_delimiter = ',', required = true)]
    pub models: Vec<String>,
    /// Tokens of the prompt
    #[arg(long, value_name = "N")]
    pub input: u64,
    /// Tokens of the visible answer
    #[arg(long, value_name = "N")]
    pub output: u64,
    /// Where the models run: a code or name; 'promptwatt regions' lists them
    #[arg(long, value_name = "REGION", default_value = "WORLD")]
    pub region: String,
    #[command(flatten)]
    pub listing: Listing,
}

/// `promptwatt levers`
#[derive(Args, Debug)]
pub struct Levers {
    /// The model before
    #[arg(long, value_name = "ID", default_value = "llama-3.1-8b")]
    pub from: String,
    /// Lever 1: a smaller or task-specific model instead
    #[arg(long, value_name = "ID")]
    pub to: Option<String>,
    /// Lever 2: what is left of prompt and answer, from 0 to 1; 0.5 halves both
    #[arg(long, value_name = "F")]
    pub shorten: Option<f64>,
    /// Lever 3: bits per weight before and after
    #[arg(long, value_name = "16:8|16:4|8:4")]
    pub bits: Option<String>,
    /// Tokens of the prompt
    #[arg(long, value_name = "N")]
    pub input: u64,
    /// Tokens of the visible answer
    #[arg(long, value_name = "N")]
    pub output: u64,
    /// Requests served at once, before and after; the models' usual ones where left out
    #[arg(long, value_name = "N")]
    pub batch: Option<u32>,
    #[command(flatten)]
    pub listing: Listing,
}

/// `promptwatt scale`
#[derive(Args, Debug)]
pub struct Scale {
    /// Watt-hours of one exchange
    #[arg(long, value_name = "X", required_unless_present = "model", conflicts_with_all = ["model", "input", "output"])]
    pub wh: Option<f64>,
    /// Instead of --wh: a model or size class
    #[arg(long, value_name = "ID", requires = "input", requires = "output")]
    pub model: Option<String>,
    /// Tokens of the prompt
    #[arg(long, value_name = "N", requires = "model")]
    pub input: Option<u64>,
    /// Tokens of the visible answer
    #[arg(long, value_name = "N", requires = "model")]
    pub output: Option<u64>,
    /// Exchanges per person and day
    #[arg(long, value_name = "N")]
    pub per_day: f64,
    /// People
    #[arg(long, value_name = "N")]
    pub people: f64,
    /// Days
    #[arg(long, value_name = "N", default_value_t = 365.0)]
    pub days: f64,
    /// Where: for carbon and water, and for how many people's electricity this is
    #[arg(long, value_name = "REGION", default_value = "WORLD")]
    pub region: String,
    #[command(flatten)]
    pub listing: Listing,
}

/// `promptwatt factors`
#[derive(Args, Debug)]
pub struct Factors {
    /// Hold the factors against what was measured and published: a table of predictions
    #[arg(long)]
    pub validate: bool,
    /// The version to list: the newest, or an older one
    #[arg(long, value_name = "VERSION", conflicts_with = "validate")]
    pub factors: Option<String>,
    #[command(flatten)]
    pub listing: Listing,
}

/// A limit that can be passed: a number from 0 on.
fn limit(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(limit) if limit.is_finite() && limit >= 0.0 => Ok(limit),
        _ => Err("not a number from 0 on".to_owned()),
    }
}
