//! `cargo xtask fuzz`: inputs changed at random, many more than a test tries.

use std::io::Write as _;
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context as _, bail};
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

/// Runs the example `fuzz` of the crate, which says what it has seen and stops at the first fault.
pub fn try_many(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<()> {
    let package = match arguments.target {
        Target::Feed => "feed",
    };
    run(
        &mut workspace.cargo(&format!("build --quiet --locked --release --package {package} --example fuzz"))
    )?;
    let began = Instant::now();
    let mut command =
        workspace.cargo(&format!("run --quiet --locked --release --package {package} --example fuzz"));
    let mut child = command.stdin(Stdio::piped()).spawn().context("cannot start the example")?;
    let mut input = child.stdin.take().context("the example has no input")?;
    writeln!(input, "{} {}", arguments.inputs, arguments.seed)?;
    drop(input);
    let status = child.wait()?;
    if !status.success() {
        bail!("the example failed ({status}): what it printed last is the input");
    }
    let seconds = began.elapsed().as_secs_f64();
    println!("{:.0} s, {:.0} inputs a second", seconds, arguments.inputs as f64 / seconds);
    Ok(())
}
