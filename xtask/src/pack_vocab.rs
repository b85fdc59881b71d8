//! `cargo xtask pack-vocab`: the official ranks in, a small gzip file for the page out.
//!
//! The ranks are OpenAI's `o200k_base.tiktoken` (MIT), which the published crate `tiktoken-rs` carries unchanged; the
//! SHA-256 that OpenAI's own Python package expects proves it. The crate is only looked into, never linked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use promptwatt_tokens::{Encoding, pack};
use sha2::{Digest, Sha256};

/// The crate, and its version, in whose source the ranks are found.
const SOURCE: (&str, &str) = ("tiktoken-rs", "0.12.1");
/// What a first visit can afford, bytes.
const LARGEST: usize = 735_000;

/// What `cargo xtask pack-vocab` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The official ranks, if they are at hand; otherwise they are taken from the tiktoken-rs crate
    #[arg(long, value_name = "FILE")]
    ranks: Option<PathBuf>,
}

/// An encoding and where its ranks come from.
struct Source {
    encoding: Encoding,
    /// Inside the crate.
    path: &'static str,
    sha256: &'static str,
}

const O200K_BASE: Source = Source {
    encoding: Encoding::O200kBase,
    path: "assets/o200k_base.tiktoken",
    sha256: "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
};

/// Packs the vocabulary into public/vocab/.
///
/// # Errors
/// When the ranks cannot be found or are not the official ones, when they do not fit the packed format, or when the file
/// is larger than a first visit can afford.
pub fn run(options: &Options) -> Result<()> {
    let source = O200K_BASE;
    let path = match &options.ranks {
        Some(path) => path.clone(),
        None => crate_source()?.join(source.path),
    };
    let ranks = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let found = hexadecimal(&Sha256::digest(&ranks));
    ensure!(
        found == source.sha256,
        "{} is not the official file: its SHA-256 is {found}",
        path.display()
    );

    let tokens = parse_ranks(&ranks)?;
    println!(
        "{}: {} tokens, {} bytes of ranks",
        source.encoding.id(),
        tokens.len(),
        ranks.len()
    );
    let packed = pack::pack(source.encoding, &tokens)?;
    println!(
        "packed: {} bytes; every token encodes to itself",
        packed.len()
    );
    let file = gzip(&packed)?;
    println!("gzip: {} bytes", file.len());
    ensure!(file.len() <= LARGEST, "that is more than {LARGEST} bytes");

    let name = format!(
        "{}-{}.vocab.gz",
        source.encoding.id(),
        &hexadecimal(&Sha256::digest(&file))[..8]
    );
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/vocab");
    write_only(&folder, source.encoding, &name, &file)?;
    println!("wrote public/vocab/{name}");
    if name != source.encoding.vocabulary_file() {
        bail!(
            "the name is new: put it into Encoding::vocabulary_file() in crates/tokens/src/encoding.rs"
        );
    }
    Ok(())
}

/// Where cargo keeps the source of the crate, after fetching it if need be.
fn crate_source() -> Result<PathBuf> {
    let (name, version) = SOURCE;
    let scratch =
        std::env::temp_dir().join(format!("promptwatt-pack-vocab-{}", std::process::id()));
    fs::create_dir_all(scratch.join("src"))?;
    fs::write(scratch.join("src/lib.rs"), "")?;
    let manifest = scratch.join("Cargo.toml");
    fs::write(
        &manifest,
        format!(
            "[package]\nname = \"scratch\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[dependencies]\n{name} = \"={version}\"\n[workspace]\n"
        ),
    )?;
    let output = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
        .args(["metadata", "--format-version", "1", "--manifest-path"])
        .arg(&manifest)
        .output()
        .context("cannot run cargo")?;
    fs::remove_dir_all(&scratch)?;
    ensure!(
        output.status.success(),
        "cannot fetch {name} {version}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|package| package["name"] == name)
        .and_then(|package| {
            Path::new(package["manifest_path"].as_str()?)
                .parent()
                .map(Path::to_owned)
        })
        .with_context(|| format!("cargo does not say where {name} is"))
}

/// Reads a `.tiktoken` file: a line per token, base64 and rank, in the order of ranks.
fn parse_ranks(ranks: &[u8]) -> Result<Vec<Vec<u8>>> {
    let text = std::str::from_utf8(ranks)?;
    text.lines()
        .enumerate()
        .map(|(line, row)| {
            let (token, rank) = row
                .split_once(' ')
                .with_context(|| format!("line {}: no rank", line + 1))?;
            ensure!(
                rank.parse() == Ok(line),
                "line {}: rank {rank} is out of order",
                line + 1
            );
            STANDARD
                .decode(token)
                .with_context(|| format!("line {}: not base64", line + 1))
        })
        .collect()
}

/// Compresses as tightly as the format allows; it is done once and fetched often.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    zopfli::compress(
        zopfli::Options::default(),
        zopfli::Format::Gzip,
        bytes,
        &mut file,
    )?;
    Ok(file)
}

/// Writes the file and removes older ones of the same encoding.
fn write_only(folder: &Path, encoding: Encoding, name: &str, file: &[u8]) -> Result<()> {
    fs::create_dir_all(folder)?;
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
    fs::write(folder.join(name), file)?;
    Ok(())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
