//! Who is done with an activity at the start, and still there: for how long, and what is next.
//!
//! Two things keep a visit: a time for which its space is kept before what is next (`keep_after`), and, after that, the hours
//! in which it may leave. Which of them it is, and so what is next, is known only by how long it has lasted: each possible
//! way weighs its share × the probability of having lasted so long (Bayes).

use hospital::{ActivityId, Clock, Leaving, Next, PlaceId, Sink};
use quantity::{Distribution, Duration, Instant, Streams, unit_open};

use crate::chance::{self, MOST_ATTEMPTS, Who};
use crate::leave::leaves_hospital;
use crate::plan::{Plan, WasKept, time_of_day};
use crate::pool::Ticket;
use crate::reopen::NOW;
use crate::visit::{Doing, VisitState};
use crate::world::{Event, Events, World};

/// A way in which a visit may have stayed so long.
#[derive(Clone, Copy)]
struct Way<'a> {
    next: Next,
    weight: f64,
    by: KeptBy<'a>,
}

#[derive(Clone, Copy)]
enum KeptBy<'a> {
    /// Its space is kept for a while.
    Time(&'a Distribution),
    /// It waits to leave a place.
    Hours(PlaceId),
}

impl<S: Sink> World<'_, S> {
    /// A visit is done with an activity since a time and stays where it is.
    pub fn is_kept(
        &mut self,
        slot: u32,
        activity: ActivityId,
        since: Instant,
        was_kept: WasKept,
        calendar: &mut Events,
    ) {
        let plan = self.plan;
        let visit = &mut self.visits[slot as usize];
        let words = chance::words(&self.streams, visit.who(), activity);
        let ways = ways(plan, visit, activity, since, was_kept);
        let way = pick(&ways, unit_open(words[1]));
        let until = match way.map(|way| way.by) {
            Some(KeptBy::Time(keep)) => {
                let word = chance::keeping(&self.streams, visit, activity)[0];
                NOW + chance::left_of(keep, NOW - since, word)
            }
            Some(KeptBy::Hours(place)) => {
                visit.may_go = true;
                leaving_time_given(plan, place, &self.streams, visit, since)
            }
            None => NOW,
        };
        let drawn = || plan.activity(activity).next.of(visit.traits).pick(words[1]);
        visit.next = way.map_or_else(drawn, |way| way.next);
        visit.doing = Doing::Kept;
        (visit.begun_at, visit.left) = (since, Duration::ZERO);
        let event = Event::KeepEnds(Ticket { slot, stamp: visit.stamp });
        calendar.schedule(until, engine::Phase::Release, event);
    }
}

fn ways<'a>(
    plan: &'a Plan,
    visit: &VisitState,
    activity: ActivityId,
    since: Instant,
    was_kept: WasKept,
) -> Vec<Way<'a>> {
    let it = &plan.hospital.activities[activity.index()];
    let mut ways = Vec::new();
    for &(next, share) in it.next.of(visit.traits) {
        let keep =
            it.keep_after.iter().find(|(after, _)| *after == next).map(|(_, keep)| keep.of(visit.traits));
        if let Some(keep) = keep.filter(|_| was_kept == WasKept::No) {
            let lasts = keep.share_above((NOW - since).millis() as f64);
            ways.push(Way { next, weight: share * lasts, by: KeptBy::Time(keep) });
        }
        let is_second = was_kept == WasKept::Yes;
        if let Some(space) =
            visit.space.filter(|_| keep.is_some() == is_second && leaves_hospital(plan, next))
        {
            let place = space.place;
            let leaving = &plan.hospital.places[place.index()].leaving;
            let lasts = share_waiting(leaving, plan.hospital.clock, since);
            ways.push(Way { next, weight: share * lasts, by: KeptBy::Hours(place) });
        }
    }
    ways
}

fn pick<'a>(ways: &[Way<'a>], u: f64) -> Option<Way<'a>> {
    let mut point = u * ways.iter().map(|way| way.weight).sum::<f64>();
    let mut last = None;
    for way in ways.iter().filter(|way| way.weight > 0.0) {
        last = Some(*way);
        if point < way.weight {
            break;
        }
        point -= way.weight;
    }
    last
}

/// The share of visits ready to leave at a time that are still there at the start.
fn share_waiting(leaving: &Leaving, clock: Clock, since: Instant) -> f64 {
    match leaving {
        Leaving::AnyTime => 0.0,
        Leaving::Within(hours) => {
            let opened = hours.until_they_hold(clock.of_week(since)).is_some_and(|wait| since + wait <= NOW);
            f64::from(u8::from(!opened))
        }
        Leaving::Drawn { by_hour, by_weekday } => {
            let of_day = time_of_day(by_hour);
            let mut share = 1.0;
            let mut from = since;
            while from < NOW && share > 0.0 {
                let midnight = clock.midnight(from);
                let until = (midnight + Duration::DAY).min(NOW);
                let between = before(&of_day, midnight, until) - before(&of_day, midnight, from);
                share *= 1.0 - by_weekday[clock.weekday(midnight)] * between;
                from = until;
            }
            share
        }
    }
}

/// The share of a day's leaving before a time of it.
fn before(of_day: &Distribution, midnight: Instant, at: Instant) -> f64 {
    of_day.cdf((at - midnight).millis() as f64)
}

/// When a visit that has been ready since a time, and is still there, may leave a place.
///
/// Where days are drawn, it may leave at an hour of today, if today is a day on which it goes; of these it is known that it
/// has not left since it was ready, or since the day began.
fn leaving_time_given(
    plan: &Plan,
    place: PlaceId,
    streams: &Streams,
    visit: &VisitState,
    since: Instant,
) -> Instant {
    let clock = plan.hospital.clock;
    let from = |at| chance::leaving_time(&plan.place(place).leaving, clock, streams, visit, (at, at));
    let Leaving::Drawn { by_hour, by_weekday } = &plan.hospital.places[place.index()].leaving else {
        return from(NOW);
    };
    let today = clock.midnight(NOW);
    let of_day = time_of_day(by_hour);
    let now = before(&of_day, today, NOW);
    let goes = by_weekday[clock.weekday(today)];
    let gone = goes * (now - before(&of_day, today, since.max(today)));
    let later = goes * (1.0 - now) / (1.0 - gone);
    let words = chance::words(streams, Who { attempt: MOST_ATTEMPTS, ..visit.who() }, visit.activity);
    if unit_open(words[0]) < later {
        NOW + chance::left_of(&of_day, NOW - today, words[1])
    } else {
        from(today + Duration::DAY)
    }
}
