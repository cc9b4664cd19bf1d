//! A message, taken apart without losing anything (HL7 v2, chapter 2).
//!
//! It keeps its bytes, its text, and where each line lies in it. Fields are found when they are asked for; every line that
//! came is there, known or not. Whoever puts lines and line ends together again has the text, to the last character.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::charset::{self, Fallback};
use crate::delimiters::Delimiters;
use crate::escape::unescape;
use crate::rejected::{Code, Rejected};
use crate::remark::{Remark, RemarkKind};

/// How messages are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The characters of messages that do not say theirs, or not truly.
    pub fallback: Fallback,
    /// The most bytes that a message may have.
    pub most_bytes: usize,
}

impl Default for Reading {
    fn default() -> Self {
        Self { fallback: Fallback::default(), most_bytes: 1 << 20 }
    }
}

/// The most lines that a message may have; real ones have some hundreds. Each may cost a remark, or a hash.
const MOST_LINES: usize = 10_000;

/// Segments of which a part must not be missed: a line that looks like one and is none makes the message unreadable.
const MATTER: [&str; 7] = ["MSH", "EVN", "PID", "PV1", "MRG", "NPU", "ZBE"];

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    bytes: Vec<u8>,
    text: String,
    encoding: &'static Encoding,
    delimiters: Delimiters,
    lines: Vec<Line>,
    remarks: Vec<Remark>,
}

/// Where a line lies in the text: from, until, and until with its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    start: usize,
    end: usize,
    next: usize,
}

impl Message {
    /// Takes a message apart.
    ///
    /// # Errors
    /// It is no message, or what matters of it cannot be read.
    pub fn parse(bytes: &[u8], reading: Reading) -> Result<Self, Rejected> {
        if bytes.len() > reading.most_bytes {
            let instead = format!("a message has at most {} bytes", reading.most_bytes);
            let found = format!("{} bytes", bytes.len());
            return Err(Rejected::at(Code::TooLong, "message", found, instead).with(bytes, None));
        }
        let decoded = charset::decode(bytes, reading.fallback);
        let lead = decoded.text.len() - decoded.text.trim_start_matches(is_noise).len();
        let header = decoded.text[lead..].split(['\r', '\n']).next().unwrap_or_default();
        if !header.starts_with("MSH") {
            return Err(no_header(header).with(bytes, None));
        }
        let delimiters = Delimiters::of(header).map_err(|rejected| rejected.with(bytes, None))?;
        let mut message = Self {
            bytes: bytes.to_vec(),
            lines: lines(&decoded.text, lead),
            text: decoded.text,
            encoding: decoded.encoding,
            delimiters,
            remarks: decoded.remark.into_iter().collect(),
        };
        if message.lines.len() > MOST_LINES {
            let found = format!("{} lines", message.lines.len());
            let instead = format!("a message has at most {MOST_LINES} lines");
            return Err(message.reject(Rejected::at(Code::TooLong, "message", found, instead)));
        }
        match message.check_lines() {
            Ok(()) => Ok(message),
            Err(rejected) => Err(message.reject(rejected)),
        }
    }

    /// The message as it came.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its text, put together again from its parts.
    pub fn print(&self) -> String {
        let mut text = self.text[..self.lines.first().map_or(0, |line| line.start)].to_owned();
        for line in &self.lines {
            let (line, end) = (&self.text[line.start..line.end], &self.text[line.end..line.next]);
            let fields: Vec<&str> = line.split(self.delimiters.field).collect();
            text.push_str(&fields.join(&self.delimiters.field.to_string()));
            text.push_str(end);
        }
        text
    }

    /// The characters it was read with.
    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// What parts it.
    pub fn delimiters(&self) -> Delimiters {
        self.delimiters
    }

    /// What is odd about it.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// Its segments, and lines that are none, in order; empty lines are passed over.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'_>> {
        let lines = self.lines.iter().map(|line| &self.text[line.start..line.end]);
        lines.filter(|line| !line.chars().all(is_noise)).map(|text| Segment { text, message: self })
    }

    /// The first segment of a name.
    pub fn segment(&self, name: &str) -> Option<Segment<'_>> {
        self.segments().find(|segment| segment.name() == name)
    }

    /// A field of the first segment of a name; empty where either is missing.
    pub fn field(&self, segment: &str, number: usize) -> Value<'_> {
        self.segment(segment).map_or_else(|| self.value(""), |segment| segment.field(number))
    }

    /// MSH-10, by which whoever sent it knows it.
    pub fn control_id(&self) -> Option<String> {
        Some(self.field("MSH", 10).trimmed()).filter(|id| !id.is_empty())
    }

    /// The message, refused.
    pub(crate) fn reject(&self, rejected: Rejected) -> Rejected {
        rejected.with(&self.bytes, self.control_id())
    }

    fn value<'m>(&'m self, raw: &'m str) -> Value<'m> {
        Value { raw, message: self }
    }

    fn check_lines(&mut self) -> Result<(), Rejected> {
        let mut remarks = Vec::new();
        for segment in self.segments().filter(|segment| !segment.is_well_formed()) {
            let start = segment.text.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
            let start = start.get(..3).unwrap_or_default().to_ascii_uppercase();
            if MATTER.contains(&start.as_str()) {
                let instead = format!("begin the line with `{start}{}`", self.delimiters.field);
                return Err(Rejected::at(Code::MalformedSegment, start, segment.text, instead));
            }
            let found: String = segment.text.chars().take(40).collect();
            remarks.push(Remark::new(RemarkKind::MalformedLine, "message", found));
        }
        self.remarks.extend(remarks);
        Ok(())
    }
}

fn no_header(found: &str) -> Rejected {
    let found: String = found.chars().take(40).collect();
    Rejected::at(Code::NotHl7, "MSH", found, "a message begins with `MSH|^~\\&|`")
}

/// Spaces, marks of byte order, and bytes that frame messages on the wire.
pub(crate) fn is_noise(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{b}' | '\u{1c}' | '\0')
}

/// Ends of lines are CR, LF, or both in this order; the standard has CR only.
fn lines(text: &str, lead: usize) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let mut start = lead;
    while start < bytes.len() {
        let length = bytes[start..].iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        let end = length.map_or(bytes.len(), |length| start + length);
        let both = bytes[end..].starts_with(b"\r\n");
        let next = (end + 1 + usize::from(both)).min(bytes.len());
        lines.push(Line { start, end, next });
        start = next;
    }
    lines
}

/// A line of a message.
#[derive(Clone, Copy, Debug)]
pub struct Segment<'m> {
    text: &'m str,
    message: &'m Message,
}

impl<'m> Segment<'m> {
    /// What stands before the first separator.
    pub fn name(self) -> &'m str {
        self.text.split(self.message.delimiters.field).next().unwrap_or_default().trim_end()
    }

    /// All of it.
    pub fn text(self) -> &'m str {
        self.text
    }

    /// A field by its number, from one; empty where it is missing.
    pub fn field(self, number: usize) -> Value<'m> {
        let field = self.message.delimiters.field;
        let is_header =
            self.text.starts_with("MSH") || self.text.starts_with("FHS") || self.text.starts_with("BHS");
        let raw = match (is_header, number) {
            (_, 0) => "",
            (true, 1) => self.text.get(3..4).unwrap_or_default(),
            (true, number) => self.text.split(field).nth(number - 1).unwrap_or_default(),
            (false, number) => self.text.split(field).nth(number).unwrap_or_default(),
        };
        self.message.value(raw)
    }

    /// A letter, then letters and digits: three by the standard, others where senders made segments of their own.
    fn is_well_formed(self) -> bool {
        let name = self.name();
        let fits = |c: u8| c.is_ascii_uppercase() || c.is_ascii_digit();
        // `PV12` is a `PV1` that was garbled; a segment of the sender's own begins with Z and may have any name.
        (2..=8).contains(&name.len())
            && name.bytes().all(fits)
            && name.as_bytes()[0].is_ascii_uppercase()
            && (name.len() == 3
                || name.starts_with('Z')
                || !MATTER.iter().any(|matters| name.starts_with(matters)))
    }
}

/// A field, or a part of one.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Value<'m> {
    raw: &'m str,
    message: &'m Message,
}

impl<'m> Value<'m> {
    /// As it is written.
    pub fn raw(self) -> &'m str {
        self.raw
    }

    /// Without escapes.
    pub fn text(self) -> Cow<'m, str> {
        unescape(self.raw, self.message.delimiters, self.message.encoding)
    }

    /// Without escapes, and without spaces around it.
    pub fn trimmed(self) -> String {
        self.text().trim().to_owned()
    }

    /// Whether nothing stands here.
    pub fn is_empty(self) -> bool {
        self.raw.trim().is_empty()
    }

    /// Whether `""` stands here: what was there before holds no more.
    pub fn is_null(self) -> bool {
        self.raw.trim() == "\"\""
    }

    /// Its repetitions; a value without any is one.
    pub fn repetitions(self) -> impl Iterator<Item = Self> {
        let mut rest = Some(self.raw);
        std::iter::from_fn(move || {
            let raw = rest?;
            let parts = self.message.delimiters.repetition.and_then(|repetition| raw.split_once(repetition));
            rest = parts.map(|(_, after)| after);
            Some(self.message.value(parts.map_or(raw, |(first, _)| first)))
        })
    }

    /// A component of the first repetition, by its number from one.
    pub fn component(self, number: usize) -> Self {
        let first = self.repetitions().next().map_or("", |value| value.raw);
        let raw =
            first.split(self.message.delimiters.component).nth(number.wrapping_sub(1)).unwrap_or_default();
        self.message.value(raw)
    }

    /// A subcomponent of a component, by its number from one.
    pub fn subcomponent(self, number: usize) -> Self {
        let raw = match self.message.delimiters.subcomponent {
            Some(subcomponent) => {
                self.raw.split(subcomponent).nth(number.wrapping_sub(1)).unwrap_or_default()
            }
            None if number == 1 => self.raw,
            None => "",
        };
        self.message.value(raw)
    }
}
