//! The flow picture: places as boxes from the way in to the way out, what flows between them, and where it waits.

use app::Spaces;
use app::report::{FlowBox, Flows, Report, Stub};
use app::view::number::brief;

use crate::figure::mean;
use crate::layout::{Placed, Size, Way, place};
use crate::markup::{Element, Line, classed, tag};
use crate::{headings, line, name, numbers, part, rect, small, svg, wide, words};

const WIDTH: f64 = 150.0;
const PADDING: f64 = 8.0;
const TITLE: f64 = 15.0;
const ROW: f64 = 14.0;
const BAR: f64 = 11.0;
const WIDEST_WAY: f64 = 16.0;
/// A character of the picture is about so wide, in ordinary and in strong letters.
const LETTER: f64 = 5.9;
const STRONG_LETTER: f64 = 7.6;
/// Dots at most for those who wait.
const MOST_DOTS: usize = 12;
/// Ways in or out that are named at a box.
const MOST_STUBS: usize = 3;
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
    Some(section.with(numbers("The places in numbers", places(flows))).with(numbers("The flows in numbers", links(flows))))
}

/// What the colours are; those that no box has are left out.
fn legend(flows: &Flows) -> Element {
    let key = |(class, words, _): (&str, &str, bool)| {
        let swatch = tag("svg")
            .set("viewBox", "0 0 14 12")
            .set("aria-hidden", "true")
            .with(rect(class, (0.0, 1.0), (14.0, 10.0)));
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

/// A box with what it says, line by line.
struct Shape<'a> {
    it: &'a FlowBox,
    title: Vec<String>,
    waiting: Option<String>,
    exits: Vec<String>,
}

impl<'a> Shape<'a> {
    fn of(it: &'a FlowBox) -> Self {
        let queue = it.queue.mean + it.parked.mean;
        let waiting = match (it.queue.mean, it.parked.mean) {
            _ if queue < HARDLY_ANYONE => None,
            (_, parked) if parked < HARDLY_ANYONE => Some(format!("{} waiting", brief(it.queue.mean))),
            (queue, parked) if queue < HARDLY_ANYONE => Some(format!("{} outside", brief(parked))),
            (queue, parked) => Some(format!("{} waiting, {} outside", brief(queue), brief(parked))),
        };
        let title = broken(&name(&it.name), ((WIDTH - 2.0 * PADDING) / STRONG_LETTER) as usize);
        Self { it, title, waiting, exits: stubs("→ ", &it.exits) }
    }

    fn dots(&self) -> usize {
        ((self.it.queue.mean + self.it.parked.mean).round() as usize).min(MOST_DOTS)
    }

    fn waiting_height(&self) -> f64 {
        match (&self.waiting, self.dots()) {
            (None, _) => 0.0,
            (Some(_), 0) => ROW + 4.0,
            (Some(_), _) => ROW + 14.0,
        }
    }

    fn members_height(&self) -> f64 {
        if self.it.members.is_empty() { 0.0 } else { 13.0 }
    }

    fn size(&self) -> Size {
        let title = TITLE * self.title.len() as f64;
        let exits = if self.exits.is_empty() { 0.0 } else { 5.0 + ROW * self.exits.len() as f64 };
        let height = self.waiting_height() + 5.0 + title + BAR + 4.0 + self.members_height() + ROW + exits + 5.0;
        Size { width: WIDTH, height }
    }
}

/// Lines for the ends of the flow at a box.
fn stubs(before: &str, stubs: &[Stub]) -> Vec<String> {
    let worth_it = |stub: &&Stub| stub.is_drawn && stub.per_day.mean >= HARDLY_ANYONE;
    let real: Vec<&Stub> = stubs.iter().filter(worth_it).collect();
    let number = if real.len() > MOST_STUBS { MOST_STUBS - 1 } else { real.len() };
    let mut lines: Vec<String> = real[..number]
        .iter()
        .map(|stub| format!("{before}{} {}", name(&stub.name), brief(stub.per_day.mean)))
        .collect();
    if real.len() > number {
        lines.push(format!("and {} more", real.len() - number));
    }
    let most = ((WIDTH - 2.0 * PADDING) / LETTER) as usize;
    lines.into_iter().map(|line| shortened(&line, most)).collect()
}

/// Words in lines of at most so many letters; a word that is longer is cut.
fn broken(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut().filter(|line| line.chars().count() + word.chars().count() < most) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(shortened(word, most)),
        }
    }
    if lines.len() > 2 {
        lines.truncate(2);
        lines[1] = shortened(&format!("{}…", lines[1]), most);
    }
    lines
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
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
    sizes.extend(sources.iter().map(|(_, lines, _)| Size { width: WIDTH - 16.0, height: 8.0 + ROW * lines.len() as f64 }));
    let most = drawn.iter().map(|link| link.per_day.mean).chain(sources.iter().map(|it| it.2)).fold(0.0, f64::max);
    let width = |per_day: f64| (WIDEST_WAY * per_day / most).max(1.0);
    let way = |from, to, weight| Way { from, to, weight, width: width(weight) };
    let mut ways: Vec<Way> = drawn.iter().map(|link| way(link.from, link.to, link.per_day.mean)).collect();
    ways.extend(sources.iter().enumerate().map(|(at, it)| way(shapes.len() + at, it.0, it.2)));
    let placed = place(&sizes, &ways);

    let description = format!("{} boxes joined by {} lines; the numbers are in the tables below.", shapes.len(), ways.len());
    let (full_width, height) = (placed.width + 2.0 * MARGIN, placed.height + 2.0 * MARGIN);
    let mut all = tag("g").set("transform", format!("translate({MARGIN} {MARGIN})"));
    let mut labels = Labels::new(&placed, &sizes);
    let mut above = Vec::new();
    for (number, way) in ways.iter().enumerate() {
        let class = if placed.goes_up[number] { "way back" } else { "way" };
        all = all.with(curve(class, &placed.ways[number], way.width)).with(head(class, &placed.ways[number], way.width));
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
        .set("style", format!("max-width:{}px;min-width:{}px", (full_width * 1.15).ceil(), (full_width * 0.72).ceil().min(1100.0)))
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

/// At which end of a way its number stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Near {
    Beginning,
    End,
}

/// Where numbers stand at ways, so that none lies on another or on a box.
struct Labels {
    taken: Vec<(f64, f64, f64, f64)>,
}

impl Labels {
    fn new(placed: &Placed, sizes: &[Size]) -> Self {
        let taken = placed.boxes.iter().zip(sizes).map(|(&(x, y), size)| (x, y, x + size.width, y + size.height));
        Self { taken: taken.collect() }
    }

    fn label(&mut self, points: &[(f64, f64)], text: &str, width: f64, near: Near) -> Element {
        let half = text.chars().count() as f64 * 3.4 + 2.0;
        let mut best = (f64::INFINITY, (0.0, 0.0));
        let mut swings: Vec<_> = points.windows(2).step_by(2).collect();
        let mut parts = [0.3, 0.4, 0.22, 0.5, 0.6, 0.7];
        if near == Near::End {
            swings.reverse();
            parts = parts.map(|part| 1.0 - part);
        }
        for pair in swings {
            for part in parts {
                let (x, y) = on_swing(pair[0], pair[1], part);
                for x in [x, x + half + width / 2.0, x - half - width / 2.0] {
                    let here = (x - half, y - 7.0, x + half, y + 5.0);
                    let overlap: f64 = self.taken.iter().map(|&it| overlap(here, it)).sum();
                    if overlap < best.0 - 1e-9 {
                        best = (overlap, (x, y));
                    }
                }
            }
        }
        let (x, y) = best.1;
        self.taken.push((x - half, y - 7.0, x + half, y + 5.0));
        words("n mid halo", (x, y + 3.5), text)
    }
}

fn overlap(one: (f64, f64, f64, f64), other: (f64, f64, f64, f64)) -> f64 {
    let width = one.2.min(other.2) - one.0.max(other.0);
    let height = one.3.min(other.3) - one.1.max(other.1);
    if width > 0.0 && height > 0.0 { width * height } else { 0.0 }
}

/// A point of the curve that leaves and comes in vertically.
fn on_swing(from: (f64, f64), to: (f64, f64), t: f64) -> (f64, f64) {
    let middle = f64::midpoint(from.1, to.1);
    let bezier = |a: f64, b: f64, c: f64, d: f64| {
        let u = 1.0 - t;
        u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
    };
    (bezier(from.0, from.0, to.0, to.0), bezier(from.1, middle, middle, to.1))
}

fn boxed(shape: &Shape<'_>, (x, y): (f64, f64), size: Size) -> Element {
    let it = shape.it;
    let mut all = tag("g").with(rect("box", (x, y), (size.width, size.height)).set("rx", 4));
    let left = x + PADDING;
    let mut at = y;
    if let Some(waiting) = &shape.waiting {
        let height = shape.waiting_height();
        all = all.with(rect("wait-room", (x + 0.6, y + 0.6), (size.width - 1.2, height - 0.6)).set("rx", 3));
        let dots = shape.dots();
        let queue = (it.queue.mean.round() as usize).min(dots);
        for number in 0..dots {
            let class = if number < queue { "wait" } else { "wait outside" };
            let dot = classed("circle", class).at("cx", left + 4.0 + 11.0 * number as f64).at("cy", y + 9.0).at("r", 4.0);
            all = all.with(dot);
        }
        all = all.with(words("s", (left, y + height - 5.0), waiting.clone()));
        at += height;
    }
    at += 5.0;
    for title in &shape.title {
        all = all.with(words("t", (left, at + 11.0), title.clone()));
        at += TITLE;
    }
    all = all.with(bar(it, (left, at), size.width - 2.0 * PADDING));
    at += BAR + 4.0;
    if !it.members.is_empty() {
        all = all.with(members(it, (left, at), size.width - 2.0 * PADDING));
        at += shape.members_height();
    }
    all = all.with(words("s", (left, at + 10.0), in_use(it)));
    at += ROW;
    if !shape.exits.is_empty() {
        all = all.with(line("rule", (left, at + 3.0), (x + size.width - PADDING, at + 3.0)));
        at += 5.0;
        for exit in &shape.exits {
            all = all.with(words("s soft", (left, at + 10.5), exit.clone()));
            at += ROW;
        }
    }
    all
}

/// How full it is: a bar for the spaces, of which parts are held by those who wait to move on or are done.
fn bar(it: &FlowBox, (x, y): (f64, f64), width: f64) -> Element {
    let share = it.occupancy.map_or(1.0, |occupancy| occupancy.mean / 100.0);
    let each = if it.occupied.mean > 0.0 { share * width / it.occupied.mean } else { 0.0 };
    let [for_staff, to_move, kept] = [it.for_staff, it.to_move, it.kept].map(|part| part.mean * each);
    let treated = (share * width - for_staff - to_move - kept).max(0.0);
    let frame = if it.occupancy.is_some() { "free" } else { "free no-limit" };
    let mut all = tag("g").with(rect(frame, (x, y), (width, BAR)));
    let mut from = x;
    for (class, part) in [("treated", treated), ("staff", for_staff), ("to-move", to_move), ("kept", kept)] {
        if part > 0.05 {
            all = all.with(rect(class, (from, y), (part, BAR)));
        }
        from += part;
    }
    all
}

/// A small mark for each place of a group, as high as it is full.
fn members(it: &FlowBox, (x, y): (f64, f64), width: f64) -> Element {
    let step = (width / it.members.len() as f64).min(16.0);
    let mut all = tag("g");
    for (number, (member, occupancy)) in it.members.iter().enumerate() {
        let at = x + step * number as f64;
        let percent = occupancy.unwrap_or(0.0);
        let share = percent / 100.0;
        let full = format!("{}: {} % in use", name(member), brief(percent));
        all = all
            .with(rect("free", (at, y), (step - 2.0, 9.0)))
            .with(rect("treated", (at, y + 9.0 * (1.0 - share)), (step - 2.0, 9.0 * share)).with(tag("title").text(full)));
    }
    all
}

fn in_use(it: &FlowBox) -> String {
    let spaces = it.spaces.map(spaces_in_words);
    match (&it.occupancy, spaces) {
        (Some(share), Some(spaces)) => format!("{} % of {spaces} in use", brief(share.mean)),
        (Some(share), None) => format!("{} % in use", brief(share.mean)),
        (None, _) => format!("{} here, no limit", brief(it.occupied.mean)),
    }
}

fn spaces_in_words(spaces: Spaces) -> String {
    match spaces {
        Spaces::Always(number) => number.to_string(),
        Spaces::Rostered(least, most) => format!("{least}–{most}"),
        Spaces::Unlimited => "no limit".to_owned(),
    }
}

fn places(flows: &Flows) -> Element {
    let row = |it: &FlowBox| {
        let occupancy = it.occupancy.map(|share| share.words_and_half_width());
        let cell = |text: String| classed("td", "num").text(text);
        tag("tr")
            .with(tag("th").set("scope", "row").text(name(&it.name)))
            .with(cell(it.spaces.map_or_else(|| "differ".to_owned(), spaces_in_words)))
            .with(cell(occupancy.unwrap_or_default()))
            .with_all(
                [&it.occupied, &it.for_staff, &it.to_move, &it.kept, &it.queue, &it.parked]
                    .map(|number| cell(number.words_and_half_width())),
            )
    };
    tag("table")
        .with(headings(&[
            "place",
            "spaces",
            "in use, %",
            "in use, number",
            "waiting for staff",
            "waiting to move on",
            "done, not gone",
            "queue",
            "held outside",
        ]))
        .with(tag("tbody").with_all(flows.boxes.iter().map(row)))
}

fn links(flows: &Flows) -> Element {
    let named = |number: usize| name(&flows.boxes[number].name);
    let mut rows: Vec<(String, String, app::report::Mean)> = Vec::new();
    for it in &flows.boxes {
        rows.extend(it.arrivals.iter().map(|stub| (format!("arrivals: {}", name(&stub.name)), name(&it.name), stub.per_day)));
    }
    rows.extend(flows.links.iter().map(|link| (named(link.from), named(link.to), link.per_day)));
    for it in &flows.boxes {
        if it.within.mean > 0.0 {
            rows.push((name(&it.name), "another place of these".to_owned(), it.within));
        }
        rows.extend(it.exits.iter().map(|stub| (name(&it.name), format!("out: {}", name(&stub.name)), stub.per_day)));
    }
    let row = |(from, to, per_day): (String, String, app::report::Mean)| {
        tag("tr")
            .with(tag("th").set("scope", "row").text(from))
            .with(tag("td").text(to))
            .with(classed("td", "num").with(mean(&per_day)))
    };
    tag("table")
        .with(headings(&["from", "to", "visits a day"]))
        .with(tag("tbody").with_all(rows.into_iter().map(row)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_broken_and_cut() {
        assert_eq!(broken("rehabilitation beds", 20), ["rehabilitation beds"]);
        assert_eq!(broken("13 wards: medicine and surgery", 16), ["13 wards:", "medicine and…"]);
        assert_eq!(broken("incomprehensibilities", 10), ["incompreh…"]);
    }

    #[test]
    fn overlaps_are_areas() {
        assert_eq!(overlap((0.0, 0.0, 2.0, 2.0), (1.0, 1.0, 5.0, 5.0)), 1.0);
        assert_eq!(overlap((0.0, 0.0, 2.0, 2.0), (2.0, 0.0, 5.0, 5.0)), 0.0);
    }

    #[test]
    fn a_swing_begins_and_ends_at_its_points() {
        assert_eq!(on_swing((0.0, 0.0), (10.0, 20.0), 0.0), (0.0, 0.0));
        assert_eq!(on_swing((0.0, 0.0), (10.0, 20.0), 0.5), (5.0, 10.0));
        assert_eq!(on_swing((0.0, 0.0), (10.0, 20.0), 1.0), (10.0, 20.0));
    }
}
