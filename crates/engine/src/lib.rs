//! What happens next? A calendar, a run loop, replications and their statistics. It knows no hospital.
//!
//! A run is a value: the world is plain data, an event is plain data, and the calendar holds nothing else. Two runs of
//! equal worlds are equal to the last bit, on any machine and with any number of threads, because
//!
//! - time is integer milliseconds,
//! - events at the same time come in the order of their [`Phase`] and then of their scheduling,
//! - threads share nothing but the number of the next replication.
//!
//! It keeps no statistics of what happens within a run; it hands events to the [`World`] and nothing more.

mod calendar;
mod replicate;
mod run;
mod statistics;

pub use calendar::{Calendar, Phase};
pub use replicate::{Control, Precision, Runs, replicate};
pub use run::{World, run_until};
pub use statistics::{Difference, Summary, paired, summarise};
