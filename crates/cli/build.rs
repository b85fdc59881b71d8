//! Joins the parts of the default vocabulary into one file, which the program carries; and tells it where the page is published.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/vocab");
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(&folder).expect("the vocabularies are committed");
    let mut parts: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("o200k_base-")
        })
        .collect();
    parts.sort();
    let joined: Vec<u8> = parts
        .iter()
        .flat_map(|part| fs::read(part).expect("the vocabularies can be read"))
        .collect();
    let to = env::var_os("OUT_DIR").expect("cargo says where to write");
    fs::write(Path::new(&to).join("o200k_base.vocab"), joined)
        .expect("cargo's directory can be written");

    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site.toml");
    println!("cargo::rerun-if-changed={}", site.display());
    let site = fs::read_to_string(site).expect("site.toml is committed");
    let address = site
        .lines()
        .find_map(|line| line.strip_prefix("public_address = \"")?.strip_suffix('"'))
        .expect("site.toml says public_address = \"..\"");
    println!("cargo::rustc-env=PROMPTWATT_PUBLIC_ADDRESS={address}");
}
