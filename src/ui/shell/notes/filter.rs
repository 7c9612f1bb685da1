//! Which notes the list shows: what was typed and chosen, as data. Texts are compared in one character form, so that
//! 領土 finds 领土.

use crate::model::{Annotation, Colour, Draft, Motivation, SideName, Standing};
use crate::text::fold::fold;

/// What is asked of the notes. Nothing asked lets all of them through.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Filter {
    /// Words that must all stand in text, quotations, tags or author.
    pub(crate) text: String,
    /// A tag.
    pub(crate) tag: Option<String>,
    /// A colour.
    pub(crate) colour: Option<Colour>,
    /// The sides that a note is about.
    pub(crate) sides: Option<Sides>,
    /// Who wrote it; an empty name asks for unknown authors.
    pub(crate) author: Option<String>,
    /// What it is.
    pub(crate) kind: Option<Kind>,
    /// Where it is in its life.
    pub(crate) state: Option<State>,
}

/// The sides that a note is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Sides {
    /// The source alone.
    Source,
    /// The translation alone.
    Translation,
    /// Both.
    Both,
}

/// What a note is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Kind {
    /// A note or bookmark, by why it was made.
    Note(Motivation),
    /// A draft of a translation.
    Draft,
}

/// Where a note is in its life.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum State {
    /// Not settled yet.
    Open,
    /// Settled.
    Resolved,
    /// Moved with its text, and nobody has said yet that it is right there.
    ToConfirm,
    /// Without a place.
    Lost,
}

impl State {
    /// All of them, in the order offered.
    pub(crate) const ALL: [Self; 4] = [Self::Open, Self::Resolved, Self::ToConfirm, Self::Lost];

    /// As people call it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Resolved => "Resolved",
            Self::ToConfirm => "To confirm",
            Self::Lost => "Lost",
        }
    }

    fn holds(self, resolved: bool, standing: &Standing) -> bool {
        match self {
            Self::Open => !resolved,
            Self::Resolved => resolved,
            Self::ToConfirm => matches!(standing, Standing::ToConfirm { .. }),
            Self::Lost => *standing == Standing::Lost,
        }
    }
}

impl Sides {
    /// All of them, in the order offered.
    pub(crate) const ALL: [Self; 3] = [Self::Source, Self::Translation, Self::Both];

    /// The sides of a note; nothing for one that is about no place.
    pub(crate) fn of(note: &Annotation) -> Option<Self> {
        match SideName::BOTH.map(|side| note.target(side).is_some()) {
            [true, true] => Some(Self::Both),
            [true, false] => Some(Self::Source),
            [false, true] => Some(Self::Translation),
            [false, false] => None,
        }
    }
}

/// What was typed, ready to be looked for.
pub(super) struct Words(Vec<String>);

impl Words {
    /// Whether nothing was typed.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all of them stand in `text`, which [`findable`] made.
    pub(super) fn are_in(&self, text: &str) -> bool {
        self.0.iter().all(|word| text.contains(word.as_str()))
    }
}

impl Filter {
    /// Whether it asks anything.
    pub(crate) fn is_active(&self) -> bool {
        *self != Self { text: self.text.clone(), ..Self::default() } || !self.text.trim().is_empty()
    }

    /// How many of its choices ask something.
    pub(crate) fn chosen(&self) -> usize {
        let Self { text: _, tag, colour, sides, author, kind, state } = self;
        let asked =
            [tag.is_some(), colour.is_some(), sides.is_some(), author.is_some(), kind.is_some(), state.is_some()];
        asked.into_iter().filter(|asked| *asked).count()
    }

    /// What was typed, word for word.
    pub(super) fn words(&self) -> Words {
        Words(folded(&self.text).split_whitespace().map(str::to_owned).collect())
    }

    /// Whether a thread that starts with `head` may be shown, as far as its head tells.
    pub(super) fn takes_head(&self, head: &Annotation) -> bool {
        is_asked(self.colour.as_ref(), |colour| head.colour == Some(*colour))
            && is_asked(self.sides.as_ref(), |sides| Sides::of(head) == Some(*sides))
            && is_asked(self.kind.as_ref(), |kind| *kind == Kind::Note(head.motivation.clone()))
            && is_asked(self.state.as_ref(), |state| state.holds(head.resolved, &head.standing()))
    }

    /// Whether a note of a thread has what is asked of any one of them, besides the words.
    pub(super) fn takes_note(&self, note: &Annotation) -> bool {
        is_asked(self.tag.as_ref(), |tag| note.tags.contains(tag))
            && is_asked(self.author.as_ref(), |author| *author == note.author)
    }

    /// Whether a draft is asked for, but for the words. It has neither tags nor colour, and is never settled.
    pub(super) fn takes_draft(&self, draft: &Draft) -> bool {
        let side = match draft.target.side {
            SideName::Source => Sides::Source,
            SideName::Translation => Sides::Translation,
        };
        self.tag.is_none()
            && self.colour.is_none()
            && is_asked(self.sides.as_ref(), |sides| *sides == side)
            && is_asked(self.author.as_ref(), |author| *author == draft.author)
            && is_asked(self.kind.as_ref(), |kind| *kind == Kind::Draft)
            && is_asked(self.state.as_ref(), |state| state.holds(false, &draft.target.standing))
    }
}

fn is_asked<T>(asked: Option<&T>, holds: impl Fn(&T) -> bool) -> bool {
    asked.is_none_or(holds)
}

/// All that words are looked for in: text, quotations, tags, author.
pub(super) fn findable(note: &Annotation) -> String {
    let quotes = note.targets.iter().map(|target| target.selector.exact.as_str());
    let parts = [note.text.as_str(), note.author.as_str()].into_iter().chain(note.tags.iter().map(String::as_str));
    folded(&parts.chain(quotes).collect::<Vec<_>>().join("\n"))
}

/// The same of a draft.
pub(super) fn findable_draft(draft: &Draft) -> String {
    folded(&[draft.text.as_str(), draft.author.as_str(), draft.target.selector.exact.as_str()].join("\n"))
}

/// Text in one character form and in lower case.
pub(super) fn folded(text: &str) -> String {
    fold(text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{draft, note, target};
    use super::*;
    use crate::model::Selector;

    #[test]
    fn words_are_found_in_any_character_form_and_anywhere() {
        let mut one = note("甲", "成千上万的人, the FIGURE is firmer");
        one.tags = vec!["數字".to_owned()];
        one.author = "Wáng".to_owned();
        one.targets = vec![target(SideName::Source, "越界进入苏联領土", Standing::Sure)];
        for (typed, expected) in [
            ("領土", true),
            ("领土 figure", true),
            ("figure 领土 数字 wáng", true),
            ("領土 外逃", false),
            ("  ", true),
            ("", true),
        ] {
            let filter = Filter { text: typed.to_owned(), ..Filter::default() };
            assert_eq!(filter.words().are_in(&findable(&one)), expected, "{typed}");
            assert_eq!(filter.is_active(), !typed.trim().is_empty(), "{typed}");
        }
    }

    #[test]
    fn each_choice_asks_for_itself() {
        let moved = Standing::ToConfirm { was: Selector::default() };
        let mut one = note("甲", "数字");
        one.motivation = Motivation::Questioning;
        one.colour = Some(Colour::Blue);
        one.tags = vec!["数字".to_owned()];
        one.author = "王".to_owned();
        one.targets =
            vec![target(SideName::Source, "领土", moved), target(SideName::Translation, "land", Standing::Sure)];
        let nothing = Filter::default();
        let asked = |filter: &Filter| filter.takes_head(&one) && filter.takes_note(&one);
        assert!(asked(&nothing) && nothing.chosen() == 0 && !nothing.is_active());
        for (filter, expected) in [
            (Filter { tag: Some("数字".to_owned()), ..nothing.clone() }, true),
            (Filter { tag: Some("數字".to_owned()), ..nothing.clone() }, false),
            (Filter { colour: Some(Colour::Blue), ..nothing.clone() }, true),
            (Filter { colour: Some(Colour::Red), ..nothing.clone() }, false),
            (Filter { sides: Some(Sides::Both), ..nothing.clone() }, true),
            (Filter { sides: Some(Sides::Source), ..nothing.clone() }, false),
            (Filter { author: Some("王".to_owned()), ..nothing.clone() }, true),
            (Filter { author: Some(String::new()), ..nothing.clone() }, false),
            (Filter { kind: Some(Kind::Note(Motivation::Questioning)), ..nothing.clone() }, true),
            (Filter { kind: Some(Kind::Draft), ..nothing.clone() }, false),
            (Filter { state: Some(State::Open), ..nothing.clone() }, true),
            (Filter { state: Some(State::Resolved), ..nothing.clone() }, false),
            (Filter { state: Some(State::ToConfirm), ..nothing.clone() }, true),
            (Filter { state: Some(State::Lost), ..nothing.clone() }, false),
        ] {
            assert_eq!(asked(&filter), expected, "{filter:?}");
            assert!(filter.chosen() == 1 && filter.is_active());
        }
    }

    #[test]
    fn drafts_have_neither_tags_nor_colour() {
        let one = draft("稿", "草稿");
        let nothing = Filter::default();
        for (filter, expected) in [
            (nothing.clone(), true),
            (Filter { tag: Some("数字".to_owned()), ..nothing.clone() }, false),
            (Filter { kind: Some(Kind::Draft), ..nothing.clone() }, true),
            (Filter { kind: Some(Kind::Note(Motivation::Commenting)), ..nothing.clone() }, false),
            (Filter { sides: Some(Sides::Source), ..nothing.clone() }, true),
            (Filter { state: Some(State::Resolved), ..nothing.clone() }, false),
        ] {
            assert_eq!(filter.takes_draft(&one), expected, "{filter:?}");
        }
    }
}
