//! Compiles `data/*.tsv` into static tables; a row that is wrong stops the build with its file, line and fault.

mod compile;
mod table;

use std::{env, fs, path::Path, process::ExitCode};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=data");
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            println!("cargo::error={fault}");
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), String> {
    let mut source = String::new();
    for (name, compile) in compile::TABLES {
        let path = Path::new("data").join(name);
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        source.push_str(&compile(&table::Table::parse(
            &path.display().to_string(),
            &text,
        )?)?);
    }
    let out = env::var_os("OUT_DIR").ok_or("cargo did not set OUT_DIR")?;
    fs::write(Path::new(&out).join("tables.rs"), source)
        .map_err(|error| format!("tables.rs: {error}"))
}
