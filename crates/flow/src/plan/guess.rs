//! What is a visit doing in a place, if only its place is known?
//!
//! The activity in which visits with its attributes, on the way from their stream's first activity, spend most of their
//! time in that place: expected passes × mean length. Waits are left out of it, and all places of a choice are taken to be
//! as likely.

use hospital::{Activity, ActivityId, Hospital, Next, PlaceId, Traits, WhenFull, Where};

/// Steps that are followed; what is left of a visit then is of no account.
const STEPS: usize = 100;

/// Where the time of some visits goes: by activity, then place, in milliseconds a visit.
#[derive(Clone, Debug)]
pub(crate) struct Guess(Vec<Vec<f64>>);

impl Guess {
    /// Of visits with these attributes that begin with an activity.
    pub fn new(hospital: &Hospital, first: ActivityId, traits: Traits) -> Self {
        let nowhere = hospital.places.len();
        let nobody = vec![vec![0.0; nowhere + 1]; hospital.activities.len()];
        let mut time = nobody.clone();
        // By activity: visits that come to it, by the place they come from.
        let mut coming = nobody.clone();
        coming[first.index()][nowhere] = 1.0;
        for _ in 0..STEPS {
            let mut further = nobody.clone();
            for (index, it) in hospital.activities.iter().enumerate() {
                if coming[index].iter().all(|&visits| visits == 0.0) {
                    continue;
                }
                let there = spread(hospital, it, &coming[index], traits);
                let length = it.time.of(traits).mean();
                let (here, moves) = until_it_moves(it, traits, length);
                time[index].iter_mut().zip(&there).for_each(|(time, visits)| *time += visits * here);
                if let Some((to, share, longer)) = moves {
                    let moving: Vec<f64> = there.iter().map(|visits| share * visits).collect();
                    let moved = spread(hospital, &hospital.activities[to], &moving, traits);
                    time[to].iter_mut().zip(&moved).for_each(|(time, visits)| *time += visits * longer);
                    further[to].iter_mut().zip(&moving).for_each(|(to, visits)| *to += visits);
                }
                let stays = 1.0 - moves.map_or(0.0, |(_, share, _)| share);
                for &(next, share) in it.next.of(traits) {
                    let Next::Activity(next) = next else { continue };
                    let to = &mut further[next.index()];
                    to.iter_mut().zip(&there).for_each(|(to, visits)| *to += share * stays * visits);
                }
            }
            coming = further;
        }
        Self(time)
    }

    /// The likeliest activity in a place; `None` where none takes place there.
    pub fn activity_in(&self, place: PlaceId) -> Option<ActivityId> {
        let mut best = None;
        for (activity, time) in self.0.iter().enumerate() {
            let time = time[place.index()];
            if time > 0.0 && best.is_none_or(|(_, most)| time > most) {
                best = Some((ActivityId::new(activity), time));
            }
        }
        best.map(|(activity, _)| activity)
    }
}

/// How long visits are in an activity of this mean length; and, where some go on with their stay in another, which that is, how
/// many do, and how long about half of them are in it.
fn until_it_moves(activity: &Activity, traits: Traits, length: f64) -> (f64, Option<(usize, f64, f64)>) {
    let Some(move_on) = activity.move_on else { return (length, None) };
    let (after, time) = (move_on.after.millis() as f64, activity.time.of(traits));
    let longer = time.quantile_above(after, 0.5).map_or(0.0, |whole| whole - after);
    (length.min(after), Some((move_on.to.index(), time.share_above(after), longer)))
}

/// Where visits are during an activity, by where they come from.
fn spread(hospital: &Hospital, activity: &Activity, from: &[f64], traits: Traits) -> Vec<f64> {
    let Where::Into(by) = &activity.place else { return from.to_vec() };
    let mut places: Vec<usize> = Vec::new();
    for place in by.of(traits).tiers.iter().flatten() {
        places.push(place.index());
        if let WhenFull::Divert { to, .. } = hospital.places[place.index()].when_full {
            places.push(to.index());
        }
    }
    let mut there = vec![0.0; from.len()];
    let mut moving = 0.0;
    for (place, &visits) in from.iter().enumerate() {
        if places.contains(&place) {
            there[place] = visits;
        } else {
            moving += visits;
        }
    }
    for &place in &places {
        there[place] += moving / places.len() as f64;
    }
    there
}
