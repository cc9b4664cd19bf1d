//! Every key of the hospital file, once: what reads the file, the schema for editors and the reference page all
//! come from this table.

mod activities;
mod arrivals;
mod distributions;
mod infections;
mod payments;
mod places;
mod space_rules;
mod staff;
mod switches;
mod whole;

pub(crate) use activities::{ACTIVITY, MOVE_ON};
pub(crate) use arrivals::{ARRIVALS, SEASON, VISIT};
pub(crate) use distributions::{
    DISTRIBUTION, ERLANG, FORMS, GAMMA, LOGNORMAL, MIXED, NORMAL, PHASE, UNITS, WEIBULL,
};
pub(crate) use infections::{CLOSE, COMES, HYGIENE, INFECTION, STAFF};
pub(crate) use payments::{AGENCY, DELAYED_DAY, MONEY, PAYER};
pub(crate) use places::{CLOSES, DIVERT, EACH, LEAVING, PARK, PLACE, QUEUE, RESOURCE, RESOURCE_QUEUE};
pub(crate) use space_rules::{APART, ISOLATE, NEAR_STATION, OUTLIERS, TRANSFER_HOURS};
pub(crate) use staff::{COVER, STRAIN, TEAM};
pub(crate) use switches::{ALTERED, DO, RULE, SHOCK, UNTIL, WHEN};
pub(crate) use whole::{CHANGE, EXIT, FILE, GROUP, OPTION, PATIENT, RUN};

/// A key of a part.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) need: Need,
    /// What holds when the key is absent, as it would be written or in words.
    pub(crate) default: &'static str,
    /// One or two sentences.
    pub(crate) doc: &'static str,
    /// A line of a file.
    pub(crate) example: &'static str,
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Required,
    Optional,
}

/// A table of the file with known keys.
#[derive(Debug)]
pub(crate) struct Part {
    /// Its name in the schema and in the reference page.
    pub(crate) id: &'static str,
    /// How it is written.
    pub(crate) heading: &'static str,
    /// What a message calls it; sections with a name are called by that.
    pub(crate) title: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) keys: &'static [Key],
    /// Keys that users choose, such as the names of places, and what stands under them.
    pub(crate) names: Option<Shape>,
}

/// What may stand under a key.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    Text,
    /// The name of something in the file.
    Name(&'static str),
    Word(&'static [&'static str]),
    PlaceKind,
    ExitKind,
    Flag,
    Whole,
    Number,
    Duration,
    /// Whole number with what is counted.
    Count,
    /// Whole number, with or without what is counted.
    People,
    Rate,
    Money,
    MoneyRate,
    /// A date with or without time.
    Date,
    /// A day of the year.
    Day,
    /// Weights of equal steps, any number of them.
    Steps,
    /// So many numbers.
    Numbers(usize),
    Distribution,
    Roster,
    /// Hours of the week.
    Hours,
    /// Places in order of preference.
    Places,
    /// What follows an activity.
    Next,
    /// Names with shares that sum to one.
    Shares,
    /// Anything that TOML can say.
    Any,
    List(&'static Self),
    Pair(&'static Self, &'static Self),
    Table(&'static Part),
    /// Names of one's own, each with such a value.
    Map(&'static Self),
    /// The same for all, or different by an attribute.
    By(&'static Self),
    Either(&'static [Self]),
}

impl Part {
    /// The names of the keys that may be written.
    pub(crate) fn written(&'static self) -> impl Iterator<Item = &'static str> + Clone {
        self.keys.iter().map(|key| key.name)
    }
}

impl Shape {
    /// The part whose keys may stand here, if it is one.
    pub(crate) fn part(&self) -> Option<&'static Part> {
        if let Self::Either(shapes) = self {
            return shapes.iter().find_map(Self::part);
        }
        if let Self::Table(part) = self { Some(part) } else { None }
    }
}

const fn required(name: &'static str, shape: Shape, doc: &'static str, example: &'static str) -> Key {
    Key { name, shape, need: Need::Required, default: "", doc, example }
}

const fn optional(
    name: &'static str,
    shape: Shape,
    default: &'static str,
    doc: &'static str,
    example: &'static str,
) -> Key {
    Key { name, shape, need: Need::Optional, default, doc, example }
}

/// Every part, in the order of the reference page; the distributions have a table of their own.
pub(crate) static PARTS: &[&Part] = &[
    &FILE,
    &RUN,
    &PATIENT,
    &PLACE,
    &EACH,
    &QUEUE,
    &PARK,
    &DIVERT,
    &CLOSES,
    &LEAVING,
    &APART,
    &ISOLATE,
    &NEAR_STATION,
    &OUTLIERS,
    &TRANSFER_HOURS,
    &INFECTION,
    &COMES,
    &HYGIENE,
    &STAFF,
    &CLOSE,
    &RESOURCE,
    &RESOURCE_QUEUE,
    &AGENCY,
    &TEAM,
    &COVER,
    &STRAIN,
    &ARRIVALS,
    &SEASON,
    &VISIT,
    &ACTIVITY,
    &MOVE_ON,
    &EXIT,
    &OPTION,
    &CHANGE,
    &SHOCK,
    &ALTERED,
    &RULE,
    &WHEN,
    &UNTIL,
    &DO,
    &GROUP,
    &PAYER,
    &MONEY,
    &DELAYED_DAY,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Problems;
    use crate::tree::parse;

    #[test]
    fn every_example_is_a_line_of_its_key() {
        for part in PARTS.iter().chain(FORMS) {
            for key in part.keys {
                let mut problems = Problems::default();
                problems.add_source("example", key.example);
                let table = parse(key.example, 0, &mut problems);
                assert_eq!(problems.count(), 0, "{}", key.example);
                let first = &table.entries[0].key;
                assert!(
                    *first == key.name || *first == "time",
                    "{} is an example of {}",
                    key.example,
                    key.name
                );
            }
        }
    }

    #[test]
    fn the_file_with_everything_has_every_key() {
        let everything = include_str!("../tests/everything.toml");
        let written = |name: &str| {
            [format!("{name} = "), format!("[{name}."), format!("[{name}]")]
                .iter()
                .any(|text| everything.contains(text))
        };
        let alternatives = ["visits_from", "units"];
        for key in PARTS.iter().flat_map(|part| part.keys) {
            assert!(
                written(key.name) || alternatives.contains(&key.name),
                "`{}` is not in everything.toml",
                key.name
            );
        }
    }
}
