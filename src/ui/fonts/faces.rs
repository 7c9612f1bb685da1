//! What the faces of the machine hold, and which of them to take.

use eframe::egui::FontData;
use fontdb::{Database, Family, ID, Query, Style, Weight};
use ttf_parser::Face;

use super::Loaded;
use super::machine::Families;
use crate::text::script::is_han;

/// Characters that a face of simplified Chinese has and a Japanese one has not.
const SIMPLIFIED: &str = "这们国说发";
/// The same for traditional Chinese: no kana sits among them, but Japanese writes 說 and 這 otherwise.
const TRADITIONAL: &str = "這們國說發";
/// What an English book needs.
const ENGLISH: &str = "aegqxyzAQRZ09,.;:?!“”‘’—–";

/// The fonts that are installed on the machine.
pub(super) struct Faces {
    database: Database,
}

impl Faces {
    /// Reads the names of all installed fonts, which takes a tenth of a second and more.
    pub(super) fn of_the_machine() -> Self {
        let mut database = Database::new();
        database.load_system_fonts();
        Self { database }
    }

    /// The families with Chinese and with English, each once.
    pub(super) fn families(&self) -> Families {
        let mut families = Families::default();
        for face in self.database.faces() {
            let Some((family, _)) = face.families.first() else { continue };
            if face.style != Style::Normal || face.weight != Weight::NORMAL || family.starts_with('.') {
                continue;
            }
            if rank(family) != Rank::Japanese
                && (self.has_all(face.id, SIMPLIFIED) || self.has_all(face.id, TRADITIONAL))
            {
                families.chinese.push(family.clone());
            }
            if self.has_all(face.id, ENGLISH) {
                families.english.push(family.clone());
            }
        }
        families.chinese.sort_by(|a, b| (rank(a), a).cmp(&(rank(b), b)));
        families.english.sort();
        families.chinese.dedup();
        families.english.dedup();
        families
    }

    /// The regular face of `family`.
    pub(super) fn load(&self, family: &str) -> Option<Loaded> {
        let id = self.database.query(&Query { families: &[Family::Name(family)], ..Query::default() })?;
        self.read(id, family)
    }

    /// The best face that has `character`: of simplified Chinese before traditional, a Japanese one only where no
    /// other has it, because it would draw the character in its own way.
    pub(super) fn with_character(&self, character: char) -> Option<Loaded> {
        let mut candidates: Vec<_> = self
            .database
            .faces()
            .filter(|face| face.style == Style::Normal)
            .filter_map(|face| face.families.first().map(|(family, _)| (face, family.as_str())))
            .collect();
        candidates.sort_by_key(|(face, family)| {
            let order = if is_han(character) { rank(family) } else { Rank::Simplified };
            (order, face.weight.0.abs_diff(Weight::NORMAL.0), *family)
        });
        let (face, family) = candidates.into_iter().find(|(face, _)| self.has(face.id, &[character]))?;
        self.read(face.id, family)
    }

    fn has_all(&self, id: ID, text: &str) -> bool {
        self.has(id, &text.chars().collect::<Vec<_>>())
    }

    fn has(&self, id: ID, characters: &[char]) -> bool {
        let found = self.database.with_face_data(id, |data, index| {
            Face::parse(data, index)
                .is_ok_and(|face| characters.iter().all(|character| face.glyph_index(*character).is_some()))
        });
        found.unwrap_or(false)
    }

    fn read(&self, id: ID, family: &str) -> Option<Loaded> {
        self.database.with_face_data(id, |data, index| {
            let mut font = FontData::from_owned(data.to_vec());
            font.index = index;
            Loaded { family: family.to_owned(), data: font }
        })
    }
}

/// Whose Chinese a family draws, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Rank {
    Simplified,
    Traditional,
    Unknown,
    Japanese,
}

/// What the name of a family tells of whose characters it draws.
fn rank(family: &str) -> Rank {
    const SIMPLIFIED: &[&str] =
        &["SC", "CN", "GB", "Hans", "WenQuanYi", "SimSun", "SimHei", "KaiTi", "FangSong", "YaHei"];
    const TRADITIONAL: &[&str] = &["TC", "HK", "TW", "Hant", "MingLiU", "JhengHei", "DFKai"];
    const JAPANESE: &[&str] =
        &["JP", "Japanese", "IPA", "Takao", "Mincho", "Gothic", "Hiragino", "Meiryo", "KR", "Korean"];
    let names_one = |marks: &[&str]| {
        marks
            .iter()
            .any(|mark| family.contains(mark) && (mark.len() > 2 || family.split([' ', '-']).any(|word| word == *mark)))
    };
    if names_one(SIMPLIFIED) {
        Rank::Simplified
    } else if names_one(TRADITIONAL) {
        Rank::Traditional
    } else if names_one(JAPANESE) {
        Rank::Japanese
    } else {
        Rank::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_whose_characters_a_family_draws() {
        for (family, expected) in [
            ("Noto Serif CJK SC", Rank::Simplified),
            ("Source Han Sans CN", Rank::Simplified),
            ("WenQuanYi Micro Hei", Rank::Simplified),
            ("Noto Sans CJK HK", Rank::Traditional),
            ("PMingLiU", Rank::Traditional),
            ("Noto Serif CJK JP", Rank::Japanese),
            ("IPAexMincho", Rank::Japanese),
            ("思源宋体", Rank::Unknown),
            ("SCADA Sans", Rank::Unknown),
        ] {
            assert_eq!(rank(family), expected, "{family}");
        }
    }
}
