//! Weeks over time: where the runs lie, from step to step.

use app::report::{Fan, Fans, Report};
use app::view::number;

use crate::figure::figure;
use crate::markup::{Element, Line, classed, tag};
use crate::scale::{Scale, tick_words, ticks};
use crate::{headings, line, numbers, part, svg, words};

/// Of fewer runs half would be one or two.
const ENOUGH_FOR_HALVES: usize = 5;
const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 178.0;
const LEFT: f64 = 46.0;
const RIGHT: f64 = 412.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 154.0;

pub fn section(report: &Report) -> Option<Element> {
    let fans = &report.fans;
    if fans.list.is_empty() {
        return None;
    }
    let runs = fans.runs;
    let title = match fans.step {
        "week" => "Week by week",
        "day" => "Day by day",
        "hour" => "Hour by hour",
        _ => "Over time",
    };
    let outer = if fans.outer_is_range { "all runs" } else { "nine runs in ten" };
    let explanation = match runs {
        0 | 1 => format!("Each line is the one run that was made, a value for each {}.", fans.step),
        few if few < ENOUGH_FOR_HALVES => format!(
            "A value for each {}: the dark line is the middle of the {few} runs, and the band holds them all. The thin line is \
             the first run alone.",
            fans.step
        ),
        _ => format!(
            "A value for each {}: the dark line is the middle run, the dark band holds half of the runs, the light band {outer}. \
             The thin line is the first run alone: what one year would look like, with its good and bad weeks.",
            fans.step
        ),
    };
    let charts = fans.list.iter().enumerate().map(|(number, fan)| chart(number, fans, fan));
    Some(
        part("weeks", title).with(tag("p").text(explanation)).with(classed("div", "charts").with_all(charts)),
    )
}

fn chart(number: usize, fans: &Fans, fan: &Fan) -> Element {
    let steps = fan.quantiles.len();
    let all = || fan.quantiles.iter().flatten().flatten().chain(fan.one_run.iter().flatten()).copied();
    let (least, greatest) = (all().fold(f64::INFINITY, f64::min), all().fold(0.0, f64::max));
    let marks = ticks(least, greatest, 5);
    let y = Scale { domain: (marks[0], marks[marks.len() - 1]), range: (BOTTOM, TOP) };
    let x = Scale { domain: (0.0, steps as f64), range: (LEFT, RIGHT) };
    let unit = fan.unit.words();
    let description = match fan.quantiles.iter().flatten().last() {
        Some(last) => format!(
            "{} From {} to {} over {steps} steps of one {}; the middle run ends at {}. The numbers are in the table below.",
            fan.words,
            tick_words(&marks, least),
            tick_words(&marks, greatest),
            fans.step,
            number::brief(last[2])
        ),
        None => fan.words.to_owned(),
    };
    let mut it = svg(&format!("fan-{number}"), (WIDTH, HEIGHT), fan.title, &description);
    for &mark in &marks {
        let at = y.of(mark);
        it = it.with(line("grid", (LEFT, at), (RIGHT, at)));
        it = it.with(words("s end", (LEFT - 6.0, at + 4.0), tick_words(&marks, mark)));
    }
    it = it.with_all(axis(fans, x));
    let middle = |step: usize| x.of(step as f64 + 0.5);
    if fan.quantiles.iter().flatten().any(|it| it[4] > it[0]) {
        it = it.with(band("outer", fan, (0, 4), middle, y));
        if fans.runs >= ENOUGH_FOR_HALVES {
            it = it.with(band("inner", fan, (1, 3), middle, y));
        }
    }
    let one =
        fan.one_run.iter().enumerate().map(|(step, value)| value.map(|value| (middle(step), y.of(value))));
    it = it.with(broken_line("one-run", one));
    let median = fan.quantiles.iter().enumerate().map(|(step, it)| it.map(|it| (middle(step), y.of(it[2]))));
    it = it.with(broken_line("median", median));
    let mut caption = tag("figcaption").with(tag("strong").text(fan.title));
    if !unit.is_empty() {
        caption = caption.text(format!(", {unit}"));
    }
    if let Some(shown) = &fan.mean {
        caption = caption.text(" · mean ").with(figure(shown));
    }
    caption = caption.with(classed("span", "small").text(format!(" {}", fan.words)));
    tag("figure").with(caption).with(it).with(numbers("The numbers", table(fans, fan)))
}

/// Marks of the axis of time; those too near to the last one are left out.
fn axis(fans: &Fans, x: Scale) -> Vec<Element> {
    /// A letter of the axis is about so wide.
    const LETTER: f64 = 6.0;
    let mut all = vec![line("axis", (LEFT, BOTTOM), (RIGHT, BOTTOM))];
    let mut free_from = LEFT - 20.0;
    for (at, mark) in &fans.marks {
        let at = x.of(*at);
        let half = mark.chars().count() as f64 * LETTER / 2.0;
        all.push(line("axis", (at, BOTTOM), (at, BOTTOM + 4.0)));
        if at - half >= free_from && at + half <= WIDTH {
            all.push(words("s mid", (at, BOTTOM + 17.0), mark.clone()));
            free_from = at + half + 5.0;
        }
    }
    all
}

fn band(
    class: &str,
    fan: &Fan,
    (low, high): (usize, usize),
    middle: impl Fn(usize) -> f64,
    y: Scale,
) -> Element {
    let mut path = Line::default();
    let mut from = 0;
    while from < fan.quantiles.len() {
        let until = (from..fan.quantiles.len())
            .find(|&it| fan.quantiles[it].is_none())
            .unwrap_or(fan.quantiles.len());
        let seen = || (from..until).filter_map(|step| Some((step, fan.quantiles[step]?)));
        for (number, (step, it)) in seen().enumerate() {
            let (x, y) = (middle(step), y.of(it[high]));
            if number == 0 { path.jump(x, y) } else { path.go(x, y) }
        }
        let back: Vec<_> = seen().collect();
        for (step, it) in back.into_iter().rev() {
            path.go(middle(step), y.of(it[low]));
        }
        if from < until {
            path.close();
        }
        from = until + 1;
    }
    path.element(class)
}

/// A line that stops where nothing was seen.
pub fn broken_line(class: &str, points: impl Iterator<Item = Option<(f64, f64)>>) -> Element {
    let mut path = Line::default();
    let mut goes_on = false;
    for point in points {
        match point {
            Some((x, y)) if goes_on => path.go(x, y),
            Some((x, y)) => path.jump(x, y),
            None => {}
        }
        goes_on = point.is_some();
    }
    path.element(class)
}

fn table(fans: &Fans, fan: &Fan) -> Element {
    let ends = if fans.outer_is_range { ["least", "most"] } else { ["5 %", "95 %"] };
    let row = |(step, it): (usize, &Option<[f64; 5]>)| {
        let values = it.map_or([const { String::new() }; 5], |it| it.map(number::brief));
        let one = fan.one_run[step].map_or_else(String::new, number::brief);
        tag("tr")
            .with(tag("th").set("scope", "row").text((step + 1).to_string()))
            .with_all(values.into_iter().chain([one]).map(|value| classed("td", "num").text(value)))
    };
    tag("table")
        .with(headings(&[fans.step, ends[0], "25 %", "middle", "75 %", ends[1], "first run"]))
        .with(tag("tbody").with_all(fan.quantiles.iter().enumerate().map(row)))
}
