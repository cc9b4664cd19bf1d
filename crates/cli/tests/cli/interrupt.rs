//! Ctrl-C stops a run and shows what was done so far.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::files::{QUEUE, directory, file, onward};

/// Starts a run that would take hours, waits until some runs must be done, and sends it ctrl-C.
fn interrupted(test: &str, format: &str) -> (Option<i32>, String, String) {
    let at = directory(test);
    file(&at, "queue.toml", QUEUE);
    let arguments = ["simulate", "queue.toml", "--runs", "1000000", "--threads", "2", "--format", format];
    let mut child = onward(&at, &arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary can be run");
    // A run takes milliseconds. CPU time, not the clock, says that some were done however busy the machine is.
    let begun = Instant::now();
    while cpu_ticks(child.id()) < 60 && begun.elapsed() < Duration::from_mins(2) {
        std::thread::yield_now();
    }
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()), "kill is there and the run goes on");
    let mut out = String::new();
    let mut pipe = child.stdout.take().expect("it is piped");
    pipe.read_to_string(&mut out).expect("it is text");
    let err = BufReader::new(child.stderr.take().expect("it is piped"));
    let err: Vec<String> = err.lines().map(|line| line.expect("it is text")).collect();
    (child.wait().expect("it ends").code(), out, err.join("\n"))
}

/// Hundredths of a second that a process has worked.
fn cpu_ticks(process: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    fields.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum()
}

#[test]
fn what_was_done_so_far_is_printed() {
    let (code, out, err) = interrupted("interrupt_text", "text");
    assert_eq!(code, Some(130), "{err}");
    assert!(err.contains("stopping: what was done so far is shown"), "{err}");
    assert!(out.contains("What matters") && out.contains("of 1000000 runs"), "{out}");
}

#[test]
fn json_says_how_many_runs_it_is_of() {
    let (code, out, err) = interrupted("interrupt_json", "json");
    assert_eq!(code, Some(130), "{err}");
    let found: serde_json::Value = serde_json::from_str(&out).expect("it is whole");
    let runs = found["runs"].as_u64().expect("it is a number");
    assert!((1..1_000_000).contains(&runs));
    assert!(err.contains(&format!("{runs} of 1000000 runs were done")), "{err}");
}
