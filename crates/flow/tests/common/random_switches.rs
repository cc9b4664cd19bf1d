//! Random switches: anything that may change in the course of a run, by date or by rule, alone and together.

use hospital::{
    ActivityId, ArrivalsId, AttributeId, Beyond, Bill, By, Capacity, Cause, Condition, Dates, Hospital, On,
    Part, PayerId, PlaceId, PlaceReading, Process, Reading, ResourceId, Rule, SpaceRules, Switch, SwitchId,
    Variant, WhenFull, Where,
};
use quantity::{Duration, Instant};

use super::random::choice;
use super::random_places::{self, Counts};
use super::tape::Tape;

/// What a switch does to one part.
#[derive(Clone)]
struct Edit {
    switch: SwitchId,
    what: What,
    words: Vec<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Place(usize),
    Resource(usize),
    Arrivals(usize),
    Activity(usize),
    Attribute(usize),
}

/// Adds switches to a hospital, a tape each.
pub fn add(hospital: &mut Hospital, counts: Counts, tapes: &[Vec<u32>]) {
    let mut edits = Vec::new();
    for (nth, words) in tapes.iter().enumerate() {
        let tape = &mut Tape::new(words);
        let switch = SwitchId::new(nth);
        let bill = Bill {
            paid_by: PayerId::new(nth % 3),
            per_day: tape.below(3) as f64,
            once: tape.below(2) as f64,
        };
        hospital.switches.list.push(Switch {
            name: format!("switch {nth}"),
            cause: cause(hospital, tape),
            bills: vec![bill],
        });
        for _ in 0..=tape.below(4) {
            let what = what(hospital, tape);
            edits.push(Edit { switch, what, words: (0..12).map(|_| tape.below(5040) as u32).collect() });
        }
    }
    let mut done: Vec<What> = Vec::new();
    for edit in &edits {
        if !done.contains(&edit.what) {
            done.push(edit.what);
            let variants = variants(hospital, counts, edit.what, &edits);
            hospital.switches.variants.extend(variants);
        }
    }
}

fn cause(hospital: &Hospital, tape: &mut Tape<'_>) -> Cause {
    let hour = |tape: &mut Tape<'_>, most| Instant::START + Duration::HOUR * (tape.below(most) as i64 - 24);
    match tape.below(3) {
        0 => {
            let from = hour(tape, 96);
            let until = tape.maybe(2, |tape| from + Duration::HOUR * (tape.below(48) as i64 + 1));
            Cause::Shock(Dates { spans: vec![(from, until)], every: None })
        }
        1 => {
            let from = hour(tape, 48);
            let until = Some(from + Duration::HOUR * (tape.below(5) as i64 + 1));
            Cause::Option(Dates { spans: vec![(from, until)], every: Some(Duration::HOUR * 7) })
        }
        _ => {
            let place = PlaceId::new(tape.below(hospital.places.len()));
            let reading = match tape.below(4) {
                0 => Reading::BoardingCount,
                1 => Reading::FitToLeaveCount,
                2 => Reading::OfPlace(place, PlaceReading::QueueLength),
                _ => Reading::OfPlace(place, PlaceReading::Present),
            };
            let bound = tape.below(3) as f64;
            let when = Condition {
                reading,
                beyond: Beyond::Above(bound),
                lasts: Duration::MINUTE * tape.below(200) as i64,
            };
            let until = Condition {
                beyond: Beyond::Below(bound + 1.0),
                lasts: Duration::MINUTE * (tape.below(200) as i64 + 1),
                ..when
            };
            let delay = Duration::MINUTE * (tape.below(3) * 20) as i64;
            Cause::Rule(Rule { when, until, delay })
        }
    }
}

fn what(hospital: &Hospital, tape: &mut Tape<'_>) -> What {
    match tape.below(7) {
        0..=2 => What::Place(tape.below(hospital.places.len())),
        3 if !hospital.resources.is_empty() => What::Resource(tape.below(hospital.resources.len())),
        4 => What::Arrivals(tape.below(hospital.arrivals.len())),
        // The stream of arrivals is no attribute that is drawn.
        5 => What::Attribute(1 + tape.below(hospital.attributes.len() - 1)),
        _ => What::Activity(tape.below(hospital.activities.len())),
    }
}

/// What a part is with each set of the switches that alter it.
fn variants(base: &Hospital, counts: Counts, what: What, edits: &[Edit]) -> Vec<Variant> {
    let mut by: Vec<SwitchId> = edits.iter().filter(|it| it.what == what).map(|it| it.switch).collect();
    by.dedup();
    let all = by.iter().fold(On::NONE, |all, &id| all.set(id, true));
    let with = |set: u32| {
        let some = by.iter().enumerate().filter(|(bit, _)| set & (1 << bit) != 0);
        let on = some.fold(On::NONE, |on, (_, &id)| on.set(id, true));
        let mut hospital = base.clone();
        for edit in edits.iter().filter(|it| it.what == what && on.has(it.switch)) {
            make(&mut hospital, counts, edit);
        }
        Variant { altered_by: all, on, part: part(&hospital, what) }
    };
    (1..1 << by.len()).map(with).collect()
}

fn part(hospital: &Hospital, what: What) -> Part {
    match what {
        What::Place(nth) => Part::Place(PlaceId::new(nth), hospital.places[nth].clone()),
        What::Resource(nth) => Part::Resource(ResourceId::new(nth), hospital.resources[nth].clone()),
        What::Arrivals(nth) => Part::Arrivals(ArrivalsId::new(nth), hospital.arrivals[nth].clone()),
        What::Activity(nth) => Part::Activity(ActivityId::new(nth), hospital.activities[nth].clone()),
        What::Attribute(nth) => Part::Attribute(AttributeId::new(nth), hospital.attributes[nth].clone()),
    }
}

/// Changes what may change.
fn make(hospital: &mut Hospital, counts: Counts, edit: &Edit) {
    let tape = &mut Tape::new(&edit.words);
    match edit.what {
        What::Place(nth) => change_place(hospital, nth, counts, tape),
        What::Resource(nth) => {
            if hospital.resources[nth].capacity != Capacity::Unlimited {
                hospital.resources[nth].capacity = capacity(tape);
            }
        }
        What::Arrivals(nth) => {
            if let Process::Rate(rate) = &mut hospital.arrivals[nth].process {
                match tape.below(3) {
                    0 => rate.scale = tape.one_of(&[0.0, 0.5, 1.5, 3.0]),
                    1 => rate.by_hour = vec![0.0, 2.0, 1.0],
                    _ => (rate.scale, rate.by_weekday) = (2.0, [0.5, 1.5, 1.0, 1.0, 1.0, 1.0, 1.0]),
                }
            }
        }
        What::Activity(nth) => change_activity(hospital, nth, counts, tape),
        What::Attribute(nth) => {
            let values = hospital.attributes[nth].values.len();
            let mut shares = vec![0.0; values];
            shares[tape.below(values)] = 1.0;
            hospital.attributes[nth].shares = By::Always(shares);
        }
    }
}

fn capacity(tape: &mut Tape<'_>) -> Capacity {
    let it = random_places::capacity(tape, false);
    // None at all and more than usual, too.
    if it == Capacity::Always(1) { Capacity::Always(tape.below(6) as u32) } else { it }
}

fn change_place(hospital: &mut Hospital, nth: usize, counts: Counts, tape: &mut Tape<'_>) {
    let it = &mut hospital.places[nth];
    match tape.below(10) {
        0 | 1 if it.capacity != Capacity::Unlimited => it.capacity = capacity(tape),
        2 => it.queue.limit = tape.maybe(2, |tape| tape.below(3) as u32),
        3 => it.leaving = random_places::leaving(tape),
        4 => it.enter_hours = tape.maybe(2, random_places::hours),
        5 => {
            it.when_full = random_places::when_full(nth, counts, tape);
            if it.when_full == WhenFull::Wait {
                it.turnaround = tape.maybe(2, Tape::time);
            }
        }
        6 => {
            it.parking = None;
            it.limits.iter_mut().for_each(|(_, most)| *most = 2);
        }
        7 | 8 if it.capacity != Capacity::Unlimited && it.each.is_none() => {
            let before = it.space_rules.take().unwrap_or_default();
            let has_walls = !before.bays.is_empty() || before.side_rooms > 0;
            if !has_walls && before.cleaned_by.is_none() && before.transfers.is_none() && tape.once_in(2) {
                return;
            }
            // Walls, cleaners and hours of transfers stay.
            let after = random_places::space_rules(counts, tape);
            it.space_rules = Some(Box::new(SpaceRules {
                bays: before.bays,
                side_rooms: before.side_rooms,
                cleaned_by: before.cleaned_by,
                transfers: before.transfers,
                ..after
            }));
        }
        _ => (it.cost_per_day, it.cost_per_open_day) = (3.0, 2.0),
    }
}

fn change_activity(hospital: &mut Hospital, nth: usize, counts: Counts, tape: &mut Tape<'_>) {
    let first_next = hospital.activities[nth].next.leaves()[0].clone();
    let it = &mut hospital.activities[nth];
    match tape.below(5) {
        0 => it.time = By::Always(tape.time()),
        1 => it.patience = tape.maybe(2, |tape| By::Always(tape.time())),
        2 => it.next = By::Always(first_next),
        3 if it.move_on.is_some() => {
            it.move_on = it.move_on.filter(|_| !tape.once_in(3));
            it.move_on.iter_mut().for_each(|move_on| move_on.after = tape.half_hours(8));
        }
        _ => {
            if it.place != Where::Here {
                it.place = Where::Into(By::Always(choice(counts.places, tape)));
            }
        }
    }
}
