//! The browser engines, and how each is driven.

use crate::driver::{Display, Driver};
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
    /// The name by which `cargo xtask test --browser` knows it.
    name: &'static str,
    driver: Program,
    driver_arguments: &'static [&'static str],
    browser: Program,
    /// The program that makes it a display, where it cannot do without.
    display: Option<Program>,
}

/// A program of the system: its name, and the variable that says where it is.
#[derive(Clone, Copy)]
struct Program {
    name: &'static str,
    variable: &'static str,
}

/// The programs of an engine, found.
struct Programs {
    driver: PathBuf,
    browser: PathBuf,
    display: Option<PathBuf>,
}

impl Engine {
    /// Those that the tests run in.
    pub const TESTED: &[Self] = &[Self::Chromium, Self::Firefox, Self::WebKitGtk];

    fn row(self) -> Row {
        let program = |name, variable| Program { name, variable };
        match self {
            Self::Chromium => Row {
                name: "chromium",
                driver: program("chromedriver", "PROMPTWATT_CHROMEDRIVER"),
                driver_arguments: &["--port={port}"],
                browser: program("chromium", "PROMPTWATT_CHROMIUM"),
                display: None,
            },
            Self::Firefox => Row {
                name: "firefox",
                driver: program("geckodriver", "PROMPTWATT_GECKODRIVER"),
                // With the system's own rights the page's area can be made as narrow as a phone.
                driver_arguments: &[
                    "--port",
                    "{port}",
                    "--websocket-port",
                    "0",
                    "--allow-system-access",
                ],
                browser: program("firefox-esr", "PROMPTWATT_FIREFOX"),
                display: None,
            },
            Self::WebKitGtk => Row {
                name: "webkit",
                driver: program("WebKitWebDriver", "PROMPTWATT_WEBKITWEBDRIVER"),
                driver_arguments: &["--port={port}"],
                browser: program("MiniBrowser", "PROMPTWATT_MINIBROWSER"),
                display: Some(program("Xvfb", "PROMPTWATT_XVFB")),
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
                    "args": chromium_arguments(),
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
                json!({ "moz:firefoxOptions": {
                    "binary": browser,
                    "args": ["-headless"],
                    "prefs": {
                        // What the console says goes to standard output, which the driver passes on.
                        "devtools.console.stdout.content": true,
                        // A page that is left while it works may end its work.
                        "dom.ipc.cancel_content_js_when_navigating": false,
                        // So may that of a frame whose process is not needed any more.
                        "dom.abort_script_on_child_shutdown": false,
                        // Nothing on the network but the page.
                        "app.update.enabled": false,
                        "browser.safebrowsing.malware.enabled": false,
                        "browser.safebrowsing.phishing.enabled": false,
                        "network.captive-portal-service.enabled": false,
                        "network.connectivity-service.enabled": false,
                    },
                } })
            }
            Self::WebKitGtk => {
                json!({ "webkitgtk:browserOptions": {
                    "binary": browser,
                    "args": ["--automation", "--enable-write-console-messages-to-stdout=true"],
                } })
            }
        };
        let mut capabilities = match value {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        // Firefox lays out five megabytes for as long as half a minute.
        capabilities.insert("timeouts".into(), json!({ "script": 120_000 }));
        capabilities
    }

    /// What it needs, where that is on this machine.
    fn programs(self) -> Option<Programs> {
        let row = self.row();
        let display = match row.display {
            Some(program) => Some(program.find()?),
            None => None,
        };
        Some(Programs {
            driver: row.driver.find()?,
            browser: row.browser.find()?,
            display,
        })
    }

    /// Whether the tests were asked to run in it: `PROMPTWATT_BROWSERS` names those, all where it is not set.
    fn is_wanted(self) -> bool {
        let wanted = env::var("PROMPTWATT_BROWSERS").ok();
        wanted.is_none_or(|names| names.split(',').any(|name| name == self.row().name))
    }

    /// Opens `path` of the served page in a browser of its own.
    ///
    /// # Panics
    /// When the browser does not start or the page does not load.
    #[must_use]
    #[track_caller]
    pub fn open(self, served: &Served, path: &str, viewport: Viewport) -> Page {
        self.open_at(&served.url(path), viewport)
    }

    /// Opens an address in a browser of its own.
    ///
    /// # Panics
    /// When the browser does not start or the page does not load.
    #[must_use]
    #[track_caller]
    pub fn open_at(self, url: &str, viewport: Viewport) -> Page {
        let programs = self.programs().expect("the engine is on this machine");
        let display = programs.display.as_deref().map(Display::start);
        let driver = Driver::start(&programs.driver, self.row().driver_arguments, display);
        let page = Page::start(
            self,
            driver,
            &self.capabilities(&programs.browser, viewport),
            viewport,
        );
        page.go(url);
        page
    }
}

/// What Chromium is started with; measurements add to it by `PROMPTWATT_CHROMIUM_ARGUMENTS`.
fn chromium_arguments() -> Vec<String> {
    let usual = "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-dev-shm-usage --no-first-run \
                 --disable-background-networking --disable-component-update --disable-sync";
    let more = env::var("PROMPTWATT_CHROMIUM_ARGUMENTS").unwrap_or_default();
    let all = [usual, &more].into_iter().flat_map(str::split_whitespace);
    all.map(str::to_owned).collect()
}

/// Runs `test` in every engine that is on this machine.
///
/// # Panics
/// When `test` does; and where `CI` is set, when an engine that was asked for is missing.
#[track_caller]
pub fn on_every_engine(test: impl Fn(Engine)) {
    for &engine in Engine::TESTED.iter().filter(|engine| engine.is_wanted()) {
        if engine.programs().is_some() {
            println!("in {engine:?}:");
            test(engine);
        } else {
            let missing = format!(
                "{engine:?} is not tested: its browser or driver is missing; `cargo xtask setup` says how to get it"
            );
            assert!(env::var_os("CI").is_none(), "{missing}");
            eprintln!("{missing}");
        }
    }
}

impl Program {
    /// Where it is: by its variable, or on PATH.
    fn find(self) -> Option<PathBuf> {
        if let Some(path) = env::var_os(self.variable) {
            return Some(PathBuf::from(path));
        }
        let path = env::var_os("PATH")?;
        env::split_paths(&path)
            .map(|directory| directory.join(self.name))
            .find(|file| file.is_file())
    }
}
