//! What `cargo xtask bench` measures in WebAssembly: counting by the engine of this project (feature `ours`) or by the crate
//! `tiktoken` (feature `peer`), and the coach (feature `coach`); what counting weighs beside nothing at all (feature `bare`).

#[cfg(feature = "bare")]
mod bare;
#[cfg(feature = "coach")]
mod coach;
#[cfg(feature = "ours")]
mod ours;
#[cfg(feature = "peer")]
mod peer;

/// That of the page. The crate `tiktoken` has the standard library's.
#[cfg(all(target_arch = "wasm32", not(feature = "peer")))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
