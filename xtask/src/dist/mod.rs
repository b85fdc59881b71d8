//! `cargo xtask dist`: everything that goes out, in target/dist/: the site for any static host, what hosts need to know, guides,
//! the course packages, and the npm package.
//!
//! The site is the built page, three times: at its root, below `v1/` and below the exact version. Every address in it is relative, so that each works wherever
//! it lies; a site that embeds us names `v1/` to get what is compatible, or the exact version, whose files never change, to pin it by its integrity.

mod container;
mod guides;
mod hosts;
mod integrity;
mod sub_path;

use crate::headers::Headers;
use crate::pages::{compress, files_below};
use crate::setup::{self, Purpose};
use crate::site::Site;
use crate::{build, npm, places, scorm};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// What `cargo xtask dist` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Serve the site below a path and look whether everything in it is found
    #[arg(long)]
    check: bool,
    /// Leave the npm package out
    #[arg(long)]
    without_npm: bool,
}

/// The first part of addresses that stay compatible: the version of the messages between a site and its frames.
const COMPATIBLE: &str = "v1";

/// The first part of addresses that never change.
fn exact() -> String {
    format!("v{}", env!("CARGO_PKG_VERSION"))
}

/// Runs the verb.
///
/// # Errors
/// When something cannot be built or written.
pub fn run(options: &Options) -> Result<()> {
    let toolchain = setup::toolchain(Purpose::Serve)?;
    build::build_with(&toolchain)?;
    let out = places::target().join("dist");
    write(&places::dist(), &out)?;
    scorm::packages(&places::dist(), &out.join("scorm"))?;
    if !options.without_npm {
        let tarball = npm::pack(&toolchain)?;
        let name = tarball.file_name().context("the tarball has a name")?;
        fs::copy(&tarball, out.join(name)).context("cannot copy the npm package")?;
    }
    if options.check {
        let requests = sub_path::check(&out.join("site"))?;
        println!("Below a path of its own: {requests} addresses in the pages lead to a file.");
    }
    println!("{}: see README.md there.", out.display());
    Ok(())
}

/// Writes the distribution of the page in dist/, with the course packages, and looks whether all of it is found below a path.
///
/// # Errors
/// When it cannot be written, or an address in it leads nowhere.
pub fn try_out() -> Result<()> {
    let out = places::target().join("dist");
    write(&places::dist(), &out)?;
    scorm::packages(&places::dist(), &out.join("scorm"))?;
    sub_path::check(&out.join("site")).map(|_| ())
}

/// Writes everything that is made of the built page in `page` into `out`, afresh.
///
/// # Errors
/// When a file cannot be read or written, or the container recipe does not fit what was written.
pub fn write(page: &Path, out: &Path) -> Result<()> {
    let site = Site::load()?;
    let headers = Headers::load()?;
    if out.exists() {
        fs::remove_dir_all(out).with_context(|| format!("cannot clear {}", out.display()))?;
    }
    let root = out.join("site");
    let exact = exact();
    for below in ["", COMPATIBLE, exact.as_str()] {
        for file in files_below(page)? {
            let name = file.strip_prefix(page)?;
            // Hosts read one, at the root.
            if name != Path::new("_headers") {
                copy(&file, &root.join(below).join(name))?;
            }
        }
    }
    let integrity = integrity::list(&root.join(&exact), &exact)?;
    put(&root.join("integrity.json"), &integrity)?;
    let rules = fs::read_to_string(page.join("_headers")).context("the page has no _headers")?;
    let rules = hosts::Rules::parse(&rules, &[COMPATIBLE, &exact]);
    let cache = hosts::Cache {
        hashed: headers.cache_control("name-0123456789abcdef.js").to_owned(),
        other: headers.cache_control("index.html").to_owned(),
        exact: exact.clone(),
    };
    put(&root.join("_headers"), &rules.file(&cache))?;
    put(&out.join("nginx.conf"), &rules.nginx(&cache, site.path()))?;
    put(&out.join("Caddyfile"), &rules.caddy(&cache, site.path()))?;
    guides::write(&site, &exact, out)?;
    container::check(out)?;
    for file in files_below(&root)? {
        let is_new = |name: &str| file.ends_with(name) || file.starts_with(root.join(name));
        if is_new("integrity.json") || is_new("oembed") {
            compress::beside(&file)?;
        }
    }
    Ok(())
}

fn copy(file: &Path, to: &Path) -> Result<()> {
    if let Some(directory) = to.parent() {
        fs::create_dir_all(directory)
            .with_context(|| format!("cannot make {}", directory.display()))?;
    }
    fs::copy(file, to).with_context(|| format!("cannot write {}", to.display()))?;
    Ok(())
}

fn put(path: &Path, text: &str) -> Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)
            .with_context(|| format!("cannot make {}", directory.display()))?;
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
