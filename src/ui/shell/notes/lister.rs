//! The thread that makes the list of notes: a document may have tens of thousands, and a filter is typed letter by
//! letter. Only the newest wish is carried out; what comes back is the whole list, ready to be drawn.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use eframe::egui::Context;

use super::filter::Filter;
use super::list::{Index, Listing, Snapshot};
use crate::model::AnnotationId;

/// What the list is to be made from.
struct Wish {
    serial: u64,
    /// The notes, where they changed since the last wish.
    snapshot: Option<Snapshot>,
    filter: Filter,
    /// A note that is shown whatever the filter says.
    kept: Option<AnnotationId>,
}

/// The way to the thread and back.
type Thread = (Sender<Wish>, Receiver<(u64, Arc<Listing>)>);

/// Makes lists. Dropping it ends the thread.
#[derive(Default)]
pub(super) struct Lister {
    thread: Option<Thread>,
    asked: u64,
    answered: u64,
}

impl Lister {
    /// Asks for a list. `snapshot` may be left out where the notes are those of the last wish.
    pub(super) fn ask(
        &mut self,
        ctx: &Context,
        snapshot: Option<Snapshot>,
        filter: Filter,
        kept: Option<AnnotationId>,
    ) {
        self.asked += 1;
        let wish = Wish { serial: self.asked, snapshot, filter, kept };
        if self.thread.is_none() {
            self.thread = start(ctx);
        }
        if let Some((wishes, _)) = &self.thread
            && wishes.send(wish).is_err()
        {
            // It ended by a fault, which costs this list and not the program.
            self.thread = None;
        }
    }

    /// The newest list that was made since this was last called.
    pub(super) fn answer(&mut self) -> Option<Arc<Listing>> {
        let (serial, listing) = self.thread.as_ref()?.1.try_iter().last()?;
        self.answered = serial;
        Some(listing)
    }

    /// Whether the last wish was carried out.
    pub(super) fn is_done(&self) -> bool {
        self.answered == self.asked
    }
}

fn start(ctx: &Context) -> Option<Thread> {
    let (sender, wishes) = mpsc::channel();
    let (answers, receiver) = mpsc::channel();
    let ctx = ctx.clone();
    let work = move || {
        run(&wishes, |serial, listing| {
            let heard = answers.send((serial, Arc::new(listing))).is_ok();
            ctx.request_repaint();
            heard
        });
    };
    // Without a thread there is no list; the text and its notes are there all the same.
    std::thread::Builder::new().name("duizhao-notes".to_owned()).spawn(work).ok()?;
    Some((sender, receiver))
}

/// Carries out wishes until nobody wants anything any more, leaving out those that were overtaken.
fn run(wishes: &Receiver<Wish>, mut answer: impl FnMut(u64, Listing) -> bool) {
    let (mut snapshot, mut index) = (Snapshot::default(), Index::default());
    while let Ok(mut wish) = wishes.recv() {
        while let Ok(newer) = wishes.try_recv() {
            let older = wish.snapshot.take();
            wish = Wish { snapshot: newer.snapshot.or(older), ..newer };
        }
        if let Some(newer) = wish.snapshot {
            snapshot = newer;
        }
        if !answer(wish.serial, snapshot.listed(&wish.filter, wish.kept.as_ref(), &mut index)) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_wish_is_carried_out() {
        let (sender, wishes) = mpsc::channel();
        for serial in 1..=3 {
            let filter = Filter { text: "领土".to_owned(), ..Filter::default() };
            let snapshot = (serial == 1).then(Snapshot::default);
            sender.send(Wish { serial, snapshot, filter, kept: None }).expect("it listens");
        }
        drop(sender);
        let mut answered = Vec::new();
        run(&wishes, |serial, listing| {
            answered.push((serial, listing.total));
            true
        });
        assert_eq!(answered, [(3, 0)]);
    }
}
