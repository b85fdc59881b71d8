//! What clap says about the arguments, as one line.

use clap::error::{Error, ErrorKind};
use std::process::ExitCode;

/// Prints help and version to standard output, exit code 0; anything else as one line on standard error, exit code 2.
pub fn explain(error: &Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A closed pipe is no reason to complain.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            crate::failure::say(
                "what to do is missing: try 'promptwatt report FILE', or 'promptwatt --help' for every verb",
            );
            ExitCode::from(2)
        }
        _ => {
            crate::failure::say(&one_line(&error.render().to_string()));
            ExitCode::from(2)
        }
    }
}

/// Clap's message and tips in one line, without its usage block.
fn one_line(rendered: &str) -> String {
    let mut line = String::new();
    for part in rendered
        .lines()
        .map(str::trim)
        .take_while(|part| !part.starts_with("Usage:"))
    {
        let part = part.strip_prefix("error: ").unwrap_or(part);
        let part = part.strip_prefix("tip: ").unwrap_or(part);
        if part.is_empty() || part.starts_with("For more information") {
            continue;
        }
        let part = if part.starts_with('[') {
            format!("({})", part.trim_matches(['[', ']']))
        } else {
            part.to_owned()
        };
        if !line.is_empty() {
            line.push_str(if line.ends_with(':') || part.starts_with('(') {
                " "
            } else {
                "; "
            });
        }
        line.push_str(&part);
    }
    line.push_str("; see 'promptwatt --help'");
    line
}
