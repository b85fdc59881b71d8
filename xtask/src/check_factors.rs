//! `cargo xtask check-factors`: figures whose sources are due to be looked at again.

use anyhow::{Result, bail};
use promptwatt_energy::{FACTORS_VERSION, Review, due_for_review};

/// What `cargo xtask check-factors` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Fail where something is due: for a release
    #[arg(long)]
    release: bool,
    /// The day to check for, instead of today
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<String>,
}

/// Runs the verb.
///
/// # Errors
/// With `--release`, when something is due.
pub fn run(options: &Options) -> Result<()> {
    let due = due_for_review(options.today.as_deref().unwrap_or(&today()));
    if due.is_empty() {
        println!("Factor set {FACTORS_VERSION}: nothing is due for review.");
        return Ok(());
    }
    list(&due);
    if options.release {
        bail!(
            "{} figures are past their review: look at their sources and set a new date, before a release",
            due.len()
        );
    }
    Ok(())
}

/// Says what is due today, if anything.
pub fn warn() {
    let due = due_for_review(&today());
    if !due.is_empty() {
        println!("warning: figures past their review (cargo xtask check-factors):");
        list(&due);
    }
}

fn list(due: &[Review]) {
    for review in due {
        println!("{}  {}  {}", review.due, review.table, review.id);
    }
}

/// Today in UTC, as `YYYY-MM-DD`.
fn today() -> String {
    let date = time::OffsetDateTime::now_utc().date();
    format!(
        "{:04}-{:02}-{:02}",
        date.year(),
        u8::from(date.month()),
        date.day()
    )
}
