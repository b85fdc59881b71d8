//! The reader's own screen.

use crate::tables::Constants;

/// On what the answer is read, if that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The reader's screen does not count.
    NotCounted,
    /// A phone, 2 W.
    Phone,
    /// A laptop, 25 W.
    Laptop,
    /// A desktop computer with its monitor, 80 W.
    Desktop,
}

impl Screen {
    /// The identifier in JSON and on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::NotCounted => "none",
            Self::Phone => "phone",
            Self::Laptop => "laptop",
            Self::Desktop => "desktop",
        }
    }

    /// Finds a screen by its identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::NotCounted, Self::Phone, Self::Laptop, Self::Desktop]
            .into_iter()
            .find(|screen| screen.id() == id)
    }

    pub(crate) fn watts(self, constants: &Constants) -> [f64; 3] {
        match self {
            Self::NotCounted => [0.0; 3],
            Self::Phone => constants.screen_phone,
            Self::Laptop => constants.screen_laptop,
            Self::Desktop => constants.screen_desktop,
        }
    }
}
