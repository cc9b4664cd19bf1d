//! What kinds of messages there are, and what each is about (HL7 v2, chapter 3; Z99 and ZBE: IHE PAM, ITI-31).

use hospital::{Expected, SaidKind};

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A visit comes in, or is admitted.
    Arrives,
    /// It goes to another place.
    Moves,
    /// It becomes an inpatient, or is one no more, perhaps in another place.
    ChangesClass,
    /// It leaves.
    Leaves,
    /// Two visits change places.
    Swap,
    /// It goes on leave.
    GoesAway,
    /// It comes back from leave.
    Returns,
    /// Something is planned.
    Plans(Expected),
    /// Something is said about a visit that moves nobody.
    Updates,
    /// Something is said about a person.
    UpdatesPerson,
    /// Something is taken back, and PV1-3 says nothing about it.
    Cancels(SaidKind),
    /// A movement is taken back; PV1-3 says where the visit is now.
    PutsBack(SaidKind),
    /// All that was said of a visit is taken back.
    Deletes,
    /// A bed is in some state.
    BedStatus,
    /// Two patients are one.
    SamePatient,
    /// Two visits are one, or a visit has another number.
    SameVisit,
    /// A visit is another patient's.
    OtherPatient,
    /// A movement that was told is corrected; ZBE says which.
    Corrects,
}

/// A kind of message that is read: its code, what it is about, and what it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// As MSH-9.2 writes it.
    pub code: &'static str,
    /// What it is about.
    pub event: Event,
    /// What it is called.
    pub title: &'static str,
}

const fn trigger(code: &'static str, event: Event, title: &'static str) -> Trigger {
    Trigger { code, event, title }
}

/// Every kind of message that is read.
pub const TRIGGERS: [Trigger; 52] = [
    trigger("A01", Event::Arrives, "admit"),
    trigger("A02", Event::Moves, "transfer"),
    trigger("A03", Event::Leaves, "discharge"),
    trigger("A04", Event::Arrives, "register"),
    trigger("A05", Event::Plans(Expected::Admission), "pre-admit"),
    trigger("A06", Event::ChangesClass, "outpatient becomes inpatient"),
    trigger("A07", Event::ChangesClass, "inpatient becomes outpatient"),
    trigger("A08", Event::Updates, "update"),
    trigger("A11", Event::Cancels(SaidKind::Arrived), "cancel admit"),
    trigger("A12", Event::PutsBack(SaidKind::Placed), "cancel transfer"),
    trigger("A13", Event::PutsBack(SaidKind::Left), "cancel discharge"),
    trigger("A14", Event::Plans(Expected::Admission), "pending admit"),
    trigger("A15", Event::Plans(Expected::Transfer), "pending transfer"),
    trigger("A16", Event::Plans(Expected::Discharge), "pending discharge"),
    trigger("A17", Event::Swap, "swap"),
    trigger("A18", Event::SamePatient, "merge patient information"),
    trigger("A20", Event::BedStatus, "bed status"),
    trigger("A21", Event::GoesAway, "leave of absence"),
    trigger("A22", Event::Returns, "return from leave"),
    trigger("A23", Event::Deletes, "delete visit"),
    trigger("A25", Event::Cancels(SaidKind::Expected(Expected::Discharge)), "cancel pending discharge"),
    trigger("A26", Event::Cancels(SaidKind::Expected(Expected::Transfer)), "cancel pending transfer"),
    trigger("A27", Event::Cancels(SaidKind::Expected(Expected::Admission)), "cancel pending admit"),
    trigger("A28", Event::UpdatesPerson, "add person"),
    trigger("A29", Event::UpdatesPerson, "delete person"),
    trigger("A30", Event::SamePatient, "merge person"),
    trigger("A31", Event::UpdatesPerson, "update person"),
    trigger("A34", Event::SamePatient, "merge patient"),
    trigger("A35", Event::SameVisit, "merge account"),
    trigger("A36", Event::SamePatient, "merge patient and account"),
    trigger("A38", Event::Cancels(SaidKind::Expected(Expected::Admission)), "cancel pre-admit"),
    trigger("A39", Event::SamePatient, "merge person identifier"),
    trigger("A40", Event::SamePatient, "merge patient identifiers"),
    trigger("A41", Event::SameVisit, "merge account number"),
    trigger("A42", Event::SameVisit, "merge visit number"),
    trigger("A43", Event::SamePatient, "move patient information"),
    trigger("A44", Event::OtherPatient, "move account"),
    trigger("A45", Event::OtherPatient, "move visit"),
    trigger("A46", Event::SamePatient, "change patient identifier"),
    trigger("A47", Event::SamePatient, "change patient identifiers"),
    trigger("A48", Event::UpdatesPerson, "change alternate patient identifier"),
    trigger("A49", Event::SameVisit, "change account number"),
    trigger("A50", Event::SameVisit, "change visit number"),
    trigger("A51", Event::Updates, "change alternate visit number"),
    trigger("A52", Event::Cancels(SaidKind::Away), "cancel leave of absence"),
    trigger("A53", Event::Cancels(SaidKind::Returned), "cancel return from leave"),
    trigger("A54", Event::Updates, "change attending doctor"),
    trigger("A55", Event::Updates, "cancel change of attending doctor"),
    trigger("A60", Event::UpdatesPerson, "update allergies"),
    trigger("A61", Event::Updates, "change consulting doctor"),
    trigger("A62", Event::Updates, "cancel change of consulting doctor"),
    trigger("Z99", Event::Corrects, "correct a movement"),
];

/// Why a kind of message that exists is not read.
pub(crate) fn why_not_read(code: &str) -> &'static str {
    match code {
        "A09" | "A10" | "A32" | "A33" => {
            "tracking of who is on the way moves nobody: send A02 when the patient is in the new place"
        }
        "A19" => "this is a question, and nothing answers it here",
        "A24" | "A37" => "linking says that two records may be of one patient: send A40 when it is sure",
        _ => {
            "send one of A01 to A08, A11 to A18, A20 to A23, A25 to A31, A34 to A36, A38 to A55, A60 to A62, Z99"
        }
    }
}

/// The kind that a code names.
pub fn trigger_of(code: &str) -> Option<&'static Trigger> {
    TRIGGERS.iter().find(|trigger| trigger.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_each_is_there_once() {
        assert!(TRIGGERS.windows(2).all(|two| two[0].code < two[1].code));
        assert_eq!(trigger_of("A02").map(|it| it.event), Some(Event::Moves));
        assert_eq!(trigger_of("a02"), None);
    }
}
