//! The verbs, a file each.

mod check;
mod simulate;
mod why;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::CommandFactory as _;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::arguments::Arguments;
use crate::output;

pub use check::check;
pub use simulate::simulate;
pub use why::why;

/// Prints completions for a shell.
pub fn completions(shell: Shell) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "onward", &mut script);
    write(&script)
}

/// Prints the manual page, or writes one for each verb.
pub fn man(dir: Option<&Path>) -> anyhow::Result<ExitCode> {
    let Some(dir) = dir else {
        let mut page = Vec::new();
        Man::new(Arguments::command()).render(&mut page)?;
        return write(&page);
    };
    std::fs::create_dir_all(dir).with_context(|| format!("{} cannot be made", dir.display()))?;
    clap_mangen::generate_to(Arguments::command(), dir)
        .with_context(|| format!("manual pages cannot be written into {}", dir.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the JSON Schema of hospital files.
pub fn schema() -> anyhow::Result<ExitCode> {
    write(app::schema().as_bytes())
}

/// Prints the page that says what every figure means.
pub fn definitions() -> anyhow::Result<ExitCode> {
    write(app::definitions_page().as_bytes())
}

fn write(bytes: &[u8]) -> anyhow::Result<ExitCode> {
    output::print(&String::from_utf8_lossy(bytes))?;
    Ok(ExitCode::SUCCESS)
}
