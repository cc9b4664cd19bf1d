//! Hospital files, and the binary to run on them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A textbook queue: M/M/1, 12 an hour, four minutes each.
pub const QUEUE: &str = r#"
onward = 1
name = "M/M/1"

[run]
warm_up = "2 days"
collect = "20 days"
runs = 6
seed = 5

[place.server]
spaces = "1 server"

[arrivals.all]
rate = "12 / h"
pathway = "queue"

[pathway.queue.serve]
at = "server"
time = { exponential = "4 min" }
next = "gone"
"#;

/// An emergency department, a ward and a care home, with two streams of arrivals and a queue by acuity.
pub const SMALL: &str = r#"
onward = 1
name = "Small General"

[run]
start = "2026-01-05 06:00"
warm_up = "10 days"
collect = "30 days"
runs = 4

[patient.acuity]
shares = { high = 0.2, low = 0.8 }

[place.ed]
kind = "emergency"
spaces = "6 cubicles"
queue = { order = "acuity" }
park = { arrivals = ["ambulance"], when_present = 7 }
cost = "£346 / day"

[place.ward]
kind = "ward"
spaces = "24 beds"
leave_hours = "08-20"

[place.care_home]
kind = "care home"
spaces = "6 beds"

[resource.doctor]
roster = { "daily 08-22" = 3, "daily 22-08" = 2 }

[arrivals.ambulance]
rate = "8 / day"
pathway = "emergency"

[arrivals.walk_in]
rate = "20 / day"
pathway = "emergency"

[pathway.emergency.assess]
at = "ed"
uses = { doctor = 1 }
time = { by = "acuity", high = { exponential = "2 h" }, low = { exponential = "70 min" } }
patience = { exponential = "8 h" }
next = { by = "acuity", high = { home = 0.3, stay = 0.7 }, low = { home = 0.9, stay = 0.1 } }

[pathway.emergency.stay]
into = ["ward"]
time = { lognormal = { mean = "3 days", cv = 1.2 } }
next = { home = 0.85, care = 0.15 }
fit_to_leave = true

[pathway.emergency.care]
into = ["care_home"]
time = { exponential = "8 days" }
next = "home"

[option.more_care]
owner = "community"
cost = "£3000 / day"
changes = [{ set = "place.care_home.spaces", to = "12 beds" }]
"#;

/// Two places whose visits want each other's space.
pub const CIRCLE: &str = r#"
onward = 1
name = "Circle"

[run]
collect = "30 days"
runs = 3

[place.a]
spaces = "1 bed"

[place.b]
spaces = "1 bed"

[arrivals.to_a]
rate = "3 / day"
pathway = "one"

[arrivals.to_b]
rate = "3 / day"
pathway = "two"

[pathway.one.first]
at = "a"
time = { exponential = "4 h" }
next = "second"

[pathway.one.second]
at = "b"
time = { exponential = "2 h" }
next = "home"

[pathway.two.first]
at = "b"
time = { exponential = "2 h" }
next = "second"

[pathway.two.second]
at = "a"
time = { exponential = "2 h" }
next = "home"
"#;

/// A directory of one test's own, empty at the start.
pub fn directory(test: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    // What an earlier run of the test has left, if it has.
    let _ = std::fs::remove_dir_all(&directory);
    std::fs::create_dir_all(&directory).expect("the directory of tests can be written");
    directory
}

/// A file in that directory.
pub fn file(directory: &Path, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = directory.join(name);
    std::fs::write(&path, content).expect("the directory of tests can be written");
    path
}

/// The binary, in a directory.
pub fn onward(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onward"));
    command.current_dir(directory).args(arguments);
    command
}

/// What a run printed, and its exit status.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("all that is printed is UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// Runs the binary in a directory.
pub fn run(directory: &Path, arguments: &[&str]) -> Ran {
    Ran::of(onward(directory, arguments).output().expect("the binary can be run"))
}
