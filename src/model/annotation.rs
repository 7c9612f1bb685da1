//! What people write on a document: notes, bookmarks, and drafts of translations. No I/O, no clock: ids and times come
//! in as values.
//!
//! The words are those of the W3C Web Annotation Data Model (2017): motivation, target, selector.

use std::fmt;
use std::sync::Arc;

use super::SideName;
use crate::text::Language;
use crate::text::script::detect;

/// Names an annotation for ever: an IRI. Ours are `urn:uuid:…`; those of other programs stay as they are.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AnnotationId(pub Arc<str>);

impl fmt::Display for AnnotationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A moment: whole seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Timestamp(pub i64);

/// Something a person said about a place of one side, or of both.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Annotation {
    /// Its name.
    pub id: AnnotationId,
    /// Why it was made.
    pub motivation: Motivation,
    /// What it is about: a place of one side, or one of each. Empty for a reply.
    pub targets: Vec<Target>,
    /// The text, as Markdown; the name of a bookmark. Empty for a bare highlight.
    pub text: String,
    /// Tags, in the order given, each once.
    pub tags: Vec<String>,
    /// The colour of the highlight.
    pub colour: Option<Colour>,
    /// Who wrote it; empty where unknown.
    pub author: String,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was last changed, if it was.
    pub modified: Option<Timestamp>,
    /// Whether what it asks is settled.
    pub resolved: bool,
    /// What it replies to.
    pub reply_to: Option<AnnotationId>,
    /// What another program said that has no place above: the members of a JSON object, kept word for word so that
    /// they leave the program as they came. Nothing where there is nothing.
    pub other: Option<Arc<str>>,
}

impl Annotation {
    /// An annotation that says nothing yet, about no place, by nobody.
    pub fn new(id: AnnotationId, motivation: Motivation) -> Self {
        Self {
            id,
            motivation,
            targets: Vec::new(),
            text: String::new(),
            tags: Vec::new(),
            colour: None,
            author: String::new(),
            created: None,
            modified: None,
            resolved: false,
            reply_to: None,
            other: None,
        }
    }

    /// The target on `side`, if it has one.
    pub fn target(&self, side: SideName) -> Option<&Target> {
        self.targets.iter().find(|target| target.side == side)
    }

    /// Whether it is about both sides.
    pub fn is_on_both_sides(&self) -> bool {
        SideName::BOTH.iter().all(|side| self.target(*side).is_some())
    }

    /// How surely it stands where it stands: as surely as its least sure target.
    pub fn standing(&self) -> Standing {
        self.targets.iter().map(|target| target.standing.clone()).max_by_key(Standing::doubt).unwrap_or_default()
    }
}

/// Why an annotation was made. The names are those of the W3C vocabulary.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Motivation {
    /// To mark text with a colour.
    Highlighting,
    /// To say something.
    Commenting,
    /// To ask something.
    Questioning,
    /// To find the place again.
    Bookmarking,
    /// To judge a translation, as a reviewer.
    Assessing,
    /// To answer another annotation.
    Replying,
    /// What another program wanted with it: the name of its motivation.
    Other(Arc<str>),
}

impl Motivation {
    /// The motivations that a person can choose for a note.
    pub const CHOICES: [Self; 4] = [Self::Commenting, Self::Questioning, Self::Assessing, Self::Highlighting];

    /// Its name in the vocabulary, `commenting` for instance.
    pub fn name(&self) -> &str {
        match self {
            Self::Highlighting => "highlighting",
            Self::Commenting => "commenting",
            Self::Questioning => "questioning",
            Self::Bookmarking => "bookmarking",
            Self::Assessing => "assessing",
            Self::Replying => "replying",
            Self::Other(name) => name,
        }
    }

    /// The motivation of that name.
    pub fn named(name: &str) -> Self {
        match name {
            "highlighting" => Self::Highlighting,
            "commenting" => Self::Commenting,
            "questioning" => Self::Questioning,
            "bookmarking" => Self::Bookmarking,
            "assessing" => Self::Assessing,
            "replying" => Self::Replying,
            other => Self::Other(other.into()),
        }
    }
}

/// The colours of highlights. The window decides what each looks like in a theme.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Colour {
    /// The one that a note has unless another is chosen.
    Yellow,
    /// The second.
    Blue,
    /// The third.
    Red,
    /// The fourth.
    Green,
    /// The fifth.
    Purple,
}

impl Colour {
    /// All colours, in the order offered.
    pub const ALL: [Self; 5] = [Self::Yellow, Self::Blue, Self::Red, Self::Green, Self::Purple];

    /// Its name, in files and for screen readers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Blue => "blue",
            Self::Red => "red",
            Self::Green => "green",
            Self::Purple => "purple",
        }
    }

    /// The colour of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.name() == name)
    }
}

/// A place of one side.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// The side.
    pub side: SideName,
    /// Where it stands, or last stood if it is lost.
    pub selector: Selector,
    /// How surely it stands there.
    pub standing: Standing,
}

/// How surely a target stands where its selector says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Standing {
    /// It was put there, or found again beyond doubt.
    #[default]
    Sure,
    /// It was moved there when the text changed, and a person has to say whether that is right.
    ToConfirm {
        /// Where it stood before.
        was: Selector,
    },
    /// Its text was not found; the selector says where it last stood, in a text that is no longer there.
    Lost,
}

impl Standing {
    /// 0 for sure, 1 for to confirm, 2 for lost.
    fn doubt(&self) -> u8 {
        match self {
            Self::Sure => 0,
            Self::ToConfirm { .. } => 1,
            Self::Lost => 2,
        }
    }
}

/// A stretch of a side's text, said by position and by quotation.
///
/// The text is [`super::SideText`]'s: passages joined by line ends. Positions are code points of it, half-open and
/// zero-based; quotations are pieces of it. Prefix and suffix are what stands before and after, some characters long.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Selector {
    /// First code point.
    pub start: u32,
    /// First code point after.
    pub end: u32,
    /// The text itself.
    pub exact: String,
    /// What stands before it.
    pub prefix: String,
    /// What stands after it.
    pub suffix: String,
}

/// Names a draft for ever: `urn:uuid:…`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DraftId(pub Arc<str>);

/// A translation that a person types beside text without a partner, or another wording for text that has one. It never
/// changes the translation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// Its name.
    pub id: DraftId,
    /// A place of the source: the draft translates it. A place of the translation: it words that anew.
    pub target: Target,
    /// The text.
    pub text: String,
    /// Who wrote it; empty where unknown.
    pub author: String,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was last changed, if it was.
    pub modified: Option<Timestamp>,
}

impl Draft {
    /// A draft of which nobody knows who wrote it when.
    pub fn new(id: DraftId, target: Target, text: String) -> Self {
        Self { id, target, text, author: String::new(), created: None, modified: None }
    }

    /// Whether it words its own text anew, which is written in `language` and has a partner or not. A draft in the
    /// other language translates its text, as long as nothing else does.
    pub fn is_wording(&self, language: Language, has_partner: bool) -> bool {
        self.target.side == SideName::Translation && (has_partner || detect(&self.text) == Some(language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_what_they_name() {
        for colour in Colour::ALL {
            assert_eq!(Colour::named(colour.name()), Some(colour));
        }
        for name in ["highlighting", "commenting", "questioning", "bookmarking", "assessing", "replying", "編輯"] {
            assert_eq!(Motivation::named(name).name(), name);
        }
    }

    #[test]
    fn a_draft_translates_or_words_anew() {
        for (side, text, has_partner, expected) in [
            (SideName::Source, "The border is quiet.", false, false),
            (SideName::Source, "边界平静。", true, false),
            (SideName::Translation, "The border was quiet.", true, true),
            (SideName::Translation, "The border was quiet.", false, true),
            (SideName::Translation, "边界平静。", false, false),
            (SideName::Translation, "1962", false, false),
            (SideName::Translation, "1962", true, true),
        ] {
            let target = Target { side, selector: Selector::default(), standing: Standing::Sure };
            let draft = Draft::new(DraftId("甲".into()), target, text.to_owned());
            assert_eq!(draft.is_wording(Language::English, has_partner), expected, "{side:?} {text} {has_partner}");
        }
    }

    #[test]
    fn an_annotation_stands_as_its_least_sure_target() {
        let target = |side, standing| Target { side, selector: Selector::default(), standing };
        let moved = Standing::ToConfirm { was: Selector { exact: "領土".to_owned(), ..Selector::default() } };
        let annotation = Annotation {
            targets: vec![target(SideName::Source, moved.clone()), target(SideName::Translation, Standing::Sure)],
            text: "对吗？".to_owned(),
            ..Annotation::new(AnnotationId("urn:uuid:1".into()), Motivation::Commenting)
        };
        assert_eq!(annotation.standing(), moved);
        assert!(annotation.is_on_both_sides());
    }
}
