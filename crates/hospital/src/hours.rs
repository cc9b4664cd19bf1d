//! Hours of the week, and capacities that change with them.

use quantity::{Duration, Instant};

/// Hours of the week in which something holds: half-open spans from Monday 00:00, in order and apart.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Hours {
    /// From, until; both from Monday 00:00, at most a week.
    pub spans: Vec<(Duration, Duration)>,
}

impl Hours {
    /// Whether the hours hold at this time of the week.
    pub fn hold_at(&self, of_week: Duration) -> bool {
        self.spans.iter().any(|&(from, until)| from <= of_week && of_week < until)
    }

    /// How long from this time of the week until the hours hold: zero while they do, `None` if they never do.
    pub fn until_they_hold(&self, of_week: Duration) -> Option<Duration> {
        if self.hold_at(of_week) {
            return Some(Duration::ZERO);
        }
        let first = self.spans.first()?.0;
        let later = self.spans.iter().map(|&(from, _)| from).find(|&from| from > of_week);
        Some(later.unwrap_or(first + Duration::WEEK) - of_week)
    }

    /// How long from this time of the week until they begin or end; `None` if they never do.
    pub fn until_they_change(&self, of_week: Duration) -> Option<Duration> {
        let changes = self.spans.iter().flat_map(|&(from, until)| [from, until]);
        let ahead = changes.map(|at| (at - of_week).millis().rem_euclid(Duration::WEEK.millis()));
        ahead.filter(|&wait| wait > 0).min().map(Duration::from_millis)
    }
}

/// How many spaces or units there are, and when.
#[derive(Clone, Debug, PartialEq)]
pub enum Capacity {
    /// Always so many.
    Always(u32),
    /// As the roster says.
    Rostered(Roster),
    /// As many as are wanted.
    Unlimited,
}

impl Capacity {
    /// The number at a time; `None` is unlimited.
    pub fn at(&self, at: Instant, clock: Clock) -> Option<u32> {
        match self {
            Self::Always(number) => Some(*number),
            Self::Rostered(roster) => Some(roster.at(at, clock)),
            Self::Unlimited => None,
        }
    }
}

impl Capacity {
    /// The number over a stretch of time, added up: number × milliseconds. Of an unlimited one, none.
    pub fn held_between(&self, from: Instant, until: Instant, clock: Clock) -> i64 {
        let roster = match self {
            Self::Always(number) => return i64::from(*number) * (until - from).millis(),
            Self::Unlimited => return 0,
            Self::Rostered(roster) => roster,
        };
        let (mut held, mut now) = (0, from);
        while now < until {
            let next = roster.next_change(now, clock).unwrap_or(until).min(until);
            held += i64::from(roster.at(now, clock)) * (next - now).millis();
            now = next;
        }
        held
    }
}

/// Numbers that hold from one change to the next.
#[derive(Clone, Debug, PartialEq)]
pub enum Roster {
    /// Repeats every week: changes from Monday 00:00, the first at zero, in order.
    Weekly(Vec<(Duration, u32)>),
    /// At given times; before the first, the first number.
    Dated(Vec<(Instant, u32)>),
}

impl Roster {
    /// The number at a time.
    pub fn at(&self, at: Instant, clock: Clock) -> u32 {
        match self {
            Self::Weekly(changes) => holding(changes, clock.of_week(at)),
            Self::Dated(changes) => holding(changes, at),
        }
    }

    /// The first change after a time, if one comes.
    pub fn next_change(&self, after: Instant, clock: Clock) -> Option<Instant> {
        match self {
            Self::Weekly(changes) if changes.len() < 2 => None,
            Self::Weekly(changes) => {
                let now = clock.of_week(after);
                let later = changes.iter().map(|&(at, _)| at).find(|&at| at > now);
                Some(after + (later.unwrap_or(changes[0].0 + Duration::WEEK) - now))
            }
            Self::Dated(changes) => changes.iter().map(|&(at, _)| at).find(|&at| at > after),
        }
    }

    /// The last change at or before a time, if there was one.
    pub fn last_change(&self, by: Instant, clock: Clock) -> Option<Instant> {
        match self {
            Self::Weekly(changes) if changes.len() < 2 => None,
            Self::Weekly(changes) => {
                let now = clock.of_week(by);
                let before = changes.iter().map(|&(at, _)| at).take_while(|&at| at <= now).last();
                Some(by - (now - before.unwrap_or(Duration::ZERO)))
            }
            Self::Dated(changes) => changes.iter().map(|&(at, _)| at).take_while(|&at| at <= by).last(),
        }
    }

    /// The mean number over the week, or the last number of a dated roster.
    pub fn typical(&self) -> f64 {
        match self {
            Self::Weekly(changes) => {
                let ends = changes.iter().skip(1).map(|&(at, _)| at).chain([Duration::WEEK]);
                let held = changes
                    .iter()
                    .zip(ends)
                    .map(|(&(from, number), until)| f64::from(number) * (until - from).hours());
                held.sum::<f64>() / Duration::WEEK.hours()
            }
            Self::Dated(changes) => changes.last().map_or(0.0, |&(_, number)| f64::from(number)),
        }
    }

    /// The mean number from the start of counting until `end`. Whole weeks of a weekly roster are as any week.
    pub fn mean_until(&self, end: Instant, clock: Clock) -> f64 {
        let until_end = end - Instant::START;
        let weeks = match self {
            Self::Weekly(_) => until_end.millis() / Duration::WEEK.millis(),
            Self::Dated(_) => 0,
        };
        let whole = Duration::WEEK * weeks;
        let mut held = if weeks > 0 { self.typical() * whole.hours() } else { 0.0 };
        let mut from = Instant::START + whole;
        while from < end {
            let until = self.next_change(from, clock).unwrap_or(end).min(end);
            held += f64::from(self.at(from, clock)) * (until - from).hours();
            from = until;
        }
        held / until_end.hours()
    }

    /// The largest number that it ever holds.
    pub fn most(&self) -> u32 {
        match self {
            Self::Weekly(changes) => changes.iter().map(|&(_, number)| number).max().unwrap_or(0),
            Self::Dated(changes) => changes.iter().map(|&(_, number)| number).max().unwrap_or(0),
        }
    }
}

fn holding<T: Copy + PartialOrd>(changes: &[(T, u32)], at: T) -> u32 {
    let before = changes.iter().take_while(|&&(from, _)| from <= at).last();
    before.or(changes.first()).map_or(0, |&(_, number)| number)
}

/// Where simulated time lies on the calendar: the local civil time of [`Instant::START`].
///
/// Civil time runs on evenly; the hour that summer time takes and gives is not simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// From Monday 00:00 to the start.
    pub start_of_week: Duration,
    /// Days of the year before the start, 0 to 364 (the last day of a leap year is 364 again).
    pub start_day_of_year: u16,
}

impl Clock {
    /// Time since Monday 00:00.
    #[inline]
    pub fn of_week(self, at: Instant) -> Duration {
        let since = (at - Instant::START) + self.start_of_week;
        Duration::from_millis(since.millis().rem_euclid(Duration::WEEK.millis()))
    }

    /// Time since midnight.
    #[inline]
    pub fn of_day(self, at: Instant) -> Duration {
        Duration::from_millis(self.of_week(at).millis().rem_euclid(Duration::DAY.millis()))
    }

    /// Hours since Monday 00:00, 0 to 167.
    #[inline]
    pub fn hour_of_week(self, at: Instant) -> usize {
        (self.of_week(at).millis() / Duration::HOUR.millis()) as usize
    }

    /// The weekday, 0 for Monday.
    #[inline]
    pub fn weekday(self, at: Instant) -> usize {
        (self.of_week(at).millis() / Duration::DAY.millis()) as usize
    }

    /// The midnight at or before a time.
    #[inline]
    pub fn midnight(self, at: Instant) -> Instant {
        at - self.of_day(at)
    }

    /// The day of the year, 0 to 364; every year has 365 days.
    #[inline]
    pub fn day_of_year(self, at: Instant) -> usize {
        let first_midnight = self.midnight(Instant::START);
        let days = (self.midnight(at) - first_midnight).millis() / Duration::DAY.millis();
        (days + i64::from(self.start_day_of_year)).rem_euclid(365) as usize
    }
}
