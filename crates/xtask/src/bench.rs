//! `cargo xtask bench`: how fast, in how much memory, beside whom.
//!
//! Machines differ and are shared; ratios of engines that ran in turn on one core carry over, seconds do not. So every
//! comparison here is interleaved, and is a median with its range.

mod control;
mod machine;
mod onward;
mod peers;
mod scaling;
mod summary;
mod table;
mod w2;

use clap::Args;

use crate::workspace::Workspace;
use onward::Onward;

#[derive(Args)]
pub struct Arguments {
    /// Small sizes of our own only, once, with nothing asserted about time
    #[arg(long, conflicts_with_all = ["scaling", "control"])]
    small: bool,
    /// Ours only: cost per movement from 50 to 5,000 beds and from 30 days to ten years
    #[arg(long, conflicts_with = "control")]
    scaling: bool,
    /// Ours only: CPU time a replication with one thread and with all, beside plain arithmetic
    #[arg(long)]
    control: bool,
    /// Rounds; each engine runs once in each
    #[arg(long, default_value_t = 7)]
    runs: usize,
    /// Replications in a round, for the engines that take less than a second for one
    #[arg(long, default_value_t = 20)]
    replications: usize,
    /// Engines to run, in this order
    #[arg(long, value_delimiter = ',', default_values_t = w2::Engine::ALL)]
    engines: Vec<w2::Engine>,
}

/// Runs what was asked for.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<()> {
    anyhow::ensure!(
        arguments.runs > 0 && arguments.replications > 0,
        "at least one round of one replication"
    );
    if arguments.small {
        small(workspace)
    } else if arguments.scaling {
        scaling::run(workspace, arguments.runs)
    } else if arguments.control {
        control::run(workspace, arguments.runs)
    } else {
        w2::run(workspace, arguments)
    }
}

/// The benches at sizes that take a second: they must run and tell their times.
pub fn small(workspace: &Workspace) -> anyhow::Result<()> {
    let onward = Onward::build(workspace)?;
    for (file, days, replications) in [("hospitals/w2.toml", 20, 3), ("hospitals/scale/beds-50.toml", 30, 3)]
    {
        let span = [("--for", format!("{days} days")), ("--warm-up", "5 days".to_owned())];
        let run = onward.simulate(file, &span, replications, 1, 1)?;
        println!(
            "{file}, {days} days: {:.2} ms and {:.0} movements a replication, {:.1} MB",
            run.cpu_seconds * 1e3,
            run.movements,
            run.peak_mb
        );
    }
    Ok(())
}
