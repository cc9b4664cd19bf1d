//! Lines as they come, and what is made of them.

use quantity::Instant;

use super::{Surprise, settle};
use crate::measure::story_hospital;
use crate::{
    ArrivalsId, Cancels, CheckedCensus, ExitId, MovementName, PlaceId, Said, SaidKind, Sink as _, SourceId,
    Space, Spot, Told, Traits, VisitId,
};

const HOME: Said = Said::Left(ExitId::new(0));

fn visit(number: u64) -> VisitId {
    VisitId::new(ArrivalsId::new(0), number)
}

#[expect(clippy::unnecessary_wraps, reason = "lines speak of a spot or of none")]
const fn spot(place: usize, number: u32) -> Option<Spot> {
    Some(Spot { place: PlaceId::new(place), number: Some(number) })
}

fn line(minute: i64, number: u64, said: Said) -> Told {
    let at = Instant::from_millis(minute * 60_000);
    Told {
        at,
        told_at: at,
        source: SourceId(0),
        visit: Some(visit(number)),
        patient: None,
        traits: Traits::default(),
        name: None,
        cancels: None,
        said,
    }
}

fn cancel(minute: i64, number: u64, kind: SaidKind) -> Told {
    Told { cancels: Some(Cancels::Last(kind)), ..line(minute, number, Said::Nothing) }
}

/// Who is where at the end, as `visit place/number`, and the surprises. The movements are checked on the way.
fn ends(lines: &[Told]) -> (Vec<String>, Vec<Surprise>) {
    let settled = settle(lines);
    let mut census = CheckedCensus::new(&story_hospital());
    settled.movements.iter().for_each(|movement| census.movement(movement));
    assert_eq!(census.found(), [], "{:#?}", settled.movements);
    let shown = census.census().visits().map(|present| match present.space {
        Some(Space { place, number }) => {
            format!("{} {}/{number}", present.visit.id.number(), place.index())
        }
        None => format!("{} nowhere", present.visit.id.number()),
    });
    let mut shown: Vec<String> = shown.collect();
    shown.sort();
    (shown, settled.surprises.into_iter().map(|(_, surprise)| surprise).collect())
}

#[test]
fn who_arrives_moves_and_leaves() {
    let lines = [
        line(0, 1, Said::Arrived(spot(0, 0))),
        line(5, 2, Said::Arrived(None)),
        line(10, 1, Said::Placed(spot(1, 1))),
        line(20, 2, HOME),
    ];
    assert_eq!(ends(&lines), (vec!["1 1/1".to_owned()], vec![]));
}

#[test]
fn a_transfer_that_is_taken_back_never_was() {
    let lines = [
        line(0, 1, Said::Arrived(spot(0, 0))),
        line(10, 1, Said::Placed(spot(1, 0))),
        line(20, 1, Said::Placed(spot(2, 0))),
        cancel(30, 1, SaidKind::Placed),
    ];
    assert_eq!(ends(&lines), (vec!["1 1/0".to_owned()], vec![]));
    let twice = [&lines[..], &[cancel(31, 1, SaidKind::Placed)]].concat();
    assert_eq!(ends(&twice), (vec!["1 0/0".to_owned()], vec![]));
    let thrice = [&twice[..], &[cancel(32, 1, SaidKind::Placed)]].concat();
    assert_eq!(ends(&thrice), (vec!["1 0/0".to_owned()], vec![Surprise::NothingToCancel]));
}

#[test]
fn a_discharge_that_is_taken_back_puts_the_visit_where_it_is_told_to_be() {
    let lines = [line(0, 1, Said::Arrived(spot(1, 0))), line(10, 1, HOME)];
    let back = cancel(20, 1, SaidKind::Left);
    assert_eq!(ends(&[&lines[..], &[back]].concat()), (vec!["1 1/0".to_owned()], vec![]));
    let elsewhere = Told { said: Said::PutBack(spot(1, 1)), ..back };
    assert_eq!(ends(&[&lines[..], &[elsewhere]].concat()), (vec!["1 1/1".to_owned()], vec![]));
}

#[test]
fn an_arrival_that_is_taken_back_leaves_nobody() {
    let lines = [line(0, 1, Said::Arrived(spot(1, 0))), cancel(20, 1, SaidKind::Arrived)];
    assert_eq!(ends(&lines), (vec![], vec![]));
}

#[test]
fn what_comes_late_stands_where_it_happened() {
    let lines = [
        line(0, 1, Said::Arrived(spot(0, 0))),
        line(30, 1, Said::Placed(spot(2, 0))),
        line(10, 1, Said::Placed(spot(1, 0))),
    ];
    assert_eq!(ends(&lines), (vec!["1 2/0".to_owned()], vec![]));
    assert_eq!(settle(&lines).movements.len(), 4);
}

#[test]
fn two_who_change_places_do_so_at_once() {
    let lines = [
        line(0, 1, Said::Arrived(spot(1, 0))),
        line(0, 2, Said::Arrived(spot(1, 1))),
        line(9, 1, Said::Placed(spot(1, 1))),
        line(9, 2, Said::Placed(spot(1, 0))),
    ];
    assert_eq!(ends(&lines), (vec!["1 1/1".to_owned(), "2 1/0".to_owned()], vec![]));
}

#[test]
fn nobody_is_lost_over_a_space_that_is_in_use() {
    let lines = [line(0, 1, Said::Arrived(spot(2, 0))), line(1, 2, Said::Arrived(spot(2, 0)))];
    let space = Space { place: PlaceId::new(2), number: 0 };
    let surprise = Surprise::SpaceInUse { space, holder: visit(1) };
    assert_eq!(ends(&lines), (vec!["1 2/0".to_owned(), "2 2/1".to_owned()], vec![surprise]));
}

#[test]
fn who_is_told_of_no_space_gets_the_first_free_one() {
    let ward = Some(Spot { place: PlaceId::new(2), number: None });
    let lines = [
        line(0, 1, Said::Arrived(ward)),
        line(1, 2, Said::Arrived(ward)),
        line(2, 1, Said::Placed(None)),
        line(3, 3, Said::Arrived(ward)),
        line(4, 2, Said::Placed(ward)),
    ];
    let expected = ["1 nowhere", "2 2/1", "3 2/0"].map(str::to_owned).to_vec();
    assert_eq!(ends(&lines), (expected, vec![]));
}

#[test]
fn who_moves_unseen_arrived_and_who_moves_after_leaving_did_not() {
    let lines =
        [line(0, 1, Said::Placed(spot(1, 0))), line(5, 1, HOME), line(6, 1, Said::Placed(spot(1, 1)))];
    let surprises = vec![Surprise::NotSeenArriving(visit(1)), Surprise::AfterLeaving(visit(1))];
    assert_eq!(ends(&lines), (vec![], surprises));
}

#[test]
fn a_movement_that_has_a_name_is_corrected_by_it() {
    let named = |told: Told| Told { name: Some(MovementName(7)), ..told };
    let lines = [
        line(0, 1, Said::Arrived(spot(0, 0))),
        named(line(10, 1, Said::Placed(spot(1, 0)))),
        line(20, 1, Said::Placed(spot(2, 0))),
        Told {
            cancels: Some(Cancels::Named(MovementName(7))),
            ..named(line(15, 1, Said::Placed(spot(1, 1))))
        },
        cancel(40, 1, SaidKind::Placed),
    ];
    assert_eq!(ends(&lines), (vec!["1 1/1".to_owned()], vec![]));
}

#[test]
fn two_visits_that_are_one_are_one_from_the_start() {
    let lines = [
        line(0, 1, Said::Arrived(spot(1, 0))),
        line(5, 2, Said::Arrived(spot(1, 1))),
        line(9, 2, Said::SameVisit { old: visit(1) }),
        line(10, 1, Said::SameVisit { old: visit(2) }),
    ];
    assert_eq!(ends(&lines), (vec!["2 1/1".to_owned()], vec![]));
}

#[test]
fn everything_of_a_visit_can_be_taken_back() {
    let all = Told { cancels: Some(Cancels::Everything), ..line(9, 1, Said::Nothing) };
    let lines = [line(0, 1, Said::Arrived(spot(1, 0))), line(5, 1, Said::Placed(spot(2, 0))), all];
    assert_eq!(ends(&lines), (vec![], vec![]));
}

#[test]
fn a_visit_on_leave_keeps_its_space_and_one_seen_elsewhere_stays() {
    let lines =
        [line(0, 1, Said::Arrived(spot(1, 0))), line(5, 1, Said::Away), line(6, 1, Said::Seen(spot(2, 0)))];
    let is = Some(Space { place: PlaceId::new(1), number: 0 });
    let seen = Spot { place: PlaceId::new(2), number: Some(0) };
    let surprise = Surprise::SeenElsewhere { is, seen, at: Instant::from_millis(360_000) };
    assert_eq!(ends(&lines), (vec!["1 1/0".to_owned()], vec![surprise]));
    assert_eq!(settle(&lines).away.into_iter().collect::<Vec<_>>(), [visit(1)]);
    let back = [&lines[..2], &[line(7, 1, Said::Returned)]].concat();
    assert!(settle(&back).away.is_empty());
}
