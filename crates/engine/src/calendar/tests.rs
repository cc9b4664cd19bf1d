use std::cmp::Reverse;

use super::*;

/// Numbers that look random and are the same for ever (Weyl sequence, Knuth's multiplier).
fn scattered(count: u64, span: u64) -> impl Iterator<Item = i64> {
    (1..=count).map(move |n| ((n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20) % span) as i64)
}

#[test]
fn events_come_by_time_then_phase_then_sequence() {
    let mut calendar = Calendar::new();
    for (at, phase, name) in [
        (5, Phase::Late, "late at 5"),
        (5, Phase::Seize, "first wanted at 5"),
        (-7, Phase::Seize, "before the start"),
        (5, Phase::Seize, "second wanted at 5"),
        (5, Phase::Release, "free at 5"),
    ] {
        calendar.schedule(Instant::from_millis(at), phase, name);
    }
    let order: Vec<_> = std::iter::from_fn(|| calendar.pop()).map(|(_, name)| name).collect();
    assert_eq!(
        order,
        ["before the start", "free at 5", "first wanted at 5", "second wanted at 5", "late at 5"]
    );
}

#[test]
fn any_spread_comes_out_sorted() {
    for span in [1, 1_000, 3_600_000, 40_000_000_000, 4_000_000_000_000] {
        let mut calendar = Calendar::new();
        for at in scattered(5_000, span) {
            calendar.schedule(Instant::from_millis(at - span as i64 / 2), Phase::Seize, ());
        }
        let times: Vec<_> = std::iter::from_fn(|| calendar.pop()).map(|(at, ())| at).collect();
        assert_eq!(times.len(), 5_000);
        assert!(times.is_sorted(), "span {span}");
    }
}

#[test]
fn a_long_hold_model_agrees_with_a_binary_heap() {
    // Pop one, schedule one later: the pattern of every simulation. Ten thousand steps cross several widths.
    for (pending, span) in [(3_u64, 50_u64), (700, 600_000_000), (20_000, 10_000_000)] {
        let mut calendar = Calendar::new();
        let mut heap = std::collections::BinaryHeap::new();
        for (n, at) in scattered(pending, span).enumerate() {
            calendar.schedule(Instant::from_millis(at), Phase::Seize, n as u64);
            heap.push(Reverse((at, n as u64)));
        }
        for (n, delay) in (pending..).zip(scattered(60_000, span)) {
            let (at, event) = calendar.pop().expect("one is scheduled for each popped");
            assert_eq!(heap.pop(), Some(Reverse((at.millis(), event))));
            calendar.schedule(at + quantity::Duration::from_millis(delay), Phase::Seize, n);
            heap.push(Reverse((at.millis() + delay, n)));
        }
        assert_eq!(calendar.len(), heap.len());
    }
}

#[test]
fn what_is_scheduled_for_now_comes_before_what_is_later() {
    let mut calendar = Calendar::new();
    calendar.schedule(Instant::from_millis(10), Phase::Seize, "ten");
    calendar.schedule(Instant::from_millis(11), Phase::Seize, "eleven");
    assert_eq!(calendar.pop().map(|(_, name)| name), Some("ten"));
    calendar.schedule(Instant::from_millis(10), Phase::Release, "ten again");
    assert_eq!(calendar.pop().map(|(_, name)| name), Some("ten again"));
    assert_eq!(calendar.pop().map(|(_, name)| name), Some("eleven"));
    assert!(calendar.is_empty());
}
