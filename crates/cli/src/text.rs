//! Answers in text, a hundred columns wide.

mod checked;
mod layout;
mod simulated;
mod why;

pub use checked::checked;
pub use simulated::{simulated, written};
pub use why::why;
