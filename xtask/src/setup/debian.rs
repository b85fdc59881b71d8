//! Debian packages, where the system is Debian.

use crate::places;
use crate::process::{Show, answer, run};
use anyhow::{Result, bail};
use std::fs;
use std::process::Command;

/// Packages that bring a program.
#[derive(Clone, Copy, Debug)]
pub enum Packages {
    /// In Debian's derivatives these are empty shells.
    OfDebian(&'static [&'static str]),
    /// These are the same in its derivatives.
    OfDerivativesToo(&'static [&'static str]),
}

impl Packages {
    /// Their names, where this system has them.
    pub fn here(self) -> &'static [&'static str] {
        match self {
            Self::OfDebian(names) if is_here() => names,
            Self::OfDerivativesToo(names) if has_apt() => names,
            _ => &[],
        }
    }
}

/// Whether this is Debian itself: in its derivatives some packages are empty shells.
pub fn is_here() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    is_debian(&release) && has_apt()
}

fn has_apt() -> bool {
    places::find_program("apt-get", &["/usr/bin"]).is_some()
}

fn is_debian(os_release: &str) -> bool {
    os_release
        .lines()
        .any(|line| matches!(line.trim(), "ID=debian" | "ID=\"debian\""))
}

/// Installs `packages`.
///
/// # Errors
/// When this user may not, with the command for who may; and when apt fails.
pub fn install(why: &str, packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    let Some(prefix) = privilege() else {
        bail!(
            "{why}: please run `sudo apt-get update && sudo apt-get install --no-install-recommends {list}`, then this again"
        );
    };
    let apt = |arguments: &[&str]| {
        let mut words = prefix
            .iter()
            .copied()
            .chain(["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"])
            .chain(arguments.iter().copied());
        let mut command = Command::new(words.next().expect("apt-get at least"));
        command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(packages);
    // An old or empty package index is the usual reason for failing, and renewing it is not needed otherwise.
    if has_index()
        && run(
            &format!("{why}: installing {list}"),
            Show::Output,
            &mut apt(&arguments),
        )
        .is_ok()
    {
        return Ok(());
    }
    run(
        "renewing the list of Debian packages",
        Show::Output,
        &mut apt(&["update"]),
    )?;
    run(
        &format!("{why}: installing {list}"),
        Show::Output,
        &mut apt(&arguments),
    )
}

/// The words before a command that make it run as root; `None` when that is not possible without asking.
fn privilege() -> Option<&'static [&'static str]> {
    if answer(Command::new("id").arg("-u")).is_ok_and(|id| id == "0") {
        return Some(&[]);
    }
    answer(Command::new("sudo").args(["-n", "true"]))
        .ok()
        .map(|_| &["sudo", "-n"][..])
}

fn has_index() -> bool {
    fs::read_dir("/var/lib/apt/lists").is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().contains("_Packages"))
    })
}

#[cfg(test)]
mod tests {
    use super::is_debian;

    #[test]
    fn derivatives_are_not_debian() {
        assert!(is_debian("PRETTY_NAME=\"Debian\"\nID=debian\n"));
        assert!(!is_debian("ID=ubuntu\nID_LIKE=debian\n"));
    }
}
