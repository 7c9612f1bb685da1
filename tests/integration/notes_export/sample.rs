//! A small document with notes of every kind, and the means to note other documents.

use std::sync::Arc;

use duizhao::align::align;
use duizhao::import;
use duizhao::model::{
    Annotation, AnnotationId, Colour, Document, Draft, DraftId, Motivation, Progress, Selector, SideName, Standing,
    Target, Timestamp, Work,
};

use crate::quoted::place_of;

const CHINESE: &str = "关于边境牧民过河放牧问题的备忘录

1961年5月12日，我们收到了地方政府的来信。来信说，有二百三十名牧民赶着牛羊过了河。

当地居民对此很不满意。他们要求派人调查，并且要求牧民返回。这难道不合理吗？

抄送：主席、总理、外交部、公安部、办公厅（3）
";
const ENGLISH: &str = "Memorandum on the Question of Herdsmen Crossing the River to Graze Their Animals

On 12 May 1961, we received a letter from the local government. The letter said that 230 herdsmen had crossed the river with their cattle and sheep.

The local residents are very dissatisfied with this. They demand that someone be sent to investigate, and that the herdsmen return. Isn't this reasonable?
";

pub(super) const SOURCE: SideName = SideName::Source;
pub(super) const TRANSLATION: SideName = SideName::Translation;

/// A document and the work on it, which grows by what is said about it.
pub(super) struct Desk {
    pub(super) document: Document,
    pub(super) work: Work,
}

impl Desk {
    pub(super) fn new(document: Document) -> Self {
        let alignment = align(&document, &Progress::default()).expect("nobody cancels");
        Self { document, work: Work::of(Arc::new(alignment)) }
    }

    /// The memorandum, without notes.
    pub(super) fn memo() -> Self {
        let mut document =
            import::read_pair((CHINESE.as_bytes(), "memo.zh.txt"), (ENGLISH.as_bytes(), "memo.en.txt")).expect("text");
        document.title = "Memorandum on herdsmen 备忘录".into();
        document.metadata.date = Some("1961-05-15".to_owned());
        document.metadata.citation = Some("“Memorandum,” May 15, 1961, Archive of Examples, 1-2-3.".to_owned());
        document.metadata.address = Some("https://example.org/record/123".to_owned());
        Self::new(document)
    }

    /// The first place of `side` that reads `quote`.
    pub(super) fn at(&self, side: SideName, quote: &str) -> Target {
        place_of(&self.document, side, quote)
    }

    /// Adds a note of the name `urn:example:NAME`.
    pub(super) fn note(
        &mut self,
        name: &str,
        motivation: Motivation,
        targets: Vec<Target>,
        text: &str,
    ) -> &mut Annotation {
        let made = self.work.annotations.len() as i64;
        let id = AnnotationId(format!("urn:example:{name}").into());
        let note = Annotation {
            targets,
            text: text.to_owned(),
            author: "Wang Fang 王芳".to_owned(),
            created: Some(Timestamp(1_714_555_800 + 86_400 * made)),
            ..Annotation::new(id.clone(), motivation)
        };
        let notes = Arc::make_mut(&mut self.work.annotations);
        Arc::make_mut(notes.entry(id).or_insert(Arc::new(note)))
    }

    pub(super) fn reply(&mut self, name: &str, to: &str, text: &str) -> &mut Annotation {
        let note = self.note(name, Motivation::Replying, Vec::new(), text);
        note.reply_to = Some(AnnotationId(format!("urn:example:{to}").into()));
        note.author = "Li Wei".into();
        note
    }

    pub(super) fn draft(&mut self, name: &str, target: Target, text: &str) {
        let id = DraftId(format!("urn:example:{name}").into());
        let draft = Draft {
            author: "Wang Fang 王芳".to_owned(),
            created: Some(Timestamp(1_714_600_000)),
            ..Draft::new(id.clone(), target, text.to_owned())
        };
        Arc::make_mut(&mut self.work.drafts).insert(id, Arc::new(draft));
    }
}

/// The memorandum with a note of every kind.
pub(super) fn noted() -> Desk {
    let mut desk = Desk::memo();
    let herdsmen = desk.at(SOURCE, "二百三十名牧民");
    let both = vec![herdsmen, desk.at(TRANSLATION, "230 herdsmen")];
    let note =
        desk.note("both", Motivation::Assessing, both, "The number is **right**.\n\n- 二百三十 = 230\n- see `¶2`");
    (note.colour, note.tags) = (Some(Colour::Yellow), vec!["numbers".to_owned(), "数字".to_owned()]);
    note.modified = Some(Timestamp(1_714_900_000));
    desk.reply("reply", "both", "Agreed.").resolved = true;
    desk.reply("reply-to-reply", "reply", "同意。");

    let sheep = desk.at(SOURCE, "牧民赶着牛羊过了河");
    let note = desk.note("overlap", Motivation::Questioning, vec![sheep], "Which river?");
    (note.colour, note.resolved, note.author) = (Some(Colour::Blue), true, "Li Wei".to_owned());

    let across = desk.at(TRANSLATION, "dissatisfied with this. They demand");
    desk.note("bare", Motivation::Highlighting, vec![across], "").colour = Some(Colour::Green);

    let place = desk.at(SOURCE, "当地居民");
    desk.note("mark", Motivation::Bookmarking, vec![place], "Where the *complaint* starts");

    let mut moved = desk.at(SOURCE, "这难道不合理吗");
    moved.standing =
        Standing::ToConfirm { was: Selector { exact: "这难道不合里吗".to_owned(), ..Selector::default() } };
    desk.note("moved", Motivation::Commenting, vec![moved], "Rhetorical.").colour = Some(Colour::Red);

    let gone = Selector { start: 3, end: 7, exact: "不在文中".to_owned(), ..Selector::default() };
    let gone = Target { side: SOURCE, selector: gone, standing: Standing::Lost };
    desk.note("gone", Motivation::Commenting, vec![gone], "It was there once.").author = String::new();

    let copy = desk.at(SOURCE, "抄送：主席、总理、外交部、公安部、办公厅（3）");
    desk.draft("translation", copy, "Copies to: the Chairman, the Premier (…)");
    let wording = desk.at(TRANSLATION, "very dissatisfied");
    desk.draft("wording", wording, "deeply discontented");
    desk
}
