//! Ctrl-C: the first stops and shows what was done so far, the second quits at once.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use app::Control;

use crate::output;

/// Listens for ctrl-C.
pub fn stop_on_ctrl_c(control: &Arc<Control>) -> anyhow::Result<()> {
    let control = Arc::clone(control);
    ctrlc::set_handler(move || {
        if control.stop.swap(true, Ordering::Relaxed) {
            quit();
        }
        // If standard error is gone, the run stops all the same.
        let _ = output::remark("\nstopping: what was done so far is shown; ctrl-C again quits at once");
    })?;
    Ok(())
}

#[expect(clippy::exit, reason = "the user does not want to wait for threads that are at work")]
fn quit() -> ! {
    std::process::exit(130)
}
