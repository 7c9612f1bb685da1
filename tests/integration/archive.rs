//! Archive pages.
use duizhao::import;

#[test]
fn dump() {
    let Some(path) = std::env::var_os("DUMP") else { return };
    let name = path.to_string_lossy().into_owned();
    let document = import::read(&std::fs::read(&path).unwrap(), &name).unwrap();
    println!(
        "{:?} title {:?}\n{:#?}\nwarnings {:?}",
        document.kind, document.title, document.metadata, document.warnings
    );
    for name in duizhao::model::SideName::BOTH {
        let Some(side) = document.side(name) else { continue };
        println!("==== {name:?} {:?}", side.language);
        for (nth, passage) in side.passages.iter().enumerate() {
            println!("{nth} [{:?} {}] {} {:?}", passage.kind, passage.level, passage.text.text(), passage.breaks);
        }
        for piece in &side.furniture {
            println!("  ~ {:?} {:?} {:?}", piece.kind, piece.text, piece.place);
        }
    }
}
