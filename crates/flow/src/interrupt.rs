//! Interrupting: a better rank takes a space, or a roster takes the server.

use hospital::{AtGap, MovementKind, PlaceId, Sink, Space};
use quantity::{Duration, Instant};

use crate::chance;
use crate::pool::Ticket;
use crate::visit::{Doing, Joined};
use crate::world::{Event, Events, World};

impl<S: Sink> World<'_, S> {
    /// Takes the space of the worst-ranked, most recently begun visit of a place for a visit of a better rank.
    pub fn preempt(&mut self, now: Instant, place: PlaceId, slot: u32) -> Option<Space> {
        let index = place.index();
        let mode = self.plan.pools[index].queue.preempt?;
        // Who has been cared for a while has less to give than a newcomer needs.
        if self.first_need(place) > 1 {
            return None;
        }
        let pool = &self.pools[index];
        // Where a space is free it was refused for another reason, and nobody else's is taken.
        if !pool.accepts() || self.has_room(place) || self.is_held_outside(place, slot) {
            return None;
        }
        if !self.within_limit(place, self.visits[slot as usize].activity) {
            return None;
        }
        let rank_of =
            |slot: usize| self.plan.rank(index, self.visits[slot].traits, self.visits[slot].promotions);
        let mine = rank_of(slot as usize);
        let worst = (0..self.visits.len())
            .filter(|&other| {
                let visit = &self.visits[other];
                visit.doing == Doing::Busy
                    && visit.space.is_some_and(|space| space.place == place && self.may_take(space, slot))
            })
            .map(|other| (rank_of(other), self.visits[other].begun_at, self.visits[other].id, other))
            .max()?;
        if worst.0 <= mine {
            return None;
        }
        let other = worst.3 as u32;
        self.interrupt(now, other, mode);
        self.free_resources(other);
        let visit = &mut self.visits[other as usize];
        let space = visit.space.take().expect("a visit was looked for in a space");
        visit.doing = Doing::WaitingForSpace;
        visit.joined = Joined::One(place);
        let activity = visit.activity;
        if let Some(limit) = self.plan.place(place).limit_of[visit.entered_by.index()] {
            self.pools[index].limited[limit as usize] -= 1;
        }
        self.stand_at_head(place, other);
        self.tell(now, other, MovementKind::Paused { activity });
        self.is_taken_by_rules(space, slot);
        let taker = &self.visits[slot as usize];
        if let Some(limit) = self.plan.place(place).limit_of[taker.activity.index()] {
            self.pools[index].limited[limit as usize] += 1;
        }
        Some(space)
    }

    /// Stops the work of a busy visit, and sets what is left of it.
    fn interrupt(&mut self, now: Instant, slot: u32, mode: AtGap) {
        let visit = &mut self.visits[slot as usize];
        visit.stamp += 1;
        match mode {
            AtGap::Finish | AtGap::Resume => visit.left -= now - visit.begun_at,
            AtGap::Restart => {}
            AtGap::Resample => {
                visit.attempt = visit.attempt.saturating_add(1);
                visit.is_fresh = true;
                visit.left = chance::activity(self.plan, &self.streams, visit.who(), visit.activity).0;
            }
        }
    }

    /// A roster has another number.
    pub fn set_capacity(&mut self, now: Instant, pool: usize, open: u32, calendar: &mut Events) {
        self.pools[pool].open = open;
        let mode = self.plan.pools[pool].at_gap;
        if mode != AtGap::Finish {
            self.suspend_down_to(now, pool, open, mode);
            self.resume_up_to(now, pool, calendar);
        }
        self.mark(pool);
    }

    /// Rests the most recently begun activities until no more units work than there are.
    fn suspend_down_to(&mut self, now: Instant, pool: usize, open: u32, mode: AtGap) {
        while self.pools[pool].in_use + self.pools[pool].beyond - self.pools[pool].suspended_units > open {
            let latest = (0..self.visits.len())
                .filter(|&slot| self.visits[slot].doing == Doing::Busy && self.units_of(slot, pool) > 0)
                .map(|slot| (self.visits[slot].begun_at, self.visits[slot].id, slot))
                .max();
            // What is in use without being worked on (a visit that waits in its space) goes on as it is.
            let Some((_, _, slot)) = latest else { return };
            self.interrupt(now, slot as u32, mode);
            let visit = &mut self.visits[slot];
            visit.doing = Doing::Suspended;
            let activity = visit.activity;
            let ticket = self.ticket(slot as u32);
            let units = self.units_of(slot, pool);
            self.pools[pool].suspended.push_back(ticket);
            self.pools[pool].suspended_units += units;
            self.tell(now, slot as u32, MovementKind::Paused { activity });
        }
    }

    fn resume_up_to(&mut self, now: Instant, pool: usize, calendar: &mut Events) {
        while let Some(&Ticket { slot, .. }) = self.pools[pool].suspended.front() {
            let units = self.units_of(slot as usize, pool);
            let working =
                self.pools[pool].in_use + self.pools[pool].beyond - self.pools[pool].suspended_units;
            if working + units > self.pools[pool].open {
                return;
            }
            self.pools[pool].suspended.pop_front();
            self.pools[pool].suspended_units -= units;
            self.begins(now, slot, calendar);
        }
    }

    /// How much of a pool a visit's present activity has in use.
    pub fn units_of(&self, slot: usize, pool: usize) -> u32 {
        let visit = &self.visits[slot];
        if pool < self.plan.hospital.places.len() {
            let is_here = visit.space.is_some_and(|space| space.place.index() == pool);
            return if is_here { u32::from(visit.need) } else { 0 };
        }
        let uses = &self.plan.activity(visit.activity).uses;
        uses.iter().filter(|&&(used, _)| used as usize == pool).map(|&(_, units)| units).sum()
    }

    /// The next change of a pool's roster, written into the calendar.
    pub fn schedule_roster(&mut self, now: Instant, pool: usize, calendar: &mut Events) {
        let clock = self.plan.hospital.clock;
        if let hospital::Capacity::Rostered(roster) = &self.plan.pools[pool].capacity
            && let Some(at) = roster.next_change(now, clock)
        {
            debug_assert!(at - now > Duration::ZERO, "a roster's next change lies ahead");
            let event = Event::CapacityChanges { pool: pool as u32, roster: self.pools[pool].rosters };
            calendar.schedule(at, engine::Phase::Release, event);
        }
    }
}
