//! Any hospital: every visit that came in is in one place or has left, no space is used twice, nobody waits for what is
//! free, no run hangs, and the same seed gives the same run.
//!
//! The cases are the same every time; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` give others.

mod common;

use common::outcomes::Outcomes;
use common::random::{Tapes, tapes};
use common::watch::Watch;
use flow::{Control, Plan, Runs, Settings, Wanted, record, simulate};
use hospital::{Figures, Hospital, Log, Measures, ReasonId, Subject};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use quantity::Duration;

fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    let seed = match default.rng_seed {
        RngSeed::Random => RngSeed::Fixed(20_260_105),
        RngSeed::Fixed(seed) => RngSeed::Fixed(seed),
    };
    ProptestConfig { rng_seed: seed, failure_persistence: None, max_shrink_iters: 4_000, ..default }
}

fn check_one_run(tapes: &Tapes) -> Result<(), TestCaseError> {
    let hospital = tapes.hospital();
    let plan = Plan::new(hospital.clone());
    let settings = Settings::of(&hospital);
    let (log, ran) = record(&plan, settings, 0, Log::default());
    let mut watch = Watch::new(&hospital);
    watch.may_swap = !ran.deadlocks.is_empty();
    let (watch, again) = record(&plan, settings, 0, watch);
    let (log_again, faults) = watch.verdict(ran.stopped_by.is_some());
    prop_assert!(faults.is_empty(), "{faults:#?}");
    prop_assert!(ran == again && log == log_again, "the same seed gives another run");
    Ok(())
}

/// Replications that use the same memory one after another are as those that do not.
fn check_replications(tapes: &Tapes) -> Result<(), TestCaseError> {
    let hospital = tapes.hospital();
    let plan = Plan::new(hospital.clone());
    let settings = Settings::of(&hospital);
    let wanted = Wanted { runs: Runs { at_least: 3, at_most: 3 }, threads: 1, precision: None };
    let Some(results) = simulate(&plan, settings, &wanted, &Control::default()) else {
        return Err(TestCaseError::fail("nobody asked the run to stop"));
    };
    if results.stopped_by.is_none() {
        for (replication, figures) in results.figures.iter().enumerate() {
            let (measures, _) = record(&plan, settings, replication as u32, Measures::new(&hospital));
            let alone = measures.figures(&hospital);
            the_bill_is_shared(&hospital, figures)?;
            delays_have_reasons(&hospital, figures)?;
            let (told, _) = record(&plan, settings, replication as u32, Outcomes::new(&hospital));
            outcomes_are_as_told(&hospital, &told, figures)?;
            prop_assert_eq!(format!("{:?}", figures), format!("{:?}", alone), "replication {}", replication);
        }
    }
    Ok(())
}

/// What passes between payers is neither made nor lost: their net costs together are the hospital's cost.
fn the_bill_is_shared(hospital: &Hospital, figures: &Figures) -> Result<(), TestCaseError> {
    let sum = |id: &str| {
        let of = hospital.payments.ids().filter_map(|payer| figures.value(Subject::Payer(payer), id));
        of.sum::<f64>()
    };
    let cost = figures.value(Subject::Hospital, "cost").unwrap_or(f64::NAN);
    let near = |found: f64| (found - cost).abs() <= 1e-9 * sum("cost").max(1.0);
    prop_assert!(near(sum("net_cost")), "{} is not {cost}", sum("net_cost"));
    prop_assert!(near(sum("cost") - sum("income")), "{} less {} is not {cost}", sum("cost"), sum("income"));
    Ok(())
}

/// Whoever is fit to leave and still there is there for one reason.
fn delays_have_reasons(hospital: &Hospital, figures: &Figures) -> Result<(), TestCaseError> {
    let reasons = hospital.delay_reasons();
    let count = |nth| figures.value(Subject::Delay(ReasonId::new(nth)), "delayed_count");
    let sum: f64 = (0..reasons.len()).filter_map(count).sum();
    let all = figures.value(Subject::Hospital, "fit_to_leave_count").unwrap_or(f64::NAN);
    prop_assert!(reasons.is_empty() || (sum - all).abs() <= 1e-9 * all.max(1.0), "{sum} is not {all}");
    Ok(())
}

/// Stays, deaths, readmissions and moves between beds are those of the visits one by one.
fn outcomes_are_as_told(
    hospital: &Hospital,
    told: &Outcomes<'_>,
    figures: &Figures,
) -> Result<(), TestCaseError> {
    let days = hospital.run.collect.millis() as f64 / Duration::DAY.millis() as f64;
    let beyond_a_week = told.beyond_a_week.millis() as f64 / Duration::DAY.millis() as f64;
    let ways = [
        ("admissions", f64::from(told.admissions)),
        ("readmissions", f64::from(told.readmissions)),
        ("deaths", f64::from(told.deaths)),
        ("bed_moves", f64::from(told.bed_moves)),
        ("bed_moves_at_night", f64::from(told.bed_moves_at_night)),
        ("long_stays_over_7", beyond_a_week),
    ];
    for (id, number) in ways {
        let Some(found) = figures.value(Subject::Hospital, id).filter(|found| !found.is_nan()) else {
            prop_assert!(number == 0.0, "{number} {id} that are no figure");
            continue;
        };
        prop_assert!((found * days - number).abs() < 1e-6, "{id}: {} is not {number}", found * days);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn visits_are_conserved(tapes in tapes()) {
        check_one_run(&tapes)?;
    }

    #[test]
    fn replications_do_not_depend_on_each_other(tapes in tapes()) {
        check_replications(&tapes)?;
    }
}
