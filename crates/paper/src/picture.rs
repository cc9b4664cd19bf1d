//! The flow picture: places as boxes from the way in to the way out, what flows between them, and where it waits.

mod labels;
mod numbers;
mod shape;

use app::report::{FlowBox, Flows, Report};
use app::view::number::brief;

use crate::layout::{Size, Way, place};
use crate::markup::{Element, Line, classed, tag};
use crate::{name, numbers as details, part, rect, small, svg, wide, words};
use labels::{Labels, Near};
use shape::{ROW, Shape, WIDTH, boxed, stubs};

const WIDEST_WAY: f64 = 16.0;
/// What is less than this at any time is not drawn.
const HARDLY_ANYONE: f64 = 0.05;
const MARGIN: f64 = 10.0;

pub fn section(report: &Report) -> Option<Element> {
    let flows = &report.flows;
    if flows.boxes.is_empty() {
        return None;
    }
    let mut notes = Vec::new();
    for (stream, exit, per_day) in &flows.without_space {
        notes.push(format!(
            "{} a day of {} left without ever having a space: {}.",
            per_day.words_and_half_width(),
            name(stream),
            name(exit)
        ));
    }
    if let (number @ 1.., all) = flows.not_drawn {
        notes.push(match number {
            1 => format!("Not drawn: a way that {} visits a day take.", brief(all)),
            more => format!("Not drawn: {more} ways that together {} visits a day take.", brief(all)),
        });
    }
    let mut section = part("flow", "How visits flow")
        .with(tag("p").text(
            "Each box is a place, or several like places together. Lines are visits a day from place to place, as wide as they are \
             many. The bar in a box is how much of its spaces is in use. Dots are those who wait for the place without a space, \
             one for each, on average.",
        ))
        .with(legend(flows))
        .with(wide(drawing(flows)));
    if !notes.is_empty() {
        section = section.with(small(notes.join(" ")));
    }
    Some(
        section
            .with(details("The places in numbers", numbers::places(flows)))
            .with(details("The flows in numbers", numbers::links(flows))),
    )
}

/// What the colours are; those that no box has are left out.
fn legend(flows: &Flows) -> Element {
    let key = |(class, words, _): (&str, &str, bool)| {
        let swatch = tag("svg").set("viewBox", "0 0 14 12").set("aria-hidden", "true").with(rect(
            class,
            (0.0, 1.0),
            (14.0, 10.0),
        ));
        classed("span", "key").with(swatch).text(words)
    };
    let some = |of: fn(&FlowBox) -> f64| flows.boxes.iter().any(|it| of(it) >= HARDLY_ANYONE);
    let keys = [
        ("treated", "in use", true),
        ("staff", "of these, waiting for staff or equipment", some(|it| it.for_staff.mean)),
        ("to-move", "of these, waiting for a space elsewhere", some(|it| it.to_move.mean)),
        ("kept", "of these, done and not gone yet", some(|it| it.kept.mean)),
        ("free", "free", true),
        ("wait", "waiting without a space", some(|it| it.queue.mean)),
        ("wait outside", "held outside", some(|it| it.parked.mean)),
    ];
    classed("p", "legend").with_all(keys.into_iter().filter(|it| it.2).map(key))
}

/// Those who come from outside and are drawn.
fn arrivals(it: &FlowBox) -> f64 {
    it.arrivals.iter().filter(|stub| stub.is_drawn).map(|stub| stub.per_day.mean).sum()
}

fn drawing(flows: &Flows) -> Element {
    let shapes: Vec<Shape<'_>> = flows.boxes.iter().map(Shape::of).collect();
    let mut sizes: Vec<Size> = shapes.iter().map(Shape::size).collect();
    let drawn: Vec<_> = flows.links.iter().filter(|link| link.is_drawn).collect();
    // Those who come from outside stand above the box to which they come.
    let sources: Vec<(usize, Vec<String>, f64)> = flows
        .boxes
        .iter()
        .enumerate()
        .map(|(number, it)| (number, stubs("", &it.arrivals), arrivals(it)))
        .filter(|(_, lines, _)| !lines.is_empty())
        .collect();
    sizes.extend(
        sources
            .iter()
            .map(|(_, lines, _)| Size { width: WIDTH - 16.0, height: 8.0 + ROW * lines.len() as f64 }),
    );
    let most =
        drawn.iter().map(|link| link.per_day.mean).chain(sources.iter().map(|it| it.2)).fold(0.0, f64::max);
    let width = |per_day: f64| (WIDEST_WAY * per_day / most).max(1.0);
    let way = |from, to, weight| Way { from, to, weight, width: width(weight) };
    let mut ways: Vec<Way> = drawn.iter().map(|link| way(link.from, link.to, link.per_day.mean)).collect();
    ways.extend(sources.iter().enumerate().map(|(at, it)| way(shapes.len() + at, it.0, it.2)));
    let placed = place(&sizes, &ways);

    let description = format!(
        "{} boxes joined by {} lines; the numbers are in the tables below.",
        shapes.len(),
        ways.len()
    );
    let (full_width, height) = (placed.width + 2.0 * MARGIN, placed.height + 2.0 * MARGIN);
    let mut all = tag("g").set("transform", format!("translate({MARGIN} {MARGIN})"));
    let mut labels = Labels::new(&placed, &sizes);
    let mut above = Vec::new();
    for (number, way) in ways.iter().enumerate() {
        let class = if placed.goes_up[number] { "way back" } else { "way" };
        all = all.with(curve(class, &placed.ways[number], way.width)).with(head(
            class,
            &placed.ways[number],
            way.width,
        ));
        if number < drawn.len() {
            // Where many ways begin or end together their numbers stand at the other end.
            let together = |alike: fn(&Way, &Way) -> bool| ways.iter().filter(|it| alike(it, way)).count();
            let ends = [together(|it, way| it.from == way.from), together(|it, way| it.to == way.to)];
            let near = if ends[0] >= ends[1] { Near::End } else { Near::Beginning };
            above.push(labels.label(&placed.ways[number], &brief(way.weight), way.width, near));
        }
    }
    for (number, (shape, &corner)) in shapes.iter().zip(&placed.boxes).enumerate() {
        all = all.with(boxed(shape, corner, sizes[number]));
    }
    for ((_, lines, _), (number, &(x, y))) in
        sources.iter().zip(placed.boxes.iter().enumerate().skip(shapes.len()))
    {
        let size = sizes[number];
        all = all.with(rect("source", (x, y), (size.width, size.height)).set("rx", 9));
        let text = lines.iter().enumerate().map(|(row, line)| {
            words("s mid", (x + size.width / 2.0, y + 14.0 + ROW * row as f64), line.clone())
        });
        all = all.with_all(text);
    }
    all = all.with_all(above);
    svg("picture", (full_width, height), "How visits flow from place to place", &description)
        .set("class", "flow")
        .set(
            "style",
            format!(
                "max-width:{}px;min-width:{}px",
                (full_width * 1.15).ceil(),
                (full_width * 0.72).ceil().min(1100.0)
            ),
        )
        .with(all)
}

fn curve(class: &str, points: &[(f64, f64)], width: f64) -> Element {
    let mut path = Line::default();
    path.jump(points[0].0, points[0].1);
    for (number, pair) in points.windows(2).enumerate() {
        // Inside a layer a way goes straight; between layers it swings.
        if number % 2 == 0 { path.swing(pair[0], pair[1]) } else { path.go(pair[1].0, pair[1].1) }
    }
    path.element(class).at("stroke-width", width)
}

fn head(class: &str, points: &[(f64, f64)], width: f64) -> Element {
    let &[.., before, (x, y)] = points else { return tag("g") };
    let size = 3.0 + width / 2.0;
    let back = if before.1 < y { -size } else { size };
    let points = format!("{x:.1},{y:.1} {:.1},{:.1} {:.1},{:.1}", x - size, y + back, x + size, y + back);
    classed("polygon", if class == "way" { "head" } else { "head back" }).set("points", points)
}
