//! The tables of the reference page, from the table of keys.

use std::fmt::Write as _;

use crate::keys::{FORMS, Key, Need, PARTS, Part, Shape};
use crate::suggest::lower_first;

/// The tables of keys for the reference page: for each part of the file its name and its table in Markdown.
pub fn reference() -> Vec<(String, String)> {
    PARTS.iter().chain(FORMS).map(|part| (part.id.to_owned(), table(part))).collect()
}

fn table(part: &Part) -> String {
    let mut text = format!(
        "{}: {}\n\n| key | what it is | default | example |\n|---|---|---|---|\n",
        heading(part),
        lower_first(part.doc)
    );
    for key in part.keys {
        let _ = writeln!(
            text,
            "| `{}` | *{}.* {} | {} | `{}` |",
            key.name,
            words(&key.shape),
            key.doc,
            default(key),
            key.example.replace('|', "\\|")
        );
    }
    text
}

/// How a part is written: as code unless it is said in words.
fn heading(part: &Part) -> String {
    match part.heading.split_once(" of ") {
        _ if part.heading.starts_with(['[', '(']) || !part.heading.contains('=') => {
            format!("**{}**", part.heading)
        }
        Some((first, code)) if code.contains('=') => format!("**{first} of `{code}`**"),
        Some((code, place)) => format!("**`{code}` of {place}**"),
        None => format!("**`{}`**", part.heading),
    }
}

fn default(key: &Key) -> String {
    match (key.need, key.default) {
        (Need::Required, _) => "**required**".to_owned(),
        (_, "") => "–".to_owned(),
        (_, text) if text.starts_with('"') || text.chars().all(|c| c.is_ascii_digit()) => format!("`{text}`"),
        (_, text) => text.to_owned(),
    }
}

/// What may stand under a key, in a word or two.
fn words(shape: &Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Name(of) => format!("name of {of}"),
        Shape::Word(words) => {
            words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(" or ")
        }
        Shape::PlaceKind => "a kind of place".to_owned(),
        Shape::ExitKind => "what it counts as".to_owned(),
        Shape::Flag => "`true` or `false`".to_owned(),
        Shape::Whole => "whole number".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::People => "whole number, with or without a noun".to_owned(),
        Shape::Duration => "duration".to_owned(),
        Shape::Count => "count".to_owned(),
        Shape::Rate => "rate".to_owned(),
        Shape::Money => "money".to_owned(),
        Shape::MoneyRate => "cost over time".to_owned(),
        Shape::Date => "date".to_owned(),
        Shape::Day => "month and day".to_owned(),
        Shape::Steps => "list of numbers".to_owned(),
        Shape::Numbers(length) => format!("list of {length} numbers"),
        Shape::Distribution => "distribution".to_owned(),
        Shape::Roster => "roster".to_owned(),
        Shape::Hours => "hours of the week".to_owned(),
        Shape::Places => "list of places".to_owned(),
        Shape::Next => "what is next".to_owned(),
        Shape::Shares => "shares".to_owned(),
        Shape::Any => "anything".to_owned(),
        Shape::List(inner) => format!("list, each: {}", words(inner)),
        Shape::Pair(first, second) => format!("pair: {}, {}", words(first), words(second)),
        Shape::Table(_) => "table".to_owned(),
        Shape::Map(inner) => format!("by name: {}", words(inner)),
        Shape::By(inner) => format!("{}; may differ `by`", words(inner)),
        Shape::Either(shapes) => shapes.iter().map(words).collect::<Vec<_>>().join(" or "),
    }
}
