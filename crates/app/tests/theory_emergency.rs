//! Networks of stations with daily cycles, empty or not at the start: cases 2 and 3, published by others.

mod support;

use support::{Checks, Found, PLAIN, Value, With, simulate};

/// Hours of a day over the counted 19 hours: the program's figures a day are per 24 hours of counted time.
const COUNTED: f64 = 19.0 / 24.0;

/// What treat-sim found: waits in minutes for triage, registration, examination, cubicle, trauma bay and trauma cubicle,
/// total times of minor and of trauma patients, and throughput.
struct Published {
    options: &'static [&'static str],
    waits: [f64; 6],
    times: [f64; 2],
    throughput: f64,
}

/// Means of 400 days of treat-sim 3.0.0; those of the base with true Poisson arrivals where they are known (1500 days).
const TREAT_SIM: [Published; 4] = [
    Published {
        options: &[],
        waits: [31.29, 103.3, 24.77, 134.3, 150.6, 17.03],
        times: [228.3, 293.59],
        throughput: 165.9,
    },
    Published {
        options: &["another_triage_nurse"],
        waits: [1.289, 130.28, 25.59, 134.70, 174.61, 17.74],
        times: [225.28, 286.06],
        throughput: 164.08,
    },
    Published {
        options: &["another_examination_room"],
        waits: [31.29, 103.88, 0.148, 147.67, 153.53, 17.03],
        times: [216.70, 293.59],
        throughput: 166.95,
    },
    Published {
        options: &["another_cubicle"],
        waits: [31.29, 103.88, 24.77, 2.125, 153.53, 17.03],
        times: [186.43, 293.59],
        throughput: 196.04,
    },
];

const STATIONS: [&str; 6] =
    ["care.triage", "care.register", "care.examine", "care.treat", "care.stabilise", "care.treat_trauma"];

/// Three per cent on waits above 20 minutes; treat-sim thins its arrivals at the rate of the last one, so that 227 come
/// instead of 229.5, which the shorter waits feel more: they are held to 10 % and a tenth of a minute.
#[test]
fn the_treatment_centre_waits_as_treat_sim() {
    let mut checks = Checks::new("treatment centre: minutes");
    for Published { options, waits, times, throughput } in TREAT_SIM {
        let found = simulate("cases/treatment-centre.toml", With { options, ..PLAIN });
        for (station, wait) in STATIONS.into_iter().zip(waits) {
            let tolerance = if wait > 20.0 { 0.03 * wait } else { 0.1 * wait + 0.1 };
            let seen = found.activity(station, "waiting_time").times(60.0);
            checks.within(&format!("{station} {options:?}"), seen, wait, tolerance);
        }
        for (class, time) in ["minor", "trauma"].into_iter().zip(times) {
            let seen = found.of_pathway_class("care", class, "visit_time").times(60.0);
            checks.within(&format!("total time, {class}"), seen, time, 0.03 * time);
        }
        checks.within("arrivals", found.whole("arrivals").times(COUNTED), 229.4, 3.0);
        checks.within("throughput", found.whole("throughput").times(COUNTED), throughput, 0.03 * throughput);
    }
    checks.judge();
}

/// treat-sim's utilisation counts the whole length of what begins before the end. The number that begin is a stopping time of
/// the lengths, so by Wald's equation its mean is that of the number begun times the mean length. Its thinning lets 226.82 come
/// instead of 229.5; what it publishes is scaled by that, or the tolerance would be spent on it.
#[test]
fn the_treatment_centre_is_as_busy_as_treat_sim() {
    let mut checks = Checks::new("treatment centre: share of time busy");
    let found = simulate("cases/treatment-centre.toml", PLAIN);
    let stations = [
        ("care.triage", 3.0, 1.0, 0.597),
        ("care.register", 5.0, 1.0, 0.840),
        ("care.examine", 16.0, 3.0, 0.852),
        ("care.treat", 13.3, 1.0, 0.870),
        ("care.stabilise", 90.0, 2.0, 0.840),
        ("care.treat_trauma", 30.0, 1.0, 0.498),
    ];
    for (station, minutes, servers, published) in stations {
        let busy = found.activity(station, "begun").times(COUNTED * minutes / (1140.0 * servers));
        checks.within(station, busy, published * 229.5 / 226.82, 0.01);
    }
    checks.judge();
}

/// Exact by flow balance: arrivals times the mean time, all in hours.
#[test]
fn the_emergency_department_is_as_full_as_flow_balance_says() {
    let mut checks = Checks::new("A&E: spaces occupied");
    let found = simulate("cases/ane.toml", PLAIN);
    let units = [
        ("shock_room", 0.230, 0.06),
        ("intensive", 0.336, 0.06),
        ("observation", 0.619, 0.1),
        ("yellow", 0.987, 0.03),
        ("green", 3.832, 0.03),
        ("examination", 0.0973, 0.06),
    ];
    for (place, exact, share) in units {
        checks.within(place, found.place(place, "occupied_spaces"), exact, share * exact);
    }
    for (place, published) in
        [("green", [7.04, 9.04]), ("yellow", [2.53, 3.68]), ("observation", [1.83, 2.81])]
    {
        for (share, number) in [0.95, 0.99].into_iter().zip(published) {
            let seen = Value { mean: quantile(&found, place, share), error: 0.0 };
            checks.within(&format!("{place} {share}"), seen, number, 1.0);
        }
    }
    checks.judge();
}

/// The number of spaces that was not exceeded for a share of the time.
fn quantile(found: &Found, place: &str, share: f64) -> f64 {
    let mut seen = 0.0;
    let shares = found.distribution(&format!("{place}.occupied_spaces"));
    let at = shares.iter().find(|(_, time)| {
        seen += time;
        seen >= share
    });
    at.expect("shares sum to one").0
}
