//! The encoding that a file of markup says it is in: `<?xml … encoding="Big5"?>`, `<meta charset=gbk>`.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a file may stand before what it says.
const SAMPLE: usize = 2048;

/// What a file says it is in, if it is read without a fault as that. Many say UTF-8 and are not.
pub(super) fn encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(SAMPLE))?;
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let start = start.trim_start();
    let label = if let Some(declaration) = start.strip_prefix("<?xml") {
        declaration.split("?>").next().and_then(|declaration| value(declaration, "encoding"))
    } else if start.starts_with('<') {
        value(start.split("<body").next().unwrap_or_default(), "charset")
    } else {
        None
    };
    let encoding = Encoding::for_label(label?.as_bytes())?;
    // What these bytes are read as here is no UTF-16, whatever they say.
    let is_known = ![UTF_8, UTF_16LE, UTF_16BE].contains(&encoding);
    (is_known && !encoding.decode_without_bom_handling(bytes).1).then_some(encoding)
}

/// What stands after `name=`, with quotation marks or without.
fn value<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = text.split_once(name)?;
    let after = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    after.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>' | ';' | '/')).next()
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GBK, WINDOWS_1252};

    use super::*;

    #[test]
    fn files_of_markup_say_their_encoding() {
        let in_gbk = |text: &str| GBK.encode(text).0.into_owned();
        for (bytes, expected) in [
            (in_gbk("<?xml version='1.0' encoding='GB2312'?><a>水位</a>"), Some(GBK)),
            (in_gbk("<html><meta charset=gbk>水位"), Some(GBK)),
            (in_gbk("<meta http-equiv=content-type content=\"text/html; charset=GB2312\">水"), Some(GBK)),
            (b"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><a>\xe9</a>".to_vec(), Some(WINDOWS_1252)),
            (BIG5.encode("<?xml encoding=\"Big5\"?><a>水位</a>").0.into_owned(), Some(BIG5)),
            ("<?xml encoding=\"UTF-8\"?><a>水位</a>".into(), None),
            ("encoding=\"Big5\" 水位".into(), None),
            ("<?xml encoding=\"没有\"?>".into(), None),
        ] {
            assert_eq!(encoding(&bytes), expected, "{}", String::from_utf8_lossy(&bytes));
        }
    }
}
