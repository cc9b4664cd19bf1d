//! The civil time of an instant, by the hospital's start of run. It runs on evenly, without summer time.

use hospital::Hospital;
use jiff::SignedDuration;
use jiff::civil::{DateTime, datetime};
use jiff::fmt::temporal::DateTimePrinter;
use quantity::Instant;

use crate::error::TableError;

const EPOCH: DateTime = datetime(1970, 1, 1, 0, 0, 0, 0);
const PRINTER: DateTimePrinter = DateTimePrinter::new().precision(Some(3));

/// Turns instants into civil time and back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calendar {
    /// Civil milliseconds from 1970 to the start.
    start: i64,
}

impl Calendar {
    pub(crate) fn of(hospital: &Hospital) -> Result<Self, TableError> {
        let start = &hospital.run.start;
        let start = start.parse::<DateTime>().map_err(|_| TableError::Start(start.clone()))?;
        Ok(Self { start: since_epoch(start) })
    }

    /// Civil milliseconds since 1970.
    pub(crate) fn civil(self, at: Instant) -> i64 {
        self.start.saturating_add(at.millis())
    }

    /// The instant of civil milliseconds since 1970.
    pub(crate) fn instant(self, civil: i64) -> Instant {
        Instant::from_millis(civil.saturating_sub(self.start))
    }
}

/// Civil milliseconds as text, `2026-01-05T06:00:00.000`. `None` when there is no such date.
pub(crate) fn text_of(civil: i64) -> Option<String> {
    let date = EPOCH.checked_add(SignedDuration::from_millis(civil)).ok()?;
    let mut text = String::with_capacity(23);
    PRINTER.print_datetime(&date, &mut text).ok()?;
    Some(text)
}

/// Civil milliseconds of a date with time of day.
pub(crate) fn civil_of(text: &str) -> Option<i64> {
    text.parse::<DateTime>().ok().map(since_epoch)
}

fn since_epoch(date: DateTime) -> i64 {
    date.duration_since(EPOCH).as_millis() as i64
}

/// The civil date and time of an instant by a hospital's start of run, `2026-01-05 06:00`, with seconds only where there
/// are some. `None` when the calendar has no such date.
pub fn civil_time(hospital: &Hospital, at: Instant) -> Option<String> {
    let civil = Calendar::of(hospital).ok()?.civil(at);
    let text = text_of(civil)?.replace('T', " ");
    let short = text.strip_suffix(".000").unwrap_or(&text);
    Some(short.strip_suffix(":00").unwrap_or(short).to_owned())
}

/// The instant of a civil date and time, such as `2026-01-05 06:00`. `None` when the text is none.
pub fn instant_of(hospital: &Hospital, text: &str) -> Option<Instant> {
    Some(Calendar::of(hospital).ok()?.instant(civil_of(text)?))
}
