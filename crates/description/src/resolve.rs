//! From the text of a file, with options and settings, to a hospital.

use std::collections::BTreeMap;

use hospital::{Hospital, On, PayerId, Payments, Switches};

use crate::arrivals::{BaseRates, base_rates, check_someone_comes};
use crate::keys::{FILE, GROUP};
use crate::names::{MOST_THINGS, Names, collect};
use crate::problem::{At, Problem, Problems};
use crate::reader::{Reader, Section, entries};
use crate::settings::{Change, Choice, apply, apply_and_note, changes_of, read_options};
use crate::switches::Source;
use crate::tree::{Node, Table, Value, parse};
use crate::visits::Beside;
use crate::{
    Described, Request, arrivals, checks, infections, pathways, patients, payments, places, rosters, run,
    staff, switches, versions,
};

/// The version of the format that is read.
const VERSION: i128 = 1;

/// Reads a hospital file.
///
/// `beside` gives the text of a CSV file that the hospital file names, or says why it cannot be read; the crate itself
/// opens nothing.
///
/// # Errors
/// Every problem of the file, the settings and the options at once, in the order of the text.
pub fn read(
    request: &Request<'_>,
    beside: &mut dyn FnMut(&str) -> Result<String, String>,
) -> Result<Described, Vec<Problem>> {
    let mut kept = BTreeMap::new();
    let mut once = |name: &str| kept.entry(name.to_owned()).or_insert_with(|| beside(name)).clone();
    let mut problems = Problems::default();
    let source = problems.add_source(request.file, request.text);
    let mut original = parse(request.text, source, &mut problems);
    let settings = changes_of(request.settings, &mut problems);
    // An option must be changed before it is made.
    let (of_options, others): (Vec<Change>, Vec<Change>) =
        settings.into_iter().partition(|change| change.path.starts_with("option."));
    for change in &of_options {
        apply(&mut original, change, &mut problems);
    }
    let mut reader = new_reader(problems);
    reader.names.payers = crate::payments::names(&original);
    let options = read_options(&mut reader, &original);
    let bases = base_rates(&original);
    let mut file = original.clone();
    let mut changes = Vec::new();
    let chosen = chosen(&mut reader, request.options, &options);
    let all_along = chosen.iter().filter(|choice| !choice.holds_at_times());
    let bills: Vec<_> = all_along.map(|choice| (choice.paid_by, choice.summary.cost_per_day)).collect();
    for choice in &chosen {
        for change in &choice.changes {
            let option = Some(choice.summary.name.as_str());
            changes.push(apply_and_note(&mut file, change, option, &mut reader.problems));
        }
    }
    for change in &others {
        changes.push(apply_and_note(&mut file, change, None, &mut reader.problems));
    }
    let mut hospital = resolve(&mut reader, &file, &bases, &bills, &mut once);
    if let Some(start) = run::start(&file) {
        let sources = switches::read(&mut reader, &file, (&options, &chosen), start);
        for source in &sources {
            let mut file = file.clone();
            for change in &source.changes {
                apply(&mut file, change, &mut reader.problems);
            }
        }
        if let Some(hospital) = hospital.as_mut().filter(|_| reader.problems.count() == 0) {
            let with = With { file: &file, sources: &sources, bases: &bases, bills: &bills };
            hospital.switches = with.switches(hospital, &mut reader.problems, &mut once);
        }
    }
    for choice in options.iter().filter(|choice| !request.options.contains(&choice.summary.name)) {
        try_out(&mut reader.problems, choice, &original, &bases, &mut once);
    }
    match hospital.filter(|_| reader.problems.count() == 0) {
        Some(hospital) => {
            let options = options.into_iter().map(|choice| choice.summary).collect();
            Ok(Described { hospital, options, changes })
        }
        None => Err(reader.problems.finish()),
    }
}

/// A file, and what switches make of it.
struct With<'f> {
    file: &'f Table,
    sources: &'f [Source],
    bases: &'f BaseRates,
    bills: &'f [(PayerId, f64)],
}

impl With<'_> {
    fn switches(&self, base: &Hospital, problems: &mut Problems, beside: &mut Beside<'_>) -> Switches {
        let clean = problems.clone();
        let mut read = |on: On| {
            let mut reader = new_reader(clean.clone());
            reader.for_a_time = true;
            let mut file = self.file.clone();
            for change in on.each().flat_map(|id| &self.sources[id.index()].changes) {
                apply(&mut file, change, &mut reader.problems);
            }
            resolve(&mut reader, &file, self.bases, self.bills, beside).ok_or(reader.problems)
        };
        versions::switches(base, self.sources, problems, &mut read)
    }
}

fn new_reader(problems: Problems) -> Reader {
    Reader { problems, names: Names::default(), rosters: Vec::new(), ways_unsure: false, for_a_time: false }
}

/// The options that were asked for, in that order.
fn chosen<'o>(reader: &mut Reader, wanted: &[String], options: &'o [Choice]) -> Vec<&'o Choice> {
    let mut found = Vec::new();
    for name in wanted {
        if let Some(choice) = options.iter().find(|choice| choice.summary.name == *name) {
            // Named twice, it is still made once.
            if !found.iter().any(|other: &&Choice| std::ptr::eq(*other, choice)) {
                found.push(choice);
            }
        } else {
            let source = reader.problems.add_source("--with", name.as_str());
            let known: Vec<String> = options.iter().map(|choice| choice.summary.name.clone()).collect();
            reader.unknown(At { source, start: 0, end: name.len() }, name, "option", &known);
        }
    }
    found
}

/// Says what would be wrong if an option were chosen that is not.
fn try_out(
    problems: &mut Problems,
    choice: &Choice,
    original: &Table,
    bases: &BaseRates,
    beside: &mut Beside<'_>,
) {
    let sound = problems.count() == 0;
    let mut file = original.clone();
    for change in &choice.changes {
        apply(&mut file, change, problems);
    }
    if sound && problems.count() == 0 {
        let mut trial = new_reader(problems.clone());
        trial.for_a_time = choice.changes.iter().any(Change::is_dated);
        let changed = resolve(&mut trial, &file, bases, &[], beside);
        if let Some(changed) = changed.filter(|_| choice.holds_at_times())
            && let Some(before) = resolve(&mut new_reader(problems.clone()), original, bases, &[], beside)
        {
            versions::say_what_cannot_change(&before, &changed, (&choice.changes, choice.at), problems);
        }
        for change in &choice.changes {
            for (at, what, instead) in trial.problems.within(change.to.at) {
                problems.add(*at, what, instead);
            }
        }
    }
}

/// Everything that the file says; `None` if something of it could not be read.
fn resolve(
    reader: &mut Reader,
    file: &Table,
    bases: &BaseRates,
    bills: &[(PayerId, f64)],
    beside: &mut Beside<'_>,
) -> Option<Hospital> {
    let top = At { source: 0, start: 0, end: 0 };
    for entry in &file.entries {
        reader.top_key(entry);
    }
    let section = Section { table: file, part: &FILE, at: top, title: "the top of the file" };
    let name = reader.top(&section, top);
    let time_zone = section.get("time_zone").and_then(|node| reader.time_zone(node));
    collect(reader, file);
    let (run, clock) = run::read(reader, file);
    let attributes = patients::read(reader, file);
    rosters::read(reader, file);
    let payments = Payments { options: bills.to_vec(), ..payments::read(reader, file) };
    let mut places = places::read_places(reader, file);
    let resources = places::read_resources(reader, file);
    let infections = infections::read(reader, file, &mut places);
    let teams = staff::read(reader, file, &places, &resources);
    let exits = pathways::read_exits(reader, file);
    let (pathways, activities) = pathways::read(reader, file, &places);
    let arrivals = arrivals::read(reader, file, bases, beside);
    check_someone_comes(file, &mut reader.problems);
    read_groups(reader, file);
    if arrivals.len() != reader.names.arrivals.names().len() {
        // What visits begin with is not known, so nothing can be said of where they come.
        reader.ways_unsure = true;
    }
    let hospital = Hospital {
        name: name.unwrap_or_default(),
        time_zone: time_zone.unwrap_or_else(|| "Europe/London".to_owned()),
        clock,
        run,
        attributes,
        places,
        resources,
        arrivals,
        pathways,
        activities,
        exits,
        infections,
        teams,
        payments,
        switches: Switches::default(),
    };
    checks::check(reader, file, &hospital);
    (reader.problems.count() == 0).then_some(hospital)
}

/// Groups change nothing in a simulation; their keys are checked all the same.
fn read_groups(reader: &mut Reader, file: &Table) {
    reader.named(file, "group", MOST_THINGS);
    for entry in entries(file, "group", MOST_THINGS) {
        let title = format!("[group.{}]", entry.key);
        let Some(section) = reader.section(&entry.node, entry.key_at, &GROUP, &title) else { continue };
        if let Some(node) = section.get("owns")
            && node.list().is_none()
        {
            reader.wrong_sort(node, "a list of paths", "[\"place.ward_7.spaces\"]");
        }
    }
}

impl Reader {
    fn top_key(&mut self, entry: &crate::tree::Entry) {
        let one = Table { entries: vec![entry.clone()] };
        let node = Node { at: entry.key_at, value: Value::Table(one) };
        self.section(&node, entry.key_at, &FILE, "the top of the file");
    }

    /// The version and the name.
    fn top(&mut self, section: &Section<'_>, top: At) -> Option<String> {
        match section.get("onward") {
            None => self.problems.add_missing(
                top,
                "this file does not say that it is a hospital file",
                "write `onward = 1` as the first line",
            ),
            Some(Node { value: Value::Number { whole: Some(VERSION), .. }, .. }) => {}
            Some(node) => {
                let found = self.problems.text(node.at).to_owned();
                let what = format!(
                    "this file is of version {found} of the format, and only version {VERSION} is known"
                );
                self.problems.add(
                    node.at,
                    what,
                    format!(
                        "use a newer Onward, or write `onward = {VERSION}` if the file needs nothing new"
                    ),
                );
            }
        }
        match section.get("name") {
            None => {
                self.problems.add_missing(
                    top,
                    "the hospital has no name",
                    "add `name = \"Northbridge General\"` above the first heading",
                );
                None
            }
            Some(node) => self.text(node, "\"Northbridge General\"").map(str::to_owned),
        }
    }

    fn time_zone(&mut self, node: &Node) -> Option<String> {
        let text = self.text(node, "\"Europe/London\"")?;
        let sound = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "/_+-".contains(c));
        if !sound {
            self.problems.add(
                node.at,
                format!("`{text}` is not a time zone"),
                "write an IANA name, such as `Europe/London`",
            );
        }
        sound.then(|| text.to_owned())
    }
}
