//! Reads messages changed at random: standard input says how many and with which seed, such as `1000000 7`. Stops with a
//! panic at the first that is not read as it must be, and prints it. `cargo xtask fuzz feed` runs it.

#[path = "../tests/common/mod.rs"]
mod common;

use std::error::Error;
use std::io::{Read as _, Write as _, stderr, stdin, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use common::mutate::{Chance, Seen, check, mutated};
use common::{TEACHING, hospital, plain_feed, times};

fn main() -> Result<(), Box<dyn Error>> {
    let mut asked = String::new();
    stdin().read_to_string(&mut asked)?;
    let mut numbers = asked.split_whitespace();
    let inputs: u64 = numbers.next().ok_or("say how many")?.parse()?;
    let seed: u64 = numbers.next().unwrap_or("1").parse()?;
    let hospital = hospital(TEACHING);
    let times = times(&hospital);
    let mut feed = plain_feed(&hospital);
    let (mut chance, mut seen) = (Chance(seed), Seen::default());
    for number in 0..inputs {
        if number % 1000 == 0 {
            feed = plain_feed(&hospital);
        }
        let bytes = mutated(&mut chance);
        let tried = catch_unwind(AssertUnwindSafe(|| check(&mut feed, &times, &bytes, &mut seen)));
        if let Err(panic) = tried {
            writeln!(stderr(), "input {number} of seed {seed}: {:?}", String::from_utf8_lossy(&bytes))?;
            resume_unwind(panic);
        }
    }
    let Seen { inputs, messages, understood, rejected, lines } = seen;
    writeln!(
        stdout(),
        "{inputs} inputs, {messages} messages: {understood} understood, {rejected} rejected, {lines} lines told"
    )?;
    Ok(())
}
