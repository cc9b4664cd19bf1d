//! How is it asked in a terminal? The binary `onward`.
//!
//! Arguments come in as questions to `app`, and its answers go out as text or JSON on standard output; problems, progress
//! and remarks go to standard error. Exit status: 0 done, 1 the input has problems, 2 wrong usage, 130 stopped by ctrl-C.

mod arguments;
mod command;
mod interrupt;
mod output;
mod progress;
mod text;
mod times;

use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::{Arguments, Verb};

fn main() -> ExitCode {
    let done = match Arguments::parse().verb {
        Verb::Check(arguments) => command::check(arguments),
        Verb::Simulate(arguments) => command::simulate(*arguments),
        Verb::Why(arguments) => command::why(*arguments),
        Verb::Completions { shell } => command::completions(shell),
        Verb::Man { dir } => command::man(dir.as_deref()),
        Verb::Schema => command::schema(),
        Verb::Definitions => command::definitions(),
    };
    match done {
        Ok(code) => code,
        // Whoever read our output has seen enough.
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // If standard error is gone too, there is nobody left to tell.
            let _ = output::remark(&format!("error: {error:#}"));
            ExitCode::from(1)
        }
    }
}
