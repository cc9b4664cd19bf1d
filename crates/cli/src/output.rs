//! Standard output and standard error.

use std::fmt::Write as _;
use std::io::{self, ErrorKind, Write as _};
use std::process::ExitCode;

use anyhow::Context as _;
use app::Fault;

/// Writes text to standard output, as it is.
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("the answer cannot be printed")
}

/// Writes a line to standard error.
pub fn remark(text: &str) -> anyhow::Result<()> {
    writeln!(io::stderr().lock(), "{text}")?;
    Ok(())
}

/// Says why a question has no answer: every problem, and how many they are.
pub fn tell(fault: &Fault) -> anyhow::Result<ExitCode> {
    let mut told = String::new();
    if let Fault::Problems(problems) = fault {
        for problem in problems {
            writeln!(told, "{problem}\n")?;
        }
    }
    remark(&format!("{told}error: {fault}"))?;
    Ok(ExitCode::from(1))
}

/// Whether an error is that the reader of our output went away.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    kind == Some(ErrorKind::BrokenPipe)
}
