//! Numbers that change with the hour of the week or at given times, and how many spaces or units there are.

use hospital::{Capacity, Roster};
use quantity::{Duration, Instant};

use crate::problem::At;
use crate::reader::{Reader, entries};
use crate::suggest::nearest_of;
use crate::tree::{Node, Table, Value};
use crate::week::{WEEK, minutes, parse_week_hours, show_minute};

/// Reads every `[roster.NAME]`.
pub(crate) fn read(reader: &mut Reader, file: &Table) {
    for entry in entries(file, "roster", crate::names::MOST_THINGS) {
        let roster = reader.roster(&entry.node);
        reader.rosters.push(roster);
    }
}

impl Reader {
    /// How many spaces or units there are: `noun` is what is suggested to a bare number.
    pub(crate) fn capacity(&mut self, node: &Node, noun: &str) -> Option<Capacity> {
        match &node.value {
            Value::Text(text) if text == "unlimited" => Some(Capacity::Unlimited),
            Value::Text(text) if nearest_of(text, std::iter::once("unlimited")).is_some() => {
                self.problems.add(
                    node.at,
                    format!("`{text}` is not a count"),
                    "did you mean `\"unlimited\"`?",
                );
                None
            }
            Value::Text(_) | Value::Number { .. } => self.count(node, noun).map(Capacity::Always),
            Value::Table(_) => self.roster(node).map(Capacity::Rostered),
            Value::Flag(_) | Value::List(_) => {
                self.wrong_sort(node, "a number of spaces", &format!("\"28 {noun}\""));
                None
            }
        }
    }

    /// A roster: the name of one, or its content.
    pub(crate) fn roster(&mut self, node: &Node) -> Option<Roster> {
        match &node.value {
            Value::Text(_) => self.named_roster(node),
            Value::Table(table) => match (table.get("roster"), table.get("dates")) {
                (Some(name), _) if table.entries.len() == 1 => self.named_roster(name),
                (None, Some(dates)) if table.entries.len() == 1 => self.dated_roster(dates),
                (Some(_), _) | (_, Some(_)) => {
                    let instead = "write `{ roster = \"NAME\" }`, or `{ dates = […] }`, or hours such as `{ \"mon-fri 08-16\" = 9 }`";
                    self.problems.add(node.at, "this is more than one roster", instead);
                    None
                }
                (None, None) => self.weekly_roster(node.at, table),
            },
            Value::Number { .. } | Value::Flag(_) | Value::List(_) => {
                self.wrong_sort(node, "a roster", "{ \"mon-fri 08-16\" = 9, \"daily 16-08\" = 6 }");
                None
            }
        }
    }

    fn named_roster(&mut self, node: &Node) -> Option<Roster> {
        let find = |names: &crate::names::Names, name: &str| names.rosters.find(name);
        let number = self.reference(node, "roster", find, |names| names.rosters.names().to_vec())?;
        self.rosters.get(number).cloned().flatten()
    }

    fn weekly_roster(&mut self, at: At, table: &Table) -> Option<Roster> {
        if table.entries.is_empty() {
            self.problems.add(
                at,
                "this roster is empty",
                "write hours and numbers, such as `\"mon-fri 08-16\" = 9`",
            );
            return None;
        }
        let before = self.problems.count();
        let mut numbers = vec![0; WEEK];
        let mut taken: Vec<Option<usize>> = vec![None; WEEK];
        let mut begins = vec![false; WEEK];
        for (this, entry) in table.entries.iter().enumerate() {
            let number = self.people(&entry.node, "spaces");
            let spans = match parse_week_hours(&entry.key) {
                Ok(spans) => spans,
                Err((what, instead)) => {
                    self.problems.add(entry.key_at, what, instead);
                    continue;
                }
            };
            let all = || spans.iter().flat_map(|&(from, until)| from..until);
            if let Some((minute, other)) = all().find_map(|minute| Some((minute, taken[minute]?))) {
                let other = &table.entries[other].key;
                self.problems.add(
                    entry.key_at,
                    format!("`{}` overlaps `{other}`, first at {}", entry.key, show_minute(minute)),
                    "change one of the two so that every hour has one number",
                );
            }
            for &(from, _) in &spans {
                begins[from] = true;
            }
            for minute in all() {
                taken[minute] = Some(this);
                numbers[minute] = number.unwrap_or(0);
            }
        }
        (self.problems.count() == before).then(|| {
            // Hours that touch stay apart: what is given out at their beginning is given anew.
            let is_start = |&minute: &usize| {
                minute == 0
                    || (begins[minute] && numbers[minute] > 0)
                    || numbers[minute] != numbers[minute - 1]
            };
            let starts = (0..WEEK).filter(is_start);
            Roster::Weekly(starts.map(|minute| (minutes(minute), numbers[minute])).collect())
        })
    }

    fn dated_roster(&mut self, node: &Node) -> Option<Roster> {
        let example = "[[\"0 h\", 1], [\"5 h\", 0], [\"9 h\", 1]]";
        let Some(items) = node.list().filter(|items| !items.is_empty()) else {
            self.problems.add(
                node.at,
                "a list of times and numbers belongs here",
                format!("write for example `{example}`"),
            );
            return None;
        };
        let before = self.problems.count();
        let mut changes: Vec<(Instant, u32)> = Vec::new();
        for item in items {
            let Some([time, number]) = item.list() else {
                self.wrong_sort(item, "a time since the start and a number", "[\"5 h\", 0]");
                continue;
            };
            let (time, number) = (self.duration(time), self.people(number, "spaces"));
            let Some((time, number)) = time.zip(number) else { continue };
            let at = Instant::START + time;
            if changes.last().is_some_and(|&(last, _)| at <= last) {
                self.problems.add(
                    item.at,
                    "this time is not later than the one before",
                    format!("put them in order, such as `{example}`"),
                );
            }
            changes.push((at, number));
        }
        (self.problems.count() == before).then_some(Roster::Dated(changes))
    }

    /// Spans of time since the start, in order and apart.
    pub(crate) fn spans(&mut self, node: &Node) -> Vec<(Instant, Instant)> {
        let example = "[[\"10 days\", \"17 days\"]]";
        let Some(items) = node.list() else {
            self.wrong_sort(node, "a list of times from and until", example);
            return Vec::new();
        };
        let mut spans: Vec<(Instant, Instant)> = Vec::new();
        for item in items {
            let Some([from, until]) = item.list() else {
                self.wrong_sort(item, "a pair of times, from and until", "[\"10 days\", \"17 days\"]");
                continue;
            };
            let (Some(from), Some(until)) = (self.duration(from), self.duration(until)) else { continue };
            if until <= from {
                self.problems.add(
                    item.at,
                    "this ends before it begins",
                    format!("write the earlier time first, such as `{example}`"),
                );
            } else if spans.last().is_some_and(|&(_, last)| Instant::START + from < last) {
                self.problems.add(
                    item.at,
                    "this begins before the one before it ends",
                    "put them in order, and join those that overlap",
                );
            }
            spans.push((since_start(from), since_start(until)));
        }
        spans
    }
}

/// So long after the start of the counted period.
pub(crate) fn since_start(duration: Duration) -> Instant {
    Instant::START + duration
}
