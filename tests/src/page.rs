//! A page in a browser, as a test sees it: every call waits for its answer.

use crate::command::Command;
use crate::control::Control;
use crate::driver::{Display, Driver};
use crate::{Engine, Texts, Theme, Viewport};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::cell::Cell;
use std::env;
use std::fs;
use std::future::Future;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

/// How long the slowest machine may take for anything a test waits for.
const PATIENCE: Duration = Duration::from_secs(30);
/// The key, by its W3C WebDriver code point.
const TAB: char = '\u{E004}';
/// Between two questions whether something has come true.
const PAUSE: Duration = Duration::from_millis(20);

/// What a person can ask of every page in the system's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preference {
    /// Nothing moves.
    ReducedMotion,
    /// Colours far apart.
    MoreContrast,
    /// The person's own few colours, whatever the page says.
    ForcedColours,
}

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

    /// Gives the page's area another size.
    ///
    /// # Panics
    /// When it cannot have it.
    #[track_caller]
    pub fn resize(&self, viewport: Viewport) {
        if self.viewport.replace(viewport) != viewport {
            self.take_size();
        }
    }

    /// Gives the page's area its size.
    #[track_caller]
    fn take_size(&self) {
        let Viewport { width, height } = self.viewport.get();
        match self.engine {
            Engine::Chromium => {
                self.devtools(
                    "Emulation.setDeviceMetricsOverride",
                    &json!({
                        "width": width, "height": height, "deviceScaleFactor": 1,
                        "mobile": self.viewport.get().is_phone(),
                    }),
                );
            }
            // No window of Firefox is as narrow as a phone, but the page in it can be.
            Engine::Firefox => {
                let context = |name: &str| {
                    self.expect(
                        "context",
                        self.client
                            .issue_cmd(Command::post("moz/context", json!({ "context": name }))),
                    );
                };
                self.expect("window", self.client.set_window_size(1400, 1100));
                context("chrome");
                self.run(
                    "const [width, height] = arguments; const { style } = gBrowser.selectedBrowser; \
                     for (const [name, size] of Object.entries({ width, height })) { \
                       for (const bound of ['min-', 'max-', '']) style.setProperty(bound + name, size + 'px'); \
                     }",
                    vec![json!(width), json!(height)],
                );
                context("content");
            }
            Engine::WebKitGtk => {
                // The window's own parts take what they take. Resizing is not done when the driver says so.
                self.await_some("the window has its size", || {
                    let sizes = "return [innerWidth, innerHeight, outerWidth - innerWidth, outerHeight - innerHeight]";
                    let sizes = self.run(sizes, Vec::new());
                    let size = |at: usize| {
                        sizes[at].as_u64().and_then(|size| u32::try_from(size).ok())
                    };
                    if (size(0)?, size(1)?) == (width, height) {
                        return Some(());
                    }
                    // In the middle of the display, where its pointer is: without a window manager the focus is wherever that is.
                    let (width, height) = (width + size(2)?, height + size(3)?);
                    let middle = |whole: u32, part: u32| whole.saturating_sub(part) / 2;
                    let window = self.client.set_window_rect(
                        middle(Display::WIDTH, width),
                        middle(Display::HEIGHT, height),
                        width,
                        height,
                    );
                    self.expect("window", window);
                    None
                });
            }
        }
    }

    /// The engine it runs in.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The size of its area.
    #[must_use]
    pub fn viewport(&self) -> Viewport {
        self.viewport.get()
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

    /// From now on everything is about the first frame in the page, until [`Self::leave_frame`].
    ///
    /// # Panics
    /// When there is none.
    #[track_caller]
    pub fn enter_frame(&self) {
        self.expect("frame", self.client.enter_frame(0));
    }

    /// Back to the page around the frame.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[track_caller]
    pub fn leave_frame(&self) {
        self.expect("frame", self.client.enter_parent_frame());
    }

    /// Shows the page as to a person who has set this in the system; whether the driver can.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn prefer(&self, preference: Preference) -> bool {
        if self.engine != Engine::Chromium {
            return false;
        }
        let (name, value) = match preference {
            Preference::ReducedMotion => ("prefers-reduced-motion", "reduce"),
            Preference::MoreContrast => ("prefers-contrast", "more"),
            Preference::ForcedColours => ("forced-colors", "active"),
        };
        self.devtools(
            "Emulation.setEmulatedMedia",
            &json!({ "features": [{ "name": name, "value": value }] }),
        );
        true
    }

    /// Takes back what [`Self::prefer`] said.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[track_caller]
    pub fn prefer_nothing(&self) {
        if self.engine == Engine::Chromium {
            self.devtools("Emulation.setEmulatedMedia", &json!({ "features": [] }));
        }
    }

    /// Shows the page as it is printed.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[track_caller]
    pub fn show_as_printed(&self) {
        if self.engine == Engine::Chromium {
            self.devtools("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
        } else {
            // No driver of theirs can: the rules for paper are made rules for the screen too.
            self.run(
                "dispatchEvent(new Event('beforeprint')); \
                 for (const sheet of document.styleSheets) for (const { media } of sheet.cssRules) \
                   if (media?.mediaText === 'print') media.mediaText = 'all'",
                Vec::new(),
            );
        }
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

    /// Presses a key (by its W3C WebDriver code point) where the focus is.
    ///
    /// # Panics
    /// When the browser does not take it.
    #[track_caller]
    pub fn press_key(&self, key: char) {
        self.press_key_with(None, key);
    }

    /// Presses a key while `held` is down.
    ///
    /// # Panics
    /// When the browser does not take it.
    #[track_caller]
    pub fn press_key_with(&self, held: Option<char>, key: char) {
        let down = |value| KeyAction::Down { value };
        let up = |value| KeyAction::Up { value };
        let presses = held.map(down).into_iter().chain([down(key), up(key)]);
        let actions = presses
            .chain(held.map(up))
            .fold(KeyActions::new("keys".into()), KeyActions::then);
        self.expect("key", self.client.perform_actions(actions));
    }

    /// Whether what `css` selects has the focus.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn is_at(&self, css: &str) -> bool {
        self.run(
            "return document.activeElement.matches(arguments[0])",
            vec![css.into()],
        ) == true
    }

    /// Presses Tab until the focus is on what `css` selects.
    ///
    /// # Panics
    /// When it never is.
    #[track_caller]
    pub fn tab_to(&self, css: &str) {
        for _ in 0..150 {
            self.press_key(TAB);
            if self.is_at(css) {
                return;
            }
        }
        panic!("Tab does not reach {css}");
    }

    /// Goes by Tab to what `css` selects, where the focus is not there already, and presses keys there.
    ///
    /// # Panics
    /// When Tab does not reach it.
    #[track_caller]
    pub fn press_at(&self, css: &str, keys: &str) {
        if !self.is_at(css) {
            self.tab_to(css);
        }
        self.by_css(":focus").type_text(keys);
    }

    /// Looks into the first frame that `css` selects, in a shadow root too (`host >>> css`), once it is there, for as long as `look` takes.
    ///
    /// # Panics
    /// When it does not come, or `look` does.
    #[track_caller]
    pub fn in_frame<T>(&self, css: &str, look: impl FnOnce(&Self) -> T) -> T {
        let find = "return arguments[0].split(' >>> ').reduce((root, css) => (root?.shadowRoot ?? root)?.querySelector(css), document)";
        let frame = self.await_some(css, || {
            let found = self
                .answer(self.client.execute(find, vec![json!(css)]))
                .ok()?;
            (!found.is_null()).then_some(found)
        });
        self.expect(
            css,
            self.client
                .issue_cmd(Command::post("frame", json!({ "id": frame }))),
        );
        let seen = look(self);
        self.expect(
            "frame",
            self.client
                .issue_cmd(Command::post("frame", json!({ "id": null }))),
        );
        seen
    }

    /// The text a person sees in the first element that `css` selects; empty where there is none.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn text_of(&self, css: &str) -> String {
        let text = self.run(
            "return document.querySelector(arguments[0])?.innerText ?? ''",
            vec![json!(css)],
        );
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The first thing that `css` selects, once it is there.
    ///
    /// # Panics
    /// When it does not come.
    #[must_use]
    #[track_caller]
    pub fn by_css(&self, css: &str) -> Control<'_> {
        self.await_some(css, || {
            self.answer(self.client.find(Locator::Css(css)))
                .ok()
                .map(|element| Control {
                    page: self,
                    element,
                })
        })
    }

    /// The first thing of this role and accessible name (without regard to white space), once it is there.
    ///
    /// # Panics
    /// When it does not come.
    #[must_use]
    #[track_caller]
    pub fn by_role(&self, role: &str, name: &str) -> Control<'_> {
        let wanted = squeezed(name);
        self.await_some(&format!("the {role} {name:?}"), || {
            self.all_by_role(role)
                .into_iter()
                .find(|control| squeezed(&control.name()) == wanted)
        })
    }

    /// Presses the first button of this accessible name, once it is there and holds still: a list may be drawn anew between looking and pressing.
    ///
    /// # Panics
    /// When it does not come, or something covers it.
    #[track_caller]
    pub fn press(&self, name: &str) {
        let wanted = squeezed(name);
        self.await_some(&format!("the button {name:?} can be pressed"), || {
            let found = self
                .all_by_role("button")
                .into_iter()
                .find(|control| squeezed(&control.name()) == wanted)?;
            self.answer(found.element.click()).ok()
        });
    }

    /// Whether there is something of this role and name now.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn has(&self, role: &str, name: &str) -> bool {
        self.all_by_role(role)
            .iter()
            .any(|control| squeezed(&control.name()) == squeezed(name))
    }

    /// Everything of a role that is shown now, in the page's order.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn all_by_role(&self, role: &str) -> Vec<Control<'_>> {
        let found = self
            .answer(self.client.find_all(Locator::Css(candidates(role))))
            .unwrap_or_default();
        let controls = found.into_iter().map(|element| Control {
            page: self,
            element,
        });
        controls
            .filter(|control| control.role() == role && control.is_shown())
            .collect()
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

    /// Steps the page's own control until it names the theme.
    ///
    /// # Panics
    /// When it never does.
    #[track_caller]
    pub fn choose_theme(&self, theme: Theme) {
        let language = self.run("return document.documentElement.lang", Vec::new());
        let texts = Texts::of(language.as_str().unwrap_or("en"));
        let named = |key: &str| texts.filled("tools.theme", "theme", texts.get(key));
        let wanted = named(match theme {
            Theme::Light => "tools.theme_light",
            Theme::Dark => "tools.theme_dark",
        });
        let names = ["tools.theme_auto", "tools.theme_light", "tools.theme_dark"].map(named);
        self.await_some(&format!("the control says {wanted:?}"), || {
            let controls = self.all_by_role("button");
            let control = controls.into_iter().find(|control| {
                names
                    .iter()
                    .any(|name| squeezed(name) == squeezed(&control.name()))
            })?;
            if squeezed(&control.name()) == squeezed(&wanted) {
                return Some(());
            }
            control.click();
            None
        });
    }

    /// What the console has said since it was last asked that a developer would have to mend.
    ///
    /// # Panics
    /// When the driver does not answer.
    #[must_use]
    #[track_caller]
    pub fn console_errors(&self) -> Vec<String> {
        if self.engine != Engine::Chromium {
            let output = self.driver.output();
            let fresh = output.get(self.said.replace(output.len())..);
            let complaints = fresh.unwrap_or_default().lines();
            return complaints
                .filter(|line| is_complaint(line))
                .map(str::to_owned)
                .collect();
        }
        let entries = self.expect(
            "console",
            self.client
                .issue_cmd(Command::post("se/log", json!({ "type": "browser" }))),
        );
        let entries = entries.as_array().cloned().unwrap_or_default();
        let bad = entries
            .iter()
            .filter(|entry| entry["level"] == "SEVERE" || entry["level"] == "WARNING");
        let messages = bad.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned());
        messages.collect()
    }

    /// Saves a picture of the whole page as `target/screenshots/<name>.png`, and says where.
    ///
    /// # Panics
    /// When it cannot be taken or saved.
    #[track_caller]
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let directory = env::var_os("PROMPTWATT_SCREENSHOTS")
            .map_or_else(|| crate::root().join("target/screenshots"), PathBuf::from);
        fs::create_dir_all(&directory).expect("the directory can be made");
        let path = directory.join(format!("{name}.png"));
        fs::write(&path, self.picture())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        path
    }

    /// The whole page where the driver can, else what is in view.
    fn picture(&self) -> Vec<u8> {
        if self.engine != Engine::Chromium {
            return self.expect("screenshot", self.client.screenshot());
        }
        let size = self.run(
            "const page = document.documentElement; return { x: 0, y: 0, scale: 1, width: page.clientWidth, height: page.scrollHeight }",
            Vec::new(),
        );
        let taken = self.devtools(
            "Page.captureScreenshot",
            &json!({ "captureBeyondViewport": true, "clip": size }),
        );
        STANDARD
            .decode(taken["data"].as_str().unwrap_or_default())
            .expect("a picture is sent as base64")
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

/// Whether a line that Firefox or WebKitGTK wrote is one of the page's console that a developer would have to mend.
fn is_complaint(line: &str) -> bool {
    let starts = [
        "JavaScript error: http",
        "JavaScript warning: http",
        "console.error: (",
        "CONSOLE",
    ];
    starts
        .iter()
        .any(|start| line.trim_start().starts_with(start))
        // What Firefox says about itself.
        && !line.contains("\"resource://")
}

/// The elements that can have a role: asking the browser for the role of every element of the page would take seconds.
fn candidates(role: &str) -> &'static str {
    match role {
        "button" => "button, summary, [role=button], input[type=button], input[type=submit]",
        "link" => "a[href], [role=link]",
        "textbox" => "textarea, input, [role=textbox], [contenteditable]",
        "checkbox" | "switch" | "radio" => "input, [role=checkbox], [role=switch], [role=radio]",
        "spinbutton" | "slider" => "input, [role=spinbutton], [role=slider]",
        "combobox" | "listbox" => "select, input, [role=combobox], [role=listbox]",
        "heading" => "h1, h2, h3, h4, h5, h6, [role=heading]",
        "list" => "ul, ol, [role=list]",
        "listitem" => "li, [role=listitem]",
        "status" | "alert" => "output, [role=status], [role=alert]",
        "region" => "section, [role=region]",
        _ => "body *",
    }
}

/// White space as a person hears it, without the marks that keep directions apart.
pub(crate) fn squeezed(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|letter| {
            !matches!(
                letter,
                '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2066}'..='\u{2069}'
            )
        })
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}
