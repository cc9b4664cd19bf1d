//! Random hospitals: every feature that the flow knows, in any combination.

use std::fmt;

use hospital::{
    Activity, ActivityId, Agency, Arrivals, AttributeId, By, Capacity, Choice, DelayedDay, Hospital, Income,
    ListedVisit, MoveOn, Next, OnDeadlock, PathwayId, Payer, PayerId, PlaceId, Process, RateProcess,
    Resource, ResourceId, Where, WhileWaiting,
};
use proptest::collection::vec;
use proptest::prelude::*;
use quantity::{Duration, Instant};

use super::plain::{self, DIED, GAVE_UP, HOME, TURNED_AWAY};
use super::random_bugs;
use super::random_places::{self, Counts};
use super::random_staff;
use super::random_switches;
use super::tape::Tape;

/// Numbers of values of the attributes: streams (set apart), acuity, specialty, and more.
const VALUES: [usize; 4] = [3, 3, 2, 5];

/// A hospital as tapes.
#[derive(Clone)]
pub struct Tapes {
    run: Vec<u32>,
    places: Vec<Vec<u32>>,
    resources: Vec<Vec<u32>>,
    arrivals: Vec<Vec<u32>>,
    pathways: Vec<Vec<Vec<u32>>>,
    bugs: Vec<Vec<u32>>,
    staff: Vec<Vec<u32>>,
    switches: Vec<Vec<u32>>,
}

/// A failing case is shown as the hospital which it is.
impl fmt::Debug for Tapes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#?}", self.hospital())
    }
}

pub fn tapes() -> impl Strategy<Value = Tapes> {
    let words = |length| vec(0..5040_u32, length);
    let run = words(8);
    let places = vec(words(72), 1..=6);
    let resources = vec(words(20), 0..=3);
    let arrivals = vec(words(60), 1..=3);
    let pathways = vec(vec(words(60), 1..=6), 1..=2);
    let bugs = vec(words(40), 0..=2);
    let staff = vec(words(40), 0..=3);
    let switches = vec(words(70), 0..=3);
    (run, places, resources, arrivals, pathways, bugs, staff, switches).prop_map(
        |(run, places, resources, arrivals, pathways, bugs, staff, switches)| Tapes {
            run,
            places,
            resources,
            arrivals,
            pathways,
            bugs,
            staff,
            switches,
        },
    )
}

impl Tapes {
    pub fn hospital(&self) -> Hospital {
        let counts = Counts {
            places: self.places.len(),
            activities: self.pathways.iter().map(Vec::len).sum(),
            arrivals: self.arrivals.len(),
            resources: self.resources.len(),
        };
        let of_place =
            |(index, words): (usize, &Vec<u32>)| random_places::place(index, counts, &mut Tape::new(words));
        let places = self.places.iter().enumerate().map(of_place).collect();
        let of_resource =
            |(index, words): (usize, &Vec<u32>)| random_places::resource(index, &mut Tape::new(words));
        let resources: Vec<_> = self.resources.iter().enumerate().map(of_resource).collect();
        let mut first = 0;
        let mut firsts = Vec::new();
        let mut activities = Vec::new();
        for (pathway, tapes) in self.pathways.iter().enumerate() {
            firsts.push(ActivityId::new(first));
            for (nth, words) in tapes.iter().enumerate() {
                let here = Here { pathway, first, nth, own: tapes.len(), counts };
                activities.push(activity(here, &resources, &mut Tape::new(words)));
            }
            first += tapes.len();
        }
        let of_arrivals =
            |(index, words): (usize, &Vec<u32>)| arrivals(index, &firsts, &mut Tape::new(words));
        let arrivals = self.arrivals.iter().enumerate().map(of_arrivals).collect();
        let mut it = plain::hospital(places, activities, arrivals);
        it.resources = resources;
        settle_moves(&mut it);
        it.attributes.push(plain::attribute("acuity", VALUES[1], By::Always(vec![0.2, 0.3, 0.5])));
        let cases = vec![By::Always(vec![0.5, 0.5]), By::Always(vec![1.0, 0.0]), By::Always(vec![0.1, 0.9])];
        let shares = By::Of { attribute: AttributeId::new(1), cases };
        it.attributes.push(plain::attribute("specialty", VALUES[2], shares));
        it.attributes.push(plain::attribute("age", VALUES[3], By::Always(vec![0.2; 5])));
        random_bugs::add(&mut it, &self.bugs);
        random_staff::add(&mut it, &self.staff);
        let tape = &mut Tape::new(&self.run);
        it.run.seed = tape.below(5040) as u64;
        it.run.warm_up = Duration::HOUR * tape.below(48) as i64;
        it.run.collect = Duration::DAY * (tape.below(8) as i64 + 2);
        it.run.on_deadlock = if tape.once_in(5) { OnDeadlock::Stop } else { OnDeadlock::Swap };
        it.clock.start_of_week = Duration::HOUR * tape.below(168) as i64;
        share_the_bill(&mut it);
        random_switches::add(&mut it, counts, &self.switches);
        it
    }
}

/// Three payers, who pay by turns, and pay each other. Nothing is drawn for it: it changes no visit.
fn share_the_bill(it: &mut Hospital) {
    let payer = |name: &str| Payer { name: name.to_owned(), title: name.to_owned() };
    it.payments.payers.extend([payer("council"), payer("icb")]);
    let turn = |nth: usize| PayerId::new((nth + it.run.seed as usize) % 3);
    it.payments.options = vec![(turn(0), 5.0), (turn(1), 7.0)];
    it.payments.delayed_day = Some(DelayedDay { charge: 11.0, paid_by: turn(2), paid_to: turn(3) });
    for (nth, place) in it.places.iter_mut().enumerate() {
        place.paid_by = turn(nth);
    }
    for (nth, resource) in it.resources.iter_mut().enumerate() {
        resource.paid_by = turn(nth + 1);
        resource.agency = (nth == 1).then_some(Agency { share: 0.25, cost_per_hour: 9.0 });
    }
    for (nth, activity) in it.activities.iter_mut().enumerate() {
        activity.paid_by = turn(nth);
        activity.delay_reason = [None, Some("care"), Some("bed")][nth % 3].map(str::to_owned);
        activity.income = (nth % 2 == 0).then_some(Income { pounds: 13.0, from: turn(nth + 1) });
    }
}

/// Which activity of which pathway it is.
#[derive(Clone, Copy)]
struct Here {
    pathway: usize,
    first: usize,
    nth: usize,
    own: usize,
    counts: Counts,
}

fn activity(here: Here, resources: &[Resource], tape: &mut Tape<'_>) -> Activity {
    // Differences by stream need a case for each, so values of that attribute are as many as there are streams.
    let values = [here.counts.arrivals, VALUES[1], VALUES[2], VALUES[3]];
    let mut it = plain::activity(&format!("activity {}", here.nth), PathwayId::new(here.pathway));
    it.time = tape.by(&values, Tape::time);
    if tape.below(6) < 5 {
        it.place = Where::Into(tape.by(&values, |tape| choice(here.counts.places, tape)));
    }
    it.while_waiting =
        tape.one_of(&[WhileWaiting::Hold, WhileWaiting::Queue, WhileWaiting::Hold, WhileWaiting::Leave]);
    it.next = tape.by(&values, |tape| next(here, tape));
    it.uses = uses(resources, tape);
    it.patience = tape.maybe(3, |tape| tape.by(&values, Tape::time));
    it.when_refused = instead(here, Next::Exit(TURNED_AWAY), tape);
    it.when_impatient = instead(here, Next::Exit(GAVE_UP), tape);
    let mut all_next: Vec<Next> = it.next.leaves().into_iter().flatten().map(|&(next, _)| next).collect();
    all_next.dedup();
    it.keep_after = tape
        .maybe(3, |tape| vec![(tape.one_of(&all_next), tape.by(&values, Tape::time))])
        .unwrap_or_default();
    it.fit_to_leave = tape.once_in(3);
    it.cost = tape.below(3) as f64;
    it.move_on = tape.maybe(3, |tape| MoveOn {
        after: tape.half_hours(8),
        to: ActivityId::new(here.first + tape.below(here.own)),
    });
    it
}

/// Stays go on only where they can.
fn settle_moves(it: &mut Hospital) {
    let is_inside = |place: &PlaceId| !it.places[place.index()].kind.is_outside();
    let inside: Vec<PlaceId> = it.place_ids().filter(is_inside).collect();
    for nth in 0..it.activities.len() {
        let has_place = it.activities[nth].place != Where::Here;
        let goes = |move_on: &MoveOn| has_place && move_on.to.index() != nth && !inside.is_empty();
        it.activities[nth].move_on = it.activities[nth].move_on.filter(goes);
        let Some(MoveOn { to, .. }) = it.activities[nth].move_on else { continue };
        let target = &mut it.activities[to.index()];
        (target.while_waiting, target.patience) = (WhileWaiting::Hold, None);
        target.uses.clear();
        let may_go = |by: &By<Choice>| {
            let mut places = by.leaves().into_iter().flat_map(|choice| choice.tiers.iter().flatten());
            places.all(|place| inside.contains(place))
        };
        if !matches!(&target.place, Where::Into(by) if may_go(by)) {
            let tiers = inside.iter().map(|&place| vec![place]).collect();
            target.place = Where::Into(By::Always(Choice { tiers, fall_back_after: None }));
        }
    }
}

/// One to three tiers of one or two places.
pub fn choice(places: usize, tape: &mut Tape<'_>) -> Choice {
    let mut from = tape.below(places);
    let mut left = places;
    let mut tiers = Vec::new();
    for _ in 0..=tape.below(3) {
        let size = (1 + tape.below(2)).min(left);
        if size > 0 {
            tiers.push((0..size).map(|nth| PlaceId::new((from + nth) % places)).collect());
        }
        from += size;
        left -= size;
    }
    let fall_back_after = tape.maybe(2, |tape| tape.half_hours(8)).filter(|_| tiers.len() > 1);
    Choice { tiers, fall_back_after }
}

/// Home, further on, or back; always with a share that leaves.
fn next(here: Here, tape: &mut Tape<'_>) -> Vec<(Next, f64)> {
    let out = Next::Exit(if tape.once_in(4) { DIED } else { HOME });
    let other = Next::Activity(ActivityId::new(here.first + tape.below(here.own)));
    let ahead = Next::Activity(ActivityId::new(here.first + (here.nth + 1) % here.own));
    match tape.below(4) {
        0 => vec![(out, 1.0)],
        1 if here.nth + 1 < here.own => vec![(ahead, 1.0)],
        2 => vec![(other, 0.7), (out, 0.3)],
        _ => vec![(ahead, 0.85), (out, 0.15)],
    }
}

fn instead(here: Here, otherwise: Next, tape: &mut Tape<'_>) -> Next {
    let other = |tape: &mut Tape<'_>| Next::Activity(ActivityId::new(here.first + tape.below(here.own)));
    tape.maybe(4, other).unwrap_or(otherwise)
}

fn uses(resources: &[Resource], tape: &mut Tape<'_>) -> Vec<(ResourceId, u32)> {
    let mut uses = Vec::new();
    for (index, resource) in resources.iter().enumerate() {
        let most = match &resource.capacity {
            Capacity::Always(units) => *units,
            Capacity::Rostered(roster) => roster.most(),
            Capacity::Unlimited => 2,
        };
        if most > 0 && tape.once_in(3) {
            uses.push((ResourceId::new(index), 1 + tape.below(most.min(2) as usize) as u32));
        }
    }
    uses
}

fn arrivals(index: usize, firsts: &[ActivityId], tape: &mut Tape<'_>) -> Arrivals {
    let mut it = plain::rate(&format!("stream {index}"), 10.0, tape.one_of(firsts));
    it.process = match tape.below(5) {
        0..=2 => Process::Rate(RateProcess {
            base_per_day: tape.one_of(&[5.0, 20.0, 60.0, 1.0]),
            scale: tape.one_of(&[1.0, 0.7, 1.3, 0.0]),
            by_hour: tape.one_of(&[vec![1.0], vec![0.0, 2.0], vec![0.5, 1.0, 1.2, 1.3, 1.0, 0.9, 1.1]]),
            by_weekday: tape.one_of(&[[1.0; 7], [1.4, 1.4, 1.4, 1.4, 1.4, 0.0, 0.0]]),
            by_day_of_year: Vec::new(),
            dispersion: tape.one_of(&[1.0, 1.5]),
        }),
        3 => Process::Every(tape.time()),
        _ => Process::Listed(listed(tape)),
    };
    it.shares =
        tape.maybe(3, |_| vec![(AttributeId::new(1), By::Always(vec![0.8, 0.1, 0.1]))]).unwrap_or_default();
    it
}

fn listed(tape: &mut Tape<'_>) -> Vec<ListedVisit> {
    let mut at = Instant::START - Duration::HOUR * 3;
    let visit = |tape: &mut Tape<'_>| {
        at += Duration::MINUTE * 20 * tape.below(10) as i64;
        ListedVisit {
            at,
            traits: tape
                .maybe(2, |tape| (AttributeId::new(1), tape.below(VALUES[1]) as u8))
                .into_iter()
                .collect(),
            times: (0..tape.below(3)).map(|_| tape.half_hours(20)).collect(),
        }
    };
    std::iter::repeat_with({
        let mut visit = visit;
        move || visit(tape)
    })
    .take(10)
    .collect()
}
