//! The colours of the window. No other file names a colour.

use eframe::egui::Color32;

use crate::model::Colour;

/// How a note of one colour looks in the text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Highlight {
    /// Ground of its text.
    pub ground: Color32,
    /// The same where the note is chosen.
    pub chosen: Color32,
    /// Lines and signs that stand for it.
    pub line: Color32,
    /// The dot that offers it, on the dark bar over a selection.
    pub dot: Color32,
}

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
    /// Ground of what was found in a text.
    pub found: Color32,
    /// Frame of the same.
    pub found_line: Color32,
    /// Text and frame of a place without a translation.
    pub absent: Color32,
    /// Text of drafts: a blue pencil, not the ink of the document.
    pub draft: Color32,
    /// The edge of drafts.
    pub draft_line: Color32,
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
    /// The bar over a selection.
    pub bar: Color32,
    /// What stands on it.
    pub on_bar: Color32,
    /// Its lines, and what of it is pointed at.
    pub bar_line: Color32,
    /// Notes in yellow, blue, red, green, purple, and last those that have none of these colours.
    highlights: [Highlight; 6],
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
        selection: rgb(0xb4_cf_f2),
        found: rgb(0xf5_dd_94),
        found_line: rgb(0xc8_98_2f),
        absent: rgb(0xb0_a8_98),
        draft: rgb(0x2b_4a_78),
        draft_line: rgb(0x8f_a6_c6),
        sure: rgb(0x7a_a3_5c),
        unsure: rgb(0xd9_a5_3a),
        unpaired: rgb(0xb4_ac_9e),
        error: rgb(0xc2_55_4a),
        notes: [rgb(0xe4_b9_3c), rgb(0x5d_9d_b5), rgb(0xd6_82_72), rgb(0x7a_a3_5c), rgb(0x9d_82_b8)],
        gone: rgb(0xf6_d3_cd),
        come: rgb(0xdc_ea_cf),
        shadow: black(0x18),
        veil: black(0x48),
        bar: rgb(0x2b_28_23),
        on_bar: rgb(0xf7_f4_ee),
        bar_line: rgb(0x4a_45_3e),
        highlights: [
            highlight(0xfd_e9_a9, 0xfb_d5_68, 0xb0_7d_0c, 0xfd_e0_8a),
            highlight(0xcf_e6_ee, 0x9f_d0_e1, 0x3d_86_a3, 0xa8_d3_e2),
            highlight(0xf6_d3_cd, 0xef_ac_a1, 0xc2_55_4a, 0xef_b3_a8),
            highlight(0xdc_eb_d0, 0xb4_d7_9d, 0x5a_8a_3e, 0xb9_d9_9f),
            highlight(0xe5_d9_f1, 0xcc_b2_e6, 0x84_57_b3, 0xd3_b8_ea),
            highlight(0xe8_e2_d6, 0xd6_cc_ba, 0x85_7f_74, 0xd9_d2_c5),
        ],
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
        selection: rgb(0x2d_54_83),
        found: rgb(0x66_50_1c),
        found_line: rgb(0xb0_8c_3a),
        absent: rgb(0x7d_76_6a),
        draft: rgb(0xa9_c1_e4),
        draft_line: rgb(0x5d_78_a0),
        sure: rgb(0x7a_a3_5c),
        unsure: rgb(0xd9_a5_3a),
        unpaired: rgb(0xb4_ac_9e),
        error: rgb(0xc2_55_4a),
        notes: [rgb(0xe4_b9_3c), rgb(0x5d_9d_b5), rgb(0xd0_78_68), rgb(0x7a_a3_5c), rgb(0x9d_82_b8)],
        gone: rgb(0x5c_31_2b),
        come: rgb(0x35_4a_29),
        shadow: black(0x60),
        veil: black(0x80),
        bar: rgb(0x3a_37_33),
        on_bar: rgb(0xf0_ec_e2),
        bar_line: rgb(0x57_52_4a),
        highlights: [
            highlight(0x52_41_12, 0x73_5b_12, 0xdc_ae_36, 0xfd_e0_8a),
            highlight(0x1f_45_53, 0x2c_63_79, 0x6f_b0_c8, 0xa8_d3_e2),
            highlight(0x57_30_2a, 0x7c_40_35, 0xde_8b_7e, 0xef_b3_a8),
            highlight(0x2f_45_27, 0x44_66_3a, 0x8f_bf_74, 0xb9_d9_9f),
            highlight(0x43_33_5a, 0x5d_47_79, 0xb5_96_da, 0xd3_b8_ea),
            highlight(0x3b_38_33, 0x52_4d_43, 0xa1_9a_8c, 0xd9_d2_c5),
        ],
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
        selection: rgb(0xb2_c6_de),
        found: rgb(0xea_cd_7c),
        found_line: rgb(0xa9_7d_22),
        absent: rgb(0xa3_94_78),
        draft: rgb(0x2f_48_6b),
        draft_line: rgb(0x8e_9d_b0),
        sure: rgb(0x6c_92_4e),
        unsure: rgb(0xc6_8f_24),
        unpaired: rgb(0xa8_9b_82),
        error: rgb(0xb4_46_3a),
        notes: [rgb(0xd3_a2_28), rgb(0x4f_8c_9e), rgb(0xc2_6d_58), rgb(0x6c_92_4e), rgb(0x8c_70_a4)],
        gone: rgb(0xec_c8_b5),
        come: rgb(0xd3_dd_b2),
        shadow: black(0x20),
        veil: black(0x48),
        bar: rgb(0x3b_2f_20),
        on_bar: rgb(0xfa_f4_e4),
        bar_line: rgb(0x5e_4e_38),
        highlights: [
            highlight(0xf5_de_92, 0xec_c7_50, 0x9c_6f_10, 0xfd_e0_8a),
            highlight(0xc3_db_dc, 0x97_c2_ca, 0x3b_7a_8a, 0xa8_d3_e2),
            highlight(0xef_c9_b8, 0xe2_a1_8c, 0xb4_46_3a, 0xef_b3_a8),
            highlight(0xd2_df_b3, 0xb0_ca_86, 0x58_7a_33, 0xb9_d9_9f),
            highlight(0xdf_cf_db, 0xc8_ac_ca, 0x7d_55_92, 0xd3_b8_ea),
            highlight(0xe2_d6_bb, 0xcf_bf_9c, 0x7d_6f_57, 0xd9_d2_c5),
        ],
    };

    /// The stripe of a note of that colour.
    pub fn note(&self, colour: Option<Colour>) -> Color32 {
        colour.map_or(self.highlight(None).line, |colour| self.notes[colour as usize])
    }
}

impl Palette {
    /// How a note of `colour` looks.
    pub fn highlight(&self, colour: Option<Colour>) -> Highlight {
        let [yellow, blue, red, green, purple, other] = self.highlights;
        match colour {
            Some(Colour::Yellow) => yellow,
            Some(Colour::Blue) => blue,
            Some(Colour::Red) => red,
            Some(Colour::Green) => green,
            Some(Colour::Purple) => purple,
            None => other,
        }
    }
}

const fn highlight(ground: u32, chosen: u32, line: u32, dot: u32) -> Highlight {
    Highlight { ground: rgb(ground), chosen: rgb(chosen), line: rgb(line), dot: rgb(dot) }
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// Black that lets some of what is below through; 255 lets nothing through.
const fn black(alpha: u8) -> Color32 {
    Color32::from_rgba_premultiplied(0, 0, 0, alpha)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast as WCAG 2 defines them.
    fn contrast(one: Color32, other: Color32) -> f32 {
        let linear = |part: u8| {
            let part = f32::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let light =
            |color: Color32| 0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b());
        let (one, other) = (light(one), light(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn text_stays_legible_on_every_ground() {
        for palette in [Palette::LIGHT, Palette::DARK, Palette::PAPER] {
            let colours = Colour::ALL.into_iter().map(Some).chain([None]);
            for (colour, look) in colours.map(|colour| (colour, palette.highlight(colour))) {
                assert!(contrast(palette.ink, look.ground) >= 7.0, "{colour:?} of {palette:?}");
                assert!(contrast(palette.ink, look.chosen) >= 4.5, "{colour:?} of {palette:?}");
                // Signs and lines are no text: 3 to 1 is what WCAG asks of them.
                assert!(contrast(look.line, palette.sheet) >= 3.0, "{colour:?} of {palette:?}");
                assert!(contrast(look.dot, palette.bar) >= 3.0, "{colour:?} of {palette:?}");
            }
            assert!(contrast(palette.ink, palette.selection) >= 4.5);
            assert!(contrast(palette.on_bar, palette.bar) >= 7.0);
        }
    }
}
