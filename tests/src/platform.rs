//! A learning platform as small as it can be: it unpacks a course package, serves it without a header of ours, and keeps what its pages report.

use crate::served::xtask;
use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// Its page, which the package's pages are opened from: see `launch` there.
const PAGE: &str = include_str!("../platform.html");

/// A platform of a test's own, which ends with it.
#[derive(Debug)]
pub struct Platform {
    folder: PathBuf,
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    ends: Arc<AtomicBool>,
    serves: Option<JoinHandle<()>>,
}

impl Platform {
    /// Packs the built page with the project's own tool, unpacks the package of a language and serves it.
    ///
    /// # Panics
    /// When the page is not built, or the package is damaged.
    #[must_use]
    #[track_caller]
    pub fn with_package(language: &str) -> Self {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let serial = STARTED.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!(
            "promptwatt-platform-{}-{serial}",
            std::process::id()
        ));
        let packed = xtask()
            .arg("scorm")
            .arg("--out")
            .arg(folder.join("packed"))
            .output()
            .expect("the project's tool can be run");
        assert!(
            packed.status.success(),
            "the page cannot be packed: {}",
            String::from_utf8_lossy(&packed.stderr)
        );
        let package = format!("packed/promptwatt-{language}-scorm12.zip");
        let file = File::open(folder.join(package)).expect("there is a package of the language");
        zip::ZipArchive::new(file)
            .expect("a package is a zip")
            .extract(folder.join("course"))
            .expect("a package can be unpacked");
        fs::write(folder.join("course/platform.html"), PAGE).expect("a page can be written");
        let listener =
            TcpListener::bind(("127.0.0.1", 0)).expect("some port of this machine is free");
        let port = listener
            .local_addr()
            .expect("a bound socket has an address")
            .port();
        let (asked, ends) = (Arc::default(), Arc::new(AtomicBool::new(false)));
        let serves = {
            let (folder, asked, ends) =
                (folder.join("course"), Arc::clone(&asked), Arc::clone(&ends));
            thread::spawn(move || {
                for stream in listener.incoming().map_while(Result::ok) {
                    if ends.load(Ordering::Relaxed) {
                        return;
                    }
                    // A browser that goes away is no failure of the platform.
                    let _ = reply(&stream, &folder, &asked);
                }
            })
        };
        Self {
            folder,
            port,
            asked,
            ends,
            serves: Some(serves),
        }
    }

    /// The address of its page.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/platform.html", self.port)
    }

    /// The package's manifest.
    #[must_use]
    pub fn manifest(&self) -> PathBuf {
        self.folder.join("course/imsmanifest.xml")
    }

    /// The paths that were asked for and are not in the package.
    ///
    /// # Panics
    /// When the serving thread has.
    #[must_use]
    pub fn missed(&self) -> Vec<String> {
        let asked = self.asked.lock().expect("nobody panics with the list");
        let is_missed = |path: &&String| !self.folder.join("course").join(path).is_file();
        asked.iter().filter(is_missed).cloned().collect()
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
        // It waits for somebody to call.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(serves) = self.serves.take() {
            let _ = serves.join();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Answers one request with a file, or says that there is none.
fn reply(stream: &TcpStream, folder: &Path, asked: &Mutex<Vec<String>>) -> std::io::Result<()> {
    // Browsers open connections that they do not use.
    stream.set_read_timeout(Some(std::time::Duration::from_secs(2)))?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let path = line.split(' ').nth(1).unwrap_or_default();
    let path = path.trim_start_matches('/').to_owned();
    if path == "favicon.ico" || path.contains("..") {
        // Browsers ask for it by themselves.
        return write!(
            &mut &*stream,
            "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
        );
    }
    let kind = match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "css" => "text/css",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    };
    let content = fs::read(folder.join(&path));
    asked
        .lock()
        .expect("nobody panics with the list")
        .push(path);
    let (status, content) = match content {
        Ok(content) => ("200 OK", content),
        Err(_) => ("404 Not Found", Vec::new()),
    };
    let length = content.len();
    write!(
        &mut &*stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )?;
    (&mut &*stream).write_all(&content)
}
