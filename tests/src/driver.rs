//! A browser's WebDriver server: started on a free port, ended by its process id.

use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// A running driver.
#[derive(Debug)]
pub struct Driver {
    child: Child,
    port: u16,
    /// What driver and browser write.
    output: PathBuf,
    // Goes last: the browser is on it.
    _display: Option<Display>,
}

/// A display that nobody sees.
#[derive(Debug)]
pub struct Display {
    child: Child,
    name: String,
    /// The directory of the settings of programs on it.
    settings: PathBuf,
}

/// MiniBrowser's own buttons would keep its window wider than a phone.
const SMALL_BUTTONS: &str =
    "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; font-size: 4px; }";

impl Driver {
    /// Starts `program`, giving it its port by `arguments` (`{port}` stands for it), on a display where it needs one.
    ///
    /// # Panics
    /// When it does not listen within 30 s.
    #[track_caller]
    pub fn start(program: &Path, arguments: &[&str], display: Option<Display>) -> Self {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let serial = STARTED.fetch_add(1, Ordering::Relaxed);
        let output = env::temp_dir().join(format!(
            "promptwatt-driver-{}-{serial}.log",
            std::process::id()
        ));
        let file = || {
            File::options()
                .create(true)
                .append(true)
                .open(&output)
                .expect("a file can be made in the directory for temporary files")
        };
        let spawn = |port: u16| {
            let mut command = Command::new(program);
            if let Some(display) = &display {
                command
                    .env("DISPLAY", &display.name)
                    .env_remove("WAYLAND_DISPLAY")
                    .env("GDK_BACKEND", "x11")
                    .env("XDG_CONFIG_HOME", &display.settings)
                    // Root may not make the namespaces that WebKitGTK's own sandbox is made of.
                    .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
            }
            command
                .args(
                    arguments
                        .iter()
                        .map(|argument| argument.replace("{port}", &port.to_string())),
                )
                .stdin(Stdio::null())
                .stdout(file())
                .stderr(file())
                .spawn()
                .unwrap_or_else(|error| panic!("{} cannot be started: {error}", program.display()))
        };
        let deadline = Instant::now() + Duration::from_secs(30);
        let mut port = free_port();
        let mut child = spawn(port);
        while !listens(port) {
            assert!(
                Instant::now() < deadline,
                "{} does not listen on port {port}",
                program.display()
            );
            // Somebody else may have taken the port since it was free.
            if let Ok(Some(_)) = child.try_wait() {
                port = free_port();
                child = spawn(port);
            }
            thread::sleep(Duration::from_millis(20));
        }
        Self {
            child,
            port,
            output,
            _display: display,
        }
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Everything that driver and browser have written so far.
    pub fn output(&self) -> String {
        let bytes = fs::read(&self.output).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        end(&mut self.child);
        let _ = fs::remove_file(&self.output);
    }
}

impl Display {
    /// Its size, in pixels.
    pub const WIDTH: u32 = 1600;
    /// Its size, in pixels.
    pub const HEIGHT: u32 = 1200;

    /// Starts a display large enough for any of the tested sizes.
    ///
    /// # Panics
    /// When it cannot be started.
    #[track_caller]
    pub fn start(program: &Path) -> Self {
        let mut child = Command::new(program)
            .args(["-displayfd", "1", "-screen", "0"])
            .arg(format!("{}x{}x24", Self::WIDTH, Self::HEIGHT))
            .args(["-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{} cannot be started: {error}", program.display()));
        let stdout = child.stdout.take().expect("stdout is a pipe");
        let mut number = String::new();
        // It writes the number of the display once it is there.
        let read = BufReader::new(stdout).read_line(&mut number);
        let name = format!(":{}", number.trim());
        let settings = env::temp_dir().join(format!(
            "promptwatt-display-{}-{}",
            std::process::id(),
            number.trim()
        ));
        let style = settings.join("gtk-3.0");
        fs::create_dir_all(&style)
            .and_then(|()| fs::write(style.join("gtk.css"), SMALL_BUTTONS))
            .expect("a file can be made in the directory for temporary files");
        let display = Self {
            child,
            name,
            settings,
        };
        assert!(
            read.is_ok() && display.name.len() > 1,
            "{} made no display",
            program.display()
        );
        display
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        end(&mut self.child);
        let _ = fs::remove_dir_all(&self.settings);
    }
}

fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// Whether somebody answers on a port. A connection that the system makes from the very port to itself, which it may while nobody listens there, is none.
fn listens(port: u16) -> bool {
    TcpStream::connect(("127.0.0.1", port)).is_ok_and(|stream| {
        let [own, other] = [stream.local_addr(), stream.peer_addr()].map(Result::ok);
        own != other
    })
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("some port of this machine is free");
    listener
        .local_addr()
        .expect("a bound socket has an address")
        .port()
}
