//! Our own engine, through the door its users take: `onward simulate … --format json`, with times on standard error.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use serde_json::Value;

use super::machine;
use crate::command::{command, output};
use crate::workspace::Workspace;

/// The binary, built.
pub struct Onward {
    root: PathBuf,
    binary: PathBuf,
}

/// What one run cost, and what it found.
#[derive(Debug)]
pub struct Run {
    /// CPU seconds a replication.
    pub cpu_seconds: f64,
    /// Largest memory of the process, in megabytes.
    pub peak_mb: f64,
    /// Movements a replication, those of the warm-up included.
    pub movements: f64,
    /// The results as `simulate` prints them.
    pub results: Value,
}

impl Onward {
    pub fn build(workspace: &Workspace) -> anyhow::Result<Self> {
        Ok(Self { root: workspace.root.clone(), binary: workspace.onward()? })
    }

    /// Simulates; one thread is pinned to one core.
    pub fn simulate(
        &self,
        file: &str,
        flags: &[(&str, String)],
        replications: usize,
        seed: usize,
        threads: usize,
    ) -> anyhow::Result<Run> {
        let pinned = if threads == 1 { machine::pinned(&self.root) } else { "" };
        let mut command = command(&self.root, &format!("{pinned} {}", self.binary.display()));
        command.args(["simulate", file, "--format", "json", "--times"]);
        command.arg("--runs").arg(replications.to_string());
        command.arg("--seed").arg(seed.to_string());
        command.arg("--threads").arg(threads.to_string());
        for (flag, value) in flags {
            command.arg(flag).arg(value);
        }
        let written = output(&mut command)?;
        let times = times(&String::from_utf8_lossy(&written.stderr))?;
        let figure =
            |key: &str| times[key].as_f64().with_context(|| format!("the line of times has no {key}"));
        let done = figure("replications")?;
        if done != replications as f64 {
            bail!("{file}: {done} replications were run, {replications} were asked for");
        }
        Ok(Run {
            cpu_seconds: figure("cpu_seconds_a_replication")?,
            peak_mb: figure("peak_mb")?,
            movements: figure("movements")?,
            results: serde_json::from_slice(&written.stdout).context("simulate did not print JSON")?,
        })
    }
}

fn times(standard_error: &str) -> anyhow::Result<Value> {
    let line = standard_error.lines().find_map(|line| line.strip_prefix("times: "));
    Ok(serde_json::from_str(line.context("simulate --times wrote no line of times")?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_times_is_found_among_others() {
        let told = times("simulating\ntimes: {\"peak_mb\": 4.5}\n").expect("it is there");
        assert_eq!(told["peak_mb"], 4.5);
        assert!(times("simulating\n").is_err());
    }
}
