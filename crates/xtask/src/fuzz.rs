//! `cargo xtask fuzz`: inputs changed at random, many more than a test tries.

use std::time::Instant;

use clap::ValueEnum;

use crate::command::run;
use crate::workspace::Workspace;

/// What is tried, how often and with which inputs.
#[derive(clap::Args)]
pub struct Arguments {
    /// Which crate reads the inputs
    #[arg(value_enum)]
    target: Target,
    /// How many inputs
    #[arg(long, default_value_t = 1_000_000)]
    inputs: u64,
    /// Other inputs for another seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Clone, Copy, ValueEnum)]
enum Target {
    /// HL7 messages
    Feed,
}

/// Runs the example `mutate` of the crate, which says what it has seen and stops at the first fault.
pub fn try_many(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<()> {
    let package = match arguments.target {
        Target::Feed => "feed",
    };
    let example = format!("--quiet --locked --release --package {package} --example mutate");
    run(&mut workspace.cargo(&format!("build {example}")))?;
    let began = Instant::now();
    run(&mut workspace.cargo(&format!("run {example} -- {} {}", arguments.inputs, arguments.seed)))?;
    let seconds = began.elapsed().as_secs_f64();
    println!("{seconds:.0} s, {:.0} inputs a second", arguments.inputs as f64 / seconds);
    Ok(())
}
