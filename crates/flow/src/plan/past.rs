//! How a visit came to where it is: what follows from its movements, and what is told of them again.

use hospital::{ActivityId, Movement, MovementKind, Next, Present, Visit};
use quantity::{Duration, Instant};

use super::Plan;
use super::start::{DoingNow, Person, Stay, WasKept};

/// What follows from the movements of a visit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Story {
    /// When it asked for what it waits for or is in.
    pub asked: Instant,
    /// How long it was in its present activity before it was interrupted last.
    pub worked: Duration,
    /// Whether its present activity has begun and was interrupted.
    pub is_interrupted: bool,
    /// When it came into the place it is in, and with which activity.
    pub entered: Instant,
    pub entered_by: Option<ActivityId>,
    /// How many activities it has begun.
    pub begun: u16,
    /// How often it came back to an earlier activity, as far as is known.
    pub loops: u8,
    /// Whether its activity was said to have ended before it was said last.
    pub was_kept: WasKept,
    /// The stay that goes on in its present activity, if one does.
    pub stay: Option<Stay>,
}

/// How far a visit is with an activity.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    None,
    Asked(ActivityId),
    In(ActivityId, Instant),
    Interrupted(ActivityId),
    Ended,
}

impl Story {
    /// The stay that goes on when a visit at this stage asks for an activity: that of the activity in which it is, if that moves on
    /// to the other. Where the other may follow in any case, it does so before the time to move on has come.
    fn goes_on(&self, plan: &Plan, stage: Stage, to: ActivityId, at: Instant) -> Option<Stay> {
        let (activity, worked) = match stage {
            Stage::In(activity, since) => (activity, self.worked + (at - since)),
            Stage::Interrupted(activity) => (activity, self.worked),
            Stage::None | Stage::Asked(_) | Stage::Ended => return None,
        };
        let it = plan.hospital.activities.get(activity.index())?;
        let move_on = it.move_on.filter(|move_on| move_on.to == to)?;
        let mut nexts = it.next.leaves().into_iter().flatten();
        let may_follow = nexts.any(|&(next, share)| next == Next::Activity(to) && share > 0.0);
        if may_follow && worked < move_on.after {
            return None;
        }
        let before = self.stay.unwrap_or(Stay { of: activity, before: Duration::ZERO });
        Some(Stay { before: before.before + worked, ..before })
    }

    /// Its activity begins. A stay that goes on began before, and has gone on since the visit asked.
    fn begins(&mut self, at: Instant) {
        match &mut self.stay {
            Some(stay) => stay.before += at - self.asked,
            None => self.begun += 1,
        }
    }
}

pub(crate) fn story(plan: &Plan, present: &Present, movements: &[(u64, Movement)]) -> Story {
    let mut story = Story {
        asked: present.arrived,
        worked: Duration::ZERO,
        is_interrupted: false,
        entered: present.arrived,
        entered_by: None,
        begun: 0,
        loops: 0,
        was_kept: WasKept::No,
        stay: None,
    };
    let mut stage = Stage::None;
    let mut place = None;
    let mut last = None;
    for (_, movement) in movements {
        let at = movement.at;
        let mut by = None;
        let mut is_new = false;
        match movement.kind {
            MovementKind::Waits { activity, .. }
            | MovementKind::Parked { activity, .. }
            | MovementKind::Moved { activity } => {
                by = Some(activity);
                if stage != Stage::Asked(activity) && stage != Stage::Interrupted(activity) {
                    is_new = true;
                    story.stay = story.goes_on(plan, stage, activity, at);
                    (stage, story.asked, story.worked) = (Stage::Asked(activity), at, Duration::ZERO);
                }
            }
            MovementKind::Begins { activity } => {
                by = Some(activity);
                if stage != Stage::Asked(activity) && stage != Stage::Interrupted(activity) {
                    is_new = true;
                    story.stay = story.goes_on(plan, stage, activity, at);
                    (story.asked, story.worked) = (at, Duration::ZERO);
                }
                if stage != Stage::Interrupted(activity) {
                    story.begins(at);
                }
                stage = Stage::In(activity, at);
            }
            MovementKind::Paused { activity } => {
                if let Stage::In(_, since) = stage {
                    story.worked += at - since;
                }
                story.asked = at;
                stage = Stage::Interrupted(activity);
            }
            MovementKind::Ended { .. } => {
                story.was_kept = if stage == Stage::Ended { WasKept::Yes } else { WasKept::No };
                stage = Stage::Ended;
            }
            MovementKind::Arrived { .. } | MovementKind::Placed => {
                (stage, story.asked, story.worked) = (Stage::None, at, Duration::ZERO);
                story.stay = None;
            }
            MovementKind::FitToLeave | MovementKind::NeedsFewer { .. } | MovementKind::Left { .. } => {}
        }
        if let Some(activity) = by
            && is_new
        {
            story.loops = story.loops.saturating_add(u8::from(last.is_some_and(|last| activity <= last)));
            last = Some(activity);
        }
        let now_in = movement.space.map(|space| space.place);
        if now_in != place {
            (place, story.entered, story.entered_by) = (now_in, at, by);
        }
    }
    story.is_interrupted = matches!(stage, Stage::Interrupted(_));
    story
}

/// What is told again of a visit, each with its order among all: its movements, with times before the start, and a last
/// one where it is taken to be doing something else than was said.
pub(crate) fn told(
    plan: &Plan,
    visit: Visit,
    movements: &[(u64, Movement)],
    present: &Present,
    person: &Person,
    now: Instant,
) -> Vec<(u64, Movement)> {
    /// What is told of the moment itself comes before what happens in it.
    const BEFORE: Duration = Duration::MILLISECOND;
    let shifted = |at: Instant| Instant::START - (now - at).max(BEFORE);
    let mut again: Vec<(u64, Movement)> = movements
        .iter()
        .filter(|(_, movement)| activity_of(movement).is_none_or(|it| it.index() < plan.activities.len()))
        .filter(|(_, movement)| !tells_of_need(movement) || has_care_visits(plan, movement))
        .map(|&(order, movement)| {
            let moved = movement.space.is_some() && movement.space == present.space;
            let space = if moved { person.space } else { movement.space };
            let arrives = matches!(movement.kind, MovementKind::Arrived { .. });
            let kind = if arrives { MovementKind::Arrived { traits: person.traits } } else { movement.kind };
            (order, Movement { at: shifted(movement.at), visit, kind, space })
        })
        .collect();
    let is_situation = |(_, movement): &&mut (u64, Movement)| {
        movement.kind != MovementKind::FitToLeave && !tells_of_need(movement)
    };
    if let DoingNow::In { activity, .. } = person.doing
        && let Some((_, last)) = again.iter_mut().rev().find(is_situation)
        && matches!(last.kind, MovementKind::Placed)
    {
        last.kind = MovementKind::Begins { activity };
    } else if let DoingNow::In { activity, .. } = person.doing
        && present.doing != (hospital::Situation::In { activity })
    {
        let kind = MovementKind::Begins { activity };
        again.push((u64::MAX, Movement { at: Instant::START - BEFORE, visit, kind, space: person.space }));
    }
    again
}

fn tells_of_need(movement: &Movement) -> bool {
    matches!(movement.kind, MovementKind::NeedsFewer { .. })
}

/// Whether a movement is of somebody where care visits are counted.
fn has_care_visits(plan: &Plan, movement: &Movement) -> bool {
    movement.space.is_some_and(|space| plan.hospital.places[space.place.index()].each.is_some())
}

fn activity_of(movement: &Movement) -> Option<ActivityId> {
    match movement.kind {
        MovementKind::Waits { activity, .. }
        | MovementKind::Parked { activity, .. }
        | MovementKind::Moved { activity }
        | MovementKind::Begins { activity }
        | MovementKind::Paused { activity }
        | MovementKind::Ended { activity } => Some(activity),
        MovementKind::Arrived { .. }
        | MovementKind::Placed
        | MovementKind::FitToLeave
        | MovementKind::NeedsFewer { .. }
        | MovementKind::Left { .. } => None,
    }
}
