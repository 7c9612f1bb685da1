//! Notes, drafts and dismissed findings in their table, one row an item.
//!
//! [`put`], [`dismiss`] and [`take_away`] are the only writers of the table, so the index for searching, which has to
//! follow every change of a text, follows from them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _};

use super::records::Record;
use super::{Fault, search};

/// What the table calls a finding that was waved aside. Its name says all; its body is empty.
pub(super) const DISMISSED: &str = "dismissed";

/// What is stored of an item of a document: nothing where it is not there or was removed.
pub(super) fn stored<R: Record>(connection: &Connection, document: i64, name: &str) -> Result<Option<R>, Fault> {
    stored_body(connection, document, R::KIND, name)?.map(|body| read(name, &body)).transpose()
}

/// Whether an item is there and was not removed.
pub(super) fn is_there(connection: &Connection, document: i64, kind: &str, name: &str) -> Result<bool, Fault> {
    stored_body(connection, document, kind, name).map(|body| body.is_some())
}

fn stored_body(connection: &Connection, document: i64, kind: &str, name: &str) -> Result<Option<String>, Fault> {
    let query = "SELECT body FROM items WHERE document = ? AND kind = ? AND name = ?";
    let body: Option<Option<String>> =
        connection.query_row(query, (document, kind, name), |row| row.get(0)).optional()?;
    Ok(body.flatten())
}

/// Writes a note or draft in the place of what there was of that name.
pub(super) fn put<R: Record>(connection: &Connection, place: (i64, i64), name: &str, record: &R) -> Result<(), Fault> {
    let id = put_body(connection, place, (R::KIND, name), &record.to_json())?;
    search::put_item(connection, place.0, id, &record.searched())
}

/// Waves a finding aside.
pub(super) fn dismiss(connection: &Connection, place: (i64, i64), name: &str) -> Result<(), Fault> {
    put_body(connection, place, (DISMISSED, name), "").map(|_| ())
}

/// Writes an item, and gives its row.
fn put_body(
    connection: &Connection,
    (document, revision): (i64, i64),
    (kind, name): (&str, &str),
    body: &str,
) -> Result<i64, Fault> {
    let statement = "INSERT INTO items (document, kind, name, revision, body) VALUES (?, ?, ?, ?, ?)
                     ON CONFLICT (document, kind, name)
                     DO UPDATE SET revision = excluded.revision, body = excluded.body
                     RETURNING id";
    Ok(connection.query_row(statement, (document, kind, name, revision, body), |row| row.get(0))?)
}

/// Removes an item; that it was there is remembered for those who ask what changed.
pub(super) fn take_away(
    connection: &Connection,
    (document, revision): (i64, i64),
    kind: &str,
    name: &str,
) -> Result<(), Fault> {
    let statement =
        "UPDATE items SET revision = ?, body = NULL WHERE document = ? AND kind = ? AND name = ? RETURNING id";
    let id: Option<i64> =
        connection.query_row(statement, (revision, document, kind, name), |row| row.get(0)).optional()?;
    match id {
        Some(id) => search::take_item(connection, document, id),
        None => Ok(()),
    }
}

/// All items of a kind that a document has.
pub(super) fn all<K: Ord, R: Record>(
    connection: &Connection,
    document: i64,
    id: impl Fn(&R) -> K,
) -> Result<BTreeMap<K, Arc<R>>, Fault> {
    let mut statement = connection
        .prepare("SELECT name, body FROM items WHERE document = ? AND kind = ? AND body IS NOT NULL ORDER BY name")?;
    let mut rows = statement.query((document, R::KIND))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let item: R = read(row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?)?;
        found.push((id(&item), Arc::new(item)));
    }
    Ok(found.into_iter().collect())
}

/// The findings that were waved aside.
pub(super) fn dismissed(connection: &Connection, document: i64) -> Result<BTreeSet<String>, Fault> {
    let mut statement = connection
        .prepare("SELECT name FROM items WHERE document = ? AND kind = ? AND body IS NOT NULL ORDER BY name")?;
    let names = statement.query_map((document, DISMISSED), |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// The item that was written as `body`.
pub(super) fn read<R: Record>(name: &str, body: &str) -> Result<R, Fault> {
    R::from_json(name, body).ok_or_else(|| Fault::Damaged(format!("the {} {name} makes no sense", R::KIND)))
}
