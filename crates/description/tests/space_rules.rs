//! What a file says of rooms, of who may have which space, and of who cleans.

use description::{Request, read};
use hospital::{AttributeId, Capacity, Need, Penalty, Place, ResourceId, SpaceRules};
use quantity::{Distribution, Duration};

fn ward(keys: &str) -> Place {
    let text = format!(
        "onward = 1\nname = \"Rooms\"\n[patient.sex]\nshares = {{ female = 0.5, male = 0.5 }}\n\
         [patient.bug]\nshares = {{ norovirus = 0.1, flu = 0.1, none = 0.8 }}\n\
         [place.ward]\nkind = \"ward\"\nspaces = \"28 beds\"\n{keys}\n[resource.porters]\nunits = \"1 porter\"\n\
         [resource.cleaners]\nunits = \"2 cleaners\"\n[arrivals.all]\nrate = \"3 / day\"\npathway = \"stay\"\n\
         [pathway.stay.in_bed]\nat = \"ward\"\ntime = \"1 day\"\nnext = \"home\"\n"
    );
    let request = Request { file: "rooms.toml", text: &text, settings: &[], options: &[] };
    let read = read(&request, &mut |name| Err(format!("there is no {name}")));
    match read {
        Ok(described) => described.hospital.places[0].clone(),
        Err(problems) => {
            panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        }
    }
}

fn rules(keys: &str) -> SpaceRules {
    *ward(keys).space_rules.expect("it has rules")
}

const SEX: AttributeId = AttributeId::new(1);
const BUG: AttributeId = AttributeId::new(2);

#[test]
fn a_ward_without_these_keys_has_no_rules() {
    assert_eq!(ward("turnaround = \"1 h\"\naccepts = { sex = [\"male\"] }").space_rules, None);
}

#[test]
fn rooms_are_bays_then_side_rooms() {
    let it = rules("bays = \"6 bays of 4\"\nside_rooms = \"4 rooms\"");
    assert_eq!((it.bays, it.side_rooms), (vec![4; 6], 4));
    let it = rules("bays = [4, \"6 beds\", 5]");
    assert_eq!((it.bays, it.side_rooms), (vec![4, 6, 5], 0));
    assert_eq!(rules("bays = \"1 bay of 12 beds\"").bays, [12]);
}

#[test]
fn a_rule_forbids_or_costs() {
    let it = rules("keep_apart = { sex = \"bay\", bug = { penalty = 7 } }");
    assert_eq!(it.keep_apart, [(SEX, Penalty::Never), (BUG, Penalty::Points(7))]);
    let it = rules("isolate = { bug = [\"norovirus\", \"flu\"] }");
    assert_eq!(it.isolate, Some(Need { whom: vec![(BUG, vec![0, 1])], penalty: Penalty::Never }));
    let it = rules("isolate = { bug = \"flu\", penalty = 3 }");
    assert_eq!(it.isolate, Some(Need { whom: vec![(BUG, vec![1])], penalty: Penalty::Points(3) }));
    let it = rules("near_station = { spaces = \"8 beds\", sex = [\"male\"], penalty = 4 }");
    assert_eq!(it.near_station, 8);
    assert_eq!(it.needs_near, Some(Need { whom: vec![(SEX, vec![1])], penalty: Penalty::Points(4) }));
}

#[test]
fn outliers_are_forbidden_or_cost_or_stay_longer() {
    let accepts = "accepts = { sex = [\"male\"] }\n";
    let it = rules(&format!("{accepts}outliers = \"never\""));
    assert_eq!((it.outliers, it.outlier_time), (Penalty::Never, None));
    let it = rules(&format!("{accepts}outliers = {{ time_factor = 1.2 }}"));
    assert_eq!((it.outliers, it.outlier_time), (Penalty::Points(0), Some(1.2)));
    let it = rules(&format!("{accepts}outliers = {{ penalty = 2 }}"));
    assert_eq!((it.outliers, it.outlier_time), (Penalty::Points(2), None));
}

#[test]
fn cleaners_are_a_resource() {
    let it = rules(
        "turnaround = \"1 h\"\ncleaned_by = \"cleaners\"\nisolate = { penalty = 1 }\ndeep_clean = \"4 h\"",
    );
    assert_eq!(it.cleaned_by, Some(ResourceId::new(1)));
    let four = Distribution::deterministic(4.0 * Duration::HOUR.millis() as f64).expect("a time");
    assert_eq!(it.deep_clean, Some(four));
}

#[test]
fn transfers_have_hours() {
    let it = rules("transfer_hours = \"07-22\"").transfers.expect("it says so");
    assert!(
        it.but.is_empty() && it.hours.hold_at(Duration::HOUR * 7) && !it.hours.hold_at(Duration::HOUR * 22)
    );
    let it =
        rules("transfer_hours = { hours = \"07-22\", but = { bug = [\"flu\"] } }").transfers.expect("yes");
    assert_eq!(it.but, [(BUG, vec![1])]);
}

#[test]
fn a_roster_may_staff_fewer_spaces_than_there_are() {
    let place = ward("bays = \"9 bays of 4\"");
    assert_eq!(place.capacity, Capacity::Always(28));
    assert_eq!(place.space_rules.expect("it has rules").spaces_in_rooms(), 36);
}
