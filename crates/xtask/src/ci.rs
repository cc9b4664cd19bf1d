//! `cargo xtask ci`: the steps, in the order in which they fail soonest.

use std::time::Instant;

use anyhow::Context as _;

use crate::command::{run, works};
use crate::workspace::Workspace;
use crate::{bench, same_bits, tidy};

type Step = (&'static str, fn(&Workspace) -> anyhow::Result<()>);

const QUICK: [Step; 4] = [("format", format), ("lints", lints), ("tests", tests), ("tidy", tidy::run)];

const ALL: [Step; 9] = [
    ("format", format),
    ("lints", lints),
    ("tests", tests),
    ("tests in documentation", doc_tests),
    ("documentation", documentation),
    ("tidy", tidy::run),
    ("licences, by cargo-deny too", deny),
    ("same input, same bits", same_bits::run),
    ("small benches", bench::small),
];

/// Runs every step and stops at the first that fails.
fn run_steps(workspace: &Workspace, steps: &[Step]) -> anyhow::Result<()> {
    let start = Instant::now();
    let mut times = Vec::new();
    for (name, step) in steps {
        println!("\n=== {name}");
        let began = Instant::now();
        step(workspace).with_context(|| format!("the step \"{name}\" failed"))?;
        times.push((name, began.elapsed().as_secs_f64()));
        println!("=== {name}: done in {:.1} s", began.elapsed().as_secs_f64());
    }
    println!("\n=== all steps passed in {:.1} s", start.elapsed().as_secs_f64());
    for (name, seconds) in times {
        println!("{seconds:>8.1} s  {name}");
    }
    Ok(())
}

/// The verb: all steps, or the quick ones.
pub fn run_ci(workspace: &Workspace, quick: bool) -> anyhow::Result<()> {
    run_steps(workspace, if quick { &QUICK } else { &ALL })
}

fn format(workspace: &Workspace) -> anyhow::Result<()> {
    run(&mut workspace.cargo("fmt --all --check"))
}

fn lints(workspace: &Workspace) -> anyhow::Result<()> {
    run(&mut workspace.cargo("clippy --quiet --locked --workspace --all-targets -- -D warnings"))
}

fn tests(workspace: &Workspace) -> anyhow::Result<()> {
    if works(&workspace.root, "cargo nextest --version") {
        run(&mut workspace.cargo("nextest run --locked --workspace --no-fail-fast --status-level fail"))
    } else {
        println!("cargo-nextest is not installed: cargo test runs the same tests, more slowly");
        run(&mut workspace.cargo("test --quiet --locked --workspace --all-targets --no-fail-fast"))
    }
}

fn doc_tests(workspace: &Workspace) -> anyhow::Result<()> {
    run(&mut workspace.cargo("test --quiet --locked --workspace --doc"))
}

fn documentation(workspace: &Workspace) -> anyhow::Result<()> {
    let mut doc = workspace.cargo("doc --quiet --locked --no-deps --workspace");
    run(doc.env("RUSTDOCFLAGS", "-D warnings"))
}

/// Tidy has checked the same already, from the same file; see docs/decisions/0002-checks-without-installing.md.
fn deny(workspace: &Workspace) -> anyhow::Result<()> {
    if works(&workspace.root, "cargo deny --version") {
        run(&mut workspace.cargo("deny --locked check licenses bans sources"))
    } else {
        println!("cargo-deny is not installed: tidy has checked licences, bans and sources");
        Ok(())
    }
}
