//! Where the model runs: carbon and water of the power there.

use crate::tables::{REGION_ALIASES, REGION_CODES, REGION_DETAILS, REGION_NAMES, REGIONS};
use crate::units::GramsPerKilowattHour;

/// A country, a named area, or the world.
#[derive(Debug)]
pub struct Region {
    pub(crate) index: u8,
    /// Tenths of gCO2e/kWh; 0 is not known.
    pub(crate) grid: u16,
    /// Hundredths of L/kWh; 0 is not known.
    pub(crate) water: u16,
}

/// What only listings ask for.
#[derive(Debug)]
pub(crate) struct RegionDetails {
    pub year: u16,
    pub per_head: u32,
    pub per_head_year: u16,
    pub source: &'static str,
}

/// Every region: `WORLD` first, then by code.
#[must_use]
pub fn regions() -> &'static [Region] {
    &REGIONS
}

impl PartialEq for Region {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl Eq for Region {}

impl Region {
    /// The world: mean grid and mean water.
    #[must_use]
    pub fn world() -> &'static Self {
        &REGIONS[0]
    }

    /// Finds a region by its code as [`Region::code`] writes it. Who asks only this does not carry the English names, about 2 kB of a compressed wasm.
    #[must_use]
    pub fn by_code(code: &str) -> Option<&'static Self> {
        REGIONS.iter().find(|region| region.code() == code)
    }

    /// Finds a region by code, English name or alias ("FR", "france", "UK"), in capital or small letters.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        let name = name.trim_ascii();
        let same = |other: &str| other.eq_ignore_ascii_case(name);
        REGIONS
            .iter()
            .find(|region| same(region.code()))
            .or_else(|| REGIONS.get(REGION_NAMES.split('\n').position(same)?))
            .or_else(|| {
                let line = REGION_ALIASES
                    .split('\n')
                    .find(|line| line.split(';').any(same))?;
                let code = line.split(';').next()?;
                Self::by_code(code)
            })
    }

    /// The ISO 3166 alpha-2 code, `EU`, or `WORLD`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        let index = usize::from(self.index);
        // WORLD comes first and is the only one with five letters.
        let range = if index == 0 {
            0..5
        } else {
            2 * index + 3..2 * index + 5
        };
        REGION_CODES.get(range).unwrap_or_default()
    }

    /// The English name. Takes time in proportion to the list.
    #[must_use]
    pub fn name(&self) -> &'static str {
        REGION_NAMES
            .split('\n')
            .nth(usize::from(self.index))
            .unwrap_or_default()
    }

    /// Yearly mean, life-cycle carbon intensity of the power generated there; `None` where it is not known.
    #[must_use]
    pub fn grid(&self) -> Option<GramsPerKilowattHour> {
        (self.grid > 0).then(|| GramsPerKilowattHour(f64::from(self.grid) / 10.0))
    }

    /// Water that power plants there use, in litres per kWh; `None` where it is not known.
    #[must_use]
    pub fn water_off_site(&self) -> Option<f64> {
        (self.water > 0).then(|| f64::from(self.water) / 100.0)
    }

    fn details(&self) -> &'static RegionDetails {
        &REGION_DETAILS[usize::from(self.index)]
    }

    /// The year of the grid intensity; `None` where that is not known.
    #[must_use]
    pub fn grid_year(&self) -> Option<u16> {
        Some(self.details().year).filter(|year| *year > 0)
    }

    /// Electricity generated per head and year in kWh, with its year; `None` where it is not known.
    #[must_use]
    pub fn electricity_per_head(&self) -> Option<(f64, u16)> {
        let details = self.details();
        (details.per_head > 0).then(|| (f64::from(details.per_head), details.per_head_year))
    }

    /// Where the figures come from.
    #[must_use]
    pub fn source(&self) -> &'static str {
        self.details().source
    }

    /// Other names this region is found by.
    pub fn aliases(&self) -> impl Iterator<Item = &'static str> {
        let code = self.code();
        let line = REGION_ALIASES
            .split('\n')
            .find(|line| line.split(';').next() == Some(code));
        line.unwrap_or_default().split(';').skip(1)
    }
}
