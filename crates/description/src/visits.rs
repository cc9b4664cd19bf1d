//! Known visits: `visits = [ … ]` in the file, or `visits_from = "visits.csv"` beside it.

use hospital::{AttributeId, ListedVisit};
use quantity::{Duration, Instant};

use crate::keys::VISIT;
use crate::problem::At;
use crate::reader::Reader;
use crate::rosters::since_start;
use crate::suggest::nearest;
use crate::tree::Node;

/// Gives the text of a file that stands beside the hospital file, or says why it cannot.
pub(crate) type Beside<'b> = dyn FnMut(&str) -> Result<String, String> + 'b;

impl Reader {
    /// Visits listed in the file.
    pub(crate) fn listed(&mut self, node: &Node) -> Option<Vec<ListedVisit>> {
        let Some(items) = node.list() else {
            self.wrong_sort(node, "a list of visits", "[{ at = \"7.5 h\", times = [\"4 h\"] }]");
            return None;
        };
        let before = self.problems.count();
        let mut visits = Vec::new();
        for item in items {
            let Some(section) = self.inner_section(item, &VISIT) else { continue };
            let at = self.required(&section, "at").and_then(|node| self.duration(node));
            let mut traits = Vec::new();
            for entry in
                section.table.entries.iter().filter(|entry| entry.key != "at" && entry.key != "times")
            {
                let Some(attribute) = self.trait_named(&entry.key, entry.key_at) else { continue };
                let Some(text) = self.text(&entry.node, "\"high\"") else { continue };
                traits
                    .extend(self.value(attribute, text, entry.node.at).map(|value| (attribute, value as u8)));
            }
            let mut times = Vec::new();
            if let Some(node) = section.get("times") {
                let items = node.list().unwrap_or(std::slice::from_ref(node));
                times.extend(items.iter().filter_map(|item| self.duration(item)));
            }
            visits.extend(at.map(|at| ListedVisit { at: since_start(at), traits, times }));
        }
        (self.problems.count() == before).then(|| in_order(visits))
    }

    /// An attribute that a visit may have for certain.
    fn trait_named(&mut self, name: &str, at: At) -> Option<AttributeId> {
        let found = self.names.attribute(name).filter(|&attribute| attribute != AttributeId::ARRIVALS);
        if found.is_none() {
            let known: Vec<&str> = self.names.attributes.iter().skip(1).map(|a| a.name.as_str()).collect();
            let instead = nearest(name, ["at", "times"].into_iter().chain(known), "a visit has");
            self.problems.add_unknown(
                at,
                format!("`{name}` is neither a key of a visit nor an attribute"),
                instead,
            );
        }
        found
    }

    /// Visits listed in a CSV file beside this one.
    pub(crate) fn listed_from(&mut self, node: &Node, beside: &mut Beside<'_>) -> Option<Vec<ListedVisit>> {
        let name = self.text(node, "\"visits.csv\"")?;
        let text = match beside(name) {
            Ok(text) => text,
            Err(why) => {
                self.problems.add(
                    node.at,
                    format!("`{name}` cannot be read: {why}"),
                    "give the name of a CSV file that stands beside this one",
                );
                return None;
            }
        };
        let source = self.problems.add_source(name, text.as_str());
        self.csv(&text, source)
    }

    fn csv(&mut self, text: &str, source: usize) -> Option<Vec<ListedVisit>> {
        let before = self.problems.count();
        let mut rows =
            csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        let header = rows.headers().cloned().unwrap_or_default();
        let header_at = line_at(text, 0, source);
        let mut columns = Vec::new();
        for (number, title) in header.iter().enumerate() {
            let title = title.trim_start_matches('\u{feff}');
            columns.push(self.column(title, field_at(text, header_at, number)));
        }
        (self.problems.count() == before).then_some(())?;
        let arrives = |column: &Column| matches!(column, Column::At | Column::AtUnit(_));
        let lasts = |column: &Column| matches!(column, Column::Times | Column::TimeUnit(_));
        if columns.iter().flatten().filter(|&column| arrives(column)).count() != 1 {
            let what = "one column must say when each visit arrives";
            self.problems.add(
                header_at,
                what,
                "name it `at` (durations, such as `7.5 h`), `at_hours` or `at_days` (numbers)",
            );
        }
        if columns.iter().flatten().filter(|&column| lasts(column)).count() > 1 {
            let what = "more than one column says how long activities last";
            self.problems.add(
                header_at,
                what,
                "keep `times` (durations with `;` between), `time_hours` or `time_days` (numbers)",
            );
        }
        (self.problems.count() == before).then_some(())?;
        let mut visits = Vec::new();
        for row in rows.records() {
            if self.problems.count() >= before + MOST_SHOWN {
                let what = "there are more lines with problems than are worth showing";
                self.problems.add(header_at, what, "see to the others first");
                break;
            }
            match row {
                Ok(row) => visits.extend(self.row(&row, &columns, text, source)),
                Err(error) => {
                    let byte = error.position().map_or(0, |position| position.byte() as usize);
                    let at = line_at(text, byte, source);
                    self.problems.add(
                        at,
                        "this line cannot be read as CSV",
                        "separate the values by commas, as in the first line",
                    );
                }
            }
        }
        (self.problems.count() == before).then(|| in_order(visits))
    }

    fn column(&mut self, title: &str, at: At) -> Option<Column> {
        let column = match title {
            "at" => Column::At,
            "at_hours" => Column::AtUnit(Duration::HOUR),
            "at_days" => Column::AtUnit(Duration::DAY),
            "times" => Column::Times,
            "time_hours" => Column::TimeUnit(Duration::HOUR),
            "time_days" => Column::TimeUnit(Duration::DAY),
            _ => {
                let attribute =
                    self.names.attribute(title).filter(|&attribute| attribute != AttributeId::ARRIVALS);
                if attribute.is_none() {
                    let fixed = ["at", "at_hours", "at_days", "times", "time_hours", "time_days"];
                    let attributes =
                        self.names.attributes.iter().skip(1).map(|attribute| attribute.name.as_str());
                    let instead = nearest(title, fixed.into_iter().chain(attributes), "the columns may be");
                    self.problems.add(at, format!("`{title}` is not a column that is known"), instead);
                }
                Column::Trait(attribute?)
            }
        };
        Some(column)
    }

    fn row(
        &mut self,
        row: &csv::StringRecord,
        columns: &[Option<Column>],
        text: &str,
        source: usize,
    ) -> Option<ListedVisit> {
        let line = line_at(text, row.position().map_or(0, |position| position.byte() as usize), source);
        if row.len() != columns.len() {
            let what =
                format!("this line has {} values, and the first line names {}", row.len(), columns.len());
            self.problems.add(line, what, "give one value for each column; leave it empty to have it drawn");
            return None;
        }
        let mut visit = ListedVisit { at: Instant::START, traits: Vec::new(), times: Vec::new() };
        let before = self.problems.count();
        for (number, (field, column)) in row.iter().zip(columns).enumerate() {
            let at = field_at(text, line, number);
            match column {
                Some(Column::At) => {
                    visit.at = since_start(self.field_duration(field, at).unwrap_or_default());
                }
                Some(Column::AtUnit(unit)) => {
                    visit.at =
                        since_start(self.field_number(field, *unit, at, f64::is_finite).unwrap_or_default());
                }
                Some(Column::Times) => {
                    for part in field.split(';').map(str::trim).filter(|part| !part.is_empty()) {
                        visit.times.extend(self.field_duration(part, at));
                    }
                }
                Some(Column::TimeUnit(unit)) if !field.is_empty() => {
                    visit.times.extend(self.field_number(field, *unit, at, |number| number >= 0.0));
                }
                Some(Column::Trait(attribute)) if !field.is_empty() => {
                    visit
                        .traits
                        .extend(self.value(*attribute, field, at).map(|value| (*attribute, value as u8)));
                }
                Some(Column::TimeUnit(_) | Column::Trait(_)) | None => {}
            }
        }
        (self.problems.count() == before).then_some(visit)
    }

    fn field_duration(&mut self, field: &str, at: At) -> Option<Duration> {
        let read = field.parse().ok();
        if read.is_none() {
            self.problems.add(
                at,
                format!("`{field}` is not a length of time"),
                "write a number and its unit, such as `7.5 h`",
            );
        }
        read
    }

    fn field_number(
        &mut self,
        field: &str,
        unit: Duration,
        at: At,
        fits: impl Fn(f64) -> bool,
    ) -> Option<Duration> {
        let number = field.parse::<f64>().ok().filter(|&number| number.is_finite() && fits(number));
        if number.is_none() {
            self.problems.add(
                at,
                format!("`{field}` is not a number that fits here"),
                "write a plain number, such as `7.5`",
            );
        }
        number.map(|number| Duration::from_hours(number * unit.hours()))
    }
}

/// After so many problems no more lines are read.
const MOST_SHOWN: usize = 100;

/// What a column of the CSV holds.
#[derive(Clone, Copy, Debug)]
enum Column {
    At,
    AtUnit(Duration),
    Times,
    TimeUnit(Duration),
    Trait(AttributeId),
}

/// Visits by time; those of the same time stay as they were given.
fn in_order(mut visits: Vec<ListedVisit>) -> Vec<ListedVisit> {
    visits.sort_by_key(|visit| visit.at);
    visits
}

/// The line that holds a byte.
fn line_at(text: &str, byte: usize, source: usize) -> At {
    // The reader's position of a row may be at the end of the line before it.
    let rest = text.get(byte..).unwrap_or("");
    let start = (byte + rest.len() - rest.trim_start_matches(['\n', '\r']).len()).min(text.len());
    let end = text
        .get(start..)
        .and_then(|rest| rest.find(['\n', '\r']))
        .map_or(text.len(), |length| start + length);
    At { source, start, end }
}

/// A field of a line, by its number from zero.
fn field_at(text: &str, line: At, number: usize) -> At {
    let line_text = text.get(line.start..line.end).unwrap_or("");
    let mut quoted = false;
    let mut start = 0;
    let mut field = 0;
    for (at, c) in line_text.char_indices() {
        quoted ^= c == '"';
        if c == ',' && !quoted {
            if field == number {
                return At { start: line.start + start, end: line.start + at, ..line };
            }
            field += 1;
            start = at + 1;
        }
    }
    At { start: line.start + start, ..line }
}
