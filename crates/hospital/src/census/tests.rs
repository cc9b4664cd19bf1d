//! What the checked census finds, and what it lets pass.

use quantity::Instant;

use super::{CheckedCensus, Fault, Situation};
use crate::measure::story_hospital;
use crate::{
    ActivityId, ArrivalsId, ExitId, Movement, MovementKind, Opening, PlaceId, Sink as _, Space, Traits,
    Visit, VisitId,
};

const ARRIVES: MovementKind = MovementKind::Arrived { traits: Traits([0; 8]) };
const LEAVES: MovementKind = MovementKind::Left { exit: ExitId::new(0) };
const BEGINS: MovementKind = MovementKind::Begins { activity: ActivityId::new(0) };

fn visit(slot: u32) -> Visit {
    Visit { id: VisitId::new(ArrivalsId::new(0), u64::from(slot)), slot }
}

const fn ed(number: u32) -> Space {
    Space { place: PlaceId::new(0), number }
}

/// What is found in movements a minute apart.
fn found(movements: &[(Visit, MovementKind, Option<Space>)]) -> Vec<Fault> {
    let mut census = CheckedCensus::new(&story_hospital());
    for (minute, &(visit, kind, space)) in movements.iter().enumerate() {
        census.movement(&Movement { at: Instant::from_millis(60_000 * minute as i64), visit, kind, space });
    }
    census.finish(Instant::from_millis(3_600_000));
    census.found().iter().map(|it| it.fault).collect()
}

#[test]
fn what_can_be_is_let_pass() {
    let one = [(visit(0), ARRIVES, None), (visit(0), BEGINS, Some(ed(0))), (visit(0), LEAVES, None)];
    let again = [(visit(0), ARRIVES, None), (visit(0), BEGINS, Some(ed(0)))];
    assert_eq!(found(&[&one[..], &again[..]].concat()), []);
}

#[test]
fn each_fault_is_found() {
    let (a, b) = (visit(0), visit(1));
    let usurper = Visit { slot: 0, ..b };
    assert_eq!(found(&[(a, BEGINS, Some(ed(0)))]), [Fault::NotThere(a)]);
    assert_eq!(found(&[(a, ARRIVES, None), (a, ARRIVES, None)]), [Fault::ArrivedAgain(a)]);
    assert_eq!(
        found(&[(a, ARRIVES, None), (usurper, ARRIVES, None)]),
        [Fault::SlotInUse { visit: usurper, holder: a.id }]
    );
    let both = [(a, ARRIVES, Some(ed(0))), (b, ARRIVES, None), (b, BEGINS, Some(ed(0)))];
    let space = ed(0);
    assert_eq!(found(&both), [Fault::SpaceInUse { visit: b, space, holder: a.id }]);
    let space = ed(7);
    assert_eq!(found(&[(a, ARRIVES, Some(ed(7)))]), [Fault::NoSuchSpace { visit: a, space }]);
    let space = ed(0);
    assert_eq!(
        found(&[(a, ARRIVES, Some(ed(0))), (a, LEAVES, Some(ed(0)))]),
        [Fault::LeftWithSpace { visit: a, space }]
    );
    let silent = [(a, ARRIVES, Some(ed(0))), (a, MovementKind::FitToLeave, None)];
    assert_eq!(found(&silent), [Fault::SpaceLostSilently(a)]);
}

#[test]
fn time_does_not_go_back() {
    let mut census = CheckedCensus::new(&story_hospital());
    let at =
        |millis| Movement { at: Instant::from_millis(millis), visit: visit(0), kind: ARRIVES, space: None };
    census.movement(&at(5));
    census.opening(&Opening {
        at: Instant::from_millis(4),
        place: PlaceId::new(0),
        spaces: Some(1),
        closed: false,
    });
    assert_eq!(census.result().map_err(|found| found[0].fault), Err(Fault::Earlier(Instant::from_millis(5))));
}

#[test]
fn a_lost_space_is_queued_for() {
    let mut census = CheckedCensus::new(&story_hospital());
    let pauses = MovementKind::Paused { activity: ActivityId::new(0) };
    for (kind, space) in [(ARRIVES, None), (BEGINS, Some(ed(1))), (pauses, None)] {
        census.movement(&Movement { at: Instant::from_millis(1), visit: visit(0), kind, space });
    }
    let census = census.result().expect("nothing wrong");
    let place = PlaceId::new(0);
    assert_eq!((census.place(place).occupied, census.place(place).queue), (0, 1));
    let present = census.visits().next().expect("it is there");
    assert_eq!(present.doing, Situation::Paused { activity: ActivityId::new(0), place: Some(place) });
    assert_eq!(census.who_is_in(place).count(), 0);
}
