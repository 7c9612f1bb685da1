//! Which face draws which text: the shipped faces, the faces chosen in the settings, and a last resort.
//!
//! Chinese stands first in the Chinese family, so that its quotation marks and dashes are the wide Chinese ones, and
//! second in every other, so that no character of the shipped faces is ever an empty box. Faces of the machine are
//! looked for and read on a thread of their own; until they are there the shipped ones serve.

mod faces;
mod machine;
mod shipped;

use std::sync::Arc;

use eframe::egui::{Context, FontData, FontDefinitions, FontFamily};

use crate::workspace::{Settings, Wake};
pub(crate) use machine::Families;
use machine::{Answer, Machine};
use shipped::Face;

/// The family of the Chinese column.
pub fn chinese() -> FontFamily {
    FontFamily::Name("chinese".into())
}

/// The family of Chinese headings. The shipped Chinese face has one weight: headings differ by size.
pub fn chinese_bold() -> FontFamily {
    FontFamily::Name("chinese-bold".into())
}

/// The family of the English column.
pub fn english() -> FontFamily {
    FontFamily::Name("english".into())
}

/// The same, bold.
pub fn english_bold() -> FontFamily {
    FontFamily::Name("english-bold".into())
}

/// The same, italic.
pub fn english_italic() -> FontFamily {
    FontFamily::Name("english-italic".into())
}

/// The family of the interface, bold. Its regular one is [`FontFamily::Proportional`].
pub fn interface_bold() -> FontFamily {
    FontFamily::Name("ui-bold".into())
}

/// Installs the shipped faces under the families of this module.
///
/// `settings` may name faces of the machine: they come later, through the window's own `Fonts`, because they must be
/// looked for first.
pub fn install(ctx: &Context, _settings: &Settings) {
    ctx.set_fonts(definitions(&Chosen::default()));
}

/// A face of the machine, read.
#[derive(Clone, Debug)]
pub(crate) struct Loaded {
    /// Its family, as the settings name it.
    pub(crate) family: String,
    /// The face.
    pub(crate) data: FontData,
}

/// What stands beside the shipped faces.
#[derive(Clone, Default)]
struct Chosen {
    chinese: Option<Loaded>,
    english: Option<Loaded>,
    /// Faces for characters that no other has, in the order they were found.
    last_resort: Vec<Loaded>,
}

/// The fonts of the window: follows the settings, and finds faces for characters the shipped ones lack.
pub(crate) struct Fonts {
    machine: Machine,
    chosen: Chosen,
    /// The families that were asked for and have not come yet, or could not be read.
    asked: [Option<String>; 2],
    families: Option<Families>,
}

impl Fonts {
    /// Installs the shipped faces and listens for characters they lack. Reads no font of the machine yet.
    pub(crate) fn new(ctx: &Context, wake: Wake) -> Self {
        let machine = Machine::new(wake);
        ctx.set_fonts(definitions(&Chosen::default()));
        ctx.add_font_provider(machine.listener());
        Self { machine, chosen: Chosen::default(), asked: [None, None], families: None }
    }

    /// The families of the machine that hold Chinese and English, once they are known; asks for them the first time.
    pub(crate) fn families(&mut self) -> Option<&Families> {
        if self.families.is_none() {
            self.machine.ask_families();
        }
        self.families.as_ref()
    }

    /// Takes what was found since the last frame, and asks for what `settings` now name.
    pub(crate) fn update(&mut self, ctx: &Context, settings: &Settings) {
        let mut changed = self.take_answers();
        changed |= self.follow(0, settings.chinese_face.as_deref());
        changed |= self.follow(1, settings.english_face.as_deref());
        if changed {
            ctx.set_fonts(definitions(&self.chosen));
            ctx.request_repaint();
        }
    }

    fn take_answers(&mut self) -> bool {
        let mut changed = false;
        for answer in self.machine.answers() {
            match answer {
                Answer::Families(families) => self.families = Some(families),
                Answer::LastResort(face) => {
                    self.chosen.last_resort.push(face);
                    changed = true;
                }
                Answer::Face(face) => {
                    for (nth, chosen) in [&mut self.chosen.chinese, &mut self.chosen.english].into_iter().enumerate() {
                        if self.asked[nth].as_deref() == Some(face.family.as_str()) {
                            *chosen = Some(face.clone());
                            changed = true;
                        }
                    }
                }
            }
        }
        changed
    }

    /// Sees to it that side `nth` (0 Chinese, 1 English) gets `family`; whether faces change at once.
    fn follow(&mut self, nth: usize, family: Option<&str>) -> bool {
        if self.asked[nth].as_deref() == family {
            return false;
        }
        self.asked[nth] = family.map(str::to_owned);
        if let Some(family) = family {
            self.machine.ask_face(family);
            return false;
        }
        let chosen = if nth == 0 { &mut self.chosen.chinese } else { &mut self.chosen.english };
        chosen.take().is_some()
    }
}

/// The families of this module, each a list of faces that are asked in turn for a character.
fn definitions(chosen: &Chosen) -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let mut add = |name: &str, data: FontData| {
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
        name.to_owned()
    };
    let [serif, serif_bold, serif_italic, sans, sans_bold, serif_sc, sans_sc, symbols] =
        Face::ALL.map(|face| add(face.name(), face.data()));
    let own = |loaded: &Option<Loaded>, add: &mut dyn FnMut(&str, FontData) -> String| -> Vec<String> {
        loaded.iter().map(|face| add(&format!("own {}", face.family), face.data.clone())).collect()
    };
    let own_chinese = own(&chosen.chinese, &mut add);
    let own_english = own(&chosen.english, &mut add);
    let last: Vec<String> =
        chosen.last_resort.iter().map(|face| add(&format!("last {}", face.family), face.data.clone())).collect();

    let tail = [vec![symbols], last].concat();
    let chain = |parts: &[&[&String]]| -> Vec<String> { parts.concat().into_iter().chain(&tail).cloned().collect() };
    let own_chinese: &[&String] = &own_chinese.iter().collect::<Vec<_>>();
    let own_english: &[&String] = &own_english.iter().collect::<Vec<_>>();
    fonts.families = [
        (chinese(), chain(&[own_chinese, &[&serif_sc, &serif, &sans]])),
        (chinese_bold(), chain(&[own_chinese, &[&serif_sc, &serif_bold, &sans]])),
        (english(), chain(&[own_english, &[&serif], own_chinese, &[&serif_sc, &sans]])),
        (english_bold(), chain(&[&[&serif_bold], own_chinese, &[&serif_sc, &sans]])),
        (english_italic(), chain(&[&[&serif_italic], own_chinese, &[&serif_sc, &sans]])),
        (FontFamily::Proportional, chain(&[&[&sans, &sans_sc, &serif_sc]])),
        (FontFamily::Monospace, chain(&[&[&sans, &sans_sc, &serif_sc]])),
        (interface_bold(), chain(&[&[&sans_bold, &sans_sc, &serif_sc, &sans]])),
    ]
    .into();
    fonts
}

#[cfg(test)]
mod tests {
    use eframe::egui::FontId;

    use super::*;

    #[test]
    fn every_family_draws_both_languages_and_their_marks() {
        let ctx = Context::default();
        install(&ctx, &Settings::default());
        let mut output = ctx.run_ui(eframe::egui::RawInput::default(), |ui| {
            let families = [
                chinese(),
                chinese_bold(),
                english(),
                english_bold(),
                english_italic(),
                interface_bold(),
                FontFamily::Proportional,
            ];
            for family in families {
                let font = FontId::new(16.0, family);
                for letter in "对照囘羣覩綫幷衆裏，。：“”——…《》（）The “quick” fox — ¶5.3 · ’ – é".chars()
                {
                    assert!(ui.fonts_mut(|fonts| fonts.has_glyph(&font, letter)), "{letter} in {font:?}");
                }
            }
        });
        output.textures_delta.clear();
    }

    #[test]
    fn quotation_marks_of_the_chinese_column_are_wide() {
        let ctx = Context::default();
        install(&ctx, &Settings::default());
        let mut output = ctx.run_ui(eframe::egui::RawInput::default(), |ui| {
            let width = |family, letter| ui.fonts_mut(|fonts| fonts.glyph_width(&FontId::new(20.0, family), letter));
            for letter in ['“', '”', '…'] {
                assert!(width(chinese(), letter) > 19.0, "{letter} is narrow in the Chinese column");
                assert!(width(english(), letter) < 19.0, "{letter} is wide in the English column");
            }
        });
        output.textures_delta.clear();
    }
}
