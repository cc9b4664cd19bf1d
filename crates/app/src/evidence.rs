//! What is known of a link between figures that a file uses, and that not everybody would believe.

use hospital::{Hospital, Strain, Team};
use quantity::maths::{exp, ln};

use crate::view::number::plain;

/// On what a link rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where the file uses it: `staff.nurses.strain`.
    pub used_by: Vec<String>,
    /// What the link is.
    pub link: &'static str,
    /// Who found it.
    pub source: &'static str,
    /// How they looked.
    pub design: &'static str,
    /// What they found, with intervals.
    pub found: &'static str,
    /// What is made of it here.
    pub used: String,
    /// How far it is to be believed.
    pub caution: &'static str,
}

impl Evidence {
    /// In one paragraph.
    pub fn words(&self) -> String {
        format!(
            "{} ({}). {}: {}. {}. Used here: {}. {}.",
            self.link,
            self.used_by.join(", "),
            self.source,
            self.design,
            self.found,
            self.used,
            self.caution
        )
    }
}

/// On what the links of a hospital rest.
pub(crate) fn of(hospital: &Hospital) -> Vec<Evidence> {
    let mut all: Vec<(Strain, Evidence)> = Vec::new();
    let strained = |team: &Team| team.strain.map(|strain| (strain, format!("staff.{}.strain", team.name)));
    for (strain, name) in hospital.teams.iter().filter_map(strained) {
        match all.iter_mut().find(|(other, _)| *other == strain) {
            Some((_, evidence)) => evidence.used_by.push(name),
            None => all.push((strain, of_strain(strain, name))),
        }
    }
    all.into_iter().map(|(_, evidence)| evidence).collect()
}

fn of_strain(strain: Strain, used_by: String) -> Evidence {
    let Strain { slope, most, over, .. } = strain;
    let own = if (slope - Strain::SLOPE).abs() < 1e-12 {
        // The ends of the interval of the relative risk of self-certified absences, at 30 %.
        let [low, high] = [1.13, 1.83].map(|risk| ln(risk) / 30.0);
        format!(
            "a slope of ln 1.44 / 30 = {slope} a percent; by the study's interval it may be {low:.4} to {high:.4}"
        )
    } else {
        format!("a slope of {slope} a percent, which is the file's own and not the study's {}", Strain::SLOPE)
    };
    Evidence {
        used_by: vec![used_by],
        link: "More absence after overload",
        source: "Rauhala and others 2007",
        design: "a cohort of 877 nurses, followed for 6 to 12 months",
        found: "At 30 % and more over the optimal workload, self-certified absences were 1.44 times as many (interval 1.13 to 1.83), \
                medically certified ones 1.49 times (1.10 to 2.03), and 12 more days a nurse and year; the trend was linear",
        used: format!(
            "the absence of each {over} is the team's own × e^(slope × overload in percent of the {over} before), with {own}; overload counts \
             up to {} %, which makes absence {} times as much at most",
            plain(most),
            plain(exp(slope * most))
        ),
        caution: "An association in one cohort, and extrapolated: to other hospitals, to other staff, and to periods of this length",
    }
}
