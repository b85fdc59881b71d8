//! The tables that `build/` compiles from `data/`.

use crate::equivalence::{Basis, Yardstick};
use crate::gpu::{Gpu, GpuConstants};
use crate::model::{Bits, Confidence, Model, Routed};
use crate::provenance::{Factor, Provenance};
use crate::region::{Region, RegionDetails};

include!(concat!(env!("OUT_DIR"), "/tables.rs"));
