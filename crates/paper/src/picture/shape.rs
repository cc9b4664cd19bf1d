//! A box of the flow picture, and what it says.

use app::Spaces;
use app::report::{FlowBox, Stub};
use app::view::number::brief;

use super::HARDLY_ANYONE;
use crate::layout::Size;
use crate::markup::{Element, classed, tag};
use crate::{line, name, rect, words};

/// How wide a box is.
pub const WIDTH: f64 = 150.0;
/// How high a row of words is.
pub const ROW: f64 = 14.0;
const PADDING: f64 = 8.0;
const TITLE: f64 = 15.0;
const BAR: f64 = 11.0;
/// A character of the picture is about so wide, in ordinary and in strong letters.
const LETTER: f64 = 5.9;
const STRONG_LETTER: f64 = 7.6;
/// Dots at most for those who wait.
const MOST_DOTS: usize = 12;
/// Ways in or out that are named at a box.
const MOST_STUBS: usize = 3;
/// A box with what it says, line by line.
pub struct Shape<'a> {
    it: &'a FlowBox,
    title: Vec<String>,
    waiting: Option<String>,
    exits: Vec<String>,
}

impl<'a> Shape<'a> {
    pub fn of(it: &'a FlowBox) -> Self {
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

    pub fn size(&self) -> Size {
        let title = TITLE * self.title.len() as f64;
        let exits = if self.exits.is_empty() { 0.0 } else { 5.0 + ROW * self.exits.len() as f64 };
        let height =
            self.waiting_height() + 5.0 + title + BAR + 4.0 + self.members_height() + ROW + exits + 5.0;
        Size { width: WIDTH, height }
    }
}

/// Lines for the ends of the flow at a box.
pub fn stubs(before: &str, stubs: &[Stub]) -> Vec<String> {
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

pub fn boxed(shape: &Shape<'_>, (x, y): (f64, f64), size: Size) -> Element {
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
            let dot = classed("circle", class)
                .at("cx", left + 4.0 + 11.0 * number as f64)
                .at("cy", y + 9.0)
                .at("r", 4.0);
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
        all = all.with(rect("free", (at, y), (step - 2.0, 9.0))).with(
            rect("treated", (at, y + 9.0 * (1.0 - share)), (step - 2.0, 9.0 * share))
                .with(tag("title").text(full)),
        );
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

/// A number of spaces.
pub fn spaces_in_words(spaces: Spaces) -> String {
    match spaces {
        Spaces::Always(number) => number.to_string(),
        Spaces::Rostered(least, most) => format!("{least}–{most}"),
        Spaces::Unlimited => "no limit".to_owned(),
    }
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
}
