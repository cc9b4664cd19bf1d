//! How visits flow from place to place.

use std::collections::BTreeMap;

use hospital::{CameFrom, Course, PlaceId, PlaceKind, Subject, Wait, WaitsAt, WentTo};

use super::boxes::{Boxed, box_of};
use super::{Material, Mean};
use crate::collect::spaces;
use crate::simulated::Spaces;

/// How visits flow.
#[derive(Clone, Debug, PartialEq)]
pub struct Flows {
    /// Places, or groups of them, in the order of the file.
    pub boxes: Vec<FlowBox>,
    /// From box to box, in order.
    pub links: Vec<Link>,
    /// Visits that came and left without ever having a space: by which stream, by which way out, how many a day.
    pub without_space: Vec<(String, String, Mean)>,
    /// How many ways from box to box and into a box are left out of a picture, and how many visits a day take one of them.
    pub not_drawn: (usize, f64),
}

/// What at least this share of all arrivals takes is drawn in a picture; besides, of what comes into each box
const MANY: f64 = 0.005;
/// the largest ways that together make this share of it, and the largest way out of it.
const MOST_OF_A_BOX: f64 = 0.8;

/// A place or a group of places.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowBox {
    /// Its name.
    pub name: String,
    /// The places of a group, each with its occupancy in %; none of a single place.
    pub members: Vec<(String, Option<f64>)>,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// How many spaces it has; `None` where places of a group differ in how that is said.
    pub spaces: Option<Spaces>,
    /// Occupied of open spaces, in %; `None` where they are unlimited.
    pub occupancy: Option<Mean>,
    /// Mean number of occupied spaces.
    pub occupied: Mean,
    /// Of those, who wait for a space elsewhere.
    pub to_move: Mean,
    /// Of those, who are in the right place and wait for people or equipment.
    pub for_staff: Mean,
    /// Of those, whose last activity is over and who have asked for no other.
    pub kept: Mean,
    /// Who wait for it and have no space anywhere.
    pub queue: Mean,
    /// Who are held outside.
    pub parked: Mean,
    /// Who came straight here, a day, by stream.
    pub arrivals: Vec<Stub>,
    /// Who left from here, a day, by way out.
    pub exits: Vec<Stub>,
    /// Moves a day between the places of a group.
    pub within: Mean,
}

/// An end of the flow.
#[derive(Clone, Debug, PartialEq)]
pub struct Stub {
    /// The stream of arrivals, or the way out.
    pub name: String,
    /// How many a day.
    pub per_day: Mean,
    /// Whether they are so many that it is worth drawing.
    pub is_drawn: bool,
}

/// From box to box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The box left.
    pub from: usize,
    /// The box entered.
    pub to: usize,
    /// How many a day.
    pub per_day: Mean,
    /// Whether so many take it that it is worth drawing.
    pub is_drawn: bool,
}

pub(super) fn flows(material: &Material<'_>, boxes: &[Boxed]) -> Flows {
    let hospital = material.hospital;
    // Where no run was finished nothing flowed.
    let boxes = if material.courses.is_empty() { &[] } else { boxes };
    let mut drawn: Vec<FlowBox> = boxes.iter().map(|it| drawn(material, it)).collect();
    let (mut links, mut without_space) = (Vec::new(), Vec::new());
    let mut arrivals_per_day = 0.0;
    for ((from, to), per_day) in ways(material, boxes) {
        let stream = |from: &End| match from {
            End::Stream(stream) => Some(hospital.arrivals[*stream].name.clone()),
            End::FlowBox(_) | End::Exit(_) => None,
        };
        arrivals_per_day += stream(&from).map_or(0.0, |_| per_day.mean);
        let exit = |number: usize| hospital.exits[number].name.clone();
        match (from, to) {
            (End::FlowBox(from), End::FlowBox(to)) if from == to => drawn[from].within = per_day,
            (End::FlowBox(from), End::FlowBox(to)) => links.push(Link { from, to, per_day, is_drawn: true }),
            (End::FlowBox(from), End::Exit(to)) => {
                drawn[from].exits.push(Stub { name: exit(to), per_day, is_drawn: true });
            }
            (from, End::FlowBox(to)) => {
                drawn[to].arrivals.push(Stub {
                    name: stream(&from).unwrap_or_default(),
                    per_day,
                    is_drawn: true,
                });
            }
            (from, End::Exit(to)) => {
                without_space.push((stream(&from).unwrap_or_default(), exit(to), per_day));
            }
            (_, End::Stream(_)) => {}
        }
    }
    for it in &mut drawn {
        for stubs in [&mut it.arrivals, &mut it.exits] {
            stubs.sort_by(|one, other| other.per_day.mean.total_cmp(&one.per_day.mean));
        }
    }
    let not_drawn = choose(&mut drawn, &mut links, arrivals_per_day);
    Flows { boxes: drawn, links, without_space, not_drawn }
}

/// Says what is worth drawing; counts the rest.
fn choose(boxes: &mut [FlowBox], links: &mut [Link], arrivals_per_day: f64) -> (usize, f64) {
    let many = MANY * arrivals_per_day;
    let largest_from: Vec<f64> = (0..boxes.len())
        .map(|number| {
            links.iter().filter(|link| link.from == number).map(|link| link.per_day.mean).fold(0.0, f64::max)
        })
        .collect();
    let mut left_out = Vec::new();
    for (number, it) in boxes.iter_mut().enumerate() {
        let into = links.iter_mut().filter(|link| link.to == number);
        let into = into.map(|link| {
            let is_largest = link.per_day.mean >= largest_from[link.from];
            (&mut link.is_drawn, link.per_day.mean, is_largest)
        });
        let stubs = it.arrivals.iter_mut().map(|stub| (&mut stub.is_drawn, stub.per_day.mean, false));
        let mut all: Vec<(&mut bool, f64, bool)> = into.chain(stubs).collect();
        all.sort_by(|one, other| other.1.total_cmp(&one.1));
        let enough = MOST_OF_A_BOX * all.iter().map(|it| it.1).sum::<f64>();
        let mut so_far = 0.0;
        for (is_drawn, per_day, is_largest) in all {
            *is_drawn = per_day >= many || so_far < enough || is_largest;
            so_far += per_day;
            left_out.extend((!*is_drawn).then_some(per_day));
        }
    }
    (left_out.len(), left_out.iter().sum())
}

/// An end of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Stream(usize),
    FlowBox(usize),
    Exit(usize),
}

/// The ways between boxes, with how many took them in each replication.
fn ways(material: &Material<'_>, boxes: &[Boxed]) -> Vec<((End, End), Mean)> {
    let mut all: BTreeMap<(End, End), Vec<f64>> = BTreeMap::new();
    let runs = material.courses.len();
    for (run, course) in material.courses.iter().enumerate() {
        for (from, to, per_day) in Course::ways(course) {
            let from = match from {
                CameFrom::Arrivals(stream) => End::Stream(stream.index()),
                CameFrom::Place(place) => End::FlowBox(box_of(boxes, place)),
            };
            let to = match to {
                WentTo::Place(place) => End::FlowBox(box_of(boxes, place)),
                WentTo::Exit(exit) => End::Exit(exit.index()),
            };
            all.entry((from, to)).or_insert_with(|| vec![0.0; runs])[run] += per_day;
        }
    }
    all.into_iter().map(|(way, values)| (way, Mean::of(values.into_iter()))).collect()
}

fn drawn(material: &Material<'_>, it: &Boxed) -> FlowBox {
    let hospital = material.hospital;
    let sum = |id: &str| {
        let of_run =
            |figures: &hospital::Figures| it.places.iter().map(|&place| value(figures, place, id)).sum();
        Mean::of(material.results.figures.iter().map(of_run))
    };
    let place = |place: PlaceId| &hospital.places[place.index()];
    let all_spaces: Vec<Spaces> = it.places.iter().map(|&id| spaces(&place(id).capacity)).collect();
    let occupancy = |places: &[PlaceId]| {
        let shares = material.results.figures.iter().map(|figures| occupancy(figures, places));
        Some(Mean::of(shares.collect::<Option<Vec<f64>>>()?.into_iter()))
    };
    let member = |&id: &PlaceId| (place(id).name.clone(), occupancy(&[id]).map(|it| it.mean));
    FlowBox {
        name: it.name.clone(),
        members: if it.places.len() > 1 { it.places.iter().map(member).collect() } else { Vec::new() },
        kind: place(it.places[0]).kind,
        spaces: together(&all_spaces),
        occupancy: occupancy(&it.places),
        occupied: sum("occupied_spaces"),
        to_move: sum("waiting_to_move"),
        for_staff: Mean::of(material.courses.iter().map(|course| for_staff(course, &it.places))),
        kept: sum("kept_after"),
        queue: sum("queue_length"),
        parked: sum("parked"),
        arrivals: Vec::new(),
        exits: Vec::new(),
        within: Mean::of(std::iter::empty()),
    }
}

/// Who wait in these places for people or equipment.
fn for_staff(course: &Course, places: &[PlaceId]) -> f64 {
    let here = |&((place, wait, _), _): &(WaitsAt, f64)| {
        matches!(wait, Wait::Staff | Wait::Paused) && place.is_some_and(|place| places.contains(&place))
    };
    course.waits().filter(here).map(|(_, number)| number).sum()
}

/// A figure of a place; nothing seen is none.
fn value(figures: &hospital::Figures, place: PlaceId, id: &str) -> f64 {
    figures.value(Subject::Place(place), id).filter(|value| value.is_finite()).unwrap_or(0.0)
}

/// Occupied of open spaces of places together, in %; `None` where one is unlimited or was never open.
fn occupancy(figures: &hospital::Figures, places: &[PlaceId]) -> Option<f64> {
    let (mut occupied, mut open) = (0.0, 0.0);
    for &place in places {
        let share = figures.value(Subject::Place(place), "occupancy").filter(|share| share.is_finite())?;
        let used = |id| figures.value(Subject::Place(place), id).filter(|number| number.is_finite());
        let number = used("care_load").or_else(|| used("occupied_spaces")).unwrap_or(0.0);
        occupied += number;
        // An empty place says nothing of how many spaces it has, and adds nothing to speak of.
        open += if share > 0.0 { number / share } else { 0.0 };
    }
    Some(if open > 0.0 { 100.0 * occupied / open } else { 0.0 })
}

fn together(all: &[Spaces]) -> Option<Spaces> {
    if let [one] = all {
        return Some(*one);
    }
    let number = |it: &Spaces| match it {
        Spaces::Always(number) => Some(*number),
        Spaces::Rostered(..) | Spaces::Unlimited => None,
    };
    all.iter().map(number).sum::<Option<u32>>().map(Spaces::Always)
}
