//! Same input, same bits: two processes, and one and two threads, must write equal bytes.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::command::output;
use crate::workspace::Workspace;

/// What one run wrote.
struct Written {
    json: Vec<u8>,
    movements: Vec<u8>,
}

/// Runs W2 for a few weeks three times for each kind of movements file, and compares.
pub fn run(workspace: &Workspace) -> anyhow::Result<()> {
    let onward = workspace.onward()?;
    let directory = onward.with_file_name("same-bits");
    std::fs::create_dir_all(&directory)?;
    for kind in ["csv", "parquet"] {
        let first = simulate(workspace, &onward, 1, &directory.join(format!("first.{kind}")))?;
        for (name, threads) in [("another process", 1), ("two threads", 2)] {
            let file = directory.join(format!("{}.{kind}", name.replace(' ', "-")));
            let second = simulate(workspace, &onward, threads, &file)?;
            compare(&first, &second)
                .with_context(|| format!("first run against {name}, movements as {kind}"))?;
        }
        let sizes = (first.json.len(), first.movements.len());
        println!(
            "equal: {} bytes of JSON, {} bytes of {kind}; two processes, one and two threads",
            sizes.0, sizes.1
        );
    }
    Ok(())
}

fn simulate(
    workspace: &Workspace,
    onward: &Path,
    threads: usize,
    movements: &Path,
) -> anyhow::Result<Written> {
    let mut command = Command::new(onward);
    command.current_dir(&workspace.root).args([
        "simulate",
        "hospitals/w2.toml",
        "--seed",
        "7",
        "--runs",
        "4",
    ]);
    command.args(["--for", "20 days", "--warm-up", "5 days", "--format", "json"]);
    command.arg("--threads").arg(threads.to_string()).arg("--movements").arg(movements);
    let json = output(&mut command)?.stdout;
    let movements =
        std::fs::read(movements).with_context(|| format!("cannot read {}", movements.display()))?;
    Ok(Written { json, movements })
}

fn compare(first: &Written, second: &Written) -> anyhow::Result<()> {
    if first.json.is_empty() || first.movements.is_empty() {
        bail!("a run wrote nothing, so there is nothing to compare");
    }
    for (what, a, b) in
        [("JSON", &first.json, &second.json), ("movements", &first.movements, &second.movements)]
    {
        if a != b {
            let place = a.iter().zip(b).position(|(a, b)| a != b).unwrap_or(a.len().min(b.len()));
            bail!("the {what} differ: {} and {} bytes, first at byte {place}", a.len(), b.len());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(json: &str, movements: &str) -> Written {
        Written { json: json.into(), movements: movements.into() }
    }

    #[test]
    fn says_where_the_first_difference_is() {
        assert!(compare(&written("a", "bcd"), &written("a", "bcd")).is_ok());
        let told = compare(&written("a", "bcd"), &written("a", "bxd")).expect_err("they differ").to_string();
        assert_eq!(told, "the movements differ: 3 and 3 bytes, first at byte 1");
    }

    #[test]
    fn nothing_written_is_not_equality() {
        assert!(compare(&written("", ""), &written("", "")).is_err());
    }
}
