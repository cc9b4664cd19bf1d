//! How far the runs are, on a terminal.

use std::io::{IsTerminal as _, stderr};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use app::Control;
use indicatif::{HumanDuration, ProgressBar, ProgressStyle};

const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Does the work and shows meanwhile how many of the runs are done and how long the others will take.
pub fn show<T>(control: &Control, runs: u32, words: &str, work: impl FnOnce() -> T) -> T {
    if runs == 0 || !stderr().is_terminal() {
        return work();
    }
    let bar = ProgressBar::new(u64::from(runs));
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} {msg}");
    bar.set_style(style.expect("the template is sound"));
    std::thread::scope(|scope| {
        let (done, told) = channel::<()>();
        let bar = &bar;
        scope.spawn(move || {
            while told.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
                look(bar, control, words);
            }
            bar.finish_and_clear();
        });
        let result = work();
        drop(done);
        result
    })
}

fn look(bar: &ProgressBar, control: &Control, words: &str) {
    // Once asked to stop, runs that give up are counted too.
    if control.stopped() {
        return;
    }
    let done = control.done.load(Ordering::Relaxed);
    bar.set_position(u64::from(done));
    // How long a run takes is known after the first.
    let left = if done > 0 { format!(", {:#} left", HumanDuration(bar.eta())) } else { String::new() };
    bar.set_message(format!("{words}{left}"));
}
