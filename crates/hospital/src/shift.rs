//! The same hospital, with its time counted from another moment.

use quantity::{Duration, Instant};

use crate::Hospital;
use crate::arrivals::{Arrivals, Process};
use crate::hours::{Capacity, Clock, Roster};
use crate::place::Place;
use crate::switch::{Cause, Part, Switch};
use crate::team::{Team, Works};

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
        self.places.iter_mut().for_each(|place| shift_place(place, by));
        self.resources.iter_mut().for_each(|resource| shift_capacity(&mut resource.capacity, by));
        self.arrivals.iter_mut().for_each(|arrivals| shift_arrivals(arrivals, by));
        self.teams.iter_mut().for_each(|team| shift_team(team, by));
        self.switches.list.iter_mut().for_each(|switch| shift_switch(switch, by));
        for variant in &mut self.switches.variants {
            match &mut variant.part {
                Part::Place(_, place) => shift_place(place, by),
                Part::Resource(_, resource) => shift_capacity(&mut resource.capacity, by),
                Part::Arrivals(_, arrivals) => shift_arrivals(arrivals, by),
                Part::Activity(..) | Part::Attribute(..) => {}
            }
        }
        self
    }
}

fn shift_place(place: &mut Place, by: Duration) {
    shift_capacity(&mut place.capacity, by);
    for (from, until) in &mut place.closures.dated {
        (*from, *until) = (*from - by, *until - by);
    }
}

fn shift_arrivals(arrivals: &mut Arrivals, by: Duration) {
    if let Process::Listed(list) = &mut arrivals.process {
        for line in list {
            line.at = line.at - by;
        }
    }
}

fn shift_team(team: &mut Team, by: Duration) {
    if let Works::At { roster, spaces_each, .. } = &mut team.works {
        shift_roster(roster, by);
        if let Some(each) = spaces_each {
            shift_capacity(each, by);
        }
    }
}

fn shift_switch(switch: &mut Switch, by: Duration) {
    match &mut switch.cause {
        Cause::Option(dates) | Cause::Shock(dates) => {
            for (from, until) in &mut dates.spans {
                *from = *from - by;
                *until = until.map(|until| until - by);
            }
        }
        // It depends on what it sees only.
        Cause::Rule(_) => {}
    }
}

fn shift_capacity(capacity: &mut Capacity, by: Duration) {
    if let Capacity::Rostered(roster) = capacity {
        shift_roster(roster, by);
    }
}

fn shift_roster(roster: &mut Roster, by: Duration) {
    if let Roster::Dated(changes) = roster {
        for (at, _) in changes {
            *at = *at - by;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{PlaceId, SwitchId};
    use crate::measure::story_hospital;
    use crate::switch::{Dates, On, Variant};

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
        let dates = Dates { spans: vec![(noon, None)], every: None };
        let moved = |it: &Hospital, at| {
            let Cause::Shock(dates) = &it.switches.list[0].cause else { panic!("it stays a shock") };
            let Part::Place(_, place) = &it.switches.variants[0].part else { panic!("it stays a place") };
            (dates.hold_at(at), dates.next_change(at).is_some(), place.capacity.at(at, it.clock))
        };
        let mut switched = before.clone();
        switched.switches.list =
            vec![Switch { name: "storm".to_owned(), cause: Cause::Shock(dates), bills: Vec::new() }];
        let on = On::only(SwitchId::new(0));
        let part = Part::Place(PlaceId::new(0), before.places[0].clone());
        switched.switches.variants = vec![Variant { altered_by: on, on, part }];
        let shifted = switched.clone().starting_at(moment, "then".to_owned());
        for hours in [-1000, -958, -957, -956, 0] {
            let hours = Duration::HOUR * hours;
            assert_eq!(moved(&shifted, Instant::START + hours), moved(&switched, moment + hours));
        }
        let (from, until) = after.places[0].closures.dated[0];
        assert_eq!((moment + (from - Instant::START), until - from), (noon, Duration::HOUR));
    }
}
