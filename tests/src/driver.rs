//! A browser's WebDriver server: started on a free port, ended by its process id.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A running driver.
#[derive(Debug)]
pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts `program`, giving it its port by `arguments` (`{port}` stands for it).
    ///
    /// # Panics
    /// When it does not listen within 30 s.
    #[track_caller]
    pub fn start(program: &Path, arguments: &[&str]) -> Self {
        let port = free_port();
        let child = Command::new(program)
            .args(
                arguments
                    .iter()
                    .map(|argument| argument.replace("{port}", &port.to_string())),
            )
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{} cannot be started: {error}", program.display()));
        let mut driver = Self { child, port };
        let deadline = Instant::now() + Duration::from_secs(30);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(
                Instant::now() < deadline,
                "{} does not listen on port {port}",
                program.display()
            );
            if let Ok(Some(status)) = driver.child.try_wait() {
                panic!("{} ended at once: {status}", program.display());
            }
            thread::sleep(Duration::from_millis(20));
        }
        driver
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("some port of this machine is free");
    listener
        .local_addr()
        .expect("a bound socket has an address")
        .port()
}
