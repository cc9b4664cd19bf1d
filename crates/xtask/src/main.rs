//! What the project does to itself: `cargo xtask ci`, `tidy`, `bench` and `fuzz`.
//!
//! Nothing here is part of the program. It depends on no crate of ours; it looks at them from outside, as files, as
//! `cargo metadata`, and as the finished binary `onward`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "xtask speaks to a developer in a terminal")]

mod bench;
mod ci;
mod command;
mod fuzz;
mod same_bits;
mod tidy;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Checks and measures the workspace")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Everything that must hold before a change goes in
    Ci {
        /// Format, lints, tests and tidy only
        #[arg(long)]
        quick: bool,
    },
    /// Arrows, map, words, sizes, licences and other rules no compiler knows
    Tidy,
    /// Equal bytes from two processes, and from one and two threads
    SameBits,
    /// Speed and memory, beside the peers or alone
    Bench(bench::Arguments),
    /// Inputs changed at random: nothing may panic and nothing be lost
    Fuzz(fuzz::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments.verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(verb: Verb) -> anyhow::Result<()> {
    let workspace = Workspace::open()?;
    match verb {
        Verb::Ci { quick } => ci::run_ci(&workspace, quick),
        Verb::Tidy => tidy::run(&workspace),
        Verb::SameBits => same_bits::run(&workspace),
        Verb::Bench(arguments) => bench::run(&workspace, &arguments),
        Verb::Fuzz(arguments) => fuzz::try_many(&workspace, &arguments),
    }
}
