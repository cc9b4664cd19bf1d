//! `onward check FILE`.

use std::process::ExitCode;

use crate::arguments::CheckArguments;
use crate::{output, text};

/// Prints every problem of a hospital file, or what it holds.
pub fn check(arguments: CheckArguments) -> anyhow::Result<ExitCode> {
    let it = arguments.hospital;
    match app::check(&it.file, &it.settings, &it.options) {
        Ok(checked) => {
            output::print(&text::checked(&it.file, &checked)?)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(fault) => output::tell(&fault),
    }
}
