//! `promptwatt count`: how many tokens.

use crate::arguments::Count;
use crate::failure::{Done, Failure};
use crate::input::{self, Invalid};
use crate::output::Output;
use crate::vocabulary::{self, Counting};
use crate::{choose, jsonl, numbers};
use promptwatt_report::CountJson;
use promptwatt_tokens::Counter;

/// Counts.
///
/// # Errors
/// Where the text cannot be read, or its tokens not be counted as asked.
pub fn run(options: &Count, output: &mut Output) -> Result<Done, Failure> {
    let counting = match &options.model {
        Some(model) => vocabulary::of_model(choose::model(model)?)?,
        None => vocabulary::of_encoding(options.encoding.as_deref())?,
    };
    let has_ids = match &counting.counter {
        Counter::Exact(tokenizer) => tokenizer.encode("").is_some(),
        Counter::Estimate(_) => false,
    };
    if options.ids && !has_ids {
        return Err(Failure::new(
            "--ids needs the model's own vocabulary, which is not at hand: leave it out, or count in o200k_base",
        ));
    }
    let invalid = Invalid::lossy(options.text.lossy);
    if let Some(file) = &options.text.jsonl {
        return jsonl::each(file, invalid, output, |prompt| {
            Ok((result(&counting, &prompt.text, options.ids), Done::Fine))
        });
    }
    let text = input::read(options.text.file.as_deref(), invalid)?;
    if options.listing.json {
        output.json(&result(&counting, &text, options.ids))?;
    } else {
        print(&counting, &text, options.ids, output)?;
    }
    Ok(Done::Fine)
}

fn result<'a>(counting: &'a Counting, text: &str, ids: bool) -> CountJson<'a> {
    let result = CountJson::new(
        text,
        counting.counter.count(text),
        counting.encoding.as_deref(),
    );
    match &counting.counter {
        Counter::Exact(tokenizer) if ids => match tokenizer.encode(text) {
            Some(ids) => result.with_ids(ids),
            None => result,
        },
        _ => result,
    }
}

fn print(counting: &Counting, text: &str, ids: bool, output: &mut Output) -> Result<(), Failure> {
    let count = counting.counter.count(text);
    output.line(&format!("{}, {}", numbers::tokens(count), basis(counting)))?;
    let (bytes, characters) = (text.len() as u64, text.chars().count() as u64);
    output.line(&format!(
        "{} {}, {} {}",
        numbers::whole(bytes),
        numbers::plural(bytes, "byte", "bytes"),
        numbers::whole(characters),
        numbers::plural(characters, "character", "characters")
    ))?;
    if let (Counter::Exact(tokenizer), true) = (&counting.counter, ids) {
        let ids = tokenizer.encode(text).unwrap_or_default();
        let ids: Vec<String> = ids.iter().map(u32::to_string).collect();
        output.line(&ids.join(" "))?;
    }
    Ok(())
}

/// What a count rests on, in words.
pub fn basis(counting: &Counting) -> String {
    match (&counting.counter, &counting.encoding) {
        (Counter::Exact(_), Some(encoding)) => format!("exact in {encoding}"),
        (_, Some(encoding)) => format!("estimated: the vocabulary of {encoding} is not there"),
        (_, None) => "estimated: the model's own vocabulary is not public".to_owned(),
    }
}
