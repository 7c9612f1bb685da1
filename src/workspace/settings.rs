//! How the reader likes it: read field by field, so that one bad value never resets the rest.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Paths, Problem, Setting, Workspace};

/// Everything a person can set. What is written is one JSON object with these names.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Settings {
    /// Colours.
    pub theme: Theme,
    /// Size of the text in percent, 50 to 300.
    pub text_percent: u16,
    /// The source column's share of the width, 0.25 to 0.75.
    pub source_share: f32,
    /// Family name of the Chinese face; the shipped one if none.
    pub chinese_face: Option<String>,
    /// Family name of the English face; the shipped one if none.
    pub english_face: Option<String>,
    /// Whether the left panel is open.
    pub left_panel: bool,
    /// Whether the right panel is open.
    pub right_panel: bool,
    /// What the left panel shows.
    pub left_tab: LeftTab,
    /// What the right panel shows.
    pub right_tab: RightTab,
    /// Width of the left panel in points, 120 to 800.
    pub left_width: f32,
    /// Width of the right panel in points, 120 to 800.
    pub right_width: f32,
    /// Whether a document without a translation has a second column, to type one in.
    pub drafting: bool,
    /// The name that notes are signed with; empty for none.
    pub author: String,
    /// Whether the name was asked for when the first note was written.
    pub author_asked: bool,
    /// What the window is for just now.
    pub mode: Mode,
    /// What Align mode pairs.
    pub align_level: AlignLevel,
    /// What going on to the next pair looks for.
    pub wanted: Wanted,
    /// Whether confirming a pair confirms all pairs above it that nobody has looked at.
    pub confirm_above: bool,
    /// Where confirming a pair goes on to.
    pub after_confirm: AfterConfirm,
    /// Size and place of the window when it was last closed.
    pub window: Option<WindowPlace>,
}

/// Colours of the window.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// Light or dark as the system has it.
    #[default]
    System,
    /// Dark ink on warm white.
    Light,
    /// Light ink on warm black.
    Dark,
    /// Brown ink on yellowed paper.
    Paper,
}

/// What the left panel shows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftTab {
    /// The documents.
    Library,
    /// Headings and rows of the document that is shown.
    #[default]
    Contents,
    /// The search.
    Search,
}

/// What the right panel shows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RightTab {
    /// The notes on the document that is shown.
    #[default]
    Notes,
    /// Why the chosen pair stands as it does.
    Pair,
    /// What is known about it.
    Details,
}

/// What the window is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Reading.
    #[default]
    Read,
    /// Saying what translates what.
    Align,
}

/// What is paired.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlignLevel {
    /// Sentences.
    #[default]
    Sentences,
    /// Passages.
    Paragraphs,
}

/// Where confirming a pair goes on to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AfterConfirm {
    /// To the pair below.
    #[default]
    NextPair,
    /// To the next one of those that are wanted.
    NextWanted,
}

/// Pairs that a person goes through one after the other.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wanted {
    /// What somebody should look at: marked for review, unsure, or without a partner.
    #[default]
    ToReview,
    /// Where the aligner is unsure.
    Unsure,
    /// What nobody has confirmed.
    Unconfirmed,
    /// What is not one of each side.
    NotOneToOne,
    /// What has no partner.
    Unpaired,
    /// What has a note.
    Noted,
    /// What holds a number or a name whose other side stands in a pair nearby.
    Strays,
}

/// Size and place of the window, in points.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Width of what is inside its frame.
    pub width: f32,
    /// Height of what is inside its frame.
    pub height: f32,
    /// Left edge on the desktop, where the system tells.
    #[serde(default)]
    pub x: Option<f32>,
    /// Upper edge on the desktop, where the system tells.
    #[serde(default)]
    pub y: Option<f32>,
    /// Whether it fills the screen.
    #[serde(default)]
    pub maximized: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            text_percent: 100,
            source_share: 0.5,
            chinese_face: None,
            english_face: None,
            left_panel: true,
            right_panel: true,
            left_tab: LeftTab::Contents,
            right_tab: RightTab::Notes,
            left_width: 226.0,
            right_width: 316.0,
            drafting: false,
            author: String::new(),
            author_asked: false,
            mode: Mode::Read,
            align_level: AlignLevel::Sentences,
            wanted: Wanted::ToReview,
            confirm_above: false,
            after_confirm: AfterConfirm::NextPair,
            window: None,
        }
    }
}

impl Settings {
    /// Takes every setting that `object` has a good value for, the default for each other.
    fn from_object(object: &Map<String, Value>) -> Self {
        let default = Self::default();
        Self {
            theme: field(object, "theme", default.theme),
            text_percent: field(object, "text_percent", default.text_percent),
            source_share: field(object, "source_share", default.source_share),
            chinese_face: field(object, "chinese_face", default.chinese_face),
            english_face: field(object, "english_face", default.english_face),
            left_panel: field(object, "left_panel", default.left_panel),
            right_panel: field(object, "right_panel", default.right_panel),
            left_tab: field(object, "left_tab", default.left_tab),
            right_tab: field(object, "right_tab", default.right_tab),
            left_width: field(object, "left_width", default.left_width),
            right_width: field(object, "right_width", default.right_width),
            drafting: field(object, "drafting", default.drafting),
            author: field(object, "author", default.author),
            author_asked: field(object, "author_asked", default.author_asked),
            mode: field(object, "mode", default.mode),
            align_level: field(object, "align_level", default.align_level),
            wanted: field(object, "wanted", default.wanted),
            confirm_above: field(object, "confirm_above", default.confirm_above),
            after_confirm: field(object, "after_confirm", default.after_confirm),
            window: field(object, "window", default.window),
        }
        .in_range()
    }

    /// Brings every value into its range; what is no number becomes the default.
    fn in_range(mut self) -> Self {
        let default = Self::default();
        self.text_percent = self.text_percent.clamp(50, 300);
        self.source_share = clamp(self.source_share, 0.25, 0.75, default.source_share);
        self.left_width = clamp(self.left_width, 120.0, 800.0, default.left_width);
        self.right_width = clamp(self.right_width, 120.0, 800.0, default.right_width);
        // A name is one line, and what no name needs is cut off.
        self.author = self.author.chars().filter(|c| !c.is_control()).take(200).collect();
        self.window = self.window.filter(WindowPlace::is_usable);
        self
    }

    fn apply(&mut self, setting: Setting) {
        match setting {
            Setting::Theme(theme) => self.theme = theme,
            Setting::TextPercent(percent) => self.text_percent = percent,
            Setting::SourceShare(share) => self.source_share = share,
            Setting::ChineseFace(face) => self.chinese_face = face,
            Setting::EnglishFace(face) => self.english_face = face,
            Setting::LeftPanel(open) => self.left_panel = open,
            Setting::RightPanel(open) => self.right_panel = open,
            Setting::LeftTab(tab) => self.left_tab = tab,
            Setting::RightTab(tab) => self.right_tab = tab,
            Setting::Drafting(on) => self.drafting = on,
            Setting::Author(name) => self.author = name,
            Setting::AuthorAsked(asked) => self.author_asked = asked,
            Setting::Mode(mode) => self.mode = mode,
            Setting::AlignLevel(level) => self.align_level = level,
            Setting::Wanted(wanted) => self.wanted = wanted,
            Setting::ConfirmAbove(all) => self.confirm_above = all,
            Setting::AfterConfirm(to) => self.after_confirm = to,
            Setting::LeftWidth(width) => self.left_width = width,
            Setting::RightWidth(width) => self.right_width = width,
            Setting::Window(place) => self.window = Some(place),
        }
    }
}

impl WindowPlace {
    /// Whether a window of this size and place can be seen and held.
    fn is_usable(&self) -> bool {
        let sizes = [self.width, self.height];
        let edges = [self.x, self.y];
        sizes.iter().all(|size| (100.0..=100_000.0).contains(size))
            && edges.iter().flatten().all(|edge| edge.abs() <= 100_000.0)
    }
}

impl Workspace {
    pub(super) fn set(&mut self, setting: Setting) {
        let mut changed = self.settings.clone();
        changed.apply(setting);
        let changed = changed.in_range();
        if changed != self.settings {
            self.settings = changed;
            self.saver.save_settings(self.settings.clone());
        }
    }
}

/// Reads the settings. A file that is no JSON object is set aside under another name, and the second value says so.
pub(super) fn load(paths: &Paths) -> (Settings, Option<Problem>) {
    let path = paths.settings();
    let Ok(bytes) = std::fs::read(&path) else { return (Settings::default(), None) };
    if let Ok(Value::Object(object)) = serde_json::from_slice(&bytes) {
        return (Settings::from_object(&object), None);
    }
    let aside = path.with_extension("json.damaged");
    let advice = match std::fs::rename(&path, &aside) {
        Ok(()) => format!("The old file is kept as {}.", aside.display()),
        Err(_) => String::new(),
    };
    let what = "The settings could not be read, so the usual ones are in use".to_owned();
    (Settings::default(), Some(Problem { what, path: Some(path), advice }))
}

fn field<T: DeserializeOwned>(object: &Map<String, Value>, name: &str, default: T) -> T {
    match object.get(name) {
        Some(value) => T::deserialize(value).unwrap_or(default),
        None => default,
    }
}

fn clamp(value: f32, low: f32, high: f32, default: f32) -> f32 {
    if value.is_finite() { value.clamp(low, high) } else { default }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Settings {
        let Ok(Value::Object(object)) = serde_json::from_str(json) else { panic!("{json} is no object") };
        Settings::from_object(&object)
    }

    #[test]
    fn one_bad_value_resets_nothing_else() {
        type Case = (&'static str, Value, fn(&mut Settings));
        let good = Settings {
            theme: Theme::Paper,
            text_percent: 130,
            chinese_face: Some("思源宋体".to_owned()),
            left_panel: false,
            drafting: true,
            ..Settings::default()
        };
        let good_json = serde_json::to_value(&good).expect("settings are JSON");
        let bad: [Case; 12] = [
            ("theme", "霓虹".into(), |settings| settings.theme = Theme::System),
            ("text_percent", (-3).into(), |settings| settings.text_percent = 100),
            ("text_percent", 9000.into(), |settings| settings.text_percent = 300),
            ("source_share", "half".into(), |settings| settings.source_share = 0.5),
            ("source_share", 0.01.into(), |settings| settings.source_share = 0.25),
            ("chinese_face", 7.into(), |settings| settings.chinese_face = None),
            ("left_panel", "yes".into(), |settings| settings.left_panel = true),
            ("drafting", "on".into(), |settings| settings.drafting = false),
            ("left_tab", Value::Null, |settings| settings.left_tab = LeftTab::Contents),
            ("left_width", 1e300.into(), |settings| settings.left_width = 226.0),
            ("window", serde_json::json!({"width": 0, "height": 5}), |settings| settings.window = None),
            ("of_a_later_version", 1.into(), |_| ()),
        ];
        for (name, value, reset) in bad {
            let mut json = good_json.clone();
            json[name] = value;
            let mut expected = good.clone();
            reset(&mut expected);
            assert_eq!(read(&json.to_string()), expected, "{name}: {}", json[name]);
        }
    }

    #[test]
    fn settings_come_back_as_they_were_written() {
        let window = WindowPlace { width: 1024.0, height: 700.0, x: Some(-3.0), y: None, maximized: false };
        for settings in [
            Settings::default(),
            Settings {
                theme: Theme::Dark,
                english_face: Some("Noto Serif".to_owned()),
                source_share: 0.4,
                left_tab: LeftTab::Library,
                window: Some(window),
                ..Settings::default()
            },
        ] {
            assert_eq!(read(&serde_json::to_string(&settings).expect("settings are JSON")), settings);
        }
    }

    #[test]
    fn a_damaged_file_is_set_aside_not_overwritten() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let paths = Paths::inside(folder.path().to_owned());
        std::fs::write(paths.settings(), "主题=dark").expect("the folder is writable");
        let (settings, problem) = load(&paths);
        assert_eq!(settings, Settings::default());
        assert!(problem.is_some_and(|problem| problem.advice.contains("damaged")));
        let kept = std::fs::read_to_string(folder.path().join("settings.json.damaged"));
        assert_eq!(kept.expect("the old file is kept"), "主题=dark");
    }
}
