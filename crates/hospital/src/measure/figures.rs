//! The figures of one replication.

use super::definitions::{Measure, MeasureId};
use super::values::Values;
use super::{Class, Measures};
use crate::Hospital;
use crate::ids::{ActivityId, PathwayId, PayerId, PlaceId, ReasonId, SwitchId, TeamId};

/// What a figure is of. Classes are positions in [`Measures::classes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The hospital as a whole.
    Hospital,
    /// A place.
    Place(PlaceId),
    /// An activity.
    Activity(ActivityId),
    /// Visits of one class in an activity.
    ActivityClass(ActivityId, u16),
    /// The visits that begin on a pathway.
    Pathway(PathwayId),
    /// Those of one class.
    PathwayClass(PathwayId, u16),
    /// A rule.
    Rule(SwitchId),
    /// A payer, where there are several.
    Payer(PayerId),
    /// A reason of delay, where some are named.
    Delay(ReasonId),
    /// A team of staff.
    Team(TeamId),
}

/// One value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// What it is of.
    pub subject: Subject,
    /// What it means.
    pub measure: MeasureId,
    /// The value; not a number where nothing was seen.
    pub value: f64,
}

/// All figures of one replication. Every replication of a hospital has the same subjects and measures in the same order.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The hospital's, then each place's, each activity's and its classes', each pathway's and its classes', each rule's,
    /// each payer's, each reason's of delay, each team's.
    pub list: Vec<Figure>,
}

impl Figures {
    /// The value of a measure by its id in files; `None` if the subject has no such measure.
    pub fn value(&self, subject: Subject, id: &str) -> Option<f64> {
        let figure = self.list.iter().find(|it| it.subject == subject && it.measure.definition().id == id);
        figure.map(|it| it.value)
    }
}

impl Measures {
    /// The figures, after [`finish`](crate::Sink::finish). The hospital is the one they were made for; it knows the costs.
    pub fn figures(&self, hospital: &Hospital) -> Figures {
        let values = Values::new(self, hospital);
        let rows: Vec<_> = MeasureId::all().map(|id| (id, id.definition())).collect();
        let classes = || self.classes().iter().enumerate();
        let mut list = Vec::new();
        let mut put = |subject, measure, value| list.push(Figure { subject, measure, value });
        for &(id, row) in &rows {
            if let Measure::Hospital(measure) = row.measure {
                put(Subject::Hospital, id, values.hospital(measure));
            }
        }
        for place in hospital.place_ids() {
            let of = values.of_place(place);
            for &(id, row) in &rows {
                if let Measure::Place(measure) = row.measure {
                    put(Subject::Place(place), id, of.value(measure));
                }
            }
        }
        for activity in hospital.activity_ids() {
            let mut put_all = |subject, class: Option<&Class>| {
                let tally = values.of_activity(activity, class);
                for &(id, row) in &rows {
                    if let (Measure::Activity(measure), true) = (row.measure, class.is_none() || row.by_class)
                    {
                        put(subject, id, values.activity(measure, activity, &tally));
                    }
                }
            };
            put_all(Subject::Activity(activity), None);
            for (number, class) in classes() {
                put_all(Subject::ActivityClass(activity, number as u16), Some(class));
            }
        }
        for pathway in (0..hospital.pathways.len()).map(PathwayId::new) {
            let mut put_all = |subject, class: Option<&Class>| {
                let tally = values.of_pathway(pathway, class);
                for &(id, row) in &rows {
                    if let (Measure::Pathway(measure), true) = (row.measure, class.is_none() || row.by_class)
                    {
                        put(subject, id, values.pathway(measure, &tally));
                    }
                }
            };
            put_all(Subject::Pathway(pathway), None);
            for (number, class) in classes() {
                put_all(Subject::PathwayClass(pathway, number as u16), Some(class));
            }
        }
        for (rule, _) in hospital.switches.rules() {
            for &(id, row) in &rows {
                if let Measure::Rule(measure) = row.measure {
                    put(Subject::Rule(rule), id, values.rule(measure, rule));
                }
            }
        }
        for payer in hospital.payments.ids().filter(|_| hospital.payments.are_shared()) {
            for &(id, row) in &rows {
                if let Measure::Payer(measure) = row.measure {
                    put(Subject::Payer(payer), id, values.payer(measure, payer));
                }
            }
        }
        for reason in (0..hospital.delay_reasons().len()).map(ReasonId::new) {
            for &(id, row) in &rows {
                if let Measure::Delay(measure) = row.measure {
                    put(Subject::Delay(reason), id, values.delay(measure, reason));
                }
            }
        }
        for team in hospital.team_ids() {
            for &(id, row) in &rows {
                if let Measure::Team(measure) = row.measure {
                    put(Subject::Team(team), id, values.team(measure, team));
                }
            }
        }
        Figures { list }
    }
}
