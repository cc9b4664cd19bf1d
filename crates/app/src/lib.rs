//! What can a user ask? The questions and their answers as plain data, in a manager's words.
//!
//! [`check`] says what is wrong in a hospital file or what it holds; [`prepare`] reads it for [`Simulation::run`], which
//! answers with [`Simulated`]: figures with intervals, [`json`] for machines, and [`view`] for people;
//! [`report`] holds what a report shows beside them. This is the first
//! crate that opens files. It prints nothing, and what it answers depends on neither clock nor machine.

mod check;
mod collect;
mod evidence;
mod from;
mod json;
mod movements;
mod open;
mod precise;
pub mod report;
mod simulate;
mod simulated;
pub mod view;
pub mod why;
mod writable;

pub use check::{Checked, Kind, StreamOfArrivals, check};
pub use description::{OptionSummary, Problem, Setting};
pub use evidence::Evidence;
pub use flow::Control;
pub use from::{FromRequest, Started};
pub use hospital::{Definition, PlaceKind, definitions};
pub use json::{checked_json, json};
pub use movements::{MovementsRequest, Whose, Written};
pub use open::Fault;
pub use precise::{Precision, Reached};
pub use quantity::{Duration, ParseQuantityError, Share};
pub use simulate::{SimulateRequest, Simulation, prepare};
pub use simulated::{
    Deadlocks, Estimate, FirstDeadlock, OfActivity, OfDelay, OfOptions, OfPathway, OfPayer, OfPlace, OfRule,
    OfTeam, Simulated, Spaces,
};

/// The JSON Schema of hospital files, for editors.
pub fn schema() -> String {
    description::schema()
}

/// The page that says what every figure means.
pub fn definitions_page() -> String {
    hospital::definitions_page()
}
