//! Which documents there are, and which of them a person means.

use rusqlite::Connection;

use super::{DocumentKey, Fault, Library, LibraryError};
use crate::model::Timestamp;
use crate::text::fold::fold;

/// A document in the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Its name.
    pub key: DocumentKey,
    /// What it is called.
    pub title: String,
    /// What it was recognised as.
    pub kind: String,
    /// Its date, ISO 8601, where the record gives one.
    pub date: Option<String>,
    /// When it was added.
    pub added: Timestamp,
    /// When it was last open in a window.
    pub opened: Option<Timestamp>,
    /// When it was removed to the bin, if it was.
    pub binned: Option<Timestamp>,
    /// How many notes, bookmarks and replies there are on it.
    pub notes: usize,
    /// How many rows its alignment has.
    pub rows: usize,
}

/// How many titles are named where a name can be any of several documents.
const MOST_NAMED: usize = 5;

impl Library {
    /// The documents, in the order they were added. What is in the bin is not among them.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn list(&self) -> Result<Vec<Listed>, LibraryError> {
        self.read(|connection| listed(connection, "binned IS NULL ORDER BY added, id"))
    }

    /// The documents in the bin, what was removed first first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn bin(&self) -> Result<Vec<Listed>, LibraryError> {
        self.read(|connection| listed(connection, "binned IS NOT NULL ORDER BY binned, id"))
    }

    /// The document that is called `name`: its key, the first [`DocumentKey::SHORTEST`] or more characters of it, its
    /// title, or a part of its title that no other title has. Character forms and letter case are all one.
    ///
    /// # Errors
    /// When no document is called that, or several are, or the library cannot be read.
    pub fn find(&self, name: &str) -> Result<DocumentKey, LibraryError> {
        let found = choose(&self.list()?, name);
        found.map_err(|fault| self.error(fault))
    }

    /// The same among the documents in the bin.
    ///
    /// # Errors
    /// As [`Library::find`].
    pub fn find_in_bin(&self, name: &str) -> Result<DocumentKey, LibraryError> {
        let found = choose(&self.bin()?, name);
        found.map_err(|fault| self.error(fault))
    }
}

fn listed(connection: &Connection, which: &str) -> Result<Vec<Listed>, Fault> {
    let query = format!(
        "SELECT key, title, kind, metadata ->> '$.date', added, opened, binned, notes, rows FROM documents WHERE {which}"
    );
    let mut statement = connection.prepare(&query)?;
    let listed = statement.query_map([], |row| {
        Ok(Listed {
            key: DocumentKey(row.get::<_, String>(0)?.into()),
            title: row.get(1)?,
            kind: row.get(2)?,
            date: row.get(3)?,
            added: Timestamp(row.get(4)?),
            opened: row.get::<_, Option<i64>>(5)?.map(Timestamp),
            binned: row.get::<_, Option<i64>>(6)?.map(Timestamp),
            notes: row.get::<_, i64>(7)? as usize,
            rows: row.get::<_, i64>(8)? as usize,
        })
    })?;
    Ok(listed.collect::<Result<_, _>>()?)
}

/// The one document of `documents` that `name` can mean; what names it more closely goes first.
fn choose(documents: &[Listed], name: &str) -> Result<DocumentKey, Fault> {
    let plain = |text: &str| fold(text).to_lowercase();
    let (id, title) = (name.to_ascii_lowercase(), plain(name.trim()));
    let is_id = id.len() >= DocumentKey::SHORTEST && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let ways: [&dyn Fn(&Listed) -> bool; 4] = [
        &|one| *one.key.0 == *id,
        &|one| is_id && one.key.0.starts_with(&id),
        &|one| plain(&one.title) == title,
        &|one| !title.is_empty() && plain(&one.title).contains(&title),
    ];
    for is_meant in ways {
        let meant: Vec<&Listed> = documents.iter().filter(|one| is_meant(one)).collect();
        match meant.as_slice() {
            [] => (),
            [one] => return Ok(one.key.clone()),
            several => {
                let title = |one: &&Listed| format!("{} ({})", one.title, one.key.short());
                let mut titles: Vec<String> = several.iter().take(MOST_NAMED).map(title).collect();
                if several.len() > MOST_NAMED {
                    titles.push(format!("and {} more", several.len() - MOST_NAMED));
                }
                return Err(Fault::Ambiguous { name: name.to_owned(), titles });
            }
        }
    }
    Err(Fault::NoSuchDocument(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(key: &str, title: &str) -> Listed {
        Listed {
            key: DocumentKey(format!("{key:0<64}").into()),
            title: title.to_owned(),
            kind: "plain".to_owned(),
            date: None,
            added: Timestamp(0),
            opened: None,
            binned: None,
            notes: 0,
            rows: 0,
        }
    }

    #[test]
    fn a_document_is_meant_by_id_or_title() {
        let documents = [
            listed("abcdef12", "關於邊界問題的聲明"),
            listed("abcdef34", "Statement on the Border"),
            listed("facade", "声明"),
            listed("123456", "伊宁事件"),
        ];
        for (name, expected) in [
            ("abcdef12", "abcdef12"),
            ("ABCDEF3", "abcdef34"),
            ("声明", "facade"),
            ("边界", "abcdef12"),
            ("邊界問題", "abcdef12"),
            ("statement ON", "abcdef34"),
            ("facade", "facade"),
            ("facad", "no document"),
            ("abcdef", "can be any of 2"),
            ("明", "can be any of 2"),
            ("领土", "no document"),
            ("", "no document"),
        ] {
            match choose(&documents, name) {
                Ok(key) => assert!(key.0.starts_with(expected), "{name}: {key}"),
                Err(fault) => assert!(fault.to_string().to_lowercase().contains(expected), "{name}: {fault}"),
            }
        }
    }
}
