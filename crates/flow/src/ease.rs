//! Easing: who is cared for at home needs fewer care visits as time goes on, and that lets the next one in.

use engine::Phase;
use hospital::{CareVisits, MovementKind, PlaceId, Sink};
use quantity::{Duration, Instant};

use crate::visit::Doing;
use crate::world::{Event, Events, World};

impl<S: Sink> World<'_, S> {
    /// How much of a place's capacity a newcomer takes.
    #[inline]
    pub fn first_need(&self, place: PlaceId) -> u16 {
        self.plan.place(place).need.first
    }

    /// Whether a newcomer finds room in a place.
    #[inline]
    pub fn has_room(&self, place: PlaceId) -> bool {
        self.pools[place.index()].has_room_for(u32::from(self.first_need(place)))
    }

    /// A visit that has a space in a place takes as much of its capacity as a newcomer does.
    #[inline]
    pub fn needs_most(&mut self, slot: u32, place: PlaceId) {
        let need = self.first_need(place);
        self.visits[slot as usize].need = need;
        self.pools[place.index()].beyond += u32::from(need) - 1;
    }

    /// When a visit whose activity goes on needs fewer: what is left of the activity is shared out evenly among the numbers
    /// still to come, the present one among them.
    #[cold]
    pub fn schedule_easing(&mut self, now: Instant, slot: u32, calendar: &mut Events) {
        let visit = &self.visits[slot as usize];
        let Some(space) = visit.space else { return };
        let to_come = visit.need.saturating_sub(self.plan.place(space.place).need.last);
        if to_come > 0 {
            let left = visit.left - (now - visit.begun_at);
            let lasts = Duration::from_millis(left.millis() / (i64::from(to_come) + 1));
            calendar.schedule(now + lasts, Phase::Release, Event::Eases(self.ticket(slot)));
        }
    }

    /// A visit needs one care visit a day less.
    pub fn eases(&mut self, now: Instant, slot: u32, calendar: &mut Events) {
        self.needs_only(now, slot, self.visits[slot as usize].need - 1);
        self.schedule_easing(now, slot, calendar);
    }

    fn needs_only(&mut self, now: Instant, slot: u32, care_visits: u16) {
        let visit = &mut self.visits[slot as usize];
        let fewer = visit.need - care_visits;
        visit.need = care_visits;
        if let Some(space) = visit.space {
            self.pools[space.place.index()].beyond -= u32::from(fewer);
            self.mark(space.place.index());
        }
        self.tell(now, slot, MovementKind::NeedsFewer { care_visits });
    }

    /// A visit whose activity has gone on for so long needs what falls to it by the part of the activity that is over; when
    /// it needs fewer again follows from that, too, if the activity goes on.
    pub fn has_eased(&mut self, now: Instant, slot: u32, spent: Duration, calendar: &mut Events) {
        let visit = &self.visits[slot as usize];
        let Some(space) = visit.space else { return };
        let CareVisits { first, last } = self.plan.place(space.place).need;
        let is_busy = visit.doing == Doing::Busy;
        let left = if is_busy { visit.left - (now - visit.begun_at) } else { visit.left };
        let (parts, whole) = (i64::from(first - last) + 1, (spent + left).millis().max(1));
        let over = (spent.millis() * parts / whole).min(parts - 1);
        if over > 0 {
            self.needs_only(now, slot, first - over as u16);
        }
        if is_busy && over + 1 < parts {
            let next = Duration::from_millis(whole * (over + 1) / parts) - spent;
            calendar.schedule(now + next, Phase::Release, Event::Eases(self.ticket(slot)));
        }
    }

    /// A visit whose activity is over needs as little as anybody does at the end.
    pub fn has_eased_wholly(&mut self, now: Instant, slot: u32) {
        let visit = &self.visits[slot as usize];
        let Some(space) = visit.space else { return };
        let last = self.plan.place(space.place).need.last;
        if last < visit.need {
            self.needs_only(now, slot, last);
        }
    }
}
