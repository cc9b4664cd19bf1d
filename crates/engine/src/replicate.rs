//! Replications: the same run with other numbers, over threads that share nothing.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use rayon::prelude::*;

/// How many replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Runs {
    /// At least so many, and exactly so many when no precision is wanted.
    pub at_least: u32,
    /// With a wanted precision, at most so many.
    pub at_most: u32,
}

/// What others see and say while replications run.
#[derive(Debug, Default)]
pub struct Control {
    /// Set from outside: no new replication begins, and those under way may give up.
    pub stop: AtomicBool,
    /// How many are done.
    pub done: AtomicU32,
}

impl Control {
    /// Whether someone asked to stop.
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Says whether the outcomes so far are precise enough.
pub type Precision<'a, T> = &'a (dyn Fn(&[T]) -> bool + Sync);

/// Batches of replications between two looks at the precision.
const BATCH: u32 = 8;

/// Runs replications `0..n` on `threads` threads and returns their outcomes in order.
///
/// `run` gets a workspace of its thread (made by `workspace`, so that memory is used again) and the number of the
/// replication. It answers `None` when it gave up because of [`Control::stop`]; the outcomes are then those that were done.
///
/// With a `precise` test, replications go on in batches of a fixed size until it passes or `runs` is exhausted, so the
/// answer does not depend on the number of threads (sequential stopping after Law, "Simulation Modeling and Analysis",
/// section 9.4.1).
///
/// # Panics
/// When the threads cannot be started.
pub fn replicate<W: Send, T: Send + Sync>(
    runs: Runs,
    threads: usize,
    control: &Control,
    workspace: impl Fn() -> W + Sync,
    run: impl Fn(&mut W, u32) -> Option<T> + Sync,
    precise: Option<Precision<'_, T>>,
) -> Vec<T> {
    let one = |space: &mut W, replication: u32| {
        let outcome = if control.stopped() { None } else { run(space, replication) };
        control.done.fetch_add(1, Ordering::Relaxed);
        outcome
    };
    if threads <= 1 {
        let mut space = workspace();
        return in_batches(runs, control, precise, |from, until, outcomes| {
            outcomes.extend((from..until).filter_map(|replication| one(&mut space, replication)));
        });
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
    in_batches(runs, control, precise, |from, until, outcomes| {
        // One replication at a time to a thread: they take a different time each.
        let batch =
            (from..until).into_par_iter().with_max_len(1).map_init(&workspace, |space, n| one(space, n));
        let done: Vec<Option<T>> = pool.install(|| batch.collect());
        outcomes.extend(done.into_iter().flatten());
    })
}

fn in_batches<T>(
    runs: Runs,
    control: &Control,
    precise: Option<Precision<'_, T>>,
    mut batch: impl FnMut(u32, u32, &mut Vec<T>),
) -> Vec<T> {
    let mut outcomes = Vec::new();
    let (mut from, mut until) = (0, runs.at_least);
    loop {
        batch(from, until, &mut outcomes);
        let enough = precise.is_none_or(|precise| precise(&outcomes));
        if enough || until >= runs.at_most || control.stopped() {
            return outcomes;
        }
        (from, until) = (until, (until + BATCH).min(runs.at_most));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(runs: Runs, threads: usize, precise: Option<Precision<'_, u32>>) -> Vec<u32> {
        replicate(runs, threads, &Control::default(), || (), |(), n| Some(n * n), precise)
    }

    #[test]
    fn outcomes_come_in_order_with_any_number_of_threads() {
        let expected: Vec<u32> = (0..50).map(|n| n * n).collect();
        for threads in [1, 2, 7] {
            assert_eq!(squares(Runs { at_least: 50, at_most: 50 }, threads, None), expected);
        }
    }

    #[test]
    fn it_stops_after_the_batch_that_is_precise() {
        let enough = |outcomes: &[u32]| outcomes.len() >= 13;
        for threads in [1, 3] {
            let outcomes = squares(Runs { at_least: 4, at_most: 100 }, threads, Some(&enough));
            assert_eq!(outcomes.len(), 20, "four, then batches of eight");
        }
        let never = |_: &[u32]| false;
        assert_eq!(squares(Runs { at_least: 4, at_most: 30 }, 2, Some(&never)).len(), 30);
    }

    #[test]
    fn a_stop_keeps_what_was_done_before_it() {
        let control = Control::default();
        let run = |(): &mut (), n: u32| {
            if n == 3 {
                control.stop.store(true, Ordering::Relaxed);
            }
            (n < 3).then_some(n)
        };
        let outcomes = replicate(Runs { at_least: 10, at_most: 10 }, 1, &control, || (), run, None);
        assert_eq!(outcomes, [0, 1, 2]);
    }
}
