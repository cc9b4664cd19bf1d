//! Staff who are the units of a resource.

mod support;

use flow::{Plan, Settings, record};
use hospital::{Measures, Movement, MovementKind, Opening, Sink, Staffing, StaffingKind, Subject, TeamId};
use quantity::{Duration, Instant};
use support::{PLAIN, read_text};

/// Doctors who are absent are missing as units: no more work at once than are there, and sometimes as many.
#[test]
fn units_of_a_resource_are_missing() {
    const CLINIC: &str = r#"
onward = 1
name = "Clinic"

[run]
collect = "100 days"
runs = 1

[resource.doctor]
roster = { "daily 07-19" = 4, "daily 19-07" = 2 }

[staff.doctors]
resource = "doctor"
absence = "30 %"

[place.room]
spaces = "unlimited"

[arrivals.all]
rate = "80 / day"
pathway = "clinic"

[pathway.clinic.see]
at = "room"
uses = { doctor = 1 }
time = { exponential = "50 min" }
next = "home"
"#;
    struct Doctors {
        present: u32,
        working: u32,
        most: u32,
        began: u32,
        begins: bool,
        now: Instant,
    }
    impl Doctors {
        /// Everything before this time has been told: who began last found somebody there.
        fn comes_to(&mut self, at: Instant) {
            if at > self.now {
                assert!(
                    !self.begins || self.working <= self.present,
                    "{} work, {} are there",
                    self.working,
                    self.present
                );
                self.most += u32::from(self.begins && self.working == self.present);
                (self.now, self.begins) = (at, false);
            }
        }
    }
    impl Sink for Doctors {
        fn movement(&mut self, movement: &Movement) {
            self.comes_to(movement.at);
            if matches!(movement.kind, MovementKind::Begins { .. }) {
                self.working += 1;
                self.began += 1;
                self.begins = true;
            } else if matches!(movement.kind, MovementKind::Left { .. }) {
                self.working -= 1;
            }
        }
        fn opening(&mut self, _opening: &Opening) {}
        fn staffing(&mut self, told: &Staffing) {
            self.comes_to(told.at);
            if let StaffingKind::ShiftBegins(_, shift) | StaffingKind::ShiftIs(_, shift) = told.kind {
                self.present = shift.present();
            }
        }
        fn finish(&mut self, _at: Instant) {}
    }
    let hospital = read_text(CLINIC, PLAIN);
    let (now, begins) = (Instant::START - Duration::HOUR, false);
    let nobody = Doctors { present: 0, working: 0, most: 0, began: 0, begins, now };
    let (it, _) = record(&Plan::new(hospital.clone()), Settings::of(&hospital), 0, nobody);
    assert!(it.began > 4000 && it.most > 2000, "{} began, {} with the last doctor", it.began, it.most);
    let plan = Plan::new(hospital.clone());
    let (measures, _) = record(&plan, Settings::of(&hospital), 0, Measures::new(&hospital));
    let absent = measures.figures(&hospital).value(Subject::Team(TeamId::new(0)), "absence_share");
    // 600 member-shifts: the standard error is 0.019, and five of them are a false alarm once in two million seeds.
    assert!(absent.is_some_and(|it| (it - 0.3).abs() < 0.095), "{absent:?}");
}
