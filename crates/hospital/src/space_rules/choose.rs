//! Choosing a space by the rules, and saying why.

use super::{
    Considered, Explained, Guest, Need, Penalty, Reason, Room, SpaceHolds, SpaceRules, SpacesNow, has_any,
};
use crate::attribute::Traits;

/// Who asks for a space, and what they need in any room.
struct Asks {
    guest: Guest,
    /// Whether they need a side room.
    is_alone: bool,
    /// What it costs not to be near the nurses' station.
    far: Option<Penalty>,
}

/// A space that may be had: the less, the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Best {
    points: u32,
    /// A bay where somebody is, an empty bay, a side room.
    order: u8,
    is_near: bool,
    number: u32,
}

impl SpacesNow {
    /// The first free space from one on up to, but without, another.
    fn first_free(&self, from: u32, until: u32) -> Option<u32> {
        let is_free =
            |&number: &u32| matches!(self.spaces.get(number as usize), None | Some(SpaceHolds::Nobody));
        (from..until).find(is_free)
    }

    /// What a space holds.
    pub fn holds(&self, number: u32) -> SpaceHolds {
        self.spaces.get(number as usize).copied().unwrap_or_default()
    }

    /// Whether a room is closed to newcomers.
    pub fn is_closed(&self, room: u32) -> bool {
        self.closed_rooms.get(room as usize).copied().unwrap_or_default()
    }

    /// Sets what a space holds.
    pub fn set(&mut self, number: u32, holds: SpaceHolds) {
        let number = number as usize;
        if number >= self.spaces.len() {
            self.spaces.resize(number + 1, SpaceHolds::Nobody);
        }
        self.spaces[number] = holds;
    }

    /// Who is in a room.
    pub fn guests(&self, room: Room) -> impl Iterator<Item = Guest> + '_ {
        (room.from..room.until).filter_map(|number| match self.holds(number) {
            SpaceHolds::Guest(guest) => Some(guest),
            SpaceHolds::Nobody | SpaceHolds::NotReady => None,
        })
    }
}

impl SpaceRules {
    /// The rooms of a place with so many spaces, in order of their spaces. Fewer spaces than in the rooms are some of
    /// those; which, is not said.
    pub fn rooms(&self, spaces: u32) -> impl Iterator<Item = Room> + '_ {
        let sizes = self.bays.iter().map(|&size| (size, false));
        let sizes = sizes.chain((0..self.side_rooms).map(|_| (1, true)));
        let inside = self.spaces_in_rooms();
        let rest = (spaces > inside).then(|| (spaces - inside, false));
        let mut from = 0;
        sizes.chain(rest).enumerate().map(move |(number, (size, is_side_room))| {
            let until = from + size;
            let room = Room { number: number as u32, from, until, is_side_room };
            from = until;
            room
        })
    }

    /// How many spaces lie in bays and side rooms.
    pub fn spaces_in_rooms(&self) -> u32 {
        self.bays.iter().sum::<u32>() + self.side_rooms
    }

    /// The rooms of a place with so many spaces, and with all in which somebody is: a roster may take spaces away while they
    /// are in use, and who is in them is still in the room.
    fn rooms_with(&self, now: &SpacesNow, spaces: u32) -> impl Iterator<Item = Room> + '_ {
        self.rooms(spaces.max(now.spaces.len() as u32))
    }

    /// The room of a space.
    pub fn room_of(&self, now: &SpacesNow, number: u32) -> Room {
        let room = self.rooms_with(now, number + 1).find(|room| number < room.until);
        room.unwrap_or(Room { number: 0, from: 0, until: number + 1, is_side_room: false })
    }

    /// Whether somebody comes from another bed at any hour.
    pub fn comes_at_any_hour(&self, traits: Traits) -> bool {
        self.transfers.as_ref().is_none_or(|transfers| has_any(&transfers.but, traits))
    }

    /// Whether somebody needs a side room.
    pub fn must_be_alone(&self, guest: Guest) -> bool {
        self.isolate.as_ref().is_some_and(|need| guest.is_sick || need.is_of(guest.traits))
    }

    /// The space that somebody gets in a place with so many spaces, and its points. Of equal ones it is in a bay where
    /// somebody is before an empty bay before a side room, not near the nurses' station before near it, and the first.
    ///
    /// A bay that has been begun is filled first, so that empty bays stay for whoever may not share.
    pub fn choose(&self, now: &SpacesNow, spaces: u32, guest: Guest, is_outlier: bool) -> Option<(u32, u32)> {
        let here = if is_outlier { self.outliers } else { Penalty::default() };
        let spaces = spaces.max(self.spaces_in_rooms());
        let asks = Asks {
            guest,
            is_alone: self.must_be_alone(guest),
            far: self.needs_near.as_ref().filter(|need| need.is_of(guest.traits)).map(|need| need.penalty),
        };
        let mut best: Option<Best> = None;
        for room in self.rooms_with(now, spaces) {
            let until = room.until.min(spaces);
            let Some(first) = now.first_free(room.from, until) else { continue };
            if now.is_closed(room.number) {
                continue;
            }
            let (in_room, occupied) = self.in_room(now, room, &asks);
            let Penalty::Points(in_room) = here.and(in_room) else { continue };
            let order = if room.is_side_room { 2 } else { u8::from(!occupied) };
            let mut next = Some(first);
            while let Some(number) = next {
                let is_near = number < self.near_station;
                let far = asks.far.filter(|_| !is_near).unwrap_or_default();
                if let Penalty::Points(points) = Penalty::Points(in_room).and(far) {
                    let found = Best { points, order, is_near, number };
                    best = Some(best.map_or(found, |best| best.min(found)));
                }
                // Only the station makes a difference between spaces of one room: the first beyond it is looked at too.
                next = if is_near { now.first_free(self.near_station, until) } else { None };
            }
        }
        best.map(|best| (best.number, best.points))
    }

    /// What of a room is not as it should be for who asks, and whether anybody is in it. The same as the reasons of
    /// `of_room`, without naming them.
    fn in_room(&self, now: &SpacesNow, room: Room, asks: &Asks) -> (Penalty, bool) {
        let length = now.spaces.len();
        let held = &now.spaces[(room.from as usize).min(length)..(room.until as usize).min(length)];
        let mut guests = held.iter().filter_map(|holds| match holds {
            SpaceHolds::Guest(guest) => Some(*guest),
            SpaceHolds::Nobody | SpaceHolds::NotReady => None,
        });
        let occupied = guests.clone().next().is_some();
        let mut sum = Penalty::default();
        if occupied {
            for &(attribute, penalty) in &self.keep_apart {
                let own = asks.guest.traits.value(attribute);
                if guests.clone().any(|other| other.traits.value(attribute) != own) {
                    sum = sum.and(penalty);
                }
            }
        }
        if let Some(need) = &self.isolate {
            let is_wrong =
                if asks.is_alone { !room.is_side_room } else { guests.any(|it| self.must_be_alone(it)) };
            if is_wrong {
                sum = sum.and(need.penalty);
            }
        }
        (sum, occupied)
    }

    /// What it would cost to have a space that is free.
    pub fn penalty(&self, now: &SpacesNow, number: u32, guest: Guest, is_outlier: bool) -> Penalty {
        let here = if is_outlier { self.outliers } else { Penalty::default() };
        let reasons = self.of_room(now, self.room_of(now, number), guest).chain(self.of_space(number, guest));
        reasons.fold(here, |sum, (_, penalty)| sum.and(penalty))
    }

    /// Every space of a place with so many spaces as it would be for somebody, and the one they get.
    pub fn explain(&self, now: &SpacesNow, spaces: u32, guest: Guest, is_outlier: bool) -> Explained {
        let mut considered = Vec::new();
        let spaces = spaces.max(self.spaces_in_rooms());
        for room in self.rooms_with(now, spaces) {
            for number in room.from..room.until.min(spaces) {
                let mut reasons = Vec::new();
                match now.holds(number) {
                    SpaceHolds::Nobody => {}
                    SpaceHolds::NotReady => reasons.push((Reason::NotReady, Penalty::Never)),
                    SpaceHolds::Guest(_) => reasons.push((Reason::Taken, Penalty::Never)),
                }
                if now.is_closed(room.number) {
                    reasons.push((Reason::Closed, Penalty::Never));
                }
                reasons.extend(self.of_room(now, room, guest));
                reasons.extend(self.of_space(number, guest));
                if is_outlier && self.outliers != Penalty::default() {
                    reasons.push((Reason::Outlier, self.outliers));
                }
                let penalty = reasons.iter().fold(Penalty::default(), |sum, &(_, penalty)| sum.and(penalty));
                considered.push(Considered { number, reasons, penalty });
            }
        }
        let chosen = self.choose(now, spaces, guest, is_outlier).map(|(number, _)| number);
        Explained { spaces: considered, chosen }
    }

    /// What of a room is not as it should be for somebody.
    fn of_room<'a>(
        &'a self,
        now: &'a SpacesNow,
        room: Room,
        guest: Guest,
    ) -> impl Iterator<Item = (Reason, Penalty)> + 'a {
        let mixed = self.keep_apart.iter().filter_map(move |&(attribute, penalty)| {
            let own = guest.traits.value(attribute);
            let others = now.guests(room).any(|other| other.traits.value(attribute) != own);
            others.then_some((Reason::Mixed(attribute), penalty))
        });
        let alone = self.isolate.as_ref().and_then(|need| self.isolated(need, now, room, guest));
        mixed.chain(alone)
    }

    fn isolated(&self, need: &Need, now: &SpacesNow, room: Room, guest: Guest) -> Option<(Reason, Penalty)> {
        if self.must_be_alone(guest) {
            return (!room.is_side_room).then_some((Reason::NotASideRoom, need.penalty));
        }
        let beside = now.guests(room).any(|other| self.must_be_alone(other));
        beside.then_some((Reason::BesideIsolated, need.penalty))
    }

    /// What of a space within its room is not as it should be for somebody.
    fn of_space(&self, number: u32, guest: Guest) -> impl Iterator<Item = (Reason, Penalty)> {
        let need = self.needs_near.as_ref().filter(|need| need.is_of(guest.traits));
        let far = need.filter(|_| number >= self.near_station);
        far.map(|need| (Reason::FarFromStation, need.penalty)).into_iter()
    }
}
