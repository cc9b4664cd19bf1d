//! From a file of movements to a start: who is there at a time.

use std::fs::File;
use std::path::{Path, PathBuf};

use flow::{Plan, Remark};
use hospital::{Hospital, Line, Moment};
use quantity::{Duration, Instant};
use tables::Logs;

use crate::open::Fault;

/// Who is to be there at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromRequest {
    /// A file of movements that ends in `.csv` or `.parquet`.
    pub file: PathBuf,
    /// Civil date and time by the hospital's clock; `None` is when the file ends.
    pub at: Option<String>,
}

/// Who was there at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// How many visits.
    pub present: usize,
    /// What a reader must know of it.
    pub remarks: Vec<String>,
}

/// What is known by a file of a time.
#[derive(Debug)]
pub(crate) struct Known {
    pub moment: Moment,
    /// The civil date and time.
    pub start: String,
    pub remarks: Vec<String>,
}

/// The plan of a hospital from a moment, and who was there.
pub(crate) fn plan(hospital: Hospital, request: &FromRequest) -> Result<(Plan, Started), Fault> {
    let Known { moment, start, remarks } = moment(&hospital, request)?;
    let hospital = hospital.starting_at(moment.at(), start);
    let started = Started::new(&hospital, &moment, remarks);
    Ok((Plan::from_moment(hospital, &moment), started))
}

impl Started {
    /// Who was there at a moment, from which a hospital starts.
    pub(crate) fn new(hospital: &Hospital, moment: &Moment, mut remarks: Vec<String>) -> Self {
        let plan = Plan::from_moment(hospital.clone(), moment);
        remarks.extend(in_words(hospital, plan.remarks()));
        Self { present: moment.census().visits().count(), remarks }
    }
}

/// The moment of a file that is asked for.
pub(crate) fn moment(hospital: &Hospital, request: &FromRequest) -> Result<Known, Fault> {
    let shown = request.file.display();
    let logs = read(&request.file, hospital)?;
    let Some((replication, log)) = logs.iter().next() else {
        return Err(Fault::Unreadable(format!("{shown} has no movements: there is nothing to start from")));
    };
    let mut remarks = Vec::new();
    if logs.len() > 1 {
        remarks.push(format!(
            "{shown} has movements of {} runs; those of run {replication} are taken",
            logs.len()
        ));
    }
    let until = request.at.as_deref().map(|text| at(text, hospital, &log.lines, &shown)).transpose()?;
    let moment = Moment::of(hospital, &log.lines, until);
    let start = tables::civil_time(hospital, moment.at())
        .ok_or_else(|| Fault::Unreadable(format!("{shown} ends at a time that no calendar has")))?;
    if let Some(first) = moment.found().first() {
        let when = tables::civil_time(hospital, first.at).unwrap_or_default();
        let (number, are) = match moment.found().len() {
            1 => ("1 movement".to_owned(), "is"),
            more => (format!("{more} movements"), "are"),
        };
        remarks
            .push(format!("{number} of {shown} up to then {are} at odds with others, the first at {when}"));
    }
    let end = log.lines.iter().map(time_of).max().unwrap_or(moment.at());
    if moment.at() - end > Duration::HOUR {
        remarks.push(format!("{shown} ends {} before: nothing is known of that time", moment.at() - end));
    }
    Ok(Known { moment, start, remarks })
}

fn read(path: &Path, hospital: &Hospital) -> Result<Logs, Fault> {
    let shown = path.display();
    let unreadable = |why: String| Fault::Unreadable(format!("{shown}: {why}"));
    let extension = path.extension().and_then(|extension| extension.to_str());
    if !matches!(extension, Some("csv" | "parquet")) {
        return Err(Fault::Unreadable(format!(
            "movements are read from CSV or Parquet, and {shown} ends neither in .csv nor in .parquet"
        )));
    }
    let file = File::open(path).map_err(|error| unreadable(error.to_string()))?;
    let read = if extension == Some("csv") {
        tables::read_csv(std::io::BufReader::new(file), hospital)
    } else {
        tables::read_parquet(file, hospital)
    };
    read.map_err(|error| unreadable(error.to_string()))
}

fn at(
    text: &str,
    hospital: &Hospital,
    lines: &[Line],
    shown: &impl std::fmt::Display,
) -> Result<Instant, Fault> {
    let at = tables::instant_of(hospital, text).ok_or_else(|| {
        Fault::Unreadable(format!("`{text}` is no date and time; write it such as \"2026-01-20 08:00\""))
    })?;
    let first = lines.iter().map(time_of).min().unwrap_or(at);
    if at < first {
        let first = tables::civil_time(hospital, first).unwrap_or_default();
        return Err(Fault::Unreadable(format!(
            "{shown} begins at {first}: nobody is known to be there at {text}"
        )));
    }
    Ok(at)
}

fn time_of(line: &Line) -> Instant {
    match line {
        Line::Movement(movement) => movement.at,
        Line::Opening(opening) => opening.at,
    }
}

/// What was odd, a sentence for each sort of it, with how many there are of the sort.
fn in_words(hospital: &Hospital, remarks: &[Remark]) -> Vec<String> {
    let place = |place: hospital::PlaceId| hospital.places[place.index()].name.as_str();
    let mut words: Vec<String> = Vec::new();
    let mut add = |is_such: &dyn Fn(&Remark) -> bool, one: &str, many: &str| match remarks
        .iter()
        .filter(|remark| is_such(remark))
        .count()
    {
        0 => {}
        1 => words.push(format!("1 visit {one}")),
        more => words.push(format!("{more} visits {many}")),
    };
    add(
        &|it| matches!(it, Remark::Guessed(..)),
        "is known by its place only: it is taken to be in the activity in which visits like it spend most of their time there",
        "are known by their place only: each is taken to be in the activity in which visits like it spend most of their time there",
    );
    add(
        &|it| matches!(it, Remark::OtherSpace(..)),
        "is said to be in a space that another has or that its place does not have: it is put in another of that place",
        "are said to be in spaces that others have or that their place does not have: they are put in others of that place",
    );
    add(
        &|it| matches!(it, Remark::NothingHappensThere(..)),
        "is in a place where nothing happens for it: it asks for the first activity of its pathway",
        "are in places where nothing happens for them: they ask for the first activity of their pathway",
    );
    add(
        &|it| matches!(it, Remark::NoSuchActivity(..)),
        "is in an activity that the file does not have: it is taken by its place only",
        "are in activities that the file does not have: they are taken by their place only",
    );
    add(
        &|it| matches!(it, Remark::WaitsElsewhere(..)),
        "waits for a place where its activity does not take place: it asks anew",
        "wait for places where their activity does not take place: they ask anew",
    );
    add(
        &|it| matches!(it, Remark::Overstays(..)),
        "has been in its activity for longer than that can last by the file: it goes on at once",
        "have been in their activity for longer than that can last by the file: they go on at once",
    );
    add(
        &|it| matches!(it, Remark::NeedByTime(..)),
        "is cared for at home, and nothing is told of how many care visits it needs by now: that is taken from how much of its care is over",
        "are cared for at home, and nothing is told of how many care visits they need by now: that is taken from how much of their care is over",
    );
    let of_places = remarks.iter().filter_map(|remark| match *remark {
        Remark::Overfull { place: of, inside, spaces } => {
            let name = place(of);
            let full = if hospital.places[of.index()].each.is_some() {
                format!("{name} has people who need {inside} care visits a day and makes {spaces}")
            } else {
                format!("{name} has {inside} visits in {spaces} spaces")
            };
            Some(format!("{full}: nobody comes in until there is room"))
        }
        Remark::StaysClosed(of) => {
            Some(format!("{} is closed, and the file does not say until when: it stays closed", place(of)))
        }
        Remark::OtherSpace(..)
        | Remark::Guessed(..)
        | Remark::NothingHappensThere(..)
        | Remark::NoSuchActivity(..)
        | Remark::WaitsElsewhere(..)
        | Remark::Overstays(..)
        | Remark::NeedByTime(..) => None,
    });
    words.extend(of_places);
    words
}
