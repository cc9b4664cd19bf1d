//! W2, the district hospital's year, as every engine that was ever given it has it; and the hospitals by size.
//!
//! The reference is printed with two or three digits: half a unit of the last one is added to three standard errors,
//! which a right figure of 300 replications exceeds once in 300.

mod support;

use support::{Checks, PLAIN, Value, With, simulate};

#[test]
fn w2_is_what_every_engine_agrees_on() {
    let mut checks = Checks::new("W2");
    let found = simulate("w2.toml", With { settings: &[("run.runs", "300")], ..PLAIN });
    let mut agrees = |what: &str, seen: Value, agreed: f64, digit: f64| {
        checks.within(what, seen, agreed, 3.0 * seen.error + digit / 2.0);
    };
    agrees("four-hour share", found.whole("four_hour_share"), 0.840, 0.001);
    agrees("boarding (h)", found.whole("boarding_time"), 2.32, 0.01);
    agrees("cubicles busy", found.place("ed", "occupied_spaces"), 24.5, 0.1);
    let wards = [0.895, 0.893, 0.881, 0.871, 0.865, 0.850];
    for (number, occupancy) in wards.into_iter().enumerate() {
        let ward = format!("ward_{}", number + 1);
        agrees(&ward, found.place(&ward, "occupancy"), occupancy, 0.001);
    }
    agrees("care packages", found.place("care_packages", "occupancy"), 0.854, 0.001);
    agrees("care homes", found.place("care_homes", "occupancy"), 0.845, 0.001);
    checks.within("arrivals", found.whole("arrivals"), 300.0, 0.5);
    checks.judge();
}

/// Made to be equally full, so that what a movement costs can be compared by size.
#[test]
fn hospitals_of_all_sizes_are_as_full() {
    let mut checks = Checks::new("scale");
    for (file, runs) in [("beds-50", "40"), ("beds-500", "10"), ("beds-5000", "2")] {
        let settings = [("run.runs", runs)];
        let found = simulate(&format!("scale/{file}.toml"), With { settings: &settings, ..PLAIN });
        checks.within(&format!("{file} occupancy"), found.whole("occupancy"), 0.88, 0.025);
    }
    checks.judge();
}
