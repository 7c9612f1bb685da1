//! A name for an annotation that came without one: the same for the same annotation, so that importing it twice does
//! not make two.

use crate::model::AnnotationId;

/// A `urn:uuid:` of version 8 (RFC 9562: of the maker's own recipe) made of `content` by FNV-1a of 128 bits.
pub(super) fn id_of(content: &str) -> AnnotationId {
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for byte in content.bytes() {
        hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B);
    }
    let version = (hash & !(0xF << 76)) | (0x8 << 76);
    let variant = (version & !(0x3 << 62)) | (0x2 << 62);
    let hex = format!("{variant:032x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    let uuid = [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-");
    AnnotationId(format!("urn:uuid:{uuid}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_has_the_same_name() {
        assert_eq!(id_of("领土"), id_of("领土"));
        assert_ne!(id_of("领土"), id_of("領土"));
        let id = id_of("").to_string();
        assert_eq!((id.len(), id.get(23..24)), (45, Some("8")), "{id}");
    }
}
