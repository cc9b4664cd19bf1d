//! Random places and resources.

use hospital::{
    ActivityId, ArrivalsId, AtGap, AttributeId, Capacity, CareVisits, Closures, Hours, Leaving, Need,
    Parking, PayerId, Penalty, Place, PlaceId, PlaceKind, Queue, Resource, ResourceId, Roster, SpaceRules,
    TransferHours, WhenFull,
};
use quantity::{Duration, Instant};

use super::plain;
use super::tape::Tape;

const AT_GAP: [AtGap; 4] = [AtGap::Finish, AtGap::Resume, AtGap::Restart, AtGap::Resample];

/// How many there are of what places may name.
#[derive(Clone, Copy)]
pub struct Counts {
    pub places: usize,
    pub activities: usize,
    pub arrivals: usize,
    pub resources: usize,
}

pub fn place(index: usize, counts: Counts, tape: &mut Tape<'_>) -> Place {
    let kinds = PlaceKind::ALL.map(|(kind, _)| kind);
    let mut it = plain::place(&format!("place {index}"), tape.one_of(&kinds), 1);
    it.capacity = capacity(tape, true);
    it.at_gap = tape.one_of(&AT_GAP);
    it.queue = queue(tape);
    it.parking = tape.maybe(5, |tape| Parking {
        arrivals: (0..counts.arrivals).filter(|_| !tape.once_in(2)).map(ArrivalsId::new).collect(),
        when_present: tape.below(4) as u32 + 1,
        limit: tape.maybe(2, |tape| tape.below(4) as u32),
    });
    it.when_full = when_full(index, counts, tape);
    it.limits = tape.maybe(4, |tape| limits(counts, tape)).unwrap_or_default();
    it.turnaround = tape.maybe(3, Tape::time);
    it.closures = closures(tape);
    it.leaving = leaving(tape);
    it.enter_hours = tape.maybe(5, hours);
    if it.kind == PlaceKind::CareRounds {
        it.each = tape.maybe(2, |tape| {
            let last = tape.below(2) as u16 + 1;
            CareVisits { first: last + tape.below(3) as u16, last }
        });
        it.capacity = it.each.map_or(it.capacity, |_| visits_a_day(tape));
        it.queue.preempt = it.queue.preempt.filter(|_| it.each.is_none());
    }
    (it.cost_per_day, it.cost_per_open_day) = (tape.below(3) as f64, tape.below(3) as f64);
    if it.capacity != Capacity::Unlimited && it.each.is_none() {
        it.space_rules = tape.maybe(3, |tape| Box::new(space_rules(counts, tape)));
    }
    if tape.once_in(3) {
        it.accepts = vec![(AttributeId::new(2), vec![tape.below(2) as u8])];
    }
    it
}

pub fn space_rules(counts: Counts, tape: &mut Tape<'_>) -> SpaceRules {
    let penalty =
        |tape: &mut Tape<'_>| tape.one_of(&[Penalty::Never, Penalty::Points(1), Penalty::Points(3)]);
    let need = |tape: &mut Tape<'_>| {
        let values = if tape.once_in(2) { vec![0] } else { vec![1, 0] };
        Need { whom: vec![(AttributeId::new(1 + tape.below(3)), values)], penalty: penalty(tape) }
    };
    SpaceRules {
        bays: (0..tape.below(3)).map(|_| tape.below(3) as u32 + 1).collect(),
        side_rooms: tape.below(3) as u32,
        keep_apart: (0..tape.below(3)).map(|nth| (AttributeId::new(1 + nth), penalty(tape))).collect(),
        isolate: tape.maybe(2, need),
        near_station: tape.below(3) as u32,
        needs_near: tape.maybe(3, need),
        outliers: tape.one_of(&[Penalty::Points(0), Penalty::Never, Penalty::Points(2)]),
        outlier_time: tape.maybe(2, |tape| tape.one_of(&[1.5, 0.5])),
        transfers: tape
            .maybe(3, |tape| TransferHours { hours: hours(tape), but: vec![(AttributeId::new(1), vec![0])] }),
        cleaned_by: tape
            .maybe(2, |tape| tape.below(counts.resources.max(1)))
            .filter(|_| counts.resources > 0)
            .map(ResourceId::new),
        deep_clean: tape.maybe(3, Tape::time),
    }
}

pub fn resource(index: usize, tape: &mut Tape<'_>) -> Resource {
    let name = format!("resource {index}");
    let capacity = capacity(tape, false);
    let at_gap = tape.one_of(&AT_GAP);
    // Only places take spaces away from visits, and only they keep visits out.
    let queue = Queue { limit: None, preempt: None, ..queue(tape) };
    let used_up = matches!(capacity, Capacity::Rostered(_)) && tape.once_in(2);
    let at_gap = if used_up { AtGap::Finish } else { at_gap };
    let cost_per_hour = tape.below(3) as f64;
    Resource { name, capacity, at_gap, queue, used_up, cost_per_hour, agency: None, paid_by: PayerId::TRUST }
}

/// As many as some people need, more or fewer at other hours.
fn visits_a_day(tape: &mut Tape<'_>) -> Capacity {
    let number = tape.below(9) as u32 + 4;
    if tape.once_in(2) {
        return Capacity::Always(number);
    }
    let changes = vec![(Duration::ZERO, number), (Duration::HOUR * 50, tape.below(9) as u32)];
    Capacity::Rostered(Roster::Weekly(changes))
}

pub fn capacity(tape: &mut Tape<'_>, may_be_unlimited: bool) -> Capacity {
    match tape.below(6) {
        0..=2 => Capacity::Always(tape.below(4) as u32 + 1),
        3 => {
            let changes = (0..=tape.below(5)).map(|nth| {
                let at = Duration::HOUR * [0, 8, 33, 60, 100][nth];
                (at, tape.below(4) as u32)
            });
            Capacity::Rostered(Roster::Weekly(changes.collect()))
        }
        4 => {
            let changes = (0..=tape.below(5)).map(|nth| {
                let at = Instant::START + Duration::HOUR * [-20, 0, 7, 24, 50][nth];
                (at, tape.below(4) as u32)
            });
            Capacity::Rostered(Roster::Dated(changes.collect()))
        }
        _ if may_be_unlimited => Capacity::Unlimited,
        _ => Capacity::Always(1),
    }
}

fn queue(tape: &mut Tape<'_>) -> Queue {
    let limit = tape.maybe(4, |tape| tape.below(4) as u32);
    let order = tape.maybe(2, |tape| AttributeId::new(tape.below(3)));
    let preempt = tape.maybe(3, |tape| tape.one_of(&AT_GAP)).filter(|_| order.is_some());
    let promote_after = tape.maybe(3, |tape| tape.half_hours(8)).filter(|_| order.is_some());
    Queue { limit, order, preempt, promote_after, returning_first: tape.once_in(3) }
}

pub fn when_full(index: usize, counts: Counts, tape: &mut Tape<'_>) -> WhenFull {
    match tape.below(6) {
        4 => WhenFull::TurnAway,
        5 if counts.places > 1 => WhenFull::Divert {
            to: PlaceId::new((index + 1 + tape.below(counts.places - 1)) % counts.places),
            above: tape.one_of(&[1.0, 0.5, 0.9]),
        },
        _ => WhenFull::Wait,
    }
}

fn limits(counts: Counts, tape: &mut Tape<'_>) -> Vec<(ActivityId, u32)> {
    let first = tape.below(counts.activities);
    let number = 1 + tape.below(counts.activities.min(2));
    let activity = |nth| ActivityId::new((first + nth) % counts.activities);
    (0..number).map(|nth| (activity(nth), tape.below(3) as u32 + 1)).collect()
}

fn closures(tape: &mut Tape<'_>) -> Closures {
    let random = tape.maybe(4, |tape| (tape.time(), tape.time()));
    let hour = |hour: usize| Instant::START + Duration::HOUR * hour as i64;
    let dated = tape.maybe(4, |tape| {
        let from = tape.below(40);
        vec![(hour(from), hour(from + 5)), (hour(from + 20), hour(from + 20 + tape.below(50) + 1))]
    });
    Closures { random, dated: dated.unwrap_or_default() }
}

pub fn hours(tape: &mut Tape<'_>) -> Hours {
    let (from, lasts) = (tape.below(12) as i64, tape.below(11) as i64 + 1);
    let days = if tape.once_in(2) { 0..5_i64 } else { 0..7 };
    let span = |day| (Duration::HOUR * (24 * day + from), Duration::HOUR * (24 * day + from + lasts));
    Hours { spans: days.map(span).collect() }
}

pub fn leaving(tape: &mut Tape<'_>) -> Leaving {
    match tape.below(5) {
        3 => Leaving::Within(hours(tape)),
        4 => {
            let by_hour = (0..8).map(|_| tape.below(3) as f64).chain([1.0]).collect();
            Leaving::Drawn { by_hour, by_weekday: [0.9, 1.0, 0.8, 1.0, 0.7, 0.1, 0.0] }
        }
        _ => Leaving::AnyTime,
    }
}
