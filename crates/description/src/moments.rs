//! Moments of a run: dates, or times since its start.

use hospital::Dates;
use jiff::civil::DateTime;
use quantity::{Duration, Instant};

use crate::problem::At;
use crate::reader::{Reader, Section};
use crate::tree::Node;

/// A moment, as a file says it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) at: At,
    says: Says,
}

#[derive(Clone, Copy, Debug)]
enum Says {
    Date(DateTime),
    SinceStart(Duration),
}

/// From when until when; without an end, for good.
pub(crate) type Span = (Instant, Option<Instant>);

impl Moment {
    /// Where it lies in a run that starts then.
    pub(crate) fn instant(&self, start: DateTime) -> Instant {
        match self.says {
            Says::SinceStart(time) => Instant::START + time,
            Says::Date(date) => {
                let since = date.duration_since(start);
                Instant::START + Duration::from_millis(since.as_millis() as i64)
            }
        }
    }
}

impl Reader {
    /// A date with or without time of day, or a time since the start.
    pub(crate) fn moment(&mut self, node: &Node) -> Option<Moment> {
        let text = self.text(node, "\"2026-11-01\"")?;
        let date = text.parse::<DateTime>().ok().map(Says::Date);
        let says = date.or_else(|| text.parse::<Duration>().ok().map(Says::SinceStart));
        if says.is_none() {
            self.problems.add(
                node.at,
                format!("`{text}` is neither a date nor a time since the start"),
                "write for example `2026-11-01`, `2026-11-01 08:00` or `90 days`",
            );
        }
        says.map(|says| Moment { at: node.at, says })
    }

    /// `from` and `until` of a section.
    pub(crate) fn begin_and_end(&mut self, section: &Section<'_>) -> (Option<Moment>, Option<Moment>) {
        let mut read = |key| section.get(key).and_then(|node| self.moment(node));
        (read("from"), read("until"))
    }

    /// The time between two moments, either of which may be missing.
    pub(crate) fn span(
        &mut self,
        (from, until): (Option<Moment>, Option<Moment>),
        start: DateTime,
    ) -> Option<Span> {
        let [first, last] = [from, until].map(|moment| moment.map(|moment| moment.instant(start)));
        // Before everything there is the warm-up, however long.
        let first = first.unwrap_or(Instant::START - Duration::YEAR * 1000);
        if let (Some(moment), Some(last)) = (until, last)
            && last <= first
        {
            self.problems.add(
                moment.at,
                "this ends before it begins",
                "write a later moment for `until`, or an earlier one for `from`",
            );
            return None;
        }
        Some((first, last))
    }
}

/// Times in which any of these hold.
pub(crate) fn together(mut spans: Vec<Span>) -> Dates {
    spans.sort_by_key(|&(from, _)| from);
    let mut joined: Vec<Span> = Vec::new();
    for (from, until) in spans {
        match joined.last_mut() {
            Some((_, last)) if last.is_none_or(|last| from <= last) => {
                *last = (*last).zip(until).map(|(one, other)| one.max(other));
            }
            Some(_) | None => joined.push((from, until)),
        }
    }
    Dates { spans: joined, every: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_count_from_the_start() {
        let start = jiff::civil::datetime(2026, 1, 5, 6, 0, 0, 0);
        let date = |text: &str| Moment {
            at: At { source: 0, start: 0, end: 0 },
            says: Says::Date(text.parse().expect("a date")),
        };
        assert_eq!(date("2026-01-05").instant(start), Instant::START - Duration::HOUR * 6);
        assert_eq!(
            date("2026-03-01 07:30").instant(start),
            Instant::START + Duration::MINUTE * (55 * 24 * 60 + 90)
        );
    }

    #[test]
    fn times_that_meet_are_one() {
        let day = |number: i64| Instant::START + Duration::DAY * number;
        let spans = vec![
            (day(4), Some(day(6))),
            (day(1), Some(day(2))),
            (day(5), Some(day(7))),
            (day(2), Some(day(3))),
        ];
        assert_eq!(together(spans).spans, [(day(1), Some(day(3))), (day(4), Some(day(7)))]);
        assert_eq!(together(vec![(day(3), None), (day(4), Some(day(5)))]).spans, [(day(3), None)]);
    }
}
