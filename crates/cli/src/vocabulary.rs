//! Vocabularies: the default one inside the program, others from files.

use crate::failure::Failure;
use flate2::read::GzDecoder;
use promptwatt_energy::Model;
use promptwatt_tokens::{Counter, Encoding, Tokenizer, Vocabulary};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The packed vocabulary of [`Encoding::O200kBase`]; a test checks that it is the one the tokens crate names.
const O200K_BASE: &[u8] = include_bytes!("../../../public/vocab/o200k_base-a8fab46d.vocab.gz");

/// No vocabulary is larger unpacked; a file that claims to be is not read to its end.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A counter, and the name of what it counts; `None` where the model's own encoding is not public.
pub struct Counting {
    /// What counts.
    pub counter: Counter,
    /// The encoding's name, for the result.
    pub encoding: Option<String>,
}

/// The counter of an encoding: the name of one, or a packed vocabulary file; the default where none is asked for.
///
/// # Errors
/// Where there is no such vocabulary, or it is damaged.
pub fn of_encoding(encoding: Option<&str>) -> Result<Counting, Failure> {
    let tokenizer = match encoding {
        None => built_in(Encoding::O200kBase)?,
        Some(name) => match Encoding::from_id(name) {
            Some(encoding) => built_in(encoding)?,
            None => from_file(&find(name)?)?,
        },
    };
    let encoding = Some(tokenizer.encoding().id().to_owned());
    Ok(Counting {
        counter: Counter::Exact(tokenizer),
        encoding,
    })
}

/// The counter of a model: exact where its encoding is public and packed, an estimate elsewhere.
///
/// # Errors
/// Where the vocabulary is damaged.
pub fn of_model(model: &Model) -> Result<Counting, Failure> {
    match model.encoding() {
        Some(id) if Encoding::from_id(id).is_some() => of_encoding(Some(id)),
        named => Ok(Counting {
            counter: Counter::Estimate(Encoding::O200kBase),
            encoding: named.map(str::to_owned),
        }),
    }
}

fn built_in(encoding: Encoding) -> Result<Tokenizer, Failure> {
    match encoding {
        Encoding::O200kBase => unpack(O200K_BASE, "the vocabulary inside this program"),
        other => from_file(&find(other.id())?),
    }
}

/// The file of a vocabulary: a path, or `NAME.vocab`, `NAME.vocab.gz` or `NAME-*.vocab.gz` beside this program.
fn find(name: &str) -> Result<PathBuf, Failure> {
    let path = Path::new(name);
    if path.is_file() {
        return Ok(path.to_owned());
    }
    let beside = std::env::current_exe()
        .ok()
        .and_then(|program| program.parent().map(Path::to_owned));
    let entries = beside.and_then(|folder| std::fs::read_dir(folder).ok());
    let found = entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .find(|path| {
            let file = path
                .file_name()
                .and_then(|file| file.to_str())
                .unwrap_or_default();
            let stem = file
                .strip_suffix(".vocab.gz")
                .or_else(|| file.strip_suffix(".vocab"));
            stem.is_some_and(|stem| {
                stem == name || stem.rsplit_once('-').is_some_and(|(stem, _)| stem == name)
            })
        });
    found.ok_or_else(|| {
        let known: Vec<&str> = Encoding::ALL.iter().map(|encoding| encoding.id()).collect();
        Failure::new(format!(
            "no vocabulary for the encoding \"{name}\": it is not inside this program ({}), not a file, and not beside the program; give the path of a packed vocabulary",
            known.join(", ")
        ))
    })
}

fn from_file(path: &Path) -> Result<Tokenizer, Failure> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::new(format!("{name} cannot be read: {error}")))?;
    unpack(&bytes, &name)
}

fn unpack(bytes: &[u8], name: &str) -> Result<Tokenizer, Failure> {
    let damaged =
        |error: &dyn std::fmt::Display| Failure::new(format!("{name} is no vocabulary: {error}"));
    let mut packed = Vec::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        GzDecoder::new(bytes)
            .take(LARGEST)
            .read_to_end(&mut packed)
            .map_err(|error| damaged(&error))?;
    } else {
        packed.extend_from_slice(bytes);
    }
    Ok(Tokenizer::new(
        Vocabulary::from_packed(&packed).map_err(|error| damaged(&error))?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_inside_is_the_one_the_page_fetches() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/vocab");
        let file = std::fs::read(folder.join(Encoding::O200kBase.vocabulary_file())).unwrap();
        assert!(file == O200K_BASE, "change the name in include_bytes!");
    }
}
