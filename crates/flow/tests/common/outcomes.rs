//! Stays, deaths, readmissions and moves between beds, counted anew from what each visit said.

use std::collections::BTreeMap;

use hospital::{ExitKind, Hospital, Movement, MovementKind, Opening, PlaceId, PlaceKind, Sink, VisitId};
use quantity::{Duration, Instant};

/// What became of a visit so far.
#[derive(Clone, Copy, Default)]
struct Course {
    /// When its stay in hospital beds began, while it lasts.
    stays_since: Option<Instant>,
    /// Whether it has ended one before.
    has_been: bool,
    /// The place in which it has a bed.
    bed: Option<PlaceId>,
}

/// What became of visits from the start on.
pub struct Outcomes<'h> {
    hospital: &'h Hospital,
    courses: BTreeMap<VisitId, Course>,
    pub admissions: u32,
    pub readmissions: u32,
    pub deaths: u32,
    pub bed_moves: u32,
    pub bed_moves_at_night: u32,
    /// Time beyond a week of stays in hospital beds.
    pub beyond_a_week: Duration,
}

impl<'h> Outcomes<'h> {
    pub fn new(hospital: &'h Hospital) -> Self {
        Self {
            hospital,
            courses: BTreeMap::new(),
            admissions: 0,
            readmissions: 0,
            deaths: 0,
            bed_moves: 0,
            bed_moves_at_night: 0,
            beyond_a_week: Duration::ZERO,
        }
    }

    fn stay_ends(&mut self, since: Instant, at: Instant) {
        let from = (since + Duration::WEEK).max(Instant::START);
        self.beyond_a_week += (at - from).max(Duration::ZERO);
    }

    fn moves(&mut self, at: Instant) {
        let clock = self.hospital.clock.start_of_week + (at - Instant::START);
        let minute = clock.millis().rem_euclid(Duration::DAY.millis()) / Duration::MINUTE.millis();
        self.bed_moves += 1;
        self.bed_moves_at_night += u32::from(!(6 * 60..22 * 60).contains(&minute));
    }
}

impl Sink for Outcomes<'_> {
    fn movement(&mut self, movement: &Movement) {
        let at = movement.at;
        let counts = u32::from(at >= Instant::START);
        let mut course = self.courses.remove(&movement.visit.id).unwrap_or_default();
        if let MovementKind::Left { exit } = movement.kind {
            self.deaths += counts * u32::from(self.hospital.exits[exit.index()].kind == ExitKind::Died);
            course.stays_since.into_iter().for_each(|since| self.stay_ends(since, at));
            return;
        }
        let place = movement.space.map(|space| space.place);
        let kind = place.map(|place| self.hospital.places[place.index()].kind);
        let bed = place.filter(|_| kind.is_some_and(PlaceKind::has_beds));
        if bed.is_some() && course.bed.is_some() && bed != course.bed && counts > 0 {
            self.moves(at);
        }
        course.bed = bed;
        if bed.is_some() && course.stays_since.is_none() {
            course.stays_since = Some(at);
            self.admissions += counts;
            self.readmissions += counts * u32::from(course.has_been);
        } else if kind.is_some_and(PlaceKind::is_outside)
            && let Some(since) = course.stays_since.take()
        {
            self.stay_ends(since, at);
            course.has_been = true;
        }
        self.courses.insert(movement.visit.id, course);
    }

    fn opening(&mut self, _: &Opening) {}

    fn finish(&mut self, at: Instant) {
        let courses = std::mem::take(&mut self.courses);
        courses.values().filter_map(|it| it.stays_since).for_each(|since| self.stay_ends(since, at));
    }
}
