//! `onward simulate FILE`.

use std::num::NonZeroU32;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use app::report::Report;
use app::{Control, FromRequest, MovementsRequest, Precision, SimulateRequest, Simulated, Simulation};

use crate::arguments::{Format, SimulateArguments};
use crate::times::Meter;
use crate::{interrupt, output, progress, text};

/// The exit status of programs that ctrl-C stopped, as shells have it.
pub const STOPPED: u8 = 130;

/// Runs a hospital and prints what happened.
pub fn simulate(arguments: SimulateArguments) -> anyhow::Result<ExitCode> {
    let (format, with_times) = (arguments.format, arguments.times);
    let runs = if arguments.precision.is_some() { "runs at most" } else { "runs" };
    let (threads, wants_report) = (threads(arguments.threads), arguments.report.is_some());
    let simulation = match app::prepare(request(arguments, threads)) {
        Ok(simulation) => simulation,
        Err(fault) => return output::tell(&fault),
    };
    let control = Arc::new(Control::default());
    interrupt::stop_on_ctrl_c(&control)?;
    let meter = Meter::start(threads);
    let run = || {
        if wants_report {
            return simulation.run_for_report(&control).map(|(simulated, report)| (simulated, Some(report)));
        }
        simulation.run(&control).map(|simulated| (simulated, None))
    };
    let answered = progress::show(&control, simulation.runs_at_most(), runs, run);
    let meter = meter.stop();
    let Some((simulated, report)) = answered else {
        simulation.discard_files();
        output::remark("stopped before the first run was done: there is nothing to show")?;
        return Ok(ExitCode::from(STOPPED));
    };
    let code = answer(&simulation, &simulated, report.as_ref(), format, &control)?;
    if with_times {
        output::remark(&meter.line(&simulated))?;
    }
    Ok(code)
}

/// Prints the answer, and writes the report and the movements.
fn answer(
    simulation: &Simulation,
    simulated: &Simulated,
    report: Option<&Report>,
    format: Format,
    control: &Control,
) -> anyhow::Result<ExitCode> {
    match format {
        Format::Text => output::print(&text::simulated(simulated)?)?,
        Format::Json => {
            output::print(&app::json(simulated))?;
            for remark in app::view::remarks(simulated) {
                output::remark(&remark)?;
            }
        }
    }
    if let Some(report) = report {
        match simulation.write_report(&paper::report(simulated, report)) {
            Ok(Some(path)) => output::remark(&format!("report written to {}", path.display()))?,
            Ok(None) => {}
            Err(fault) => return output::tell(&fault),
        }
    }
    control.done.store(0, Ordering::Relaxed);
    let write = || simulation.write_movements(simulated, control);
    match progress::show(control, simulation.movements_of(simulated), "runs written", write) {
        Ok(Some(written)) => output::remark(&text::written(&written, simulated))?,
        Ok(None) => {}
        Err(fault) => return output::tell(&fault),
    }
    Ok(if simulated.stopped { ExitCode::from(STOPPED) } else { ExitCode::SUCCESS })
}

/// As many threads as were asked for, or as there are.
pub fn threads(asked: Option<NonZeroU32>) -> usize {
    match asked {
        Some(threads) => threads.get() as usize,
        None => std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get),
    }
}

fn request(arguments: SimulateArguments, threads: usize) -> SimulateRequest {
    let (measures, at_most) = (arguments.precise, arguments.max_runs.get());
    SimulateRequest {
        file: arguments.hospital.file,
        collect: arguments.collect,
        warm_up: arguments.warm_up,
        from: arguments.from.map(|file| FromRequest { file, at: arguments.at }),
        runs: arguments.runs.map(std::num::NonZeroU32::get),
        seed: arguments.seed,
        settings: arguments.hospital.settings,
        options: arguments.hospital.options,
        threads,
        report: arguments.report,
        associated: arguments.associated,
        precision: arguments.precision.map(|within| Precision { within, measures, at_most }),
        movements: arguments.movements.map(|path| MovementsRequest { path, of: arguments.movements_of }),
    }
}
