//! What the page's console says.

use super::Page;
use crate::Engine;
use crate::command::Command;
use serde_json::json;

impl Page {
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
