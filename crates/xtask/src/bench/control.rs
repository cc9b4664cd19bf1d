//! Do all threads together cost more CPU time a replication than one alone?
//!
//! On shared cores even plain arithmetic does, so it is the control: the same number of threads, in turn with ours.

use std::hint::black_box;

use anyhow::Context as _;
use serde_json::json;

use super::onward::Onward;
use super::summary::Summary;
use super::{machine, table};
use crate::workspace::Workspace;

/// Replications or loops for each thread in a round.
const EACH: usize = 40;
const MULTIPLY_ADDS: u64 = 20_000_000;

/// Most that ours may exceed the control by.
const ALLOWED: f64 = 1.1;

pub fn run(workspace: &Workspace, rounds: usize) -> anyhow::Result<()> {
    let onward = Onward::build(workspace)?;
    let all = std::thread::available_parallelism().map_or(1, usize::from);
    let (mut ours, mut control) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let simulate = |threads: usize| {
            let run = onward.simulate("hospitals/w2.toml", &[], EACH * threads, round + 1, threads)?;
            anyhow::Ok(run.cpu_seconds)
        };
        ours.push(simulate(all)? / simulate(1)?);
        control.push(arithmetic(all)? / arithmetic(1)?);
        println!("round {} of {rounds} done", round + 1);
    }

    let (Some(our), Some(plain)) = (Summary::of(&ours), Summary::of(&control)) else { return Ok(()) };
    println!("\nCPU time of one piece of work with {all} threads, against one thread alone");
    let mut rows = vec![table::row(["work", "ratio", "[min – max]"])];
    for (name, Summary { median, least, most }) in [("onward, W2", our), ("plain arithmetic", plain)] {
        rows.push(vec![name.to_owned(), format!("{median:.3}"), format!("[{least:.3} – {most:.3}]")]);
    }
    table::print(&rows);
    let verdict = if our.median <= plain.median * ALLOWED { "within" } else { "beyond" };
    println!("{verdict} the control plus {:.0} %", (ALLOWED - 1.0) * 100.0);

    let mut kept = machine::told(&workspace.root);
    kept["bench"] = json!("control");
    kept["rounds"] = json!(rounds);
    kept["threads"] = json!(all);
    kept["onward"] = our.json();
    kept["arithmetic"] = plain.json();
    machine::keep(&workspace.root, "-control", &kept)
}

/// CPU seconds of one loop, when this many threads each do a few.
fn arithmetic(threads: usize) -> anyhow::Result<f64> {
    let seconds: anyhow::Result<Vec<f64>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().expect("the loop cannot panic")).collect()
    });
    let seconds = seconds?;
    Ok(seconds.iter().sum::<f64>() / (threads * EACH) as f64)
}

fn work() -> anyhow::Result<f64> {
    let start = thread_seconds()?;
    for _ in 0..EACH {
        let mut x = black_box(1u64);
        for step in 0..MULTIPLY_ADDS / EACH as u64 {
            x = x.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(step);
        }
        black_box(x);
    }
    Ok(thread_seconds()? - start)
}

/// CPU time of this thread, as the kernel's scheduler counts it.
fn thread_seconds() -> anyhow::Result<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").context("the control needs Linux")?;
    let nanoseconds = told.split_whitespace().next().context("schedstat is empty")?;
    Ok(nanoseconds.parse::<f64>()? * 1e-9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_threads_are_timed_like_one() {
        assert!(arithmetic(1).expect("Linux") > 0.0);
        assert!(arithmetic(2).expect("Linux") > 0.0);
    }
}
