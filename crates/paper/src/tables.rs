//! The figures in detail: the same areas and tables that the terminal prints.

use app::view::{self, Area, Cell, Column, Line, Row, Table};
use app::{Simulated, Spaces};

use crate::figure::{bare, figure, interval};
use crate::markup::{Element, classed, tag};
use crate::{name, part, small, wide};

pub fn section(simulated: &Simulated) -> Option<Element> {
    let areas = view::areas(simulated);
    if areas.is_empty() {
        return None;
    }
    let explanation = match simulated.runs {
        1 => "One run: there are no intervals.",
        _ => "Means over the runs, ± half of their 95 % interval. Each figure leads to its definition.",
    };
    Some(part("figures", "The figures").with(tag("p").text(explanation)).with_all(areas.iter().map(area)))
}

fn area(area: &Area) -> Element {
    let mut all = classed("div", "area").with(tag("h3").text(area.title));
    if !area.lines.is_empty() {
        let table = classed("table", "lines").with(tag("tbody").with_all(area.lines.iter().map(line)));
        all = all.with(wide(table));
    }
    all = all.with_all(area.tables.iter().map(|it| wide(table(it))));
    if let Some(note) = &area.note {
        all = all.with(small(&**note));
    }
    all
}

fn line(line: &Line) -> Element {
    tag("tr")
        .with(tag("th").set("scope", "row").text(&*line.words))
        .with(classed("td", "num").with(figure(&line.shown)))
        .with(classed("td", "interval").text(interval(&line.shown).unwrap_or_default()))
}

fn table(table: &Table) -> Element {
    let heading = |column: &Column| {
        let mut cell = classed("th", "num").set("scope", "col").text(column.heading);
        if !column.unit.is_empty() {
            cell = cell.with(tag("br")).with(classed("span", "unit").text(column.unit));
        }
        cell
    };
    let head = tag("tr")
        .with(tag("th").set("scope", "col").text(table.rows_are))
        .with_all(table.columns.iter().map(heading));
    tag("table")
        .with(tag("thead").with(head))
        .with(tag("tbody").with_all(table.rows.iter().map(|it| row(table, it))))
}

fn row(table: &Table, row: &Row) -> Element {
    let is_title = row.cells.iter().all(|cell| *cell == Cell::Nothing);
    let class = if is_title { "title".to_owned() } else { format!("depth-{}", row.depth.min(3)) };
    let cells = row.cells.iter().zip(&table.columns).map(|(it, column)| cell(it, column));
    classed("tr", &class).with(tag("th").set("scope", "row").text(name(&row.name))).with_all(cells)
}

fn cell(cell: &Cell, column: &Column) -> Element {
    let empty = classed("td", "num");
    match cell {
        Cell::Nothing => empty,
        Cell::Figure(shown) => {
            let half = view::number::half_width(shown).map_or_else(String::new, |half| format!(" ± {half}"));
            let unit = if column.own_units && shown.mean != 0.0 {
                format!(" {}", shown.unit.words())
            } else {
                String::new()
            };
            empty.with(bare(shown)).with(classed("span", "half").text(format!("{half}{unit}")))
        }
        Cell::Range(low, high) => empty.with(bare_whole(low)).text(" – ").with(bare_whole(high)),
        Cell::Spaces(spaces) => empty.text(match spaces {
            Spaces::Always(number) => number.to_string(),
            Spaces::Rostered(least, most) => format!("{least} – {most}"),
            Spaces::Unlimited => "no limit".to_owned(),
        }),
    }
}

/// An end of a range, without decimals.
fn bare_whole(shown: &view::Shown) -> Element {
    let whole = format!("{:.0}", shown.mean);
    classed("a", "f")
        .set("href", format!("#d-{}", app::report::anchor(shown.of.definition)))
        .with(tag("data").set("value", shown.of.mean).text(whole))
}
