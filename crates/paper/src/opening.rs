//! The first page: what was asked, and the answer in sentences and cards.

use app::Simulated;
use app::report::{Asked, Piece, Report, Sentence};
use app::view::{self, Line};

use crate::figure::{figure, interval};
use crate::markup::{Element, classed, tag};
use crate::{headings, numbers, small, wide};

/// So many changes are listed at once, the others on demand.
const FEW_CHANGES: usize = 8;

pub fn section(simulated: &Simulated, report: &Report) -> Element {
    let matters = view::what_matters(simulated);
    let sentences = report.headlines.iter().map(sentence);
    classed("section", "opening")
        .with(tag("h1").text(&*simulated.hospital))
        .with(classed("p", "asked").text(period(simulated)))
        .with_all(asked(&report.asked))
        .with_all(view::remarks(simulated).into_iter().map(|remark| {
            classed("p", "remark").with(tag("strong").text("Note: ")).text(format!("{remark}."))
        }))
        .with(classed("div", "sentences").with_all(sentences))
        .with(classed("div", "cards").with_all(matters.iter().map(card)))
        .with(small(how_to_read(simulated)))
}

fn period(simulated: &Simulated) -> String {
    let runs = match simulated.runs {
        1 => "1 run".to_owned(),
        runs => format!("{runs} runs"),
    };
    let period = view::period_of(simulated);
    format!("A simulation of {period}; {runs}, seed {}.", simulated.seed)
}

fn how_to_read(simulated: &Simulated) -> &'static str {
    match simulated.runs {
        0 => "No run was finished: there are no figures.",
        1 => {
            "One run: there are no intervals, for they come from how runs differ. Each figure leads to its definition."
        }
        _ => {
            "Figures are means over the runs; the small print below each is the 95 % interval of that mean. It speaks of the mean \
             over all years that could have been, given the hospital file: a single year differs from it by more, and how far the \
             file is from a real hospital it does not say. Each figure leads to its definition."
        }
    }
}

/// What is asked beyond the file as it is.
fn asked(asked: &Asked) -> Vec<Element> {
    let mut parts =
        vec![classed("p", "asked").text("Of the hospital in ").with(tag("code").text(&*asked.file))];
    if asked.options.is_empty() && asked.changes.is_empty() && asked.run_changes.is_empty() {
        let all = parts.remove(0).text(", as it stands in the file.");
        return vec![all];
    }
    let mut first = parts.remove(0);
    for (number, option) in asked.options.iter().enumerate() {
        let joint = if number == 0 { ", with the option " } else { ", and with " };
        first = first.text(joint).with(tag("strong").text(&*option.name));
        let more = [
            Some(format!("of {}", option.owner)).filter(|_| !option.owner.is_empty()),
            Some(option.cost.clone()).filter(|cost| !cost.is_empty()),
        ];
        let more: Vec<String> = more.into_iter().flatten().collect();
        if !more.is_empty() {
            first = first.text(format!(" ({})", more.join(", ")));
        }
    }
    let end = match (asked.options.is_empty(), asked.changes.is_empty()) {
        (_, true) => ".",
        (true, false) => ", with values that were set by hand:",
        (false, false) => ". What was changed:",
    };
    parts.push(first.text(end));
    parts.extend(changes(asked));
    if !asked.run_changes.is_empty() {
        let all: Vec<String> = asked
            .run_changes
            .iter()
            .map(|(what, file, asked)| format!("{what} {asked} instead of {file}"))
            .collect();
        parts.push(
            classed("p", "asked").text(format!("Run otherwise than the file says: {}.", all.join("; "))),
        );
    }
    parts
}

fn changes(asked: &Asked) -> Vec<Element> {
    let row = |it: &app::report::Changed| {
        let before = it.before.as_deref().unwrap_or("not given");
        let by = it.option.as_deref().unwrap_or("set by hand");
        tag("tr")
            .with(tag("th").set("scope", "row").with(tag("code").text(&*it.path)))
            .with(tag("td").with(tag("code").text(before)))
            .with(tag("td").with(tag("code").text(&*it.after)))
            .with(tag("td").text(by))
    };
    let table = |changes: &[app::report::Changed]| {
        classed("table", "changes")
            .with(headings(&["what", "before", "now", "by"]))
            .with(tag("tbody").with_all(changes.iter().map(row)))
    };
    match asked.changes.len() {
        0 => Vec::new(),
        number if number <= FEW_CHANGES => vec![wide(table(&asked.changes))],
        number => vec![
            wide(table(&asked.changes[..FEW_CHANGES])),
            numbers(
                &format!("The other {} changes", number - FEW_CHANGES),
                table(&asked.changes[FEW_CHANGES..]),
            ),
        ],
    }
}

fn sentence(sentence: &Sentence) -> Element {
    let mut all = tag("p");
    for piece in sentence {
        all = match piece {
            Piece::Words(words) => all.text(&**words),
            Piece::Figure(shown) => all.with(tag("strong").with(figure(shown))),
            Piece::Number(mean) => all.with(tag("strong").with(crate::figure::mean(mean))),
        };
    }
    all
}

fn card(line: &Line) -> Element {
    let mut card = classed("div", "card")
        .with(classed("div", "number").with(figure(&line.shown)))
        .with(classed("div", "what").text(&*line.words));
    if let Some(interval) = interval(&line.shown) {
        card = card.with(classed("div", "interval").text(interval));
    }
    card
}
