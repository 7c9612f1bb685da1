//! Places of a document by what stands there.

use duizhao::model::{Document, SideName, SideText, Standing, Target};

/// The first place of a side that reads so.
pub(crate) fn place_of(document: &Document, side: SideName, quote: &str) -> Target {
    let text = SideText::new(document.side(side).expect("the side is there"));
    let (before, _) = text.text().split_once(quote).unwrap_or_else(|| panic!("{quote} is not in the text"));
    let start = before.chars().count() as u32;
    let selector = text.selector(start, start + quote.chars().count() as u32).expect("it is inside");
    Target { side, selector, standing: Standing::Sure }
}
