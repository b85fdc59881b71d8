//! Those who run the machines.

use crate::provenance::Provenance;
use crate::region::Region;
use crate::tables::{PROVIDER_PROVENANCE, PROVIDERS};

/// Somebody who runs data centres and publishes how well.
#[derive(Debug)]
pub struct Provider {
    pub(crate) index: u8,
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) pue: [f64; 3],
    pub(crate) water_on_site: [f64; 3],
    pub(crate) region: &'static str,
}

/// Every provider, in the order of the data file.
#[must_use]
pub fn providers() -> &'static [Provider] {
    &PROVIDERS
}

impl PartialEq for Provider {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl Eq for Provider {}

impl Provider {
    /// Finds a provider by id or name, in capital or small letters.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        let name = name.trim_ascii();
        PROVIDERS.iter().find(|provider| {
            provider.id.eq_ignore_ascii_case(name) || provider.name.eq_ignore_ascii_case(name)
        })
    }

    /// The identifier: `google`.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Power usage effectiveness: 5th, 50th and 95th percentile, a plain number of 1 or more.
    #[must_use]
    pub fn pue(&self) -> [f64; 3] {
        self.pue
    }

    /// Water evaporated on site in litres per kWh of IT energy: 5th, 50th and 95th percentile.
    #[must_use]
    pub fn water_on_site(&self) -> [f64; 3] {
        self.water_on_site
    }

    /// Where most of the machines stand, as far as that is said.
    #[must_use]
    pub fn region(&self) -> Option<&'static Region> {
        Region::by_code(self.region)
    }

    /// Where the figures come from.
    #[must_use]
    pub fn provenance(&self) -> Provenance {
        PROVIDER_PROVENANCE[usize::from(self.index)]
    }
}
