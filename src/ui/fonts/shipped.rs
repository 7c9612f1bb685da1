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
    Symbols,
}

impl Face {
    /// All of them, in the order that `definitions` takes them apart.
    pub(super) const ALL: [Self; 8] = [
        Self::Serif,
        Self::SerifBold,
        Self::SerifItalic,
        Self::Sans,
        Self::SansBold,
        Self::ChineseSerif,
        Self::ChineseSans,
        Self::Symbols,
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
            Self::Symbols => "symbols",
        }
    }

    /// Its file.
    pub(super) fn data(self) -> FontData {
        FontData::from_static(match self {
            Self::Serif => include_bytes!("../../../fonts/NotoSerif-Regular.ttf"),
            Self::SerifBold => include_bytes!("../../../fonts/NotoSerif-Bold.ttf"),
            Self::SerifItalic => include_bytes!("../../../fonts/NotoSerif-Italic.ttf"),
            Self::Sans => include_bytes!("../../../fonts/NotoSans-Regular.ttf"),
            Self::SansBold => include_bytes!("../../../fonts/NotoSans-Bold.ttf"),
            Self::ChineseSerif => include_bytes!("../../../fonts/DuizhaoSerifSC.otf"),
            Self::ChineseSans => include_bytes!("../../../fonts/DuizhaoSansSC.otf"),
            Self::Symbols => include_bytes!("../../../fonts/DuizhaoSymbols.ttf"),
        })
    }
}
