//! What the tests share: a small hospital.

use description::{Request, read};
use hospital::Hospital;

const TEXT: &str = r#"
onward = 1
name = "North"
[run]
start = "2026-01-05 06:00"
[patient.acuity]
shares = { high = 0.2, low = 0.8 }
[place.ed]
kind = "emergency"
spaces = "12 cubicles"
[place.ward]
kind = "ward"
spaces = "20 beds"
[place.clinic]
kind = "same day"
spaces = "4 rooms"
[arrivals.walk_in]
rate = "40 / day"
pathway = "emergency"
[arrivals.booked]
rate = "4 / day"
pathway = "booked"
[pathway.emergency.treat]
at = "ed"
time = "2 h"
next = { home = 0.8, stay = 0.2 }
[pathway.emergency.stay]
at = "ward"
time = "2 days"
next = { home = 0.9, died = 0.1 }
[pathway.booked.see]
at = "clinic"
time = "1 h"
next = "home"
"#;

/// An emergency department, a ward and a clinic; two streams; acuity.
pub(crate) fn hospital() -> Hospital {
    let request = Request { file: "north.toml", text: TEXT, settings: &[], options: &[] };
    match read(&request, &mut |name| Err(format!("there is no {name}"))) {
        Ok(described) => described.hospital,
        Err(problems) => panic!("{problems:#?}"),
    }
}
