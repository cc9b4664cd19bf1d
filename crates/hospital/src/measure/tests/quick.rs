//! The quick way and the long way enter the same.

use quantity::Instant;

use super::fixture::hospital;
use crate::measure::plan::spot;
use crate::{
    ActivityId, ArrivalsId, AttributeId, ExitId, Measures, Movement, MovementKind, PlaceId, Sink as _, Space,
    Traits, Visit, VisitId,
};

/// Tells a movement to measures that know no quick way.
fn tell_at_length(measures: &mut Measures, movement: &Movement) {
    let (at, slot) = (movement.at.millis(), movement.visit.slot as usize);
    let held = spot(movement.space.map(|space| space.place));
    match movement.kind {
        MovementKind::Arrived { traits } => measures.arrives_at_length(at, slot, traits, held),
        MovementKind::Waits { activity, place } => {
            measures.waits_at_length(at, slot, activity.index() as u16, held, spot(place));
        }
        MovementKind::Begins { activity } => {
            measures.begins_at_length(at, slot, activity.index() as u16, held);
        }
        MovementKind::Left { exit } => measures.leaves_at_length(at, slot, exit.index()),
        MovementKind::Parked { .. }
        | MovementKind::Moved { .. }
        | MovementKind::Paused { .. }
        | MovementKind::Placed
        | MovementKind::Ended { .. }
        | MovementKind::NeedsFewer { .. }
        | MovementKind::FitToLeave => measures.movement(movement),
    }
}

/// Visits that come in, perhaps wait, are seen, perhaps go into a bed, and leave, some of them early.
#[test]
fn the_quick_way_and_the_long_way_enter_the_same() {
    let mut hospital = hospital();
    for simple in [false, true] {
        if simple {
            // Without parking and with two attributes that have several values, visits arrive the quick way too.
            hospital.places[0].parking = None;
            hospital.attributes[1].values.truncate(1);
        }
        let (mut quick, mut long) = (Measures::new(&hospital), Measures::new(&hospital));
        let mut seed = 11_u64;
        let mut roll = |sides: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % sides
        };
        // By slot: the visit, where it is, and how far it has come.
        let mut visits: Vec<Option<(Visit, Option<Space>, u64)>> = vec![None; 80];
        let mut at = -100 * 3_600_000;
        for number in 0..30_000 {
            at += roll(2) as i64 * roll(1_200_000) as i64;
            // Some stay for days.
            let slot = if roll(100) == 0 { 60 + roll(20) } else { roll(60) } as usize;
            let into = |place| Some(Space { place: PlaceId::new(place), number: slot as u32 });
            let ward = 1 + roll(3) as usize;
            let (assess, admit) = (ActivityId::new(0), ActivityId::new(if ward == 3 { 2 } else { 1 }));
            let (visit, space, step) = visits[slot].unwrap_or_else(|| {
                let id = VisitId::new(ArrivalsId::new(0), number);
                (Visit { id, slot: slot as u32 }, None, 0)
            });
            let (kind, space, step) = match (step, roll(4)) {
                (0, _) => {
                    let traits = Traits::default().with(AttributeId::new(1), roll(2) as usize);
                    (
                        MovementKind::Arrived { traits: traits.with(AttributeId::new(2), roll(2) as usize) },
                        None,
                        1,
                    )
                }
                (1, 0) => (MovementKind::Waits { activity: assess, place: Some(PlaceId::new(0)) }, None, 2),
                (1 | 2, 1..) => (MovementKind::Begins { activity: assess }, into(0), 3),
                (3, 0) => {
                    (MovementKind::Waits { activity: admit, place: Some(PlaceId::new(ward)) }, space, 4)
                }
                (3 | 4, 1 | 2) => (MovementKind::Begins { activity: admit }, into(ward), 5),
                (..) => (MovementKind::Left { exit: ExitId::new(roll(4) as usize) }, None, 6),
            };
            visits[slot] = (step < 6).then_some((visit, space, step));
            let movement = Movement { at: Instant::from_millis(at), visit, kind, space };
            quick.movement(&movement);
            tell_at_length(&mut long, &movement);
            if matches!(kind, MovementKind::Arrived { .. }) && roll(2) == 0 {
                let kind = MovementKind::Begins { activity: assess };
                visits[slot] = Some((visit, into(0), 3));
                let movement = Movement { at: Instant::from_millis(at), visit, kind, space: into(0) };
                quick.movement(&movement);
                tell_at_length(&mut long, &movement);
            }
        }
        let text = |measures: &mut Measures| {
            measures.finish(Instant::from_millis(at + 1));
            format!("{:?} {:?}", measures.figures(&hospital), measures.profiles())
        };
        assert_eq!(text(&mut quick), text(&mut long));
        assert_eq!(quick.distributions(), long.distributions());
    }
}
