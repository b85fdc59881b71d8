//! The whole product in real browsers, through W3C WebDriver.
//!
//! `cargo xtask test` runs these tests against `dist/`, served by the real server; to run some of them alone:
//! `cargo xtask build && cargo test --package promptwatt-tests <name>`.
//!
//! # Writing a test
//!
//! A test is a function in `tests/tests/<what>.rs` that reads like what a person does and sees. It starts a server of its own,
//! opens the page in every engine that is there, and finds things by role and name, as a screen reader does:
//!
//! ```no_run
//! use promptwatt_tests::{Served, Texts, VIEWPORTS, on_every_engine};
//!
//! fn a_person_reads_the_tokens() {
//!     let texts = Texts::of("en");
//!     on_every_engine(|engine| {
//!         let served = Served::start();
//!         let page = engine.open(&served, "/", VIEWPORTS.desktop);
//!         page.by_role("textbox", texts.get("page.your_prompt")).type_text("Hello world");
//!         page.wait_until("the count is exact", |page| page.text_of("#strip").contains("exact"));
//!         assert!(served.requests().iter().all(|request| request.method == "GET"));
//!         assert_eq!(page.console_errors(), Vec::<String>::new());
//!     });
//! }
//! ```
//!
//! - [`Person`] reads the figures and presses buttons in one language; [`official_count`] knows the right number of tokens.
//! - No fixed sleeps: [`Page::wait_until`] asks until its condition holds or 30 s have passed, and then says what the page showed.
//! - Texts come from `texts/` by key ([`Texts`]), so that a better wording breaks no test.
//! - [`Axe`] holds the page to rules of accessibility as it is at that moment; [`Page::press_key`] presses keys where the focus is.
//! - To be offline, [`Served::stop`] the server; [`Served::restart`] brings it back on the same port.
//! - To let a file be missing or damaged, serve a copy ([`Served::start_copy`]) and change it.
//! - [`through_all_views`] leads the page through everything it can show; [`Page::prefer`] is a person's system setting (less motion, own colours).
//! - [`Platform`] is a learning platform that runs a course package; [`Page::enter_frame`] looks into its frame.
//! - A language is its address (`/ar/`), a theme is chosen by the page's own control ([`Page::choose_theme`]).
//! - Every engine is a line in [`Engine`]'s table; a missing one is named and left out, and only where `CI` is set a failure.

mod axe;
mod command;
mod control;
mod driver;
mod engine;
mod host;
mod official;
mod page;
mod person;
mod platform;
mod schemas;
mod served;
mod texts;
mod views;

use std::env;
use std::path::PathBuf;

pub use axe::{Axe, Checked};
pub use control::Control;
pub use engine::{Engine, on_every_engine};
pub use host::{FRAME, Host, Reply};
pub use official::official_count;
pub use page::{Page, Preference};
pub use person::{Figures, Person};
pub use platform::Platform;
pub use schemas::Schemas;
pub use served::{Request, Served};
pub use texts::Texts;
pub use views::{OTHER_PAGES, through_all_views, unfold_all};

/// The root of the checkout that cargo runs this for: a target directory may be shared with another.
pub fn root() -> PathBuf {
    let running = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    running
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")))
        .join("..")
}

/// The size of the page's area in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewport {
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

impl Viewport {
    /// Whether it is a phone's.
    #[must_use]
    pub fn is_phone(self) -> bool {
        self.width < 600
    }
}

/// The sizes the page is tested in.
#[derive(Clone, Copy, Debug)]
pub struct Viewports {
    /// A phone, upright.
    pub phone: Viewport,
    /// A small desktop.
    pub desktop: Viewport,
    /// What a wide window is at four times its size: the narrowest that WCAG asks for.
    pub narrow: Viewport,
    /// A tablet, upright: just wide enough for one column.
    pub tablet: Viewport,
    /// A large desktop.
    pub wide: Viewport,
    /// The whole of a 4K screen.
    pub huge: Viewport,
}

/// The sizes the page is tested in.
pub const VIEWPORTS: Viewports = Viewports {
    phone: Viewport {
        width: 390,
        height: 844,
    },
    desktop: Viewport {
        width: 1280,
        height: 900,
    },
    narrow: Viewport {
        width: 320,
        height: 640,
    },
    tablet: Viewport {
        width: 820,
        height: 1180,
    },
    wide: Viewport {
        width: 1440,
        height: 900,
    },
    huge: Viewport {
        width: 3840,
        height: 2160,
    },
};

/// A theme of the page's own control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}
