use super::*;
use crate::support::hospital;

const GOOD: &str = r#"
[place.ed]
locations = ["ED", "MINORS^^^North"]

[place.ward]
locations = ["W3^^^North", "*^^^South"]
beds = { "Bay A" = ["1", "2"], "Bay B" = ["1"] }

[arrivals]
E = "walk_in"
other = "booked"

[exit]
20 = "died"
other = "home"

[attribute.acuity]
field = "PV2-25"
values = { "1" = "high" }
other = "low"

[messages]
updates = "move"
patient = "NHS"
character_set = "8859/5"
"#;

fn location(text: &str) -> Location {
    let mut parts = text.split('^').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    Location { point_of_care: next(), room: next(), bed: next(), facility: next(), ..Location::default() }
}

#[test]
fn locations_lead_to_places_bays_and_spaces() {
    let mapping = Mapping::read(GOOD, &hospital()).expect("it is right");
    let (ed, ward) = (PlaceId::new(0), PlaceId::new(1));
    let cases = [
        ("ED^^12", Some((ed, None)), None),
        ("MINORS^^^North", Some((ed, None)), None),
        ("W3^Bay A^2^North", Some((ward, Some(1))), None),
        ("W3^Bay B^1^North", Some((ward, Some(2))), None),
        ("W3^Bay B^^North", Some((ward, None)), None),
        ("W3^Bay B^7^North", Some((ward, None)), Some(RemarkKind::UnknownBed)),
        ("W9^^^South", Some((ward, None)), None),
        ("W9^^^North", None, Some(RemarkKind::UnknownLocation)),
    ];
    for (text, expected, odd) in cases {
        let (spot, remark) = mapping.spot(&location(text), "PV1-3");
        assert_eq!(spot.map(|spot| (spot.place, spot.number)), expected, "{text}");
        assert_eq!(remark.map(|remark| remark.kind), odd, "{text}");
    }
    assert_eq!(mapping.exits.of("20", "PV1-36").0, ExitId::new(2));
    assert_eq!((mapping.updates, mapping.fallback), (Updates::Move, Fallback::Cyrillic));
}

#[test]
fn what_says_more_is_better_and_of_equals_the_first() {
    let text = GOOD.replace("\"MINORS^^^North\"", "\"W3^Chairs^^North\", \"*^^^South\"");
    let mapping = Mapping::read(&text, &hospital()).expect("it is right");
    let place = |text: &str| mapping.spot(&location(text), "PV1-3").0.map(|spot| spot.place.index());
    assert_eq!(place("W3^Chairs^1^North"), Some(0));
    assert_eq!(place("W3^Bay A^1^North"), Some(1));
    assert_eq!(place("W9^^^South"), Some(0));
}

#[test]
fn a_space_has_a_location_that_leads_back() {
    let hospital = hospital();
    let mappings = [
        Mapping::read(GOOD, &hospital).expect("it is right"),
        Mapping::plain(&hospital).expect("it has all"),
    ];
    for mapping in mappings {
        for (place, number) in [(1, 0), (1, 1), (1, 2)] {
            let space = Space { place: PlaceId::new(place), number };
            let location = mapping.location(space).expect("it is mapped");
            assert_eq!(mapping.spot(&location, "PV1-3"), (Some(space.into()), None));
        }
    }
}

#[test]
fn every_problem_is_said_at_once() {
    let text = r#"
colour = "red"
[place.ed]
location = ["ED"]
[place.wardd]
locations = ["W3"]
[place.ward]
locations = "W3"
beds = 28
[arrivals]
E = "helicopter"
[exit]
other = 5
[messages]
updates = "never"
broken
"#;
    let problems = Mapping::read(text, &hospital()).expect_err("all is wrong");
    let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let expected = [
        "line 2: no section is called `colour`; write one of place, arrivals, exit, attribute, messages",
        "line 3: no location is `ed`; add for example `locations = [\"ED\"]`: point of care, room, bed and facility with `^` between",
        "line 4: no key is called `location`; write one of locations, beds",
        "line 5: no place is called `wardd`; write one of ed, ward, clinic",
        "line 7: no location is `ward`; add for example `locations = [\"ED\"]`: point of care, room, bed and facility with `^` between",
        "line 8: this is no list; write for example `locations = [\"ED^^^Northbridge\"]`",
        "line 9: these are no beds; write `\"any\"`, `\"numbered\"`, a list of beds, or rooms with their beds: `{ \"Bay A\" = [\"1\", \"2\"] }`",
        "line 10: nothing says which stream of arrivals all other codes mean; add `other = \"walk_in\"`",
        "line 11: no stream of arrivals is called `helicopter`; write one of walk_in, booked",
        "line 13: this is no text; write for example `other = \"home\"`",
        "line 15: no choice here is called `never`; write one of compare, move",
    ];
    for line in expected {
        assert!(shown.iter().any(|it| it == line), "{line}\nis not among\n{}", shown.join("\n"));
    }
    assert!(shown.iter().any(|it| it.starts_with("line 16: this is not TOML")), "{shown:#?}");
    assert!(shown.iter().any(|it| it.contains("messages tell nothing of `acuity`")), "{shown:#?}");
    assert_eq!(shown.len(), expected.len() + 2, "{shown:#?}");
}
