//! What does the hospital do when it happens? One file a verb, on the engine's calendar.
//!
//! A visit arrives, asks for an activity, waits or takes a space, seizes resources, begins, ends, and leaves. Everything
//! that happens is pushed into a [`hospital::Sink`] as movements; this crate keeps no statistics of its own. All chance is
//! drawn from streams keyed by visit and activity, so two runs of changed hospitals see the same people.

mod arrive;
mod ask;
mod chance;
mod clean;
mod deadlock;
mod ease;
mod fit;
mod health;
mod interrupt;
mod kept;
mod leave;
mod listed;
mod move_on;
mod opening;
mod outbreak;
mod plan;
mod pool;
mod queue;
mod remark;
mod reopen;
mod ruling;
mod run;
mod serve;
mod spread;
mod staff;
mod strain;
mod switching;
mod turn;
mod visit;
mod world;

pub use deadlock::Deadlock;
pub use plan::Plan;
pub use remark::Remark;
pub use run::{
    Control, Difference, Ran, Results, Runs, Settings, Summary, Wanted, paired, record, simulate,
    simulate_beside, summarise,
};
