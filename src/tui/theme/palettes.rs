//! A row a theme. A test holds every pair of ink and ground to its contrast.

use super::palette::{Pair, Palette};

/// Light ink on dark slate.
pub const DARK: Palette = Palette {
    ground: 0x16_19_1f,
    text: 0xe2_e6_ee,
    faint: 0xa3_ac_bd,
    frame: 0x6b_75_87,
    focus: 0x8c_c8_ff,
    quote: 0xf0_c6_74,
    note: 0x9c_cc_76,
    hit_sign: 0xff_9e_8a,
    aside: 0xc4_bf_a8,
    speakers: [
        0x6f_c3_df, 0xe5_a0_6c, 0x9c_cc_76, 0xd7_9b_e0, 0xe8_cc_6a, 0x8f_b0_ff, 0xff_7a_86,
        0x5f_d0_b0,
    ],
    quoted: 0x2a_2f_3a,
    hit: pair(0x16_19_1f, 0xe8_cc_6a),
    current_hit: pair(0x16_19_1f, 0xff_9e_5a),
    chosen: pair(0x10_14_1a, 0xb4_c7_e0),
    alarm: pair(0xff_ff_ff, 0xb0_2a_37),
};

/// Dark ink on paper.
pub const LIGHT: Palette = Palette {
    ground: 0xfc_fb_f8,
    text: 0x1f_23_28,
    faint: 0x57_5e_68,
    frame: 0x86_8c_95,
    focus: 0x0b_57_a8,
    quote: 0x85_50_00,
    note: 0x2f_6b_12,
    hit_sign: 0xb0_20_2c,
    aside: 0x5a_4f_2c,
    speakers: [
        0x00_5f_87, 0x9a_3d_00, 0x2f_6b_12, 0x8a_2a_94, 0x6b_55_00, 0x2f_4f_c4, 0xb0_20_2c,
        0x00_68_5a,
    ],
    quoted: 0xf1_ea_d6,
    hit: pair(0x1f_23_28, 0xff_dd_57),
    current_hit: pair(0x1f_23_28, 0xff_a9_40),
    chosen: pair(0xff_ff_ff, 0x2c_5a_8c),
    alarm: pair(0xff_ff_ff, 0xb0_20_2c),
};

/// White on black, and nothing in between that could be lost.
pub const CONTRAST: Palette = Palette {
    ground: 0x00_00_00,
    text: 0xff_ff_ff,
    faint: 0xe0_e0_e0,
    frame: 0xff_ff_ff,
    focus: 0xff_ff_00,
    quote: 0xff_ff_00,
    note: 0x7f_ff_5f,
    hit_sign: 0xff_9a_9a,
    aside: 0xff_ff_ff,
    speakers: [
        0x00_ff_ff, 0xff_af_5f, 0x7f_ff_5f, 0xff_9f_ff, 0xff_ff_00, 0xa8_c8_ff, 0xff_9a_9a,
        0xff_ff_ff,
    ],
    quoted: 0x30_30_30,
    hit: pair(0x00_00_00, 0xff_ff_00),
    current_hit: pair(0x00_00_00, 0x00_ff_ff),
    chosen: pair(0x00_00_00, 0xff_ff_ff),
    alarm: pair(0xff_ff_ff, 0xa0_00_00),
};

/// Okabe and Ito, "Color Universal Design" (2008), on black. Their green, blue and vermilion are a little lightened, for
/// their contrast, and their black is grey.
pub const COLOUR_BLIND: Palette = Palette {
    ground: 0x00_00_00,
    text: 0xf2_f2_f2,
    faint: 0xb8_b8_b8,
    frame: 0x7d_7d_7d,
    focus: 0x56_b4_e9,
    quote: 0xe6_9f_00,
    note: 0x56_b4_e9,
    hit_sign: 0xf0_e4_42,
    aside: 0xd0_cc_b8,
    speakers: [
        0xe6_9f_00, 0x56_b4_e9, 0x0a_a5_7a, 0xf0_e4_42, 0x3a_8c_d0, 0xe8_6a_1a, 0xcc_79_a7,
        0xc8_c8_c8,
    ],
    quoted: 0x20_20_20,
    hit: pair(0x00_00_00, 0xf0_e4_42),
    current_hit: pair(0x00_00_00, 0xe6_9f_00),
    chosen: pair(0x00_00_00, 0xd8_d8_d8),
    alarm: pair(0x00_00_00, 0xe8_6a_1a),
};

const fn pair(ink: u32, ground: u32) -> Pair {
    Pair { ink, ground }
}
