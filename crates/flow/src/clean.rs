//! Cleaning: a space that was left is made ready, by itself or by a team that has other spaces to clean too.

use engine::Phase;
use hospital::{Sink, Space};
use quantity::Instant;

use crate::pool::DirtySpace;
use crate::world::{Event, Events, World};

impl<S: Sink> World<'_, S> {
    /// A space is to be made ready: at once, or when its cleaners have time.
    pub fn is_dirty(&mut self, now: Instant, dirty: DirtySpace, calendar: &mut Events) {
        match self.plan.place(dirty.space.place).cleaners {
            Some(pool) => {
                self.pools[pool as usize].dirty.push_back(dirty);
                self.mark(pool as usize);
            }
            None => is_being_cleaned(now, dirty, calendar),
        }
    }

    /// A space is being made ready as the run starts; if all of its cleaners are at others, it waits for them.
    pub fn is_dirty_at_the_start(&mut self, now: Instant, dirty: DirtySpace, calendar: &mut Events) {
        let cleaners = self.plan.place(dirty.space.place).cleaners.map(|pool| pool as usize);
        match cleaners {
            Some(pool) if self.pools[pool].free_units() == 0 => self.pools[pool].dirty.push_back(dirty),
            Some(pool) => {
                self.pools[pool].in_use += 1;
                is_being_cleaned(now, dirty, calendar);
            }
            None => is_being_cleaned(now, dirty, calendar),
        }
    }

    /// Cleaners who have time begin with the spaces that wait longest.
    pub fn start_cleaning(&mut self, now: Instant, pool: usize, calendar: &mut Events) {
        while self.pools[pool].free_units() > 0
            && let Some(dirty) = self.pools[pool].dirty.pop_front()
        {
            self.pools[pool].in_use += 1;
            is_being_cleaned(now, dirty, calendar);
        }
    }

    /// The cleaners of a space are done with it.
    pub fn is_cleaned(&mut self, space: Space) {
        if let Some(pool) = self.plan.place(space.place).cleaners
            && !self.plan.pools[pool as usize].used_up
        {
            self.pools[pool as usize].in_use -= 1;
            self.mark(pool as usize);
        }
    }
}

fn is_being_cleaned(now: Instant, dirty: DirtySpace, calendar: &mut Events) {
    let Space { place, number } = dirty.space;
    let event = Event::CleaningEnds { place, number, need: dirty.need };
    calendar.schedule(now + dirty.lasts, Phase::Release, event);
}
