//! Programs that the system brings: browsers, their drivers, fonts.

use super::debian;
use crate::lock::Lock;
use crate::places::{self, find_program};
use anyhow::{Result, bail};
use std::env;
use std::path::{Path, PathBuf};

/// A program of the system.
struct Program {
    /// What it is, to a person.
    title: &'static str,
    /// The names it goes by.
    names: &'static [&'static str],
    /// Where it may be, besides PATH.
    places: &'static [&'static str],
    /// The Debian packages that bring it.
    debian: &'static [&'static str],
    /// How to get it elsewhere.
    elsewhere: &'static str,
    /// The variable that tells the tests where it is; set by the user, it wins.
    variable: &'static str,
}

/// What one browser engine needs. The next engines are further lines here: `firefox-esr` with the pinned geckodriver,
/// and `webkit2gtk-driver xvfb` with MiniBrowser in /usr/lib/*/webkit2gtk-4.1.
const CHROMIUM: &[Program] = &[
    Program {
        title: "Chromium",
        names: &[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "Google Chrome",
            "Chromium",
        ],
        places: &[
            "/Applications/Google Chrome.app/Contents/MacOS",
            "/Applications/Chromium.app/Contents/MacOS",
        ],
        debian: &["chromium", "chromium-driver"],
        elsewhere: "https://www.chromium.org/getting-involved/download-chromium/",
        variable: "PROMPTWATT_CHROMIUM",
    },
    Program {
        title: "Chromium's driver",
        names: &["chromedriver"],
        places: &[
            "/usr/lib/chromium",
            "/usr/lib/chromium-browser",
            "/usr/local/share/chromedriver-linux64",
        ],
        debian: &["chromium", "chromium-driver"],
        elsewhere: "https://googlechromelabs.github.io/chrome-for-testing/, in the version of the browser",
        variable: "PROMPTWATT_CHROMEDRIVER",
    },
];

/// The variables that tell the tests where the browsers and drivers are; installs them where this system can.
/// Missing ones are named; the tests of that engine are then left out.
///
/// # Errors
/// When one is missing and `CI` is set.
pub fn browsers() -> Result<Vec<(&'static str, PathBuf)>> {
    let _lock = Lock::wait(&places::tools()?.join("lock"), "setting up the browsers")?;
    let missing: Vec<&str> = CHROMIUM
        .iter()
        .filter(|program| program.find().is_none())
        .flat_map(|program| program.debian.iter().copied())
        .collect();
    if !missing.is_empty() && debian::is_here() {
        let mut packages = missing;
        packages.dedup();
        packages.sort_unstable();
        packages.dedup();
        if let Err(error) = debian::install("for the browser tests", &packages) {
            eprintln!("{error:#}");
        }
    }
    let mut found = Vec::new();
    for program in CHROMIUM {
        match program.find() {
            Some(path) => found.push((program.variable, path)),
            None => missing_is(&format!(
                "{} is not there; get it from {}, or name it in {}",
                program.title, program.elsewhere, program.variable
            ))?,
        }
    }
    Ok(found)
}

/// Fonts for screenshots in all scripts the page speaks; elsewhere than on Debian the system's own will do.
///
/// # Errors
/// When they are missing and `CI` is set.
pub fn fonts() -> Result<()> {
    const THERE: &[&str] = &[
        "/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf",
        "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf",
    ];
    if debian::is_here() && !THERE.iter().all(|file| Path::new(file).is_file()) {
        let _lock = Lock::wait(&places::tools()?.join("lock"), "setting up the fonts")?;
        if let Err(error) = debian::install(
            "for the screenshots",
            &["fonts-noto-core", "fonts-noto-color-emoji"],
        ) {
            missing_is(&format!("{error:#}"))?;
        }
    }
    Ok(())
}

/// Only continuous integration treats a missing engine as a failure.
fn missing_is(message: &str) -> Result<()> {
    if env::var_os("CI").is_some() {
        bail!("{message}");
    }
    eprintln!("{message}");
    Ok(())
}

impl Program {
    fn find(&self) -> Option<PathBuf> {
        if let Some(path) = env::var_os(self.variable) {
            return Some(PathBuf::from(path));
        }
        self.names
            .iter()
            .find_map(|name| find_program(name, self.places))
    }
}
