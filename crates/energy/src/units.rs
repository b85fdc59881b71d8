//! Quantities, and bands of quantities.

use crate::EnergyError;

/// A quantity with a unit: a number that is not mixed up with another.
pub trait Quantity: Copy + PartialEq {
    /// The quantity of a bare number in this unit.
    fn of(value: f64) -> Self;
    /// The bare number in this unit.
    fn value(self) -> f64;
}

macro_rules! quantities {
    ($($(#[$attribute:meta])* $name:ident)*) => {$(
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        pub struct $name(pub f64);

        impl Quantity for $name {
            fn of(value: f64) -> Self {
                Self(value)
            }
            fn value(self) -> f64 {
                self.0
            }
        }
    )*};
}

quantities! {
    /// Energy in watt-hours (1 Wh = 3600 J).
    WattHours
    /// Energy in joules.
    Joules
    /// Greenhouse gases in grams of CO2 equivalent.
    GramsCo2e
    /// Water in millilitres.
    Millilitres
    /// Carbon intensity of electricity in gCO2e per kWh.
    GramsPerKilowattHour
    /// A number of tokens; a mean may be fractional.
    Tokens
    /// A number of parameters in billions (1e9).
    Billions
    /// A number of requests served at the same time on one copy of the model.
    Requests
    /// A share in percent.
    Percent
    /// A number of bytes.
    Bytes
}

/// What is known of a quantity: its 5th, 50th and 95th percentile, always in this order and finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band<Q> {
    low: Q,
    central: Q,
    high: Q,
}

impl<Q: Quantity> Band<Q> {
    /// A band of three percentiles.
    ///
    /// # Errors
    /// [`EnergyError::Band`] unless `low <= central <= high` and all are finite.
    pub fn new(low: Q, central: Q, high: Q) -> Result<Self, EnergyError> {
        let (l, c, h) = (low.value(), central.value(), high.value());
        if l <= c && c <= h && l.is_finite() && h.is_finite() {
            Ok(Self { low, central, high })
        } else {
            Err(EnergyError::Band)
        }
    }

    /// A quantity that is known exactly: all three percentiles are the same.
    #[must_use]
    pub fn exact(value: Q) -> Self {
        Self {
            low: value,
            central: value,
            high: value,
        }
    }

    /// Nothing, exactly.
    #[must_use]
    pub fn zero() -> Self {
        Self::exact(Q::of(0.0))
    }

    /// From `central / factor` to `central * factor`, as a log-normal quantity spreads. A factor below 1 counts as 1.
    #[must_use]
    pub fn around(central: Q, factor: f64) -> Self {
        let factor = if factor > 1.0 { factor } else { 1.0 };
        let value = central.value();
        Self {
            low: Q::of(value / factor),
            central,
            high: Q::of(value * factor),
        }
    }

    /// The 5th percentile.
    #[must_use]
    pub fn low(self) -> Q {
        self.low
    }

    /// The median.
    #[must_use]
    pub fn central(self) -> Q {
        self.central
    }

    /// The 95th percentile.
    #[must_use]
    pub fn high(self) -> Q {
        self.high
    }

    /// Whether all three percentiles are the same.
    #[must_use]
    pub fn is_exact(self) -> bool {
        self.low.value() == self.high.value()
    }

    /// For results of the chain, which are ordered and finite by construction.
    pub(crate) fn ordered(low: f64, central: f64, high: f64) -> Self {
        debug_assert!(
            low <= central && central <= high && high.is_finite() && low.is_finite(),
            "{low} {central} {high}"
        );
        Self {
            low: Q::of(low),
            central: Q::of(central),
            high: Q::of(high),
        }
    }

    pub(crate) fn array(self) -> [f64; 3] {
        [self.low.value(), self.central.value(), self.high.value()]
    }
}
