//! The movements of a simulation, written to a file.

use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use flow::Control;
use hospital::Sink;
use tables::{CsvSink, ParquetSink};

use crate::open::Fault;
use crate::simulate::Simulation;
use crate::simulated::Simulated;
use crate::writable::{Writable, unwritable};

/// Where movements are to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovementsRequest {
    /// A path that ends in `.csv` or `.parquet`.
    pub path: PathBuf,
    /// Of which replications.
    pub of: Whose,
}

/// Of which replications movements are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The first so many.
    First(u32),
    /// All that were done.
    All,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where.
    pub path: PathBuf,
    /// Of how many replications.
    pub replications: u32,
}

#[derive(Clone, Copy, Debug)]
enum Format {
    Csv,
    Parquet,
}

/// A file of movements that can be written.
#[derive(Debug)]
pub(crate) struct Target {
    of: Whose,
    format: Format,
    file: Writable,
}

impl Target {
    /// Makes sure that the file can be written.
    pub(crate) fn open(request: &MovementsRequest) -> Result<Self, Fault> {
        let path = &request.path;
        let format = match path.extension().and_then(|extension| extension.to_str()) {
            Some("csv") => Format::Csv,
            Some("parquet") => Format::Parquet,
            _ => {
                let shown = path.display();
                return Err(Fault::Unwritable(format!(
                    "movements are written as CSV or Parquet: end the name {shown} in .csv or .parquet"
                )));
            }
        };
        Ok(Self { of: request.of, format, file: Writable::open(path)? })
    }
}

impl Simulation {
    /// Of how many replications movements will be written, of those that were done.
    pub fn movements_of(&self, simulated: &Simulated) -> u32 {
        match self.target.as_ref().map(|target| target.of) {
            None => 0,
            Some(Whose::First(number)) => number.min(simulated.runs),
            Some(Whose::All) => simulated.runs,
        }
    }

    /// Writes the movements that were asked for, each replication the same as in the figures. `None` when none were.
    /// The control counts replications written; asked to stop, it stops after the one under way.
    ///
    /// # Errors
    /// The disk.
    pub fn write_movements(
        &self,
        simulated: &Simulated,
        control: &Control,
    ) -> Result<Option<Written>, Fault> {
        let Some(target) = &self.target else { return Ok(None) };
        let path = &target.file.path;
        let disk = |error: &io::Error| unwritable(path, &error.to_string());
        target.file.file.set_len(0).map_err(|error| disk(&error))?;
        let output = BufWriter::new(&target.file.file);
        let hospital = self.plan.hospital();
        let replications = self.movements_of(simulated);
        let written = match target.format {
            Format::Csv => CsvSink::new(output, hospital).and_then(|sink| {
                let (sink, written) = self.record(sink, CsvSink::set_replication, replications, control);
                sink.into_result().map(|output| (output, written))
            }),
            Format::Parquet => ParquetSink::new(output, hospital).and_then(|sink| {
                let (sink, written) = self.record(sink, ParquetSink::set_replication, replications, control);
                sink.into_result().map(|output| (output, written))
            }),
        };
        let (mut output, replications) = written.map_err(|error| unwritable(path, &error.to_string()))?;
        output.flush().map_err(|error| disk(&error))?;
        Ok(Some(Written { path: path.clone(), replications }))
    }

    /// Runs the first replications once more, into a sink that is told which one comes.
    fn record<S: Sink>(&self, mut sink: S, begin: fn(&mut S, u32), most: u32, control: &Control) -> (S, u32) {
        for replication in 0..most {
            if replication > 0 && control.stopped() {
                return (sink, replication);
            }
            begin(&mut sink, replication);
            (sink, _) = flow::record(&self.plan, self.settings, replication, sink);
            control.done.store(replication + 1, Ordering::Relaxed);
        }
        (sink, most)
    }

    /// Takes away files that were made and never written.
    pub fn discard_files(&self) {
        let files = [self.target.as_ref().map(|target| &target.file), self.report_file.as_ref()];
        files.into_iter().flatten().for_each(Writable::discard);
    }
}
