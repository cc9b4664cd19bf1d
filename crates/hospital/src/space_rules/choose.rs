//! Choosing a space by the rules, and saying why.

use super::{
    Considered, Explained, Guest, Need, Penalty, Reason, Room, SpaceHolds, SpaceRules, SpacesNow, has_any,
};
use crate::attribute::Traits;

impl SpacesNow {
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
        sizes.chain(rest).zip(0..).map(move |((size, is_side_room), number)| {
            let until = from + size;
            let room = Room { number, from, until, is_side_room };
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
        let mut best: Option<((u32, u8, bool, u32), u32)> = None;
        let spaces = spaces.max(self.spaces_in_rooms());
        for room in self.rooms_with(now, spaces) {
            if now.is_closed(room.number) {
                continue;
            }
            let is_free = |&number: &u32| now.holds(number) == SpaceHolds::Nobody;
            let until = room.until.min(spaces);
            let Some(first) = (room.from..until).find(is_free) else { continue };
            let in_room = self.of_room(now, room, guest).fold(here, |sum, (_, penalty)| sum.and(penalty));
            let occupied = now.guests(room).next().is_some();
            let order = if room.is_side_room { 2 } else { u8::from(!occupied) };
            // Only the station makes a difference between spaces of one room: the first beyond it is looked at too.
            let far = (room.from.max(self.near_station)..until).find(is_free);
            for number in std::iter::once(first).chain(far) {
                let total = self.of_space(number, guest).fold(in_room, |sum, (_, penalty)| sum.and(penalty));
                let Penalty::Points(points) = total else { continue };
                let key = (points, order, number < self.near_station, number);
                if best.is_none_or(|(found, _)| key < found) {
                    best = Some((key, number));
                }
            }
        }
        best.map(|((points, ..), number)| (number, points))
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
