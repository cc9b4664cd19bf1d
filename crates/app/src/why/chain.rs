//! The chain behind a full place: what those in it wait for, what those in that wait for, and so on.
//!
//! A fold of one census: from a place to the place for which most of its visits wait, until nobody waits for another place,
//! most wait for resources, the place has room, or a place comes again.

use std::collections::BTreeMap;

use hospital::{Census, Hospital, PlaceId, Present, Situation};

use super::time::resources;

/// A place of the chain, as it was at that moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its name.
    pub place: String,
    /// Visits in it.
    pub occupied: u32,
    /// In a place that counts care visits a day: how many those in it need.
    pub care_visits: Option<u32>,
    /// Its spaces, or care visits a day, by its roster; `None` is unlimited.
    pub spaces: Option<u32>,
    /// Whether it is closed to newcomers.
    pub closed: bool,
    /// Whether nobody can come in.
    pub is_full: bool,
    /// Visits elsewhere or nowhere that wait for it.
    pub wanted_by: u32,
    /// Of those in it: in an activity.
    pub busy: u32,
    /// What others in it wait for, the most first.
    pub waits: Vec<(WaitsFor, u32)>,
    /// Done with an activity and still there: kept for a while, or until the hours in which they may leave.
    pub kept: u32,
    /// Fit to leave, whatever they do or wait for.
    pub fit_to_leave: u32,
}

/// What a visit waits for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WaitsFor {
    /// A space in a place.
    Place(String),
    /// Resources.
    Resources(String),
}

/// Why a chain ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Nobody in the last place waits for another.
    NobodyWaits,
    /// Most of those in it who wait, wait for these resources.
    Resources(String),
    /// There is room in the last place.
    HasRoom,
    /// Those in the last place wait for one that came before.
    Circle(String),
}

/// The chain that begins at a place.
pub(super) fn chain(hospital: &Hospital, census: &Census, first: PlaceId) -> (Vec<Link>, End) {
    let mut passed = vec![first];
    let mut links = Vec::new();
    loop {
        let place = passed[passed.len() - 1];
        let link = link(hospital, census, place);
        let (is_full, most) = (link.is_full, link.waits.first().map(|(what, _)| what.clone()));
        links.push(link);
        if !is_full && passed.len() > 1 {
            return (links, End::HasRoom);
        }
        let next = match most {
            None => return (links, End::NobodyWaits),
            Some(WaitsFor::Resources(names)) => return (links, End::Resources(names)),
            Some(WaitsFor::Place(name)) => name,
        };
        let Some(id) = hospital.place_ids().find(|place| hospital.places[place.index()].name == next) else {
            return (links, End::NobodyWaits);
        };
        if passed.contains(&id) {
            return (links, End::Circle(next));
        }
        passed.push(id);
    }
}

fn link(hospital: &Hospital, census: &Census, place: PlaceId) -> Link {
    let holding = census.place(place);
    let each = hospital.places[place.index()].each;
    let newcomer = each.map_or(1, |each| u32::from(each.first));
    let has_room = holding.spaces.is_none_or(|spaces| holding.care_visits + newcomer <= spaces);
    let mut link = Link {
        place: hospital.places[place.index()].name.clone(),
        occupied: holding.occupied,
        care_visits: each.map(|_| holding.care_visits),
        spaces: holding.spaces,
        closed: holding.closed,
        is_full: holding.closed || !has_room,
        wanted_by: census.visits().filter(|present| wants(present) == Some(place)).count() as u32,
        busy: 0,
        waits: Vec::new(),
        kept: 0,
        fit_to_leave: 0,
    };
    // By place in the order of the file, then by resources: that decides between equals.
    let mut waits: BTreeMap<(Option<PlaceId>, String), u32> = BTreeMap::new();
    for present in census.who_is_in(place) {
        link.fit_to_leave += u32::from(present.fit_since.is_some());
        match present.doing {
            Situation::In { .. } => link.busy += 1,
            Situation::Kept { .. } => link.kept += 1,
            Situation::Waiting { place: Some(wanted), .. } => {
                *waits.entry((Some(wanted), String::new())).or_default() += 1;
            }
            Situation::Waiting { activity, place: None } | Situation::Moved { activity } => {
                *waits.entry((None, resources(hospital, Some(activity)))).or_default() += 1;
            }
            Situation::Arrived | Situation::Placed | Situation::Parked { .. } | Situation::Paused { .. } => {}
        }
    }
    let mut waits: Vec<_> = waits.into_iter().collect();
    waits.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    let named = |((wanted, resources), number): ((Option<PlaceId>, String), u32)| {
        let name = |place: PlaceId| hospital.places[place.index()].name.clone();
        (wanted.map_or(WaitsFor::Resources(resources), |place| WaitsFor::Place(name(place))), number)
    };
    link.waits = waits.into_iter().map(named).collect();
    link
}

/// The place for which a visit waits, in whatever way.
pub(super) fn wants(present: &Present) -> Option<PlaceId> {
    match present.doing {
        Situation::Waiting { place, .. } | Situation::Paused { place, .. } => place,
        Situation::Parked { place, .. } => Some(place),
        Situation::Arrived
        | Situation::Moved { .. }
        | Situation::Placed
        | Situation::In { .. }
        | Situation::Kept { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use description::Request;
    use hospital::{
        ActivityId, ArrivalsId, Movement, MovementKind, Opening, Sink as _, Space, Traits, Visit, VisitId,
    };
    use quantity::Instant;

    const HOSPITAL: &str = r#"
onward = 1
name = "Jammed"
[place.ed]
kind = "emergency"
spaces = "3 cubicles"
[place.amu]
kind = "assessment"
spaces = "2 beds"
[place.ward]
kind = "ward"
spaces = "2 beds"
[place.home_care]
kind = "care rounds"
spaces = "5 visits / day"
each = { first = "4 visits / day", last = "1 visit / day" }
[resource.doctor]
roster = { "daily 00-24" = 1 }
[arrivals.all]
rate = "1 / day"
pathway = "way"
[pathway.way.assess]
at = "ed"
uses = { doctor = 1 }
time = { exponential = "1 h" }
next = "admit"
[pathway.way.admit]
into = ["amu"]
time = { exponential = "1 day" }
next = "stay"
[pathway.way.stay]
into = ["ward"]
time = { exponential = "1 day" }
next = "care"
[pathway.way.care]
into = ["home_care"]
time = { exponential = "1 day" }
next = "gone"
"#;

    fn hospital() -> Hospital {
        let request = Request { file: "jam.toml", text: HOSPITAL, settings: &[], options: &[] };
        let read = description::read(&request, &mut |_| Err("there is none".to_owned()));
        read.unwrap_or_else(|problems| unreachable!("{problems:#?}")).hospital
    }

    /// A census of visits, each with the place whose space it has and what it does.
    fn census(hospital: &Hospital, visits: &[(Option<usize>, MovementKind)], fit: &[u32]) -> Census {
        let mut census = Census::new(hospital);
        let mut used = [0; 4];
        for (slot, &(place, kind)) in (0..).zip(visits) {
            let visit = Visit { id: VisitId::new(ArrivalsId::new(0), u64::from(slot)), slot };
            let at = Instant::START;
            let space = place.map(|place| {
                used[place] += 1;
                Space { place: PlaceId::new(place), number: used[place] - 1 }
            });
            let arrived = MovementKind::Arrived { traits: Traits::default() };
            census.movement(&Movement { at, visit, kind: arrived, space: None });
            census.movement(&Movement { at, visit, kind, space });
            if fit.contains(&slot) {
                census.movement(&Movement { at, visit, kind: MovementKind::FitToLeave, space });
            }
        }
        census
    }

    fn waits(activity: usize, place: usize) -> MovementKind {
        MovementKind::Waits { activity: ActivityId::new(activity), place: Some(PlaceId::new(place)) }
    }

    fn begins(activity: usize) -> MovementKind {
        MovementKind::Begins { activity: ActivityId::new(activity) }
    }

    #[test]
    fn a_jam_is_followed_to_where_it_comes_from() {
        let hospital = hospital();
        let moved = MovementKind::Moved { activity: ActivityId::new(0) };
        let visits = [
            (Some(0), waits(1, 1)),
            (Some(0), waits(1, 1)),
            (Some(0), moved),
            (Some(1), waits(2, 2)),
            (Some(1), begins(1)),
            (Some(2), waits(3, 3)),
            (Some(2), waits(3, 3)),
            (Some(3), begins(3)),
            (None, waits(0, 0)),
        ];
        let census = census(&hospital, &visits, &[5, 6]);
        let (links, end) = chain(&hospital, &census, PlaceId::new(0));
        let place = |name: &str| WaitsFor::Place(name.to_owned());
        let link = |name: &str, spaces: u32, busy: u32, wanted_by: u32, waits: Vec<(WaitsFor, u32)>| Link {
            place: name.to_owned(),
            occupied: spaces,
            care_visits: None,
            spaces: Some(spaces),
            closed: false,
            is_full: true,
            wanted_by,
            busy,
            waits,
            kept: 0,
            fit_to_leave: 0,
        };
        let doctor = WaitsFor::Resources("doctor".to_owned());
        let right = [
            link("ed", 3, 0, 1, vec![(place("amu"), 2), (doctor, 1)]),
            link("amu", 2, 1, 2, vec![(place("ward"), 1)]),
            Link { fit_to_leave: 2, ..link("ward", 2, 0, 1, vec![(place("home_care"), 2)]) },
            // One person takes four of five care visits a day: there is no room for a newcomer.
            Link { care_visits: Some(4), spaces: Some(5), ..link("home_care", 1, 1, 2, Vec::new()) },
        ];
        assert_eq!(links, right);
        assert_eq!(end, End::NobodyWaits);
    }

    #[test]
    fn a_chain_ends_where_there_is_room_or_staff_is_missing_or_it_comes_round() {
        let hospital = hospital();
        let moved = MovementKind::Moved { activity: ActivityId::new(0) };
        let end = |visits: &[(Option<usize>, MovementKind)]| {
            let (links, end) = chain(&hospital, &census(&hospital, visits, &[]), PlaceId::new(0));
            (links.len(), end)
        };
        assert_eq!(end(&[(Some(0), waits(1, 1)), (Some(1), begins(1))]), (2, End::HasRoom));
        assert_eq!(end(&[(Some(0), moved)]), (1, End::Resources("doctor".to_owned())));
        let round = [(Some(0), waits(1, 1)), (Some(1), waits(0, 0)), (Some(1), waits(0, 0))];
        assert_eq!(end(&round), (2, End::Circle("ed".to_owned())));
        let mut closed = census(&hospital, &[(Some(0), waits(1, 1))], &[]);
        closed.opening(&Opening {
            at: Instant::START,
            place: PlaceId::new(1),
            spaces: Some(2),
            closed: true,
        });
        let (links, end) = chain(&hospital, &closed, PlaceId::new(0));
        assert_eq!((links[1].is_full, links[1].occupied, end), (true, 0, End::NobodyWaits));
    }
}
