//! How the time of visits is divided among being treated and waiting, and for what.

use hospital::{ActivityId, Hospital, Spending, SpentOn, TimeSpent};
use quantity::Duration;

/// What some of the time goes into.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeShare {
    /// In words: `waiting for a space in amu`, `emergency.assess`.
    pub words: String,
    /// For or in which activity, with its pathway; `None` where that is not known.
    pub activity: Option<String>,
    /// The place in which the visit has a space.
    pub place: Option<String>,
    /// Whether it waits.
    pub waits: bool,
    /// The share of all the time.
    pub share: f64,
    /// Hours a visit.
    pub hours: f64,
}

/// What the time of all replications goes into, the most first.
pub(super) fn shares(hospital: &Hospital, spent: &[TimeSpent]) -> Vec<TimeShare> {
    let Some((first, others)) = spent.split_first() else { return Vec::new() };
    let mut all = first.clone();
    for other in others {
        all.merge(other);
    }
    let whole: i64 = all.spent().values().sum();
    let began = all.began();
    let share = |(&on, &millis): (&SpentOn, &i64)| {
        let hours = millis as f64 / Duration::HOUR.millis() as f64;
        TimeShare {
            words: words(hospital, on),
            activity: on.1.map(|activity| hospital.activity_name(activity)),
            place: on.0.map(|place| hospital.places[place.index()].name.clone()),
            waits: on.2 != Spending::In && on.2 != Spending::NotKnown,
            share: millis as f64 / whole as f64,
            hours: hours / began as f64,
        }
    };
    let mut shares: Vec<TimeShare> = all.spent().iter().map(share).collect();
    // The most first; of equals in the order of the file.
    shares.sort_by(|a, b| b.share.total_cmp(&a.share));
    shares
}

fn words(hospital: &Hospital, (held, activity, how): SpentOn) -> String {
    let name = |place: hospital::PlaceId| hospital.places[place.index()].name.as_str();
    let there = held.map_or_else(String::new, |place| format!(", in {}", name(place)));
    let of = activity.map_or_else(|| "something".to_owned(), |it| hospital.activity_name(it));
    match how {
        Spending::In => format!("{of}{there}"),
        Spending::ForSpace(place) => format!("waiting for a space in {} ({of}){there}", name(place)),
        Spending::Outside(place) => format!("held outside {} ({of})", name(place)),
        Spending::ForResources => format!("waiting for {} ({of}){there}", resources(hospital, activity)),
        Spending::Paused => format!("interrupted in {of}{there}"),
        Spending::Kept => format!("done with {of} and still there{there}"),
        Spending::NotKnown => format!("not known{there}"),
    }
}

/// The resources that an activity uses, in words.
pub(super) fn resources(hospital: &Hospital, activity: Option<ActivityId>) -> String {
    let Some(activity) = activity else { return "something".to_owned() };
    let uses = &hospital.activities[activity.index()].uses;
    let names: Vec<&str> =
        uses.iter().map(|(resource, _)| hospital.resources[resource.index()].name.as_str()).collect();
    names.join(" and ")
}
