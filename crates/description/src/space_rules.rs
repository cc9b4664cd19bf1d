//! What `[place.NAME]` says of which space a visit gets, and of who cleans.

use hospital::{AttributeId, Capacity, Hospital, Need, Penalty, Place, SpaceRules, TransferHours, Whom};

use crate::keys::{APART, ISOLATE, NEAR_STATION, OUTLIERS, TRANSFER_HOURS};
use crate::reader::{Reader, Section};
use crate::tree::{Entry, Node, Table, Value};

/// The keys that make it matter which space a visit gets.
const KEYS: [&str; 9] = [
    "bays",
    "side_rooms",
    "keep_apart",
    "isolate",
    "near_station",
    "outliers",
    "transfer_hours",
    "cleaned_by",
    "deep_clean",
];
/// The most points of a penalty.
const MOST_POINTS: i128 = 1_000_000;

impl Reader {
    /// The rules of a place's spaces, if it has any.
    pub(crate) fn space_rules(&mut self, section: &Section<'_>, place: &Place) -> Option<Box<SpaceRules>> {
        let first = KEYS.iter().find(|key| section.get(key).is_some())?;
        let bays = section.get("bays").and_then(|node| self.bays(node)).unwrap_or_default();
        let side_rooms = section.get("side_rooms").and_then(|node| self.people(node, "rooms")).unwrap_or(0);
        let keep_apart = section.get("keep_apart").map(|node| self.keep_apart(node)).unwrap_or_default();
        let isolate = section.get("isolate").and_then(|node| self.isolate(node));
        let near = section.get("near_station").and_then(|node| self.near_station(node));
        let (near_station, needs_near) = near.map_or((0, None), |(near, need)| (near, Some(need)));
        let outliers = section.get("outliers").map(|node| self.outliers(node)).unwrap_or_default();
        let transfers = section.get("transfer_hours").and_then(|node| self.transfers(node));
        let cleaned_by = section.get("cleaned_by").and_then(|node| {
            let known = |names: &crate::names::Names| names.resources.names().to_vec();
            self.reference(node, "resource", crate::names::Names::resource, known)
        });
        let deep_clean = section.get("deep_clean").and_then(|node| self.distribution(node));
        let rules = SpaceRules {
            bays,
            side_rooms,
            keep_apart,
            isolate,
            near_station,
            needs_near,
            outliers: outliers.0,
            outlier_time: outliers.1,
            transfers,
            cleaned_by,
            deep_clean,
        };
        self.check_space_rules(section, place, first);
        Some(Box::new(rules))
    }

    fn check_space_rules(&mut self, section: &Section<'_>, place: &Place, first: &str) {
        let mut needs = |key: &str, what: &str, instead: &str| {
            if section.get(key).is_some() {
                self.problems.add(section.key_at(key), what, instead);
            }
        };
        if section.get("turnaround").is_none() {
            needs(
                "cleaned_by",
                "nothing is said of how long cleaning takes",
                "add for example `turnaround = { lognormal = { mean = \"100 min\", sd = \"60 min\" } }`",
            );
        }
        if section.get("accepts").is_none() {
            needs(
                "outliers",
                "there are no outliers in a place that accepts everyone",
                "add for example `accepts = { specialty = [\"medicine\"] }`",
            );
        }
        if section.get("isolate").is_none() {
            needs(
                "deep_clean",
                "nothing is said of whose space needs more cleaning",
                "add for example `isolate = { infection = [\"norovirus\"] }`",
            );
        }
        if section.get("each").is_some() {
            needs(
                first,
                "with `each`, `spaces` are care visits a day, and nobody has one of them to themselves",
                "delete it, or delete `each`",
            );
        } else if place.capacity == Capacity::Unlimited {
            needs(
                first,
                "an unlimited place has no spaces to choose from",
                "give `spaces` as a number or a roster",
            );
        }
    }

    /// The sizes of bays: `"6 bays of 4"`, or a list.
    fn bays(&mut self, node: &Node) -> Option<Vec<u32>> {
        let sizes: Option<Vec<u32>> = match &node.value {
            Value::Text(text) => bays_of_text(text),
            Value::List(items) => Some(items.iter().filter_map(|item| self.people(item, "beds")).collect()),
            Value::Number { .. } | Value::Flag(_) | Value::Table(_) => None,
        };
        match sizes {
            Some(sizes) if !sizes.contains(&0) && sizes.len() <= 1000 => Some(sizes),
            Some(_) | None => {
                let found = self.problems.text(node.at).to_owned();
                self.problems.add(
                    node.at,
                    format!("{found} does not say how large the bays are"),
                    "write `\"6 bays of 4\"`, or the size of each, such as `[4, 4, 6]`",
                );
                None
            }
        }
    }

    fn keep_apart(&mut self, node: &Node) -> Vec<(AttributeId, Penalty)> {
        let Some(table) = node.table() else {
            self.wrong_sort(node, "a table", "{ sex = \"bay\" }");
            return Vec::new();
        };
        let mut apart = Vec::new();
        for entry in &table.entries {
            let attribute = self.attribute_of(entry);
            let penalty = if entry.node.table().is_some() {
                self.inner_section(&entry.node, &APART).and_then(|section| {
                    self.required(&section, "penalty")?;
                    self.penalty(&section)
                })
            } else {
                self.word(&entry.node, &[(Penalty::Never, "bay")])
            };
            apart.extend(attribute.zip(penalty));
        }
        apart
    }

    fn isolate(&mut self, node: &Node) -> Option<Need> {
        let section = self.inner_section(node, &ISOLATE)?;
        let whom = self.whom(&section, &["penalty"]);
        Some(Need { whom, penalty: self.penalty(&section)? })
    }

    fn near_station(&mut self, node: &Node) -> Option<(u32, Need)> {
        let section = self.inner_section(node, &NEAR_STATION)?;
        let spaces = self.required(&section, "spaces").and_then(|node| self.people(node, "beds"));
        let whom = self.whom(&section, &["spaces", "penalty"]);
        let penalty = self.penalty(&section)?;
        Some((spaces?, Need { whom, penalty }))
    }

    fn outliers(&mut self, node: &Node) -> (Penalty, Option<f64>) {
        if node.table().is_none() {
            return (self.word(node, &[(Penalty::Never, "never")]).unwrap_or_default(), None);
        }
        let Some(section) = self.inner_section(node, &OUTLIERS) else { return Default::default() };
        let penalty = if section.get("penalty").is_some() { self.penalty(&section) } else { None };
        let factor = section.get("time_factor").and_then(|node| {
            self.number(
                node,
                |factor| factor > 0.0 && factor <= 100.0,
                "a number above 0, at most 100",
                "1.2",
            )
        });
        (penalty.unwrap_or_default(), factor)
    }

    fn transfers(&mut self, node: &Node) -> Option<TransferHours> {
        if node.table().is_none() {
            return Some(TransferHours { hours: self.hours(node)?, but: Whom::new() });
        }
        let section = self.inner_section(node, &TRANSFER_HOURS)?;
        let hours = self.required(&section, "hours").and_then(|node| self.hours(node));
        let but = section.get("but").map(|node| self.accepts(node)).unwrap_or_default();
        Some(TransferHours { hours: hours?, but })
    }

    /// Points; without them the rule may not be broken.
    fn penalty(&mut self, section: &Section<'_>) -> Option<Penalty> {
        match section.get("penalty") {
            Some(node) => self.whole(node, 0, MOST_POINTS).map(|points| Penalty::Points(points as u32)),
            None => Some(Penalty::Never),
        }
    }

    /// The attributes of a section, each with some of its values; other keys are passed over.
    fn whom(&mut self, section: &Section<'_>, others: &[&str]) -> Whom {
        let entries = section.table.entries.iter().filter(|entry| !others.contains(&entry.key.as_str()));
        let mut whom = Vec::new();
        for entry in entries {
            whom.extend(self.values_of(entry));
        }
        whom
    }
}

fn bays_of_text(text: &str) -> Option<Vec<u32>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let ([number, "bay" | "bays", "of", size] | [number, "bay" | "bays", "of", size, "beds" | "spaces"]) =
        words[..]
    else {
        return None;
    };
    let number: usize = number.parse().ok().filter(|&number| number <= 1000)?;
    Some(vec![size.parse().ok()?; number])
}

/// A space that waits for cleaners who never come would never be used again.
pub(crate) fn check_cleaners(reader: &mut Reader, file: &Table, hospital: &Hospital) {
    for place in &hospital.places {
        let cleaners = place.space_rules.as_ref().and_then(|rules| rules.cleaned_by);
        let Some(resource) = cleaners.and_then(|it| hospital.resources.get(it.index())) else { continue };
        let most = match &resource.capacity {
            Capacity::Always(number) => *number,
            Capacity::Rostered(roster) => roster.most(),
            Capacity::Unlimited => u32::MAX,
        };
        let node = file.get("place").and_then(Node::table).and_then(|table| table.get(&place.name));
        let node = node.and_then(Node::table).and_then(|table| table.get("cleaned_by"));
        if let Some(node) = node.filter(|_| most == 0) {
            let what = format!("there are never any `{}`, so no space would be clean again", resource.name);
            reader.problems.add(node.at, what, "name a resource that has units, or delete it");
        }
    }
}

impl Reader {
    /// The attribute that a key names.
    fn attribute_of(&mut self, entry: &Entry) -> Option<AttributeId> {
        let found = self.names.attribute(&entry.key);
        if found.is_none() {
            let known: Vec<String> = self.names.attributes.iter().map(|a| a.name.clone()).collect();
            self.unknown(entry.key_at, &entry.key, "attribute", &known);
        }
        found
    }

    /// An attribute with some of its values.
    pub(crate) fn values_of(&mut self, entry: &Entry) -> Option<(AttributeId, Vec<u8>)> {
        let attribute = self.attribute_of(entry)?;
        let items = entry.node.list().unwrap_or(std::slice::from_ref(&entry.node));
        let mut values = Vec::new();
        for item in items {
            let Some(text) = self.text(item, "\"medicine\"") else { continue };
            values.extend(self.value(attribute, text, item.at).map(|value| value as u8));
        }
        Some((attribute, values))
    }
}
