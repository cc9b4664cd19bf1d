//! What somebody who runs a hospital would expect of a change, in paired runs of the district general: the same patients come,
//! so that a difference is of the change alone.
//!
//! Sixteen pairs of runs of half a year. A claim that a figure rises or falls holds if the mean of the differences is beyond
//! three of its standard errors: without any effect that happens once in 200 seeds (Student's t, fifteen degrees of
//! freedom), so a broken link between a change and its effect fails the test.

mod support;

use flow::{Control, Plan, Runs, Settings, Wanted, simulate};
use hospital::{Figures, Hospital, Profiles, Subject};
use quantity::Duration;
use support::{PLAIN, With, path, read};

const PAIRS: u32 = 16;

/// The figures of each replication, and how the week looks.
struct Ran {
    hospital: Hospital,
    figures: Vec<Figures>,
    profiles: Profiles,
}

fn run_file(file: &str, with: With<'_>) -> Ran {
    let hospital = read(&path(file), with);
    let settings =
        Settings { warm_up: Duration::DAY * 182, collect: Duration::DAY * 182, ..Settings::of(&hospital) };
    let wanted = Wanted { runs: Runs { at_least: PAIRS, at_most: PAIRS }, threads: 1, precision: None };
    let results = simulate(&Plan::new(hospital.clone()), settings, &wanted, &Control::default());
    let results = results.expect("nobody asks it to stop");
    Ran { hospital, figures: results.figures, profiles: results.profiles }
}

fn run(with: With<'_>) -> Ran {
    run_file("district-general.toml", with)
}

impl Ran {
    /// Of the hospital, or of a place or an activity: `majors occupancy`, `emergency.triage waiting_time`.
    fn values(&self, what: &str) -> Vec<f64> {
        let (subject, id) = match what.split_once(' ') {
            None => (Subject::Hospital, what),
            Some((of, id)) => (self.subject(of), id),
        };
        let value = |figures: &Figures| figures.value(subject, id).unwrap_or_else(|| panic!("no {what}"));
        self.figures.iter().map(value).collect()
    }

    fn subject(&self, name: &str) -> Subject {
        let place = self.hospital.place_ids().find(|it| self.hospital.places[it.index()].name == name);
        let activity = || self.hospital.activity_ids().find(|&it| self.hospital.activity_name(it) == name);
        place
            .map(Subject::Place)
            .or_else(|| activity().map(Subject::Activity))
            .unwrap_or_else(|| panic!("no {name}"))
    }

    /// The mean of the differences to another, and its standard error.
    fn less(&self, base: &Self, what: &str) -> (f64, f64) {
        let differences: Vec<f64> =
            self.values(what).iter().zip(base.values(what)).map(|(changed, base)| changed - base).collect();
        let number = f64::from(PAIRS);
        let mean = differences.iter().sum::<f64>() / number;
        let square = differences.iter().map(|it| (it - mean) * (it - mean)).sum::<f64>() / (number - 1.0);
        (mean, (square / number).sqrt())
    }

    #[track_caller]
    fn has_less(&self, base: &Self, what: &str) {
        let (mean, error) = self.less(base, what);
        assert!(mean < -3.0 * error && mean < 0.0, "{what}: {mean} ± {error}, and should be less");
    }

    #[track_caller]
    fn has_more(&self, base: &Self, what: &str) {
        let (mean, error) = self.less(base, what);
        assert!(mean > 3.0 * error && mean > 0.0, "{what}: {mean} ± {error}, and should be more");
    }

    /// Not clearly more.
    #[track_caller]
    fn has_no_more(&self, base: &Self, what: &str) {
        let (mean, error) = self.less(base, what);
        assert!(mean <= 3.0 * error, "{what}: {mean} ± {error}, and should not be more");
    }

    #[track_caller]
    fn has_the_same(&self, base: &Self, what: &str) {
        assert_eq!(self.values(what), base.values(what), "{what}");
    }
}

fn setting(path: &'static str, value: &'static str) -> Ran {
    run(With { settings: &[(path, value)], ..PLAIN })
}

fn option(name: &'static str) -> Ran {
    run(With { options: &[name], ..PLAIN })
}

#[test]
fn more_care_at_home_empties_the_department() {
    let (base, more) = (run(PLAIN), option("more_care"));
    for what in ["fit_to_leave_count", "boarding_time", "occupied_spaces", "outlier_bed_days"] {
        more.has_less(&base, what);
    }
    more.has_more(&base, "four_hour_share");
    more.has_no_more(&base, "handover_time");
    more.has_the_same(&base, "arrivals");
}

#[test]
fn less_care_at_home_fills_it() {
    let (base, less) = (run(PLAIN), setting("place.home_care.spaces", "90 packages"));
    for what in ["fit_to_leave_count", "boarding_time", "twelve_hours_from_arrival_share"] {
        less.has_more(&base, what);
    }
    less.has_more(&base, "emergency.home_with_care waiting_time");
}

#[test]
fn places_outside_shorten_their_own_wait() {
    let (base, more) = (run(PLAIN), option("more_places_outside"));
    for what in
        ["emergency.rehabilitate waiting_time", "emergency.in_care_home waiting_time", "fit_to_leave_count"]
    {
        more.has_less(&base, what);
    }
    more.has_no_more(&base, "boarding_time");
}

#[test]
fn closed_beds_lengthen_boarding_and_open_ones_shorten_it() {
    let base = run(PLAIN);
    let fewer = setting("place.general_medicine.spaces", "12 beds");
    let more = option("ten_beds");
    for what in ["boarding_time", "occupancy", "handover_time"] {
        fewer.has_more(&base, what);
        more.has_less(&fewer, what);
    }
    more.has_less(&base, "boarding_time");
    more.has_less(&base, "occupancy");
    fewer.has_less(&base, "four_hour_share");
}

/// The hour of the day at which most is so, as a mean over the week weighted by how far it is above the day's mean.
fn by_hour(of_week: &[f64]) -> Vec<f64> {
    (0..24).map(|hour| of_week.iter().skip(hour).step_by(24).sum::<f64>() / 7.0).collect()
}

#[test]
fn earlier_discharge_moves_the_peak_of_the_day() {
    let (base, early) = (run(PLAIN), option("earlier_discharge"));
    let discharged_by_noon = |ran: &Ran| {
        let hours = by_hour(&ran.profiles.discharges());
        hours[..12].iter().sum::<f64>() / hours.iter().sum::<f64>()
    };
    assert!(discharged_by_noon(&early) > discharged_by_noon(&base) + 0.1);
    let boards = |ran: &Ran| by_hour(&ran.profiles.boarding_count());
    let evening = |hours: &[f64]| hours[14..20].iter().sum::<f64>() / hours.iter().sum::<f64>();
    let (before, after) = (boards(&base), boards(&early));
    assert!(evening(&after) < evening(&before), "{after:?} {before:?}");
    early.has_less(&base, "boarding_time");
}

#[test]
fn weekend_discharge_empties_beds_for_monday() {
    let (base, weekend) = (run(PLAIN), option("weekend_discharge"));
    weekend.has_less(&base, "occupied_spaces");
    weekend.has_less(&base, "fit_to_leave_count");
    weekend.has_no_more(&base, "boarding_time");
}

#[test]
fn a_clean_bed_sooner_is_a_shorter_wait_for_it() {
    let (base, faster) = (run(PLAIN), option("faster_cleaning"));
    faster.has_less(&base, "boarding_time");
    faster.has_the_same(&base, "arrivals");
}

#[test]
fn doctors_speed_up_the_department_and_not_the_wards() {
    let (base, more) = (run(PLAIN), option("more_doctors"));
    more.has_more(&base, "four_hour_share");
    more.has_less(&base, "emergency.assess waiting_time");
    more.has_no_more(&base, "left_before_seen_share");
    let (mean, error) = more.less(&base, "length_of_stay");
    assert!(mean.abs() < 3.0 * error + 0.05, "a stay in bed is not the department's: {mean} ± {error}");
}

#[test]
fn more_people_make_it_worse_and_fewer_better() {
    let base = run(PLAIN);
    let more = setting("arrivals.ambulance.rate", "80 / day");
    let fewer = setting("arrivals.ambulance.rate", "66 / day");
    for what in ["occupancy", "boarding_time", "handover_time", "arrivals"] {
        more.has_more(&base, what);
        fewer.has_less(&base, what);
    }
    more.has_less(&base, "four_hour_share");
    fewer.has_more(&base, "four_hour_share");
}

#[test]
fn longer_stays_fill_beds_in_proportion_and_waits_beyond_it() {
    let (base, longer) =
        (run(PLAIN), setting("pathway.emergency.ward.time.elderly.lognormal.mean", "11.5 days"));
    longer.has_more(&base, "occupied_spaces");
    longer.has_more(&base, "long_stays_over_7");
    longer.has_more(&base, "outlier_bed_days");
    let share =
        |what: &str| longer.less(&base, what).0 / base.values(what).iter().sum::<f64>() * f64::from(PAIRS);
    assert!(share("boarding_time") > 2.0 * share("occupied_spaces"), "waits grow faster than occupancy");
}

#[test]
fn fewer_triage_nurses_make_walk_ins_wait_and_nobody_else() {
    let settings = &[("resource.triage_nurse.roster", "{ \"daily 09-24\" = 2, \"daily 00-09\" = 1 }")];
    let (base, fewer) = (run(PLAIN), run(With { settings, ..PLAIN }));
    fewer.has_more(&base, "emergency.triage waiting_time");
    fewer.has_less(&base, "four_hour_share");
    fewer.has_the_same(&base, "arrivals");
}

#[test]
fn operations_that_do_not_wait_for_a_bed_are_cancelled_sooner() {
    let (base, hasty) = (run(PLAIN), setting("pathway.planned.operation.patience", "2 h"));
    let throughput = |ran: &Ran| ran.values("planned.operation begun").iter().sum::<f64>();
    assert!(throughput(&hasty) < throughput(&base));
}
