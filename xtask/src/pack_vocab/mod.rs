//! `cargo xtask pack-vocab`: the official vocabularies in, small files for the page out.

mod sources;

use crate::places;
use anyhow::{Context, Result, ensure};
use promptwatt_tokens::{Encoding, Part, pack};
use sha2::{Digest, Sha256};
use sources::{VOCABULARIES, Vocabulary, hexadecimal};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// What o200k_base may weigh, bytes: ASCII alone, with any one script, and in all.
const ASCII: usize = 380_000;
const WITH_A_SCRIPT: usize = 460_000;
const ALL: usize = 640_000;

/// What `cargo xtask pack-vocab` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A directory that has the packages already; otherwise they are downloaded into the tools' directory
    #[arg(long, value_name = "DIRECTORY")]
    packages: Option<PathBuf>,
}

/// Packs the vocabularies into public/vocab/, and writes their digests into the tokens crate.
///
/// # Errors
/// When tokens cannot be found or are not the official ones, when they do not fit the packed format, or when the files
/// are larger than a visit can afford.
pub fn run(options: &Options) -> Result<()> {
    let directory = match &options.packages {
        Some(directory) => directory.clone(),
        None => places::tools()?.join("vocabularies"),
    };
    let folder = places::root().join("public/vocab");
    fs::create_dir_all(&folder)?;
    let mut listing = "//! The first 32 bits of the SHA-256 of each part's file; 0 where there is none. Written by `cargo xtask pack-vocab`.\n\n".to_owned();
    for vocabulary in VOCABULARIES {
        let digests = one(vocabulary, &directory, &folder)?;
        let name = vocabulary.encoding.id().to_uppercase();
        writeln!(listing, "pub(super) const {name}: [u32; 9] = [")?;
        for digest in digests {
            writeln!(
                listing,
                "    0x{:04x}_{:04x},",
                digest >> 16,
                digest & 0xffff
            )?;
        }
        listing.push_str("];\n");
    }
    let path = places::root().join("crates/tokens/src/encoding/files.rs");
    if fs::read_to_string(&path).ok().as_deref() == Some(&listing) {
        println!("{} is as it was", path.display());
    } else {
        fs::write(&path, listing)?;
        println!("wrote {}: build again", path.display());
    }
    Ok(())
}

/// Packs one vocabulary and returns what is in its files' names.
fn one(vocabulary: &Vocabulary, directory: &Path, folder: &Path) -> Result<[u32; Part::ALL.len()]> {
    let encoding = vocabulary.encoding;
    let source = vocabulary.read(directory)?;
    println!("{}: {} merges", encoding.id(), source.merges.len());
    let files = pack::pack(&source).with_context(|| encoding.id())?;
    remove(folder, encoding)?;
    let mut digests = [0; Part::ALL.len()];
    let mut sizes = [0; Part::ALL.len()];
    for (part, file) in files {
        let digest = hexadecimal(&Sha256::digest(&file));
        let name = format!("{}-{}-{}.vocab", encoding.id(), part.id(), &digest[..8]);
        fs::write(folder.join(&name), &file)?;
        println!("  {:>9} bytes  public/vocab/{name}", file.len());
        digests[part as usize] = u32::from_str_radix(&digest[..8], 16)?;
        sizes[part as usize] = file.len();
    }
    let all: usize = sizes.iter().sum();
    println!("  {all:>9} bytes in all");
    if encoding == Encoding::O200kBase {
        let base = sizes[Part::Ascii as usize] + sizes[Part::Shared as usize];
        let largest = sizes[2..].iter().max().copied().unwrap_or(0);
        ensure!(
            sizes[Part::Ascii as usize] <= ASCII,
            "ASCII alone is more than {ASCII} bytes"
        );
        ensure!(
            base + largest <= WITH_A_SCRIPT,
            "a script takes more than {WITH_A_SCRIPT} bytes"
        );
        ensure!(all <= ALL, "all parts are more than {ALL} bytes");
    }
    Ok(digests)
}

/// Removes older files of the same encoding.
fn remove(folder: &Path, encoding: Encoding) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry
            .file_name()
            .to_string_lossy()
            .starts_with(&format!("{}-", encoding.id()))
        {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
