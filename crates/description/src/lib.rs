//! What does this hospital file mean, and what is wrong with it?
//!
//! [`read`] turns the text of a hospital file, with the settings and options that someone chose, into a
//! [`Hospital`], or says every [`Problem`] at once: where it is, what is wrong and what would be
//! right. One table of keys ([`schema`] and [`reference()`] show it) says what a file may contain. The crate opens no
//! file, never panics on input, and knows nothing of how a hospital is simulated.

mod arrivals;
mod by;
mod checks;
mod choices;
mod distributions;
mod families;
mod infections;
mod keys;
mod moments;
mod move_on;
mod names;
mod notes;
mod pathways;
mod patients;
mod payments;
mod places;
mod problem;
mod reader;
mod reference;
mod resolve;
mod rosters;
mod rounds;
mod run;
mod schema;
mod settings;
mod space_rules;
mod staff;
mod suggest;
mod switches;
mod syntax;
mod tree;
mod values;
mod versions;
mod visits;
mod week;

pub use notes::{Note, notes};
pub use problem::Problem;
pub use reference::reference;
pub use resolve::read;
pub use schema::schema;

use hospital::Hospital;

/// What is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The file's name, for messages.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Values set on the command line; they come last.
    pub settings: &'a [Setting],
    /// Names of the options that are chosen, in the order in which they are made.
    pub options: &'a [String],
}

/// A value set on the command line: `--set PATH=VALUE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Headings and keys with dots between: `place.amu.spaces`.
    pub path: String,
    /// TOML if it is that, otherwise text: `34 beds` needs no quotes.
    pub value: String,
}

/// What a file says.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// The hospital, with the chosen options and settings.
    pub hospital: Hospital,
    /// The options that the file offers, chosen or not.
    pub options: Vec<OptionSummary>,
    /// What the chosen options and the settings changed, in the order in which they were made.
    pub changes: Vec<Changed>,
}

/// A value that was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The option that changed it; of nobody, it was set on the command line.
    pub option: Option<String>,
    /// Headings and keys with dots between: `place.amu.spaces`.
    pub path: String,
    /// What stood there before, as it was written; nothing, if nothing did.
    pub before: Option<String>,
    /// What stands there now.
    pub after: String,
}

/// An option that a file offers.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionSummary {
    /// Its name.
    pub name: String,
    /// Whose it is to decide; empty is nobody's.
    pub owner: String,
    /// Pounds a day while it holds.
    pub cost_per_day: f64,
    /// Pounds once.
    pub cost_once: f64,
    /// The payer who pays, if it is not the trust.
    pub paid_by: Option<String>,
}
