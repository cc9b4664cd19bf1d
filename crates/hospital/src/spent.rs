//! Where time goes: for how long visits are in activities, and for what they wait.

use std::collections::BTreeMap;

use quantity::Instant;

use crate::Hospital;
use crate::census::{Census, Present, Situation};
use crate::ids::{ActivityId, PlaceId};
use crate::movement::{Movement, MovementKind, Opening, Sink};
use crate::place::PlaceKind;

/// Whose time is followed, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Every visit's, while it lasts.
    Visits,
    /// Emergency attendances', until they end: in another place than an emergency department or corridor, or by leaving.
    Attendances,
}

/// What a visit is doing with its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spending {
    /// It is in its activity.
    In,
    /// It waits for a space in a place.
    ForSpace(PlaceId),
    /// It is held outside a place.
    Outside(PlaceId),
    /// It waits for resources.
    ForResources,
    /// Its activity is interrupted.
    Paused,
    /// Its activity is over and it stays where it is: kept for a while, or until the hours in which it may leave.
    Kept,
    /// Only its place is known.
    NotKnown,
}

/// What a visit's time goes into: where it has a space, for which activity, and how.
pub type SpentOn = (Option<PlaceId>, Option<ActivityId>, Spending);

/// Where the counted time of visits goes.
#[derive(Clone, Debug)]
pub struct TimeSpent {
    whose: Whose,
    kinds: Vec<PlaceKind>,
    census: Census,
    /// By slot: until when its time is entered, and whether it counts.
    under_way: Vec<(i64, Counts)>,
    spent: BTreeMap<SpentOn, i64>,
    began: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counts {
    /// It has asked for nothing yet.
    NotYet,
    Yes,
    No,
}

impl TimeSpent {
    /// Nothing seen yet of a hospital.
    pub fn new(hospital: &Hospital, whose: Whose) -> Self {
        Self {
            whose,
            kinds: hospital.places.iter().map(|place| place.kind).collect(),
            census: Census::new(hospital),
            under_way: Vec::new(),
            spent: BTreeMap::new(),
            began: 0,
        }
    }

    /// Milliseconds in the counted time that went into each thing.
    pub fn spent(&self) -> &BTreeMap<SpentOn, i64> {
        &self.spent
    }

    /// How many of those whose time it is began in the counted time.
    pub fn began(&self) -> u64 {
        self.began
    }

    /// Adds what another has seen of the same hospital.
    pub fn merge(&mut self, other: &Self) {
        self.began += other.began;
        for (&on, &millis) in &other.spent {
            *self.spent.entry(on).or_default() += millis;
        }
    }

    fn enter(&mut self, present: &Present, until: i64) {
        let (from, counts) = self.under_way[present.visit.slot as usize];
        if counts != Counts::Yes || until <= from.max(0) {
            return;
        }
        *self.spent.entry(spent_on(present)).or_default() += until - from.max(0);
    }

    /// Whether a visit counts after a movement.
    fn counts(&mut self, movement: &Movement, before: Counts) -> Counts {
        if self.whose == Whose::Visits {
            let arrives = matches!(movement.kind, MovementKind::Arrived { .. });
            self.began += u64::from(arrives && movement.at >= Instant::START);
            return Counts::Yes;
        }
        let held = movement.space.map(|space| self.kinds[space.place.index()]);
        let asked = match movement.kind {
            MovementKind::Arrived { .. } => return Counts::NotYet,
            MovementKind::Waits { place: Some(place), .. } | MovementKind::Parked { place, .. } => {
                Some(self.kinds[place.index()])
            }
            MovementKind::Waits { place: None, .. }
            | MovementKind::Moved { .. }
            | MovementKind::Placed
            | MovementKind::Begins { .. }
            | MovementKind::Paused { .. }
            | MovementKind::Ended { .. }
            | MovementKind::FitToLeave
            | MovementKind::NeedsFewer { .. }
            | MovementKind::Left { .. } => held,
        };
        let mut counts = before;
        if before == Counts::NotYet {
            let attends = asked == Some(PlaceKind::Emergency);
            counts = if attends { Counts::Yes } else { Counts::No };
            self.began += u64::from(attends && movement.at >= Instant::START);
        }
        let is_beyond = held.is_some_and(|it| !matches!(it, PlaceKind::Emergency | PlaceKind::Corridor));
        if is_beyond { Counts::No } else { counts }
    }
}

impl Sink for TimeSpent {
    fn movement(&mut self, movement: &Movement) {
        let slot = movement.visit.slot as usize;
        if slot >= self.under_way.len() {
            self.under_way.resize(slot + 1, (0, Counts::NotYet));
        }
        let at = movement.at.millis();
        if let Some(before) = self.census.visit(movement.visit.slot).copied() {
            self.enter(&before, at);
        }
        self.census.movement(movement);
        let counts = self.counts(movement, self.under_way[slot].1);
        self.under_way[slot] = (at, counts);
    }

    fn opening(&mut self, opening: &Opening) {
        self.census.opening(opening);
    }

    fn finish(&mut self, at: Instant) {
        let present: Vec<Present> = self.census.visits().copied().collect();
        for present in &present {
            self.enter(present, at.millis());
        }
    }
}

fn spent_on(present: &Present) -> SpentOn {
    let held = present.space.map(|space| space.place);
    let how = match present.doing {
        Situation::In { .. } => Spending::In,
        Situation::Parked { place, .. } => Spending::Outside(place),
        Situation::Waiting { place: Some(place), .. } | Situation::Paused { place: Some(place), .. } => {
            Spending::ForSpace(place)
        }
        Situation::Waiting { place: None, .. } | Situation::Moved { .. } => Spending::ForResources,
        Situation::Paused { place: None, .. } => Spending::Paused,
        Situation::Kept { .. } => Spending::Kept,
        Situation::Arrived | Situation::Placed => Spending::NotKnown,
    };
    (held, present.doing.activity(), how)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::story_hospital;
    use crate::{ArrivalsId, ExitId, Space, Traits, Visit, VisitId};

    const ED: PlaceId = PlaceId::new(0);
    const FIRST: ActivityId = ActivityId::new(0);

    /// A visit that waits 10 minutes outside any space, is seen for 30, waits there for a bed for 20, and lies in it for 60;
    /// 5 minutes of the first wait lie before the counted time.
    fn followed(whose: Whose) -> TimeSpent {
        let hospital = story_hospital();
        let beds = |place: &PlaceId| hospital.places[place.index()].kind.has_beds();
        let ward = hospital.place_ids().find(beds).expect("the story has a ward");
        assert_eq!(hospital.places[0].kind, PlaceKind::Emergency);
        let mut spent = TimeSpent::new(&hospital, whose);
        let visit = Visit { id: VisitId::new(ArrivalsId::new(0), 0), slot: 3 };
        let in_ed = Some(Space { place: ED, number: 0 });
        let stay = ActivityId::new(1);
        for (minute, kind, space) in [
            (-5, MovementKind::Arrived { traits: Traits::default() }, None),
            (-5, MovementKind::Waits { activity: FIRST, place: Some(ED) }, None),
            (5, MovementKind::Begins { activity: FIRST }, in_ed),
            (35, MovementKind::Waits { activity: stay, place: Some(ward) }, in_ed),
            (40, MovementKind::FitToLeave, in_ed),
            (55, MovementKind::Begins { activity: stay }, Some(Space { place: ward, number: 0 })),
            (115, MovementKind::Left { exit: ExitId::new(0) }, None),
        ] {
            spent.movement(&Movement { at: Instant::from_millis(60_000 * minute), visit, kind, space });
        }
        spent.finish(Instant::from_millis(60_000 * 200));
        spent
    }

    fn minutes(spent: &TimeSpent) -> Vec<(Spending, i64)> {
        let mut all: Vec<_> =
            spent.spent().iter().map(|((.., how), millis)| (*how, millis / 60_000)).collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn every_minute_of_the_counted_time_goes_into_one_thing() {
        let spent = followed(Whose::Visits);
        let of_wards = |how: &Spending| matches!(how, Spending::ForSpace(place) if *place != ED);
        let for_ward = spent.spent().keys().map(|&(.., how)| how).find(of_wards);
        let for_ward = for_ward.expect("it waited for the ward");
        let all = [(Spending::In, 30), (Spending::In, 60), (Spending::ForSpace(ED), 5), (for_ward, 20)];
        assert_eq!(minutes(&spent), all);
        assert_eq!(spent.began(), 0, "it came before the counted time");
    }

    #[test]
    fn an_attendance_ends_in_the_bed() {
        let whole: i64 = minutes(&followed(Whose::Attendances)).iter().map(|(_, minutes)| minutes).sum();
        assert_eq!(whole, 5 + 30 + 20);
    }
}
