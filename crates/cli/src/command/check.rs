//! `onward check FILE`.

use std::process::ExitCode;

use app::{Checked, Fault};

use crate::arguments::{CheckArguments, Format};
use crate::{output, text};

/// Prints every problem of a hospital file, or what it holds.
pub fn check(arguments: CheckArguments) -> anyhow::Result<ExitCode> {
    let it = arguments.hospital;
    let checked = app::check(&it.file, &it.settings, &it.options);
    match (arguments.format, checked) {
        (Format::Json, checked) => json(checked),
        (Format::Text, Ok(checked)) => {
            output::print(&text::checked(&it.file, &checked)?)?;
            Ok(ExitCode::SUCCESS)
        }
        (Format::Text, Err(fault)) => output::tell(&fault),
    }
}

fn json(checked: Result<Checked, Fault>) -> anyhow::Result<ExitCode> {
    let is_sound = checked.is_ok();
    match app::checked_json(checked) {
        Ok(json) => output::print(&json)?,
        Err(fault) => return output::tell(&fault),
    }
    Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
