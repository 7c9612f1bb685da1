//! What Align mode can be told to do: its part of the table of commands.

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use crate::model::SideName;
use crate::ui::shell::commands::{Action, CTRL, CTRL_SHIFT, Doing, Entry, Needs, PLAIN, Place, entry, key};
use crate::workspace::Wanted;

/// A command of Align mode, by what it does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) enum AlignAction {
    /// Chooses the box below.
    Down,
    /// Chooses the box above.
    Up,
    /// Takes a side in hand.
    Side(SideName),
    /// Chooses the pair below.
    NextPair,
    /// Chooses the pair above.
    PreviousPair,
    /// Chooses the pair below too.
    ExtendDown,
    /// Chooses the pair above too.
    ExtendUp,
    /// Chooses the first pair.
    FirstPair,
    /// Chooses the last pair.
    LastPair,
    /// Goes down by a page.
    PageDown,
    /// Goes up by a page.
    PageUp,
    /// Gives up what was begun.
    LetGo,
    /// Goes between sentences and paragraphs.
    SwitchLevel,
    /// Goes to the next pair of those that are wanted.
    Next,
    /// Goes to the one before.
    Previous,
    /// Says which pairs are wanted, and goes to the next one.
    Want(Wanted),
    /// Changes where confirming goes on to.
    SwitchAfterConfirm,
    /// Changes whether confirming a pair confirms all above.
    SwitchConfirmAbove,
    /// Joins the pair with the one above; several, with each other.
    MergeUp,
    /// Joins the pair with the one below.
    MergeDown,
    /// The first sentence of the side in hand goes to the pair above.
    FirstUp,
    /// The last one goes to the pair below.
    LastDown,
    /// The first sentence of the pair below comes to this one.
    TakeBelow,
    /// The last one of the pair above comes to this one.
    TakeAbove,
    /// Opens a gap on the side in hand.
    Push,
    /// Closes one.
    Pull,
    /// Inserts an empty row: the column of the side in hand goes down by one, from here on.
    ColumnDown,
    /// Takes one out: the column goes up by one.
    ColumnUp,
    /// Asks by how many.
    MoveColumn,
    /// Makes two pairs of one, before the chosen sentences.
    Split,
    /// Both sides of the pair stand alone.
    Unpair,
    /// Marks a sentence; the second one, on the other side, is paired with it.
    Mark,
    /// The pair and the one below take each other's translation.
    Swap,
    /// Says that the pair is right, and goes on to the next to look at.
    ConfirmAndSeek,
    /// Says that the pair has no partner on purpose, or takes that back.
    LeftOut,
    /// Begins to cut a sentence.
    CutSentence,
    /// Joins the chosen sentence with the next one.
    JoinSentences,
    /// Begins a row with this pair.
    CutRow,
    /// Takes back that a paragraph was cut from the one above.
    JoinPassage,
    /// Asks what a paragraph is.
    Call,
    /// Moves the caret by a clause, forward or back.
    CaretClause(bool),
    /// Moves it by a word.
    CaretWord(bool),
    /// Moves it by a character.
    CaretCharacter(bool),
    /// Cuts the sentence at the caret.
    CutHere,
    /// Cuts the paragraph at the caret.
    CutPassage,
    /// Cuts nothing.
    StopCutting,
    /// Aligns again what is not settled, as a proposal.
    Realign,
    /// Aligns the sentences of the row again, but for what is settled.
    RealignRow,
    /// Asks for a file with other pairs of the same texts.
    Compare,
    /// Goes from the differences to the pairs and back.
    Differences,
    /// Goes to the next difference.
    NextDifference,
    /// Goes to the one before.
    PreviousDifference,
    /// Scrolls the difference by so many pages.
    ScrollDifference(i32),
    /// Takes what is proposed.
    Take,
    /// Leaves what there is.
    Leave,
    /// Takes all that is proposed and not decided.
    TakeAll,
    /// Ends the going through, whatever is not decided.
    Drop,
}

use AlignAction::{
    Call, CaretCharacter, CaretClause, CaretWord, ColumnDown, ColumnUp, Compare, ConfirmAndSeek, CutHere, CutPassage,
    CutRow, CutSentence, Differences, Down, Drop, ExtendDown, ExtendUp, FirstPair, FirstUp, JoinPassage, JoinSentences,
    LastDown, LastPair, Leave, LeftOut, LetGo, Mark, MergeDown, MergeUp, MoveColumn, Next, NextDifference, NextPair,
    PageDown, PageUp, Previous, PreviousDifference, PreviousPair, Pull, Push, Realign, RealignRow, ScrollDifference,
    Side, Split, StopCutting, Swap, SwitchAfterConfirm, SwitchConfirmAbove, SwitchLevel, Take, TakeAbove, TakeAll,
    TakeBelow, Unpair, Up, Want,
};

const ALIGNING: &[Doing] = &[Doing::Aligning];
const CUTTING: &[Doing] = &[Doing::Cutting];
const COMPARING: &[Doing] = &[Doing::Comparing];
const ALIGNING_OR_COMPARING: &[Doing] = &[Doing::Aligning, Doing::Comparing];
const SHIFT: Modifiers = Modifiers::SHIFT;
const ALT: Modifiers = Modifiers::ALT;

const fn align(action: AlignAction, name: &'static str, keys: &'static [KeyboardShortcut], place: Place) -> Entry {
    entry(Action::Align(action), name, keys, place, Needs::Translation).only(ALIGNING)
}

/// The commands of Align mode, in the order of menu and palette.
pub(crate) const ALIGN_TABLE: &[Entry] = &[
    align(ConfirmAndSeek, "Confirm, then to the next to look at", &[key(SHIFT, Key::A)], Place::Pairs),
    align(LeftOut, "Left out on purpose", &[key(PLAIN, Key::L)], Place::Pairs),
    align(SwitchLevel, "Sentences or paragraphs", &[key(PLAIN, Key::P)], Place::Pairs),
    align(Realign, "Realign the rest…", &[key(PLAIN, Key::R)], Place::Pairs),
    align(RealignRow, "Realign the sentences of this row", &[key(SHIFT, Key::R)], Place::Pairs),
    align(Compare, "Compare with a file…", &[], Place::Pairs),
    align(SwitchAfterConfirm, "After confirming: the pair below, or the next to look at", &[], Place::Pairs),
    align(SwitchConfirmAbove, "Confirming a pair: it alone, or all above", &[], Place::Pairs),
    align(MergeUp, "Merge with the pair above", &[key(PLAIN, Key::Backspace)], Place::Group),
    align(MergeDown, "Merge with the pair below", &[key(PLAIN, Key::Delete)], Place::Group),
    align(FirstUp, "First sentence up", &[key(CTRL, Key::ArrowUp)], Place::Group),
    align(LastDown, "Last sentence down", &[key(CTRL, Key::ArrowDown)], Place::Group),
    align(TakeBelow, "Take the next sentence from below", &[key(CTRL_SHIFT, Key::ArrowDown)], Place::Group),
    align(TakeAbove, "Take the last sentence from above", &[key(CTRL_SHIFT, Key::ArrowUp)], Place::Group),
    align(Split, "Split the pair before the chosen sentences", &[key(PLAIN, Key::S)], Place::Group),
    align(Mark, "Mark a sentence, then pair it", &[key(PLAIN, Key::Space)], Place::Group),
    align(Unpair, "Unpair", &[key(PLAIN, Key::U)], Place::Group),
    align(Swap, "Swap order with the pair below", &[key(PLAIN, Key::X)], Place::Group),
    align(Push, "Push down, as far as there is room", &[key(PLAIN, Key::Enter)], Place::Group),
    align(Pull, "Pull up into the gap", &[key(SHIFT, Key::Enter)], Place::Group),
    align(
        ColumnDown,
        "Insert an empty row: column down",
        &[key(PLAIN, Key::Insert), key(ALT, Key::ArrowDown)],
        Place::Group,
    ),
    align(
        ColumnUp,
        "Take an empty row out: column up",
        &[key(SHIFT, Key::Insert), key(ALT, Key::ArrowUp)],
        Place::Group,
    ),
    align(MoveColumn, "Move the column by…", &[key(PLAIN, Key::M)], Place::Group),
    align(CutSentence, "Cut the sentence…", &[key(PLAIN, Key::C)], Place::Cut),
    align(JoinSentences, "Join with the next sentence", &[key(SHIFT, Key::C)], Place::Cut),
    align(CutRow, "Begin a row with this pair", &[key(SHIFT, Key::S)], Place::Cut),
    align(JoinPassage, "Join the paragraph with the one above", &[key(SHIFT, Key::J)], Place::Cut),
    align(Call, "What the paragraph is…", &[key(PLAIN, Key::T)], Place::Cut),
    align(CutHere, "Cut the sentence here", &[key(PLAIN, Key::Enter), key(PLAIN, Key::C)], Place::Cut).only(CUTTING),
    align(CutPassage, "Cut the paragraph here", &[key(PLAIN, Key::P)], Place::Cut).only(CUTTING),
    align(StopCutting, "Cut nothing", &[key(PLAIN, Key::Escape)], Place::Cut).only(CUTTING),
    align(CaretClause(true), "Caret to the next clause", &[key(PLAIN, Key::ArrowRight)], Place::Move).only(CUTTING),
    align(CaretClause(false), "Caret to the clause before", &[key(PLAIN, Key::ArrowLeft)], Place::Move).only(CUTTING),
    align(CaretWord(true), "Caret to the next word", &[key(CTRL, Key::ArrowRight)], Place::Move).only(CUTTING),
    align(CaretWord(false), "Caret to the word before", &[key(CTRL, Key::ArrowLeft)], Place::Move).only(CUTTING),
    align(CaretCharacter(true), "Caret a character on", &[key(SHIFT, Key::ArrowRight)], Place::Move).only(CUTTING),
    align(CaretCharacter(false), "Caret a character back", &[key(SHIFT, Key::ArrowLeft)], Place::Move).only(CUTTING),
    align(NextDifference, "Next difference", &[key(PLAIN, Key::ArrowDown), key(PLAIN, Key::N)], Place::Differences)
        .only(COMPARING),
    align(
        PreviousDifference,
        "Previous difference",
        &[key(PLAIN, Key::ArrowUp), key(SHIFT, Key::N)],
        Place::Differences,
    )
    .only(COMPARING),
    align(ScrollDifference(1), "Further down in the difference", &[key(PLAIN, Key::PageDown)], Place::Move)
        .only(COMPARING),
    align(ScrollDifference(-1), "Further up in the difference", &[key(PLAIN, Key::PageUp)], Place::Move)
        .only(COMPARING),
    align(Take, "Take this difference", &[key(PLAIN, Key::T), key(PLAIN, Key::Enter)], Place::Differences)
        .only(COMPARING),
    align(Leave, "Leave this difference", &[key(PLAIN, Key::L), key(PLAIN, Key::Backspace)], Place::Differences)
        .only(COMPARING),
    align(TakeAll, "Take all differences left", &[key(SHIFT, Key::T)], Place::Differences).only(COMPARING),
    align(Differences, "Differences, or the pairs meanwhile", &[key(PLAIN, Key::D)], Place::Differences)
        .only(ALIGNING_OR_COMPARING),
    align(Drop, "Done with the differences", &[key(PLAIN, Key::Escape)], Place::Differences).only(COMPARING),
    align(Next, "Next to look at", &[key(PLAIN, Key::N)], Place::Go),
    align(Previous, "Previous to look at", &[key(SHIFT, Key::N)], Place::Go),
    align(Want(Wanted::ToReview), "Next to review", &[key(PLAIN, Key::Num1)], Place::Go),
    align(Want(Wanted::Unsure), "Next unsure pair", &[key(PLAIN, Key::Num2)], Place::Go),
    align(Want(Wanted::Unconfirmed), "Next unconfirmed pair", &[key(PLAIN, Key::Num3)], Place::Go),
    align(Want(Wanted::NotOneToOne), "Next pair that is not 1 : 1", &[key(PLAIN, Key::Num4)], Place::Go),
    align(Want(Wanted::Unpaired), "Next without a partner", &[key(PLAIN, Key::Num5)], Place::Go),
    align(Want(Wanted::Noted), "Next with a note", &[key(PLAIN, Key::Num6)], Place::Go),
    align(Want(Wanted::Strays), "Next with a number or name gone astray", &[key(PLAIN, Key::Num7)], Place::Go),
    align(Down, "Box below", &[key(PLAIN, Key::ArrowDown)], Place::Move),
    align(Up, "Box above", &[key(PLAIN, Key::ArrowUp)], Place::Move),
    align(Side(SideName::Source), "Left side", &[key(PLAIN, Key::ArrowLeft)], Place::Move),
    align(Side(SideName::Translation), "Right side", &[key(PLAIN, Key::ArrowRight)], Place::Move),
    align(NextPair, "Pair below", &[key(PLAIN, Key::J)], Place::Move),
    align(PreviousPair, "Pair above", &[key(PLAIN, Key::K)], Place::Move),
    align(ExtendDown, "Choose the pair below too", &[key(SHIFT, Key::ArrowDown)], Place::Move),
    align(ExtendUp, "Choose the pair above too", &[key(SHIFT, Key::ArrowUp)], Place::Move),
    align(PageDown, "Page down", &[key(PLAIN, Key::PageDown)], Place::Move),
    align(PageUp, "Page up", &[key(PLAIN, Key::PageUp)], Place::Move),
    align(FirstPair, "First pair", &[key(PLAIN, Key::Home), key(CTRL, Key::Home)], Place::Move),
    align(LastPair, "Last pair", &[key(PLAIN, Key::End), key(CTRL, Key::End)], Place::Move),
    align(LetGo, "Let go of what was begun", &[key(PLAIN, Key::Escape)], Place::Move),
];

/// What those that are wanted are called: in a button, and as a plain noun after a number.
pub(crate) fn wanted_name(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::ToReview => "to review",
        Wanted::Unsure => "unsure",
        Wanted::Unconfirmed => "unconfirmed",
        Wanted::NotOneToOne => "not 1 : 1",
        Wanted::Unpaired => "without a partner",
        Wanted::Noted => "with a note",
        Wanted::Strays => "with a stray",
    }
}

/// All that can be wanted, in the order of their keys.
pub(crate) const WANTED: [Wanted; 7] = [
    Wanted::ToReview,
    Wanted::Unsure,
    Wanted::Unconfirmed,
    Wanted::NotOneToOne,
    Wanted::Unpaired,
    Wanted::Noted,
    Wanted::Strays,
];
