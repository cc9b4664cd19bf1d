//! What a moment remembers, and what it forgets.

use quantity::Instant;

use super::Moment;
use crate::measure::story_hospital;
use crate::{
    ActivityId, ArrivalsId, ExitId, Line, Movement, MovementKind, Opening, PlaceId, Space, Traits, Visit,
    VisitId,
};

const ARRIVES: MovementKind = MovementKind::Arrived { traits: Traits([0; 8]) };
const LEAVES: MovementKind = MovementKind::Left { exit: ExitId::new(0) };
const BEGINS: MovementKind = MovementKind::Begins { activity: ActivityId::new(0) };
const STREAM: ArrivalsId = ArrivalsId::new(0);
const ED: PlaceId = PlaceId::new(0);

fn at(minute: i64) -> Instant {
    Instant::from_millis(60_000 * minute)
}

fn line(minute: i64, number: u64, slot: u32, kind: MovementKind, space: Option<u32>) -> Line {
    let visit = Visit { id: VisitId::new(STREAM, number), slot };
    let space = space.map(|number| Space { place: ED, number });
    Line::Movement(Movement { at: at(minute), visit, kind, space })
}

fn shut(minute: i64, closed: bool) -> Line {
    Line::Opening(Opening { at: at(minute), place: ED, spaces: Some(2), closed })
}

fn story() -> Vec<Line> {
    vec![
        line(0, 0, 0, ARRIVES, None),
        line(1, 0, 0, BEGINS, Some(0)),
        shut(2, true),
        line(3, VisitId::BEYOND_BASE, 1, ARRIVES, None),
        shut(4, true),
        line(5, 0, 0, LEAVES, None),
        line(6, 1, 0, ARRIVES, None),
        shut(7, false),
        line(8, 1, 0, BEGINS, Some(0)),
    ]
}

#[test]
fn who_has_left_is_forgotten_and_numbers_go_on() {
    let moment = Moment::of(&story_hospital(), &story(), None);
    assert_eq!((moment.at(), moment.found().len()), (at(8), 0));
    let present: Vec<_> = moment.census().visits().map(|present| present.visit).collect();
    assert_eq!(present.iter().map(|visit| visit.slot).collect::<Vec<_>>(), [0, 1]);
    let times: Vec<_> = moment.past(present[0]).iter().map(|(_, movement)| movement.at).collect();
    assert_eq!(times, [at(6), at(8)]);
    assert_eq!(moment.next_number(STREAM, 0), 2);
    assert_eq!(moment.next_number(STREAM, VisitId::BEYOND_BASE), VisitId::BEYOND_BASE + 1);
    assert_eq!(moment.last_arrival(STREAM), Some(at(6)));
}

#[test]
fn spaces_and_doors_are_remembered_until_they_change() {
    let until = |minute| Moment::of(&story_hospital(), &story(), Some(at(minute)));
    assert_eq!(until(4).closed_since(ED), Some(at(2)));
    assert_eq!(until(7).closed_since(ED), None);
    assert_eq!(until(4).emptied(ED).count(), 0);
    assert_eq!(until(7).emptied(ED).collect::<Vec<_>>(), [(0, at(5))]);
    assert_eq!(until(8).emptied(ED).count(), 0);
    assert_eq!(until(60).at(), at(60));
}

#[test]
fn what_cannot_be_is_said_and_moves_nobody() {
    let mut lines = story();
    lines.push(line(9, 7, 5, LEAVES, None));
    let moment = Moment::of(&story_hospital(), &lines, None);
    assert_eq!(moment.found().len(), 1);
    assert_eq!(moment.census().visits().count(), 2);
}
