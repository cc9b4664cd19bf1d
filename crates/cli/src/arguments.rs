//! What is typed after `onward`.

use std::num::NonZeroU32;
use std::path::PathBuf;

use app::{Duration, Setting, Share, Whose};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

/// The flow of patients through a hospital, from a description of it in a file.
///
/// Exit status: 0 done; 1 the input has problems; 2 wrong usage; 130 stopped by ctrl-C.
#[derive(Debug, Parser)]
#[command(name = "onward", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(subcommand_value_name = "VERB", subcommand_help_heading = "Verbs")]
pub struct Arguments {
    #[command(subcommand)]
    pub verb: Verb,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Every problem in a hospital file, or what it holds
    Check(CheckArguments),
    /// What happens in a hospital: figures with their intervals
    ///
    /// Runs the hospital of a file several times with different chance, and prints the means over these runs with
    /// their 95 % intervals. The same file, flags and seed give the same figures on every machine and with any number
    /// of threads.
    Simulate(Box<SimulateArguments>),
    /// Why a figure is as it is: what a little more of each thing would change, where the time goes, and the worst day
    ///
    /// Runs the hospital as it is, and again with one more space in each place, one more of each resource on each shift,
    /// and leaving hours from an hour earlier, all with the same patients and the same chance; then says how the figure
    /// changes. It also says where the time of visits goes, and what led to the worst day of the first run.
    Why(Box<WhyArguments>),
    /// Completions for a shell, to be put where it looks for them
    Completions {
        /// The shell
        shell: Shell,
    },
    /// The manual page
    Man {
        /// Write a page for each verb into this directory instead of printing one
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        dir: Option<PathBuf>,
    },
    /// The JSON Schema of hospital files
    #[command(hide = true)]
    Schema,
    /// The page that says what every figure means
    #[command(hide = true)]
    Definitions,
}

/// Which hospital.
#[derive(Debug, Args)]
pub struct HospitalArguments {
    /// The hospital file
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Set a value of the file, such as 'place.amu.spaces=34 beds'; may be given several times
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = setting)]
    pub settings: Vec<Setting>,
    /// Choose an option of the file; may be given several times
    #[arg(long = "with", value_name = "OPTION")]
    pub options: Vec<String>,
}

#[derive(Debug, Args)]
pub struct CheckArguments {
    #[command(flatten)]
    pub hospital: HospitalArguments,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct SimulateArguments {
    #[command(flatten)]
    pub hospital: HospitalArguments,
    /// Counted time, such as "365 days" [default: as the file says]
    #[arg(long = "for", value_name = "TIME", value_parser = some_time, allow_hyphen_values = true)]
    pub collect: Option<Duration>,
    /// Time before it, from an empty hospital, that is not counted, such as "90 days" [default: as the file says]
    #[arg(long, value_name = "TIME", value_parser = time, allow_hyphen_values = true)]
    pub warm_up: Option<Duration>,
    /// Start with who is there by a file of movements, .csv or .parquet, instead of a warm-up
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath, conflicts_with = "warm_up")]
    pub from: Option<PathBuf>,
    /// When to start by that file, such as "2026-01-20 08:00" [default: when it ends]
    #[arg(long, value_name = "TIME", requires = "from")]
    pub at: Option<String>,
    /// Runs; at least so many with --precision [default: as the file says]
    #[arg(long, value_name = "N", value_parser = some, allow_negative_numbers = true)]
    pub runs: Option<NonZeroU32>,
    /// The key of all chance, a whole number [default: as the file says]
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// Run until half the 95 % interval of each main figure is at most this share of the figure, such as "2%"
    #[arg(long, value_name = "SHARE", value_parser = some_share)]
    pub precision: Option<Share>,
    /// A figure to be precise instead of the main ones, such as `four_hour_share`, `place.ed.occupancy` or
    /// `activity.emergency.assess.waiting_time`; may be given several times
    #[arg(long, value_name = "MEASURE", requires = "precision")]
    pub precise: Vec<String>,
    /// The most runs with --precision
    #[arg(long, value_name = "N", requires = "precision", default_value = "1000", value_parser = some)]
    pub max_runs: NonZeroU32,
    /// Threads; they change no figure [default: all there are]
    #[arg(long, value_name = "N", value_parser = some, allow_negative_numbers = true)]
    pub threads: Option<NonZeroU32>,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
    /// Also write a report to this file, for people: one page of HTML, to be read in a browser or printed
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub report: Option<PathBuf>,
    /// Also say which harm is associated elsewhere with such waits: association, not cause
    #[arg(long)]
    pub associated: bool,
    /// Also write every movement, warm-up included, to this file: .csv or .parquet; of the first run only, unless
    /// --movements-of says otherwise
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub movements: Option<PathBuf>,
    /// Of how many runs movements are written: the first so many, or "all"
    #[arg(long, value_name = "N|all", requires = "movements", default_value = "1", value_parser = whose)]
    pub movements_of: Whose,
    /// Say on standard error what the run cost
    #[arg(long, hide = true)]
    pub times: bool,
}

#[derive(Debug, Args)]
pub struct WhyArguments {
    #[command(flatten)]
    pub hospital: HospitalArguments,
    /// The figure of which is asked, such as `boarding_time`, `four_hour_share` or `place.ed.queue_length` [default: the first
    /// of `boarding_time`, `four_hour_share` and `visit_time` that the hospital has]
    #[arg(long, value_name = "MEASURE")]
    pub measure: Option<String>,
    /// Counted time, such as "365 days" [default: as the file says]
    #[arg(long = "for", value_name = "TIME", value_parser = some_time, allow_hyphen_values = true)]
    pub collect: Option<Duration>,
    /// Time before it, from an empty hospital, that is not counted, such as "90 days" [default: as the file says]
    #[arg(long, value_name = "TIME", value_parser = time, allow_hyphen_values = true)]
    pub warm_up: Option<Duration>,
    /// Start with who is there by a file of movements, .csv or .parquet, instead of a warm-up
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath, conflicts_with = "warm_up")]
    pub from: Option<PathBuf>,
    /// When to start by that file, such as "2026-01-20 08:00" [default: when it ends]
    #[arg(long, value_name = "TIME", requires = "from")]
    pub at: Option<String>,
    /// Runs of the hospital as it is, and of each change [default: as the file says]
    #[arg(long, value_name = "N", value_parser = some, allow_negative_numbers = true)]
    pub runs: Option<NonZeroU32>,
    /// The key of all chance, a whole number [default: as the file says]
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// Threads; they change no figure [default: all there are]
    #[arg(long, value_name = "N", value_parser = some, allow_negative_numbers = true)]
    pub threads: Option<NonZeroU32>,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For machines
    Json,
}

fn setting(text: &str) -> Result<Setting, String> {
    let (path, value) =
        text.split_once('=').ok_or("write a path, = and a value, such as 'place.amu.spaces=34 beds'")?;
    if path.trim().is_empty() {
        return Err("there is no path before the =; write it such as 'place.amu.spaces=34 beds'".to_owned());
    }
    Ok(Setting { path: path.trim().to_owned(), value: value.trim().to_owned() })
}

fn time(text: &str) -> Result<Duration, String> {
    text.parse().map_err(|error: app::ParseQuantityError| error.to_string())
}

fn some_time(text: &str) -> Result<Duration, String> {
    match time(text)? {
        Duration::ZERO => {
            Err("this is no time at all; write a duration above zero, such as \"365 days\"".to_owned())
        }
        some => Ok(some),
    }
}

fn some_share(text: &str) -> Result<Share, String> {
    let share: Share = text.parse().map_err(|error: app::ParseQuantityError| error.to_string())?;
    if share == Share::NONE {
        return Err(
            "no number of runs makes a figure exact; write a share above zero, such as \"2%\"".to_owned()
        );
    }
    Ok(share)
}

fn some(text: &str) -> Result<NonZeroU32, String> {
    text.parse().map_err(|_| "write a whole number from 1, such as 20".to_owned())
}

fn whose(text: &str) -> Result<Whose, String> {
    match text {
        "all" => Ok(Whose::All),
        number => some(number)
            .map(|number| Whose::First(number.get()))
            .map_err(|_| "write a whole number from 1, or all".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        use clap::CommandFactory as _;
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_setting_is_split_at_the_first_equals_sign() {
        let read = setting(" place.ward.turnaround = { fixed = \"1 h\" }").expect("it has one");
        assert_eq!(
            (read.path.as_str(), read.value.as_str()),
            ("place.ward.turnaround", "{ fixed = \"1 h\" }")
        );
        assert!(setting("place.ward.spaces").is_err());
        assert!(setting("=4 beds").is_err());
    }
}
