//! What is wrong in a file, where, and what would be right.

use std::fmt;
use std::ops::Range;

/// Something wrong in a description.
///
/// Its `Display` shows the place, the line, the text in question underlined, what is wrong and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file as the caller names it; for the command line the argument, such as `--set place.amu.spaces`.
    pub file: String,
    /// The line, from one.
    pub line: usize,
    /// The column in characters, from one.
    pub column: usize,
    /// Bytes of the text in question within the file's text.
    pub span: Range<usize>,
    /// What is wrong.
    pub what: String,
    /// What would be right.
    pub instead: String,
    /// The line of the file, for showing.
    pub text: String,
}

/// The widest part of a line that is shown.
const WIDEST: usize = 160;

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let from_file = !self.file.starts_with("--");
        if from_file {
            writeln!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.what)?;
        } else {
            writeln!(f, "{}: {}", self.file, self.what)?;
        }
        let number = if from_file { self.line.to_string() } else { String::new() };
        let margin = " ".repeat(number.len());
        let (shown, before) = self.shown();
        let marked = self.span.len().max(1);
        let rest: String = self.text.chars().skip(self.column - 1).collect();
        let width = rest.char_indices().take_while(|&(at, _)| at < marked).count();
        let room = shown.chars().count().saturating_sub(before).max(1);
        writeln!(f, "{margin} |")?;
        writeln!(f, "{number} | {shown}")?;
        writeln!(f, "{margin} | {}{}", " ".repeat(before), "^".repeat(width.clamp(1, room)))?;
        write!(f, "{margin} = help: {}", self.instead)
    }
}

impl std::error::Error for Problem {}

impl Problem {
    /// The part of the line that is shown, and how many of its characters stand before the text in question.
    fn shown(&self) -> (String, usize) {
        let clean: Vec<char> = self.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let before = (self.column - 1).min(clean.len());
        if clean.len() <= WIDEST {
            return (clean.into_iter().collect(), before);
        }
        let from = before.saturating_sub(WIDEST / 3);
        let until = (from + WIDEST).min(clean.len());
        let mut shown = String::new();
        shown.push_str(if from > 0 { "…" } else { "" });
        let lead = usize::from(from > 0);
        shown.extend(&clean[from..until]);
        shown.push_str(if until < clean.len() { "…" } else { "" });
        (shown, before - from + lead)
    }
}

/// Where something stands: which text, and its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At {
    /// Number of the text in [`Problems`]; the hospital file is zero.
    pub(crate) source: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl At {
    pub(crate) fn contains(self, other: Self) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }
}

/// All problems found so far, and the texts they are in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Problems {
    sources: Vec<(String, String)>,
    found: Vec<(At, String, String)>,
    /// How often something was wrong, whether it was said or not.
    seen: usize,
    /// Stretches of the file that could not be read as TOML: nothing else is said about them.
    unreadable: Vec<At>,
    /// Whether names may have been lost with what could not be read, so that a missing one proves nothing.
    pub(crate) names_lost: bool,
}

impl Problems {
    /// Keeps a text in which problems may be found.
    pub(crate) fn add_source(&mut self, name: impl Into<String>, text: impl Into<String>) -> usize {
        self.sources.push((name.into(), text.into()));
        self.sources.len() - 1
    }

    /// The text at a place.
    pub(crate) fn text(&self, at: At) -> &str {
        self.sources.get(at.source).and_then(|(_, text)| text.get(at.start..at.end)).unwrap_or("")
    }

    /// How many problems there are, those included of which nothing is said.
    pub(crate) fn count(&self) -> usize {
        self.seen
    }

    /// Something is wrong.
    pub(crate) fn add(&mut self, at: At, what: impl Into<String>, instead: impl Into<String>) {
        self.seen += 1;
        let lost = |lost: &At| lost.source == at.source && lost.start <= at.end && at.start <= lost.end;
        if !self.unreadable.iter().any(lost) {
            self.found.push((at, what.into(), instead.into()));
        }
    }

    /// Something is wrong that need not be said: it follows from what has been said.
    pub(crate) fn miss(&mut self) {
        self.seen += 1;
    }

    /// Something is not there that should be. Where part of the file could not be read, it may have been in that part.
    pub(crate) fn add_missing(&mut self, at: At, what: impl Into<String>, instead: impl Into<String>) {
        let section = self.section_of(at);
        let lost = self.names_lost || self.unreadable.iter().any(|&lost| self.section_of(lost) == section);
        if lost {
            self.miss();
        } else {
            self.add(at, what, instead);
        }
    }

    /// A name that nothing has.
    pub(crate) fn add_unknown(&mut self, at: At, what: impl Into<String>, instead: impl Into<String>) {
        if self.names_lost {
            self.miss();
        } else {
            self.add(at, what, instead);
        }
    }

    /// The text cannot be read as TOML here; `lost` is how far nothing else can be said.
    pub(crate) fn add_unreadable(
        &mut self,
        at: At,
        lost: At,
        what: impl Into<String>,
        instead: impl Into<String>,
    ) {
        self.add(at, what, instead);
        self.unreadable.push(lost);
    }

    /// Where the last line before `at` starts that opens a section.
    fn section_of(&self, at: At) -> usize {
        let text = self.sources.get(at.source).map_or("", |(_, text)| text.as_str());
        let line_end =
            text.get(at.start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |n| at.start + n);
        let before = text.get(..line_end).unwrap_or(text);
        let mut section = 0;
        let mut start = 0;
        for line in before.split_inclusive('\n') {
            if line.trim_start().starts_with('[') {
                section = start;
            }
            start += line.len();
        }
        section
    }

    /// All that was said, in the order in which it was found.
    pub(crate) fn all(&self) -> impl Iterator<Item = &(At, String, String)> {
        self.found.iter()
    }

    /// Whether some problem lies within a place.
    pub(crate) fn within(&self, place: At) -> impl Iterator<Item = &(At, String, String)> {
        self.found.iter().filter(move |(at, ..)| place.contains(*at))
    }

    /// The problems as the caller gets them, in the order of the texts.
    pub(crate) fn finish(mut self) -> Vec<Problem> {
        self.found.sort();
        self.found.dedup();
        self.found.iter().map(|found| self.show(found)).collect()
    }

    fn show(&self, (at, what, instead): &(At, String, String)) -> Problem {
        let (file, text) = &self.sources[at.source];
        let start = floor(text, at.start);
        let end = floor(text, at.end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        Problem {
            file: file.clone(),
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            span: start..end,
            what: what.clone(),
            instead: instead.clone(),
            text: text[line_start..line_end].trim_end_matches('\r').to_owned(),
        }
    }
}

/// The nearest boundary between characters at or before a byte.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
