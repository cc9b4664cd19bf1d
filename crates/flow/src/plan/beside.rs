//! From a moment to a start: what is known beside the visits that are present. Closures, spaces that are not ready, units that are
//! used up, and how far arrivals are.

use hospital::{Capacity, Process};
use quantity::{Duration, Instant};

use super::fit::Fitting;
use super::start::{DoingNow, Emptied, Person, SourceStart};
use super::{ProcessPlan, SourcePlan};
use crate::remark::Remark;

impl Fitting<'_> {
    pub(super) fn closed(&mut self) -> Vec<Option<Duration>> {
        let mut closed = Vec::new();
        for place in self.plan.hospital.place_ids() {
            let closures = &self.plan.hospital.places[place.index()].closures;
            let is_dated =
                closures.dated.iter().any(|&(from, until)| from <= Instant::START && Instant::START < until);
            let since = self.moment.closed_since(place).filter(|_| !is_dated);
            if since.is_some() && closures.random.is_none() {
                self.remark(Remark::StaysClosed(place));
            }
            closed.push(since.map(|since| self.now - since));
        }
        closed
    }

    pub(super) fn emptied(&self, people: &[Person]) -> Vec<Emptied> {
        let mut emptied = Vec::new();
        for place in self.plan.hospital.place_ids() {
            if self.plan.place(place).turnaround.is_none() {
                continue;
            }
            let waits =
                |it: &Person| matches!(it.doing, DoingNow::Queues { place: wanted, .. } if wanted == place);
            let is_wanted = people.iter().any(waits);
            let taken = &self.taken[place.index()];
            let most = self.plan.place(place).most_spaces.unwrap_or(u32::MAX);
            for (number, at) in self.moment.emptied(place) {
                let is_free = !taken.get(number as usize).copied().unwrap_or(false);
                if is_free && number < most {
                    emptied.push(Emptied { place, number, ago: self.now - at, is_wanted });
                }
            }
        }
        // Cleaners are where they have been for longest.
        emptied.sort_by_key(|it| std::cmp::Reverse(it.ago));
        emptied
    }

    pub(super) fn used(&self) -> Vec<(u32, u32)> {
        let clock = self.plan.hospital.clock;
        let mut used = Vec::new();
        for (index, pool) in self.plan.pools.iter().enumerate().filter(|(_, pool)| pool.used_up) {
            let since = match &pool.capacity {
                Capacity::Rostered(roster) => roster.last_change(Instant::START, clock),
                Capacity::Always(_) | Capacity::Unlimited => None,
            };
            let is_since = |at: Instant| since.is_none_or(|since| Instant::START - (self.now - at) >= since);
            let activities =
                self.moment.begun().iter().filter(|(at, _)| is_since(*at)).map(|(_, it)| it.index());
            let uses =
                activities.filter_map(|activity| self.plan.activities.get(activity)).flat_map(|it| &it.uses);
            let units = uses.filter(|(pool, _)| *pool as usize == index).map(|(_, units)| units).sum();
            used.push((index as u32, units));
        }
        used
    }

    pub(super) fn sources(&self) -> Vec<SourceStart> {
        let of = |source: &SourcePlan| {
            let listed = match &self.plan.hospital.arrivals[source.arrivals.index()].process {
                // Who comes in the very moment has come.
                Process::Listed(list) => list.iter().take_while(|line| line.at <= Instant::START).count(),
                Process::Rate(_) | Process::Every(_) => 0,
            };
            let next = self.moment.next_number(source.arrivals, source.numbers_from) - source.numbers_from;
            let is_listed = matches!(source.process, ProcessPlan::Listed);
            SourceStart {
                number: if is_listed { listed as u64 } else { next },
                since_last: self.moment.last_arrival(source.arrivals).map(|at| self.now - at),
            }
        };
        self.plan.sources.iter().map(of).collect()
    }
}
