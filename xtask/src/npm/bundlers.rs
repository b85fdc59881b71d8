//! `cargo xtask npm --bundlers`: pages with the package, built with each bundler and opened in Chromium, count what the command counts: in the page, in a
//! worker, and with Next where the page is made too.

use super::{command, installed, run_tool};
use crate::process::{Show, run as run_process};
use crate::setup::pins;
use crate::setup::programs::Browser;
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// A way to get the package into a page.
struct Way {
    title: &'static str,
    /// The program that builds the page, with its arguments; none where nothing is built.
    build: Option<(&'static str, &'static [&'static str])>,
    /// The directory that is served then, and the page in it.
    served: &'static str,
    page: &'static str,
}

const WAYS: &[Way] = &[
    Way {
        title: "no bundler",
        build: None,
        served: ".",
        page: "/plain/",
    },
    Way {
        title: "Vite",
        build: Some(("vite", &["build", "vite"])),
        served: "vite/dist",
        page: "/",
    },
    Way {
        title: "webpack",
        build: Some(("webpack", &["--config", "webpack/webpack.config.cjs"])),
        served: "webpack",
        page: "/",
    },
    Way {
        title: "Next with Turbopack",
        build: Some(("next", &["build", "next"])),
        served: "next/out",
        page: "/",
    },
];

/// Installs the packed package with the bundlers in a directory of its own, and tries each way.
///
/// # Errors
/// When one cannot be built, or counts otherwise.
pub fn check(tarball: &Path) -> Result<()> {
    let scratch = installed(
        tarball,
        "npm/test/bundlers",
        "bundlers",
        pins::BUNDLERS,
        "installing the package with Vite, webpack and Next",
    )?;
    let command = command()?;
    for way in WAYS {
        if let Some((program, arguments)) = way.build {
            run_tool(&scratch, way.title, program, arguments)?;
        }
        let mut node = Command::new("node");
        node.current_dir(&scratch)
            .args(["browser.mjs", way.served, way.page])
            .envs(Browser::Chromium.variables()?)
            .env("PROMPTWATT_COMMAND", &command);
        let what = format!("{}: counting in Chromium", way.title);
        run_process(&what, Show::Output, &mut node)?;
    }
    Ok(())
}
