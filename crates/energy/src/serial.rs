//! Serialisation with the names of the command's JSON.

use crate::chain::Uncertainty;
use crate::equivalence::Yardstick;
use crate::estimate::{Contributions, Counted, Method};
use crate::gpu::Gpu;
use crate::model::{Confidence, Model};
use crate::provider::Provider;
use crate::region::Region;
use crate::serving::Routed;
use crate::units::{Band, Quantity, Tokens};
use crate::warning::{Warning, Warnings};
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// A whole number as an integer, any other as it is.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde asks for"
)]
pub(crate) fn whole<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    // Every count of this crate is far below 2^53.
    if value.fract() == 0.0 && value.abs() < 9e15 {
        serializer.serialize_i64(*value as i64)
    } else {
        serializer.serialize_f64(*value)
    }
}

pub(crate) fn region<S: Serializer>(
    region: &&'static Region,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(region.code())
}

macro_rules! by_id {
    ($($function:ident $type:ty)*) => {$(
        pub(crate) fn $function<S: Serializer>(value: &$type, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(value.id())
        }
    )*};
}

by_id! { uncertainty Uncertainty  confidence Confidence  method Method }

impl Serialize for Gpu {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<Q: Quantity + Serialize> Serialize for Band<Q> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Band", 3)?;
        object.serialize_field("low", &self.low())?;
        object.serialize_field("central", &self.central())?;
        object.serialize_field("high", &self.high())?;
        object.end()
    }
}

/// An exactly known whole count is an integer, anything else a triple.
struct Count(Band<Tokens>);

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_exact() {
            whole(&self.0.central().0, serializer)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl Serialize for Counted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Counted", 4)?;
        object.serialize_field("input", &Count(self.input))?;
        object.serialize_field("output", &Count(self.output))?;
        object.serialize_field("reasoning", &Count(self.reasoning))?;
        object.serialize_field(
            "exact",
            &(self.input.is_exact() && self.output.is_exact() && self.reasoning.is_exact()),
        )?;
        object.end()
    }
}

impl Serialize for Routed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}/{}", self.used, self.available))
    }
}

/// Shares by the identifier of their source, the largest first.
impl Serialize for Contributions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.ranked().map(|(source, share)| (source.id(), share)))
    }
}

impl Serialize for Warnings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl Serialize for Warning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Warning", 2)?;
        object.serialize_field("kind", self.kind())?;
        object.serialize_field("message", self.message())?;
        object.end()
    }
}

impl Serialize for Model {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let serving = self.serving();
        let provenance = self.provenance();
        let mut object = serializer.serialize_struct("Model", 23)?;
        object.serialize_field("id", self.id())?;
        object.serialize_field("name", self.name())?;
        object.serialize_field(
            "vendor",
            &Some(self.vendor()).filter(|vendor| !vendor.is_empty()),
        )?;
        object.serialize_field("aliases", &self.aliases().collect::<Vec<_>>())?;
        object.serialize_field("active_b", &serving.active)?;
        object.serialize_field("total_b", &serving.total)?;
        object.serialize_field("size_published", &self.size_is_published())?;
        object.serialize_field("routed", &serving.routed)?;
        object.serialize_field("layers", &serving.layers)?;
        let cache = serving.kv_cache;
        object.serialize_field(
            "kv_bytes_per_token_16_bit",
            &cache.map(|cache| cache.bytes_per_token + cache.windowed_bytes_per_token),
        )?;
        object.serialize_field(
            "kv_window_tokens",
            &cache
                .map(|cache| cache.window)
                .filter(|window| *window > 0.0),
        )?;
        object.serialize_field("bits", &serving.bits.count())?;
        object.serialize_field("gpu", &serving.gpu)?;
        object.serialize_field("batch", &serving.batch)?;
        object.serialize_field("provider", &self.provider().map(Provider::id))?;
        object.serialize_field("encoding", &self.encoding())?;
        object.serialize_field("typical_answer_tokens", &self.typical_answer())?;
        object.serialize_field("typical_reasoning_tokens", &self.typical_reasoning())?;
        object.serialize_field("confidence", self.confidence().id())?;
        object.serialize_field("source", provenance.source)?;
        object.serialize_field(
            "link",
            &Some(provenance.link).filter(|link| !link.is_empty()),
        )?;
        object.serialize_field("read", provenance.read)?;
        object.serialize_field("reason", provenance.reason)?;
        object.end()
    }
}

impl Serialize for Provider {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let provenance = self.provenance();
        let mut object = serializer.serialize_struct("Provider", 9)?;
        object.serialize_field("id", self.id())?;
        object.serialize_field("name", self.name())?;
        object.serialize_field("pue", &Percentiles(self.pue()))?;
        object.serialize_field(
            "water_on_site_l_per_kwh",
            &Percentiles(self.water_on_site()),
        )?;
        object.serialize_field("region", &self.region().map(Region::code))?;
        object.serialize_field("source", provenance.source)?;
        object.serialize_field(
            "link",
            &Some(provenance.link).filter(|link| !link.is_empty()),
        )?;
        object.serialize_field("read", provenance.read)?;
        object.serialize_field("reason", provenance.reason)?;
        object.end()
    }
}

/// Three plain numbers under the names of a band.
struct Percentiles([f64; 3]);

impl Serialize for Percentiles {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [low, central, high] = self.0;
        let mut object = serializer.serialize_struct("Band", 3)?;
        object.serialize_field("low", &low)?;
        object.serialize_field("central", &central)?;
        object.serialize_field("high", &high)?;
        object.end()
    }
}

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Region", 9)?;
        object.serialize_field("code", self.code())?;
        object.serialize_field("name", self.name())?;
        object.serialize_field("aliases", &self.aliases().collect::<Vec<_>>())?;
        object.serialize_field("grid_gco2e_per_kwh", &self.grid())?;
        object.serialize_field("grid_year", &self.grid_year())?;
        object.serialize_field("water_off_site_l_per_kwh", &self.water_off_site())?;
        object.serialize_field(
            "electricity_per_head_kwh",
            &self.electricity_per_head().map(|(kwh, _)| kwh),
        )?;
        object.serialize_field(
            "electricity_per_head_year",
            &self.electricity_per_head().map(|(_, year)| year),
        )?;
        object.serialize_field("source", self.source())?;
        object.end()
    }
}

impl Serialize for Yardstick {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let provenance = self.provenance();
        let mut object = serializer.serialize_struct("Yardstick", 11)?;
        object.serialize_field("id", self.id)?;
        object.serialize_field("unit", self.unit)?;
        object.serialize_field("basis", &self.basis)?;
        object.serialize_field("per_unit", &self.per_unit)?;
        object.serialize_field("least", &self.least)?;
        object.serialize_field("most", &self.most)?;
        object.serialize_field("definition", self.definition())?;
        object.serialize_field("source", provenance.source)?;
        object.serialize_field(
            "link",
            &Some(provenance.link).filter(|link| !link.is_empty()),
        )?;
        object.serialize_field("read", provenance.read)?;
        object.serialize_field("reason", provenance.reason)?;
        object.end()
    }
}
