//! The fonts of the machine: looked for and read on a thread of their own, and only once somebody needs one.

use std::collections::BTreeSet;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};

use eframe::egui::epaint::text::{FallbackRequest, FontInsert, FontProvider};

use super::Loaded;
use super::faces::Faces;
use crate::workspace::Wake;

/// The families of the machine by what they hold, each list sorted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Families {
    /// Families with Chinese, as written in China first.
    pub(crate) chinese: Vec<String>,
    /// Families with Latin letters and the marks of English books.
    pub(crate) english: Vec<String>,
}

pub(super) enum Question {
    Families,
    Face(String),
    Character(char),
}

pub(super) enum Answer {
    Families(Families),
    Face(Loaded),
    LastResort(Loaded),
}

/// The thread that knows the fonts of the machine, seen from the window.
pub(super) struct Machine {
    questions: Sender<Question>,
    answers: Receiver<Answer>,
    families_asked: bool,
}

impl Machine {
    /// Starts the thread. It sleeps until the first question; `wake` is called when an answer is there.
    pub(super) fn new(wake: Wake) -> Self {
        let (questions, inbox) = mpsc::channel();
        let (outbox, answers) = mpsc::channel();
        // Without the thread the shipped faces serve alone; the next start may have better luck.
        std::thread::Builder::new().name("fonts".to_owned()).spawn(move || serve(&inbox, &outbox, &wake)).ok();
        Self { questions, answers, families_asked: false }
    }

    pub(super) fn ask_families(&mut self) {
        if !self.families_asked {
            self.families_asked = true;
            self.ask(Question::Families);
        }
    }

    pub(super) fn ask_face(&self, family: &str) {
        self.ask(Question::Face(family.to_owned()));
    }

    /// What was found since the last call.
    pub(super) fn answers(&self) -> Vec<Answer> {
        self.answers.try_iter().collect()
    }

    /// Hears of characters that no installed face has.
    pub(super) fn listener(&self) -> Arc<dyn FontProvider> {
        Arc::new(Listener { questions: Mutex::new(self.questions.clone()) })
    }

    fn ask(&self, question: Question) {
        // The thread has ended only if it never started: nothing to ask then.
        self.questions.send(question).ok();
    }
}

/// Passes on what egui finds missing. It answers nothing itself, because it is asked in the middle of a layout: the
/// face comes a few frames later.
struct Listener {
    questions: Mutex<Sender<Question>>,
}

impl FontProvider for Listener {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let character = request.cluster.chars().next()?;
        let questions = self.questions.lock().ok()?;
        questions.send(Question::Character(character)).ok();
        None
    }
}

fn serve(inbox: &Receiver<Question>, outbox: &Sender<Answer>, wake: &Wake) {
    let mut faces = None;
    let mut looked_for = BTreeSet::new();
    let mut given = BTreeSet::new();
    while let Ok(question) = inbox.recv() {
        let faces = faces.get_or_insert_with(Faces::of_the_machine);
        let answer = match question {
            Question::Families => Some(Answer::Families(faces.families())),
            Question::Face(family) => faces.load(&family).map(Answer::Face),
            // Every family asks for itself, and one face may answer for many characters.
            Question::Character(character) if looked_for.insert(character) => {
                faces.with_character(character).filter(|face| given.insert(face.family.clone())).map(Answer::LastResort)
            }
            Question::Character(_) => None,
        };
        let Some(answer) = answer else { continue };
        if outbox.send(answer).is_err() {
            return;
        }
        wake();
    }
}
