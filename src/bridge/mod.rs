//! Everything that touches the browser: the only modules that know `web-sys`.

pub mod address;
pub mod fetching;
pub mod field;
pub mod files;
pub mod marks;
pub mod packing;
pub mod page;
pub mod saving;
pub mod storage;
