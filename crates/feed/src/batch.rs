//! Several messages in one piece: one after another, or in batches and files of batches (HL7 v2, 2.10.3).

use std::ops::Range;

use crate::message::is_noise;
use crate::rejected::{Code, Rejected};

/// A stretch of what came. All stretches together are everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A message.
    Message(Range<usize>),
    /// The beginning or end of a batch or of a file: FHS, BHS, BTS, FTS.
    Envelope(Range<usize>),
    /// Lines that belong to no message.
    Stray(Range<usize>),
}

/// What a line begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begins {
    Message,
    Envelope,
    Nothing,
    Blank,
}

/// Finds the messages.
pub fn split(bytes: &[u8]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut start = 0;
    while start < bytes.len() {
        let length = bytes[start..].iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        let end = length.map_or(bytes.len(), |length| start + length + 1);
        match (begins(&bytes[start..end]), parts.last_mut()) {
            (Begins::Message, _) => parts.push(Part::Message(start..end)),
            (Begins::Envelope, _) => parts.push(Part::Envelope(start..end)),
            (Begins::Nothing, Some(Part::Message(part) | Part::Stray(part)))
            | (Begins::Blank, Some(Part::Message(part) | Part::Envelope(part) | Part::Stray(part))) => {
                part.end = end;
            }
            (Begins::Nothing, Some(Part::Envelope(_))) | (Begins::Nothing | Begins::Blank, None) => {
                parts.push(Part::Stray(start..end));
            }
        }
        start = end;
    }
    parts
}

fn begins(line: &[u8]) -> Begins {
    let noise = |byte: u8| is_noise(byte as char) || matches!(byte, 0xef | 0xbb | 0xbf);
    let Some(first) = line.iter().position(|&byte| !noise(byte)) else { return Begins::Blank };
    let line = &line[first..];
    let parts = line.get(3).is_some_and(u8::is_ascii_punctuation);
    match line.get(..3) {
        Some(b"MSH") if parts => Begins::Message,
        Some(b"FHS" | b"BHS" | b"BTS" | b"FTS") if parts || line.len() <= 4 => Begins::Envelope,
        Some(_) | None => Begins::Nothing,
    }
}

/// What is wrong with the counts that batches say of themselves (BTS-1, FTS-1).
pub(crate) fn check_counts(bytes: &[u8], parts: &[Part]) -> Vec<Rejected> {
    let mut wrong = Vec::new();
    let (mut messages, mut batches) = (0_usize, 0_usize);
    for part in parts {
        let Part::Envelope(range) = part else {
            messages += usize::from(matches!(part, Part::Message(_)));
            continue;
        };
        let text = String::from_utf8_lossy(&bytes[range.clone()]);
        let text = text.trim_matches(is_noise);
        let name = text.get(..3).unwrap_or_default();
        let said =
            text.get(4..).and_then(|rest| rest.split(&text[3..4]).next()?.trim().parse::<usize>().ok());
        let counted = match name {
            "BTS" => messages,
            "FTS" => batches,
            _ => {
                messages = 0;
                continue;
            }
        };
        if let Some(said) = said.filter(|&said| said != counted) {
            let instead = format!("{counted} came: send what is missing again");
            let rejected = Rejected::at(Code::BatchCount, format!("{name}-1"), said.to_string(), instead);
            wrong.push(rejected.with(&bytes[range.clone()], None));
        }
        batches += usize::from(name == "BTS");
        messages = 0;
    }
    wrong
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |part: Part| match part {
            Part::Message(range) => format!("message {:?}", &text[range]),
            Part::Envelope(range) => format!("envelope {:?}", &text[range]),
            Part::Stray(range) => format!("stray {:?}", &text[range]),
        };
        split(text.as_bytes()).into_iter().map(show).collect()
    }

    #[test]
    fn messages_are_found_one_after_another_and_in_batches() {
        assert_eq!(
            shown("FHS|^~\\&\rBHS|^~\\&\rMSH|a\rPID|1\r\nMSH|b\n\nBTS|2\rFTS|1\r"),
            [
                "envelope \"FHS|^~\\\\&\\r\"",
                "envelope \"BHS|^~\\\\&\\r\"",
                "message \"MSH|a\\rPID|1\\r\\n\"",
                "message \"MSH|b\\n\\n\"",
                "envelope \"BTS|2\\r\"",
                "envelope \"FTS|1\\r\"",
            ]
        );
        assert_eq!(shown("PID|1\rMSH|a\r"), ["stray \"PID|1\\r\"", "message \"MSH|a\\r\""]);
        assert_eq!(
            shown("\u{b}MSH|a\r\u{1c}\r\u{b}MSH|b"),
            ["message \"\\u{b}MSH|a\\r\\u{1c}\\r\"", "message \"\\u{b}MSH|b\"",]
        );
    }

    #[test]
    fn a_batch_that_is_not_whole_says_so() {
        let count = |text: &str| check_counts(text.as_bytes(), &split(text.as_bytes())).len();
        assert_eq!(count("BHS|^~\\&\rMSH|a\rMSH|b\rBTS|2\r"), 0);
        assert_eq!(count("BHS|^~\\&\rMSH|a\rBTS|2\r"), 1);
        assert_eq!(count("FHS|^~\\&\rBHS|^~\\&\rMSH|a\rBTS|1\rFTS|2\r"), 1);
        assert_eq!(count("BHS|^~\\&\rMSH|a\rBTS\rBTS|"), 0);
    }

    proptest! {
        #[test]
        fn nothing_lies_between_the_parts(text in "(MSH\\||BTS\\||x|\r|\n|é){0,40}") {
            let mut at = 0;
            for part in split(text.as_bytes()) {
                let (Part::Message(range) | Part::Envelope(range) | Part::Stray(range)) = part;
                prop_assert_eq!(range.start, at);
                at = range.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
