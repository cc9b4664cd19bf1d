//! What all parts of the file are read with: sections against the table of keys, and names.

use hospital::{AttributeId, Roster};

use crate::families::percentile_of;
use crate::keys::Part;
use crate::names::Names;
use crate::problem::{At, Problems};
use crate::suggest::{listing, nearest, nearest_of, other_word};
use crate::tree::{Entry, Node, Table};

/// What is known while a file is read.
#[derive(Debug)]
pub(crate) struct Reader {
    pub(crate) problems: Problems,
    pub(crate) names: Names,
    /// The `[roster.NAME]` of the file, in order; `None` could not be read.
    pub(crate) rosters: Vec<Option<Roster>>,
    /// Whether something went wrong in saying what follows what, so that nothing can be said about all pathways.
    pub(crate) ways_unsure: bool,
    /// Whether the file is read as it is for a time only: then there may be nothing of a resource.
    pub(crate) for_a_time: bool,
}

/// A table of the file whose keys are known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Section<'t> {
    pub(crate) table: &'t Table,
    pub(crate) part: &'static Part,
    /// What the section is called, to point at when something is missing.
    pub(crate) at: At,
    /// How it is written: `[place.ed]`.
    pub(crate) title: &'t str,
}

impl<'t> Section<'t> {
    /// The value of a key of the table of keys.
    pub(crate) fn get(&self, key: &str) -> Option<&'t Node> {
        debug_assert!(
            self.part.keys.iter().any(|known| known.name == key),
            "`{key}` is in the table of keys"
        );
        self.table.get(key)
    }

    /// The name of a key, where it stands, to point at the key rather than its value.
    pub(crate) fn key_at(&self, key: &str) -> At {
        self.table.entry(key).map_or(self.at, |entry| entry.key_at)
    }
}

/// The tables under a heading such as `place`, by their names; others are not counted.
pub(crate) fn entries<'t>(
    file: &'t Table,
    section: &str,
    most: usize,
) -> impl Iterator<Item = &'t Entry> + use<'t> {
    let table = file.get(section).and_then(Node::table);
    table.into_iter().flat_map(|table| &table.entries).filter(|entry| entry.node.table().is_some()).take(most)
}

impl Reader {
    /// The tables under a heading, saying what is wrong with their names.
    pub(crate) fn named<'t>(&mut self, file: &'t Table, section: &str, most: usize) -> Vec<&'t Entry> {
        let Some(node) = file.get(section) else { return Vec::new() };
        let Some(table) = node.table() else {
            self.not_named(node, section);
            return Vec::new();
        };
        let mut said = false;
        for entry in &table.entries {
            if entry.node.table().is_some() {
                self.check_name(&entry.key, entry.key_at);
            } else if !std::mem::replace(&mut said, true) {
                self.problems.add(
                    entry.key_at,
                    format!("`{section}` holds named tables, and `{}` is {}", entry.key, entry.node.sort()),
                    format!("give it a name first: `[{section}.NAME]`, and `{}` below it", entry.key),
                );
            }
        }
        if let Some(first_beyond) = table.entries.get(most) {
            let what = format!("there are more than {most} under `{section}`");
            self.problems.add(first_beyond.key_at, what, format!("at most {most} can be simulated"));
        }
        entries(file, section, most).collect()
    }

    fn not_named(&mut self, node: &Node, section: &str) {
        let what = format!("`{section}` holds named tables, and this is {}", node.sort());
        self.problems.add(
            node.at,
            what,
            format!("write `[{section}.NAME]` with one pair of brackets, and the keys below it"),
        );
    }

    /// Says so if a name is not made of small letters, digits and underscores.
    pub(crate) fn check_name(&mut self, name: &str, at: At) {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if name.is_empty() || !name.chars().all(fits) {
            let joined: String = name.to_lowercase().chars().map(|c| if fits(c) { c } else { '_' }).collect();
            let right = joined.trim_matches('_');
            let right = if right.is_empty() { "ward_3" } else { right };
            self.problems.add(
                at,
                format!("`{name}` cannot be a name"),
                format!("names are small letters, digits and `_`: write `{right}`"),
            );
        }
    }

    /// The table under a key, with what is not known in it said. `title` is how it is written.
    pub(crate) fn section<'t>(
        &mut self,
        node: &'t Node,
        at: At,
        part: &'static Part,
        title: &'t str,
    ) -> Option<Section<'t>> {
        let Some(table) = node.table() else {
            let example = part.keys.first().map_or("…", |key| key.example);
            self.wrong_sort(node, "a table", &format!("{{ {example} }}"));
            return None;
        };
        let section = Section { table, part, at, title };
        for entry in &table.entries {
            self.check_key(&section, entry);
        }
        Some(section)
    }

    /// The table under a key that has no name of its own.
    pub(crate) fn inner_section<'t>(&mut self, node: &'t Node, part: &'static Part) -> Option<Section<'t>> {
        self.section(node, node.at, part, part.title)
    }

    fn check_key(&mut self, section: &Section<'_>, entry: &Entry) {
        let known = section.part.keys.iter().find(|key| key.name == entry.key);
        match known {
            Some(_) => {}
            None if section.part.names.is_some() => {}
            None if section.part.id == "lognormal" && percentile_of(&entry.key).is_some() => {}
            None => {
                let instead = match suggested(section.part, &entry.key) {
                    Some(key) if other_word(&entry.key) == Some(key) => {
                        format!("the word for it here is `{key}`")
                    }
                    Some(key) => format!("did you mean `{key}`?"),
                    None => listing(section.part.written(), "the keys here are"),
                };
                let what = if section.part.id == "file" && entry.node.table().is_some() {
                    format!("`[{}]` is not a section of a hospital file", entry.key)
                } else {
                    format!("`{}` is not a key of {}", entry.key, section.title)
                };
                self.problems.add(entry.key_at, what, instead);
            }
        }
    }

    /// The value of a key that must be there.
    pub(crate) fn required<'t>(&mut self, section: &Section<'t>, key: &str) -> Option<&'t Node> {
        let found = section.get(key);
        let meant = |entry: &Entry| suggested(section.part, &entry.key) == Some(key);
        if found.is_none() && section.table.entries.iter().any(meant) {
            // It is there under another name, and that has been said.
            self.problems.miss();
        } else if found.is_none() {
            let example =
                section.part.keys.iter().find(|known| known.name == key).map_or("", |known| known.example);
            let what = format!("{} has no `{key}`", section.title);
            self.problems.add_missing(section.at, what, format!("add for example `{example}`"));
        }
        found
    }

    /// Something else stands where a value belongs.
    pub(crate) fn wrong_sort(&mut self, node: &Node, wanted: &str, example: &str) {
        self.problems.add(
            node.at,
            format!("{} stands where {wanted} belongs", node.sort()),
            format!("write for example `{example}`"),
        );
    }

    /// A name that something has: `find` finds it among `known`.
    pub(crate) fn reference<T>(
        &mut self,
        node: &Node,
        sort: &str,
        find: impl Fn(&Names, &str) -> Option<T>,
        known: impl Fn(&Names) -> Vec<String>,
    ) -> Option<T> {
        let text = self.text(node, "\"name\"")?;
        let found = find(&self.names, text);
        if found.is_none() {
            let known = known(&self.names);
            self.unknown(node.at, text, sort, &known);
        }
        found
    }

    /// No `sort` has this name.
    pub(crate) fn unknown(&mut self, at: At, name: &str, sort: &str, known: &[String]) {
        let (heading, plural) = match sort {
            "attribute" => ("patient", "attributes"),
            "stream of arrivals" => ("arrivals", "streams of arrivals"),
            "resource" => (sort, "resources"),
            "place" => (sort, "places"),
            "roster" => (sort, "rosters"),
            "option" => (sort, "options"),
            "payer" => (sort, "payers"),
            _ => ("pathway", "activities"),
        };
        let names = known.iter().map(String::as_str);
        let instead = match nearest_of(name, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if sort == "pathway" => {
                format!("{}, or add `[pathway.{name}.ACTIVITY]`", listing(names, "the pathways are"))
            }
            None if sort == "activity" => listing(names, "the activities are"),
            None if known.is_empty() => format!("there are no {plural} yet: add `[{heading}.{name}]`"),
            None => format!("{}, or add `[{heading}.{name}]`", listing(names, &format!("the {plural} are"))),
        };
        self.problems.add_unknown(at, format!("no {sort} is called `{name}`"), instead);
    }

    /// An attribute by its name; `before` are those that may be used here.
    pub(crate) fn attribute(&mut self, node: &Node, before: usize) -> Option<AttributeId> {
        let text = self.text(node, "\"acuity\"")?;
        match self.names.attribute(text) {
            Some(attribute) if attribute.index() < before => Some(attribute),
            Some(_) => {
                self.problems.add(
                    node.at,
                    format!("`{text}` is not drawn before this"),
                    format!("an attribute may differ only by those that stand above it: put `[patient.{text}]` first"),
                );
                None
            }
            None => {
                let known: Vec<String> =
                    self.names.attributes.iter().take(before).map(|a| a.name.clone()).collect();
                self.unknown(node.at, text, "attribute", &known);
                None
            }
        }
    }

    /// A value of an attribute by its name.
    pub(crate) fn value(&mut self, attribute: AttributeId, name: &str, at: At) -> Option<usize> {
        let found = self.names.value(attribute, name);
        if found.is_none() {
            let known = self.names.values(attribute).to_vec();
            let of = self.names.attributes[attribute.index()].name.clone();
            let instead = nearest(name, known.iter().map(String::as_str), "its values are");
            self.problems.add_unknown(at, format!("`{name}` is not a value of `{of}`"), instead);
        }
        found
    }
}

/// The key that was probably meant by one that is not known.
fn suggested(part: &'static Part, found: &str) -> Option<&'static str> {
    if part.keys.iter().any(|key| key.name == found) {
        return None;
    }
    let other_word = other_word(found).filter(|word| part.written().any(|key| key == *word));
    other_word.or_else(|| nearest_of(found, part.written()))
}
