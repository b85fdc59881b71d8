//! Pictures of the page.

use super::Page;
use crate::Engine;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use std::env;
use std::fs;
use std::path::PathBuf;

impl Page {
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
}
