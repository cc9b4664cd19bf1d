//! What changes in the course of a run: dated changes of options, `[shock.NAME]` and `[rule.NAME]`.

use hospital::{Beyond, Bill, Cause, Condition, Dates, MOST_SWITCHES, PlaceReading, Reading, Rule, Switch};
use jiff::civil::DateTime;
use quantity::{Duration, Instant};

use crate::keys::{ALTERED, DO, RULE, SHOCK, UNTIL, WHEN};
use crate::moments::{Moment, Span, together};
use crate::names::MOST_THINGS;
use crate::problem::At;
use crate::reader::{Reader, Section, entries};
use crate::settings::{Change, Choice};
use crate::suggest::nearest;
use crate::tree::{Node, Table};

/// A switch, with the changes that it makes in the file.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) switch: Switch,
    pub(crate) changes: Vec<Change>,
    /// Where its name stands.
    pub(crate) at: At,
    /// Whether it is simulated; if not, it is only checked.
    pub(crate) active: bool,
}

/// Reads every switch: of the chosen options, then shocks, then rules, so that later ones hold over earlier ones.
pub(crate) fn read(
    reader: &mut Reader,
    file: &Table,
    (options, chosen): (&[Choice], &[&Choice]),
    start: DateTime,
) -> Vec<Source> {
    let mut sources = Vec::new();
    for choice in chosen {
        sources.extend(of_option(reader, choice, start));
    }
    for choice in options.iter().filter(|it| !chosen.iter().any(|other| std::ptr::eq(*other, *it))) {
        // Their dates are checked, and that is all.
        of_option(reader, choice, start);
    }
    reader.named(file, "shock", MOST_THINGS);
    for entry in entries(file, "shock", MOST_THINGS) {
        let title = format!("[shock.{}]", entry.key);
        let Some(section) = reader.section(&entry.node, entry.key_at, &SHOCK, &title) else { continue };
        let dates = reader.dates(&section, start);
        let changes = reader.altered(&section);
        let active = section.get("active").and_then(|node| reader.flag(node)).unwrap_or(true);
        let Some(dates) = dates else { continue };
        let switch = Switch { name: entry.key.clone(), cause: Cause::Shock(dates), bills: Vec::new() };
        sources.push(Source { switch, changes, at: entry.key_at, active });
    }
    reader.named(file, "rule", MOST_THINGS);
    for entry in entries(file, "rule", MOST_THINGS) {
        let title = format!("[rule.{}]", entry.key);
        let Some(section) = reader.section(&entry.node, entry.key_at, &RULE, &title) else { continue };
        sources.extend(reader.rule(&section, &entry.key));
    }
    if let Some(beyond) = sources.get(MOST_SWITCHES) {
        reader.problems.add(
            beyond.at,
            format!("there are more than {MOST_SWITCHES} dated changes, shocks and rules"),
            format!("at most {MOST_SWITCHES} can be simulated at once: join those that have the same dates"),
        );
        sources.truncate(MOST_SWITCHES);
    }
    sources
}

/// The dated changes of an option, those with the same dates together; and what it costs, if it only holds at times.
fn of_option(reader: &mut Reader, choice: &Choice, start: DateTime) -> Vec<Source> {
    let mut groups: Vec<(Span, Vec<Change>)> = Vec::new();
    for change in choice.changes.iter().filter(|change| change.is_dated()) {
        let Some(span) = reader.span((change.from, change.until), start) else { continue };
        match groups.iter_mut().find(|(known, _)| *known == span) {
            Some((_, changes)) => changes.push(change.clone()),
            None => groups.push((span, vec![change.clone()])),
        }
    }
    let bill = Bill { paid_by: choice.paid_by, per_day: choice.summary.cost_per_day, once: 0.0 };
    let source = |dates: Dates, changes, bills| Source {
        switch: Switch { name: choice.summary.name.clone(), cause: Cause::Option(dates), bills },
        changes,
        at: choice.at,
        active: true,
    };
    let spans = groups.iter().map(|&(span, _)| span).collect();
    let mut sources: Vec<Source> =
        groups.into_iter().map(|(span, changes)| source(together(vec![span]), changes, Vec::new())).collect();
    if choice.holds_at_times() && choice.summary.cost_per_day != 0.0 {
        match &mut sources[..] {
            [only] => only.switch.bills.push(bill),
            [] => {}
            _ => sources.push(source(together(spans), Vec::new(), vec![bill])),
        }
    }
    sources
}

impl Choice {
    /// Whether all of its changes hold for a part of the run only: then so does what it costs.
    pub(crate) fn holds_at_times(&self) -> bool {
        !self.changes.is_empty() && self.changes.iter().all(Change::is_dated)
    }
}

impl Reader {
    /// When a shock happens.
    fn dates(&mut self, section: &Section<'_>, start: DateTime) -> Option<Dates> {
        let (from, until) = self.begin_and_end(section);
        let lasts = section.get("lasts").and_then(|node| self.some_time(node));
        let every = section.get("every").map(|node| (node.at, self.some_time(node)));
        if let Some(node) = section.get("dates") {
            for key in ["from", "until", "every"] {
                if section.get(key).is_some() {
                    let what = format!("{} has both `dates` and `{key}`", section.title);
                    self.problems.add(section.key_at(key), what, "delete one of the two");
                }
            }
            return self.listed_dates(node, lasts.unwrap_or(Duration::DAY), start);
        }
        if section.get("lasts").is_some() && (until.is_some() || from.is_none()) {
            let (what, instead) = if until.is_some() {
                (format!("{} has both `until` and `lasts`", section.title), "delete one of the two")
            } else {
                (format!("{} does not say when it begins", section.title), "add `from`, or `dates`")
            };
            self.problems.add(section.key_at("lasts"), what, instead);
            return None;
        }
        let (first, mut last) = self.span((from, until), start)?;
        last = last.or(lasts.map(|lasts| first + lasts));
        let mut dates = Dates { spans: vec![(first, last)], every: None };
        if let Some((at, every)) = every {
            dates.every = self.repeated(at, every?, (from, first, last));
            dates.every?;
        }
        Some(dates)
    }

    fn repeated(
        &mut self,
        at: At,
        every: Duration,
        (from, first, last): (Option<Moment>, Instant, Option<Instant>),
    ) -> Option<Duration> {
        let fits = last.is_some_and(|last| last - first <= every);
        if from.is_none() || last.is_none() {
            self.problems.add(
                at,
                "what comes again needs a beginning and an end",
                "add `from`, and `lasts` or `until`",
            );
        } else if !fits {
            self.problems.add(
                at,
                "it comes again before it is over",
                "write a longer `every`, or an earlier end",
            );
        }
        (fits && from.is_some()).then_some(every)
    }

    fn listed_dates(&mut self, node: &Node, lasts: Duration, start: DateTime) -> Option<Dates> {
        let Some(items) = node.list().filter(|items| !items.is_empty()) else {
            self.problems.add(
                node.at,
                "a list of dates belongs here",
                "write for example `[\"2026-04-03\", \"2026-04-06\"]`",
            );
            return None;
        };
        let before = self.problems.count();
        let mut spans: Vec<(Instant, Option<Instant>)> = Vec::new();
        for item in items {
            let Some(moment) = self.moment(item) else { continue };
            let first = moment.instant(start);
            if spans.last().is_some_and(|&(last, _)| first <= last) {
                self.problems.add(item.at, "this date is not later than the one before", "put them in order");
            }
            spans.push((first, Some(first + lasts)));
        }
        (self.problems.count() == before).then(|| together(spans))
    }

    fn altered(&mut self, section: &Section<'_>) -> Vec<Change> {
        let Some(node) = self.required(section, "changes") else { return Vec::new() };
        let Some(items) = node.list() else {
            let example = "[{ set = \"place.ward_3.spaces\", to = \"34 beds\" }]";
            self.wrong_sort(node, "a list of changes", example);
            return Vec::new();
        };
        let read = |item| {
            let section = self.inner_section(item, &ALTERED)?;
            self.set_to(&section)
        };
        items.iter().filter_map(read).collect()
    }

    /// A path and what stands there meanwhile.
    fn set_to(&mut self, section: &Section<'_>) -> Option<Change> {
        let set = self.required(section, "set");
        let path = set.and_then(|node| Some((self.text(node, "\"place.ward_3.spaces\"")?, node.at)));
        let to = self.required(section, "to");
        let ((path, path_at), to) = path.zip(to)?;
        Some(Change { path: path.to_owned(), path_at, to: to.clone(), from: None, until: None })
    }

    fn rule(&mut self, section: &Section<'_>, name: &str) -> Option<Source> {
        let when = self.required(section, "when").and_then(|node| self.when(node));
        let until = self.required(section, "until").and_then(|node| self.until(node, when));
        let delay = section.get("delay").and_then(|node| self.duration(node)).unwrap_or(Duration::ZERO);
        let active = section.get("active").and_then(|node| self.flag(node)).unwrap_or(true);
        let (mut changes, mut bills) = (Vec::new(), Vec::new());
        if let Some(node) = self.required(section, "do") {
            let Some(items) = node.list() else {
                let example = "[{ set = \"place.ward_3.spaces\", to = \"34 beds\" }]";
                self.wrong_sort(node, "a list of changes", example);
                return None;
            };
            for item in items {
                let Some(section) = self.inner_section(item, &DO) else { continue };
                changes.extend(self.set_to(&section));
                let bill = self.bill(&section);
                match bills.iter_mut().find(|known: &&mut Bill| known.paid_by == bill.paid_by) {
                    Some(known) => {
                        (known.per_day, known.once) = (known.per_day + bill.per_day, known.once + bill.once);
                    }
                    None => bills.push(bill),
                }
            }
        }
        let cause = Cause::Rule(Rule { when: when?, until: until?, delay });
        let switch = Switch { name: name.to_owned(), cause, bills };
        Some(Source { switch, changes, at: section.at, active })
    }

    fn when(&mut self, node: &Node) -> Option<Condition> {
        let section = self.inner_section(node, &WHEN)?;
        let reading = self.required(&section, "measure").and_then(|node| self.reading(node));
        let beyond = self.beyond(&section);
        let lasts = section.get("for").map_or(Some(Duration::ZERO), |node| self.duration(node));
        Some(Condition { reading: reading?, beyond: beyond?, lasts: lasts? })
    }

    fn until(&mut self, node: &Node, when: Option<Condition>) -> Option<Condition> {
        let section = self.inner_section(node, &UNTIL)?;
        let own = section.get("measure").map(|node| self.reading(node));
        let beyond = self.beyond(&section);
        let lasts = self.required(&section, "for").and_then(|node| self.duration(node).map(|it| (node, it)));
        let lasts = lasts.and_then(|(node, lasts)| {
            if lasts < Duration::MINUTE {
                self.problems.add(
                    node.at,
                    "a rule must be on for some time: its own changes may bring about what ends it",
                    "write at least `\"1 min\"`",
                );
                return None;
            }
            Some(lasts)
        });
        let reading = own.unwrap_or(when.map(|when| when.reading))?;
        let until = Condition { reading, beyond: beyond?, lasts: lasts? };
        if let Some(when) = when.filter(|when| when.reading == reading)
            && overlap(reading, when.beyond, until.beyond)
        {
            self.problems.add(
                node.at,
                "the rule would come on and go off by turns: both `when` and `until` can hold at once",
                "leave a gap between the two, such as `above = 12` and `below = 8`",
            );
        }
        Some(until)
    }

    fn beyond(&mut self, section: &Section<'_>) -> Option<Beyond> {
        let mut bound = |key: &str, example| {
            let node = section.get(key)?;
            self.number(node, |number| number >= 0.0, "a number of zero or more", example)
        };
        let (above, below) = (bound("above", "12"), bound("below", "8"));
        match (section.get("above"), section.get("below")) {
            (Some(_), None) => above.map(Beyond::Above),
            (None, Some(_)) => below.map(Beyond::Below),
            (Some(_), Some(_)) => {
                let what = format!("{} has both `above` and `below`", section.title);
                self.problems.add(section.key_at("below"), what, "keep one of the two");
                None
            }
            (None, None) => {
                let what = format!("{} has no bound", section.title);
                self.problems.add_missing(section.at, what, "add for example `above = 12`, or `below = 8`");
                None
            }
        }
    }

    /// A measure that has a value at every moment.
    fn reading(&mut self, node: &Node) -> Option<Reading> {
        let text = self.text(node, "\"boarding_count\"")?;
        if let Some((place, id)) = text.strip_prefix("place.").and_then(|rest| rest.rsplit_once('.')) {
            let Some(place) = self.names.place(place) else {
                let known = self.names.places.names().to_vec();
                self.unknown(node.at, place, "place", &known);
                return None;
            };
            let found = PlaceReading::ALL.iter().find(|(_, known)| *known == id);
            if found.is_none() {
                let known = PlaceReading::ALL.iter().map(|&(_, id)| id);
                let instead = nearest(id, known, "of a place a rule may look at");
                let what = format!("`{id}` of a place is nothing that a rule can look at at any moment");
                self.problems.add(node.at, what, instead);
            }
            return found.map(|&(reading, _)| Reading::OfPlace(place, reading));
        }
        let found = Reading::OF_HOSPITAL.iter().find(|(_, known)| *known == text);
        if found.is_none() {
            let of_place = PlaceReading::ALL.iter().any(|(_, id)| *id == text);
            let instead = if of_place {
                format!("say of which place: `place.NAME.{text}`")
            } else {
                let known = Reading::OF_HOSPITAL.iter().map(|&(_, id)| id);
                nearest(text, known, "of the hospital a rule may look at")
            };
            self.problems.add(
                node.at,
                format!("`{text}` is nothing that a rule can look at at any moment"),
                instead,
            );
        }
        found.map(|&(reading, _)| reading)
    }
}

/// Whether a number can be beyond both bounds: any of a share, a whole one of everything else.
fn overlap(reading: Reading, one: Beyond, other: Beyond) -> bool {
    let is_share = matches!(reading, Reading::Occupancy | Reading::OfPlace(_, PlaceReading::Occupancy));
    match (one, other) {
        (Beyond::Above(_), Beyond::Above(_)) | (Beyond::Below(_), Beyond::Below(_)) => true,
        (Beyond::Above(low), Beyond::Below(high)) | (Beyond::Below(high), Beyond::Above(low)) => {
            if is_share {
                low < high
            } else {
                low.floor() + 1.0 < high
            }
        }
    }
}
