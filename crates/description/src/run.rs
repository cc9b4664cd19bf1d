//! `[run]`: how the hospital is run unless the command line says otherwise, and the clock that its start gives.

use hospital::{Clock, OnDeadlock, Run};
use jiff::civil::DateTime;
use quantity::Duration;

use crate::keys::RUN;
use crate::reader::Reader;
use crate::tree::{Node, Table};

const DEFAULT_START: &str = "2026-01-05 00:00";
const DEFAULT_RUNS: u32 = 20;
const MOST_RUNS: i128 = 1_000_000;

/// Reads the run and the clock.
pub(crate) fn read(reader: &mut Reader, file: &Table) -> (Run, Clock) {
    let mut run = Run {
        start: DEFAULT_START.to_owned(),
        warm_up: Duration::ZERO,
        collect: Duration::YEAR,
        runs: DEFAULT_RUNS,
        seed: 1,
        on_deadlock: OnDeadlock::Swap,
    };
    let mut start = jiff::civil::datetime(2026, 1, 5, 0, 0, 0, 0);
    let section =
        file.entry("run").and_then(|entry| reader.section(&entry.node, entry.key_at, &RUN, "[run]"));
    if let Some(section) = section {
        if let Some(node) = section.get("start")
            && let Some((text, date)) = reader.date(node)
        {
            run.start = text;
            start = date;
        }
        let duration = |reader: &mut Reader, key| section.get(key).and_then(|node| reader.duration(node));
        run.warm_up = duration(reader, "warm_up").unwrap_or(run.warm_up);
        run.collect = section.get("collect").and_then(|node| reader.some_time(node)).unwrap_or(run.collect);
        if let Some(runs) = section.get("runs").and_then(|node| reader.whole(node, 1, MOST_RUNS)) {
            run.runs = runs as u32;
        }
        if let Some(seed) = section.get("seed").and_then(|node| reader.whole(node, 0, i128::from(u64::MAX))) {
            run.seed = seed as u64;
        }
        let words = [(OnDeadlock::Swap, "swap"), (OnDeadlock::Stop, "stop")];
        if let Some(on_deadlock) = section.get("on_deadlock").and_then(|node| reader.word(node, &words)) {
            run.on_deadlock = on_deadlock;
        }
    }
    (run, clock(start))
}

/// When counting starts; `None` if the file says it in a way that cannot be read.
pub(crate) fn start(file: &Table) -> Option<DateTime> {
    let written = file.get("run").and_then(Node::table).and_then(|run| run.get("start"));
    written.map_or_else(|| DEFAULT_START.parse().ok(), |node| node.text()?.parse().ok())
}

fn clock(start: DateTime) -> Clock {
    let days = i64::from(start.weekday().to_monday_zero_offset());
    let millis = i64::from(start.subsec_nanosecond()) / 1_000_000;
    let seconds = i64::from(start.hour()) * 3600 + i64::from(start.minute()) * 60 + i64::from(start.second());
    let of_day = Duration::from_millis(seconds * 1000 + millis);
    Clock {
        start_of_week: Duration::DAY * days + of_day,
        start_day_of_year: (start.day_of_year() - 1).clamp(0, 364) as u16,
    }
}

impl Reader {
    /// A date with or without time of day.
    fn date(&mut self, node: &Node) -> Option<(String, DateTime)> {
        let text = self.text(node, "\"2026-01-05 06:00\"")?;
        let date = text.parse::<DateTime>().ok();
        if date.is_none() {
            let what = format!("`{text}` is not a date with time of day");
            self.problems.add(
                node.at,
                what,
                "write year, month, day, hour and minute, such as `2026-01-05 06:00`",
            );
        }
        date.map(|date| (text.to_owned(), date))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_gives_weekday_hour_and_season() {
        let clock_of = |text: &str| clock(text.parse().expect(text));
        let monday = clock_of("2026-01-05 06:00");
        assert_eq!((monday.start_of_week, monday.start_day_of_year), (Duration::HOUR * 6, 4));
        let last_of_leap_year = clock_of("2028-12-31");
        assert_eq!(
            (last_of_leap_year.start_of_week, last_of_leap_year.start_day_of_year),
            (Duration::DAY * 6, 364)
        );
    }
}
