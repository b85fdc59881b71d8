//! The real server, serving the built page, with its log.

use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

/// A server of a test's own; ends with it.
#[derive(Debug)]
pub struct Served {
    child: Option<Child>,
    port: u16,
    log: PathBuf,
    copy: Option<PathBuf>,
}

/// A line of the server's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// GET, one hopes.
    pub method: String,
    /// Path and query, as sent.
    pub target: String,
    /// Bytes of the request's body.
    pub body_bytes: usize,
    /// The status it was answered with.
    pub status: u16,
}

impl Served {
    /// Serves `dist/` on a free port.
    ///
    /// # Panics
    /// When the server does not start: the page is not built, say.
    #[must_use]
    #[track_caller]
    pub fn start() -> Self {
        Self::start_serving(None)
    }

    /// Serves a copy of `dist/` that the test may change ([`Self::file`]).
    ///
    /// # Panics
    /// When it cannot be copied or the server does not start.
    #[must_use]
    #[track_caller]
    pub fn start_copy() -> Self {
        Self::start_serving(Some(""))
    }

    /// Serves a copy of `dist/` whose page runs `script` before its app: after the document has been read, and in every engine the same.
    ///
    /// # Panics
    /// When it cannot be copied or the server does not start.
    #[must_use]
    #[track_caller]
    pub fn start_with(script: &str) -> Self {
        let served = Self::start_copy();
        let files = fs::read_dir(served.file("/").with_file_name("")).expect("there is a copy");
        for file in files.map_while(|entry| Some(entry.ok()?.path())) {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            if !name.starts_with("boot-") {
                continue;
            }
            // The compressed copies are not the script any more.
            let outcome = if name.ends_with(".js") {
                fs::read_to_string(&file)
                    .and_then(|own| fs::write(&file, format!("{{ {script} }}\n{own}")))
            } else {
                fs::remove_file(&file)
            };
            outcome.expect("the copy is the test's own");
        }
        served
    }

    /// Serves a copy of `dist/` below a path of the host, such as `some/path`; at the host's root is a page of somebody else's.
    ///
    /// # Panics
    /// When it cannot be copied or the server does not start.
    #[must_use]
    #[track_caller]
    pub fn start_below(path: &str) -> Self {
        Self::start_serving(Some(path))
    }

    /// Serves `dist/`, or a copy of it below a path.
    #[track_caller]
    fn start_serving(below: Option<&str>) -> Self {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let serial = STARTED.fetch_add(1, Ordering::Relaxed);
        let log = env::temp_dir().join(format!(
            "promptwatt-served-{}-{serial}.log",
            std::process::id()
        ));
        let mut served = Self {
            child: None,
            port: 0,
            copy: below.map(|_| log.with_extension("dist")),
            log,
        };
        if let (Some(copy), Some(below)) = (&served.copy, below) {
            copy_directory(&crate::root().join("dist"), &copy.join(below))
                .expect("dist/ can be copied");
            if !below.is_empty() {
                fs::write(copy.join("index.html"), "Another page of this host.")
                    .expect("the copy is the test's own");
            }
        }
        served.restart();
        served
    }

    /// The address of a path of the page.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The file that answers a path of the page, and whose content may be changed where a copy is served.
    #[must_use]
    pub fn file(&self, path: &str) -> PathBuf {
        let dist = self.copy.clone();
        let file = dist
            .unwrap_or_else(|| crate::root().join("dist"))
            .join(path.trim_start_matches('/'));
        if path.ends_with('/') {
            file.join("index.html")
        } else {
            file
        }
    }

    /// The file of the exact vocabulary that every text needs.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    #[track_caller]
    pub fn vocabulary(&self) -> PathBuf {
        self.named("/vocab", "o200k_base-ascii")
    }

    /// The file with the code that comes with the first text.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    #[track_caller]
    pub fn later(&self) -> PathBuf {
        self.named("", "later-")
    }

    /// The script of what other sites embed whose name begins like this.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    #[track_caller]
    pub fn embedded(&self, beginning: &str) -> PathBuf {
        self.ending("/embed", beginning, ".js")
    }

    /// The WebAssembly of the page.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    #[track_caller]
    pub fn app(&self) -> PathBuf {
        let one = self.named("", "promptwatt-app");
        let stem = one.file_stem().unwrap_or_default().to_string_lossy();
        one.with_file_name(format!("{}_bg.wasm", stem.trim_end_matches("_bg")))
    }

    /// Adds to the end of a file of the copy, so that it is not the one that was built.
    ///
    /// # Panics
    /// When it cannot be written.
    #[track_caller]
    pub fn tamper(&self, file: &Path, addition: &str) {
        let mut content = fs::read(file).expect("the file can be read");
        content.extend(addition.bytes());
        self.remove(file);
        fs::write(file, content).expect("the copy is the test's own");
    }

    /// Takes a file out of the copy, with its compressed copies.
    ///
    /// # Panics
    /// When there is no copy or no such file in it.
    #[track_caller]
    pub fn remove(&self, file: &Path) {
        assert!(self.copy.is_some(), "only a copy may be changed");
        fs::remove_file(file).expect("the copy is the test's own");
        for ending in [".br", ".gz"] {
            let mut name = file.as_os_str().to_owned();
            name.push(ending);
            let _ = fs::remove_file(name);
        }
    }

    /// The file in a directory of the page whose name begins like this.
    #[track_caller]
    fn named(&self, directory: &str, beginning: &str) -> PathBuf {
        self.ending(directory, beginning, "")
    }

    #[track_caller]
    fn ending(&self, directory: &str, beginning: &str, end: &str) -> PathBuf {
        let files = fs::read_dir(self.file(directory)).expect("the page has this directory");
        let mut files = files.map_while(|entry| Some(entry.ok()?.path()));
        let begins = |file: &PathBuf| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            // Not a compressed copy.
            name.starts_with(beginning)
                && name.ends_with(end)
                && !name.ends_with(".br")
                && !name.ends_with(".gz")
        };
        files
            .find(begins)
            .unwrap_or_else(|| panic!("{directory} has no file {beginning}"))
    }

    /// Ends the server: from now on the page is offline.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Starts it again on the same port, with the same log.
    ///
    /// # Panics
    /// When it does not start.
    #[track_caller]
    pub fn restart(&mut self) {
        self.stop();
        let mut command = xtask();
        if let Some(copy) = &self.copy {
            command.arg("serve").arg("--dir").arg(copy);
        } else {
            command.args(["serve", "--no-build"]);
        }
        let mut child = command
            .args(["--port", &self.port.to_string(), "--log"])
            .arg(&self.log)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server can be started");
        let stdout = child.stdout.take().expect("stdout is a pipe");
        let line = BufReader::new(stdout)
            .lines()
            .map_while(Result::ok)
            .find(|line| line.contains("http://127.0.0.1:"));
        self.child = Some(child);
        let line =
            line.expect("the server says its address; is the page built? `cargo xtask build`");
        let port = line
            .split("http://127.0.0.1:")
            .nth(1)
            .and_then(|rest| rest.split('/').next())
            .and_then(|port| port.parse().ok());
        self.port = port.expect("the address has a port");
    }

    /// Everything that reached the server, in order of arrival.
    ///
    /// # Panics
    /// When the log cannot be read.
    #[must_use]
    #[track_caller]
    pub fn requests(&self) -> Vec<Request> {
        let log = fs::read_to_string(&self.log).expect("the log can be read");
        log.lines()
            .map(|line| Request::read(line).unwrap_or_else(|| panic!("a line of the log: {line}")))
            .collect()
    }
}

impl Request {
    fn read(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let request = Self {
            method: words.next()?.to_owned(),
            target: words.next()?.to_owned(),
            body_bytes: words.next()?.parse().ok()?,
            status: words.next()?.parse().ok()?,
        };
        words.next().is_none().then_some(request)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop();
        if thread::panicking() {
            let log = fs::read_to_string(&self.log).unwrap_or_default();
            println!("what reached the server:\n{log}");
        }
        let _ = fs::remove_file(&self.log);
        if let Some(copy) = &self.copy {
            let _ = fs::remove_dir_all(copy);
        }
    }
}

fn copy_directory(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_directory(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// The xtask that runs these tests, or the checkout's when they are run by themselves.
pub(crate) fn xtask() -> Command {
    let mut command = match env::var_os("PROMPTWATT_XTASK") {
        Some(xtask) => Command::new(xtask),
        None => {
            let mut cargo = Command::new("cargo");
            cargo.args(["run", "--quiet", "--package", "xtask", "--"]);
            cargo
        }
    };
    command.current_dir(crate::root()).stdin(Stdio::null());
    command
}
