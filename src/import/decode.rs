//! Bytes to text. A stand-in until the importers come.

use super::ImportError;

/// A decoded file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// Its text, without a byte order mark.
    pub text: String,
}

/// Decodes a file.
///
/// # Errors
/// When it is no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, ImportError> {
    if bytes.contains(&0) {
        return Err(ImportError::Binary);
    }
    Ok(Decoded { text: String::from_utf8_lossy(bytes).into_owned() })
}
