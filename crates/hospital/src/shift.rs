//! The same hospital, with its time counted from another moment.

use quantity::{Duration, Instant};

use crate::Hospital;
use crate::arrivals::Process;
use crate::hours::{Capacity, Clock, Roster};

impl Hospital {
    /// The same hospital with counting from a moment of its time: that becomes [`Instant::START`], and all that the file
    /// dates keeps its date. `start` is the civil date and time of the moment.
    #[must_use]
    pub fn starting_at(mut self, at: Instant, start: String) -> Self {
        let by = at - Instant::START;
        self.clock = Clock {
            start_of_week: self.clock.of_week(at),
            start_day_of_year: self.clock.day_of_year(at) as u16,
        };
        self.run.start = start;
        for place in &mut self.places {
            shift_capacity(&mut place.capacity, by);
            for (from, until) in &mut place.closures.dated {
                (*from, *until) = (*from - by, *until - by);
            }
        }
        for resource in &mut self.resources {
            shift_capacity(&mut resource.capacity, by);
        }
        for arrivals in &mut self.arrivals {
            if let Process::Listed(list) = &mut arrivals.process {
                for line in list {
                    line.at = line.at - by;
                }
            }
        }
        self
    }
}

fn shift_capacity(capacity: &mut Capacity, by: Duration) {
    if let Capacity::Rostered(Roster::Dated(changes)) = capacity {
        for (at, _) in changes {
            *at = *at - by;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::story_hospital;

    #[test]
    fn what_has_a_date_keeps_it() {
        let mut before = story_hospital();
        let noon = Instant::START + Duration::HOUR * 6;
        let roster = Roster::Dated(vec![(Instant::START, 3), (noon, 5)]);
        before.places[0].capacity = Capacity::Rostered(roster);
        before.places[0].closures.dated = vec![(noon, noon + Duration::HOUR)];
        let moment = Instant::START + Duration::DAY * 40 + Duration::HOUR * 3;
        let after = before.clone().starting_at(moment, "then".to_owned());
        for hours in [-1000, -958, -957, 0, 1, 400] {
            let at = Instant::START + Duration::HOUR * hours;
            let was = moment + Duration::HOUR * hours;
            assert_eq!(after.clock.of_week(at), before.clock.of_week(was));
            assert_eq!(after.clock.day_of_year(at), before.clock.day_of_year(was));
            let spaces = |it: &Hospital, at| it.places[0].capacity.at(at, it.clock);
            assert_eq!(spaces(&after, at), spaces(&before, was));
        }
        let (from, until) = after.places[0].closures.dated[0];
        assert_eq!((moment + (from - Instant::START), until - from), (noon, Duration::HOUR));
    }
}
