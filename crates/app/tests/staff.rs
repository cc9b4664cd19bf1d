//! Staff: how many come by theory, what is open for them by an independent count, and what overload does by a second way.

mod support;

use std::collections::BTreeMap;

use flow::{Plan, Settings, record};
use hospital::{
    Figures, Hospital, Measures, Movement, MovementKind, Opening, PayerId, PlaceId, Shift, Sink, Staffing,
    StaffingKind, Subject, TeamId, VisitId,
};
use quantity::{Duration, Instant};
use support::{PLAIN, Value, With, read_text};

/// Twelve beds whose number changes at eight, and nurses whose shifts begin at seven; patients come faster than they go.
const WARD: &str = r#"
onward = 1
name = "Staff"

[run]
start = "2026-03-04 03:00"
collect = "400 days"
runs = 10

[payer.council]

[place.ward]
kind = "ward"
spaces = { "daily 08-20" = 14, "daily 20-08" = 10 }
paid_by = "council"

[staff.nurses]
places = ["ward"]
roster = { "daily 07-19" = 8, "daily 19-07" = 5 }
absence = "20 %"
agency = { share = 0.25, cost = "£40 / h" }
cost = "£20 / h"
spaces_each = { "daily 07-19" = 2, "daily 19-07" = 3 }

[arrivals.all]
rate = "9 / day"
pathway = "stay"

[pathway.stay.in_bed]
at = "ward"
time = { exponential = "30 h" }
next = "home"
"#;

/// Everything that was told of staff, spaces and who is in them.
#[derive(Clone, Debug, Default)]
struct Heard {
    shifts: Vec<(Instant, TeamId, Shift, bool)>,
    openings: Vec<Opening>,
    occupied: u32,
    held: BTreeMap<VisitId, PlaceId>,
    /// For each time that somebody came in: when, and how many were in then.
    came_in: Vec<(Instant, u32)>,
    left: Vec<Instant>,
}

impl Sink for Heard {
    fn movement(&mut self, movement: &Movement) {
        let before = self.held.get(&movement.visit.id).copied();
        let now = movement.space.map(|space| space.place);
        match (before, now) {
            (None, Some(place)) => {
                self.held.insert(movement.visit.id, place);
                self.occupied += 1;
                self.came_in.push((movement.at, self.occupied));
            }
            (Some(_), None) => {
                self.held.remove(&movement.visit.id);
                self.occupied -= 1;
                assert!(matches!(movement.kind, MovementKind::Left { .. }), "nobody is put out of a bed");
                self.left.push(movement.at);
            }
            (None, None) | (Some(_), Some(_)) => {}
        }
    }
    fn opening(&mut self, opening: &Opening) {
        self.openings.push(*opening);
    }
    fn staffing(&mut self, told: &Staffing) {
        match told.kind {
            StaffingKind::ShiftBegins(team, shift) => self.shifts.push((told.at, team, shift, true)),
            StaffingKind::ShiftIs(team, shift) => self.shifts.push((told.at, team, shift, false)),
            StaffingKind::Closed(..) => {}
        }
    }
    fn finish(&mut self, _at: Instant) {}
}

fn heard(hospital: &Hospital, replication: u32) -> Heard {
    record(&Plan::new(hospital.clone()), Settings::of(hospital), replication, Heard::default()).0
}

fn figures(hospital: &Hospital, replication: u32) -> Figures {
    let plan = Plan::new(hospital.clone());
    let (measures, _) = record(&plan, Settings::of(hospital), replication, Measures::new(hospital));
    measures.figures(hospital)
}

/// A figure of the first team over the replications.
fn of_team(all: &[Figures], id: &str) -> Value {
    Value::of(all.iter().map(|it| it.value(Subject::Team(TeamId::new(0)), id).expect("teams have it")))
}

fn power(base: f64, to: u32) -> f64 {
    (0..to).fold(1.0, |product, _| product * base)
}

/// Of n planned n (1 − p) come, and of those absent a share c is filled; both are binomial. Four standard errors of ten
/// runs of 400 days: one false alarm in some 300 comparisons of ten replications (Student's t with 9 degrees of freedom), and
/// there are five.
#[test]
fn as_many_come_as_the_binomial_has_it() {
    let hospital = read_text(WARD, PLAIN);
    let all: Vec<Figures> = (0..10).map(|replication| figures(&hospital, replication)).collect();
    let (p, c) = (0.2, 0.25);
    let planned = f64::midpoint(8.0, 5.0);
    let short = |n| 1.0 - power(1.0 - p * (1.0 - c), n);
    for (id, wanted) in [
        ("absence_share", p),
        ("staff_present", planned * (1.0 - p * (1.0 - c))),
        ("covered_share", c),
        ("short_shift_share", f64::midpoint(short(8), short(5))),
        ("agency_hours", planned * 24.0 * p * c),
    ] {
        let found = of_team(&all, id);
        let off = (found.mean - wanted) / found.error;
        assert!(off.abs() < 4.0 && found.error < 0.02 * wanted, "{id}: {found:?}, not {wanted}");
    }
    assert!((of_team(&all, "staff_planned").mean - planned).abs() < 1e-9);
    // The variance of the number absent by day is n p (1 − p) = 1.28. Of 4,000 days the standard deviation of a variance is about
    // 1.28 √(2 / 4000) = 0.029; five of them would be a false alarm of one seed in a million.
    let absent: Vec<f64> = (0..10)
        .flat_map(|replication| heard(&hospital, replication).shifts)
        .filter(|(_, _, shift, begins)| *begins && shift.planned == 8)
        .map(|(_, _, shift, _)| f64::from(shift.absent))
        .collect();
    let mean = absent.iter().sum::<f64>() / absent.len() as f64;
    let variance = absent.iter().map(|it| (it - mean) * (it - mean)).sum::<f64>() / absent.len() as f64;
    assert!((variance - 1.28).abs() < 0.145, "{variance}");
}

/// What the agency's hours cost is their number times their price. Besides, 8 planned by day and 5 by night cost £20 an hour, absent
/// or not: 156 hours a day. Who pays for the place pays it all.
#[test]
fn staff_are_paid_by_who_pays_for_the_place() {
    let hospital = read_text(WARD, PLAIN);
    let it = figures(&hospital, 0);
    let value = |subject, id| it.value(subject, id).expect("there is such a figure");
    let hours = value(Subject::Team(TeamId::new(0)), "agency_hours");
    let near = |found: f64, wanted: f64| (found - wanted).abs() < 1e-9 * wanted;
    assert!(hours > 5.0 && near(value(Subject::Hospital, "agency_cost"), hours * 40.0));
    assert!(near(value(Subject::Payer(PayerId::new(1)), "cost"), hours * 40.0 + 156.0 * 20.0));
    assert!(near(value(Subject::Team(TeamId::new(0)), "cost"), hours * 40.0 + 156.0 * 20.0));
    assert_eq!(value(Subject::Payer(PayerId::TRUST), "cost"), 0.0);
    assert!(near(value(Subject::Hospital, "cost"), hours * 40.0 + 156.0 * 20.0));
}

/// Spaces are open exactly as the rosters, written out again here, and the shifts that were told have it; nobody comes in beyond
/// them, and nobody is sent out.
#[test]
fn spaces_are_open_as_staffed() {
    let hospital = read_text(WARD, PLAIN);
    let it = heard(&hospital, 0);
    // The run starts on a Wednesday at three.
    let hour = |at: Instant| ((at - Instant::START).hours() + 3.0).rem_euclid(24.0);
    let wanted = |at: Instant, shift: Shift| {
        let each = if (7.0..19.0).contains(&hour(at)) { 2 } else { 3 };
        let beds = if (8.0..20.0).contains(&hour(at)) { 14 } else { 10 };
        beds.min((shift.planned - shift.absent + shift.covered) * each)
    };
    let shift_at =
        |at: Instant| it.shifts.iter().rev().find(|(began, ..)| *began <= at).expect("one was told").2;
    let open_at =
        |at: Instant| it.openings.iter().rev().find(|opening| opening.at <= at).expect("one was told").spaces;
    let (mut checked, mut short, mut closing) = (0, 0, 0);
    for day in 0..400 {
        for hours in [4, 5, 16, 17, 20] {
            // Seven, eight, seven in the evening, eight, and at night.
            let at = Instant::START + Duration::DAY * day + Duration::HOUR * hours;
            let open = wanted(at, shift_at(at));
            assert_eq!(open_at(at), Some(open), "day {day}, {} o'clock", hour(at));
            let before = open_at(at - Duration::MILLISECOND).unwrap_or(0);
            closing += u32::from(before > open);
            short += u32::from(open < if (8.0..20.0).contains(&hour(at)) { 14 } else { 10 });
            checked += 1;
        }
    }
    assert!(checked == 2000 && short > 500 && closing > 300, "{checked}, {short} short, {closing} closing");
    for &(at, occupied) in &it.came_in {
        assert!(Some(occupied) <= open_at(at), "{occupied} are in at {at:?}, {:?} open", open_at(at));
    }
    let full = it.came_in.iter().filter(|(at, occupied)| Some(*occupied) == open_at(*at)).count();
    assert!(full > 500, "the last open space was taken {full} times");
    // Shifts are those of the day and of the night, one after the other, from seven and from seven.
    let begun: Vec<Instant> = it.shifts.iter().filter(|it| it.3).map(|it| it.0).collect();
    assert!(begun.iter().all(|&at| hour(at) == 7.0 || hour(at) == 19.0));
    assert_eq!(begun.len(), 800);
}

/// What is not open for want of staff is what the roster has less what was told to be open.
#[test]
fn what_is_closed_for_want_of_staff_is_counted() {
    let hospital = read_text(WARD, PLAIN);
    let it = heard(&hospital, 1);
    let end = Instant::START + Duration::DAY * 400;
    let openings: Vec<Opening> = it.openings.iter().filter(|it| it.at < end).copied().collect();
    let ends = openings.iter().skip(1).map(|it| it.at).chain([end]);
    let open: f64 = openings
        .iter()
        .zip(ends)
        .map(|(it, until)| f64::from(it.spaces.unwrap_or(0)) * (until - it.at).hours())
        .sum();
    let closed = 12.0 - open / (400.0 * 24.0);
    let figures = figures(&hospital, 1);
    for subject in [Subject::Hospital, Subject::Place(PlaceId::new(0))] {
        let found = figures.value(subject, "closed_for_staff").expect("staff open spaces");
        assert!(closed > 0.5 && (found - closed).abs() < 1e-9, "{found}, not {closed}");
    }
}

/// Hours of patients by hours of staff, by hand: one patient for a day and two for half of it, one nurse by day and none by night.
#[test]
fn patients_each_are_hours_by_hours() {
    const HAND: &str = r#"
onward = 1
name = "By hand"

[run]
start = "2026-03-04 07:00"
collect = "1 day"
runs = 1

[place.ward]
kind = "ward"
spaces = "4 beds"

[staff.nurses]
places = ["ward"]
roster = { "daily 07-19" = 2 }

[arrivals.known]
visits = [{ at = "0 h", times = ["48 h"] }, { at = "3 h", times = ["48 h"] }]
pathway = "stay"

[pathway.stay.in_bed]
at = "ward"
time = "2 days"
next = "home"
"#;
    let figures = figures(&read_text(HAND, PLAIN), 0);
    let value = |id| figures.value(Subject::Team(TeamId::new(0)), id);
    // By day 12 and 9 hours of patients, 24 hours of nurses; the night has no nurses and does not count.
    assert_eq!(value("patients_each"), Some(21.0 / 24.0));
    assert_eq!(value("staff_planned"), Some(1.0));
    assert_eq!(value("absence_share"), Some(0.0));
}

/// One nurse a day with absences of four days on average, a tenth of all: who is absent is absent the next day with
/// p + (1 − p) e^(−1 / (4 (1 − p))), and who is not with p (1 − e^(−1 / (4 (1 − p)))).
#[test]
fn absences_come_in_spells() {
    let settings = [
        ("run.collect", "8000 days"),
        ("staff.nurses.roster", "{ \"daily 07-19\" = 1 }"),
        ("staff.nurses.absence", "0.1"),
        ("staff.nurses.spell", "4 days"),
        ("arrivals.all.rate", "0.001 / day"),
    ];
    let hospital = read_text(WARD, With { options: &[], settings: &settings });
    let mut next = [[0.0; 2]; 2];
    for replication in 0..4 {
        let shifts = heard(&hospital, replication).shifts;
        let absent: Vec<usize> =
            shifts.iter().filter(|it| it.2.planned > 0).map(|it| it.2.absent as usize).collect();
        for pair in absent.windows(2) {
            next[pair[0]][pair[1]] += 1.0;
        }
    }
    let stays = quantity::maths::exp(-1.0 / (4.0 * 0.9));
    for (was, wanted) in [(1, 0.1 + 0.9 * stays), (0, 0.1 * (1.0 - stays))] {
        let [present, absent]: [f64; 2] = next[was];
        let (found, n) = (absent / (present + absent), present + absent);
        let error = (wanted * (1.0 - wanted) / n).sqrt();
        // Four standard deviations: once in 16,000 seeds.
        assert!(n > 2000.0 && (found - wanted).abs() < 4.0 * error, "{found}, not {wanted}, of {n}");
    }
}

/// One nurse more leaves the others as they were, and less absence sends nobody away who came.
#[test]
fn the_same_staff_come_in_every_option() {
    let of = |settings: &[(&str, &str)]| heard(&read_text(WARD, With { options: &[], settings }), 0).shifts;
    let base = of(&[]);
    let more = of(&[("staff.nurses.roster.\"daily 07-19\"", "9")]);
    let healthier = of(&[("staff.nurses.absence", "0.15")]);
    assert!(base.len() == more.len() && base.len() == healthier.len());
    let mut changed = [0, 0];
    for ((base, more), healthier) in base.iter().zip(&more).zip(&healthier) {
        let added = more.2.absent - base.2.absent;
        assert!(added <= more.2.planned - base.2.planned, "{base:?} and {more:?}");
        assert!(healthier.2.absent <= base.2.absent, "{base:?} and {healthier:?}");
        changed[0] += added;
        changed[1] += base.2.absent - healthier.2.absent;
    }
    assert!(changed[0] > 40 && changed[1] > 100, "{changed:?}");
}

/// Twelve patients who stay, and nurses for whom two each are right. The absence of each fortnight is worked out here from the
/// shifts that were told; and a hospital that simply has that absence has the same people away in that fortnight.
#[test]
fn overload_makes_for_absence_in_the_next_period() {
    const TWELVE: &str = "[{ at = \"0 h\" }, { at = \"0 h\" }, { at = \"0 h\" }, { at = \"0 h\" }, { at = \"0 h\" }, { at = \"0 h\" }, \
        { at = \"0 h\" }, { at = \"0 h\" }, { at = \"0 h\" }, { at = \"0 h\" }, { at = \"0 h\" }, { at = \"0 h\" }]";
    let full = WARD.replace("rate = \"9 / day\"", &format!("visits = {TWELVE}"));
    let hospital = |settings: &[(&str, &str)]| {
        let mut all = vec![
            ("pathway.stay.in_bed.time", "1000 days"),
            ("place.ward.spaces", "12 beds"),
            ("staff.nurses.spaces_each", "12"),
            ("run.collect", "56 days"),
        ];
        all.extend(settings);
        read_text(&full, With { options: &[], settings: &all })
    };
    let strained =
        heard(&hospital(&[("staff.nurses.strain", "{ optimum = 2, over = \"14 days\" }")]), 3).shifts;
    let fortnight = |at: Instant| (at - Instant::START).millis().div_euclid(14 * Duration::DAY.millis());
    let in_period = |shifts: &[(Instant, TeamId, Shift, bool)], period: i64| -> Vec<_> {
        shifts.iter().filter(|it| fortnight(it.0) == period).copied().collect()
    };
    let mut absence = 0.2;
    let mut factors = Vec::new();
    for period in 0..4 {
        let same = heard(&hospital(&[("staff.nurses.absence", &absence.to_string())]), 3).shifts;
        assert_eq!(in_period(&strained, period), in_period(&same, period), "period {period}, {absence}");
        // Patients and staff are counted at the end of every hour.
        let hours =
            (1..=14 * 24).map(|hour| Instant::START + Duration::DAY * (14 * period) + Duration::HOUR * hour);
        let present = hours.map(|at| {
            let under_way = strained.iter().rev().find(|it| it.0 <= at).expect("one was told");
            f64::from(under_way.2.planned - under_way.2.absent + under_way.2.covered)
        });
        let each = 12.0 * 14.0 * 24.0 / present.sum::<f64>();
        let percent = (100.0 * (each / 2.0 - 1.0)).clamp(0.0, 30.0);
        factors.push(percent);
        absence = 0.2 * quantity::maths::exp(0.0122 * percent);
    }
    // Of 6.5 nurses planned 5.5 come: 2.2 patients each, a tenth too many; the test would say nothing at either end.
    assert!(factors.iter().all(|&it| it > 1.0 && it < 30.0), "{factors:?}");
}
