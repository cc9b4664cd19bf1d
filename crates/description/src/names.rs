//! The names of a file, collected before anything is read, so that everything may refer to everything.

use std::collections::BTreeMap;

use hospital::{
    ActivityId, ArrivalsId, AttributeId, ExitId, ExitKind, MOST_ATTRIBUTES, PathwayId, PayerId, PlaceId,
    ResourceId,
};

use crate::problem::At;
use crate::reader::Reader;
use crate::tree::{Entry, Table, Value};

/// The exits that every hospital has.
pub(crate) const BUILT_IN_EXITS: [(&str, ExitKind); 6] = [
    ("home", ExitKind::Discharged),
    ("gone", ExitKind::Discharged),
    ("died", ExitKind::Died),
    ("elsewhere", ExitKind::Elsewhere),
    ("left_before_seen", ExitKind::LeftBeforeSeen),
    ("turned_away", ExitKind::TurnedAway),
];

/// Names in the order of the file, found fast.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    names: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl Index {
    pub(crate) fn add(&mut self, name: &str) -> usize {
        let at = self.names.len();
        self.names.push(name.to_owned());
        self.places.entry(name.to_owned()).or_insert(at);
        at
    }

    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        self.names.iter().map(String::as_str)
    }
}

/// An attribute's name and values.
#[derive(Clone, Debug)]
pub(crate) struct AttributeNames {
    pub(crate) name: String,
    pub(crate) values: Vec<String>,
}

/// Everything that has a name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub(crate) attributes: Vec<AttributeNames>,
    pub(crate) places: Index,
    pub(crate) resources: Index,
    pub(crate) rosters: Index,
    pub(crate) arrivals: Index,
    pub(crate) pathways: Index,
    /// `pathway.activity`.
    pub(crate) activities: Index,
    /// For each pathway, its activities by their short names.
    pub(crate) of_pathway: Vec<BTreeMap<String, ActivityId>>,
    pub(crate) exits: Index,
    /// The trust first.
    pub(crate) payers: Index,
}

impl Names {
    pub(crate) fn place(&self, name: &str) -> Option<PlaceId> {
        self.places.find(name).map(PlaceId::new)
    }

    pub(crate) fn resource(&self, name: &str) -> Option<ResourceId> {
        self.resources.find(name).map(ResourceId::new)
    }

    pub(crate) fn stream(&self, name: &str) -> Option<ArrivalsId> {
        self.arrivals.find(name).map(ArrivalsId::new)
    }

    pub(crate) fn pathway(&self, name: &str) -> Option<PathwayId> {
        self.pathways.find(name).map(PathwayId::new)
    }

    pub(crate) fn activity(&self, full_name: &str) -> Option<ActivityId> {
        self.activities.find(full_name).map(ActivityId::new)
    }

    pub(crate) fn exit(&self, name: &str) -> Option<ExitId> {
        self.exits.find(name).map(ExitId::new)
    }

    pub(crate) fn payer(&self, name: &str) -> Option<PayerId> {
        self.payers.find(name).map(PayerId::new)
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<AttributeId> {
        self.attributes.iter().position(|attribute| attribute.name == name).map(AttributeId::new)
    }

    pub(crate) fn values(&self, attribute: AttributeId) -> &[String] {
        &self.attributes[attribute.index()].values
    }

    pub(crate) fn value(&self, attribute: AttributeId, name: &str) -> Option<usize> {
        self.values(attribute).iter().position(|value| value == name)
    }
}

/// Collects every name, and says which cannot be names.
pub(crate) fn collect(reader: &mut Reader, file: &Table) {
    let mut names = Names { payers: crate::payments::names(file), ..Names::default() };
    for (name, _) in BUILT_IN_EXITS {
        names.exits.add(name);
    }
    for (section, index, most) in [
        ("place", &mut names.places, MOST_THINGS),
        ("resource", &mut names.resources, MOST_THINGS),
        ("roster", &mut names.rosters, MOST_THINGS),
        ("arrivals", &mut names.arrivals, MOST_ARRIVALS),
        ("exit", &mut names.exits, MOST_THINGS),
        ("pathway", &mut names.pathways, MOST_THINGS),
    ] {
        for entry in reader.named(file, section, most) {
            index.add(&entry.key);
        }
    }
    collect_activities(reader, file, &mut names);
    let streams = names.arrivals.names().to_vec();
    names.attributes.push(AttributeNames { name: "arrivals".to_owned(), values: streams });
    for entry in reader.named(file, "patient", MOST_ATTRIBUTES - 1) {
        let values = attribute_values(reader, entry);
        names.attributes.push(AttributeNames { name: entry.key.clone(), values });
    }
    reader.names = names;
}

/// The most things of one sort.
pub(crate) const MOST_THINGS: usize = 65_000;
/// The most payers, besides the trust.
pub(crate) const MOST_PAYERS: usize = 250;
/// The payer that is always there.
pub(crate) const TRUST: &str = "trust";
/// The most streams of arrivals.
pub(crate) const MOST_ARRIVALS: usize = 250;
/// The most values of an attribute.
const MOST_VALUES: usize = 250;

fn collect_activities(reader: &mut Reader, file: &Table, names: &mut Names) {
    let pathways = file.get("pathway").and_then(|node| node.table());
    for entry in
        pathways.into_iter().flat_map(|table| &table.entries).filter(|entry| entry.node.table().is_some())
    {
        let mut of_pathway = BTreeMap::new();
        for activity in entry.node.table().into_iter().flat_map(|table| &table.entries) {
            if activity.node.table().is_none() {
                continue;
            }
            reader.check_name(&activity.key, activity.key_at);
            if names.activities.names().len() >= MOST_THINGS {
                reader.problems.add(
                    activity.key_at,
                    "there are too many activities",
                    format!("at most {MOST_THINGS} can be simulated"),
                );
                return;
            }
            let id = ActivityId::new(names.activities.add(&format!("{}.{}", entry.key, activity.key)));
            of_pathway.insert(activity.key.clone(), id);
            if names.exits.find(&activity.key).is_some() {
                reader.problems.add(
                    activity.key_at,
                    format!("`{}` is the name of an exit, so an activity cannot have it", activity.key),
                    "give the activity another name",
                );
            }
        }
        names.of_pathway.push(of_pathway);
    }
}

/// The values of an attribute, in the order in which its shares name them first.
fn attribute_values(reader: &mut Reader, entry: &Entry) -> Vec<String> {
    let mut values = Vec::new();
    if let Some(shares) = entry.node.table().and_then(|table| table.get("shares")) {
        gather(&shares.value, &mut values);
    }
    if values.len() > MOST_VALUES {
        reader.problems.add(
            entry.key_at,
            "this attribute has too many values",
            format!("use at most {MOST_VALUES}"),
        );
        values.truncate(MOST_VALUES);
    }
    let names: Vec<(String, At)> = values;
    for (name, at) in &names {
        reader.check_name(name, *at);
        if name == "other" || name == "by" {
            reader.problems.add(
                *at,
                format!("`{name}` has a meaning of its own and cannot be a value"),
                "choose another word for it",
            );
        }
    }
    names.into_iter().map(|(name, _)| name).collect()
}

fn gather(value: &Value, values: &mut Vec<(String, At)>) {
    let Value::Table(table) = value else { return };
    let by = table.get("by").is_some_and(|node| node.text().is_some());
    for entry in table.entries.iter().filter(|entry| !(by && entry.key == "by")) {
        if by {
            gather(&entry.node.value, values);
        } else if !values.iter().any(|(name, _)| *name == entry.key) {
            values.push((entry.key.clone(), entry.key_at));
        }
    }
}
