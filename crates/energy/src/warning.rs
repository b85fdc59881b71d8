//! What a reader must know about an estimate.

macro_rules! warnings {
    ($($(#[$attribute:meta])* $name:ident $kind:literal $message:literal)*) => {
        /// Something a reader must know about an estimate.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Warning {
            $($(#[$attribute])* $name,)*
        }

        impl Warning {
            const ALL: &[Self] = &[$(Self::$name),*];

            /// The identifier in JSON.
            #[must_use]
            pub const fn kind(self) -> &'static str {
                match self { $(Self::$name => $kind,)* }
            }

            /// One English sentence.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Self::$name => $message,)* }
            }
        }
    };
}

warnings! {
    /// The provider has not published the model's size.
    SizeNotPublished "size_not_published" "The provider has not published the size of this model; a guess with a wide range stands in."
    /// The model runs on other hardware than the constants were fitted on.
    HardwareStandsIn "hardware_stands_in" "This model runs partly or wholly on other chips; the constants of a measured GPU stand in for them."
    /// The accelerator's constants were derived, not fitted.
    HardwareNotMetered "hardware_not_metered" "No public measurement of this hardware was at hand; its constants follow from its power, memory bandwidth and peak rate, with a wider range."
    /// The given GPUs cannot hold the weights.
    TooFewGpus "too_few_gpus" "The weights do not fit into the memory of that few GPUs."
    /// One request at a time: the constants were fitted on batches of 8 and more.
    SmallBatch "small_batch" "The constants were fitted on batches of 8 and more; smaller ones are an extrapolation."
    /// The region's grid intensity is not known.
    GridUnknown "grid_unknown" "The grid intensity of this region is not known; the world mean with a very wide range stands in."
    /// No water figure for the region's power.
    WaterUnknown "water_unknown" "The water used by this region's power plants is not known; the world mean with a wide range stands in."
    /// No provider-specific market-based figure.
    MarketBased "market_based" "Market-based carbon depends on the provider's contracts, which are rarely public; the range is an assumption."
    /// Hidden reasoning tokens are assumed.
    ReasoningAssumed "reasoning_assumed" "The number of hidden reasoning tokens is an assumption."
}

/// The warnings of one estimate, without allocation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Warnings(u16);

impl Warnings {
    pub(crate) fn add_if(&mut self, condition: bool, warning: Warning) {
        if condition {
            self.0 |= 1 << warning as u16;
        }
    }

    /// Whether a warning is among them.
    #[must_use]
    pub fn contains(self, warning: Warning) -> bool {
        self.0 & (1 << warning as u16) != 0
    }

    /// The warnings in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = Warning> {
        Warning::ALL
            .iter()
            .copied()
            .filter(move |warning| self.contains(*warning))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}
