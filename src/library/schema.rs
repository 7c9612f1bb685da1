//! The tables of the library, and how an older library becomes one of today.
//!
//! A step, once released, never changes: a new form of the tables is a new step at the end of [`STEPS`].

use rusqlite::{Connection, TransactionBehavior};

use super::Fault;

/// What makes each form of the library from the one before; the first makes it from nothing.
pub(super) const STEPS: &[&str] = &[FIRST, SECOND, THIRD];

/// Marks the file as a library, in the header that SQLite keeps for that.
pub(super) const APPLICATION_ID: i32 = i32::from_be_bytes(*b"DuiZ");

/// `version` of a document counts its saves; `revision` of what belongs to it is the version that wrote it last. What
/// was removed keeps its row without a body, so that another program that asks what changed hears of it.
const FIRST: &str = "
CREATE TABLE blobs (
    digest TEXT PRIMARY KEY NOT NULL,
    bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE documents (
    id                 INTEGER PRIMARY KEY,
    key                TEXT    NOT NULL UNIQUE,
    title              TEXT    NOT NULL,
    kind               TEXT    NOT NULL,
    metadata           TEXT    NOT NULL,  -- JSON
    added              INTEGER NOT NULL,  -- seconds since 1970, as all times here
    opened             INTEGER,           -- when it was last read in
    binned             INTEGER,           -- when it was removed to the bin
    version            INTEGER NOT NULL,
    notes              INTEGER NOT NULL,  -- live annotations, counted
    rows               INTEGER NOT NULL,  -- rows of the alignment, counted
    alignment_revision INTEGER NOT NULL,
    alignment_digest   TEXT    NOT NULL,
    place              TEXT               -- where reading stands, JSON
) STRICT;

CREATE TABLE document_files (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    nth      INTEGER NOT NULL,
    role     TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    digest   TEXT    NOT NULL REFERENCES blobs (digest),
    PRIMARY KEY (document, nth)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_files_by_digest ON document_files (digest);

CREATE TABLE items (
    id       INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    kind     TEXT    NOT NULL CHECK (kind IN ('annotation', 'draft', 'dismissed')),
    name     TEXT    NOT NULL,
    revision INTEGER NOT NULL,
    body     TEXT,                        -- JSON; nothing where it was removed
    UNIQUE (document, kind, name)
) STRICT;
CREATE INDEX items_by_revision ON items (document, revision);

CREATE TABLE alignment_chunks (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    part     INTEGER NOT NULL,
    nth      INTEGER NOT NULL,
    body     BLOB    NOT NULL,
    PRIMARY KEY (document, part, nth)
) STRICT, WITHOUT ROWID;
";

/// The full-text index: see `search`. `texts` of a document is the digest of the reading texts that the index was made
/// of, and nothing where it does not hold the document.
const SECOND: &str = "
ALTER TABLE documents ADD COLUMN texts TEXT;
CREATE INDEX documents_by_length ON documents (rows) WHERE binned IS NULL;
CREATE INDEX documents_not_searched ON documents (binned) WHERE texts IS NULL;

CREATE TABLE passages (
    id   INTEGER PRIMARY KEY,             -- document, side and number in one
    text TEXT    NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (
    words,
    content = '',
    contentless_delete = 1,
    tokenize = 'ascii'                    -- the words are parted by blanks
);
";

/// Footnotes, and what is known about documents, in the index. `details` of a document is the digest of those that the
/// index was made of, and nothing where it does not hold them; it holds none of a document whose texts it does not hold.
/// What an older program indexed is found as it was until its details have come in, too.
const THIRD: &str = "
ALTER TABLE documents ADD COLUMN details TEXT;
DROP INDEX documents_not_searched;
CREATE INDEX documents_not_searched ON documents (binned) WHERE details IS NULL;

CREATE TABLE details (
    id         INTEGER PRIMARY KEY,       -- document and number in one
    kind       TEXT    NOT NULL CHECK (kind IN ('footnote', 'record', 'infobox')),
    side       TEXT,                      -- nothing where it is of no side
    label      TEXT    NOT NULL,          -- the mark of a footnote, the name of a field
    text       TEXT    NOT NULL,
    passage    INTEGER,                   -- where the mark stands first
    mark_start INTEGER,
    mark_end   INTEGER
) STRICT;
";

/// The form that the tables have now.
pub(super) fn version(connection: &Connection) -> Result<i64, Fault> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Brings the tables to the newest form of `steps`, all in one transaction. Does nothing where they have it.
pub(super) fn migrate(connection: &mut Connection, steps: &[&str]) -> Result<(), Fault> {
    // A step may have to put a table in the place of another one; what refers to it is checked at the end.
    connection.pragma_update(None, "foreign_keys", false)?;
    let migrated = try_migrate(connection, steps);
    connection.pragma_update(None, "foreign_keys", true)?;
    migrated
}

fn try_migrate(connection: &mut Connection, steps: &[&str]) -> Result<(), Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have done it while this one waited.
    let from = usize::try_from(version(&transaction)?).unwrap_or_default();
    for step in steps.iter().skip(from) {
        transaction.execute_batch(step)?;
    }
    if transaction.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(Fault::Damaged("after renewal, something refers to what is not there".to_owned()));
    }
    transaction.pragma_update(None, "user_version", steps.len() as i64)?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_make_the_tables() {
        let mut connection = Connection::open_in_memory().expect("memory");
        migrate(&mut connection, STEPS).expect("the steps are right");
        assert_eq!(version(&connection).expect("it has one"), STEPS.len() as i64);
        migrate(&mut connection, STEPS).expect("there is nothing to do");
    }

    #[test]
    fn the_full_text_index_can_be_built_in() {
        let connection = Connection::open_in_memory().expect("memory");
        let made = connection.execute_batch(
            "CREATE VIRTUAL TABLE texts USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'ascii');
             INSERT INTO texts VALUES ('領 土 \u{20bb7}'); SELECT rowid FROM texts ('\u{20bb7}');
             DELETE FROM texts WHERE rowid = 1; PRAGMA integrity_check",
        );
        made.expect("FTS5 is part of the SQLite that is built in");
    }

    #[test]
    fn a_step_that_fails_leaves_all_as_it_was() {
        let mut connection = Connection::open_in_memory().expect("memory");
        migrate(&mut connection, STEPS).expect("the steps are right");
        let steps = [STEPS, &["CREATE TABLE 新 (a); INSERT INTO 无 VALUES (1);"]].concat();
        migrate(&mut connection, &steps).expect_err("the last step makes no sense");
        assert_eq!(version(&connection).expect("it has one"), STEPS.len() as i64);
        assert!(!connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = '新'").unwrap().exists([]).unwrap());
    }
}
