//! The answer in a few sentences, for someone who reads nothing else.

use hospital::PlaceKind;

use super::waits::{Waits, WaysToWait};
use super::{Mean, for_people, shown};
use crate::simulated::{OfPlace, Simulated, find};
use crate::view::Shown;

/// A sentence.
pub type Sentence = Vec<Piece>;

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// A figure with its interval.
    Figure(Shown),
    /// A number with its interval that is no measure.
    Number(Mean),
}

fn words(text: impl Into<String>) -> Piece {
    Piece::Words(text.into())
}

pub(super) fn headlines(simulated: &Simulated, waits: &Waits) -> Vec<Sentence> {
    if simulated.runs == 0 {
        return Vec::new();
    }
    let all = [
        four_hours(simulated),
        boarding(simulated),
        beds(simulated),
        fit(simulated),
        away(simulated, "left_before_seen_share", " of all visits gave up waiting and left."),
        away(simulated, "turned_away_share", " of all visits were turned away."),
        fullest(simulated),
        longest_queue(waits),
    ];
    let mut sentences: Vec<Sentence> = all.into_iter().flatten().collect();
    if sentences.is_empty() {
        sentences.extend(visit_time(simulated));
    }
    sentences
}

fn some(simulated: &Simulated, id: &str) -> Option<Shown> {
    shown(simulated, id).filter(|it| it.mean > 0.0)
}

fn four_hours(simulated: &Simulated) -> Option<Sentence> {
    let within = shown(simulated, "four_hour_share")?;
    let mut sentence = vec![
        Piece::Figure(within),
        words(
            " of those who came to the emergency department had left it, for a bed or for home, within four hours",
        ),
    ];
    if let Some(over) = some(simulated, "twelve_hours_from_arrival_share") {
        sentence.extend([words("; "), Piece::Figure(over), words(" were there for more than twelve")]);
    }
    sentence.push(words("."));
    Some(sentence)
}

fn boarding(simulated: &Simulated) -> Option<Sentence> {
    let count = some(simulated, "boarding_count")?;
    let mut sentence = vec![
        words("At any time "),
        Piece::Figure(count),
        words(" patients who are to be admitted wait in the emergency department for a bed"),
    ];
    if let Some(time) = some(simulated, "boarding_time") {
        sentence.extend([words(", each for "), Piece::Figure(time), words(" on average")]);
    }
    sentence.push(words("."));
    Some(sentence)
}

fn beds(simulated: &Simulated) -> Option<Sentence> {
    let occupancy = some(simulated, "occupancy")?;
    let mut sentence =
        vec![words("Of the general and acute beds "), Piece::Figure(occupancy), words(" are in use")];
    if let Some(outliers) = some(simulated, "outlier_bed_days") {
        let as_number = Shown { unit: crate::view::Unit::Number, ..outliers };
        sentence.extend([
            words("; "),
            Piece::Figure(as_number),
            words(" patients are in a ward of another specialty"),
        ]);
    }
    sentence.push(words("."));
    Some(sentence)
}

fn fit(simulated: &Simulated) -> Option<Sentence> {
    let fit = some(simulated, "fit_to_leave_count")?;
    Some(vec![
        Piece::Figure(fit),
        words(
            " patients at any time are fit to leave and still here: they wait for care elsewhere, or for the hour at which one may go.",
        ),
    ])
}

fn away(simulated: &Simulated, id: &str, end: &str) -> Option<Sentence> {
    /// Less than this, in %, is no headline.
    const WORTH_SAYING: f64 = 5.0;
    let share = some(simulated, id).filter(|it| it.mean >= WORTH_SAYING)?;
    Some(vec![Piece::Figure(share), words(end)])
}

fn fullest(simulated: &Simulated) -> Option<Sentence> {
    let occupancy = |place: &&OfPlace| find(&place.measures, "occupancy").map(|it| it.mean);
    let counts = |place: &&OfPlace| place.kind != PlaceKind::Elsewhere;
    let places = || simulated.places.iter().filter(counts);
    let place = places()
        .max_by(|one, other| occupancy(one).unwrap_or(0.0).total_cmp(&occupancy(other).unwrap_or(0.0)))?;
    let share = find(&place.measures, "occupancy").filter(|it| it.mean > 0.0).map(Shown::alone)?;
    let name = for_people(&place.name);
    let which = if places().count() == 1 {
        format!("Of the spaces in {name} ")
    } else {
        format!("The fullest place is {name}: ")
    };
    let end = if places().count() == 1 { " are in use." } else { " of its spaces are in use." };
    Some(vec![words(which), Piece::Figure(share), words(end)])
}

fn longest_queue(waits: &Waits) -> Option<Sentence> {
    let first = waits.list.iter().find(|it| it.way != WaysToWait::DoneNotGone)?;
    Some(vec![
        words(format!("Where most wait: {}, {}; ", first.place, first.words)),
        Piece::Number(first.number),
        words(" at any time."),
    ])
}

fn visit_time(simulated: &Simulated) -> Option<Sentence> {
    let time = some(simulated, "visit_time")?;
    Some(vec![words("A visit takes "), Piece::Figure(time), words(" from arrival to leaving.")])
}
