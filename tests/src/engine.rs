//! The browser engines, and how each is driven.

use crate::driver::Driver;
use crate::page::Page;
use crate::{Served, Viewport};
use serde_json::{Map, Value, json};
use std::env;
use std::path::{Path, PathBuf};

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium and its kin.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser.
    WebKitGtk,
}

/// How an engine is driven: a line of the table.
struct Row {
    driver: &'static str,
    driver_variable: &'static str,
    driver_arguments: &'static [&'static str],
    browser: &'static str,
    browser_variable: &'static str,
}

impl Engine {
    /// Those that the tests run in. Firefox and WebKitGTK join when `cargo xtask setup` brings them.
    pub const TESTED: &[Self] = &[Self::Chromium];

    fn row(self) -> Row {
        match self {
            Self::Chromium => Row {
                driver: "chromedriver",
                driver_variable: "PROMPTWATT_CHROMEDRIVER",
                driver_arguments: &["--port={port}"],
                browser: "chromium",
                browser_variable: "PROMPTWATT_CHROMIUM",
            },
            Self::Firefox => Row {
                driver: "geckodriver",
                driver_variable: "PROMPTWATT_GECKODRIVER",
                driver_arguments: &["--port", "{port}", "--websocket-port", "0"],
                browser: "firefox-esr",
                browser_variable: "PROMPTWATT_FIREFOX",
            },
            Self::WebKitGtk => Row {
                driver: "WebKitWebDriver",
                driver_variable: "PROMPTWATT_WEBKITWEBDRIVER",
                driver_arguments: &["--port={port}"],
                browser: "MiniBrowser",
                browser_variable: "PROMPTWATT_MINIBROWSER",
            },
        }
    }

    fn capabilities(self, browser: &Path, viewport: Viewport) -> Map<String, Value> {
        let value = match self {
            // The flags work as root and without a network; the driver makes a fresh profile for each session.
            Self::Chromium => json!({
                "goog:loggingPrefs": { "browser": "ALL" },
                "goog:chromeOptions": {
                    "binary": browser,
                    "args": [
                        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    ],
                    // A window cannot be as narrow as a phone.
                    "mobileEmulation": {
                        "deviceMetrics": {
                            "width": viewport.width, "height": viewport.height, "pixelRatio": 1.0,
                            "touch": viewport.is_phone(), "mobile": viewport.is_phone(),
                        },
                    },
                },
            }),
            Self::Firefox => {
                json!({ "moz:firefoxOptions": { "binary": browser, "args": ["-headless"] } })
            }
            Self::WebKitGtk => {
                json!({ "webkitgtk:browserOptions": { "binary": browser, "args": ["--automation"] } })
            }
        };
        match value {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    /// Driver and browser, where they are on this machine.
    fn programs(self) -> Option<(PathBuf, PathBuf)> {
        let row = self.row();
        Some((
            find(row.driver_variable, row.driver)?,
            find(row.browser_variable, row.browser)?,
        ))
    }

    /// Opens `path` of the served page in a browser of its own.
    ///
    /// # Panics
    /// When the browser does not start or the page does not load.
    #[must_use]
    #[track_caller]
    pub fn open(self, served: &Served, path: &str, viewport: Viewport) -> Page {
        let (driver, browser) = self.programs().expect("the engine is on this machine");
        let driver = Driver::start(&driver, self.row().driver_arguments);
        let page = Page::start(
            self,
            driver,
            self.capabilities(&browser, viewport),
            viewport,
        );
        page.go(&served.url(path));
        page
    }
}

/// Runs `test` in every engine that is on this machine.
///
/// # Panics
/// When `test` does; and where `CI` is set, when an engine is missing.
#[track_caller]
pub fn on_every_engine(test: impl Fn(Engine)) {
    for &engine in Engine::TESTED {
        if engine.programs().is_some() {
            test(engine);
        } else {
            let row = engine.row();
            let missing = format!(
                "{engine:?} is not tested: {} or {} is missing; `cargo xtask setup` says how to get it",
                row.browser, row.driver
            );
            assert!(env::var_os("CI").is_none(), "{missing}");
            eprintln!("{missing}");
        }
    }
}

/// A program by its variable, or on PATH.
fn find(variable: &str, name: &str) -> Option<PathBuf> {
    if let Some(path) = env::var_os(variable) {
        return Some(PathBuf::from(path));
    }
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|directory| directory.join(name))
        .find(|file| file.is_file())
}
