//! A ward that closes to newcomers: case 11 a, a Markov chain of open or closed and beds in use, solved exactly.

mod support;

use hospital::{Hospital, Movement, MovementKind, Opening, Sink};
use quantity::Instant;
use support::{Checks, PLAIN, listen};

/// Time by open or closed and by number of beds in use, and who came and was lost.
struct Ward {
    closed: bool,
    in_bed: Vec<bool>,
    beds: usize,
    since: Instant,
    spent: [[i64; 29]; 2],
    left: u32,
    lost: u32,
}

impl Ward {
    fn new(_: &Hospital) -> Self {
        Self {
            closed: false,
            in_bed: Vec::new(),
            beds: 0,
            since: Instant::START,
            spent: [[0; 29]; 2],
            left: 0,
            lost: 0,
        }
    }

    fn pass(&mut self, at: Instant) {
        if at > self.since {
            self.spent[usize::from(self.closed)][self.beds] += (at - self.since).millis();
            self.since = at;
        }
    }

    /// Share of time open, mean beds in use, share lost, full while open, mean while closed, empty while closed.
    fn figures(&self) -> Vec<f64> {
        let [open, closed] = self.spent.map(|row| row.iter().sum::<i64>() as f64);
        let bed_time = |row: &[i64; 29]| {
            row.iter().enumerate().map(|(beds, &time)| beds as f64 * time as f64).sum::<f64>()
        };
        let [open_beds, closed_beds] = [0, 1].map(|row: usize| bed_time(&self.spent[row]));
        vec![
            open / (open + closed),
            (open_beds + closed_beds) / (open + closed),
            f64::from(self.lost) / f64::from(self.left),
            self.spent[0][28] as f64 / open,
            closed_beds / closed,
            self.spent[1][0] as f64 / closed,
        ]
    }
}

impl Sink for Ward {
    fn movement(&mut self, movement: &Movement) {
        self.pass(movement.at);
        let slot = movement.visit.slot as usize;
        match movement.kind {
            MovementKind::Arrived { .. } => {
                if slot >= self.in_bed.len() {
                    self.in_bed.resize(slot + 1, false);
                }
            }
            MovementKind::Begins { .. } => {
                self.in_bed[slot] = true;
                self.beds += 1;
            }
            MovementKind::Left { .. } => {
                let had = std::mem::take(&mut self.in_bed[slot]);
                self.beds -= usize::from(had);
                if movement.at >= Instant::START {
                    self.left += 1;
                    self.lost += u32::from(!had);
                }
            }
            MovementKind::Waits { .. }
            | MovementKind::Parked { .. }
            | MovementKind::Moved { .. }
            | MovementKind::Paused { .. }
            | MovementKind::Placed
            | MovementKind::Ended { .. }
            | MovementKind::NeedsFewer { .. }
            | MovementKind::FitToLeave => {}
        }
    }
    fn opening(&mut self, opening: &Opening) {
        self.pass(opening.at);
        self.closed = opening.closed;
    }
    fn finish(&mut self, at: Instant) {
        self.pass(at);
    }
}

#[test]
fn a_closing_ward_is_as_full_as_its_chain_says() {
    let mut checks = Checks::new("a ward that closes");
    let found = listen("cases/closing-ward.toml", PLAIN, Ward::new, Ward::figures);
    let exact = [
        ("open", 0.895_522, 0.005),
        ("beds in use", 20.7421, 0.005),
        ("turned away", 0.170_318, 0.005),
        ("full while open", 0.073_521_6, 0.005),
        ("beds in use while closed", 9.2034, 0.005),
        ("empty while closed", 0.101_372, 0.005),
    ];
    for ((what, exact, error), seen) in exact.into_iter().zip(found) {
        checks.precise(what, seen, exact, error);
    }
    checks.judge();
}
