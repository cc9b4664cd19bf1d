//! Priorities: cases 9 a and b. Exact waits by Cobham (1954), and for preemption by White and Christie (1958).

mod support;

use support::{Checks, PLAIN, With, simulate};

#[test]
fn the_high_class_goes_first() {
    let mut checks = Checks::new("M/M/1 with two classes: time in the system");
    for (options, high, low) in [(&[][..], 2.0, 6.0), (&["preemptive"], 1.25, 6.25)] {
        let found = simulate("cases/priorities.toml", With { options, ..PLAIN });
        let time = |class| found.of_class("visit.serve", class, "total_time");
        checks.exact(&format!("high {options:?}"), time("high"), high);
        checks.exact(&format!("low {options:?}"), time("low"), low);
    }
    checks.judge();
}

#[test]
fn triage_waits_as_cobham_says() {
    let mut checks = Checks::new("M/M/6 with three classes: wait in hours");
    let ranked = simulate("cases/triage.toml", PLAIN);
    for (class, wait) in [("immediate", 0.225_97), ("urgent", 0.423_69), ("standard", 2.203_19)] {
        checks.exact(class, ranked.of_class("visit.treat", class, "waiting_time"), wait);
    }
    checks.exact("had to wait", ranked.activity("visit.treat", "waited_share"), 0.587_516);
    let fifo = simulate("cases/triage.toml", With { options: &["first_come"], ..PLAIN });
    checks.exact("first come", fifo.activity("visit.treat", "waiting_time"), 1.175_03);
    checks.exact("first come, had to wait", fifo.activity("visit.treat", "waited_share"), 0.587_516);
    checks.judge();
}
