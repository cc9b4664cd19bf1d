//! The values of a file, each with the place where it stands.
//!
//! Our own tree rather than the parser's, because settings and options put values from other texts into it.

use toml::de::{DeTable, DeValue};

use crate::problem::{At, Problems};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) at: At,
    pub(crate) value: Value,
}

/// What TOML can say. Dates are kept as the text they are.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Text(String),
    Number { value: f64, whole: Option<i128> },
    Flag(bool),
    List(Vec<Node>),
    Table(Table),
}

/// Named values in the order of the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) entries: Vec<Entry>,
}

/// A named value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_at: At,
    pub(crate) node: Node,
}

impl Node {
    /// What it is, for a message.
    pub(crate) fn sort(&self) -> &'static str {
        match &self.value {
            Value::Text(_) => "text",
            Value::Number { .. } => "a number",
            Value::Flag(_) => "true or false",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }

    pub(crate) fn table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            Value::Text(_) | Value::Number { .. } | Value::Flag(_) | Value::List(_) => None,
        }
    }

    pub(crate) fn list(&self) -> Option<&[Self]> {
        match &self.value {
            Value::List(list) => Some(list),
            Value::Text(_) | Value::Number { .. } | Value::Flag(_) | Value::Table(_) => None,
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::List(_) | Value::Number { .. } | Value::Flag(_) | Value::Table(_) => None,
        }
    }
}

impl Table {
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

/// Reads a whole file; what is not TOML is said and left out.
pub(crate) fn parse(text: &str, source: usize, problems: &mut Problems) -> Table {
    let (parsed, errors) = DeTable::parse_recoverable(text);
    let table = convert_table(parsed.get_ref(), source, 0);
    let errors: Vec<_> = errors
        .iter()
        .map(|error| {
            let span = error.span().unwrap_or(text.len()..text.len());
            (error.message().to_owned(), At { source, start: span.start, end: span.end })
        })
        .collect();
    crate::syntax::explain(text, &table, &errors, problems);
    table
}

/// Reads the value of a setting: TOML if it is that, otherwise text. `offset` is where it starts in its source.
pub(crate) fn parse_value(text: &str, source: usize, offset: usize) -> Node {
    let at = At { source, start: offset, end: offset + text.len() };
    match DeValue::parse(text) {
        Ok(value) if !text.trim().is_empty() => convert(value.get_ref(), value.span(), source, offset),
        Ok(_) | Err(_) => Node { at, value: Value::Text(text.to_owned()) },
    }
}

fn convert_table(table: &DeTable<'_>, source: usize, offset: usize) -> Table {
    let entry = |(key, node): (&toml::Spanned<toml::de::DeString<'_>>, &toml::Spanned<DeValue<'_>>)| Entry {
        key: key.get_ref().to_string(),
        key_at: place(key.span(), source, offset),
        node: convert(node.get_ref(), node.span(), source, offset),
    };
    Table { entries: table.iter().map(entry).collect() }
}

fn convert(value: &DeValue<'_>, span: std::ops::Range<usize>, source: usize, offset: usize) -> Node {
    let value = match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => {
            let whole = i128::from_str_radix(number.as_str(), number.radix()).ok();
            Value::Number { value: whole.map_or(f64::NAN, |whole| whole as f64), whole }
        }
        DeValue::Float(number) => {
            Value::Number { value: number.as_str().parse().unwrap_or(f64::NAN), whole: None }
        }
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Array(list) => Value::List(
            list.iter().map(|item| convert(item.get_ref(), item.span(), source, offset)).collect(),
        ),
        DeValue::Table(table) => Value::Table(convert_table(table, source, offset)),
    };
    Node { at: place(span, source, offset), value }
}

fn place(span: std::ops::Range<usize>, source: usize, offset: usize) -> At {
    At { source, start: span.start + offset, end: span.end + offset }
}
