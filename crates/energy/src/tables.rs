//! The tables that `build/` compiles from `data/`.

use crate::equivalence::{Basis, Yardstick};
use crate::gpu::{GpuConstants, GpuListing};
use crate::lever::Reported;
use crate::model::{Confidence, Model, ModelColumns};
use crate::provenance::{Factor, Provenance};
use crate::provider::Provider;
use crate::region::{Region, RegionDetails};
use crate::serving::{KvCache, Routed};
use crate::validation::{Anchor, Architecture, Measure, Run};

include!(concat!(env!("OUT_DIR"), "/tables.rs"));
