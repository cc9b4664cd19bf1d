//! Ambulances held outside: case 6, a Markov chain of Panayides, Knight and Harper, solved exactly.

mod support;

use hospital::{Census, Hospital, Movement, Opening, PlaceId, Sink};
use quantity::Instant;
use support::{Checks, Found, PLAIN, Value, listen, simulate};

/// Time spent with so many held outside and so many inside, over the counted time.
struct Joint {
    census: Census,
    since: Instant,
    spent: Vec<[i64; INSIDE]>,
}

/// More are never inside.
const INSIDE: usize = 16;

impl Joint {
    fn new(hospital: &Hospital) -> Self {
        Self { census: Census::new(hospital), since: Instant::START, spent: Vec::new() }
    }

    fn pass(&mut self, at: Instant) {
        let place = self.census.place(PlaceId::new(0));
        let (outside, inside) = (place.parked as usize, (place.occupied + place.queue) as usize);
        if at > self.since {
            if outside >= self.spent.len() {
                self.spent.resize(outside + 1, [0; INSIDE]);
            }
            self.spent[outside][inside] += (at - self.since).millis();
            self.since = at;
        }
    }

    fn share(&self, outside: usize, inside: usize) -> f64 {
        let total: i64 = self.spent.iter().flatten().sum();
        self.spent.get(outside).map_or(0.0, |row| row[inside] as f64 / total as f64)
    }
}

impl Sink for Joint {
    fn movement(&mut self, movement: &Movement) {
        self.pass(movement.at);
        self.census.movement(movement);
    }
    fn opening(&mut self, opening: &Opening) {
        self.census.opening(opening);
    }
    fn finish(&mut self, at: Instant) {
        self.pass(at);
    }
}

/// Shares of time by (outside, inside): those above .05 within 1 %, the rarer ones within four standard errors.
fn holds(file: &str, exact: &[((usize, usize), f64)]) {
    let mut checks = Checks::new(file);
    let shares = |joint: &Joint| exact.iter().map(|&((u, v), _)| joint.share(u, v)).collect();
    let found = listen(&format!("cases/{file}.toml"), PLAIN, Joint::new, shares);
    for (&((u, v), share), &seen) in exact.iter().zip(&found) {
        let what = format!("{u} outside, {v} inside");
        if share > 0.05 {
            checks.within(&what, seen, share, 0.01 * share);
        } else {
            checks.precise(&what, seen, share, 0.03);
        }
    }
    checks.judge();
}

#[test]
fn five_may_be_held() {
    let exact = [
        ((0, 0), 0.154_599_09),
        ((0, 1), 0.231_898_63),
        ((0, 2), 0.173_923_97),
        ((0, 3), 0.130_442_98),
        ((0, 4), 0.020_596_26),
        ((0, 5), 0.003_432_71),
        ((5, 3), 0.017_461_41),
        ((5, 4), 0.009_577_75),
        ((5, 5), 0.003_591_49),
    ];
    holds("parking-a", &exact);
}

#[test]
fn one_may_be_held() {
    let exact = [
        ((0, 0), 0.323_635_8),
        ((0, 1), 0.242_726_85),
        ((0, 2), 0.182_045_14),
        ((0, 3), 0.045_530_79),
        ((0, 4), 0.011_411_96),
        ((0, 5), 0.002_896_88),
        ((0, 6), 0.000_790_06),
    ];
    holds("parking-b", &exact);
}

/// The wait of ambulances once they are inside: the whole wait less the handover.
fn wait_inside(found: &Found) -> Value {
    let whole = found.of_class("emergency.treat", "ambulance", "waiting_time");
    let handover = found.whole("handover_time");
    // The two are far from independent, so the error of the difference is at most this.
    whole.minus(handover)
}

#[test]
fn waits_and_handovers_of_ten_and_ten() {
    let mut checks = Checks::new("parking-c: hours");
    let found = simulate("cases/parking-c.toml", PLAIN);
    let walk_in = found.of_class("emergency.treat", "walk_in", "waiting_time");
    checks.exact("wait of walk-ins", walk_in, 1.472_071_670_896);
    let inside = wait_inside(&found);
    checks.within("wait of ambulances inside", inside, 0.737_791_445_785, 0.01 * 0.737_791_445_785);
    let begun = |class| found.of_class("emergency.treat", class, "begun").mean;
    let (walked, driven) = (begun("walk_in"), begun("ambulance"));
    let overall = (walk_in.mean * walked + inside.mean * driven) / (walked + driven);
    let overall = Value { mean: overall, error: walk_in.error };
    checks.within("wait of all inside", overall, 1.105_149_339_076, 0.01 * 1.105_149_339_076);
    checks.precise("held outside", found.place("ed", "parked"), 0.422_756, 0.01);
    checks.precise("handover", found.whole("handover_time"), 2.116_859, 0.01);
    checks.judge();
}

#[test]
fn the_walk_ins_of_a_small_department_wait() {
    let mut checks = Checks::new("parking-d: hours");
    let found = simulate("cases/parking-d.toml", PLAIN);
    checks.exact(
        "wait of walk-ins",
        found.of_class("emergency.treat", "walk_in", "waiting_time"),
        0.571_428_573,
    );
    checks.judge();
}

#[test]
fn handovers_and_losses_when_two_may_be_held() {
    let mut checks = Checks::new("parking-e");
    let found = simulate("cases/parking-e.toml", PLAIN);
    checks.exact("handover (h)", found.whole("handover_time"), 0.230_479_54);
    let lost = found.of_pathway_class("emergency", "ambulance", "turned_away_share");
    checks.exact("ambulances lost", lost, 0.137_203);
    checks.judge();
}
