//! `cargo xtask serve`: the page on this machine, with the headers it will have in production.

pub mod answer;
mod file;
mod log;

use crate::headers::Headers;
use crate::{build, places};
use answer::{Answer, Site};
use anyhow::{Context, Result, bail};
use http_body_util::Full;
use hyper::body::{Body, Bytes, Incoming};
use hyper::header::{ACCEPT_ENCODING, HeaderName, HeaderValue, IF_NONE_MATCH};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use log::Log;
use std::convert::Infallible;
use std::future::poll_fn;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::PathBuf;
use std::pin::Pin;
use std::process::{Command, Stdio};
use std::rc::Rc;
use tokio::runtime::Builder;
use tokio::task::{LocalSet, spawn_local};

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
    let log = options.log.as_deref().map(Log::create).transpose()?;
    let port = server
        .local_addr()
        .map_or(options.port, |address| address.port());
    let url = format!("http://127.0.0.1:{port}/");
    let site = Site::new(root, Headers::load()?, url.trim_end_matches('/').to_owned())?;
    println!("Promptwatt: {url}   (Ctrl-C ends)");
    if options.open {
        open(&url);
    }
    let runtime = Builder::new_current_thread().enable_io().build()?;
    LocalSet::new().block_on(&runtime, answer_all(server, Rc::new((site, log))))
}

/// Answers every connection on one thread: the files are small and lie on this machine.
async fn answer_all(server: TcpListener, shared: Rc<(Site, Option<Log>)>) -> Result<()> {
    server.set_nonblocking(true)?;
    let server = tokio::net::TcpListener::from_std(server)?;
    loop {
        // A connection that failed before it was taken concerns nobody else.
        let Ok((stream, _)) = server.accept().await else {
            continue;
        };
        let shared = Rc::clone(&shared);
        let service = service_fn(move |request| {
            let shared = Rc::clone(&shared);
            async move { Ok::<_, Infallible>(respond(request, &shared.0, shared.1.as_ref()).await) }
        });
        // The browser may go away at any time.
        spawn_local(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).map_err(|error| {
        if error.kind() == ErrorKind::AddrInUse {
            anyhow::anyhow!("port {port} is taken: end what uses it, or choose another, as in `cargo xtask serve --port {}`", port.saturating_add(1))
        } else {
            anyhow::anyhow!("cannot listen on port {port} of 127.0.0.1: {error}")
        }
    })
}

async fn respond(
    request: Request<Incoming>,
    site: &Site,
    log: Option<&Log>,
) -> Response<Full<Bytes>> {
    let (head, body) = request.into_parts();
    let body_bytes = length(body).await;
    let field = |name: HeaderName| head.headers.get(name).and_then(|value| value.to_str().ok());
    let target = head.uri.to_string();
    let answer = site.answer(&answer::Asked {
        method: head.method.as_str(),
        target: &target,
        accept_encoding: field(ACCEPT_ENCODING).unwrap_or_default(),
        if_none_match: field(IF_NONE_MATCH),
    });
    if let Some(log) = log {
        log.write(head.method.as_str(), &target, body_bytes, answer.status);
    }
    let Answer {
        status,
        headers,
        body,
    } = answer;
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(&value),
        ) {
            // Two policies are two headers.
            response.headers_mut().append(name, value);
        }
    }
    response
}

/// The bytes of a request's body, counted and thrown away.
async fn length(mut body: Incoming) -> usize {
    let mut bytes = 0;
    while let Some(Ok(frame)) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        bytes += frame.data_ref().map_or(0, Bytes::len);
    }
    bytes
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
        let port = first.local_addr().unwrap().port();
        let Err(error) = listen(port) else {
            panic!("port {port} was given twice")
        };
        assert!(error.to_string().contains("--port"), "{error}");
    }
}
