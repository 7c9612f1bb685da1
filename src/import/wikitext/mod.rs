//! To be written.

use std::sync::Arc;

use crate::model::{Document, SourceText};

/// Reads a page.
pub(crate) fn read(source: &Arc<SourceText>) -> Document {
    super::plain::read(source)
}
