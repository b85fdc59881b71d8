//! Texts and what Qwen's reference makes of them; the tests in WebAssembly hold a browser's own normal form against them.

/// The ids are the reference's (`golden/generate.py --marks` makes more of the kind).
pub const CASES: &[(&str, &str, &[u32])] = &[
    ("a mark is composed", "cafe\u{301}", &[924, 58858]),
    (
        "marks are put in order",
        "a\u{315}\u{334}b",
        &[64, 136, 112, 136, 243, 65],
    ),
    ("a text of marks", "\u{315}\u{334}", &[136, 112, 136, 243]),
    ("jamo are composed", "\u{1112}\u{1161}\u{11ab}", &[23573]),
    (
        "a Hebrew point of Unicode 18 stays where it is",
        "\u{5a8}\u{5c8}\u{5bf}",
        &[146, 101, 147, 230, 146, 123],
    ),
    (
        "and keeps others from passing it",
        "\u{5d0}\u{5bf}\u{5c8}\u{5a8}\u{5bf}",
        &[58510, 146, 123, 147, 230, 146, 123, 146, 101],
    ),
    (
        "a mark of N'Ko of Unicode 11",
        "\u{7ca}\u{7f0}\u{7fd}\u{7eb}",
        &[147198, 155, 108, 155, 121, 155, 104],
    ),
    (
        "an Arabic mark of Unicode 14",
        "\u{628}\u{651}\u{8ca}\u{64b}",
        &[21360, 73771, 156, 96, 232, 124376],
    ),
    (
        "a sign of Malayalam of Unicode 10",
        "\u{d15}\u{301}\u{d3b}",
        &[147984, 53839, 33739, 119],
    ),
    (
        "a sign of Lao of Unicode 12",
        "\u{e81}\u{301}\u{eba}",
        &[148165, 53839, 65850, 118],
    ),
    (
        "letters that came later with their composition",
        "\u{11382}\u{113c9}",
        &[128240, 236, 224, 128240, 237, 231],
    ),
    (
        "and the composition itself",
        "\u{11383}",
        &[128240, 236, 225],
    ),
    (
        "a letter that came later and an older mark",
        "\u{105d2}\u{307}",
        &[123934, 245, 240, 136, 229],
    ),
    (
        "a letter twice",
        "\u{16d67}\u{16d67}",
        &[125427, 113, 100, 125427, 113, 100],
    ),
    (
        "what stands before and after is composed",
        "e\u{301}\u{897}e\u{301}",
        &[963, 156, 95, 245, 963],
    ),
    ("a newer mark alone", "\u{1abf}", &[157, 103, 123]),
];
