//! The faces that the program carries. `fonts/` says where they come from and how they were cut.

use eframe::egui::FontData;

/// A shipped face.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Face {
    Serif,
    SerifBold,
    SerifItalic,
    Sans,
    SansBold,
    ChineseSerif,
    ChineseSans,
}

impl Face {
    /// All of them, in the order that `definitions` takes them apart.
    pub(super) const ALL: [Self; 7] = [
        Self::Serif,
        Self::SerifBold,
        Self::SerifItalic,
        Self::Sans,
        Self::SansBold,
        Self::ChineseSerif,
        Self::ChineseSans,
    ];

    /// Its name in the font definitions.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Serif => "serif",
            Self::SerifBold => "serif-bold",
            Self::SerifItalic => "serif-italic",
            Self::Sans => "sans",
            Self::SansBold => "sans-bold",
            Self::ChineseSerif => "chinese-serif",
            Self::ChineseSans => "chinese-sans",
        }
    }

    /// Its file.
    pub(super) fn data(self) -> FontData {
        const D: &str = "/usr/share/fonts/truetype/dejavu";
        const N: &str = "/usr/share/fonts/opentype/noto";
        let (path, index) = match self {
            Self::Serif | Self::SerifItalic => (format!("{D}/DejaVuSerif.ttf"), 0),
            Self::SerifBold => (format!("{D}/DejaVuSerif-Bold.ttf"), 0),
            Self::Sans => (format!("{D}/DejaVuSans.ttf"), 0),
            Self::SansBold => (format!("{D}/DejaVuSans-Bold.ttf"), 0),
            Self::ChineseSerif => (format!("{N}/NotoSerifCJK-Regular.ttc"), 2),
            Self::ChineseSans => (format!("{N}/NotoSansCJK-Regular.ttc"), 2),
        };
        let mut data = FontData::from_owned(std::fs::read(path).unwrap_or_default());
        data.index = index;
        data
    }
}
