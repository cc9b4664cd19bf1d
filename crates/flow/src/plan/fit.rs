//! From a moment to a start: each visit that is present is put where it is, or where it comes nearest.

use hospital::{
    ActivityId, AtGap, AttributeId, Hospital, Moment, PlaceId, Present, Situation, Space, Traits, Visit,
    VisitId, WhenFull,
};
use quantity::{Duration, Instant};

use super::guess::Guess;
use super::past::{Story, story, told};
use super::start::{DoingNow, NeedNow, Person, Start, Stay};
use super::{Plan, Versions};
use crate::remark::Remark;

impl Plan {
    /// Makes a hospital ready to run from a moment on. Its time counts from that moment (see [`Hospital::starting_at`]); the
    /// moment's own counts as its log did.
    ///
    /// # Panics
    /// When the hospital breaks a rule that `description` checks, or the moment is of another hospital.
    pub fn from_moment(hospital: Hospital, moment: &Moment) -> Self {
        let mut plan = Self::new(hospital);
        // The hospital in which they are is the one with the changes whose dates have come.
        let on = plan.hospital.switches.dated_at(Instant::START);
        let start = Fitting::new(plan.version(on), moment).start();
        plan.use_no_numbers_beyond(&start);
        plan.start = Some(Box::new(start));
        // Made without the start.
        plan.versions = Versions::default();
        plan
    }

    /// Where more visits are at the start than a place ever has spaces, their spaces are not used again.
    pub(super) fn use_no_numbers_beyond(&mut self, start: &Start) {
        for (index, place) in self.places.iter_mut().enumerate() {
            let in_place = |space: &Space| space.place.index() == index;
            let most = place.most_spaces;
            let is_beyond = |space: Space| most.is_some_and(|most| space.number >= most);
            if start.people.iter().filter_map(|it| it.space).filter(in_place).any(is_beyond) {
                place.numbers = most.unwrap_or(u32::MAX);
                place.is_left_quickly = false;
            }
        }
    }

    /// What was odd about the moment from which it starts.
    pub fn remarks(&self) -> &[Remark] {
        self.start.as_ref().map_or(&[], |start| &start.remarks)
    }
}

/// A moment being fitted to a plan.
pub(super) struct Fitting<'p> {
    pub plan: &'p Plan,
    pub moment: &'p Moment,
    pub now: Instant,
    /// By place: who has each space.
    pub taken: Vec<Vec<bool>>,
    remarks: Vec<Remark>,
}

impl<'p> Fitting<'p> {
    fn new(plan: &'p Plan, moment: &'p Moment) -> Self {
        let taken = vec![Vec::new(); plan.places.len()];
        Self { plan, moment, now: moment.at(), taken, remarks: Vec::new() }
    }

    fn start(mut self) -> Start {
        let present: Vec<Present> = self.moment.census().visits().copied().collect();
        let spaces = self.spaces(&present);
        let mut people = Vec::new();
        let mut past = Vec::new();
        let mut asked = Vec::new();
        for (slot, (present, space)) in present.iter().zip(spaces).enumerate() {
            let movements = self.moment.past(present.visit);
            let story = story(self.plan, present, movements);
            let person = self.person(present, &story, space);
            asked.push((story.asked, present.arrived, present.visit.id, slot as u32));
            let visit = Visit { id: present.visit.id, slot: slot as u32 };
            past.extend(told(self.plan, visit, movements, present, &person, self.now));
            people.push(person);
        }
        asked.sort_unstable();
        past.sort_by_key(|&(order, _)| order);
        // Times that went back in the log do not here.
        let mut latest = Instant::from_millis(i64::MIN);
        let past = past.into_iter().map(|(_, mut movement)| {
            latest = latest.max(movement.at);
            movement.at = latest;
            movement
        });
        let past = past.collect();
        let closed_for = self.closed();
        self.count_inside(&people);
        Start {
            moment: self.now.millis(),
            past,
            in_order: asked.into_iter().map(|(.., slot)| slot).collect(),
            closed_for,
            emptied: self.emptied(&people),
            used: self.used(),
            sources: self.sources(),
            people,
            remarks: self.remarks,
        }
    }

    pub fn remark(&mut self, remark: Remark) {
        self.remarks.push(remark);
    }

    /// The space of each visit: its own, or another of the same place where two are said to have one.
    fn spaces(&mut self, present: &[Present]) -> Vec<Option<Space>> {
        let mut spaces: Vec<Option<Space>> = vec![None; present.len()];
        let mut without = Vec::new();
        for (nth, its) in present.iter().enumerate() {
            let Some(space) = its.space else { continue };
            let most = self.plan.place(space.place).most_spaces;
            let taken = &mut self.taken[space.place.index()];
            let number = space.number as usize;
            // Numbers beyond what a place ever has are kept out, so that no list grows to them.
            if most.is_some_and(|most| space.number >= most) || taken.get(number).copied().unwrap_or(false) {
                without.push(nth);
                continue;
            }
            if number >= taken.len() {
                taken.resize(number + 1, false);
            }
            taken[number] = true;
            spaces[nth] = Some(space);
        }
        for nth in without {
            let Some(space) = present[nth].space else { continue };
            let taken = &mut self.taken[space.place.index()];
            let number = taken.iter().position(|taken| !taken).unwrap_or(taken.len());
            if number == taken.len() {
                taken.push(true);
            } else {
                taken[number] = true;
            }
            spaces[nth] = Some(Space { number: number as u32, ..space });
            self.remark(Remark::OtherSpace(present[nth].visit.id, space.place));
        }
        spaces
    }

    fn count_inside(&mut self, people: &[Person]) {
        for place in self.plan.hospital.place_ids() {
            let last = self.plan.place(place).need.last;
            let inside_it = people.iter().filter(|it| it.space.is_some_and(|space| space.place == place));
            let needs = inside_it.map(|it| match it.need {
                NeedNow::Is(care_visits) => u32::from(care_visits),
                NeedNow::ByTime => u32::from(last),
            });
            let inside = needs.sum();
            let spaces = self.plan.pools[place.index()].capacity.at(Instant::START, self.plan.hospital.clock);
            if let Some(spaces) = spaces
                && inside > spaces
            {
                self.remark(Remark::Overfull { place, inside, spaces });
            }
        }
    }

    fn person(&mut self, present: &Present, story: &Story, space: Option<Space>) -> Person {
        let traits = self.traits(present.traits);
        let doing = self.doing(present, story, traits, space);
        let entered_by = story.entered_by.filter(|it| it.index() < self.plan.activities.len());
        Person {
            id: present.visit.id,
            traits,
            class: self.plan.class_of(traits),
            space,
            entered_by: entered_by.unwrap_or(doing.activity()),
            need: self.need(present, space),
            is_fit: present.fit_since.is_some(),
            begun: story.begun,
            loops: story.loops,
            stay: story.stay,
            doing,
        }
    }

    /// How many care visits a day a visit needs where it is, as was told. Where the log tells of nobody who needs fewer than
    /// at first, it says nothing of need.
    fn need(&mut self, present: &Present, space: Option<Space>) -> NeedNow {
        let place = space.map(|space| &self.plan.hospital.places[space.place.index()]);
        let Some(each) = place.and_then(|place| place.each) else { return NeedNow::Is(1) };
        if each.first == each.last || self.moment.tells_of_need() {
            return NeedNow::Is(present.care_visits);
        }
        self.remark(Remark::NeedByTime(present.visit.id));
        NeedNow::ByTime
    }

    /// The traits, with the first value where there is no such one.
    fn traits(&self, traits: Traits) -> Traits {
        let mut sound = Traits::default();
        for (index, attribute) in self.plan.hospital.attributes.iter().enumerate() {
            let attribute_id = AttributeId::new(index);
            let value = traits.value(attribute_id);
            sound = sound.with(attribute_id, if value < attribute.values.len() { value } else { 0 });
        }
        sound
    }

    fn before_start(&self, at: Instant) -> Instant {
        Instant::START - (self.now - at).max(Duration::ZERO)
    }

    fn doing(&mut self, present: &Present, story: &Story, traits: Traits, space: Option<Space>) -> DoingNow {
        let asked = self.before_start(story.asked);
        let since = self.before_start(present.since);
        let id = present.visit.id;
        let Some(activity) = present.doing.activity() else {
            return self.placed(id, story, traits, space);
        };
        if activity.index() >= self.plan.activities.len() {
            self.remark(Remark::NoSuchActivity(id));
            return self.placed(id, story, traits, space);
        }
        let worked = self.counts_work(activity, space).then_some(story.worked);
        match present.doing {
            Situation::Arrived | Situation::Placed => self.placed(id, story, traits, space),
            Situation::In { .. } => {
                let spent = (Instant::START - since) + worked.unwrap_or_default();
                self.look_for_overstay(id, activity, traits, (story.stay, spent));
                DoingNow::In { activity, since, worked: worked.unwrap_or_default() }
            }
            Situation::Waiting { place: Some(place), .. } => self.queues(id, traits, activity, place, asked),
            Situation::Paused { place: Some(place), .. } => {
                DoingNow::Queues { activity, place, asked, worked: Some(worked.unwrap_or_default()) }
            }
            Situation::Waiting { place: None, .. } | Situation::Moved { .. } => {
                let worked = story.is_interrupted.then_some(worked.unwrap_or_default());
                DoingNow::NeedsResources { activity, asked, worked }
            }
            Situation::Parked { place, .. } => {
                let parks = &self.plan.place(place).parks;
                if parks[id.arrivals().index()] && space.is_none() {
                    DoingNow::Parked { activity, place, asked }
                } else {
                    DoingNow::Asks { activity }
                }
            }
            Situation::Paused { place: None, .. } => match self.resting_pool(activity, space) {
                Some(pool) => DoingNow::Rests { activity, pool, worked: worked.unwrap_or_default() },
                None => DoingNow::In { activity, since: Instant::START, worked: worked.unwrap_or_default() },
            },
            Situation::Kept { .. } => DoingNow::Kept { activity, since, was_kept: story.was_kept },
        }
    }

    fn queues(
        &mut self,
        id: VisitId,
        traits: Traits,
        activity: ActivityId,
        place: PlaceId,
        asked: Instant,
    ) -> DoingNow {
        if self.takes_place_in(activity, traits, place) {
            DoingNow::Queues { activity, place, asked, worked: None }
        } else {
            self.remark(Remark::WaitsElsewhere(id, place));
            DoingNow::Asks { activity }
        }
    }

    /// Whether an activity of a visit may take place there: by its pathway, or by a diversion.
    fn takes_place_in(&self, activity: ActivityId, traits: Traits, place: PlaceId) -> bool {
        let Some(places) = &self.plan.activity(activity).places else { return false };
        let choice = places.of(traits);
        let is_sent = |from: PlaceId| matches!(self.plan.place(from).when_full, WhenFull::Divert { to, .. } if to == place);
        choice.places(choice.all_tiers()).any(|it| it == place || is_sent(it))
    }

    /// Whether what was done of an activity before an interruption counts when it goes on.
    fn counts_work(&self, activity: ActivityId, space: Option<Space>) -> bool {
        let of_place = space.map(|space| space.place.index());
        let pools = self.plan.activity(activity).uses.iter().map(|&(pool, _)| pool as usize).chain(of_place);
        let anew = |mode: AtGap| matches!(mode, AtGap::Restart | AtGap::Resample);
        let mut pools = pools.map(|pool| &self.plan.pools[pool]);
        !pools.any(|pool| anew(pool.at_gap) || pool.queue.preempt.is_some_and(anew))
    }

    /// The pool whose roster made an activity rest.
    fn resting_pool(&self, activity: ActivityId, space: Option<Space>) -> Option<u32> {
        let of_place = space.map(|space| space.place.index() as u32);
        let uses = self.plan.activity(activity).uses.iter().map(|&(pool, _)| pool);
        of_place.into_iter().chain(uses).find(|&pool| self.plan.pools[pool as usize].at_gap != AtGap::Finish)
    }

    /// A visit of which only the place is known is in the activity in which visits like it are there most of the time; one
    /// without a place is about to ask for the first of its stream.
    fn placed(&mut self, id: VisitId, story: &Story, traits: Traits, space: Option<Space>) -> DoingNow {
        let first = self.first_of(id);
        let Some(space) = space else { return DoingNow::Asks { activity: first } };
        let hospital = &self.plan.hospital;
        let of = |first| Guess::new(hospital, first, traits).activity_in(space.place);
        let others = || hospital.arrivals.iter().find_map(|arrivals| of(arrivals.first));
        let Some(activity) = of(first).or_else(others) else {
            self.remark(Remark::NothingHappensThere(id, space.place));
            return DoingNow::Asks { activity: first };
        };
        self.remark(Remark::Guessed(id, space.place, activity));
        let since = self.before_start(story.entered);
        self.look_for_overstay(id, activity, traits, (None, Instant::START - since));
        DoingNow::In { activity, since, worked: Duration::ZERO }
    }

    fn first_of(&self, id: VisitId) -> ActivityId {
        let arrivals = self.plan.hospital.arrivals.get(id.arrivals().index());
        arrivals.map_or(ActivityId::new(0), |arrivals| arrivals.first)
    }

    fn look_for_overstay(
        &mut self,
        id: VisitId,
        activity: ActivityId,
        traits: Traits,
        (stay, spent): (Option<Stay>, Duration),
    ) {
        let Stay { of, before } = stay.unwrap_or(Stay { of: activity, before: Duration::ZERO });
        let spent = before + spent;
        let time = self.plan.hospital.activities[of.index()].time.of(traits);
        if spent > Duration::ZERO && time.quantile_above(spent.millis() as f64, 0.5).is_none() {
            self.remark(Remark::Overstays(id, activity));
        }
    }
}
