//! Blocking after service: cases 5 and 10. Case 10 is a Markov chain solved exactly; case 5 is `PathSimR`'s published run.

mod support;

use support::{Checks, PLAIN, simulate};

#[test]
fn boarders_hold_cubicles_until_a_bed_is_free() {
    let mut checks = Checks::new("M/M/4 cubicles and a ward of 8 beds");
    let found = simulate("cases/boarding.toml", PLAIN);
    checks.exact("wait for a cubicle (h)", found.activity("emergency.assess", "waiting_time"), 2.809_41);
    checks.exact("boarding", found.whole("boarding_count"), 0.495_882);
    checks.exact("waiting to move", found.place("ed", "waiting_to_move"), 0.495_882);
    checks.exact("boarding per admission (h)", found.whole("boarding_time"), 1.983_53);
    checks.exact("beds occupied", found.place("ward", "occupied_spaces"), 6.0);
    checks.exact("ward full", found.place("ward", "full_share"), 0.349_945);
    checks.exact("cubicles busy", found.place("ed", "occupied_spaces"), 2.495_882);
    checks.judge();
}

/// Published: 100 years of `PathSimR`. Near-critical, so the tolerances are those given with the case.
#[test]
fn stroke_units_block_each_other() {
    let mut checks = Checks::new("stroke reconfiguration: occupied beds");
    let found = simulate("cases/stroke-reconfiguration.toml", PLAIN);
    for (place, published, share) in
        [("sa2", 12.64, 0.05), ("sa1", 19.11, 0.02), ("asu", 25.8, 0.08), ("hasu", 22.4, 0.1)]
    {
        checks.within(place, found.place(place, "occupied_spaces"), published, share * published);
    }
    for (place, published, spread) in [("hasu", 4.7, 1.6), ("asu", 8.8, 1.4)] {
        checks.within(&format!("{place} blocked"), found.place(place, "waiting_to_move"), published, spread);
    }
    checks.within("queue for hasu", found.place("hasu", "queue_length"), 8.0, 6.0);
    for (place, published) in [("hasu", 1.256), ("asu", 1.027), ("sa1", 1.391), ("sa2", 0.911)] {
        checks.within(
            &format!("{place} in exit hold"),
            found.place(place, "kept_after"),
            published,
            0.05 * published,
        );
    }
    checks.judge();
}
