//! Programs that the system brings: browsers, their drivers, a display, fonts.

use super::debian::{self, Packages};
use super::installed;
use super::pins::{self, Tool};
use crate::lock::Lock;
use crate::places::{self, find_program};
use anyhow::{Result, bail};
use std::env;
use std::path::{Path, PathBuf};

/// The browser engines that the tests run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Browser {
    /// Chromium
    Chromium,
    /// Firefox
    Firefox,
    /// WebKitGTK's MiniBrowser, on a display of its own
    Webkit,
    /// All three; those that are missing are named and left out, except where CI is set
    All,
}

/// A program that an engine needs.
struct Program {
    /// What it is, to a person.
    title: &'static str,
    /// The names it goes by.
    names: &'static [&'static str],
    /// Where it may be, besides PATH.
    places: &'static [&'static str],
    /// How it comes onto this machine.
    from: From,
    /// How to get it elsewhere.
    elsewhere: &'static str,
    /// The variable that tells the tests where it is; set by the user, it wins.
    variable: &'static str,
}

/// How a program comes onto this machine.
enum From {
    /// As a package of the system.
    System(Packages),
    /// As a pinned tool.
    Pinned(&'static Tool),
}

const CHROMIUM_PACKAGES: From = From::System(Packages::OfDebian(&["chromium", "chromium-driver"]));

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
        from: CHROMIUM_PACKAGES,
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
        from: CHROMIUM_PACKAGES,
        elsewhere: "https://googlechromelabs.github.io/chrome-for-testing/, in the version of the browser",
        variable: "PROMPTWATT_CHROMEDRIVER",
    },
];

const FIREFOX: &[Program] = &[
    Program {
        title: "Firefox",
        names: &["firefox-esr", "firefox"],
        places: &["/Applications/Firefox.app/Contents/MacOS"],
        from: From::System(Packages::OfDebian(&["firefox-esr"])),
        elsewhere: "https://www.mozilla.org/firefox/",
        variable: "PROMPTWATT_FIREFOX",
    },
    Program {
        title: "Firefox's driver",
        names: &["geckodriver"],
        places: &[],
        from: From::Pinned(&pins::GECKODRIVER),
        elsewhere: "`cargo install --locked geckodriver`",
        variable: "PROMPTWATT_GECKODRIVER",
    },
];

/// Its engine is WebKit as Safari's is, which is on no other system than Apple's.
const WEBKIT: &[Program] = &[
    Program {
        title: "WebKitGTK's MiniBrowser",
        names: &["MiniBrowser"],
        places: &[
            "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1",
            "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1",
            "/usr/libexec/webkit2gtk-4.1",
        ],
        from: From::System(Packages::OfDerivativesToo(&["webkit2gtk-driver"])),
        elsewhere: "the package of WebKitGTK's driver of your Linux distribution",
        variable: "PROMPTWATT_MINIBROWSER",
    },
    Program {
        title: "WebKitGTK's driver",
        names: &["WebKitWebDriver"],
        places: &[],
        from: From::System(Packages::OfDerivativesToo(&["webkit2gtk-driver"])),
        elsewhere: "the package of WebKitGTK's driver of your Linux distribution",
        variable: "PROMPTWATT_WEBKITWEBDRIVER",
    },
    Program {
        title: "Xvfb, a display for WebKitGTK",
        names: &["Xvfb"],
        places: &[],
        from: From::System(Packages::OfDerivativesToo(&["xvfb"])),
        elsewhere: "the package of the X virtual frame buffer of your Linux distribution",
        variable: "PROMPTWATT_XVFB",
    },
];

impl Browser {
    /// The engines' names, as the tests know them, and what each needs.
    fn engines(self) -> Vec<(&'static str, &'static [Program])> {
        let all = [
            (Self::Chromium, "chromium", CHROMIUM),
            (Self::Firefox, "firefox", FIREFOX),
            (Self::Webkit, "webkit", WEBKIT),
        ];
        all.into_iter()
            .filter(|(engine, _, _)| self == Self::All || self == *engine)
            .map(|(_, name, programs)| (name, programs))
            .collect()
    }

    /// The variables that tell the tests which engines to run in and where the programs are; installs those where this system can.
    /// Missing ones are named; the tests of that engine are then left out.
    ///
    /// # Errors
    /// When one is missing, and it was asked for by its name or `CI` is set.
    pub fn variables(self) -> Result<Vec<(&'static str, PathBuf)>> {
        let tools = places::tools()?;
        let _lock = Lock::wait(&tools.join("lock"), "setting up the browsers")?;
        let engines = self.engines();
        install(&tools, engines.iter().flat_map(|(_, programs)| *programs));
        let mut variables = Vec::new();
        let mut names = Vec::new();
        for (name, programs) in engines {
            let mut complete = true;
            for program in programs {
                match program.find(&tools) {
                    Some(path) => variables.push((program.variable, path)),
                    None => {
                        complete = false;
                        let how = format!(
                            "{} is not there; get it from {}, or name it in {}",
                            program.title, program.elsewhere, program.variable
                        );
                        if self != Self::All {
                            bail!("{how}");
                        }
                        missing_is(&how)?;
                    }
                }
            }
            if complete {
                names.push(name);
            }
        }
        variables.push(("PROMPTWATT_BROWSERS", names.join(",").into()));
        Ok(variables)
    }
}

/// Installs what is missing; what could not be is said and then missed by name.
fn install<'a>(tools: &Path, programs: impl Iterator<Item = &'a Program>) {
    let mut packages = Vec::new();
    for program in programs.filter(|program| program.find(tools).is_none()) {
        match &program.from {
            From::System(names) => packages.extend(names.here()),
            From::Pinned(tool) => {
                if let Err(error) = installed::ensure(tools, tool) {
                    eprintln!("{error:#}");
                }
            }
        }
    }
    packages.sort_unstable();
    packages.dedup();
    if !packages.is_empty()
        && let Err(error) = debian::install("for the browser tests", &packages)
    {
        eprintln!("{error:#}");
    }
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
    fn find(&self, tools: &Path) -> Option<PathBuf> {
        if let Some(path) = env::var_os(self.variable) {
            return Some(PathBuf::from(path));
        }
        if let From::Pinned(tool) = &self.from
            && let Some(programs) = installed::there(tools, tool)
        {
            return self
                .names
                .iter()
                .map(|name| programs.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
                .find(|file| file.is_file());
        }
        self.names
            .iter()
            .find_map(|name| find_program(name, self.places))
    }
}
