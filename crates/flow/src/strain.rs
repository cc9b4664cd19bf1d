//! Straining: how many patients there are for each member of staff, and what that does to absence later.

use engine::Phase;
use hospital::{Sink, TeamId};
use quantity::{Duration, Instant};

use crate::world::{Event, Events, World};

/// How often patients and staff are counted.
const LOOK: Duration = Duration::HOUR;

impl<S: Sink> World<'_, S> {
    /// When patients and staff are counted next, on the hour since counting starts, where that matters.
    pub fn schedule_look(&mut self, now: Instant, team: TeamId, calendar: &mut Events) {
        if self.plan.hospital.teams[team.index()].strain.is_some() {
            let since = (now - Instant::START).millis().rem_euclid(LOOK.millis());
            let next = now + (LOOK - Duration::from_millis(since));
            calendar.schedule(next, Phase::Late, Event::StrainIsSeen { team });
        }
    }

    /// Counts patients and staff. At the end of a period, their overload says how many stay away in the next.
    pub fn strain_is_seen(&mut self, now: Instant, team: TeamId, calendar: &mut Events) {
        let it = &self.plan.hospital.teams[team.index()];
        let (Some(strain), Some(place)) = (it.strain, it.place()) else { return };
        let patients = self.pools[place.index()].in_use;
        let at_work = &mut self.staff.teams[team.index()];
        if at_work.shift.planned > 0 {
            at_work.patients += u64::from(patients);
            at_work.present += u64::from(at_work.shift.present());
        }
        let since = (now - Instant::START).millis().rem_euclid(strain.over.millis());
        if since < LOOK.millis() {
            at_work.absence = strain.absence(it.absence.share, at_work.patients, at_work.present);
            (at_work.patients, at_work.present) = (0, 0);
        }
        self.schedule_look(now, team, calendar);
    }
}
