//! What the report rests on: the items of the checklist, and the file itself.

use app::report::{Item, Part, Report, Thing};

use crate::markup::{Element, classed, tag};
use crate::{headings, part, small, wide};

pub fn section(report: &Report) -> Element {
    let mut all = part("basis", "What it rests on").with(small(
        "The items of STRESS-DES (Monks and others, Journal of Simulation, 2019), printed from the description and the run.",
    ));
    let mut under = "";
    for item in &report.basis.items {
        if item.section != under {
            under = item.section;
            all = all.with(tag("h3").text(under));
        }
        all = all.with(self::item(item));
    }
    all
}

fn item(item: &Item) -> Element {
    classed("div", "item")
        .with(tag("h4").with(classed("span", "number").text(item.number)).text(format!(" {}", item.title)))
        .with_all(item.parts.iter().map(|it| said(item, it)))
}

fn said(item: &Item, part: &Part) -> Element {
    match part {
        // The command to be typed again is the second thing that is said of access.
        Part::Text(text) if item.number == "6.1" && text.starts_with("onward ") => {
            tag("pre").with(tag("code").text(&**text))
        }
        Part::Text(text) => tag("p").text(&**text),
        Part::Unknown(text) => classed("p", "unknown").with(tag("strong").text("Not known. ")).text(&**text),
        Part::List(items) => tag("ul").with_all(items.iter().map(|it| tag("li").text(&**it))),
        Part::Things(things) => classed("div", "things").with_all(things.iter().map(thing)),
        Part::Table(columns, rows) => wide(
            classed("table", "words")
                .with(headings(columns))
                .with(tag("tbody").with_all(rows.iter().map(|row| self::row(row)))),
        ),
    }
}

fn thing(it: &Thing) -> Element {
    let mut words = classed("p", "thing").with(tag("strong").text(&*it.name));
    for (heading, lines) in &it.said {
        words = words
            .with(tag("br"))
            .with(classed("span", "label").text(format!("{heading} ")))
            .text(lines.join("; ").replace(".; ", ". "));
    }
    words
}

fn row(cells: &[Vec<String>]) -> Element {
    let lines = |mut cell: Element, lines: &[String]| {
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                cell = cell.with(tag("br"));
            }
            cell = cell.text(&**line);
        }
        cell
    };
    let mut row = tag("tr");
    for (number, cell) in cells.iter().enumerate() {
        let empty = if number == 0 { tag("th").set("scope", "row") } else { tag("td") };
        row = row.with(lines(empty, cell));
    }
    row
}

/// The hospital file, word for word.
pub fn file(report: &Report) -> Element {
    part("file", "The hospital file")
        .with(small(format!(
            "{} as it was read, before options and settings: with it and the command under 6.1 every figure can be made again.",
            report.asked.file
        )))
        .with(
            tag("details")
                .with(tag("summary").text("The file, word for word"))
                .with(tag("pre").with(tag("code").text(&*report.basis.text))),
        )
}
