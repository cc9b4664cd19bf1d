//! Where visits wait: a bar for each place and purpose.

use app::report::{Report, Waiting, WaysToWait};

use crate::figure::mean;
use crate::markup::{Element, classed, tag};
use crate::scale::Scale;
use crate::{line, part, rect, small};

const WIDTH: f64 = 240.0;

pub fn section(report: &Report) -> Option<Element> {
    let waits = &report.waits;
    if waits.list.is_empty() {
        return None;
    }
    let most = waits.list.iter().map(|it| it.number.high.max(it.number.mean)).fold(0.0, f64::max);
    let scale = Scale { domain: (0.0, most), range: (0.0, WIDTH - 4.0) };
    let rows = waits.list.iter().map(|it| row(it, scale));
    let table = classed("table", "waits")
        .with(
            tag("thead").with(
                tag("tr")
                    .with(tag("th").set("scope", "col").text("where, and for what"))
                    .with(classed("th", "bar").set("scope", "col").text("at any time"))
                    .with(classed("th", "num").set("scope", "col").text("visits")),
            ),
        )
        .with(tag("tbody").with_all(rows));
    let keys = WaysToWait::ALL.iter().filter(|(way, _)| waits.list.iter().any(|it| it.way == *way));
    let legend = classed("p", "legend").with_all(keys.map(|&(way, words)| {
        let swatch = tag("svg").set("viewBox", "0 0 14 12").set("aria-hidden", "true").with(rect(
            class(way),
            (0.0, 1.0),
            (14.0, 10.0),
        ));
        classed("span", "key").with(swatch).text(words)
    }));
    let mut section = part("waits", "Where visits wait")
        .with(tag("p").text(
            "The mean number waiting at any time, by where they are and what they wait for, with its 95 % interval. Who holds a space \
             while waiting for another keeps others out of it.",
        ))
        .with(legend)
        .with(table);
    if let (number @ 1.., all) = &waits.others {
        let places =
            if *number == 1 { "1 more, where".to_owned() } else { format!("{number} more, where together") };
        section = section.with(small(format!("Not shown: {places} {} wait.", all.words_and_half_width())));
    }
    Some(section)
}

fn row(it: &Waiting, scale: Scale) -> Element {
    let number = &it.number;
    let mut bar = tag("svg")
        .set("viewBox", format!("0 0 {WIDTH} 14"))
        .set("preserveAspectRatio", "none")
        .set("aria-hidden", "true")
        .with(rect(class(it.way), (0.0, 1.0), (scale.of(number.mean).max(0.7), 12.0)));
    if number.n > 1 && number.high > number.low {
        let (low, high) = (scale.of(number.low), scale.of(number.high));
        bar = bar.with(line("whisker", (low, 7.0), (high, 7.0)));
        bar = bar.with_all([low, high].map(|x| line("whisker", (x, 4.0), (x, 10.0))));
    }
    tag("tr")
        .with(
            tag("th")
                .set("scope", "row")
                .with(tag("strong").text(&*it.place))
                .text(format!(": {}", it.words)),
        )
        .with(classed("td", "bar").with(bar))
        .with(classed("td", "num").with(mean(number)))
}

fn class(way: WaysToWait) -> &'static str {
    match way {
        WaysToWait::WithoutSpace => "wait",
        WaysToWait::HoldingSpace => "to-move",
        WaysToWait::ForResources => "staff",
        WaysToWait::DoneNotGone => "kept",
    }
}
