//! A winter of `district-general-2019.toml` could be that of a real hospital.
//!
//! The bounds are the 25th and 75th percentile of the means of trusts with a mean of 400 to 700 general and acute beds open, in NHS
//! England's winter daily situation reports of 2018-19 and 2019-20; `bench/oracles/winter_2019.py` works them out.

mod support;

use support::{With, simulate};

const BEDS: f64 = 540.0;

/// A figure, its bounds in 2018-19 and in 2019-20.
type Bounds = (&'static str, [f64; 2], [f64; 2]);

const BOUNDS: [Bounds; 7] = [
    ("beds in use at 08:00", [0.928, 0.961], [0.941, 0.964]),
    ("beds closed by norovirus", [0.242, 3.747], [0.135, 7.124]),
    ("of those, empty", [0.0, 1.0], [0.008, 1.212]),
    ("handovers of 30 to 60 minutes", [3.352, 11.385], [4.657, 13.052]),
    ("handovers over 60 minutes", [0.209, 3.176], [0.662, 3.690]),
    ("stays over 7 days", [207.9, 259.6], [216.4, 273.4]),
    ("stays over 21 days", [65.6, 98.4], [67.9, 99.5]),
];

fn winter(start: &str) -> [f64; 7] {
    let settings = [("run.start", start)];
    let found = simulate("district-general-2019.toml", With { settings: &settings, ..support::PLAIN });
    let of = |id| found.whole(id).mean;
    let at_eight = |place: &str| -> f64 {
        let id = format!("{place}.occupied_spaces");
        let (_, of_week) =
            found.0.profiles.iter().find(|(it, _)| *it == id).expect("every place has a profile");
        of_week.iter().skip(8).step_by(24).sum::<f64>() / 7.0
    };
    let beds = found.0.places.iter().filter(|place| place.kind.is_general_and_acute());
    let in_use: f64 = beds.map(|place| at_eight(&place.name)).sum();
    [
        in_use / BEDS,
        of("closed_by_infection"),
        of("closed_by_infection_empty"),
        of("handovers_over_30") - of("handovers_over_60"),
        of("handovers_over_60"),
        of("long_stays_over_7"),
        of("long_stays_over_21"),
    ]
}

#[test]
fn its_winter_lies_within_the_middle_half_of_trusts() {
    for (start, year) in [("2018-12-03 00:00", 0), ("2019-12-02 00:00", 1)] {
        for (value, (what, first, second)) in winter(start).into_iter().zip(BOUNDS) {
            let [low, high] = [first, second][year];
            assert!((low..=high).contains(&value), "{what}, winter from {start}: {value}, {low} to {high}");
        }
    }
}
