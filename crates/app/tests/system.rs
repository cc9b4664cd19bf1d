//! Two acute hospitals that share an ambulance service and the care outside: what one does at its door comes out at the other's.
//!
//! Sixteen pairs of runs of half a year, with the same patients. A claim that a figure rises or falls holds if it does so in at
//! least fourteen pairs: without any effect that happens once in 480 seeds (the sign test). Spells in which everything is full make
//! the differences of single pairs too unequal for a test of their mean.

mod support;

use flow::{Control, Plan, Runs, Settings, Wanted, simulate};
use hospital::{Figures, Hospital, Subject};
use quantity::Duration;
use support::{PLAIN, With, path, read};

const PAIRS: u32 = 16;

struct Ran {
    hospital: Hospital,
    figures: Vec<Figures>,
}

fn run(options: &[&str]) -> Ran {
    let hospital = read(&path("system.toml"), With { options, ..PLAIN });
    let settings =
        Settings { warm_up: Duration::DAY * 182, collect: Duration::DAY * 182, ..Settings::of(&hospital) };
    let wanted = Wanted { runs: Runs { at_least: PAIRS, at_most: PAIRS }, threads: 1, precision: None };
    let results = simulate(&Plan::new(hospital.clone()), settings, &wanted, &Control::default());
    Ran { hospital, figures: results.expect("nobody asks it to stop").figures }
}

impl Ran {
    fn values(&self, of: &str, id: &str) -> Vec<f64> {
        let places = || self.hospital.place_ids().find(|it| self.hospital.places[it.index()].name == of);
        let activities = || self.hospital.activity_ids().find(|&it| self.hospital.activity_name(it) == of);
        let payers = || self.hospital.payments.payers.iter().position(|it| it.name == of);
        let subject = if of == "hospital" {
            Subject::Hospital
        } else {
            let payer = || payers().map(|it| Subject::Payer(hospital::PayerId::new(it)));
            let place = places().map(Subject::Place).or_else(|| activities().map(Subject::Activity));
            place.or_else(payer).unwrap_or_else(|| panic!("no {of}"))
        };
        // Where nobody came, there is no mean wait: nothing was waited.
        self.figures.iter().map(|it| it.value(subject, id).unwrap_or(0.0)).collect()
    }

    #[track_caller]
    fn is(&self, direction: f64, base: &Self, of: &str, id: &str) {
        let pairs = base.values(of, id).into_iter().zip(self.values(of, id));
        let differences: Vec<f64> = pairs.map(|(before, after)| direction * (after - before)).collect();
        let so = differences.iter().filter(|&&it| it > 0.0).count();
        assert!(so >= 14, "{of} {id}: so in {so} pairs, {differences:?}");
    }
}

#[test]
fn what_one_hospital_turns_away_the_other_takes() {
    let [base, early] = [run(&[]), run(&["northbridge_closes_early"])];
    early.is(-1.0, &base, "northbridge_handover", "parked");
    early.is(1.0, &base, "emergency.drive_on", "begun");
    early.is(1.0, &base, "emergency.handover_elsewhere", "begun");
}

#[test]
fn care_outside_helps_both_doors_and_another_pays() {
    let [base, more] = [run(&[]), run(&["more_care"])];
    more.is(-1.0, &base, "hospital", "fit_to_leave_count");
    more.is(-1.0, &base, "northbridge_medicine", "occupancy");
    more.is(-1.0, &base, "seaford_medicine", "occupancy");
    more.is(1.0, &base, "council", "cost");
    more.is(-1.0, &base, "trust", "cost");
    more.is(-1.0, &base, "seaford_trust", "cost");
}

#[test]
fn who_chooses_or_is_brought_elsewhere_evens_out_the_queues() {
    let [base, nobody] = [run(&[]), run(&["nobody_chooses"])];
    nobody.is(1.0, &base, "northbridge_majors", "occupancy");
    nobody.is(-1.0, &base, "seaford_majors", "occupancy");
    nobody.is(-1.0, &base, "seaford_handover", "occupancy");
}
