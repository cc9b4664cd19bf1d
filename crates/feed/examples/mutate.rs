//! Reads as many broken messages as the argument says, from the seed that the second argument says, and counts what came of
//! them: `cargo run --release -p feed --example mutate -- 10000000 1`. With `huge`, times messages of 1, 2, 4 and 8 mebibytes
//! instead: each should take twice as long as the one before.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a tool of ours, run by hand"
)]

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/common/mutate.rs"]
mod mutate;

use mutate::{Chance, HUGE, Tally, check, huge, mutated};

/// The milliseconds of each size, by what is repeated and where.
fn time_huge() {
    let hospital = common::hospital();
    for piece in HUGE {
        for place in 0..4 {
            let millis: Vec<u128> = [1, 2, 4, 8]
                .into_iter()
                .map(|size| {
                    let text = &huge(piece, size << 20)[place];
                    let mut feed = common::feed(&hospital);
                    feed.most_bytes = 16 << 20;
                    let begin = std::time::Instant::now();
                    let read = feed.read(text.as_bytes(), quantity::Instant::START);
                    assert!(read.told.len() + read.rejected.len() >= read.messages);
                    begin.elapsed().as_millis()
                })
                .collect();
            println!("{piece:?} in place {place}: {millis:?} ms");
        }
    }
}

fn main() {
    if std::env::args().any(|text| text == "huge") {
        return time_huge();
    }
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|text| text.parse().ok()).collect();
    let many = numbers.first().copied().unwrap_or(1_000_000);
    let hospital = common::hospital();
    let mut feed = common::feed(&hospital);
    let mut chance = Chance(numbers.get(1).copied().unwrap_or(1));
    let mut tally = Tally::default();
    for number in 0..many {
        if number % 1000 == 0 {
            feed = common::feed(&hospital);
        }
        check(&mut feed, &mutated(&mut chance), &mut tally);
    }
    println!("{many} inputs: {tally:?}");
}
