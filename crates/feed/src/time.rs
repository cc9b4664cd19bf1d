//! Times of messages (HL7 v2, 2.A.77 and 2.A.22) and times of ours.
//!
//! Inside, time is civil time of the hospital that runs on evenly, as everywhere in Onward. A time with an offset is turned
//! into the hospital's civil time by the rules of its zone; a time without one is that already. In the hour that comes
//! twice in autumn, civil time goes back: what happened then may stand in another order than it happened.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use quantity::Instant;

/// How much of a time is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day.
    Day,
    /// The hour.
    Hour,
    /// The minute.
    Minute,
    /// The second.
    Second,
    /// Parts of a second.
    Fraction,
}

/// A time as it stands in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeStamp {
    /// What the clock on the wall showed; what is not told is the first of its kind.
    pub civil: DateTime,
    /// How much is told.
    pub precision: Precision,
    /// How far that clock is ahead of Greenwich, if told.
    pub offset: Option<Offset>,
}

/// What would be right where no time stands.
pub(crate) const RIGHT: &str = "write year, month, day, hour, minute and second in digits, such as `20260105143000`, \
                                perhaps with an offset, such as `+0100`";

impl TimeStamp {
    /// Reads `YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]`. `None` when it is none, or no such time exists.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (text, offset) = match text.rfind(['+', '-']) {
            Some(at) => (&text[..at], Some(offset(&text[at..])?)),
            None => (text, None),
        };
        let (digits, fraction) =
            text.split_once('.').map_or((text, None), |(digits, after)| (digits, Some(after)));
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) || fraction.is_some() && digits.len() != 14 {
            return None;
        }
        let precision = match digits.len() {
            4 => Precision::Year,
            6 => Precision::Month,
            8 => Precision::Day,
            10 => Precision::Hour,
            12 => Precision::Minute,
            14 if fraction.is_some() => Precision::Fraction,
            14 => Precision::Second,
            _ => return None,
        };
        let part = |from: usize, length: usize, absent: i16| {
            digits.get(from..from + length).map_or(Some(absent), |part| part.parse().ok())
        };
        let small = |from: usize, absent: i16| part(from, 2, absent).and_then(|part| i8::try_from(part).ok());
        let date = Date::new(part(0, 4, 0)?, small(4, 1)?, small(6, 1)?).ok()?;
        let nanoseconds = fraction.map_or(Some(0), nanoseconds)?;
        // A leap second is the last of its minute: civil time here has none.
        let second = small(12, 0)?.min(if digits.ends_with("60") { 59 } else { i8::MAX });
        let time = Time::new(small(8, 0)?, small(10, 0)?, second, nanoseconds).ok()?;
        Some(Self { civil: date.to_datetime(time), precision, offset })
    }
}

/// `.5` is half a second. The standard has four digits at most; more are read as well.
fn nanoseconds(digits: &str) -> Option<i32> {
    if digits.is_empty() || digits.len() > 9 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{digits:0<9}").parse().ok()
}

fn offset(text: &str) -> Option<Offset> {
    let digits =
        text.get(1..).filter(|digits| digits.len() == 4 && digits.bytes().all(|it| it.is_ascii_digit()))?;
    let (hours, minutes): (i32, i32) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
    let ahead = if text.starts_with('-') { -1 } else { 1 };
    (hours <= 15 && minutes < 60).then(|| Offset::from_seconds(ahead * (hours * 60 + minutes) * 60).ok())?
}

/// Turns times of messages into ours and back.
#[derive(Clone, Debug, PartialEq)]
pub struct Times {
    /// The civil time of [`Instant::START`].
    pub start: DateTime,
    /// The hospital's zone, for times that have an offset.
    pub zone: TimeZone,
}

impl Times {
    /// Those of a hospital. The zone is the caller's to find: its rules lie in files.
    ///
    /// # Errors
    /// The hospital's start, if it is no civil time.
    pub fn of(hospital: &hospital::Hospital, zone: TimeZone) -> Result<Self, String> {
        let start = hospital.run.start.parse().map_err(|_| hospital.run.start.clone())?;
        Ok(Self { start, zone })
    }

    /// The civil time here.
    pub fn civil(&self, time: TimeStamp) -> DateTime {
        let here = |offset: Offset| Some(self.zone.to_datetime(offset.to_timestamp(time.civil).ok()?));
        time.offset.and_then(here).unwrap_or(time.civil)
    }

    /// The instant.
    pub fn instant(&self, time: TimeStamp) -> Instant {
        self.instant_of(self.civil(time))
    }

    /// The instant of a civil time here.
    pub fn instant_of(&self, civil: DateTime) -> Instant {
        Instant::from_millis(civil.duration_since(self.start).as_millis() as i64)
    }

    /// The civil time of an instant; `None` beyond the years 0 to 9999.
    pub fn civil_at(&self, at: Instant) -> Option<DateTime> {
        self.start
            .checked_add(jiff::SignedDuration::from_millis(at.millis()))
            .ok()
            .filter(|it| it.year() >= 0)
    }

    /// As messages write it, to the millisecond, without offset: it is civil time.
    pub(crate) fn written(&self, at: Instant) -> Option<String> {
        let it = self.civil_at(at)?;
        let (date, time) = (it.date(), it.time());
        Some(format!(
            "{:04}{:02}{:02}{:02}{:02}{:02}.{:03}",
            date.year(),
            date.month(),
            date.day(),
            time.hour(),
            time.minute(),
            time.second(),
            time.millisecond()
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times() -> Times {
        let zone = TimeZone::posix("GMT0BST,M3.5.0/1,M10.5.0").expect("these are London's rules");
        Times { start: "2026-01-05 06:00".parse().expect("a civil time"), zone }
    }

    #[test]
    fn times_are_read_with_any_precision() {
        let cases = [
            ("2026", "2026-01-01T00:00:00", Precision::Year),
            ("202603", "2026-03-01T00:00:00", Precision::Month),
            ("20260305", "2026-03-05T00:00:00", Precision::Day),
            ("2026030514", "2026-03-05T14:00:00", Precision::Hour),
            ("202603051430", "2026-03-05T14:30:00", Precision::Minute),
            (" 20260305143012 ", "2026-03-05T14:30:12", Precision::Second),
            ("20260305143012.5", "2026-03-05T14:30:12.5", Precision::Fraction),
            ("20260305143012.1234", "2026-03-05T14:30:12.1234", Precision::Fraction),
            ("20161231235960", "2016-12-31T23:59:59", Precision::Second),
        ];
        for (text, civil, precision) in cases {
            let read = TimeStamp::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((read.civil.to_string().as_str(), read.precision), (civil, precision), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "26",
            "20261",
            "20261301",
            "20260230",
            "2026030524",
            "202603051460",
            "2026-03-05",
            "2026030514.5",
            "20260305143012.",
            "20260305+01",
            "20260305+0160",
            "20260305+2500",
            "２０２６",
            "\"\"",
            "-0100",
            "00000000",
        ] {
            assert_eq!(TimeStamp::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_offset_leads_to_the_civil_time_of_the_hospital() {
        let at = |text: &str| times().civil(TimeStamp::parse(text).expect("a time")).to_string();
        assert_eq!(at("20260305143000"), "2026-03-05T14:30:00");
        assert_eq!(at("20260305143000+0000"), "2026-03-05T14:30:00");
        assert_eq!(at("20260705143000+0000"), "2026-07-05T15:30:00");
        assert_eq!(at("20260705143000+0530"), "2026-07-05T10:00:00");
        assert_eq!(at("20260705143000-0400"), "2026-07-05T19:30:00");
        assert_eq!(at("20150208113419+0110"), "2015-02-08T10:24:19");
    }

    #[test]
    fn an_instant_is_written_and_read_back() {
        for millis in [0, -1, 86_400_123, -7_776_000_000] {
            let at = Instant::from_millis(millis);
            let text = times().written(at).expect("a year of four digits");
            assert_eq!(times().instant(TimeStamp::parse(&text).expect("a time")), at, "{text}");
        }
    }
}
