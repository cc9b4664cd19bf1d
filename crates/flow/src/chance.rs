//! All chance of the flow: which number is drawn for what.
//!
//! A visit's stream is cut into blocks of four 32-bit words. The block of its coming has its first activity too. The block of a later activity is numbered by the activity, by how
//! often the visit came back to an earlier one, and by how often the activity was drawn anew; its words are the time, what
//! is next, patience, and one to spare. So a visit's numbers do not depend on what happened to any other visit, nor on how
//! long it waited: the same patients come in every option.

use hospital::{ActivityId, By, Clock, InfectionId, Next, PlaceId, TeamId, Traits, VisitId};
use quantity::{Blocks, Distribution, Duration, Instant, Sampler, Stream, Streams, TOGETHER, unit_open};

use crate::plan::{LeavingPlan, Plan};
use crate::visit::VisitState;

/// Block of a visit's coming: the time since the one before, its first attributes, and the time of its first activity and
/// what is next. Most visits need no other block.
const COMING: u32 = 0xFFFF_0000;
/// Block of a visit's mark: who is thinned out when demand is below the base.
const MARK: u32 = 0xFFFD_0000;
/// Blocks of further attributes.
const ATTRIBUTES: u32 = 0xFFFE_0000;
/// Blocks of sickness bugs: two for each visit and bug; one for each occasion on which one comes to a place; one for
/// each member of staff.
const HEALTH: u32 = 0xFFFC_0000;
const BUGS: u32 = 0x0001_0000;
const STAFF: u32 = 0x1000_0000;
/// The attempt whose block holds how long the space is kept, and its cleaning.
const KEEPING: u8 = 0xFF;
/// Attempts from here hold two days each of waiting to leave.
const LEAVING: u8 = 0x80;
/// Anew draws beyond this use the numbers of this again.
pub(crate) const MOST_ATTEMPTS: u8 = LEAVING - 1;
/// Days after which a visit leaves whatever the chance of the day.
const MOST_DAYS: u32 = 200;

#[inline]
fn block_of(activity: ActivityId, loops: u8, attempt: u8) -> u32 {
    ((activity.index() as u32) << 16) | (u32::from(loops) << 8) | u32::from(attempt)
}

#[inline]
fn stream(streams: &Streams, id: VisitId) -> Stream {
    streams.of_key(id.key())
}

/// The words of the coming of a batch of visits, each for all of them.
pub(crate) struct Comings {
    /// Of the time since the visit before.
    pub gaps: [u32; TOGETHER],
    /// Of the first activity's time, and of what is next.
    pub times: [u32; TOGETHER],
    pub nexts: [u32; TOGETHER],
    /// Of the first attributes.
    pub attributes: [[u32; TOGETHER]; FIRST_ATTRIBUTES],
}

/// How many attributes are drawn with the coming.
pub(crate) const FIRST_ATTRIBUTES: usize = 2;

/// The coming of a batch of visits. What is next and two attributes share 64 bits, 22 and 21 each: their shares are right
/// to less than a millionth, and most visits need no further block.
pub(crate) fn comings(streams: &Streams, first: VisitId) -> Comings {
    let [gaps, times, high, low] = streams.blocks(first.key(), COMING).words;
    let mut comings = Comings { gaps, times, nexts: high, attributes: [high, low] };
    for nth in 0..TOGETHER {
        let (high, low) = (high[nth], low[nth]);
        // Each is set to the middle of the words with the same upper bits.
        comings.nexts[nth] = (high & !0x3FF) | 0x200;
        comings.attributes[0][nth] = (high << 22) | ((low >> 21) << 11) | 0x400;
        comings.attributes[1][nth] = (low << 11) | 0x400;
    }
    comings
}

/// The words of four further attributes of a batch of visits.
pub(crate) fn further_attributes(streams: &Streams, first: VisitId, four: u32) -> Blocks {
    streams.blocks(first.key(), ATTRIBUTES + four)
}

/// The word of a visit's mark.
pub(crate) fn mark(streams: &Streams, id: VisitId) -> u32 {
    stream(streams, id).block(MARK)[0]
}

/// One word of a visit's coming: that of the time since the one before.
pub(crate) fn gap(streams: &Streams, id: VisitId) -> u32 {
    stream(streams, id).block(COMING)[0]
}

/// How long an activity of a visit is to last, and what is next.
#[inline]
pub(crate) fn activity(plan: &Plan, streams: &Streams, who: Who, activity: ActivityId) -> (Duration, Next) {
    let words = stream(streams, who.id).block(block_of(activity, who.loops, who.attempt.min(MOST_ATTEMPTS)));
    from_words(plan, who, activity, [words[0], words[1]])
}

/// The same, from words that are drawn already.
#[inline]
pub(crate) fn from_words(plan: &Plan, who: Who, activity: ActivityId, words: [u32; 2]) -> (Duration, Next) {
    if let Some(row) = plan.row(activity, who.class) {
        return (row.time.draw(words[0]), row.next.pick(words[1]));
    }
    let step = plan.activity(activity);
    (step.time.of(who.traits).draw(words[0]), step.next.of(who.traits).pick(words[1]))
}

/// How long a visit waits for its present activity.
pub(crate) fn patience(patience: &By<Sampler>, streams: &Streams, visit: &VisitState) -> Duration {
    let words = stream(streams, visit.id).block(block_of(visit.activity, visit.loops, 0));
    patience.of(visit.traits).draw(words[2])
}

/// Whose chance it is, and at which pass.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Who {
    pub id: VisitId,
    pub traits: Traits,
    /// Its row in the plan's tables.
    pub class: u16,
    /// How often it came back to an earlier activity.
    pub loops: u8,
    /// How often the activity was drawn anew.
    pub attempt: u8,
}

/// Words of the end of an activity: how long the space is kept, and, if the visit came into the space with it, how long
/// its cleaning takes.
pub(crate) fn keeping(streams: &Streams, visit: &VisitState, activity: ActivityId) -> [u32; 4] {
    stream(streams, visit.id).block(block_of(activity, visit.loops, KEEPING))
}

/// The words of a visit's course of a sickness bug: how resistant it is, and how long it incubates, is ill and sheds.
pub(crate) fn health(streams: &Streams, id: VisitId, bug: InfectionId) -> [u32; 4] {
    stream(streams, id).block(HEALTH + 2 * bug.index() as u32)
}

/// The words of a visit and a sickness bug: whether it brings it, and whether it may leave from behind closed doors.
pub(crate) fn carrying(streams: &Streams, id: VisitId, bug: InfectionId) -> [u32; 4] {
    stream(streams, id).block(HEALTH + 2 * bug.index() as u32 + 1)
}

/// The words of the nth time that a sickness bug may come into a place from outside: until then, whether it does at that
/// time of the year, and who catches it.
pub(crate) fn bug_comes(streams: &Streams, place: PlaceId, bug: InfectionId, nth: u32) -> [u32; 4] {
    streams.of_place(place.index() as u16, u64::from(nth)).block(BUGS + bug.index() as u32)
}

/// The words of a member of the staff of a place in the nth outbreak there, as those of a visit.
pub(crate) fn staff_health(
    streams: &Streams,
    place: PlaceId,
    bug: InfectionId,
    nth: u32,
    member: u32,
) -> [u32; 4] {
    let block = STAFF + ((bug.index() as u32) << 20) + member;
    streams.of_place(place.index() as u16, u64::from(nth)).block(block)
}

/// The words of a member of a team and the shift that began at a time: whether it stays away, and whether the agency fills its
/// shift then. Shifts that begin within the same minute share them.
pub(crate) fn shift(streams: &Streams, team: TeamId, began: Instant, member: u32) -> [u32; 4] {
    const BEFORE_THE_START: i64 = 1 << 40;
    let minute = began.millis().div_euclid(Duration::MINUTE.millis()) + BEFORE_THE_START;
    streams.of_shift(team.index() as u16, minute as u64).block(member)
}

/// The words of a closure of a place: until it comes, and how long it lasts.
pub(crate) fn closure(streams: &Streams, place: usize, nth: u32) -> [u32; 4] {
    streams.of_place(place as u16, u64::from(nth)).block(0)
}

/// The word of how long a space that is empty at the start is being made ready.
pub(crate) fn emptied(streams: &Streams, place: usize, number: u32) -> u32 {
    const AT_START: u32 = 1;
    streams.of_place(place as u16, u64::from(number)).block(AT_START)[0]
}

/// The word of a day's factor; days are counted from the midnight before the start and may be negative.
pub(crate) fn day(streams: &Streams, arrivals: usize, day: i64) -> u32 {
    const BEFORE_THE_START: i64 = 1 << 40;
    streams.of_day(arrivals as u16, (day + BEFORE_THE_START) as u64).block(0)[0]
}

/// When a visit that has been ready for a while may leave a place: not before now, and at once where there are no such
/// hours. The days since it was ready have each a chance of their own, whenever it is asked for.
pub(crate) fn leaving_time(
    leaving: &LeavingPlan,
    clock: Clock,
    streams: &Streams,
    visit: &VisitState,
    (ready, now): (Instant, Instant),
) -> Instant {
    match leaving {
        LeavingPlan::AnyTime => now,
        LeavingPlan::Within(hours) => match hours.until_they_hold(clock.of_week(now)) {
            Some(wait) => now + wait,
            None => now + Duration::DAY * i64::from(MOST_DAYS),
        },
        LeavingPlan::Drawn { of_day, by_weekday } => {
            let midnight = clock.midnight(ready);
            for day in 0..MOST_DAYS {
                let attempt = LEAVING + (day / 2) as u8;
                let words = stream(streams, visit.id).block(block_of(visit.activity, visit.loops, attempt));
                let (chance, hour) = if day % 2 == 0 { (words[0], words[1]) } else { (words[2], words[3]) };
                let today = midnight + Duration::DAY * i64::from(day);
                let at = today + of_day.draw(hour);
                if at >= now && unit_open(chance) < by_weekday[clock.weekday(today)] {
                    return at;
                }
            }
            now.max(ready + Duration::DAY * i64::from(MOST_DAYS))
        }
    }
}

/// What is left of something that has gone on for a while, given that it is not over; nothing where it cannot last so long.
pub(crate) fn left_of(lasts: &Distribution, spent: Duration, word: u32) -> Duration {
    let spent_millis = spent.millis().max(0) as f64;
    let whole = lasts.quantile_above(spent_millis, unit_open(word));
    whole.map_or(Duration::ZERO, |whole| Duration::from_millis_f64(whole - spent_millis))
}

/// The words of an activity of a visit: its time, what is next, and patience.
pub(crate) fn words(streams: &Streams, who: Who, activity: ActivityId) -> [u32; 4] {
    stream(streams, who.id).block(block_of(activity, who.loops, who.attempt.min(MOST_ATTEMPTS)))
}
