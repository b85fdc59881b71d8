//! axe-core, which holds a page to the rules of accessibility that a program can check.

use crate::Page;
use crate::served::xtask;
use std::fs;

/// The rules of WCAG 2.2, levels A and AA, and what axe-core recommends beyond them. The size of targets has to be asked for by name.
/// A rule that throws is an answer too, not a page without violations.
const ALL: &str = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'], \
    rules: { 'target-size': { enabled: true } } }";
/// The one rule of level AAA that a person can ask for: text at seven times its background's luminance.
const CONTRAST: &str = "{ runOnly: { type: 'rule', values: ['color-contrast-enhanced'] } }";

/// Runs the rules of `OPTIONS`.
const CHECK: &str = "const done = arguments[arguments.length - 1]; \
    axe.run(document, { ...OPTIONS, \
      resultTypes: ['violations', 'passes'], \
    }).then(({ violations, passes }) => done({ \
      passes: passes.map(({ id }) => id), \
      violations: violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => \
        `${id}: ${target.join(' ')}: ${help}: ${failureSummary.replace(/\\s+/g, ' ')}`)), \
    }), (error) => done({ passes: [], violations: [`axe-core fails: ${error}`] }));";

/// axe-core's script.
#[derive(Debug)]
pub struct Axe(String);

/// What it found.
#[derive(Debug)]
pub struct Checked {
    /// The rules that something on the page keeps.
    pub passes: Vec<String>,
    /// What breaks a rule: the rule's id, the selector, what the rule asks for, what is wrong.
    pub violations: Vec<String>,
}

impl Axe {
    /// The pinned version, from the tools that `cargo xtask setup` keeps.
    ///
    /// # Panics
    /// When it is not there and cannot be installed.
    #[must_use]
    #[track_caller]
    pub fn load() -> Self {
        let asked = xtask().args(["setup", "--axe"]).output();
        let answer = asked.expect("xtask can be started");
        let path = String::from_utf8_lossy(&answer.stdout);
        let script = fs::read_to_string(path.trim());
        Self(script.unwrap_or_else(|error| {
            panic!(
                "axe-core's script: {error}\n{}",
                String::from_utf8_lossy(&answer.stderr)
            )
        }))
    }

    /// Checks the page as it is now. The script comes by WebDriver, past the page's policy, which stays as it is.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn check(&self, page: &Page) -> Checked {
        self.run(page, ALL)
    }

    /// Checks only whether all text stands out as far as those who ask for more contrast need.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn check_contrast(&self, page: &Page) -> Checked {
        self.run(page, CONTRAST)
    }

    #[track_caller]
    fn run(&self, page: &Page, options: &str) -> Checked {
        if page.run("return typeof window.axe", Vec::new()) == "undefined" {
            page.run(&self.0, Vec::new());
        }
        let answer = page.run_async(&CHECK.replace("OPTIONS", options), Vec::new());
        let texts = |of: &str| -> Vec<String> {
            serde_json::from_value(answer[of].clone())
                .unwrap_or_else(|error| panic!("{of}: {error}: {answer}"))
        };
        Checked {
            passes: texts("passes"),
            violations: texts("violations"),
        }
    }
}

impl Checked {
    /// Whether the rule had anything to look at.
    #[must_use]
    pub fn looked_at(&self, rule: &str) -> bool {
        self.passes.iter().any(|passed| passed == rule)
            || self.violations.iter().any(|one| one.starts_with(rule))
    }
}
