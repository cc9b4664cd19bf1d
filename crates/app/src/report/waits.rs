//! Where visits wait, for what, and in what way.

use std::collections::BTreeMap;

use hospital::{ActivityId, Wait};

use super::boxes::{Boxed, box_of};
use super::{Material, Mean, for_people};

/// Where visits wait.
#[derive(Clone, Debug, PartialEq)]
pub struct Waits {
    /// Where most wait first; those with hardly anyone left out.
    pub list: Vec<Waiting>,
    /// How many more there are, and how many visits wait there together.
    pub others: (usize, Mean),
}

/// One of the places where visits wait.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Where.
    pub place: String,
    /// For what.
    pub words: String,
    /// In what way.
    pub way: WaysToWait,
    /// How many, at any time.
    pub number: Mean,
}

/// In what way visits wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WaysToWait {
    /// For a space, without one.
    WithoutSpace,
    /// For a space elsewhere, in one that others could use.
    HoldingSpace,
    /// For people or equipment, in the right place.
    ForResources,
    /// Done, and not gone yet.
    DoneNotGone,
}

impl WaysToWait {
    /// All of them, with what they are called.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::WithoutSpace, "without a space"),
        (Self::HoldingSpace, "holding a space, waiting for another"),
        (Self::ForResources, "in place, waiting for staff or equipment"),
        (Self::DoneNotGone, "done, and not gone yet"),
    ];
}

/// So many are shown.
const MOST: usize = 14;
/// What is less than this at any time is as good as nothing.
const HARDLY_ANYONE: f64 = 0.005;

type Key = (Option<usize>, Wait, ActivityId);

pub(super) fn waits(material: &Material<'_>, boxes: &[Boxed]) -> Waits {
    let mut all: BTreeMap<Key, Vec<f64>> = BTreeMap::new();
    let runs = material.courses.len();
    for (run, course) in material.courses.iter().enumerate() {
        for ((place, wait, activity), number) in course.waits() {
            let key = (place.map(|place| box_of(boxes, place)), wait, activity);
            all.entry(key).or_insert_with(|| vec![0.0; runs])[run] += number;
        }
    }
    let mean = |values: &Vec<f64>| values.iter().sum::<f64>() / runs as f64;
    let mut all: Vec<(Key, Vec<f64>)> =
        all.into_iter().filter(|(_, values)| mean(values) >= HARDLY_ANYONE).collect();
    all.sort_by(|(_, one), (_, other)| mean(other).total_cmp(&mean(one)));
    let rest = all.split_off(all.len().min(MOST));
    let of_run = |run: usize| rest.iter().map(|(_, values)| values[run]).sum::<f64>();
    let waiting = |((place, wait, activity), values): (Key, Vec<f64>)| {
        let name = place.map_or("no place", |number| boxes[number].name.as_str());
        let (place, words) = words(material, name, wait, activity);
        Waiting { place, words, way: way(wait), number: Mean::of(values.into_iter()) }
    };
    Waits {
        list: all.into_iter().map(waiting).collect(),
        others: (rest.len(), Mean::of((0..runs).map(of_run))),
    }
}

fn way(wait: Wait) -> WaysToWait {
    match wait {
        Wait::Outside | Wait::Queue => WaysToWait::WithoutSpace,
        Wait::ToMove => WaysToWait::HoldingSpace,
        Wait::Staff | Wait::Paused => WaysToWait::ForResources,
        Wait::Kept => WaysToWait::DoneNotGone,
    }
}

/// Where, and for what.
fn words(material: &Material<'_>, place: &str, wait: Wait, activity: ActivityId) -> (String, String) {
    let hospital = material.hospital;
    let it = &hospital.activities[activity.index()];
    let is_alone = hospital.activities.iter().filter(|other| other.name == it.name).count() == 1;
    let pathway = &hospital.pathways[it.pathway.index()].name;
    let name = if is_alone { it.name.clone() } else { format!("{} ({pathway})", it.name) };
    let uses = it.uses.iter().map(|(resource, _)| hospital.resources[resource.index()].name.as_str());
    let uses = uses.collect::<Vec<_>>().join(" and ");
    let (place, words) = match wait {
        Wait::Outside => (format!("outside {place}"), format!("held, to come in for {name}")),
        Wait::Queue => (format!("queue for {place}"), format!("for {name}")),
        Wait::ToMove => (place.to_owned(), format!("for a space elsewhere, for {name}")),
        Wait::Staff if uses.is_empty() => (place.to_owned(), format!("for {name} to begin")),
        Wait::Staff => (place.to_owned(), format!("for {uses}, for {name}")),
        Wait::Paused => (place.to_owned(), format!("{name} interrupted")),
        Wait::Kept => (place.to_owned(), format!("{name} is over, not gone yet")),
    };
    (for_people(&place), for_people(&words))
}
