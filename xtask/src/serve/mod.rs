//! `cargo xtask serve`: the page on this machine, with the headers it will have in production.

mod answer;
mod file;
mod log;

use crate::headers::Headers;
use crate::{build, places};
use answer::{Answer, Site};
use anyhow::{Context, Result, bail};
use log::Log;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use tiny_http::{Header, Request, Response, Server, StatusCode};

/// A page fetches a handful of files at once; more threads would only wait.
const THREADS: usize = 8;

/// What `cargo xtask serve` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
    /// Write a line per request to this file: method, target, bytes of its body, status
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// Serve this directory instead of dist/, without building
    #[arg(long, value_name = "DIRECTORY")]
    dir: Option<PathBuf>,
    /// Serve what was built before
    #[arg(long)]
    no_build: bool,
}

/// Runs the verb: ends with Ctrl-C.
///
/// # Errors
/// When the page cannot be built, or the port is taken.
pub fn run(options: &Options) -> Result<()> {
    // Found out before minutes of building.
    let server = listen(options.port)?;
    let root = match &options.dir {
        Some(directory) => directory.clone(),
        None => {
            if !options.no_build {
                build::build(crate::setup::Purpose::Serve)?;
            }
            places::dist()
        }
    };
    if !root.join("index.html").is_file() {
        bail!(
            "{} has no index.html: build the page with `cargo xtask build`",
            root.display()
        );
    }
    let site = Site::new(root, Headers::load()?)?;
    let log = options.log.as_deref().map(Log::create).transpose()?;
    let port = server
        .server_addr()
        .to_ip()
        .map_or(options.port, |address| address.port());
    let url = format!("http://127.0.0.1:{port}/");
    println!("Promptwatt: {url}   (Ctrl-C ends)");
    if options.open {
        open(&url);
    }
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Ok(request) = server.recv() {
                    respond(request, &site, log.as_ref());
                }
            });
        }
    });
    Ok(())
}

fn listen(port: u16) -> Result<Server> {
    Server::http(("127.0.0.1", port)).map_err(|error| {
        let taken = error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == ErrorKind::AddrInUse);
        if taken {
            anyhow::anyhow!("port {port} is taken: end what uses it, or choose another, as in `cargo xtask serve --port {}`", port.saturating_add(1))
        } else {
            anyhow::anyhow!("cannot listen on port {port} of 127.0.0.1: {error}")
        }
    })
}

fn respond(request: Request, site: &Site, log: Option<&Log>) {
    let field = |name: &'static str| {
        request
            .headers()
            .iter()
            .find(|header| header.field.equiv(name))
            .map(|header| header.value.as_str())
    };
    let answer = site.answer(&answer::Asked {
        method: request.method().as_str(),
        target: request.url(),
        accept_encoding: field("Accept-Encoding").unwrap_or_default(),
        if_none_match: field("If-None-Match"),
    });
    if let Some(log) = log {
        log.write(
            request.method().as_str(),
            request.url(),
            request.body_length().unwrap_or(0),
            answer.status,
        );
    }
    let Answer {
        status,
        headers,
        body,
    } = answer;
    let mut response = Response::from_data(body)
        .with_status_code(StatusCode(status))
        .with_chunked_threshold(usize::MAX);
    for (name, value) in headers {
        if let Ok(header) = Header::from_bytes(name.as_bytes(), value.as_bytes()) {
            response.add_header(header);
        }
    }
    // The browser may have gone away.
    let _ = request.respond(response);
}

fn open(url: &str) {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let started = Command::new(program)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if started.context("no browser").is_err() {
        eprintln!("No browser could be opened here: please open {url}");
    }
}

#[cfg(test)]
mod tests {
    use super::listen;

    #[test]
    fn a_taken_port_is_named() {
        let first = listen(0).unwrap();
        let port = first.server_addr().to_ip().unwrap().port();
        let Err(error) = listen(port) else {
            panic!("port {port} was given twice")
        };
        assert!(error.to_string().contains("--port"), "{error}");
    }
}
