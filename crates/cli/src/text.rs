//! Answers in text, a hundred columns wide.

mod checked;
mod layout;
mod simulated;

pub use checked::checked;
pub use simulated::{simulated, written};
