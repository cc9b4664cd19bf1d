//! Switches: sets of changes that hold at times. A date, something that happens to the hospital, or a rule turns one on and off.
//!
//! A switch alters parts of the hospital. What each part is while some switches are on is known beforehand, so a run only
//! ever asks for [`Hospital::with`] the switches that are on.

use quantity::{Duration, Instant};

use crate::Hospital;
use crate::arrivals::{Arrivals, Resource};
use crate::attribute::Attribute;
use crate::ids::{ActivityId, ArrivalsId, AttributeId, PlaceId, ResourceId, SwitchId};
use crate::pathway::Activity;
use crate::payment::Bill;
use crate::place::Place;

/// The most switches of a hospital.
pub const MOST_SWITCHES: usize = 64;

/// Everything that can be turned on and off in the course of a run.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Switches {
    /// The switches; rules stand last.
    pub list: Vec<Switch>,
    /// What parts of the hospital become.
    pub variants: Vec<Variant>,
}

/// A set of changes that holds at times.
#[derive(Clone, Debug, PartialEq)]
pub struct Switch {
    /// The name of the option, shock or rule.
    pub name: String,
    /// What turns it on and off.
    pub cause: Cause,
    /// What it costs while it is on, and each time it comes on: one bill for each who pays.
    pub bills: Vec<Bill>,
}

/// What turns a switch on and off.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// Someone's decision, at dates.
    Option(Dates),
    /// Something that happens, at dates.
    Shock(Dates),
    /// How the hospital is doing.
    Rule(Rule),
}

/// Times in which something holds.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Dates {
    /// From, until; in order and apart. The last may have no end.
    pub spans: Vec<(Instant, Option<Instant>)>,
    /// After so long the first span comes again, and again.
    pub every: Option<Duration>,
}

/// When to act, and when to stop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// It comes on when this holds.
    pub when: Condition,
    /// Once on, it goes off when this holds.
    pub until: Condition,
    /// From deciding to come on until its changes take effect.
    pub delay: Duration,
}

/// A number that has been beyond a bound for some time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    /// The number.
    pub reading: Reading,
    /// The bound.
    pub beyond: Beyond,
    /// For how long without a break.
    pub lasts: Duration,
}

/// On which side of a bound a number must be; a number at the bound is on neither.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Beyond {
    /// Larger than this.
    Above(f64),
    /// Smaller than this.
    Below(f64),
}

/// A measure that can be read at any moment. Each is the measure of its id, whose figure is its mean over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the definitions of the measures document each")]
pub enum Reading {
    BoardingCount,
    FitToLeaveCount,
    Occupancy,
    OccupiedSpaces,
    ClosedSpaces,
    /// Of a place.
    OfPlace(PlaceId, PlaceReading),
}

/// The same of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the definitions of the measures document each")]
pub enum PlaceReading {
    Occupancy,
    OccupiedSpaces,
    QueueLength,
    Present,
    Parked,
    WaitingToMove,
    KeptAfter,
    ClosedSpaces,
}

/// Some of the switches of a hospital: those that are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct On(u64);

/// A part of the hospital while exactly those switches are on of all that alter it.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The switches that alter it.
    pub altered_by: On,
    /// Those of them that are on.
    pub on: On,
    /// What it is then.
    pub part: Part,
}

/// A part of the hospital.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "there are few, and they are read rarely")]
pub enum Part {
    /// A place.
    Place(PlaceId, Place),
    /// A resource.
    Resource(ResourceId, Resource),
    /// A stream of arrivals.
    Arrivals(ArrivalsId, Arrivals),
    /// An activity.
    Activity(ActivityId, Activity),
    /// An attribute of visits.
    Attribute(AttributeId, Attribute),
}

/// A switch was turned, or is on at the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turned {
    /// When.
    pub at: Instant,
    /// Which.
    pub switch: SwitchId,
    /// Whether it is on from now on.
    pub on: bool,
}

impl On {
    /// None of them.
    pub const NONE: Self = Self(0);

    /// One of them.
    #[inline]
    pub const fn only(switch: SwitchId) -> Self {
        Self(1 << switch.index())
    }

    /// Whether one is among them.
    #[inline]
    pub const fn has(self, switch: SwitchId) -> bool {
        self.0 & (1 << switch.index()) != 0
    }

    /// These with one more or, where `on` is false, without it.
    #[must_use]
    pub const fn set(self, switch: SwitchId, on: bool) -> Self {
        if on { Self(self.0 | 1 << switch.index()) } else { Self(self.0 & !(1 << switch.index())) }
    }

    /// Those in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those in either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// One after the other, in order.
    pub fn each(self) -> impl Iterator<Item = SwitchId> + Clone {
        (0..MOST_SWITCHES).map(SwitchId::new).filter(move |&switch| self.has(switch))
    }
}

impl Dates {
    /// Whether they hold at a time.
    pub fn hold_at(&self, at: Instant) -> bool {
        let holds = |at: Instant| {
            self.spans.iter().any(|&(from, until)| from <= at && until.is_none_or(|until| at < until))
        };
        self.within(at).is_some_and(holds)
    }

    /// The next time after `at` when they begin or end to hold.
    pub fn next_change(&self, at: Instant) -> Option<Instant> {
        let first = self.spans.first()?.0;
        let Some(within) = self.within(at) else { return Some(first) };
        let ends = self.spans.iter().flat_map(|&(from, until)| [Some(from), until]).flatten();
        let again = self.every.map(|every| first + every);
        ends.chain(again).filter(|&end| end > within).min().map(|end| at + (end - within))
    }

    /// The same time within the first round; `None` before it.
    fn within(&self, at: Instant) -> Option<Instant> {
        let first = self.spans.first()?.0;
        let since = at - first;
        if since < Duration::ZERO {
            return None;
        }
        Some(match self.every {
            Some(every) => first + Duration::from_millis(since.millis() % every.millis()),
            None => at,
        })
    }
}

impl Reading {
    /// Those of the hospital, with the ids of their measures.
    pub const OF_HOSPITAL: [(Self, &'static str); 5] = [
        (Self::BoardingCount, "boarding_count"),
        (Self::FitToLeaveCount, "fit_to_leave_count"),
        (Self::Occupancy, "occupancy"),
        (Self::OccupiedSpaces, "occupied_spaces"),
        (Self::ClosedSpaces, "closed_spaces"),
    ];
}

impl PlaceReading {
    /// Each, with the id of its measure.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Occupancy, "occupancy"),
        (Self::OccupiedSpaces, "occupied_spaces"),
        (Self::QueueLength, "queue_length"),
        (Self::Present, "present"),
        (Self::Parked, "parked"),
        (Self::WaitingToMove, "waiting_to_move"),
        (Self::KeptAfter, "kept_after"),
        (Self::ClosedSpaces, "closed_spaces"),
    ];
}

impl Beyond {
    /// Whether a number is beyond the bound.
    #[inline]
    pub fn holds(self, number: f64) -> bool {
        match self {
            Self::Above(bound) => number > bound,
            Self::Below(bound) => number < bound,
        }
    }
}

impl Switches {
    /// Handles of all switches, in order.
    pub fn ids(&self) -> impl Iterator<Item = SwitchId> + use<> {
        (0..self.list.len()).map(SwitchId::new)
    }

    /// The rules, with their handles.
    pub fn rules(&self) -> impl Iterator<Item = (SwitchId, &Rule)> {
        self.ids().zip(&self.list).filter_map(|(id, switch)| match &switch.cause {
            Cause::Rule(rule) => Some((id, rule)),
            Cause::Option(_) | Cause::Shock(_) => None,
        })
    }

    /// What is turned at dates, with its handle.
    pub fn dated(&self) -> impl Iterator<Item = (SwitchId, &Dates)> {
        self.ids().zip(&self.list).filter_map(|(id, switch)| match &switch.cause {
            Cause::Option(dates) | Cause::Shock(dates) => Some((id, dates)),
            Cause::Rule(_) => None,
        })
    }

    /// Those that the dates turn on at a time.
    pub fn dated_at(&self, at: Instant) -> On {
        self.dated().fold(On::NONE, |on, (id, dates)| on.set(id, dates.hold_at(at)))
    }

    /// The next time after `at` at which a date turns one of them.
    pub fn next_date(&self, at: Instant) -> Option<Instant> {
        self.dated().filter_map(|(_, dates)| dates.next_change(at)).min()
    }
}

impl Hospital {
    /// The hospital while these switches are on. Its own switches stay, so it is still the hospital of the file.
    #[must_use]
    pub fn with(&self, on: On) -> Self {
        let mut it = self.clone();
        for variant in self.switches.variants.iter().filter(|it| on.and(it.altered_by) == it.on) {
            variant.part.put_into(&mut it);
        }
        it
    }

    /// The most spaces that a place has at any time, whatever switches are on. `None` is unlimited.
    pub fn most_spaces(&self, place: PlaceId) -> Option<u32> {
        let altered = self.switches.variants.iter().filter_map(|variant| match &variant.part {
            Part::Place(id, it) if *id == place => Some(it),
            Part::Place(..)
            | Part::Resource(..)
            | Part::Arrivals(..)
            | Part::Activity(..)
            | Part::Attribute(..) => None,
        });
        let most =
            |most: Option<u32>, it: &Place| most.zip(it.most_spaces()).map(|(most, its)| most.max(its));
        altered.fold(self.places[place.index()].most_spaces(), most)
    }
}

impl Part {
    fn put_into(&self, hospital: &mut Hospital) {
        match self {
            Self::Place(id, place) => hospital.places[id.index()] = place.clone(),
            Self::Resource(id, resource) => hospital.resources[id.index()] = resource.clone(),
            Self::Arrivals(id, arrivals) => hospital.arrivals[id.index()] = arrivals.clone(),
            Self::Activity(id, activity) => hospital.activities[id.index()] = activity.clone(),
            Self::Attribute(id, attribute) => hospital.attributes[id.index()] = attribute.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i64) -> Instant {
        Instant::START + Duration::DAY * number
    }

    #[test]
    fn dates_hold_from_and_until_and_come_again() {
        let once = Dates { spans: vec![(day(3), Some(day(5))), (day(8), None)], every: None };
        let held: Vec<i64> = (0..12).filter(|&number| once.hold_at(day(number))).collect();
        assert_eq!(held, [3, 4, 8, 9, 10, 11]);
        let changes = [0, 3, 4, 5, 8].map(|number| once.next_change(day(number)));
        assert_eq!(changes, [Some(day(3)), Some(day(5)), Some(day(5)), Some(day(8)), None]);

        let weekly = Dates { spans: vec![(day(-2), Some(day(0)))], every: Some(Duration::WEEK) };
        let held: Vec<i64> = (-10..14).filter(|&number| weekly.hold_at(day(number))).collect();
        assert_eq!(held, [-2, -1, 5, 6, 12, 13]);
        let changes = [-4, -2, -1, 0, 5, 6].map(|number| weekly.next_change(day(number)));
        assert_eq!(changes, [-2, 0, 0, 5, 7, 7].map(|number| Some(day(number))));
    }

    #[test]
    fn a_reading_has_the_id_of_a_measure() {
        let known = |id: &str, of_place: bool| {
            crate::definitions().iter().any(|row| {
                row.id == id
                    && match row.measure {
                        crate::Measure::Hospital(_) => !of_place,
                        crate::Measure::Place(_) => of_place,
                        crate::Measure::Activity(_)
                        | crate::Measure::Pathway(_)
                        | crate::Measure::Rule(_)
                        | crate::Measure::Payer(_)
                        | crate::Measure::Delay(_)
                        | crate::Measure::Team(_) => false,
                    }
            })
        };
        assert!(Reading::OF_HOSPITAL.iter().all(|(_, id)| known(id, false)));
        assert!(PlaceReading::ALL.iter().all(|(_, id)| known(id, true)));
    }

    #[test]
    fn a_bound_is_on_neither_side_of_itself() {
        assert!(Beyond::Above(3.0).holds(3.5) && !Beyond::Above(3.0).holds(3.0));
        assert!(Beyond::Below(3.0).holds(2.5) && !Beyond::Below(3.0).holds(3.0));
    }
}
