//! Running other programs, with errors that say which one and what it said.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::{Context as _, bail};

/// A command line as one would type it, split at spaces.
pub fn command(root: &Path, line: &str) -> Command {
    let mut words = line.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).current_dir(root);
    command
}

/// Runs with its output going to the terminal; an error if it fails.
pub fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs and gives what it wrote; an error, with what it wrote to standard error, if it fails.
pub fn output(command: &mut Command) -> anyhow::Result<Output> {
    let output = command.output().with_context(|| format!("cannot start {}", shown(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{} failed ({})\n{said}", shown(command), output.status);
    }
    Ok(output)
}

/// What it wrote to standard output, as text.
pub fn text(command: &mut Command) -> anyhow::Result<String> {
    let output = output(command)?;
    String::from_utf8(output.stdout).with_context(|| format!("{} did not write text", shown(command)))
}

/// Whether this command line can be started here and succeeds.
pub fn works(root: &Path, line: &str) -> bool {
    let mut command = command(root, line);
    command.stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    format!("`{}`", words.join(" "))
}
