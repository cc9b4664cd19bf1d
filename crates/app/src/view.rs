//! What a simulation found, for people: the few figures that matter first, then a table for each area.
//!
//! Everything that is worked out for showing is worked out here, so that a terminal, a page and a spreadsheet say the
//! same; what prints only sets it in type.

mod areas;
mod delays;
mod differences;
mod matters;
pub mod number;
mod payers;
mod places;
mod remarks;
mod rules;
mod shown;
mod staff;
mod visits;
mod why;

use crate::simulated::Simulated;

pub use differences::{differences, options_change_nothing};
pub use remarks::{period, period_of, remarks};
pub use shown::{Cell, Column, Row, Shown, Table, Unit};
pub use why::{EffectRow, TimeRow, chain, effects, time, time_of, why_now, why_period, worst_day};

/// A figure with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The measure's id.
    pub id: &'static str,
    /// What it is, in plain words.
    pub words: String,
    /// The figure.
    pub shown: Shown,
}

/// One area of the hospital: figures, then tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// What it is about.
    pub title: &'static str,
    /// Its figures.
    pub lines: Vec<Line>,
    /// Its tables; one without rows is not there.
    pub tables: Vec<Table>,
    /// What one must know to read them.
    pub note: Option<String>,
}

/// The few figures that matter first.
pub fn what_matters(simulated: &Simulated) -> Vec<Line> {
    matters::lines(simulated)
}

/// The areas that have something to say, in order. What stands among the figures that matter is not said again.
pub fn areas(simulated: &Simulated) -> Vec<Area> {
    let matters = what_matters(simulated);
    let said = |line: &Line| matters.iter().any(|said| said.id == line.id && said.shown == line.shown);
    let mut all = if simulated.runs == 0 { Vec::new() } else { areas::all(simulated) };
    for area in &mut all {
        area.lines.retain(|line| !said(line));
    }
    all.into_iter().filter(|area| !area.lines.is_empty() || !area.tables.is_empty()).collect()
}
