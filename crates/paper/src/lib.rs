//! What does it look like? A report as one HTML file with its pictures, from the plain data of `app`.
//!
//! Nothing is worked out here but where things stand on the page. The file fetches nothing, runs no script, and has the
//! same bytes on every machine; it is meant to be read on a screen of any size, in light or dark, and to be printed on A4.

mod basis;
mod definitions;
mod fan;
mod figure;
mod heat;
mod hours;
mod layout;
mod markup;
mod opening;
mod picture;
mod scale;
mod tables;
mod waits;

use app::Simulated;
use app::report::{Report, for_people};

use crate::markup::{Element, classed, tag};

const STYLE: &str = include_str!("style.css");

/// The report as the text of an HTML file.
pub fn report(simulated: &Simulated, report: &Report) -> String {
    let mut sections = vec![opening::section(simulated, report)];
    let parts = [
        picture::section(report),
        fan::section(report),
        heat::section(report),
        waits::section(report),
        tables::section(simulated),
        Some(basis::section(report)),
    ];
    sections.extend(parts.into_iter().flatten());
    let body: String = sections.iter().map(Element::render).collect();
    // Only what is linked to is defined: a definition that nothing in the report has would be noise.
    sections.push(definitions::section(&body));
    sections.push(basis::file(report));
    let main = tag("main").with(contents(&sections)).with_all(sections);
    let head = tag("head")
        .with(tag("meta").set("charset", "utf-8"))
        .with(tag("meta").set("name", "viewport").set("content", "width=device-width, initial-scale=1"))
        .with(tag("meta").set("name", "color-scheme").set("content", "light dark"))
        .with(tag("title").text(format!("{}: a simulation report", simulated.hospital)))
        .with(tag("style").raw(STYLE));
    let page = tag("html").set("lang", "en-GB").with(head).with(tag("body").with(main));
    format!("<!DOCTYPE html>\n{}\n", page.render())
}

/// A part of the report under its heading.
fn part(id: &'static str, title: &str) -> Element {
    tag("section").set("id", id).with(tag("h2").text(title))
}

/// Links to the parts.
fn contents(sections: &[Element]) -> Element {
    let link = |section: &Element| {
        let (id, title) = (section.attribute("id")?, section.heading()?);
        Some(tag("a").set("href", format!("#{id}")).text(title))
    };
    classed("nav", "contents").set("aria-label", "Contents").with_all(sections.iter().filter_map(link))
}

/// An explanation in small print.
fn small(words: impl Into<String>) -> Element {
    classed("p", "small").text(words)
}

/// Something wide, which a narrow screen moves sideways.
fn wide(element: Element) -> Element {
    // Who has no pointer moves it with the keys.
    classed("div", "wide").set("tabindex", "0").with(element)
}

/// A picture for those who see it and for those who do not.
fn svg(id: &str, (width, height): (f64, f64), title: &str, description: &str) -> Element {
    let (title_id, description_id) = (format!("{id}-title"), format!("{id}-desc"));
    tag("svg")
        .set("viewBox", format!("0 0 {} {}", width.ceil(), height.ceil()))
        .set("role", "img")
        .set("aria-labelledby", format!("{title_id} {description_id}"))
        .with(tag("title").set("id", title_id).text(title))
        .with(tag("desc").set("id", description_id).text(description))
}

/// A rectangle.
fn rect(class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) -> Element {
    classed("rect", class).at("x", x).at("y", y).at("width", width.max(0.0)).at("height", height.max(0.0))
}

/// A straight line.
fn line(class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) -> Element {
    classed("line", class).at("x1", x1).at("y1", y1).at("x2", x2).at("y2", y2)
}

/// Words in a picture.
fn words(class: &str, (x, y): (f64, f64), text: impl Into<String>) -> Element {
    classed("text", class).at("x", x).at("y", y).text(text)
}

/// A table that opens on demand, beside a picture.
fn numbers(summary: &str, table: Element) -> Element {
    tag("details").with(tag("summary").text(summary)).with(wide(table))
}

/// A row of headings.
fn headings(names: &[&str]) -> Element {
    tag("thead").with(tag("tr").with_all(names.iter().map(|name| tag("th").set("scope", "col").text(*name))))
}

/// A name of the file, for people.
fn name(name: &str) -> String {
    for_people(name)
}
