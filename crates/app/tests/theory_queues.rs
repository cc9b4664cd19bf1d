//! One station: M/M/c, finite queues, service laws, impatience, loss. Cases 8 and 9 c to e.
//!
//! Exact values by Erlang, Pollaczek and Khinchine, and the Erlang-A birth-and-death chain.

mod support;

use support::{Checks, PLAIN, With, simulate};

/// Case 8: options of the file, and the exact share that waits, queue, wait and time in the system (minutes).
const SETS: [(&str, [f64; 4]); 7] = [
    ("", [0.039_130_435, 0.006_905_371, 0.069_053_708, 3.069_053_708]),
    ("six_four_two", [0.166_666_667, 0.083_333_333, 0.5, 4.5]),
    ("four_three_one", [0.75, 2.25, 9.0, 12.0]),
    ("five_and_a_half_five_three", [0.071_808_129, 0.031_220_926, 0.171_715_09, 5.171_715_09]),
    ("eight_four_one", [0.5, 0.5, 4.0, 8.0]),
    ("four_ten_four", [0.319_856_704, 0.533_094_507, 2.132_378_028, 12.132_378_028]),
    ("sixty_ten_fifteen", [0.0, 0.0, 0.0, 10.0]),
];

#[test]
fn many_servers_wait_as_erlang_says() {
    let mut checks = Checks::new("M/M/c");
    for (option, [waited, queue, wait, time]) in SETS {
        let options = if option.is_empty() { vec![] } else { vec![option] };
        let found = simulate("cases/multi-server.toml", With { options: &options, ..PLAIN });
        let of = |id| found.activity("visit.serve", id);
        let name = |what: &str| format!("{option} {what}");
        checks.exact(&name("time"), of("total_time").times(60.0), time);
        if waited == 0.0 {
            checks.within(&name("had to wait"), of("waited_share"), 0.0, 1e-5);
        } else {
            checks.exact(&name("had to wait"), of("waited_share"), waited);
            checks.exact(&name("queue"), found.place("desk", "queue_length"), queue);
            checks.exact(&name("wait"), of("waiting_time").times(60.0), wait);
        }
    }
    checks.judge();
}

#[test]
fn a_finite_queue_turns_away() {
    let mut checks = Checks::new("M/M/2/3 and M/M/2");
    let finite = simulate("cases/multi-server.toml", With { options: &["one_may_wait"], ..PLAIN });
    checks.exact("present", finite.place("desk", "present"), 0.762_340);
    checks.exact("turned away", finite.whole("turned_away_share"), 0.049_360);
    let endless = simulate("cases/multi-server.toml", With { options: &["four_an_hour"], ..PLAIN });
    checks.exact("had to wait", endless.activity("visit.serve", "waited_share"), 1.0 / 3.0);
    checks.judge();
}

#[test]
fn one_server_waits_by_the_variance_of_its_service() {
    let mut checks = Checks::new("M/G/1");
    for (options, wait) in [(&[][..], 4.0), (&["deterministic"], 2.0), (&["lognormal"], 6.5)] {
        let found = simulate("cases/service-laws.toml", With { options, ..PLAIN });
        checks.exact(&format!("wait {options:?}"), found.activity("visit.serve", "waiting_time"), wait);
    }
    checks.judge();
}

#[test]
fn the_impatient_leave_as_erlang_a_says() {
    let mut checks = Checks::new("Erlang-A");
    let sets = [
        (&[][..], [0.084_696, 0.338_784, 0.764_995, 0.915_304]),
        (&["ten_doctors"], [0.103_913, 0.207_826, 0.619_655, 0.896_087]),
    ];
    for (options, [left, wait, waited, occupancy]) in sets {
        let found = simulate("cases/leaving-before-seen.toml", With { options, ..PLAIN });
        checks.exact("left before seen", found.activity("visit.treat", "left_before_seen_share"), left);
        checks.exact("left before seen, of all", found.whole("left_before_seen_share"), left);
        checks.exact("wait", found.activity("visit.treat", "waiting_time"), wait);
        checks.exact("had to wait", found.activity("visit.treat", "waited_share"), waited);
        checks.exact("occupancy", found.place("doctors", "occupancy"), occupancy);
    }
    checks.judge();
}

#[test]
fn loss_depends_on_stays_only_through_their_mean() {
    const LOST: f64 = 0.082_806_6;
    let mut checks = Checks::new("M/G/28/28");
    for options in [&[][..], &["deterministic"], &["lognormal"]] {
        let found = simulate("cases/loss.toml", With { options, ..PLAIN });
        checks.exact(&format!("turned away {options:?}"), found.whole("turned_away_share"), LOST);
        checks.exact(&format!("full {options:?}"), found.place("ward", "full_share"), LOST);
        checks.exact(
            &format!("beds {options:?}"),
            found.place("ward", "occupied_spaces"),
            25.0 * (1.0 - LOST),
        );
    }
    checks.judge();
}
