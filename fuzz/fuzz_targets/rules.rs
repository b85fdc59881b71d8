#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| promptwatt_fuzz::coach::rules(data));
