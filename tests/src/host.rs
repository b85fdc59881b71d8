//! A site of somebody else's, on an origin of its own: what embeds us.

use crate::{Engine, Page, Served, VIEWPORTS};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// What a path of the site answers.
#[derive(Clone, Debug)]
pub struct Reply {
    media_type: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// A site on a port of its own. It ends with the test's process.
#[derive(Debug)]
pub struct Host {
    port: u16,
}

/// The frame of the first tag in a site, for [`Page::in_frame`].
pub const FRAME: &str = "prompt-watt >>> iframe";

/// Notes what a site hears from the tag, and every message that reaches its window.
const HEARING: &str = "window.heard = []; window.messages = []; \
     for (const name of ['pw-ready', 'pw-change', 'pw-suggestion-applied', 'pw-error', 'pw-text']) \
       addEventListener(name, (event) => heard.push([name, event.detail])); \
     addEventListener('message', ({ data }) => messages.push(JSON.stringify(data)));";

impl Page {
    /// What the site heard from its tags under a name, the first first.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn heard(&self, name: &str) -> Vec<Value> {
        let all = self.run("return window.heard", Vec::new());
        let all = all.as_array().cloned().unwrap_or_default();
        let of_name = all.into_iter().filter(|one| one[0] == name);
        of_name.map(|one| one[1].clone()).collect()
    }

    /// Waits until a person sees numbers in the frame at `css`.
    ///
    /// # Panics
    /// When nobody does.
    #[track_caller]
    pub fn shows_numbers(&self, css: &str) {
        self.in_frame(css, |page| {
            page.wait_until("a person sees the numbers", |page| {
                page.text_of("#tokens").contains('≈')
                    && page.text_of("main").contains("Wh")
                    && !page.text_of("#tokens").contains('0')
            });
        });
    }
}

impl Engine {
    /// Opens a site with this body, which embeds a served build, as on a desktop. What its tags say is in [`Page::heard`].
    #[must_use]
    pub fn open_site(self, served: &Served, body: &str) -> Page {
        let host = Host::start([("/", Reply::embedding(served, body))]);
        self.open_at(&host.url("/"), VIEWPORTS.desktop)
    }
}

impl Reply {
    /// A page with the loader of a served build and this body. What its tags say is in [`Page::heard`].
    #[must_use]
    pub fn embedding(served: &Served, body: &str) -> Self {
        Self::embedding_in(served, "lang=en", body)
    }

    /// The same, with attributes of the root element.
    #[must_use]
    pub fn embedding_in(served: &Served, attributes: &str, body: &str) -> Self {
        Self::html(format!(
            "<!doctype html><html {attributes}><meta charset=utf-8><title>A site</title><link rel=icon href='data:,'>\
             <script src=/hearing.js></script><script type=module src='{}'></script><body>{body}",
            served.url("/embed.js")
        ))
    }

    /// A page.
    #[must_use]
    pub fn html(body: impl Into<String>) -> Self {
        Self::of("text/html; charset=utf-8", body.into().into_bytes())
    }

    /// A script.
    #[must_use]
    pub fn script(body: impl Into<Vec<u8>>) -> Self {
        Self::of("text/javascript; charset=utf-8", body.into())
    }

    fn of(media_type: &'static str, body: Vec<u8>) -> Self {
        Self {
            media_type,
            headers: Vec::new(),
            body,
        }
    }

    /// With a header besides.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn write(&self, stream: &mut TcpStream) -> std::io::Result<()> {
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\nConnection: close\r\n",
            self.media_type,
            self.body.len()
        )?;
        for (name, value) in &self.headers {
            write!(stream, "{name}: {value}\r\n")?;
        }
        stream.write_all(b"\r\n")?;
        stream.write_all(&self.body)
    }
}

impl Host {
    /// Answers these paths, and nothing else.
    ///
    /// # Panics
    /// When no port is free.
    #[must_use]
    #[track_caller]
    pub fn start(replies: impl IntoIterator<Item = (&'static str, Reply)>) -> Self {
        let mut replies: BTreeMap<&str, Reply> = replies.into_iter().collect();
        replies.insert("/hearing.js", Reply::script(HEARING));
        let replies = Arc::new(replies);
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
        let port = listener.local_addr().expect("it has an address").port();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let replies = Arc::clone(&replies);
                // A browser that goes away in the middle concerns nobody.
                thread::spawn(move || answer(stream, &replies));
            }
        });
        Self { port }
    }

    /// The address of a path.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        // Another name of this machine than the page's own: another site too, for engines that tell sites by their names.
        format!("http://localhost:{}{path}", self.port)
    }
}

fn answer(mut stream: TcpStream, replies: &BTreeMap<&str, Reply>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // To the end of the head; a browser waits for an answer before it sends more.
    while lines
        .next()
        .transpose()?
        .is_some_and(|line| !line.is_empty())
    {}
    let target = request.split(' ').nth(1).unwrap_or_default();
    let path = target.split(['?', '#']).next().unwrap_or_default();
    match replies.get(path) {
        Some(reply) => reply.write(&mut stream),
        None => stream
            .write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    }
}
