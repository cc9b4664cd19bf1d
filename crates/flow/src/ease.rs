//! Easing: who is cared for at home needs fewer care visits as time goes on, and that lets the next one in.

use engine::Phase;
use hospital::{MovementKind, PlaceId, Sink};
use quantity::{Duration, Instant};

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
        let visit = &mut self.visits[slot as usize];
        visit.need -= 1;
        let care_visits = visit.need;
        if let Some(space) = visit.space {
            self.pools[space.place.index()].beyond -= 1;
            self.mark(space.place.index());
        }
        self.tell(now, slot, MovementKind::NeedsFewer { care_visits });
        self.schedule_easing(now, slot, calendar);
    }
}
