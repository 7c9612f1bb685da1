//! The colours of the window. No other file names a colour.

use eframe::egui::Color32;

use crate::model::Colour;

/// All colours of a theme, named by what they are for (`../shared/design` shows where each stands).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Palette {
    /// Whether light text stands on dark ground.
    pub dark: bool,
    /// The sheet the rows lie on.
    pub sheet: Color32,
    /// The bars and panels around it.
    pub panel: Color32,
    /// Lines between panels.
    pub line: Color32,
    /// Lines between rows.
    pub row_line: Color32,
    /// Text.
    pub ink: Color32,
    /// Text of second rank: labels, addresses, furniture.
    pub muted: Color32,
    /// Text between the two: chips, quotations.
    pub soft: Color32,
    /// The seal red of choice: the chosen mode, tab and entry.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// The blue of links.
    pub link: Color32,
    /// The current row.
    pub current_row: Color32,
    /// Cards, buttons, fields.
    pub card: Color32,
    /// What is switched on or pointed at.
    pub selected: Color32,
    /// Ground of a sentence that is pointed at, and of its partner.
    pub partner: Color32,
    /// Line under the same.
    pub partner_line: Color32,
    /// Selected text.
    pub selection: Color32,
    /// Text and frame of a place without a translation.
    pub absent: Color32,
    /// Sure, or confirmed.
    pub sure: Color32,
    /// Unsure, or to be reviewed.
    pub unsure: Color32,
    /// Without a partner.
    pub unpaired: Color32,
    /// Something went wrong.
    pub error: Color32,
    /// Stripes of notes, in the order of [`Colour::ALL`].
    pub notes: [Color32; 5],
    /// Ground of text that another wording no longer has.
    pub gone: Color32,
    /// Ground of text that it has instead.
    pub come: Color32,
    /// Shadow of what floats.
    pub shadow: Color32,
    /// Veil over the window behind a dialog.
    pub veil: Color32,
}

impl Palette {
    /// Dark ink on warm white.
    pub const LIGHT: Self = Self {
        dark: false,
        sheet: rgb(0xfa_f8_f4),
        panel: rgb(0xf3_f0_ea),
        line: rgb(0xe2_dd_d3),
        row_line: rgb(0xee_e9_df),
        ink: rgb(0x23_21_1d),
        muted: rgb(0x85_7f_74),
        soft: rgb(0x5c_56_4c),
        accent: rgb(0x9a_33_24),
        on_accent: rgb(0xff_ff_ff),
        link: rgb(0x2f_5d_73),
        current_row: rgb(0xff_fd_f9),
        card: rgb(0xff_ff_ff),
        selected: rgb(0xe9_e3_d7),
        partner: rgb(0xef_e7_d6),
        partner_line: rgb(0xb9_8b_3c),
        selection: rgb(0xcf_e6_ee),
        absent: rgb(0xb0_a8_98),
        sure: rgb(0x7a_a3_5c),
        unsure: rgb(0xd9_a5_3a),
        unpaired: rgb(0xb4_ac_9e),
        error: rgb(0xc2_55_4a),
        notes: [rgb(0xe4_b9_3c), rgb(0x5d_9d_b5), rgb(0xd6_82_72), rgb(0x7a_a3_5c), rgb(0x9d_82_b8)],
        gone: rgb(0xf6_d3_cd),
        come: rgb(0xdc_ea_cf),
        shadow: black(0x18),
        veil: black(0x48),
    };

    /// Light ink on warm black.
    pub const DARK: Self = Self {
        dark: true,
        sheet: rgb(0x1c_1b_19),
        panel: rgb(0x23_22_20),
        line: rgb(0x38_35_2f),
        row_line: rgb(0x2c_2a_26),
        ink: rgb(0xe6_e1_d6),
        muted: rgb(0x93_8c_7f),
        soft: rgb(0xb7_af_a1),
        accent: rgb(0xd0_67_4f),
        on_accent: rgb(0xff_ff_ff),
        link: rgb(0x7f_b2_c6),
        current_row: rgb(0x26_24_20),
        card: rgb(0x2a_28_25),
        selected: rgb(0x38_34_2d),
        partner: rgb(0x3a_34_26),
        partner_line: rgb(0xb9_8b_3c),
        selection: rgb(0x1f_45_53),
        absent: rgb(0x7d_76_6a),
        sure: rgb(0x7a_a3_5c),
        unsure: rgb(0xd9_a5_3a),
        unpaired: rgb(0xb4_ac_9e),
        error: rgb(0xc2_55_4a),
        notes: [rgb(0xe4_b9_3c), rgb(0x5d_9d_b5), rgb(0xd0_78_68), rgb(0x7a_a3_5c), rgb(0x9d_82_b8)],
        gone: rgb(0x5c_31_2b),
        come: rgb(0x35_4a_29),
        shadow: black(0x60),
        veil: black(0x80),
    };

    /// Brown ink on yellowed paper, for long reading.
    pub const PAPER: Self = Self {
        dark: false,
        sheet: rgb(0xf4_ec_d8),
        panel: rgb(0xeb_e1_c9),
        line: rgb(0xd8_cb_ad),
        row_line: rgb(0xe6_db_c1),
        ink: rgb(0x3b_2f_20),
        muted: rgb(0x86_77_5e),
        soft: rgb(0x63_54_3e),
        accent: rgb(0x9a_33_24),
        on_accent: rgb(0xff_f8_ea),
        link: rgb(0x2f_5d_73),
        current_row: rgb(0xfa_f4_e4),
        card: rgb(0xfa_f4_e4),
        selected: rgb(0xdf_d2_b4),
        partner: rgb(0xe6_d7_b0),
        partner_line: rgb(0xa8_7a_2e),
        selection: rgb(0xc8_dc_d8),
        absent: rgb(0xa3_94_78),
        sure: rgb(0x6c_92_4e),
        unsure: rgb(0xc6_8f_24),
        unpaired: rgb(0xa8_9b_82),
        error: rgb(0xb4_46_3a),
        notes: [rgb(0xd3_a2_28), rgb(0x4f_8c_9e), rgb(0xc2_6d_58), rgb(0x6c_92_4e), rgb(0x8c_70_a4)],
        gone: rgb(0xec_c8_b5),
        come: rgb(0xd3_dd_b2),
        shadow: black(0x20),
        veil: black(0x48),
    };

    /// The stripe of a note of that colour; what has none looks like the first.
    pub fn note(&self, colour: Option<Colour>) -> Color32 {
        self.notes[colour.unwrap_or(Colour::Yellow) as usize]
    }
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// Black that lets some of what is below through; 255 lets nothing through.
const fn black(alpha: u8) -> Color32 {
    Color32::from_rgba_premultiplied(0, 0, 0, alpha)
}
