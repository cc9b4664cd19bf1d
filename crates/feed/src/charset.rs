//! Characters: which set a message is written in (MSH-18, HL7 table 0211), and its text.
//!
//! A message is decoded before it is taken apart: in some sets a byte of a character looks like a separator. What MSH-18
//! says is tried first. If it says nothing, or the bytes are not of that set, UTF-8 is tried, which other text hardly ever
//! is by chance; then the fallback, a set in which every byte is a character, so that nothing is lost. The bytes are kept
//! beside the text.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_874,
    WINDOWS_1252, WINDOWS_1254,
};

use crate::rejected::{Code, Rejected};
use crate::remark::{Remark, RemarkKind};

/// The set used where MSH-18 and the bytes do not agree. Every byte is a character in each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Fallback {
    /// Western Europe: 8859/1, with the letters of Windows in its gap.
    #[default]
    Western,
    /// Turkish: 8859/9, with the letters of Windows in its gap.
    Turkish,
    /// Cyrillic: 8859/5.
    Cyrillic,
}

impl Fallback {
    /// Every set, as mappings write it.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Western, "8859/1"), (Self::Turkish, "8859/9"), (Self::Cyrillic, "8859/5")];

    fn encoding(self) -> &'static Encoding {
        match self {
            Self::Western => WINDOWS_1252,
            Self::Turkish => WINDOWS_1254,
            Self::Cyrillic => encoding_rs::ISO_8859_5,
        }
    }
}

/// A text, and how it was read.
pub(crate) struct Decoded {
    pub text: String,
    pub encoding: &'static Encoding,
    pub remark: Option<Remark>,
}

/// The text of one message.
pub(crate) fn decode(bytes: &[u8], fallback: Fallback) -> Decoded {
    let said = said(bytes);
    let named =
        said.iter().find_map(|name| shifted(name)).or_else(|| said.first().and_then(|name| named(name)));
    let silent = said.iter().all(String::is_empty);
    if let Some(encoding) = named
        && let Some(text) = strictly(encoding, bytes)
    {
        return Decoded { text, encoding, remark: None };
    }
    let kind = if silent { RemarkKind::CharacterSetMissing } else { RemarkKind::CharacterSetWrong };
    let remark = Some(Remark::new(kind, "MSH-18", said.join("~")));
    if let Some(text) = strictly(UTF_8, bytes) {
        // A message that names no set and holds nothing but UTF-8 is not odd.
        return Decoded { text, encoding: UTF_8, remark: remark.filter(|_| !silent) };
    }
    let encoding = fallback.encoding();
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    Decoded { text, encoding, remark }
}

/// The text, if every byte has a meaning. ASCII is no encoding of its own here: it is UTF-8 without other characters.
fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// Bytes of two each are turned into UTF-8 before anything else, since no separator can be found in them.
pub(crate) fn narrow(bytes: &[u8]) -> Result<Option<Vec<u8>>, Rejected> {
    let starts = |with: &[u8]| bytes.starts_with(with);
    if starts(b"M\0\0\0") || starts(b"\0\0\0M") || starts(b"\xff\xfe\0\0") || starts(b"\0\0\xfe\xff") {
        return Err(not_read(bytes, "UTF-32"));
    }
    let encoding = if starts(b"\xff\xfe") || starts(b"M\0S\0H\0") {
        UTF_16LE
    } else if starts(b"\xfe\xff") || starts(b"\0M\0S\0H") {
        UTF_16BE
    } else {
        return Ok(None);
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(|text| Some(text.into_owned().into_bytes())).ok_or_else(|| not_read(bytes, "UTF-16 with faults"))
}

fn not_read(bytes: &[u8], what: &str) -> Rejected {
    let instead = "send UTF-8 and say `UNICODE UTF-8` in MSH-18";
    Rejected::at(Code::CharacterSet, "MSH-18", what, instead).with(bytes, None)
}

/// The repetitions of MSH-18, as far as they can be found before the text is known.
fn said(bytes: &[u8]) -> Vec<String> {
    let Some(start) = bytes.windows(3).take(16).position(|three| three == b"MSH") else { return Vec::new() };
    let header = bytes[start..].split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    let (Some(&field), repetition) = (header.get(3), header.get(5)) else { return Vec::new() };
    let Some(value) = header.split(|byte| *byte == field).nth(17) else { return Vec::new() };
    let names = value.split(|byte| Some(byte) == repetition);
    names.map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect()
}

/// A set that is switched on within the text by escapes of its own, wherever it stands among the repetitions.
fn shifted(name: &str) -> Option<&'static Encoding> {
    matches!(letters(name).as_str(), "ISOIR87" | "ISOIR159").then_some(ISO_2022_JP)
}

fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

fn named(name: &str) -> Option<&'static Encoding> {
    let letters = letters(name);
    if let Some(part) = letters.strip_prefix("ISO").unwrap_or(&letters).strip_prefix("8859") {
        return match part {
            "1" => Some(WINDOWS_1252),
            "9" => Some(WINDOWS_1254),
            "11" => Some(WINDOWS_874),
            _ => Encoding::for_label(format!("iso-8859-{part}").as_bytes()),
        };
    }
    match letters.as_str() {
        // UTF-16 was turned into UTF-8 before.
        "ASCII" | "USASCII" | "ISOIR6" | "UNICODE" | "UNICODEUTF8" | "UTF8" | "UNICODEUTF16" => Some(UTF_8),
        "ISOIR13" | "ISOIR14" => Some(SHIFT_JIS),
        "GB180302000" | "GB18030" => Some(GB18030),
        "KSX1001" => Some(EUC_KR),
        "BIG5" => Some(BIG5),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(set: &str, name: &[u8]) -> (String, Option<RemarkKind>) {
        let head = format!("MSH|^~\\&|a|b|c|d|1||ADT^A01|1|P|2.5||||||{set}\rPID|||1||");
        let decoded = decode(&[head.as_bytes(), name, b"\r"].concat(), Fallback::Western);
        let name = decoded.text.rsplit('|').next().unwrap_or_default().trim_end().to_owned();
        (name, decoded.remark.map(|remark| remark.kind))
    }

    #[test]
    fn each_set_is_read_as_it_is_written() {
        let cases: [(&str, &[u8], &str); 12] = [
            ("ASCII", b"Smith", "Smith"),
            ("UNICODE UTF-8", "Żółć".as_bytes(), "Żółć"),
            ("8859/1", b"M\xfcller", "Müller"),
            ("ISO 8859-1", b"M\xfcller", "Müller"),
            ("8859/2", b"\xafarek", "Żarek"),
            ("8859/5", b"\xb8\xd2\xd0\xdd", "Иван"),
            ("8859/9", b"\xdeahin", "Şahin"),
            ("8859/15", b"\xa4", "€"),
            ("GB 18030-2000", b"\xcd\xf5", "王"),
            ("~ISO IR87", b"\x1b$B;3ED\x1b(B", "山田"),
            ("KS X 1001", b"\xb1\xe8", "김"),
            ("BIG-5", b"\xa4\xfd", "王"),
        ];
        for (set, bytes, expected) in cases {
            assert_eq!(read(set, bytes), (expected.to_owned(), None), "{set}");
        }
    }

    #[test]
    fn a_byte_of_a_character_that_looks_like_a_separator_is_none() {
        // U+4E3C and others end in 0x7C, which is `|` in ASCII.
        let (bytes, _, _) = GB18030.encode("亅亅");
        assert!(GB18030.encode("丂|").0.contains(&b'|') && !bytes.is_empty());
        let looks = b"\x81\x7c";
        assert_eq!(read("GB 18030-2000", looks).0, GB18030.decode(looks).0);
    }

    #[test]
    fn what_is_not_said_or_not_true_is_remarked_and_nothing_is_lost() {
        assert_eq!(read("", b"Smith"), ("Smith".to_owned(), None));
        assert_eq!(read("", "Müller".as_bytes()), ("Müller".to_owned(), None));
        assert_eq!(read("", b"M\xfcller"), ("Müller".to_owned(), Some(RemarkKind::CharacterSetMissing)));
        let wrong = Some(RemarkKind::CharacterSetWrong);
        assert_eq!(read("UNICODE UTF-8", b"M\xfcller"), ("Müller".to_owned(), wrong));
        assert_eq!(read("KLINGON", "Müller".as_bytes()), ("Müller".to_owned(), wrong));
    }

    #[test]
    fn bytes_of_two_are_made_narrow_and_of_four_refused() {
        let wide: Vec<u8> = "MSH|ü".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(narrow(&wide), Ok(Some("MSH|ü".as_bytes().to_vec())));
        assert_eq!(narrow(b"MSH|"), Ok(None));
        assert!(narrow(b"M\0\0\0S\0\0\0").is_err());
        assert!(narrow(&wide[..wide.len() - 1]).is_err());
    }
}
