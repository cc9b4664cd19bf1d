use super::*;

const SEX: AttributeId = AttributeId::new(1);
const BUG: AttributeId = AttributeId::new(2);
const ACUITY: AttributeId = AttributeId::new(3);

fn guest(sex: usize, bug: usize, acuity: usize) -> Guest {
    let traits = Traits::default().with(SEX, sex).with(BUG, bug).with(ACUITY, acuity);
    Guest { traits, is_sick: false }
}

/// Two bays of three, two side rooms, one space beyond them; the first two spaces are near the station.
fn rules() -> SpaceRules {
    SpaceRules {
        bays: vec![3, 3],
        side_rooms: 2,
        keep_apart: vec![(SEX, Penalty::Never)],
        isolate: Some(Need { whom: vec![(BUG, vec![1])], penalty: Penalty::Points(10) }),
        near_station: 2,
        needs_near: Some(Need { whom: vec![(ACUITY, vec![0])], penalty: Penalty::Points(3) }),
        outliers: Penalty::Points(2),
        ..SpaceRules::default()
    }
}

fn now(guests: &[(u32, Guest)]) -> SpacesNow {
    let mut now = SpacesNow::default();
    for &(number, guest) in guests {
        now.set(number, SpaceHolds::Guest(guest));
    }
    now
}

#[test]
fn rooms_follow_each_other_and_the_rest_is_a_bay() {
    let rooms: Vec<_> = rules().rooms(9).map(|room| (room.from, room.until, room.is_side_room)).collect();
    assert_eq!(rooms, [(0, 3, false), (3, 6, false), (6, 7, true), (7, 8, true), (8, 9, false)]);
    assert_eq!(rules().rooms(5).count(), 4);
    assert_eq!(rules().room_of(&SpacesNow::default(), 4).number, 1);
    assert_eq!(rules().room_of(&SpacesNow::default(), 7).number, 3);
    assert_eq!(rules().room_of(&SpacesNow::default(), 20).number, 4);
    assert_eq!(SpaceRules::default().room_of(&SpacesNow::default(), 5).number, 0);
}

#[test]
fn a_bay_is_for_one_sex_and_a_begun_bay_is_filled_first() {
    let (rules, here) = (rules(), now(&[(3, guest(0, 0, 1))]));
    assert_eq!(rules.choose(&here, 8, guest(0, 0, 1), false), Some((4, 0)), "beside the same");
    assert_eq!(rules.choose(&here, 8, guest(1, 0, 1), false), Some((2, 0)), "in the empty bay, not near");
    let here = now(&[(0, guest(0, 0, 1)), (3, guest(0, 0, 1))]);
    assert_eq!(rules.choose(&here, 8, guest(1, 0, 1), false), Some((6, 0)), "both bays are of the other sex");
    let here = now(&[(0, guest(0, 0, 1)), (3, guest(0, 0, 1)), (6, guest(0, 0, 1)), (7, guest(0, 0, 1))]);
    assert_eq!(rules.choose(&here, 8, guest(1, 0, 1), false), None, "there are four free spaces");
    let mut soft = rules;
    soft.keep_apart[0].1 = Penalty::Points(7);
    assert_eq!(soft.choose(&here, 8, guest(1, 0, 1), false), Some((2, 7)));
}

#[test]
fn who_must_be_alone_gets_a_side_room_while_there_is_one() {
    let rules = rules();
    assert_eq!(rules.choose(&now(&[]), 8, guest(0, 1, 1), false), Some((6, 0)));
    let here = now(&[(6, guest(0, 0, 1)), (7, guest(0, 0, 1))]);
    assert_eq!(rules.choose(&here, 8, guest(0, 1, 1), false), Some((2, 10)), "a bay costs ten");
    let here = now(&[(6, guest(0, 0, 1)), (7, guest(0, 0, 1)), (2, guest(0, 1, 1))]);
    assert_eq!(rules.choose(&here, 8, guest(0, 0, 1), false), Some((3, 0)), "not beside who must be alone");
    let sick = Guest { is_sick: true, ..guest(0, 0, 1) };
    assert_eq!(rules.choose(&now(&[]), 8, sick, false), Some((6, 0)));
}

#[test]
fn who_is_watched_is_near_and_others_leave_those_spaces() {
    let rules = rules();
    assert_eq!(rules.choose(&now(&[]), 8, guest(0, 0, 0), false), Some((0, 0)));
    assert_eq!(rules.choose(&now(&[]), 8, guest(0, 0, 1), false), Some((2, 0)));
    let full = now(&[(0, guest(0, 0, 1)), (1, guest(0, 0, 1))]);
    assert_eq!(
        rules.choose(&full, 8, guest(0, 0, 0), true),
        Some((2, 5)),
        "three for far, two as an outlier"
    );
}

#[test]
fn the_explanation_has_every_space_with_its_reasons() {
    let (rules, mut here) = (rules(), now(&[(3, guest(0, 0, 1)), (0, guest(1, 0, 1))]));
    here.set(4, SpaceHolds::NotReady);
    here.closed_rooms = vec![false, false, true];
    let told = rules.explain(&here, 8, guest(1, 1, 0), true);
    let points = |number: usize| told.spaces[number].penalty;
    assert_eq!(told.spaces.len(), 8);
    assert_eq!(told.spaces[0].reasons[0], (Reason::Taken, Penalty::Never));
    assert_eq!(points(1), Penalty::Points(12), "a bay, and an outlier");
    assert_eq!(points(2), Penalty::Points(15), "and far");
    assert!(told.spaces[4].reasons.contains(&(Reason::NotReady, Penalty::Never)));
    assert!(told.spaces[5].reasons.contains(&(Reason::Mixed(SEX), Penalty::Never)));
    assert_eq!(told.spaces[6].reasons[0], (Reason::Closed, Penalty::Never));
    assert_eq!(points(7), Penalty::Points(5), "far, and an outlier");
    assert_eq!(told.chosen, Some(7));
}

#[test]
fn who_is_in_a_space_that_the_roster_took_away_is_still_in_the_bay() {
    let rules = SpaceRules { keep_apart: vec![(SEX, Penalty::Never)], ..SpaceRules::default() };
    let here = now(&[(2, guest(0, 0, 0))]);
    assert_eq!(rules.choose(&here, 2, guest(1, 0, 0), false), None);
    assert_eq!(rules.penalty(&here, 0, guest(1, 0, 0), false), Penalty::Never);
    assert_eq!(rules.explain(&here, 2, guest(1, 0, 0), false).chosen, None);
    assert_eq!(rules.choose(&here, 2, guest(0, 0, 0), false), Some((0, 0)));
    assert_eq!(rules.choose(&here, 0, guest(0, 0, 0), false), None, "the space itself is not to be had");
}

/// The quick way to choose finds what the explanation of every space finds.
#[test]
fn choosing_and_explaining_agree() {
    let mut word = 12345_u32;
    let mut below = |limit: u32| {
        word = word.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (word >> 8) % limit
    };
    let mut found = [0; 2];
    for _ in 0..3000 {
        let mut rules = rules();
        rules.bays = (0..below(4)).map(|_| 1 + below(4)).collect();
        rules.side_rooms = below(3);
        rules.near_station = below(9);
        rules.keep_apart[0].1 = if below(2) == 0 { Penalty::Never } else { Penalty::Points(below(9)) };
        if below(3) == 0 {
            rules.isolate = Some(Need { whom: vec![(BUG, vec![1])], penalty: Penalty::Never });
        }
        let spaces = rules.spaces_in_rooms() + below(4);
        let mut here = SpacesNow::default();
        for number in 0..spaces + below(3) {
            match below(4) {
                0 => {}
                1 => here.set(number, SpaceHolds::NotReady),
                _ => {
                    let who = guest(below(2) as usize, below(2) as usize, below(2) as usize);
                    here.set(number, SpaceHolds::Guest(who));
                }
            }
        }
        here.closed_rooms = (0..3).map(|_| below(5) == 0).collect();
        let who = guest(below(2) as usize, below(2) as usize, below(2) as usize);
        let told = rules.explain(&here, spaces, who, below(2) == 0);
        let fewest = told.spaces.iter().map(|space| space.penalty).min();
        if let Some(number) = told.chosen {
            assert_eq!(Some(told.spaces[number as usize].penalty), fewest, "{rules:?} {here:?}");
            found[0] += 1;
        } else {
            assert!(fewest.is_none_or(|fewest| fewest == Penalty::Never), "{rules:?} {here:?}");
            found[1] += 1;
        }
    }
    assert!(found[0] > 500 && found[1] > 100, "{found:?}");
}
