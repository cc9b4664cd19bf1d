//! Harm that is associated with waits elsewhere, worked out after the run for who asks for it.
//!
//! Association, not cause. No figure of these is a measure, is compared between options or ranks anything, and none is added to
//! another: the same patients may be in several.

use hospital::BedWaits;
use quantity::Duration;

use crate::report::Mean;
use crate::view::number;

/// A number of patients, and what is associated with what happened to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Associated {
    /// Its name for machines.
    pub id: &'static str,
    /// Which patients.
    pub who: &'static str,
    /// How many a year, with the interval over runs.
    pub patients: Mean,
    /// Deaths associated with it a year, where the source has a number for it: one for so many patients.
    pub deaths: Option<(u32, Mean)>,
    /// What the source has found, with its interval where we have it.
    pub found: &'static str,
    /// Whose finding it is, and how they looked.
    pub source: &'static str,
    /// What it does not say.
    pub caution: &'static str,
}

/// What holds for all of them.
pub const ASSOCIATED_NOTE: &str = "Association, not cause. The lines are not to be added up: the same patients may be in several. Nothing is ranked by them.";

const JONES: &str = "Jones and others, Emergency Medicine Journal 2022;39:168: 7.47 million admissions in England, observational, adjusted";
const ROUSSEL: &str =
    "Roussel and others, JAMA Internal Medicine 2023;183:1378: 97 emergency departments, prospective cohort";
const NO_INTERVAL: &str =
    "the interval is of the number of patients over runs; what the study's own uncertainty adds is not in it";

/// Of replications that were listened to.
pub(crate) fn associated(waits: &[BedWaits], collect: Duration) -> Vec<Associated> {
    let years = collect.days() / 365.25;
    let a_year = |of: fn(&hospital::Admitted) -> u32, each: u32| {
        Mean::of(waits.iter().map(|it| f64::from(of(&it.admitted)) / years / f64::from(each)))
    };
    let row = |id, who, of: fn(&hospital::Admitted) -> u32, each: Option<u32>, texts: [&'static str; 3]| {
        let deaths = each.map(|each| (each, a_year(of, each)));
        let [found, source, caution] = texts;
        Associated { id, who, patients: a_year(of, 1), deaths, found, source, caution }
    };
    let mut all = vec![
        row(
            "admitted_after_6_to_8_hours",
            "admitted 6 to 8 hours after arrival in the emergency department",
            |it| it.hours_6_to_8,
            Some(82),
            ["one more death within 30 days for every 82 of them", JONES, NO_INTERVAL],
        ),
        row(
            "admitted_after_8_to_12_hours",
            "admitted 8 to 12 hours after arrival",
            |it| it.hours_8_to_12,
            Some(72),
            ["one more death within 30 days for every 72 of them", JONES, NO_INTERVAL],
        ),
        row(
            "admitted_after_over_12_hours",
            "admitted over 12 hours after arrival",
            |it| it.over_12_hours,
            None,
            ["the study ends at 12 hours", JONES, "no number of deaths: it is not extrapolated"],
        ),
    ];
    if waits.first().is_some_and(BedWaits::knows_age) {
        all.push(row(
            "aged_75_for_a_night",
            "aged 75 or over and admitted after a night in the emergency department, from midnight until 8",
            |it| it.aged_75_for_a_night,
            None,
            [
                "their risk of dying in hospital was 1.39 times that of those admitted before midnight (95 % interval 1.07 to 1.81)",
                ROUSSEL,
                "no number of deaths: it would need the risk of these patients without such a night",
            ],
        ));
    }
    if waits.iter().all(|it| it.admitted.all == 0) {
        all.clear();
    }
    all
}

impl Associated {
    /// In one paragraph.
    pub fn words(&self) -> String {
        let Self { who, patients, deaths, found, source, caution, .. } = self;
        let deaths = match deaths {
            Some((_, deaths)) => {
                format!("; associated with {} deaths a year{}", deaths.words(), interval(deaths))
            }
            None => String::new(),
        };
        format!(
            "{} patients a year{} {who}{deaths}. {source}: {found}; {caution}.",
            patients.words(),
            interval(patients)
        )
    }
}

fn interval(it: &Mean) -> String {
    if it.n < 2 || it.half_width == 0.0 {
        return String::new();
    }
    format!(" ({} to {})", number::plain(it.low), number::plain(it.high))
}
