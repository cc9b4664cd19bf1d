//! Deadlock: visits that hold spaces wait for each other's in a circle.
//!
//! A set of full places is dead when every visit in them waits, in its space, for places of the set alone. The largest
//! such set is found by striking out places that have a way out until none is left to strike (after Holt, "Some deadlock
//! properties of computer systems", 1972). Only places that can be part of a circle of pathways are ever looked at.

use hospital::{
    Activity, Hospital, MovementKind, Next, OnDeadlock, Part, Place, PlaceId, Sink, Where, WhileWaiting,
};
use quantity::Instant;

use crate::visit::Doing;
use crate::world::{Events, LeftSpace, World};

/// A circle of places whose visits wait for each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadlock {
    /// When it was found.
    pub at: Instant,
    /// Each place waits for the next, and the last for the first.
    pub places: Vec<PlaceId>,
}

/// For each place, whether a visit that holds a space there can wait, directly or not, for a space there, whatever is
/// switched on meanwhile.
pub(crate) fn places_in_circles(hospital: &Hospital) -> Vec<bool> {
    let places = hospital.places.len();
    let mut waits = vec![vec![false; places]; places];
    let ways = Ways::new(hospital);
    let during = places_during(hospital, &ways);
    for (index, activity) in ways.activities() {
        let leaves = activity.next.leaves().into_iter().flatten().map(|&(next, _)| next);
        for next in leaves.chain([activity.when_refused, activity.when_impatient]) {
            let Next::Activity(next) = next else { continue };
            for next in &ways.activities[next.index()] {
                if next.while_waiting == WhileWaiting::Leave {
                    continue;
                }
                for (from, _) in during[index].iter().enumerate().filter(|&(_, &may_be)| may_be) {
                    places_of(&next.place).for_each(|to| waits[from][to] |= from != to);
                }
            }
        }
    }
    // Warshall's transitive closure.
    for through in 0..places {
        let onward = waits[through].clone();
        for from in waits.iter_mut().filter(|from| from[through]) {
            from.iter_mut().zip(&onward).for_each(|(waits, &onward)| *waits |= onward);
        }
    }
    (0..places).map(|place| waits[place][place]).collect()
}

/// Every activity and place, each as it is and as switches may make it.
struct Ways<'h> {
    activities: Vec<Vec<&'h Activity>>,
    places: Vec<Vec<&'h Place>>,
}

impl<'h> Ways<'h> {
    fn new(hospital: &'h Hospital) -> Self {
        let mut ways = Self {
            activities: hospital.activities.iter().map(|it| vec![it]).collect(),
            places: hospital.places.iter().map(|it| vec![it]).collect(),
        };
        for variant in &hospital.switches.variants {
            match &variant.part {
                Part::Activity(id, it) => ways.activities[id.index()].push(it),
                Part::Place(id, it) => ways.places[id.index()].push(it),
                Part::Resource(..) | Part::Arrivals(..) | Part::Attribute(..) => {}
            }
        }
        ways
    }

    fn activities(&self) -> impl Iterator<Item = (usize, &'h Activity)> + '_ {
        let each = |(index, ways): (usize, &'_ Vec<&'h Activity>)| {
            ways.iter().map(move |&it| (index, it)).collect::<Vec<_>>()
        };
        self.activities.iter().enumerate().flat_map(each)
    }
}

fn places_of(place: &Where) -> impl Iterator<Item = usize> + '_ {
    let choices = match place {
        Where::Here => Vec::new(),
        Where::Into(by) => by.leaves(),
    };
    choices.into_iter().flat_map(|choice| choice.tiers.iter().flatten()).map(|place| place.index())
}

/// For each activity, the places in which a visit may be during it or while it waits for what is next.
fn places_during(hospital: &Hospital, ways: &Ways<'_>) -> Vec<Vec<bool>> {
    let mut during = vec![vec![false; hospital.places.len()]; hospital.activities.len()];
    for (index, activity) in ways.activities() {
        places_of(&activity.place).for_each(|place| during[index][place] = true);
    }
    // A diversion may bring a visit to the other place; an activity without a place happens wherever the one before did, and
    // so may one in which a stay goes on.
    loop {
        let before = during.clone();
        for (index, activity) in ways.activities() {
            for (place, its) in ways.places.iter().enumerate() {
                for it in its {
                    if let hospital::WhenFull::Divert { to, .. } = it.when_full {
                        during[index][to.index()] |= during[index][place];
                    }
                }
            }
            for (next, _) in activity.next.leaves().into_iter().flatten() {
                let Next::Activity(next) = next else { continue };
                if hospital.activities[next.index()].place == Where::Here {
                    may_be_there_too(&mut during, index, next.index());
                }
            }
            if let Some(move_on) = activity.move_on {
                may_be_there_too(&mut during, index, move_on.to.index());
            }
        }
        if during == before {
            return during;
        }
    }
}

/// Wherever visits may be during one activity, they may be during another.
fn may_be_there_too(during: &mut [Vec<bool>], one: usize, other: usize) {
    let here = during[one].clone();
    during[other].iter_mut().zip(&here).for_each(|(there, &here)| *there |= here);
}

impl<S: Sink> World<'_, S> {
    /// Ways have changed: is anyone who waits in its space part of a circle now?
    pub fn look_for_deadlocks(&mut self, now: Instant, calendar: &mut Events) {
        for slot in 0..self.visits.len() {
            let visit = &self.visits[slot];
            if visit.doing == Doing::WaitingForSpace
                && let Some(space) = visit.space
                && self.plan.place(space.place).in_circle
                && self.stopped_by.is_none()
            {
                self.look_for_deadlock(now, slot as u32, calendar);
            }
        }
    }

    /// A visit has begun to wait in its space: is it part of a circle?
    pub fn look_for_deadlock(&mut self, now: Instant, slot: u32, calendar: &mut Events) {
        let Some(start) = self.visits[slot as usize].space.map(|space| space.place) else { return };
        if self.has_a_way_out(start) {
            return;
        }
        let dead = self.dead_places();
        if !dead[start.index()] {
            return;
        }
        let circle = self.circle_from(slot, &dead);
        let places = circle
            .iter()
            .filter_map(|&slot| self.visits[slot as usize].space)
            .map(|space| space.place)
            .collect();
        let deadlock = Deadlock { at: now, places };
        match self.plan.hospital.run.on_deadlock {
            OnDeadlock::Stop => self.stopped_by = Some(deadlock),
            OnDeadlock::Swap => {
                self.deadlocks.push(deadlock);
                self.change_places(now, &circle, calendar);
            }
        }
    }

    /// Whether something in a place shows at once that it is in no circle: a free space, or a visit that does not wait.
    fn has_a_way_out(&self, place: PlaceId) -> bool {
        let is_there = |slot: &usize| self.visits[*slot].space.is_some_and(|space| space.place == place);
        !self.is_full(place.index())
            || (0..self.visits.len()).filter(is_there).any(|slot| !self.waits_for_ever(slot))
    }

    /// Whether nobody comes in before somebody leaves.
    fn is_full(&self, place: usize) -> bool {
        let pool = &self.pools[place];
        let most = match &self.plan.pools[place].capacity {
            hospital::Capacity::Always(number) => *number,
            hospital::Capacity::Rostered(roster) => roster.most(),
            hospital::Capacity::Unlimited => return false,
        };
        let need = u32::from(self.plan.places[place].need.first);
        pool.in_use > 0 && pool.cleaning == 0 && pool.in_use + pool.beyond + need > most
    }

    /// The largest set of full places whose visits all wait, for ever, for places of the set.
    fn dead_places(&self) -> Vec<bool> {
        let count = self.plan.hospital.places.len();
        let mut held = vec![0; count];
        let stuck: Vec<usize> = (0..self.visits.len()).filter(|&slot| self.waits_for_ever(slot)).collect();
        for &slot in &stuck {
            if let Some(space) = self.visits[slot].space {
                held[space.place.index()] += 1;
            }
        }
        let mut dead: Vec<bool> =
            (0..count).map(|place| self.is_full(place) && held[place] == self.pools[place].in_use).collect();
        loop {
            let mut changed = false;
            for &slot in &stuck {
                let Some(space) = self.visits[slot].space else { continue };
                let place = space.place.index();
                if dead[place] && self.wanted(slot).any(|wanted| !dead[wanted.index()]) {
                    dead[place] = false;
                    changed = true;
                }
            }
            if !changed {
                return dead;
            }
        }
    }

    /// Whether a visit holds a space, waits for another, and will never give up.
    fn waits_for_ever(&self, slot: usize) -> bool {
        let visit = &self.visits[slot];
        visit.doing == Doing::WaitingForSpace
            && visit.space.is_some()
            && self.plan.activity(visit.activity).patience.is_none()
            && !self.goes_on_meanwhile(slot as u32)
    }

    fn wanted(&self, slot: usize) -> impl Iterator<Item = PlaceId> + '_ {
        let visit = &self.visits[slot];
        let places = self.plan.activity(visit.activity).places.as_ref();
        let choice = places.expect("only activities with places are waited for in queues").of(visit.traits);
        choice.places(choice.all_tiers())
    }

    /// Follows who waits for whom from a visit in a dead place until a place comes again.
    fn circle_from(&self, slot: u32, dead: &[bool]) -> Vec<u32> {
        let mut path: Vec<(PlaceId, u32)> = Vec::new();
        let mut slot = slot;
        loop {
            let place = self.visits[slot as usize].space.expect("a visit in a circle holds a space").place;
            if let Some(first) = path.iter().position(|&(passed, _)| passed == place) {
                return path[first..].iter().map(|&(_, slot)| slot).collect();
            }
            path.push((place, slot));
            let wanted = self.wanted(slot as usize).find(|wanted| dead[wanted.index()]);
            let wanted = wanted.expect("a visit in a dead place waits for a dead place");
            let longest = (0..self.visits.len())
                .filter(|&other| self.visits[other].space.is_some_and(|space| space.place == wanted))
                .min_by_key(|&other| (self.visits[other].begun_at, self.visits[other].id));
            slot = longest.expect("a dead place is full") as u32;
        }
    }

    /// Moves each visit of a circle into the space of the next.
    fn change_places(&mut self, now: Instant, circle: &[u32], calendar: &mut Events) {
        let left: Vec<LeftSpace> = circle
            .iter()
            .map(|&slot| {
                self.leave_queues(slot);
                self.visits[slot as usize].leave_space().expect("a visit in a circle holds a space")
            })
            .collect();
        for (&slot, left) in circle.iter().zip(&left).skip(1) {
            self.visits[slot as usize].space = Some(left.space);
        }
        // One steps aside, so that no space is in use twice even for a moment.
        let first = circle[0];
        let activity = self.visits[first as usize].activity;
        self.tell(
            now,
            first,
            MovementKind::Waits { activity, place: Some(left[circle.len().min(2) - 1].space.place) },
        );
        for index in (0..circle.len()).rev() {
            let slot = circle[index];
            let taken = left[(index + 1) % circle.len()];
            let plan = self.plan.place(taken.space.place);
            let visit = &mut self.visits[slot as usize];
            visit.space = None;
            visit.change_space(taken.space);
            self.is_taken_by_rules(taken.space, slot);
            // A newcomer takes all that it needs, even beyond what there is.
            self.pools[taken.space.place.index()].beyond -= u32::from(taken.need) - 1;
            self.needs_most(slot, taken.space.place);
            let limited = &mut self.pools[taken.space.place.index()].limited;
            if let Some(limit) = plan.limit_of[taken.entered_by.index()] {
                limited[limit as usize] -= 1;
            }
            if let Some(limit) = plan.limit_of[self.visits[slot as usize].entered_by.index()] {
                limited[limit as usize] += 1;
            }
            self.seize(now, slot, None, calendar);
        }
    }
}
