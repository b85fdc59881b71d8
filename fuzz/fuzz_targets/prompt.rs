#![no_main]

use promptwatt_coach::Coach;
use std::sync::LazyLock;

static COACH: LazyLock<Coach> = LazyLock::new(Coach::builtin);

// Reading the phrases takes long with a sanitizer, which must not count as the first input's time.
libfuzzer_sys::fuzz_target!(
    init: { LazyLock::force(&COACH); },
    |data: &[u8]| promptwatt_fuzz::coach::prompt(&COACH, data)
);
