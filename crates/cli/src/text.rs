//! Answers in text, a hundred columns wide.

mod checked;
mod layout;
mod number;
mod simulated;

pub use checked::checked;
pub use simulated::{remarks, simulated, written};
