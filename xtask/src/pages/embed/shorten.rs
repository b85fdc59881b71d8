//! Scripts and styles as they are sent: esbuild shortens names and leaves out what only people need. Where it is missing (without Node) they stay as they are.

use crate::places;
use anyhow::{Context, Result, bail};
use std::io::Write;
use std::process::{Command, Stdio};

/// A script, a module of its own.
///
/// # Errors
/// When it is none.
pub fn script(script: &str) -> Result<String> {
    // Every supported engine knows the syntax that is used; nothing is to be rewritten.
    shortened(script, &["--loader=js", "--format=esm", "--target=esnext"])
}

/// A style sheet.
///
/// # Errors
/// When it is none.
pub fn style(sheet: &str) -> Result<String> {
    shortened(sheet, &["--loader=css"])
}

fn shortened(text: &str, arguments: &[&str]) -> Result<String> {
    let Some(esbuild) = places::find_program("esbuild", &[]) else {
        return Ok(text.to_owned());
    };
    let mut running = Command::new(esbuild)
        .args(["--minify", "--charset=utf8", "--log-level=error"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("esbuild cannot be started")?;
    // It reads everything before it writes anything.
    if let Some(mut input) = running.stdin.take() {
        input.write_all(text.as_bytes())?;
    }
    let done = running.wait_with_output()?;
    if !done.status.success() {
        bail!("esbuild does not take it");
    }
    String::from_utf8(done.stdout).context("esbuild answers with text")
}
