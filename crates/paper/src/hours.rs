//! Numbers by the hour of an ordinary week, as lines.

use app::report::Hours;

use crate::fan::broken_line;
use crate::markup::{Element, tag};
use crate::scale::{Scale, tick_words, ticks};
use crate::{line, svg, words};

const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 148.0;
const LEFT: f64 = 46.0;
const RIGHT: f64 = 412.0;
const TOP: f64 = 8.0;
const BOTTOM: f64 = 126.0;

/// The days of the week.
pub const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

pub fn chart(number: usize, hours: &Hours) -> Element {
    let seen = || hours.values.iter().flatten().copied();
    let (least, greatest) = (seen().fold(f64::INFINITY, f64::min), seen().fold(0.0, f64::max));
    let marks = ticks(least.min(0.0), greatest, 5);
    let y = Scale { domain: (marks[0], marks[marks.len() - 1]), range: (BOTTOM, TOP) };
    let x = Scale { domain: (0.0, 168.0), range: (LEFT, RIGHT) };
    let description = format!(
        "By hour of the week from Monday 00:00, from {} to {} {}.",
        tick_words(&marks, least),
        tick_words(&marks, greatest),
        hours.unit
    );
    let mut it = svg(&format!("hours-{number}"), (WIDTH, HEIGHT), hours.title, &description);
    for (day, name) in DAYS.iter().enumerate() {
        let from = x.of(24.0 * day as f64);
        it = it.with(line("grid", (from, TOP), (from, BOTTOM)));
        it = it.with(words("s mid", (x.of(24.0 * day as f64 + 12.0), BOTTOM + 16.0), *name));
    }
    for &mark in &marks {
        let at = y.of(mark);
        it = it.with(line("grid", (LEFT, at), (RIGHT, at)));
        it = it.with(words("s end", (LEFT - 6.0, at + 4.0), tick_words(&marks, mark)));
    }
    it = it.with(line("axis", (LEFT, BOTTOM), (RIGHT, BOTTOM)));
    let points = hours
        .values
        .iter()
        .enumerate()
        .map(|(hour, value)| value.map(|value| (x.of(hour as f64 + 0.5), y.of(value))));
    it = it.with(broken_line("median", points));
    let caption = tag("figcaption").with(tag("strong").text(hours.title)).text(format!(", {}", hours.unit));
    tag("figure").with(caption).with(it)
}
