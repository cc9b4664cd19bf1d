//! Reading a mapping from TOML: every problem at once.

use std::collections::BTreeMap;
use std::ops::Range;

use hospital::{ArrivalsId, AttributeId, ExitId, Hospital, PlaceId};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{AttributeMapping, Beds, Codes, Mapping, Pattern, PlaceMapping, Problem, Updates};
use crate::charset::Fallback;

type Entry<'t> = (&'t str, Range<usize>, &'t Spanned<DeValue<'t>>);

pub(super) fn read(text: &str, hospital: &Hospital) -> Result<Mapping, Vec<Problem>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { text, problems: Vec::new(), hospital };
    for error in &errors {
        let span = error.span().unwrap_or(text.len()..text.len());
        reader.add(span, format!("this is not TOML: {}", error.message()), "write `name = \"value\"`");
    }
    let mapping = reader.mapping(table.get_ref());
    reader.problems.sort();
    reader.problems.dedup();
    mapping.filter(|_| reader.problems.is_empty()).ok_or(reader.problems)
}

struct Reader<'a> {
    text: &'a str,
    hospital: &'a Hospital,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn add(&mut self, at: Range<usize>, what: impl Into<String>, instead: impl Into<String>) {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        self.problems.push(Problem { line, what: what.into(), instead: instead.into() });
    }

    fn unknown(&mut self, at: Range<usize>, what: &str, name: &str, known: &[&str]) {
        self.add(at, format!("no {what} is called `{name}`"), format!("write one of {}", known.join(", ")));
    }

    fn mapping(&mut self, table: &DeTable<'_>) -> Option<Mapping> {
        let mut places = Vec::new();
        let (mut arrivals, mut exits) = (None, None);
        let mut attributes = BTreeMap::new();
        let mut messages = (Updates::default(), None, Fallback::default());
        for (key, at, value) in entries(table) {
            match key {
                "place" => places = self.places(value),
                "arrivals" => {
                    let names: Vec<String> =
                        self.hospital.arrivals.iter().map(|it| it.name.clone()).collect();
                    arrivals = self.codes(value, "stream of arrivals", &names, ArrivalsId::new);
                }
                "exit" => {
                    let names: Vec<String> = self.hospital.exits.iter().map(|it| it.name.clone()).collect();
                    exits = self.codes(value, "way out", &names, ExitId::new);
                }
                "attribute" => attributes = self.attributes(value),
                "messages" => messages = self.messages(value),
                _ => {
                    self.unknown(at, "section", key, &["place", "arrivals", "exit", "attribute", "messages"]);
                }
            }
        }
        let end = self.text.len()..self.text.len();
        for (section, said, example) in
            [("arrivals", arrivals.is_some(), "walk_in"), ("exit", exits.is_some(), "home")]
        {
            if !said && !table.contains_key(section) {
                let instead = format!("add `[{section}]` and below it for example `other = \"{example}\"`");
                self.add(end.clone(), format!("there is no section `{section}`"), instead);
            }
        }
        for attribute in self.hospital.attributes.iter().skip(1) {
            if !attributes.contains_key(&attribute.name) && !has(table, "attribute", &attribute.name) {
                let value = attribute.values.first().map_or("", String::as_str);
                let instead =
                    format!("add `[attribute.{}]` and below it `other = \"{value}\"`", attribute.name);
                self.add(end.clone(), format!("messages tell nothing of `{}`", attribute.name), instead);
            }
        }
        let (updates, patient, fallback) = messages;
        let attributes = attributes.into_values().collect();
        Some(Mapping { places, arrivals: arrivals?, exits: exits?, attributes, updates, patient, fallback })
    }

    fn table<'t>(&mut self, value: &'t Spanned<DeValue<'t>>, what: &str) -> Vec<Entry<'t>> {
        let Some(table) = value.get_ref().as_table() else {
            self.add(value.span(), format!("{what} is no table"), "write it with a heading of its own");
            return Vec::new();
        };
        entries(table).collect()
    }

    fn text_of(&mut self, value: &Spanned<DeValue<'_>>, example: &str) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.add(value.span(), "this is no text", format!("write for example `{example}`"));
        }
        text
    }

    fn texts(&mut self, value: &Spanned<DeValue<'_>>, example: &str) -> Vec<String> {
        let Some(list) = value.get_ref().as_array() else {
            self.add(value.span(), "this is no list", format!("write for example `{example}`"));
            return Vec::new();
        };
        list.iter().filter_map(|item| self.text_of(item, example)).collect()
    }

    fn places(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<PlaceMapping> {
        let mut places = Vec::new();
        for (name, at, value) in self.table(value, "`place`") {
            let found = self.hospital.places.iter().position(|place| place.name == name);
            let Some(found) = found else {
                let known: Vec<&str> = self.hospital.places.iter().map(|place| place.name.as_str()).collect();
                self.unknown(at, "place", name, &known);
                continue;
            };
            let mut place =
                PlaceMapping { place: PlaceId::new(found), patterns: Vec::new(), beds: Beds::Any };
            for (key, key_at, value) in self.table(value, "a place") {
                match key {
                    "locations" => {
                        let texts = self.texts(value, "locations = [\"ED^^^Northbridge\"]");
                        place.patterns = texts.iter().map(|text| pattern(text)).collect();
                    }
                    "beds" => place.beds = self.beds(value, found),
                    _ => self.unknown(key_at, "key", key, &["locations", "beds"]),
                }
            }
            if place.patterns.is_empty() {
                let instead = "add for example `locations = [\"ED\"]`: point of care, room, bed and facility with `^` between";
                self.add(at, format!("no location is `{name}`"), instead);
            }
            places.push(place);
        }
        places
    }

    fn beds(&mut self, value: &Spanned<DeValue<'_>>, place: usize) -> Beds {
        let place = &self.hospital.places[place];
        match value.get_ref() {
            DeValue::String(text) if text == "numbered" => Beds::numbered(place),
            DeValue::String(text) if text == "any" => Beds::Any,
            DeValue::Array(_) => {
                let beds = self.texts(value, "beds = [\"Bed 1\", \"Bed 2\"]");
                Beds::Listed(beds.into_iter().map(|bed| (String::new(), bed)).collect())
            }
            DeValue::Table(_) => {
                let mut beds = Vec::new();
                for (room, _, value) in self.table(value, "`beds`") {
                    let listed = self.texts(value, "beds = { \"Bay A\" = [\"1\", \"2\"] }");
                    beds.extend(listed.into_iter().map(|bed| (room.to_owned(), bed)));
                }
                Beds::Listed(beds)
            }
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_) => {
                let instead = "write `\"any\"`, `\"numbered\"`, a list of beds, or rooms with their beds: \
                               `{ \"Bay A\" = [\"1\", \"2\"] }`";
                self.add(value.span(), "these are no beds", instead);
                Beds::Any
            }
        }
    }

    fn codes<T>(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        what: &str,
        names: &[String],
        id: impl Fn(usize) -> T,
    ) -> Option<Codes<T>> {
        let mut by_code = BTreeMap::new();
        let (mut other, mut said) = (None, false);
        for (code, _, value) in self.table(value, &format!("the codes of each {what}")) {
            let is_other = code == "other";
            said |= is_other;
            let Some(name) = self.text_of(value, &format!("{code} = \"{}\"", names.first()?)) else {
                continue;
            };
            let Some(number) = names.iter().position(|known| *known == name) else {
                let known: Vec<&str> = names.iter().map(String::as_str).collect();
                self.unknown(value.span(), what, &name, &known);
                continue;
            };
            if is_other {
                other = Some(id(number));
            } else {
                by_code.insert(code.to_owned(), id(number));
            }
        }
        if !said {
            let instead = format!("add `other = \"{}\"`", names.first()?);
            self.add(value.span(), format!("nothing says which {what} all other codes mean"), instead);
        }
        Some(Codes { by_code, other: other? })
    }

    fn attributes(&mut self, value: &Spanned<DeValue<'_>>) -> BTreeMap<String, AttributeMapping> {
        let mut attributes = BTreeMap::new();
        for (name, at, value) in self.table(value, "`attribute`") {
            let found = self.hospital.attributes.iter().skip(1).position(|it| it.name == name);
            let Some(number) = found.map(|number| number + 1) else {
                let known: Vec<&str> =
                    self.hospital.attributes.iter().skip(1).map(|it| it.name.as_str()).collect();
                self.unknown(at, "attribute", name, &known);
                continue;
            };
            if let Some(mapping) = self.attribute(value, number) {
                attributes.insert(name.to_owned(), mapping);
            }
        }
        attributes
    }

    fn attribute(&mut self, value: &Spanned<DeValue<'_>>, number: usize) -> Option<AttributeMapping> {
        let names = self.hospital.attributes[number].values.clone();
        let index = |text: &str| names.iter().position(|value| value == text).map(|value| value as u8);
        let known: Vec<&str> = names.iter().map(String::as_str).collect();
        let (mut field, mut by_code, mut other) = (None, BTreeMap::new(), None);
        for (key, at, value) in self.table(value, "an attribute") {
            match key {
                "field" => {
                    let text = self.text_of(value, "field = \"PV1-10\"")?;
                    field = path(&text);
                    if field.is_none() {
                        self.add(
                            value.span(),
                            format!("`{text}` is no field"),
                            "write for example `PV1-10` or `PV1-10.2`",
                        );
                    }
                }
                "values" => {
                    for (code, _, value) in self.table(value, "`values`") {
                        let Some(text) = self.text_of(value, "values = { \"1\" = \"high\" }") else {
                            continue;
                        };
                        match index(&text) {
                            Some(index) => drop(by_code.insert(code.to_owned(), index)),
                            None => self.unknown(value.span(), "value of it", &text, &known),
                        }
                    }
                }
                "other" => {
                    let text = self.text_of(value, "other = \"low\"")?;
                    other = index(&text);
                    if other.is_none() {
                        self.unknown(value.span(), "value of it", &text, &known);
                    }
                }
                _ => self.unknown(at, "key", key, &["field", "values", "other"]),
            }
        }
        if !value.get_ref().as_table().is_some_and(|table| table.contains_key("other")) {
            let instead = format!("add `other = \"{}\"`", known.first()?);
            self.add(value.span(), "nothing says which value all other codes mean", instead);
        }
        Some(AttributeMapping {
            attribute: AttributeId::new(number),
            field,
            values: Codes { by_code, other: other? },
        })
    }

    fn messages(&mut self, value: &Spanned<DeValue<'_>>) -> (Updates, Option<String>, Fallback) {
        let mut messages = (Updates::default(), None, Fallback::default());
        for (key, at, value) in self.table(value, "`messages`") {
            match key {
                "updates" => messages.0 = self.one_of(value, &Updates::ALL),
                "patient" => messages.1 = self.text_of(value, "patient = \"NHS\""),
                "character_set" => messages.2 = self.one_of(value, &Fallback::ALL),
                _ => self.unknown(at, "key", key, &["updates", "patient", "character_set"]),
            }
        }
        messages
    }

    fn one_of<T: Copy + Default>(&mut self, value: &Spanned<DeValue<'_>>, all: &[(T, &'static str)]) -> T {
        let names: Vec<&str> = all.iter().map(|it| it.1).collect();
        let Some(text) = self.text_of(value, names.first().copied().unwrap_or_default()) else {
            return T::default();
        };
        let found = all.iter().find(|it| it.1 == text).map(|it| it.0);
        if found.is_none() {
            self.unknown(value.span(), "choice here", &text, &names);
        }
        found.unwrap_or_default()
    }
}

fn entries<'t>(table: &'t DeTable<'t>) -> impl Iterator<Item = Entry<'t>> {
    table.iter().map(|(key, value)| (key.get_ref().as_ref(), key.span(), value))
}

fn has(table: &DeTable<'_>, section: &str, key: &str) -> bool {
    let section = table.get(section).and_then(|section| section.get_ref().as_table());
    section.is_some_and(|section| section.contains_key(key))
}

/// `ward^bay^bed^site`; what is empty, or `*`, may be anything.
fn pattern(text: &str) -> Pattern {
    let mut parts = text
        .split('^')
        .map(|part| Some(part.trim()).filter(|it| !it.is_empty() && *it != "*").map(str::to_owned));
    let mut next = || parts.next().flatten();
    Pattern { point_of_care: next(), room: next(), bed: next(), facility: next() }
}

/// `PV1-10`, or with a component `PV1-10.2`.
fn path(text: &str) -> Option<(String, usize, usize)> {
    let (segment, field) = text.split_once('-')?;
    let (field, component) = field.split_once('.').unwrap_or((field, "1"));
    let number = |text: &str| text.parse().ok().filter(|number| (1..1000).contains(number));
    (segment.len() == 3).then_some((segment.to_owned(), number(field)?, number(component)?))
}
