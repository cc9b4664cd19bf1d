//! Changes to a file: `--set PATH=VALUE` and the options that are chosen.

use hospital::PayerId;

use crate::keys::{CHANGE, FILE, OPTION, Shape};
use crate::moments::Moment;
use crate::problem::{At, Problems};
use crate::reader::{Reader, entries};
use crate::suggest::nearest;
use crate::tree::{Entry, Node, Table, Value, parse_value};
use crate::{Changed, OptionSummary, Setting};

/// An option: its figures, and its changes by path.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) summary: OptionSummary,
    /// Where its name stands.
    pub(crate) at: At,
    pub(crate) paid_by: PayerId,
    pub(crate) changes: Vec<Change>,
}

/// A value of the file and what it becomes.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) path: String,
    pub(crate) path_at: At,
    pub(crate) to: Node,
    /// Since when and until when; neither is for the whole run.
    pub(crate) from: Option<Moment>,
    pub(crate) until: Option<Moment>,
}

impl Change {
    /// Whether it holds for a part of the run only.
    pub(crate) fn is_dated(&self) -> bool {
        self.from.is_some() || self.until.is_some()
    }
}

/// Reads the options of a file.
pub(crate) fn read_options(reader: &mut Reader, file: &Table) -> Vec<Choice> {
    reader.named(file, "option", crate::names::MOST_THINGS);
    let mut options = Vec::new();
    for entry in entries(file, "option", crate::names::MOST_THINGS) {
        let title = format!("[option.{}]", entry.key);
        let Some(section) = reader.section(&entry.node, entry.key_at, &OPTION, &title) else { continue };
        let owner = section.get("owner").and_then(|node| reader.text(node, "\"community\"")).unwrap_or("");
        let cost = section.get("cost").and_then(|node| reader.money_rate(node));
        let cost_once = section.get("cost_once").and_then(|node| reader.money(node));
        let changes =
            reader.required(&section, "changes").map(|node| read_changes(reader, node)).unwrap_or_default();
        let paid_by = reader.paid_by(&section);
        let payer = reader.names.payers.names().get(paid_by.index()).filter(|_| paid_by != PayerId::TRUST);
        let summary = OptionSummary {
            paid_by: payer.cloned(),
            name: entry.key.clone(),
            owner: owner.to_owned(),
            cost_per_day: cost.map_or(0.0, quantity::MoneyRate::pounds_per_day),
            cost_once: cost_once.map_or(0.0, quantity::Money::pounds),
        };
        options.push(Choice { summary, at: entry.key_at, paid_by, changes });
    }
    options
}

fn read_changes(reader: &mut Reader, node: &Node) -> Vec<Change> {
    let Some(items) = node.list() else {
        reader.wrong_sort(node, "a list of changes", "[{ set = \"place.ward_3.spaces\", to = \"34 beds\" }]");
        return Vec::new();
    };
    let mut changes = Vec::new();
    for item in items {
        let Some(section) = reader.inner_section(item, &CHANGE) else { continue };
        let set = reader.required(&section, "set");
        let path = set.and_then(|node| Some((reader.text(node, "\"place.ward_3.spaces\"")?, node.at)));
        let to = reader.required(&section, "to");
        let Some(((path, path_at), to)) = path.zip(to) else { continue };
        let (from, until) = reader.begin_and_end(&section);
        changes.push(Change { path: path.to_owned(), path_at, to: to.clone(), from, until });
    }
    changes
}

/// The changes that the command line sets; each is a text of its own in the problems.
pub(crate) fn changes_of(settings: &[Setting], problems: &mut Problems) -> Vec<Change> {
    let mut changes = Vec::new();
    for Setting { path, value } in settings {
        let source = problems.add_source(format!("--set {path}"), format!("{path}={value}"));
        let path_at = At { source, start: 0, end: path.len() };
        let to = parse_value(value, source, path.len() + 1);
        changes.push(Change { path: path.clone(), path_at, to, from: None, until: None });
    }
    changes
}

/// Makes a change in the file, or says why it cannot be made.
pub(crate) fn apply(file: &mut Table, change: &Change, problems: &mut Problems) {
    let Some(steps) = split_path(&change.path) else {
        let what = format!("`{}` is not a path", change.path);
        problems.add(
            change.path_at,
            what,
            "write headings and keys with dots between, such as `place.ward_3.spaces`",
        );
        return;
    };
    let mut whole = Node { at: change.path_at, value: Value::Table(std::mem::take(file)) };
    let done = put(&mut whole, &steps, &change.to, Some(&Shape::Table(&FILE)), change.path_at);
    if let Value::Table(table) = whole.value {
        *file = table;
    }
    if !done {
        let known = paths(file);
        let instead = nearest(&change.path, known.iter().map(String::as_str), "the paths of the file are");
        problems.add_unknown(
            change.path_at,
            format!("nothing in the file has the path `{}`", change.path),
            instead,
        );
    }
}

/// Makes a change as [`apply`] does unless it holds for a part of the run only, and notes it.
pub(crate) fn apply_and_note(
    file: &mut Table,
    change: &Change,
    option: Option<&str>,
    problems: &mut Problems,
) -> Changed {
    let before = split_path(&change.path).and_then(|steps| at_path(file, &steps));
    let written = |at: At, problems: &Problems| problems.text(at).trim().to_owned();
    let when = [("from", change.from), ("until", change.until)];
    let when = when.iter().filter_map(|(word, moment)| Some((word, moment.as_ref()?.at)));
    let when: Vec<String> = when.map(|(word, at)| format!(", {word} {}", written(at, problems))).collect();
    let changed = Changed {
        option: option.map(str::to_owned),
        path: change.path.clone(),
        before: before.map(|node| written(node.at, problems)).filter(|text| !text.is_empty()),
        after: written(change.to.at, problems) + &when.concat(),
    };
    if !change.is_dated() {
        apply(file, change, problems);
    }
    changed
}

/// The value at a path.
fn at_path<'t>(file: &'t Table, steps: &[String]) -> Option<&'t Node> {
    let (first, rest) = steps.split_first()?;
    let mut node = &file.entry(first)?.node;
    for step in rest {
        node = match &node.value {
            Value::Table(table) => &table.entry(step)?.node,
            Value::List(items) => items.get(step.parse::<usize>().ok()?)?,
            Value::Text(_) | Value::Number { .. } | Value::Flag(_) => return None,
        };
    }
    Some(node)
}

/// The parts of a path: dots separate them, quotes hold a name with dots or spaces together.
fn split_path(path: &str) -> Option<Vec<String>> {
    let mut steps = vec![String::new()];
    let mut quote = None;
    for c in path.trim().chars() {
        match (quote, c) {
            (None, '.') => steps.push(String::new()),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (_, c) => steps.last_mut()?.push(c),
        }
    }
    let sound = quote.is_none() && steps.iter().all(|step| !step.trim().is_empty());
    sound.then(|| steps.iter().map(|step| step.trim().to_owned()).collect())
}

/// Puts a value at a path; `shape` is what the table of keys says of this node. `false` if there is no such path.
fn put(node: &mut Node, steps: &[String], to: &Node, shape: Option<&Shape>, path_at: At) -> bool {
    let Some((step, rest)) = steps.split_first() else {
        *node = to.clone();
        return true;
    };
    match &mut node.value {
        Value::Table(table) => {
            let inner = shape.and_then(|shape| shape_of(shape, step));
            if let Some(entry) = table.entries.iter_mut().find(|entry| entry.key == *step) {
                return put(&mut entry.node, rest, to, inner.as_ref(), path_at);
            }
            // A key that is not there yet may be added where the table of keys knows it.
            let known = matches!(inner, Some(known) if is_named(shape, step, rest, &known));
            if !known {
                return false;
            }
            let mut added = Node { at: path_at, value: Value::Table(Table::default()) };
            let done = put(&mut added, rest, to, inner.as_ref(), path_at);
            if done {
                table.entries.push(Entry { key: step.clone(), key_at: path_at, node: added });
            }
            done
        }
        Value::List(items) => {
            let item = step.parse::<usize>().ok().and_then(|number| items.get_mut(number));
            item.is_some_and(|item| put(item, rest, to, None, path_at))
        }
        Value::Text(_) | Value::Number { .. } | Value::Flag(_) => false,
    }
}

/// Whether a key may be added: it is one that the table of keys names, not a name of the user's.
fn is_named(shape: Option<&Shape>, step: &str, rest: &[String], inner: &Shape) -> bool {
    let named = shape.and_then(Shape::part).is_some_and(|part| part.keys.iter().any(|key| key.name == step));
    named && (rest.is_empty() || inner.part().is_some())
}

/// What the table of keys says of a key of a node.
fn shape_of(shape: &Shape, step: &str) -> Option<Shape> {
    if let Shape::Map(inner) = shape {
        return Some(**inner);
    }
    shape.part()?.keys.iter().find(|key| key.name == step).map(|key| key.shape)
}

/// Every path of the file, for suggestions.
fn paths(file: &Table) -> Vec<String> {
    let mut all = Vec::new();
    for entry in &file.entries {
        gather(&entry.key, &entry.node, &mut all);
    }
    all
}

fn gather(path: &str, node: &Node, all: &mut Vec<String>) {
    match &node.value {
        Value::Table(table) => {
            for entry in &table.entries {
                let plain = entry.key.chars().all(|c| c.is_alphanumeric() || c == '_');
                let key = if plain { entry.key.clone() } else { format!("\"{}\"", entry.key) };
                gather(&format!("{path}.{key}"), &entry.node, all);
            }
        }
        Value::Text(_) | Value::Number { .. } | Value::Flag(_) | Value::List(_) => all.push(path.to_owned()),
    }
}
