//! Where reading stands in a document, remembered in the library. The last window to say so is right.

use serde::{Deserialize, Serialize};

use super::{DocumentKey, Fault, Library, LibraryError, documents, records};
use crate::model::{SideName, Timestamp};

/// Where reading stands, in terms that outlive a new alignment.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct StoredPlace {
    /// The side whose passages are counted.
    pub side: SideName,
    /// Index of the first passage of the row that is at the top.
    pub passage: u32,
    /// Points from the row's top.
    pub offset: f32,
    /// Which of the row's pairs is chosen, where somebody went from pair to pair.
    pub pair: Option<u32>,
}

impl Library {
    /// Remembers where reading stands, and that the document was open at `now`.
    ///
    /// It is no edit: the version of the document stays.
    ///
    /// # Errors
    /// When the document is not there, or the library cannot be written.
    pub fn set_place(
        &mut self,
        key: &DocumentKey,
        place: Option<StoredPlace>,
        now: Timestamp,
    ) -> Result<(), LibraryError> {
        self.write(|transaction| {
            let document = documents::entry(transaction, key)?;
            let place = place.map(to_json);
            transaction
                .execute("UPDATE documents SET place = ?, opened = ? WHERE id = ?", (place, now.0, document.id))?;
            Ok(())
        })
    }
}

#[derive(Serialize, Deserialize)]
struct PlaceRecord {
    side: String,
    passage: u32,
    offset: f32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pair: Option<u32>,
}

fn to_json(place: StoredPlace) -> String {
    let side = records::side_name(place.side).to_owned();
    records::to_json(&PlaceRecord { side, passage: place.passage, offset: place.offset, pair: place.pair })
}

/// The place that was written.
pub(super) fn from_json(json: &str) -> Result<StoredPlace, Fault> {
    let record: Option<PlaceRecord> = serde_json::from_str(json).ok();
    record
        .and_then(|PlaceRecord { side, passage, offset, pair }| {
            Some(StoredPlace { side: records::side_named(&side)?, passage, offset, pair })
        })
        .ok_or_else(|| Fault::Damaged("a reading position makes no sense".to_owned()))
}
