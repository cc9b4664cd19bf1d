//! Escapes within a value (HL7 v2, 2.7), both ways.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::delimiters::Delimiters;

/// The text of a value. What is no escape that stands for characters stays as it is. Takes time in proportion to its length.
pub(crate) fn unescape<'t>(
    raw: &'t str,
    delimiters: Delimiters,
    encoding: &'static Encoding,
) -> Cow<'t, str> {
    let Some(escape) = delimiters.escape.filter(|&escape| raw.contains(escape)) else {
        return Cow::Borrowed(raw);
    };
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once(escape) {
        text.push_str(before);
        // An escape of which nothing is made stays as it is, as a whole: what follows it is text and begins no other.
        let taken =
            after.split_once(escape).and_then(|(name, on)| match meaning(name, delimiters, encoding) {
                Some(meaning) => Some((meaning, on)),
                None if is_escape(name) => Some((format!("{escape}{name}{escape}"), on)),
                None => None,
            });
        if let Some((taken, on)) = taken {
            text.push_str(&taken);
            rest = on;
        } else {
            text.push(escape);
            rest = after;
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

fn meaning(name: &str, delimiters: Delimiters, encoding: &'static Encoding) -> Option<String> {
    let one = |c: Option<char>| c.map(String::from);
    match name {
        "F" => one(Some(delimiters.field)),
        "S" => one(Some(delimiters.component)),
        "R" => one(delimiters.repetition),
        "E" => one(delimiters.escape),
        "T" => one(delimiters.subcomponent),
        "P" => one(delimiters.truncation),
        ".br" => Some("\n".to_owned()),
        _ => characters(name.strip_prefix('X')?, encoding),
    }
}

/// Whether this is a name of an escape: highlighting, formatting, another character set, or the sender's own. Anything else
/// between two such characters is text, the first of them a stray.
fn is_escape(name: &str) -> bool {
    let begins = name.starts_with(['.', 'C', 'M', 'X', 'Z']);
    matches!(name, "H" | "N" | "P" | "T" | "R")
        || (begins
            && name.len() <= 32
            && name[1..].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-".contains(&byte)))
}

/// Characters written as pairs of hexadecimal digits of their bytes.
fn characters(digits: &str, encoding: &'static Encoding) -> Option<String> {
    if digits.is_empty()
        || !digits.len().is_multiple_of(2)
        || !digits.bytes().all(|it| it.is_ascii_hexdigit())
    {
        return None;
    }
    let digit = |byte: u8| (byte as char).to_digit(16).map_or(0, |digit| digit as u8);
    let bytes: Vec<u8> =
        digits.as_bytes().chunks_exact(2).map(|two| digit(two[0]) * 16 + digit(two[1])).collect();
    encoding.decode_without_bom_handling_and_without_replacement(&bytes).map(Cow::into_owned)
}

/// A text as a value of a message with the usual separators.
pub(crate) fn escaped(text: &str) -> String {
    let mut raw = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' => raw.push_str("\\F\\"),
            '^' => raw.push_str("\\S\\"),
            '~' => raw.push_str("\\R\\"),
            '\\' => raw.push_str("\\E\\"),
            '&' => raw.push_str("\\T\\"),
            '\r' => raw.push_str("\\X0D\\"),
            '\n' => raw.push_str("\\X0A\\"),
            c => raw.push(c),
        }
    }
    raw
}

#[cfg(test)]
mod tests {
    use encoding_rs::{UTF_8, WINDOWS_1252};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escapes_stand_for_characters_and_everything_else_for_itself() {
        let cases = [
            ("plain", "plain"),
            (r"A\T\E (this Hosp)", "A&E (this Hosp)"),
            (r"\F\\S\\R\\E\", r"|^~\"),
            (r"a\.br\b", "a\nb"),
            (r"\X41C3BC\", "Aü"),
            (r"\X4\ \XZZ\ \X\", r"\X4\ \XZZ\ \X\"),
            (r"\H\bold\N\", r"\H\bold\N\"),
            (r"\H\F\N\ \.sp+2\S\T\", r"\H\F\N\ \.sp+2\S&"),
            (r"C:\ward 3\F\1", r"C:\ward 3|1"),
            (r"5\6", r"5\6"),
            (r"a\ü\b", r"a\ü\b"),
            (r"\Xü\", r"\Xü\"),
            (r"\X80\", r"\X80\"),
            (r"\", r"\"),
            (r"\\T\", r"\&"),
        ];
        for (raw, expected) in cases {
            assert_eq!(unescape(raw, Delimiters::USUAL, UTF_8), expected, "{raw}");
        }
        assert_eq!(unescape(r"\XFC\", Delimiters::USUAL, WINDOWS_1252), "ü");
    }

    proptest! {
        #[test]
        fn what_is_escaped_comes_back(text in any::<String>()) {
            let raw = escaped(&text);
            prop_assert!(!raw.contains(['|', '^', '~', '&', '\r', '\n']));
            prop_assert_eq!(unescape(&raw, Delimiters::USUAL, UTF_8), text);
        }
    }
}
