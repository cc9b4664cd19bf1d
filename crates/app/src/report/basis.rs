//! What a report rests on: the items of STRESS-DES, printed from the description and the run.
//!
//! Source: Monks, Currie, Onggo, Robinson, Kunc and Taylor, "Strengthening the reporting of empirical simulation studies:
//! Introducing the STRESS guidelines", Journal of Simulation 13(1), 2019, table for discrete-event simulation.

mod logic;

use description::Note;
use hospital::Hospital;
use quantity::Duration;

use super::asked::Asked;
use crate::simulate::Simulation;
use crate::simulated::Simulated;

/// What it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    /// What the file says at its top, in paragraphs.
    pub of_file: Vec<String>,
    /// The items of the checklist, in order.
    pub items: Vec<Item>,
    /// What the file says beside its values: its comments, by the path of what stands below each.
    pub notes: Vec<Note>,
    /// The file as it was read, before options and settings.
    pub text: String,
}

/// An item of the checklist.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its section: `Objectives`.
    pub section: &'static str,
    /// Its number: `1.1`.
    pub number: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What there is to say.
    pub parts: Vec<Part>,
}

/// A part of an item.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A paragraph.
    Text(String),
    /// What is not known, or not said.
    Unknown(String),
    /// A list.
    List(Vec<String>),
    /// A table: headings, rows of cells, and in each cell its lines.
    Table(Vec<&'static str>, Vec<Vec<Vec<String>>>),
    /// Things, each with what there is to say of it.
    Things(Vec<Thing>),
}

/// A thing of the description.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// Its name, or those of several of which the same holds.
    pub name: String,
    /// What is said, under what heading; nothing without anything to say.
    pub said: Vec<(&'static str, Vec<String>)>,
}

fn thing(name: impl Into<String>, said: Vec<(&'static str, Vec<String>)>) -> Thing {
    let said = said.into_iter().filter(|(_, lines)| !lines.is_empty());
    Thing { name: name.into(), said: said.collect() }
}

type Numbered = (&'static str, &'static str, &'static str);

pub(super) fn basis(simulation: &Simulation, asked: &Asked, simulated: &Simulated) -> Basis {
    let mut notes = description::notes(&simulation.text);
    let of_file = match notes.first().filter(|note| note.path.is_empty()) {
        Some(_) => notes.remove(0).text.lines().map(str::to_owned).collect(),
        None => Vec::new(),
    };
    // What stands above options is for those who choose among them.
    notes.retain(|note| !note.path.is_empty() && !note.path.starts_with("option."));
    let it =
        Told { hospital: simulation.plan.hospital(), asked, simulated, of_file: &of_file, notes: &notes };
    let items =
        [it.objectives(), it.logic(), it.data(), it.experimentation(), it.implementation(), it.access()];
    let item =
        |((section, number, title), parts): (Numbered, Vec<Part>)| Item { section, number, title, parts };
    Basis {
        items: items.into_iter().flatten().map(item).collect(),
        of_file,
        notes,
        text: simulation.text.clone(),
    }
}

struct Told<'a> {
    hospital: &'a Hospital,
    asked: &'a Asked,
    simulated: &'a Simulated,
    of_file: &'a [String],
    notes: &'a [Note],
}

fn text(words: impl Into<String>) -> Part {
    Part::Text(words.into())
}

fn one(line: impl Into<String>) -> Vec<String> {
    vec![line.into()]
}

impl Told<'_> {
    fn objectives(&self) -> Vec<(Numbered, Vec<Part>)> {
        const SECTION: &str = "Objectives";
        let purpose = if self.of_file.is_empty() {
            Part::Unknown(
                "The file does not say what the model is for. Whoever passes this report on should add it."
                    .to_owned(),
            )
        } else {
            text(format!("The file says: {}", self.of_file.join(" ")))
        };
        let aims = match (self.asked.options.is_empty(), self.asked.changes.is_empty()) {
            (true, true) => {
                "The hospital as the file describes it, with no option and no setting.".to_owned()
            }
            (false, _) => format!(
                "The hospital with the {} {}; \"What was asked\" lists what was changed. This report shows that hospital \
                 alone: to compare, make the same report without the option. The same patients come in both.",
                if self.asked.options.len() == 1 { "option" } else { "options" },
                self.asked.options.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ")
            ),
            (true, false) => {
                "The hospital with values that were set by hand; \"What was asked\" lists them.".to_owned()
            }
        };
        vec![
            ((SECTION, "1.1", "Purpose of the model"), vec![purpose]),
            (
                (SECTION, "1.2", "Model outputs"),
                vec![text(
                    "The figures of this report; each is linked to its definition. All are means over runs with the 95 % \
                     interval of the mean.",
                )],
            ),
            ((SECTION, "1.3", "Aims of experimentation"), vec![text(aims)]),
        ]
    }

    /// The comment of the file that stands above this heading, if there is one.
    fn says(&self, path: &str) -> Vec<String> {
        let inside = format!("{path}.");
        let here = self.notes.iter().filter(|note| note.path == path || note.path.starts_with(&inside));
        here.flat_map(|note| note.text.lines().map(str::to_owned)).collect()
    }

    fn data(&self) -> Vec<(Numbered, Vec<Part>)> {
        const SECTION: &str = "Data";
        let sources = if self.notes.is_empty() {
            Part::Unknown(
                "The file names no source for any of its values. Nothing in this report says how near they are to a real \
                 hospital."
                    .to_owned(),
            )
        } else {
            text(
                "What the file says of its sources stands above, under \"the file says\"; a comment may speak for several things \
                 that come after it. Where there is none, the file names no source there.",
            )
        };
        let evidence = self.simulated.evidence.iter().map(|it| text(it.words()));
        vec![
            ((SECTION, "3.1", "Sources of data"), vec![sources].into_iter().chain(evidence).collect()),
            (
                (SECTION, "3.2", "Preparation of data"),
                vec![Part::Unknown(
                    "Not known beyond what the file says: it holds the values, not the way to them.".to_owned(),
                )],
            ),
            (
                (SECTION, "3.3", "Input parameters"),
                vec![text("All of them are above, and in the file itself, at the end of this report.")],
            ),
            (
                (SECTION, "3.4", "Assumptions, and what is left out"),
                vec![Part::List(
                    [
                        "People do what the file says: nobody works faster because a queue is long, and nobody opens a ward in an emergency.",
                        "Staff have no names, no breaks but those of their roster, and no walk between rooms.",
                        "A visit uses one space at a time, and an activity takes all it needs at once.",
                        "Visits are independent of each other: families do not come together, and an infection spreads to nobody.",
                        "A day has 24 hours and a year 365 days: there is no summer time and no bank holiday.",
                        "There is one hospital and what is behind its doors: no ambulance on the road, no general practice.",
                    ]
                    .map(str::to_owned)
                    .to_vec(),
                )],
            ),
        ]
    }

    fn experimentation(&self) -> Vec<(Numbered, Vec<Part>)> {
        const SECTION: &str = "Experimentation";
        let it = self.simulated;
        let warm_up = match it.warm_up {
            Duration::ZERO if let Some(from) = &it.from => text(format!(
                "Each run begins with those who were there at {}, {} in all, by the log of movements: what they are in is as long \
                 as it is given that it is not over.",
                it.start, from.present
            )),
            Duration::ZERO => Part::Unknown(
                "There is no warm-up: counting begins with an empty hospital, and the first weeks are as empty as it was."
                    .to_owned(),
            ),
            time => text(format!(
                "Each run begins with an empty hospital {time} before counting does. If a longer warm-up changes a figure by \
                 more than its interval, it was too short: look whether the weeks over time begin level."
            )),
        };
        let estimation = match it.runs {
            0 => "No run was finished.".to_owned(),
            1 => "One run: there are no intervals.".to_owned(),
            runs => format!(
                "{runs} independent runs. A figure is the mean of the runs' figures, with Student's 95 % interval from how they \
                 differ. It speaks of the mean over all years that could have been, given the file: a single year differs from \
                 it by more, and how far the file is from a real hospital it does not say."
            ),
        };
        vec![
            ((SECTION, "4.1", "Initialisation"), vec![warm_up]),
            (
                (SECTION, "4.2", "Run length"),
                vec![text(format!("{} from {} are counted in each run.", it.collect, it.start))],
            ),
            ((SECTION, "4.3", "Estimation"), vec![text(estimation)]),
        ]
    }

    fn implementation(&self) -> Vec<(Numbered, Vec<Part>)> {
        const SECTION: &str = "Implementation";
        vec![
            (
                (SECTION, "5.1", "Software"),
                vec![text(format!("Onward {}, a program in Rust.", env!("CARGO_PKG_VERSION")))],
            ),
            (
                (SECTION, "5.2", "Random sampling"),
                vec![text(format!(
                    "Every random number is a pure function (Philox4x32-7; Salmon and others, SC11, 2011) of the seed, which is \
                     {}, the run, the visit and what it is for. The same visits come in every option, with the same needs.",
                    self.simulated.seed
                ))],
            ),
            (
                (SECTION, "5.3", "Model execution"),
                vec![text(format!(
                    "Event by event, in whole milliseconds; {} events in {} runs.",
                    crate::view::number::plain(self.simulated.events as f64),
                    self.simulated.runs
                ))],
            ),
            (
                (SECTION, "5.4", "System"),
                vec![text(
                    "Not told, because no figure depends on it: the same file, options and seed give the same figures on every \
                     machine.",
                )],
            ),
        ]
    }

    fn access(&self) -> Vec<(Numbered, Vec<Part>)> {
        const SECTION: &str = "Code access";
        vec![(
            (SECTION, "6.1", "How to get and run it again"),
            vec![
                text(format!(
                    "Save the file at the end of this report as {}, together with any table of visits that it names, and run:",
                    self.asked.file
                )),
                text(self.asked.command.clone()),
                text("Onward is open source, under Apache-2.0 or MIT."),
            ],
        )]
    }
}
