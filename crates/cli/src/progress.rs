//! How far the runs are, on a terminal.

use std::io::{IsTerminal as _, stderr};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use app::Control;
use indicatif::{ProgressBar, ProgressStyle};

const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Does the work and shows meanwhile how many of the runs are done and how long the others will take.
pub fn show<T>(control: &Control, runs: u32, words: &str, work: impl FnOnce() -> T) -> T {
    if runs == 0 || !stderr().is_terminal() {
        return work();
    }
    let bar = ProgressBar::new(u64::from(runs));
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} {msg}, {eta} left");
    bar.set_style(style.expect("the template is sound"));
    bar.set_message(words.to_owned());
    std::thread::scope(|scope| {
        let (done, told) = channel::<()>();
        let bar = &bar;
        scope.spawn(move || {
            while told.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
                bar.set_position(u64::from(control.done.load(Ordering::Relaxed)));
            }
            bar.finish_and_clear();
        });
        let result = work();
        drop(done);
        result
    })
}
