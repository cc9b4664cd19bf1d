//! Starting from a moment of care rounds: how many care visits those need who are there, counted by hand.

mod common;

use common::plain;
use flow::{Plan, Remark, Settings, record};
use hospital::{
    ActivityId, ArrivalsId, CareVisits, Hospital, Line, Log, Moment, Movement, MovementKind, PathwayId,
    PlaceId, PlaceKind, Space, Traits, Visit, VisitId,
};
use quantity::{Duration, Instant};

/// One place of care rounds of ten care visits a day, in which everybody is cared for over twelve days, from four care visits
/// a day down to one: three days of each.
fn at_home() -> Hospital {
    let pathway = PathwayId::new(0);
    let mut care = plain::activity("care", pathway);
    care.place = plain::into(&[0]);
    let days = Duration::DAY.millis() as f64 * 12.0;
    care.time = hospital::By::Always(quantity::Distribution::deterministic(days).expect("days are a time"));
    let mut home = plain::place("home", PlaceKind::CareRounds, 10);
    home.each = Some(CareVisits { first: 4, last: 1 });
    plain::hospital(vec![home], vec![care], vec![plain::rate("all", 0.0, ActivityId::new(0))])
}

/// What is told of each visit's need, and of its leaving as zero, in days from the first arrival; told ten days after that.
fn needs(lines: &[Line], remarks: &[Remark]) -> Vec<(u64, u16, f64)> {
    let hospital = at_home();
    let ten = Instant::START + Duration::DAY * 10;
    let moment = Moment::of(&hospital, lines, Some(ten));
    let plan = Plan::from_moment(hospital.starting_at(ten, "then".to_owned()), &moment);
    assert_eq!(plan.remarks(), remarks);
    let settings = Settings { seed: 1, warm_up: Duration::ZERO, collect: Duration::DAY * 40 };
    let (log, _) = record(&plan, settings, 0, Log::default());
    let from_now = log.movements().filter(|it| it.at >= Instant::START);
    let need = |it: &Movement| match it.kind {
        MovementKind::NeedsFewer { care_visits } => Some(care_visits),
        MovementKind::Left { .. } => Some(0),
        MovementKind::Arrived { .. }
        | MovementKind::Waits { .. }
        | MovementKind::Parked { .. }
        | MovementKind::Moved { .. }
        | MovementKind::Placed
        | MovementKind::Begins { .. }
        | MovementKind::Paused { .. }
        | MovementKind::Ended { .. }
        | MovementKind::FitToLeave => None,
    };
    from_now
        .filter_map(|it| Some((it.visit.id.number(), need(it)?, (it.at - Instant::START).days() + 10.0)))
        .collect()
}

fn cared_for(number: u32, days: f64, need: Option<(f64, u16)>) -> Vec<Line> {
    let visit = Visit { id: VisitId::new(ArrivalsId::new(0), u64::from(number)), slot: number };
    let space = Some(Space { place: PlaceId::new(0), number });
    let at = |days: f64| Instant::START + Duration::from_millis_f64(days * Duration::DAY.millis() as f64);
    let line = |days, kind, space| Line::Movement(Movement { at: at(days), visit, kind, space });
    let mut lines = vec![
        line(days, MovementKind::Arrived { traits: Traits::default() }, None),
        line(days, MovementKind::Begins { activity: ActivityId::new(0) }, space),
    ];
    lines.extend(need.map(|(at, care_visits)| line(at, MovementKind::NeedsFewer { care_visits }, space)));
    lines
}

#[test]
fn where_nothing_is_told_of_need_it_follows_from_the_time_that_is_over() {
    // One came at the beginning and is in its last three days; the other came a day ago.
    let mut lines = cared_for(0, 0.0, None);
    lines.extend(cared_for(1, 9.0, None));
    let remarks = [0, 1].map(|number| Remark::NeedByTime(VisitId::new(ArrivalsId::new(0), number)));
    let right = [(0, 1, 10.0), (0, 0, 12.0), (1, 3, 12.0), (1, 2, 15.0), (1, 1, 18.0), (1, 0, 21.0)];
    assert_eq!(needs(&lines, &remarks), right);
}

#[test]
fn need_that_is_told_is_believed_and_what_is_left_is_shared_out() {
    // Told to need three still after ten days: the two days left are shared by three, two and one.
    let mut lines = cared_for(0, 0.0, Some((8.0, 3)));
    lines.sort_by_key(|line| if let Line::Movement(movement) = line { movement.at } else { Instant::START });
    let found = needs(&lines, &[]);
    let right = [(0, 2, 10.0 + 2.0 / 3.0), (0, 1, 10.0 + 4.0 / 3.0), (0, 0, 12.0)];
    assert_eq!(found.len(), right.len(), "{found:?}");
    for (found, right) in found.iter().zip(right) {
        assert_eq!((found.0, found.1), (right.0, right.1));
        assert!((found.2 - right.2).abs() < 1e-6, "{found:?} {right:?}");
    }
}

#[test]
fn more_need_than_there_is_care_lets_nobody_in() {
    // Three who came just now need twelve of ten: the fourth waits until each of them needs one fewer, and one yet another.
    // Somebody was told to need fewer and has left since, so those of whom nothing is told need four.
    let mut lines = cared_for(4, 0.0, Some((8.0, 3)));
    if let Some(Line::Movement(last)) = lines.last().copied() {
        let kind = MovementKind::Left { exit: hospital::ExitId::new(0) };
        lines.push(Line::Movement(Movement { at: last.at + Duration::DAY, kind, space: None, ..last }));
    }
    lines.extend((0..3).flat_map(|number| cared_for(number, 10.0, None)));
    let visit = Visit { id: VisitId::new(ArrivalsId::new(0), 3), slot: 3 };
    let at = Instant::START + Duration::DAY * 10;
    let waits = MovementKind::Waits { activity: ActivityId::new(0), place: Some(PlaceId::new(0)) };
    for kind in [MovementKind::Arrived { traits: Traits::default() }, waits] {
        lines.push(Line::Movement(Movement { at, visit, kind, space: None }));
    }
    let hospital = at_home();
    let moment = Moment::of(&hospital, &lines, Some(at));
    let plan = Plan::from_moment(hospital.starting_at(at, "then".to_owned()), &moment);
    let full = Remark::Overfull { place: PlaceId::new(0), inside: 12, spaces: 10 };
    assert_eq!(plan.remarks(), [full]);
    let settings = Settings { seed: 1, warm_up: Duration::ZERO, collect: Duration::DAY * 40 };
    let (log, _) = record(&plan, settings, 0, Log::default());
    let mut begins = log.movements().filter(|it| it.visit.id.number() == 3 && it.space.is_some());
    // 12, then 9 after three days, 6 after six: then there is room for four.
    assert_eq!(begins.next().map(|it| (it.at - Instant::START).days()), Some(6.0));
}
