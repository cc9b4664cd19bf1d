//! Sickness bugs: Reed–Frost exactly, and published outbreaks of norovirus on a ward.

mod support;

use std::collections::BTreeMap;

use flow::{Plan, Settings, record};
use hospital::{Hospital, Movement, Opening, Sickness, SicknessKind, Sink};
use quantity::Instant;
use quantity::maths::ln;
use support::{Found, PLAIN, With, path, read, simulate};

/// Counts patients who fell ill.
#[derive(Default)]
struct Ill(u32);

impl Sink for Ill {
    fn movement(&mut self, _movement: &Movement) {}
    fn opening(&mut self, _opening: &Opening) {}
    fn sickness(&mut self, told: &Sickness) {
        self.0 += u32::from(matches!(told.kind, SicknessKind::PatientFallsIll(_)));
    }
    fn finish(&mut self, _at: Instant) {}
}

/// One who is ill for one step among `well` others in one room, each of whom catches it in that step with chance `chance`: a
/// chain of Reed and Frost.
fn reed_frost(well: u32, chance: f64) -> Hospital {
    let beds = well + 1;
    // In a day of the only step, the exposure of each is the spread over the number of beds.
    let spread = -f64::from(beds) * ln(1.0 - chance);
    let visits = vec!["{ at = \"0 h\" }"; beds as usize].join(", ");
    let settings = [
        ("run.collect", &*format!("{} days", 2 * beds + 4)),
        ("place.ward.spaces", &*format!("{beds} beds")),
        ("infection.bug.spread", &*format!("{spread} / day")),
        ("arrivals.all.visits", &*format!("[{visits}]")),
    ];
    read(&path("cases/reed-frost.toml"), With { settings: &settings, options: &[] })
}

fn power(base: f64, to: u32) -> f64 {
    (0..to).fold(1.0, |product, _| product * base)
}

/// How many of the `well` are ever ill, beside the one who began, by the chain itself: so many are well, so many ill; the
/// next ill are a binomial number of the well (Reed and Frost, 1928; Abbey, "An examination of the Reed–Frost theory of
/// epidemics", 1952).
fn final_sizes(well: u32, chance: f64) -> Vec<f64> {
    let mut shares = vec![0.0; well as usize + 1];
    let mut now = BTreeMap::from([((well, 1_u32), 1.0)]);
    while let Some(((left, ill), share)) = now.pop_last() {
        if ill == 0 {
            shares[(well - left) as usize] += share;
            continue;
        }
        let catches = 1.0 - power(1.0 - chance, ill);
        let mut ways = 1.0;
        for more in 0..=left {
            let part = ways * power(catches, more) * power(1.0 - catches, left - more);
            *now.entry((left - more, more)).or_insert(0.0) += share * part;
            ways *= f64::from(left - more) / f64::from(more + 1);
        }
    }
    shares
}

fn simulated_sizes(hospital: &Hospital, well: u32, runs: u32) -> Vec<f64> {
    let settings = Settings::of(hospital);
    let plan = Plan::new(hospital.clone());
    let mut shares = vec![0.0; well as usize + 1];
    for replication in 0..runs {
        let (ill, _) = record(&plan, settings, replication, Ill::default());
        assert!(ill.0 >= 1, "the one who began is ill");
        shares[ill.0 as usize - 1] += 1.0 / f64::from(runs);
    }
    shares
}

/// Case 11 b: five well, each infected with 0.2 by each who is ill. Published values are those of the chain.
#[test]
fn reed_frost_is_met_exactly() {
    let exact = final_sizes(5, 0.2);
    let published = [0.327_680, 0.167_772, 0.139_586, 0.138_405, 0.134_260, 0.092_297];
    for (exact, published) in exact.iter().zip(published) {
        assert!((exact - published).abs() < 1e-6, "{exact} {published}");
    }
    let runs = 20_000;
    let found = simulated_sizes(&read(&path("cases/reed-frost.toml"), PLAIN), 5, runs);
    // Chi squared with five degrees of freedom is above 25.7 once in 10,000.
    let chi: f64 = exact
        .iter()
        .zip(&found)
        .map(|(exact, found)| (found - exact) * (found - exact) / exact * f64::from(runs))
        .sum();
    assert!(chi < 25.7, "{chi}: {found:?}, {exact:?} expected");
}

#[test]
fn reed_frost_is_met_on_a_ward() {
    let exact = final_sizes(27, 0.05);
    let mean: f64 = exact.iter().enumerate().map(|(size, share)| size as f64 * share).sum();
    assert!((mean - 8.161_308).abs() < 1e-5 && (exact[0] - 0.250_344).abs() < 1e-6, "{mean} {exact:?}");
    let runs = 6000;
    let found = simulated_sizes(&reed_frost(27, 0.05), 27, runs);
    let of = |shares: &[f64], to: u32| -> f64 {
        shares.iter().enumerate().map(|(size, share)| power(size as f64, to) * share).sum()
    };
    let error = ((of(&exact, 2) - mean * mean) / f64::from(runs)).sqrt();
    assert!((of(&found, 1) - mean).abs() < 4.0 * error, "{} patients, {mean} expected", of(&found, 1));
    let error = (exact[0] * (1.0 - exact[0]) / f64::from(runs)).sqrt();
    assert!((found[0] - exact[0]).abs() < 4.0 * error, "nobody in {}, {} expected", found[0], exact[0]);
    let five = |shares: &[f64]| shares[5..].iter().sum::<f64>();
    let error = (five(&exact) * (1.0 - five(&exact)) / f64::from(runs)).sqrt();
    assert!((five(&found) - five(&exact)).abs() < 4.0 * error, "five or more in {}", five(&found));
}

/// Means over outbreaks: patients, staff, days closed, bed-days lost, and how many outbreaks.
fn means(found: &Found) -> [f64; 5] {
    ["outbreak_patients", "outbreak_staff", "outbreak_closure_days", "outbreak_bed_days", "outbreaks"]
        .map(|id| found.whole(id).mean)
}

const LONG: (&str, &str) = ("run.collect", "40 years");

fn of(options: &[&str]) -> [f64; 5] {
    means(&simulate("teaching/norovirus.toml", With { options, settings: &[LONG] }))
}

/// The bands are those of published outbreaks: 9 to 10 patients and 3 to 6 staff an outbreak, 7 days of closure and 12 to 24 bed-days.
#[test]
fn outbreaks_are_like_those_published() {
    let [patients, staff, closed, bed_days, a_year] = of(&[]);
    let outbreaks = a_year * 40.0 * 20.0;
    assert!(outbreaks >= 500.0, "{outbreaks} outbreaks");
    assert!((8.0..=11.0).contains(&patients), "{patients} patients");
    assert!((2.0..=6.0).contains(&staff), "{staff} staff");
    assert!((6.0..=10.0).contains(&closed), "{closed} days closed");
    assert!((11.0..=24.0).contains(&bed_days), "{bed_days} bed-days");
    assert!((1.2..=2.5).contains(&(bed_days / closed)), "{} empty beds", bed_days / closed);
}

/// Closing later: more patients, fewer bed-days. Never: many more patients, no bed-days. Opening later: more bed-days.
#[test]
fn closing_otherwise_changes_outbreaks_as_published() {
    let base = of(&[]);
    let late = of(&["closed_on_day_6"]);
    let never = of(&["never_closed"]);
    let longer = of(&["open_after_72_hours"]);
    let bays = of(&["bays_only"]);
    assert!(late[0] > base[0] && late[3] < base[3], "late: {late:?} {base:?}");
    assert!(never[0] > late[0] + 1.0 && never[3] == 0.0 && never[2] == 0.0, "never: {never:?}");
    assert!(longer[3] > base[3] + 2.0 && longer[2] > base[2], "longer: {longer:?} {base:?}");
    assert!(bays[3] < base[3], "closed bays lose fewer bed-days than a closed ward: {bays:?} {base:?}");
}
