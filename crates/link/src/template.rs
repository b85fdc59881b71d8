//! Files as templates: one text and its values weigh far less than the code that would put it together.

use crate::decimal;

/// A template that is being filled: each `%` in turn takes the next value.
#[derive(Debug)]
pub struct Filling {
    rest: &'static str,
    /// What is filled so far.
    pub text: String,
}

impl Filling {
    /// Begins to fill a template.
    #[must_use]
    pub fn of(template: &'static str) -> Self {
        Self {
            rest: template,
            text: String::new(),
        }
    }

    /// Goes on with another template; says what was left of the present one.
    pub fn turn_to(&mut self, template: &'static str) -> &'static str {
        std::mem::replace(&mut self.rest, template)
    }

    /// Goes on to the next place; without one left, to the end.
    #[inline(never)]
    pub fn go_on(&mut self) {
        let (before, after) = self.rest.split_once('%').unwrap_or((self.rest, ""));
        self.text.push_str(before);
        self.rest = after;
    }

    /// Fills the next place with a text.
    #[inline(never)]
    pub fn put(&mut self, text: &str) {
        self.go_on();
        self.text.push_str(text);
    }

    /// Fills the next place with a number.
    #[inline(never)]
    pub fn number(&mut self, number: f64) {
        self.go_on();
        decimal::write(&mut self.text, number);
    }

    /// Fills the next places with numbers.
    #[inline(never)]
    pub fn numbers(&mut self, numbers: &[f64]) {
        for number in numbers {
            self.number(*number);
        }
    }
}
