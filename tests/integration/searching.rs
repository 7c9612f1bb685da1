//! Searching in the workspace: the newest question is answered, what is found can be gone to, and an older library is
//! indexed while one works.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use duizhao::model::search::HitOn;
use duizhao::model::{Motivation, SideName, SideText, Standing, Target};
use duizhao::workspace::{Answer, Command, FoundIn, NewNote, Paths, Saving, ShelfState, Within};
use tempfile::TempDir;

use crate::search::{MILL, as_of_old, as_of_second_form};
use crate::unseen::Window;

const TEXTS: [&str; 3] = [
    "领土问题\n\n苏联政府收到了囘信。羣衆都覩見了。\n\n边界局势已经稳定下来。\n\n\
     A Question of Territory\n\nThe Soviet Government received the reply. The masses saw it.\n\nThe border has become quiet.\n",
    "天气\n\n今天边界下雪。\n\nThe Weather\n\nIt snows at the border today.\n",
    "水利\n\n修渠分水。\n",
];

impl Window {
    fn open_all(&mut self, files: Vec<PathBuf>) {
        let many = files.len();
        self.workspace.dispatch(Command::OpenFiles(files));
        self.wait_until("all is read", |workspace| workspace.documents.len() == many);
        self.settle();
    }

    fn ask(&mut self, typed: &str, within: Within) -> Arc<Answer> {
        self.workspace.dispatch(Command::Search { typed: typed.to_owned(), within });
        self.wait_until("there is an answer", |workspace| !workspace.search.is_underway);
        assert_eq!(self.workspace.search.problem, None);
        let answer = self.workspace.search.answer.clone().expect("there is one");
        assert_eq!((answer.typed.as_str(), answer.within), (typed, within));
        answer
    }
}

fn paths(folder: &TempDir) -> Paths {
    Paths::inside(folder.path().join("own"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let paths: Vec<PathBuf> = (0..TEXTS.len()).map(|nth| folder.join(format!("{nth}.txt"))).collect();
    for (path, text) in paths.iter().zip(TEXTS) {
        fs::write(path, text).expect("the folder is writable");
    }
    paths
}

#[test]
fn the_newest_question_is_answered_in_library_and_document() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut window = Window::on(&folder);
    window.open_all(files(folder.path()));
    for nth in 0..50 {
        let typed = ["领", "边界", "border", "的"][nth % 4].to_owned();
        window.workspace.dispatch(Command::Search { typed, within: Within::Library });
    }
    let answer = window.ask("邊界 borders", Within::Library);
    assert_eq!((answer.documents, answer.groups.len(), answer.unindexed), (2, 2, 0));
    let first = window.workspace.documents[0].id;
    let answer = window.ask("群众", Within::Document(first));
    assert_eq!(answer.groups[0].document, FoundIn::Open(first));
    let hit = &answer.groups[0].hits[0];
    assert_eq!((hit.on.clone(), hit.partner.as_str()), (HitOn::Side(SideName::Source), "The masses saw it."));
    assert_eq!(window.ask("天气", Within::Document(first)).groups, []);
    assert_eq!(window.ask("…", Within::Library).documents, 0);
    // What is asked while nothing can be asked of is given up.
    window.workspace.dispatch(Command::Search { typed: "领".to_owned(), within: Within::Library });
    window.workspace.dispatch(Command::Close(first));
    window.workspace.dispatch(Command::Search { typed: "领".to_owned(), within: Within::Document(first) });
    window.wait_until("the last answer that can be given is there", |workspace| !workspace.search.is_underway);
}

#[test]
fn what_was_found_is_gone_to_wherever_it_is() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut window = Window::on(&folder);
    window.open_all(files(folder.path()));
    let ids: Vec<_> = window.workspace.documents.iter().map(|open| open.id).collect();
    for id in &ids[..2] {
        window.workspace.dispatch(Command::Close(*id));
    }
    let answer = window.ask("羣", Within::Library);
    let group = &answer.groups[0];
    let (document, title) = (group.document.clone(), group.title.clone());
    window.workspace.dispatch(Command::Visit { document, title, address: group.hits[0].address });
    window.wait_until("it is open and there", |workspace| {
        workspace.current_document().is_some_and(|open| open.document.title == "领土问题" && open.jump.is_some())
    });
    let jump = window.workspace.current_document().and_then(|open| open.jump).expect("it has been sent");
    assert_eq!((jump.row, jump.pair), (1, Some(1)));
    // One that is open is shown.
    let answer = window.ask("分水", Within::Library);
    let group = &answer.groups[0];
    let (document, title) = (group.document.clone(), group.title.clone());
    window.workspace.dispatch(Command::Visit { document, title, address: group.hits[0].address });
    assert_eq!(window.workspace.current, Some(ids[2]));
    assert_eq!(window.workspace.current_document().and_then(|open| open.jump).map(|jump| jump.row), Some(1));
}

#[test]
fn a_document_is_searched_without_a_library() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let own = paths(&folder);
    fs::create_dir_all(&own.data).expect("the folder is writable");
    fs::write(&own.library, "这不是书库，这是一段普通的文字。").expect("the folder is writable");
    let mut window = Window::on(&folder);
    window.workspace.dispatch(Command::OpenFiles(files(folder.path())[..1].to_vec()));
    window.wait_until("it is aligned", |workspace| {
        workspace.shelf.state == ShelfState::Closed && !workspace.documents.is_empty() && workspace.is_idle()
    });
    let id = window.workspace.documents[0].id;
    assert_eq!(window.ask("領土", Within::Document(id)).groups[0].hits.len(), 2);
    window.workspace.dispatch(Command::Search { typed: "领土".to_owned(), within: Within::Library });
    window.wait_until("it is said", |workspace| !workspace.search.is_underway);
    assert_eq!(window.workspace.search.problem.as_deref().map(|said| said.contains("No library")), Some(true));
}

#[test]
fn an_older_library_is_indexed_while_one_works() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut window = Window::on(&folder);
    window.open_all(files(folder.path()));
    drop(window);
    as_of_old(&paths(&folder).library);
    let mut window = Window::on(&folder);
    window.workspace.dispatch(Command::OpenFiles(files(folder.path())[..1].to_vec()));
    window.wait_until("it is open", |workspace| workspace.documents.first().is_some_and(|open| open.key.is_some()));
    let open = &window.workspace.documents[0];
    let side = SideText::new(&open.document.source);
    let selector = side.selector(0, 2).expect("it is there");
    let note = NewNote {
        motivation: Motivation::Commenting,
        targets: vec![Target { side: SideName::Source, selector, standing: Standing::Sure }],
        text: "待查".to_owned(),
        tags: Vec::new(),
        colour: None,
    };
    let document = open.id;
    window.workspace.dispatch(Command::AddNote { document, note });
    window.wait_until("it is kept", |workspace| workspace.saving(document) == Saving::Saved);
    let deadline = Instant::now() + Duration::from_mins(1);
    while window.ask("分水", Within::Library).unindexed > 0 {
        assert!(Instant::now() < deadline, "it is never indexed");
        std::thread::sleep(Duration::from_millis(5));
    }
    for typed in ["分水", "待查", "群众", "天气"] {
        assert_eq!(window.ask(typed, Within::Library).documents, 1, "{typed}");
    }
    window.wait_until("it is said", |workspace| workspace.search.unindexed == 0);
}

#[test]
fn footnotes_of_an_older_library_come_in_while_one_works() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut window = Window::on(&folder);
    let file = folder.path().join("mill.wikitext");
    fs::write(&file, MILL).expect("the folder is writable");
    window.open_all(vec![file]);
    assert_eq!(window.ask("書局", Within::Library).documents, 1);
    let id = window.workspace.documents[0].id;
    window.workspace.dispatch(Command::Close(id));
    window.wait_until("it is closed", |workspace| workspace.documents.is_empty());
    drop(window);
    as_of_second_form(&paths(&folder).library);
    let mut window = Window::on(&folder);
    window.wait_until("the library is open", |workspace| workspace.shelf.state == ShelfState::Open);
    // The text is found at once, the footnotes as soon as they have come in.
    assert_eq!(window.ask("木匠", Within::Library).documents, 1);
    let deadline = Instant::now() + Duration::from_mins(1);
    while window.ask("木匠", Within::Library).unindexed > 0 {
        assert!(Instant::now() < deadline, "they never come in");
        std::thread::sleep(Duration::from_millis(5));
    }
    let answer = window.ask("書局", Within::Library);
    let hit = &answer.groups[0].hits[0];
    assert_eq!((hit.on.label().as_str(), hit.address.is_some()), ("Footnote 1", true));
}
