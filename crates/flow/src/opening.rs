//! Opening and closing: rosters, hours of the doors, closures by chance and known ones.

use engine::Phase;
use hospital::{Opening, PlaceId, Sink};
use quantity::{Duration, Instant};

use crate::chance;
use crate::plan::Start;
use crate::world::{Event, Events, World};

impl<S: Sink> World<'_, S> {
    /// Sets all pools to what they are at a time, and writes their next changes into the calendar.
    pub fn open_pools(&mut self, now: Instant, start: Option<&Start>, calendar: &mut Events) {
        let plan = self.plan;
        for index in 0..self.pools.len() {
            self.pools[index].open = self.rostered(now, index);
            self.schedule_roster(now, index, calendar);
        }
        for place in plan.hospital.place_ids() {
            self.open_doors(now, place, calendar);
            let closed_for = start.and_then(|start| start.closed_for[place.index()]);
            if let Some(spent) = closed_for {
                self.is_still_closed(now, place, spent, calendar);
            } else if let Some((every, _)) = &plan.place(place).closures {
                let word = chance::closure(&self.streams, place.index(), 0)[0];
                calendar.schedule(
                    now + every.draw(word),
                    Phase::Release,
                    Event::ClosureBegins { place, nth: 0 },
                );
            }
            for &(from, until) in &plan.hospital.places[place.index()].closures.dated {
                if start.is_some() && from <= now && now < until {
                    self.pools[place.index()].closures += 1;
                    calendar.schedule(until, Phase::Release, Event::KnownClosureEnds { place });
                } else if until > now {
                    calendar.schedule(from.max(now), Phase::Release, Event::KnownClosureBegins { place });
                    calendar.schedule(until, Phase::Release, Event::KnownClosureEnds { place });
                }
            }
            self.tell_opening(now, place);
            self.tell_unstaffed(now, place);
        }
    }

    /// A place is closed at the start and has been for a while. Where it closes by chance it opens when what is left of that is
    /// over; else it stays closed.
    fn is_still_closed(&mut self, now: Instant, place: PlaceId, spent: Duration, calendar: &mut Events) {
        self.pools[place.index()].closures += 1;
        if let Some((_, lasts)) = &self.plan.hospital.places[place.index()].closures.random {
            let word = chance::closure(&self.streams, place.index(), 0)[1];
            let left = chance::left_of(lasts, spent, word);
            calendar.schedule(now + left, Phase::Release, Event::ClosureEnds { place, nth: 0 });
        }
    }

    pub fn tell_opening(&mut self, now: Instant, place: PlaceId) {
        let pool = &self.pools[place.index()];
        let spaces = (pool.open < u32::MAX).then_some(pool.open);
        self.sink.opening(&Opening { at: now, place, spaces, closed: pool.closures > 0 });
    }

    /// A roster's change is due.
    pub fn capacity_changes(&mut self, now: Instant, pool: usize, roster: u32, calendar: &mut Events) {
        if roster != self.pools[pool].rosters {
            return;
        }
        if self.plan.pools[pool].used_up {
            // What was not used is lost, and as many as the roster gives now are unused.
            self.pools[pool].in_use = 0;
        }
        self.follow_roster(now, pool, calendar);
    }

    /// Sets a pool to what its roster says now, and writes the next change into the calendar.
    pub fn follow_roster(&mut self, now: Instant, pool: usize, calendar: &mut Events) {
        self.staff_come_to(now, pool);
        let open = self.rostered(now, pool);
        self.schedule_roster(now, pool, calendar);
        if self.plan.pools[pool].used_up {
            self.pools[pool].open = open;
            return self.mark(pool);
        }
        if open != self.pools[pool].open {
            self.pools[pool].open = open;
            if pool < self.plan.hospital.places.len() {
                self.tell_opening(now, PlaceId::new(pool));
            }
            self.set_capacity(now, pool, open, calendar);
        }
        if pool < self.plan.hospital.places.len() {
            self.tell_unstaffed(now, PlaceId::new(pool));
        }
    }

    /// How many there are by the roster, less those who are away ill and those for whom there are no staff.
    pub fn rostered(&self, now: Instant, pool: usize) -> u32 {
        let rostered = self.plan.pools[pool].capacity.at(now, self.plan.hospital.clock);
        let away = self.pools[pool].away;
        rostered.map_or(u32::MAX, |number| self.as_staffed(pool, number).saturating_sub(away))
    }

    pub fn open_doors(&mut self, now: Instant, place: PlaceId, calendar: &mut Events) {
        let Some(hours) = &self.plan.hospital.places[place.index()].enter_hours else { return };
        let of_week = self.plan.hospital.clock.of_week(now);
        self.pools[place.index()].doors_open = hours.hold_at(of_week);
        if let Some(wait) = hours.until_they_change(of_week) {
            let event = Event::DoorsChange { place, doors: self.pools[place.index()].doors };
            calendar.schedule(now + wait, Phase::Release, event);
        }
    }

    /// Hours of the doors begin or end.
    pub fn doors_change(&mut self, now: Instant, place: PlaceId, doors: u32, calendar: &mut Events) {
        if doors != self.pools[place.index()].doors {
            return;
        }
        self.open_doors(now, place, calendar);
        self.mark(place.index());
    }

    /// A place closes by chance.
    pub fn closure_begins(&mut self, now: Instant, place: PlaceId, nth: u32, calendar: &mut Events) {
        self.closes(now, place);
        if let Some((_, lasts)) = &self.plan.place(place).closures {
            let word = chance::closure(&self.streams, place.index(), nth)[1];
            calendar.schedule(now + lasts.draw(word), Phase::Release, Event::ClosureEnds { place, nth });
        }
    }

    /// A place that closed by chance opens, until the next time.
    pub fn closure_ends(&mut self, now: Instant, place: PlaceId, nth: u32, calendar: &mut Events) {
        self.opens(now, place);
        if let Some((every, _)) = &self.plan.place(place).closures {
            let nth = nth + 1;
            let word = chance::closure(&self.streams, place.index(), nth)[0];
            calendar.schedule(now + every.draw(word), Phase::Release, Event::ClosureBegins { place, nth });
        }
    }

    /// One more reason to be closed.
    pub fn closes(&mut self, now: Instant, place: PlaceId) {
        self.pools[place.index()].closures += 1;
        self.tell_opening(now, place);
    }

    /// One reason less to be closed.
    pub fn opens(&mut self, now: Instant, place: PlaceId) {
        self.pools[place.index()].closures -= 1;
        self.tell_opening(now, place);
        self.mark(place.index());
    }
}
