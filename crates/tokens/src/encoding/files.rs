//! The first 32 bits of the SHA-256 of each part's file; 0 where there is none. Written by `cargo xtask pack-vocab`.

pub(super) const O200K_BASE: [u32; 9] = [
    0x405b_5271,
    0xea56_b78f,
    0x8cdb_73e8,
    0x0f04_2abe,
    0x69ea_64cd,
    0x7d8e_c199,
    0x53e5_3136,
    0x47c7_7080,
    0x7e5e_d731,
];
pub(super) const CL100K_BASE: [u32; 9] = [
    0x8c1e_4e8f,
    0xc13f_26c1,
    0x6be2_f8af,
    0xc0c6_d853,
    0x6687_1add,
    0x7e3d_de56,
    0x0a0a_c097,
    0xadff_466a,
    0xb148_f081,
];
pub(super) const TEKKEN: [u32; 9] = [
    0xad1a_283e,
    0x7f8a_f076,
    0x631f_45a5,
    0x0f13_11e4,
    0x6209_14bd,
    0xa888_e8b6,
    0x6486_b00e,
    0x9791_f8b1,
    0x4633_68f4,
];
pub(super) const QWEN: [u32; 9] = [
    0xe41b_e324,
    0xa9a4_11c8,
    0x9dfc_890c,
    0x179f_cbf2,
    0x6574_878e,
    0x75ac_01e0,
    0x8b86_b64f,
    0x0b6b_2878,
    0xd3fb_1cbb,
];
pub(super) const DEEPSEEK_V3: [u32; 9] = [
    0xe089_7c55,
    0xfe0b_d812,
    0x9ff6_9f4a,
    0x9159_78e0,
    0xf015_398d,
    0x1c87_0ba8,
    0xfae2_d720,
    0xa3cb_5bed,
    0x0674_4416,
];
