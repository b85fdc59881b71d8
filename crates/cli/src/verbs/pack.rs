//! `promptwatt pack`: a tokenizer.json becomes a small vocabulary file.

use crate::arguments::Pack;
use crate::failure::{Done, Failure};
use crate::numbers;
use crate::output::Output;
use promptwatt_tokens::pack::{hugging_face, pack};
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// Packs.
///
/// # Errors
/// Where the file cannot be read, is no tokenizer that can be counted exactly, or the result cannot be written.
pub fn run(options: &Pack, output: &mut Output) -> Result<Done, Failure> {
    let from = options.file.display();
    let json = read(&options.file)
        .map_err(|error| Failure::new(format!("{from} cannot be read: {error}")))?;
    let name = match &options.name {
        Some(name) => name.clone(),
        None => stem(&options.output),
    };
    if name.is_empty() || name.len() > 16 || !name.is_ascii() {
        return Err(Failure::new(format!(
            "the name \"{name}\" does not fit: give one of at most 16 ASCII letters with --name"
        )));
    }
    let refused =
        |error: &dyn std::fmt::Display| Failure::new(format!("{from} cannot be packed: {error}"));
    let source = hugging_face::read(&json, &name).map_err(|error| refused(&error))?;
    let parts = pack(&source).map_err(|error| refused(&error))?;
    let packed: Vec<u8> = parts.into_iter().flat_map(|(_, part)| part).collect();
    write_whole(&options.output, &packed).map_err(|error| {
        Failure::new(format!(
            "{} cannot be written: {error}",
            options.output.display()
        ))
    })?;
    output.line(&format!(
        "{}: {} tokens in {} bytes; count with: promptwatt count --encoding {}",
        name,
        numbers::whole(source.size() as u64),
        numbers::whole(packed.len() as u64),
        options.output.display()
    ))?;
    Ok(Done::Fine)
}

/// At most one byte more than is accepted.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut json = Vec::new();
    let most = hugging_face::LARGEST_FILE as u64 + 1;
    File::open(path)?.take(most).read_to_end(&mut json)?;
    Ok(json)
}

fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.strip_suffix(".vocab").unwrap_or(&name).to_owned()
}

/// Either all of it or what was there before.
fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}", std::process::id()));
    let beside = Path::new(&beside);
    fs::write(beside, bytes)
        .and_then(|()| fs::rename(beside, path))
        .inspect_err(|_| {
            let _ = fs::remove_file(beside);
        })
}
