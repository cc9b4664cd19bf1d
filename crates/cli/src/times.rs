//! What the runs cost, for benchmarks.

use std::fs;
use std::time::Instant;

use app::Simulated;

/// A clock that runs while work is done.
pub struct Meter {
    threads: usize,
    began: Instant,
    cpu: f64,
}

/// What the work cost.
pub struct Cost {
    cpu_seconds: f64,
    wall_seconds: f64,
    peak_mb: f64,
}

impl Meter {
    /// Starts it, before work on so many threads.
    pub fn start(threads: usize) -> Self {
        Self { threads, began: Instant::now(), cpu: cpu_seconds(threads) }
    }

    /// Stops it.
    pub fn stop(self) -> Cost {
        Cost {
            cpu_seconds: cpu_seconds(self.threads) - self.cpu,
            wall_seconds: self.began.elapsed().as_secs_f64(),
            peak_mb: peak_mb(),
        }
    }
}

impl Cost {
    /// One line, the same for every run of a program that reads it.
    pub fn line(&self, simulated: &Simulated) -> String {
        let runs = f64::from(simulated.runs.max(1));
        format!(
            "times: {{\"cpu_seconds_a_replication\": {:.6}, \"wall_seconds\": {:.6}, \"peak_mb\": {:.3}, \
             \"replications\": {}, \"movements\": {}, \"events\": {}}}",
            self.cpu_seconds / runs,
            self.wall_seconds,
            self.peak_mb,
            simulated.runs,
            simulated.movements as f64 / runs,
            simulated.events as f64 / runs,
        )
    }
}

/// CPU seconds so far. Work on one thread is done on this one, of which Linux knows nanoseconds; of the whole process,
/// with its threads that are gone, it tells hundredths of a second.
fn cpu_seconds(threads: usize) -> f64 {
    let of_thread = if threads == 1 { nanoseconds_of_thread() } else { None };
    of_thread.map(|nanoseconds| nanoseconds / 1e9).or_else(seconds_of_process).unwrap_or(f64::NAN)
}

fn nanoseconds_of_thread() -> Option<f64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().filter(|&nanoseconds| nanoseconds > 0.0)
}

fn seconds_of_process() -> Option<f64> {
    /// Linux counts in hundredths of a second wherever programs can see it.
    const TICKS_A_SECOND: f64 = 100.0;
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is the program's name and may hold spaces; user and system time are the 14th and 15th.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field - 3)?.parse::<f64>().ok();
    Some((ticks(14)? + ticks(15)?) / TICKS_A_SECOND)
}

/// The largest memory of the process so far, in megabytes.
fn peak_mb() -> f64 {
    let read = || {
        let text = fs::read_to_string("/proc/self/status").ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.split_whitespace().next()?.parse::<f64>().ok()
    };
    read().map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
}
