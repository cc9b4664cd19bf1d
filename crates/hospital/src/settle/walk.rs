//! Through the lines that hold, in order of time: who is where, and the movements that say so.

use std::collections::{BTreeMap, BTreeSet};

use quantity::Instant;

use super::timeline::Holding;
use super::{Settled, Surprise};
use crate::attribute::Traits;
use crate::ids::PlaceId;
use crate::movement::{Movement, MovementKind, Space, Visit, VisitId};
use crate::told::{Said, Spot, Told};

pub(super) fn walk(timeline: &[Holding<'_>], surprises: Vec<(usize, Surprise)>) -> Settled {
    let mut walk = Walk { settled: Settled { surprises, ..Settled::default() }, ..Walk::default() };
    for at_once in timeline.chunk_by(|one, next| one.line.at == next.line.at) {
        walk.moves_later = at_once.iter().filter(|it| moves(it.line.said)).filter_map(|it| it.visit).fold(
            BTreeMap::new(),
            |mut count, visit| {
                *count.entry(visit).or_insert(0) += 1;
                count
            },
        );
        for holding in at_once {
            walk.step(holding);
        }
    }
    walk.settled.away = walk.away;
    walk.settled
}

fn moves(said: Said) -> bool {
    matches!(said, Said::Arrived(_) | Said::Placed(_) | Said::PutBack(_) | Said::Left(_))
}

#[derive(Default)]
struct Walk {
    settled: Settled,
    present: BTreeMap<VisitId, Present>,
    /// Everybody who has left.
    gone: BTreeSet<VisitId>,
    away: BTreeSet<VisitId>,
    places: BTreeMap<PlaceId, Spaces>,
    /// Slots that are free below the number ever given.
    free_slots: Vec<u32>,
    slots: u32,
    /// How many movements of a visit are still to come at this very time.
    moves_later: BTreeMap<VisitId, u32>,
}

#[derive(Clone, Copy)]
struct Present {
    slot: u32,
    space: Option<Space>,
}

impl Walk {
    fn step(&mut self, holding: &Holding<'_>) {
        let line = holding.line;
        if let Said::Space(spot, status) = line.said {
            self.settled.spaces.insert(spot, status);
        }
        let Some(visit) = holding.visit else { return };
        if moves(line.said)
            && let Some(later) = self.moves_later.get_mut(&visit)
        {
            *later -= 1;
        }
        match line.said {
            Said::Arrived(spot) => self.arrives(holding.number, line, visit, spot),
            Said::Placed(spot) | Said::PutBack(spot) => self.is_placed(holding.number, line, visit, spot),
            Said::Left(exit) => self.leaves(holding.number, line.at, visit, MovementKind::Left { exit }),
            Said::Away | Said::Returned => {
                if !self.present.contains_key(&visit) {
                    self.surprise(holding.number, Surprise::NotThere(visit));
                } else if line.said == Said::Away {
                    self.away.insert(visit);
                } else {
                    self.away.remove(&visit);
                }
            }
            Said::Seen(Some(seen)) => self.is_seen(holding.number, line.at, visit, seen),
            Said::Seen(None)
            | Said::Expected(..)
            | Said::SamePatient { .. }
            | Said::SameVisit { .. }
            | Said::Belongs
            | Said::Space(..)
            | Said::Nothing => {}
        }
    }

    fn surprise(&mut self, line: usize, surprise: Surprise) {
        self.settled.surprises.push((line, surprise));
    }

    fn say(&mut self, at: Instant, visit: Visit, kind: MovementKind, space: Option<Space>) {
        self.settled.movements.push(Movement { at, visit, kind, space });
    }

    fn comes_in(&mut self, at: Instant, visit: VisitId, traits: Traits) {
        let slot = self.free_slots.pop().unwrap_or_else(|| {
            self.slots += 1;
            self.slots - 1
        });
        self.present.insert(visit, Present { slot, space: None });
        self.say(at, Visit { id: visit, slot }, MovementKind::Arrived { traits }, None);
    }

    fn arrives(&mut self, number: usize, line: &Told, visit: VisitId, spot: Option<Spot>) {
        let is_new = !self.present.contains_key(&visit);
        if is_new {
            self.comes_in(line.at, visit, line.traits);
        }
        // Who is there already and is admitted without a place stays where it is.
        if spot.is_some() {
            self.goes_to(number, line.at, visit, spot);
        }
    }

    fn is_placed(&mut self, number: usize, line: &Told, visit: VisitId, spot: Option<Spot>) {
        if !self.present.contains_key(&visit) {
            if self.gone.contains(&visit) {
                return self.surprise(number, Surprise::AfterLeaving(visit));
            }
            self.surprise(number, Surprise::NotSeenArriving(visit));
            self.comes_in(line.at, visit, line.traits);
        }
        self.goes_to(number, line.at, visit, spot);
    }

    fn goes_to(&mut self, number: usize, at: Instant, visit: VisitId, spot: Option<Spot>) {
        let Some(&present) = self.present.get(&visit) else { return };
        let stays = match (present.space, spot) {
            (None, None) => true,
            (Some(had), Some(spot)) => {
                had.place == spot.place && spot.number.is_none_or(|number| number == had.number)
            }
            (None, Some(_)) | (Some(_), None) => false,
        };
        if stays {
            return;
        }
        if let Some(had) = present.space {
            self.places.entry(had.place).or_default().is_left(had.number);
        }
        let space = spot.map(|spot| self.take(number, at, visit, spot));
        self.present.insert(visit, Present { space, ..present });
        self.say(at, Visit { id: visit, slot: present.slot }, MovementKind::Placed, space);
    }

    /// The space that the visit gets. Who holds it and moves at the very same time gives it up first.
    fn take(&mut self, line: usize, at: Instant, visit: VisitId, spot: Spot) -> Space {
        let place = spot.place;
        let wanted = spot.number.map(|number| Space { place, number });
        if let Some(space) = wanted
            && let Some(holder) = self.places.entry(place).or_default().holder(space.number)
        {
            if self.moves_later.get(&holder).is_some_and(|&later| later > 0) {
                self.gives_up(at, holder, space);
            } else {
                self.surprise(line, Surprise::SpaceInUse { space, holder });
                return Space { place, number: self.places.entry(place).or_default().take_any(visit) };
            }
        }
        let spaces = self.places.entry(place).or_default();
        let number = match spot.number {
            Some(number) => spaces.take(number, visit),
            None => spaces.take_any(visit),
        };
        Space { place, number }
    }

    fn gives_up(&mut self, at: Instant, holder: VisitId, space: Space) {
        self.places.entry(space.place).or_default().is_left(space.number);
        if let Some(present) = self.present.get_mut(&holder) {
            present.space = None;
            let visit = Visit { id: holder, slot: present.slot };
            self.say(at, visit, MovementKind::Placed, None);
        }
    }

    fn leaves(&mut self, number: usize, at: Instant, visit: VisitId, kind: MovementKind) {
        let Some(present) = self.present.remove(&visit) else {
            let was_there = self.gone.contains(&visit);
            let surprise = if was_there { Surprise::AfterLeaving(visit) } else { Surprise::NotThere(visit) };
            return self.surprise(number, surprise);
        };
        if let Some(had) = present.space {
            self.places.entry(had.place).or_default().is_left(had.number);
        }
        self.free_slots.push(present.slot);
        self.gone.insert(visit);
        self.away.remove(&visit);
        self.say(at, Visit { id: visit, slot: present.slot }, kind, None);
    }

    fn is_seen(&mut self, number: usize, at: Instant, visit: VisitId, seen: Spot) {
        let Some(present) = self.present.get(&visit) else { return };
        let is = present.space;
        let is_there = is
            .is_some_and(|is| is.place == seen.place && seen.number.is_none_or(|number| number == is.number));
        if !is_there {
            self.surprise(number, Surprise::SeenElsewhere { is, seen, at });
        }
    }
}

/// Who holds which space of a place.
#[derive(Default)]
struct Spaces {
    holders: BTreeMap<u32, VisitId>,
    /// Free numbers below `given`.
    free: BTreeSet<u32>,
    /// One more than the largest number that was ever the first free one.
    given: u32,
}

impl Spaces {
    fn holder(&self, number: u32) -> Option<VisitId> {
        self.holders.get(&number).copied()
    }

    fn is_left(&mut self, number: u32) {
        self.holders.remove(&number);
        if number < self.given {
            self.free.insert(number);
        }
    }

    fn take(&mut self, number: u32, visit: VisitId) -> u32 {
        self.free.remove(&number);
        self.holders.insert(number, visit);
        number
    }

    /// The first free one.
    fn take_any(&mut self, visit: VisitId) -> u32 {
        if let Some(number) = self.free.pop_first() {
            return self.take(number, visit);
        }
        while self.holders.contains_key(&self.given) {
            self.given += 1;
        }
        let number = self.given;
        self.given += 1;
        self.take(number, visit)
    }
}
