//! Occupancy by hour of the week: a row for each place, an hour a column, darker where more of the spaces are in use.

use app::report::{Heat, HeatRow, Report};
use app::view::number::brief;

use crate::hours::{self, DAYS};
use crate::markup::{Element, classed, tag};
use crate::{headings, line, name, numbers, part, rect, small, svg, wide, words};

/// Where one shade ends and the next begins, in %. They are closer where places are fuller, for that is where most are; the
/// same in every report, so that two can be laid side by side.
const ENDS: [f64; 8] = [20.0, 40.0, 60.0, 75.0, 85.0, 90.0, 94.0, 97.0];
const LABELS: f64 = 150.0;
const HOUR: f64 = 4.0;
const ROW: f64 = 15.0;
const TOP: f64 = 22.0;
/// A letter is about so wide.
const LETTER: f64 = 6.2;

pub fn section(report: &Report) -> Option<Element> {
    let heat = &report.heat;
    if heat.rows.is_empty() && heat.hours.is_empty() {
        return None;
    }
    let mut section = part("hours", "The week by the hour")
        .with(tag("p").text("An ordinary week, from Monday 00:00: the mean of every such hour of the counted time, over all runs."))
        .with(classed("div", "charts").with_all(heat.hours.iter().enumerate().map(|(n, it)| hours::chart(n, it))));
    if !heat.rows.is_empty() {
        section = section
            .with(tag("h3").text("Spaces in use, by place"))
            .with(legend())
            .with(wide(drawing(heat)))
            .with(small("Of the spaces that the roster has at that hour; closed spaces are not taken off. Places without a limit are left out."))
            .with(numbers("The emptiest and the fullest hour of each place", table(heat)));
    }
    Some(section)
}

fn shade(percent: f64) -> usize {
    ENDS.iter().filter(|&&end| percent >= end).count()
}

fn legend() -> Element {
    const WIDTH: f64 = 30.0;
    let mut it = tag("svg").set("viewBox", "-18 0 310 27").set("class", "scale").set("role", "img");
    it = it.with(tag("title").text("Shades from empty to full"));
    for number in 0..=ENDS.len() {
        it = it.with(rect(&format!("h{number}"), (WIDTH * number as f64, 0.0), (WIDTH, 11.0)));
    }
    let ends = std::iter::once("0".to_owned()).chain(ENDS.map(brief)).chain(["100 %".to_owned()]);
    it = it.with_all(ends.enumerate().map(|(at, end)| words("s mid", (WIDTH * at as f64, 24.0), end)));
    classed("p", "legend").with(it)
}

fn drawing(heat: &Heat) -> Element {
    let width = LABELS + 168.0 * HOUR + 4.0;
    let height = TOP + ROW * heat.rows.len() as f64 + 4.0;
    let description = format!(
        "{} places; the emptiest and the fullest hour of each are in the table below.",
        heat.rows.len()
    );
    let mut it =
        svg("heat", (width, height), "Share of spaces in use by place and hour of the week", &description)
            .set("class", "heat");
    for (day, name) in DAYS.iter().enumerate() {
        it = it.with(words("s mid", (LABELS + HOUR * (24.0 * day as f64 + 12.0), TOP - 8.0), *name));
    }
    for (number, row) in heat.rows.iter().enumerate() {
        it = it.with(self::row(row, TOP + ROW * number as f64));
    }
    for day in 1..7 {
        let x = LABELS + HOUR * 24.0 * f64::from(day);
        it = it.with(line("gap", (x, TOP - 4.0), (x, height - 4.0)));
    }
    it
}

/// A row; neighbouring hours of one shade are one rectangle.
fn row(row: &HeatRow, y: f64) -> Element {
    let most = (LABELS / LETTER) as usize;
    let label: String = name(&row.name).chars().take(most).collect();
    let mut it = tag("g").with(words("s end", (LABELS - 7.0, y + 10.5), label));
    let shades: Vec<Option<usize>> = row.percents.iter().map(|percent| percent.map(shade)).collect();
    let mut from = 0;
    while from < shades.len() {
        let until = (from..shades.len()).find(|&hour| shades[hour] != shades[from]).unwrap_or(shades.len());
        let class = shades[from].map_or_else(|| "unseen".to_owned(), |shade| format!("h{shade}"));
        let x = LABELS + HOUR * from as f64;
        it = it.with(rect(&class, (x, y), (HOUR * (until - from) as f64, ROW - 2.0)));
        from = until;
    }
    it
}

fn table(heat: &Heat) -> Element {
    let row = |it: &HeatRow| {
        let cells = it.ends.iter().flatten().flat_map(|(percent, hour)| {
            [classed("td", "num").text(brief(*percent)), tag("td").text(&**hour)]
        });
        tag("tr").with(tag("th").set("scope", "row").text(name(&it.name))).with_all(cells)
    };
    tag("table")
        .with(headings(&["place", "least, %", "when", "most, %", "when"]))
        .with(tag("tbody").with_all(heat.rows.iter().map(row)))
}
