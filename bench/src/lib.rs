//! What `cargo xtask bench` measures in WebAssembly: counting by the engine of this project (feature `ours`) or by the crate
//! `tiktoken` (feature `peer`), and the coach (feature `coach`).

#[cfg(feature = "coach")]
mod coach;
#[cfg(feature = "ours")]
mod ours;
#[cfg(feature = "peer")]
mod peer;
