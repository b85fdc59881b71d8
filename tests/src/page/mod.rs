//! A page in a browser, as a test sees it: every call waits for its answer.

mod console;
mod finding;
mod frames;
mod keys;
mod media;
mod picture;
mod size;

use crate::command::Command;
use crate::driver::Driver;
use crate::{Engine, Viewport};
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::cell::Cell;
use std::future::Future;
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

pub(crate) use finding::squeezed;
pub use media::Preference;

/// How long the slowest machine may take for anything a test waits for.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two questions whether something has come true.
const PAUSE: Duration = Duration::from_millis(20);

/// A page in a browser of its own, which ends with it.
#[derive(Debug)]
pub struct Page {
    engine: Engine,
    viewport: Cell<Viewport>,
    /// How much of what the driver wrote was read.
    said: Cell<usize>,
    // In the order in which they must go: first the session, then its driver.
    pub(crate) client: Client,
    runtime: Runtime,
    driver: Driver,
}

impl Page {
    #[track_caller]
    pub(crate) fn start(
        engine: Engine,
        driver: Driver,
        capabilities: &Map<String, Value>,
        viewport: Viewport,
    ) -> Self {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime can be made");
        let url = driver.url();
        let connect = || {
            runtime.block_on(async {
                ClientBuilder::new(HttpConnector::new())
                    .capabilities(capabilities.clone())
                    .connect(&url)
                    .await
            })
        };
        // On a busy machine a browser now and then ends before its driver has reached it.
        let client = connect().or_else(|_| connect());
        let client = client.unwrap_or_else(|error| panic!("{engine:?} does not start: {error}"));
        let page = Self {
            engine,
            viewport: Cell::new(viewport),
            said: Cell::new(0),
            client,
            runtime,
            driver,
        };
        if engine != Engine::Chromium {
            // There the capabilities have said it.
            page.take_size();
        }
        page
    }

    /// The engine it runs in.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Goes to an address.
    ///
    /// # Panics
    /// When it does not load.
    #[track_caller]
    pub fn go(&self, url: &str) {
        self.expect("go", self.client.goto(url));
    }

    /// Loads the page again.
    ///
    /// # Panics
    /// When it does not load.
    #[track_caller]
    pub fn reload(&self) {
        if self.engine != Engine::Firefox {
            self.expect("reload", self.client.refresh());
            return;
        }
        // Its driver's own command is a reload past all caches, the service worker's among them.
        self.run("window.isOld = true; location.reload()", Vec::new());
        self.wait_until("the page is loaded again", |page| {
            let fresh = "return !window.isOld && document.readyState === 'complete'";
            let answer = page.answer(page.client.execute(fresh, Vec::new()));
            answer.is_ok_and(|fresh| fresh == true)
        });
    }

    /// The title.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn title(&self) -> String {
        self.expect("title", self.client.title())
    }

    /// The address.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn address(&self) -> String {
        self.expect("address", self.client.current_url())
            .to_string()
    }

    /// Asks Chromium's developer tools.
    ///
    /// # Panics
    /// When they refuse, or the engine is another.
    #[track_caller]
    pub fn devtools(&self, method: &str, parameters: &Value) -> Value {
        let parameters = json!({ "cmd": method, "params": parameters });
        self.expect(
            method,
            self.client
                .issue_cmd(Command::post("goog/cdp/execute", parameters)),
        )
    }

    /// Runs a function body in the page, with `arguments[0]` and so on, and says what it returns.
    ///
    /// # Panics
    /// When it throws.
    #[track_caller]
    pub fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.expect(script, self.client.execute(script, arguments))
    }

    /// Runs an asynchronous function body in the page; it calls its last argument with the result.
    ///
    /// # Panics
    /// When it throws or does not end.
    #[track_caller]
    pub fn run_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.expect(script, self.client.execute_async(script, arguments))
    }

    /// Asks `condition` until it holds.
    ///
    /// # Panics
    /// When it does not hold within 30 s: with `what` was awaited and what the page shows.
    #[track_caller]
    pub fn wait_until(&self, what: &str, condition: impl Fn(&Self) -> bool) {
        self.await_some(what, || condition(self).then_some(()));
    }

    /// Waits until what the page says has been the same for half a second.
    ///
    /// # Panics
    /// When it never comes to rest.
    #[track_caller]
    pub fn wait_until_at_rest(&self) {
        let mut last = (self.text_of("body"), Instant::now());
        self.await_some("the page comes to rest", || {
            let text = self.text_of("body");
            if text != last.0 {
                last = (text, Instant::now());
            }
            (last.1.elapsed() > Duration::from_millis(500)).then_some(())
        });
    }

    #[track_caller]
    fn await_some<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = look() {
                return found;
            }
            assert!(
                Instant::now() < deadline,
                "{what}: not within {} s; the page says:\n{}\nand its console: {:?}",
                PATIENCE.as_secs(),
                self.text_of("body"),
                self.console_errors()
            );
            thread::sleep(PAUSE);
        }
    }

    pub(crate) fn answer<T>(
        &self,
        asked: impl Future<Output = Result<T, CmdError>>,
    ) -> Result<T, CmdError> {
        self.runtime.block_on(asked)
    }

    #[track_caller]
    pub(crate) fn expect<T>(
        &self,
        what: &str,
        asked: impl Future<Output = Result<T, CmdError>>,
    ) -> T {
        self.answer(asked)
            .unwrap_or_else(|error| panic!("{what}: {error}"))
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // The driver ends its browser with the session; ended by force it would leave it running.
        let _ = self.runtime.block_on(self.client.clone().close());
    }
}
