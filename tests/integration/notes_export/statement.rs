//! A real record with a dozen notes, as a reviewer leaves them. `DUIZHAO_KEEP=FOLDER` keeps what it writes, to look at.

use std::fs;
use std::path::PathBuf;

use duizhao::export::notes::{Chosen, NotesView, Rows, csv, docx, html, markdown};
use duizhao::import;
use duizhao::model::{Colour, Motivation, Selector, Standing, Target, Timestamp};

use super::sample::{Desk, SOURCE, TRANSLATION};
use crate::shared;

#[test]
fn a_noted_statement_leaves_in_every_form() {
    let Some(path) = shared::document("soviet-statement-1962.archive.txt") else { return };
    let bytes = fs::read(path).expect("it is readable");
    let document = import::read(&bytes, "soviet-statement-1962.archive.txt").expect("it is text");
    let desk = noted(Desk::new(document));
    let kept = std::env::var_os("DUIZHAO_KEEP").map(PathBuf::from);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = kept.as_deref().unwrap_or(folder.path());
    for (name, rows) in [("whole", Rows::All), ("noted", Rows::WithNotes)] {
        let view = NotesView::new(&desk.document, &desk.work, &Chosen { rows, ..Chosen::default() });
        assert_eq!((view.placed.len(), view.lost.len()), (14, 1));
        for (extension, bytes) in [
            ("md", markdown(&view).into_bytes()),
            ("csv", csv(&view).into_bytes()),
            ("html", html(&view).into_bytes()),
            ("docx", docx(&view)),
        ] {
            fs::write(folder.join(format!("{name}.{extension}")), bytes).expect("it is writable");
        }
    }
}

fn noted(mut desk: Desk) -> Desk {
    highlights(&mut desk);
    questions(&mut desk);
    let mut moved = desk.at(SOURCE, "封閉边界");
    moved.standing = Standing::ToConfirm { was: Selector { exact: "封闲边界".to_owned(), ..Selector::default() } };
    desk.note("moved", Motivation::Commenting, vec![moved], "“Closing the border”: the OCR read 闲 before.");
    let gone = Selector { start: 9, end: 14, exact: "絕不容許的".to_owned(), ..Selector::default() };
    let gone = Target { side: SOURCE, selector: gone, standing: Standing::Lost };
    desk.note("gone", Motivation::Questioning, vec![gone], "Is this phrase in the other copy?");
    let place = desk.at(SOURCE, "今年6月11日章汉夫");
    desk.note("bookmark", Motivation::Bookmarking, vec![place], "Zhang Hanfu quoted");
    let line = desk.at(SOURCE, "外交部文件");
    desk.draft("draft", line, "Foreign Ministry document");
    let wording = desk.at(TRANSLATION, "undisputed fact");
    desk.draft("wording", wording, "It is beyond dispute that");
    desk
}

fn highlights(desk: &mut Desk) {
    let targets =
        vec![desk.at(SOURCE, "居民非法越界进入苏联領土的情况已基本停止"), desk.at(TRANSLATION, "has largely ceased")];
    let note = desk.note(
        "ceased",
        Motivation::Assessing,
        targets,
        "*Largely ceased* for 已基本停止 is right. Compare:\n\n- ¶3, “illegal border crossing”\n- the 26 June statement, see [the record](https://example.org/record)",
    );
    (note.colour, note.tags) = (Some(Colour::Blue), vec!["terms".to_owned(), "边界".to_owned()]);
    note.modified = Some(Timestamp(1_715_000_000));
    desk.reply("ceased-1", "ceased", "Agreed. “Basically stopped” would be closer, but reads badly.").resolved = true;
    let reply = desk.reply("ceased-2", "ceased-1", "好。");
    reply.author = "ئابلىز Abliz".to_owned();

    let inner = desk.at(SOURCE, "越界进入苏联領土");
    desk.note("inner", Motivation::Highlighting, vec![inner], "").colour = Some(Colour::Yellow);
    let across = desk.at(SOURCE, "苏联領土的情况已基本停止。这首先是");
    let note = desk.note("across", Motivation::Questioning, vec![across], "Why **这首先**, and why here?");
    (note.colour, note.author) = (Some(Colour::Red), "Li Wei".to_owned());
    let green = desk.at(TRANSLATION, "significantly stabilized");
    desk.note("green", Motivation::Highlighting, vec![green], "").colour = Some(Colour::Green);
}

fn questions(desk: &mut Desk) {
    let targets = vec![desk.at(SOURCE, "成千上万的人"), desk.at(TRANSLATION, "tens of thousands of people")];
    let note = desk.note(
        "thousands",
        Motivation::Commenting,
        targets,
        "成千上万 is “thousands upon thousands”; 67,000 is named elsewhere.\n\n> 六万七千\n\n1. check the Russian\n2. check the figure",
    );
    (note.colour, note.tags) = (Some(Colour::Purple), vec!["numbers".to_owned()]);
    let clear = desk.at(TRANSLATION, "Isn't this clear?");
    let note = desk.note(
        "clear",
        Motivation::Questioning,
        vec![clear],
        "<b>Tone</b>: too mild for 这不是很清楚的嗎? <script>alert(1)</script>",
    );
    (note.colour, note.resolved) = (Some(Colour::Yellow), true);
    let long = desk.at(SOURCE, "采取紧急措施以制止发生更为严重的局势");
    desk.note("measures", Motivation::Commenting, vec![long], "Cf. 措施 in ¶4.").author = "Li Wei".to_owned();
    let quoted = desk.at(TRANSLATION, "fulfill");
    desk.note("fulfil", Motivation::Commenting, vec![quoted], "Spelling: *fulfil*?").tags = vec!["style".to_owned()];
}
