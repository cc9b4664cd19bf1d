//! What is not TOML, in words for someone who does not know TOML.

use crate::problem::{At, Problems, floor};
use crate::tree::{Node, Table, Value};

/// Says every error of the parser once, and marks what was lost with it.
pub(crate) fn explain(text: &str, table: &Table, errors: &[(String, At)], problems: &mut Problems) {
    let swallowed: Vec<At> = errors
        .iter()
        .filter(|(message, _)| {
            message.contains("unclosed array") || message.contains("unclosed inline table")
        })
        .filter_map(|(_, at)| outermost(table, *at))
        .collect();
    for &at in &swallowed {
        let list = text.get(at.start..).is_some_and(|rest| rest.starts_with('['));
        let (what, close) = if list { ("list", "]") } else { ("table", "}") };
        problems.names_lost = true;
        let opening = At { end: at.start + 1, ..at };
        let what = format!("this {what} is opened and never closed");
        problems.add_unreadable(
            opening,
            at,
            what,
            format!("close it with `{close}`, before the next line that starts something new"),
        );
    }
    let shown = errors
        .iter()
        .filter(|(_, at)| !swallowed.iter().any(|lost| lost.start <= at.start && at.start <= lost.end));
    for (number, (message, at)) in shown.enumerate() {
        if number == MOST_SHOWN {
            let rest = At { end: text.len(), ..*at };
            problems.names_lost = true;
            let what = "there is more here that is not TOML than is worth showing";
            problems.add_unreadable(*at, rest, what, "is this a hospital file?");
            return;
        }
        explain_one(text, message, *at, problems);
    }
}

/// After so many errors it is another sort of file.
const MOST_SHOWN: usize = 100;

fn explain_one(text: &str, message: &str, at: At, problems: &mut Problems) {
    let line = line_of(text, at);
    let line_text = text.get(line.start..line.end).unwrap_or("").trim_end();
    let found = text.get(at.start..at.end).unwrap_or("").trim();
    let (what, instead) = match message {
        m if m.starts_with("string values must be quoted") && found.is_empty() => {
            ("there is no value after `=`".to_owned(), "write a value, or delete the line".to_owned())
        }
        m if m.starts_with("string values must be quoted") => {
            (format!("`{found}` must stand in quotes"), format!("write `\"{found}\"`"))
        }
        m if m.starts_with("duplicate key") => {
            (format!("`{found}` is given twice"), "delete one of the two, or give it another name".to_owned())
        }
        m if m.starts_with("key with no value") => (
            "this is not a value with a name".to_owned(),
            "write `name = value`, or start the line with `#` if it is a comment".to_owned(),
        ),
        m if m.starts_with("unclosed table") => (
            "this heading is not closed".to_owned(),
            format!("write `{}]`", line_text.trim_start().trim_end_matches(']')),
        ),
        m if m.contains("missing comma") => {
            ("a comma is missing here".to_owned(), "write `,` between the two".to_owned())
        }
        m if m.starts_with("invalid basic string") || m.starts_with("invalid literal string") => (
            "this text is not closed, or has a sign in it that cannot stand there".to_owned(),
            "put `\"` before and after the text, on the same line".to_owned(),
        ),
        m => (
            format!("this is not TOML: {m}"),
            "see the examples of this page's key, or https://toml.io".to_owned(),
        ),
    };
    let heading = line_text.trim_start().starts_with('[');
    problems.names_lost |= heading && !message.starts_with("duplicate key");
    // The parser reports what is absent as an empty span: mark the line up to there instead of nothing.
    let shown =
        if found.is_empty() { At { start: line.start, end: line.start + line_text.len(), ..at } } else { at };
    problems.add_unreadable(shown, line, what, instead);
}

fn line_of(text: &str, at: At) -> At {
    let start = floor(text, at.start);
    let from = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let until = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    At { start: from, end: until, ..at }
}

/// The outermost list or table written in braces that reaches to a place.
fn outermost(table: &Table, at: At) -> Option<At> {
    table.entries.iter().find_map(|entry| reaches(&entry.node, at))
}

fn reaches(node: &Node, at: At) -> Option<At> {
    match &node.value {
        Value::List(_) | Value::Table(_) if node.at.start < at.start && at.start <= node.at.end => {
            Some(node.at)
        }
        Value::Table(table) => outermost(table, at),
        Value::List(list) => list.iter().find_map(|item| reaches(item, at)),
        Value::Text(_) | Value::Number { .. } | Value::Flag(_) => None,
    }
}
