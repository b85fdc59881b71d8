//! Joins the parts of each vocabulary into one file: there is no reading files in WebAssembly.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/vocab");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut joined: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for entry in fs::read_dir(&folder).expect("the vocabularies are committed") {
        let path = entry.expect("the folder can be read").path();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        if let Some((name, _)) = file.split_once('-') {
            let part = fs::read(&path).expect("the vocabularies can be read");
            joined.entry(name.to_owned()).or_default().extend(part);
        }
    }
    let to = env::var_os("OUT_DIR").expect("cargo says where to write");
    for (name, bytes) in joined {
        fs::write(Path::new(&to).join(format!("{name}.vocab")), bytes)
            .expect("cargo's directory can be written");
    }
}
