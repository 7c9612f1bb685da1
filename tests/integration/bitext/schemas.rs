//! What is exported is valid: held against the schemas of its makers by `xmllint`, with text that formats stumble over.

use std::path::Path;
use std::process::Command;
use std::{fs, io};

use duizhao::export::bitext::{Form, Level, written};

use super::sample::{document, rows};
use crate::shared::skipped;

fn schemas() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/schemas"))
}

/// Asserts that `xmllint` finds nothing wrong with a file; says that it is not there where it is not.
fn check(arguments: &[&str], bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("a.xml");
    fs::write(&path, bytes).expect("it is writable");
    let output = Command::new("xmllint").args(["--nonet", "--noout"]).args(arguments).arg(&path).output();
    match output {
        Err(error) if error.kind() == io::ErrorKind::NotFound => skipped("a test with xmllint, which is not there"),
        Err(error) => panic!("{error}"),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{arguments:?}: {said}\n{}", String::from_utf8_lossy(bytes));
        }
    }
}

/// The sample with what XML cannot hold beside what it can.
fn hostile() -> (duizhao::model::Document, duizhao::model::Alignment) {
    let mut rows = rows();
    rows[0].passages[0] = vec!["水\u{0}\u{1}位\u{b}\u{85}\r\u{fffe}\u{ffff}".to_owned()];
    document(&rows, Some((0, 4)))
}

#[test]
fn memories_are_valid_by_their_dtd() {
    let (document, alignment) = hostile();
    let dtd = schemas().join("tmx14.dtd");
    for level in [Level::Pair, Level::Row] {
        let bytes = written(Form::Tmx, Some(level), &document, &alignment, "").bytes;
        check(&["--dtdvalid", dtd.to_str().expect("it is UTF-8")], &bytes);
    }
}

#[test]
fn jobs_are_valid_by_their_schema() {
    let (document, alignment) = hostile();
    let schema = schemas().join("xliff_core_2.0.xsd");
    let bytes = written(Form::Xliff, None, &document, &alignment, "").bytes;
    check(&["--schema", schema.to_str().expect("it is UTF-8")], &bytes);
}
