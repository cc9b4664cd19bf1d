//! Hours of the week as people write them: `mon-fri 08-16`, `daily 16-08`, `08:30-17`, `sat-sun`.

use hospital::Hours;
use quantity::Duration;

use crate::reader::Reader;
use crate::tree::Node;

pub(crate) const DAY_NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY: usize = 24 * 60;
/// Minutes of a week.
pub(crate) const WEEK: usize = 7 * DAY;

/// The minutes of the week that a text names, as half-open spans within the week.
///
/// Hours that pass midnight belong to the day on which they start.
///
/// # Errors
/// What is wrong, and what would be right.
pub(crate) fn parse_week_hours(text: &str) -> Result<Vec<(usize, usize)>, (String, String)> {
    let mut days = None;
    let mut hours = None;
    for part in text.split_whitespace() {
        let is_hours = part.starts_with(|c: char| c.is_ascii_digit());
        if is_hours && hours.is_none() {
            hours = Some(parse_hours(part)?);
        } else if !is_hours && days.is_none() && hours.is_none() {
            days = Some(parse_days(part)?);
        } else {
            return Err(not_hours(text));
        }
    }
    if days.is_none() && hours.is_none() {
        return Err(not_hours(text));
    }
    let (from, until) = hours.unwrap_or((0, DAY));
    let mut spans = Vec::new();
    for day in (0..7).filter(|&day| days.is_none_or(|days: [bool; 7]| days[day])) {
        let start = day * DAY + from;
        let end = day * DAY + until;
        spans.push((start, end.min(WEEK)));
        if end > WEEK {
            spans.push((0, end - WEEK));
        }
    }
    Ok(spans)
}

fn not_hours(text: &str) -> (String, String) {
    (
        format!("`{text}` does not name hours of the week"),
        "write days and hours, such as `mon-fri 08-16`, `sat-sun`, `daily 16-08` or `08:30-17`".to_owned(),
    )
}

fn parse_hours(text: &str) -> Result<(usize, usize), (String, String)> {
    let wrong =
        |what: String| (what, "write the hours from and until, such as `08-16` or `22:30-06`".to_owned());
    let (from, until) =
        text.split_once('-').ok_or_else(|| wrong(format!("`{text}` does not say from when until when")))?;
    let read =
        |part: &str| minute_of_day(part).ok_or_else(|| wrong(format!("`{part}` is not a time of day")));
    let (from, until) = (read(from)?, read(until)?);
    if from == until || from == DAY {
        let what = format!("`{text}` is no time at all");
        return Err((what, "write `00-24` for the whole day, or leave the hours out".to_owned()));
    }
    Ok((from, if until > from { until } else { until + DAY }))
}

/// `8`, `08`, `08:30` or `24`, as minutes since midnight.
fn minute_of_day(text: &str) -> Option<usize> {
    let (hour, minute) = text.split_once(':').unwrap_or((text, "00"));
    let digits =
        |text: &str, most: usize| text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour, 2) || !digits(minute, 2) || minute.len() != 2 {
        return None;
    }
    let minutes = hour.parse::<usize>().ok()? * 60 + minute.parse::<usize>().ok()?;
    (minutes <= DAY && minute < "60").then_some(minutes)
}

fn parse_days(text: &str) -> Result<[bool; 7], (String, String)> {
    if text == "daily" {
        return Ok([true; 7]);
    }
    let day = |name: &str| {
        DAY_NAMES.iter().position(|&day| day == name.to_lowercase()).ok_or_else(|| {
            (
                format!("`{name}` is not a day"),
                format!("the days are {} and `daily`", DAY_NAMES.map(|day| format!("`{day}`")).join(", ")),
            )
        })
    };
    let mut days = [false; 7];
    for part in text.split(',') {
        let (from, until) = part.split_once('-').unwrap_or((part, part));
        let (from, until) = (day(from)?, day(until)?);
        for step in 0..=(until + 7 - from) % 7 {
            days[(from + step) % 7] = true;
        }
    }
    Ok(days)
}

/// A minute of the week, for people: `mon 08:00`.
pub(crate) fn show_minute(minute: usize) -> String {
    let of_day = minute % DAY;
    format!("{} {:02}:{:02}", DAY_NAMES[minute / DAY % 7], of_day / 60, of_day % 60)
}

/// So many minutes.
pub(crate) fn minutes(number: usize) -> Duration {
    Duration::MINUTE * number as i64
}

impl Reader {
    /// Hours of the week: a text, or a list of them.
    pub(crate) fn hours(&mut self, node: &Node) -> Option<Hours> {
        if node.text() == Some("never") {
            return Some(Hours::default());
        }
        let items = node.list().unwrap_or(std::slice::from_ref(node));
        let mut holds = vec![false; WEEK];
        let mut sound = !items.is_empty();
        if items.is_empty() {
            self.problems.add(node.at, "no hours are given", "write for example `\"08-20\"`");
        }
        for item in items {
            let Some(text) = self.text(item, "\"mon-fri 08-16\"") else {
                sound = false;
                continue;
            };
            match parse_week_hours(text) {
                Ok(spans) => spans.iter().for_each(|&(from, until)| holds[from..until].fill(true)),
                Err((what, instead)) => {
                    self.problems.add(item.at, what, instead);
                    sound = false;
                }
            }
        }
        sound.then(|| Hours { spans: runs(&holds) })
    }
}

/// Stretches of minutes in which it holds.
fn runs(holds: &[bool]) -> Vec<(Duration, Duration)> {
    let mut spans = Vec::new();
    let mut from = None;
    for minute in 0..=holds.len() {
        match (from, holds.get(minute).copied().unwrap_or(false)) {
            (None, true) => from = Some(minute),
            (Some(start), false) => {
                spans.push((minutes(start), minutes(minute)));
                from = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_the_week_are_read_as_people_write_them() {
        for (text, first, total) in [
            ("mon-fri 08-16", (8 * 60, 16 * 60), 5 * 8 * 60),
            ("daily 16-08", (16 * 60, 32 * 60), 7 * 16 * 60),
            ("08:30-17", (8 * 60 + 30, 17 * 60), 7 * 510),
            ("sat-mon", (0, DAY), 3 * DAY),
            ("mon,wed 09-17", (9 * 60, 17 * 60), 2 * 8 * 60),
            ("sun 22-06", (6 * DAY + 22 * 60, WEEK), 8 * 60),
            ("00-24", (0, DAY), WEEK),
            ("Tue 0-24", (DAY, 2 * DAY), DAY),
        ] {
            let spans = parse_week_hours(text).expect(text);
            assert_eq!(spans[0], first, "{text}");
            assert_eq!(spans.iter().map(|(from, until)| until - from).sum::<usize>(), total, "{text}");
        }
    }

    #[test]
    fn what_names_no_hours_is_said() {
        for (text, what) in [
            ("", "`` does not name hours of the week"),
            ("mon-fri 8", "`8` does not say from when until when"),
            ("mon-fry 08-16", "`fry` is not a day"),
            ("08-25", "`25` is not a time of day"),
            ("08:75-12", "`08:75` is not a time of day"),
            ("08-08", "`08-08` is no time at all"),
            ("08-12 mon", "`08-12 mon` does not name hours of the week"),
            ("mon tue", "`mon tue` does not name hours of the week"),
        ] {
            assert_eq!(parse_week_hours(text).expect_err(text).0, what);
        }
    }

    #[test]
    fn a_minute_is_shown_with_its_day() {
        assert_eq!(show_minute(DAY + 8 * 60 + 5), "tue 08:05");
    }
}
