//! Compiles `data` into static tables; a row that is wrong stops the build with its file, line and fault.

mod compile;
mod table;

use compile::{Constants, models::Known};
use std::{env, fs, path::Path, process::ExitCode};
use table::Table;

/// The folders of the factor sets and the modules that hold them, the newest first: it has the whole of `data`.
const SETS: [(&str, &str); 2] = [("", "newest"), ("2026.11", "v2026_11")];

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

fn read(folder: &str, name: &str) -> Result<Table, String> {
    let path = Path::new("data").join(folder).join(name);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Table::parse(&path.display().to_string(), &text)
}

fn generate() -> Result<(), String> {
    let (mut source, providers) = compile::providers(&read("", "providers.tsv")?)?;
    source.push_str(&compile::regions(&read("", "regions.tsv")?)?);
    source.push_str(&compile::equivalences(&read("", "equivalences.tsv")?)?);
    source.push_str(&compile::levers(&read("", "levers.tsv")?)?);
    let mut newest: Option<Constants> = None;
    for (index, (folder, module)) in SETS.into_iter().enumerate() {
        let (factors, constants) =
            compile::factors(&read(folder, "factors.tsv")?, newest.as_ref())?;
        let hardware = read(folder, "gpus.tsv")?;
        let known = Known {
            gpus: hardware
                .rows()
                .map(|row| row.text("id").map(str::to_owned))
                .collect::<Result<_, _>>()?,
            providers: providers.clone(),
        };
        if index == 0 {
            source.push_str(&constants.declaration());
            source.push_str(&compile::metered(
                &read("", "metered.tsv")?,
                &read("", "metered-models.tsv")?,
                &known.gpus,
            )?);
            source.push_str(&compile::anchors(&read("", "anchors.tsv")?, &known.gpus)?);
        } else {
            source.push_str("#[cfg(feature = \"older-factors\")]\n");
        }
        source.push_str(&format!(
            "/// One factor set.\npub(crate) mod {module} {{\nuse super::*;\nconst SET: u8 = {index};\n{factors}{}{}}}\n",
            compile::gpus(&hardware, &constants)?,
            compile::models(&read(folder, "models.tsv")?, &known)?,
        ));
        newest.get_or_insert(constants);
    }
    let out = env::var_os("OUT_DIR").ok_or("cargo did not set OUT_DIR")?;
    fs::write(Path::new(&out).join("tables.rs"), source)
        .map_err(|error| format!("tables.rs: {error}"))
}
