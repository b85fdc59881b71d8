//! The core crates where they are used: in WebAssembly, with 32-bit sizes. The tests are in `tests/`.
