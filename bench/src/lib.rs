//! What `cargo xtask bench tokens` measures in WebAssembly: the engine of this project (feature `ours`), or the crate
//! `tiktoken` (feature `peer`).

#[cfg(feature = "ours")]
mod ours;
#[cfg(feature = "peer")]
mod peer;
