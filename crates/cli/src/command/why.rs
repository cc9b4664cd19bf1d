//! `onward why FILE`.

use std::process::ExitCode;
use std::sync::Arc;

use app::why::{WhyRequest, question, why_json};
use app::{Control, FromRequest};

use super::simulate::{STOPPED, threads};
use crate::arguments::{Format, WhyArguments};
use crate::{interrupt, output, progress, text};

/// Runs a hospital as it is and with a little more of each thing, and prints what that changes and why.
pub fn why(arguments: WhyArguments) -> anyhow::Result<ExitCode> {
    let format = arguments.format;
    let question = match question(&request(arguments)) {
        Ok(question) => question,
        Err(fault) => return output::tell(&fault),
    };
    let control = Arc::new(Control::default());
    interrupt::stop_on_ctrl_c(&control)?;
    let answered = progress::show(&control, question.runs(), "runs", || question.answer(&control));
    let Some(why) = answered else {
        output::remark("stopped before the hospital was run as it is: there is nothing to show")?;
        return Ok(ExitCode::from(STOPPED));
    };
    match format {
        Format::Text => output::print(&text::why(&why)?)?,
        Format::Json => output::print(&why_json(&why))?,
    }
    Ok(if why.stopped { ExitCode::from(STOPPED) } else { ExitCode::SUCCESS })
}

fn request(arguments: WhyArguments) -> WhyRequest {
    WhyRequest {
        file: arguments.hospital.file,
        settings: arguments.hospital.settings,
        options: arguments.hospital.options,
        measure: arguments.measure,
        collect: arguments.collect,
        warm_up: arguments.warm_up,
        from: arguments.from.map(|file| FromRequest { file, at: arguments.at }),
        runs: arguments.runs.map(std::num::NonZeroU32::get),
        seed: arguments.seed,
        threads: threads(arguments.threads),
    }
}
