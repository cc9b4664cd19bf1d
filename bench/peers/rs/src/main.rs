//! W2 in NexoSim 1.0.0: one hospital model with self-scheduled events, the cheapest way to use it; one thread.

mod stream;

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use nexosim::model::{Context, Model, schedulable};
use nexosim::simulation::{Mailbox, SimInit};
use nexosim::time::MonotonicTime;
use serde::{Deserialize, Serialize};

use stream::Stream;

const HOURLY_WEIGHTS: [f64; 24] = [
    0.45, 0.36, 0.30, 0.27, 0.25, 0.28, 0.40, 0.62, 0.95, 1.25, 1.42, 1.48, 1.45, 1.42, 1.38, 1.35, 1.35,
    1.38, 1.40, 1.35, 1.20, 1.00, 0.80, 0.60,
];
const ACUITY_SHARE: [f64; 3] = [0.12, 0.38, 0.50];
const TREATMENT_MEAN: [f64; 3] = [2.0, 1.5, 1.0];
const ADMITTED_SHARE: [f64; 3] = [0.62, 0.40, 0.1072];
const CUBICLES: u32 = 40;
const BEDS: [u32; 6] = [120, 100, 80, 70, 60, 50];
const WARD_SHARE: [f64; 6] = [0.31, 0.19, 0.16, 0.12, 0.12, 0.10];
const STAY_MEAN_DAYS: [f64; 6] = [3.12, 4.60, 4.25, 5.05, 4.15, 4.05];
const DELAYED_SHARE: f64 = 0.18;
const DELAY_SHARE: [f64; 3] = [0.66, 0.17, 0.17];
const COMMUNITY_PLACES: [u32; 2] = [60, 90];
const COMMUNITY_STAY_DAYS: [f64; 2] = [20.0, 30.0];
const WARM_UP: f64 = 60.0 * 24.0;
const END: f64 = 425.0 * 24.0;

/// The model is moved into the simulation, so its outputs leave through here.
static OUTPUTS: Mutex<Option<Outputs>> = Mutex::new(None);

#[derive(Clone, Copy)]
struct Outputs {
    four_hour_share: f64,
    boarding_h: f64,
    cubicle_wait_h: f64,
    cubicles_busy: f64,
    delay_d: f64,
    community_busy: [f64; 2],
    wards_busy: [f64; 6],
    arrivals: u64,
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
struct Patient {
    arrived: f64,
    decided: f64,
    acuity: u8,
    ward: u8,
}

/// Spaces in use, integrated over time from the end of the warm-up.
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
struct Occupied {
    now: u32,
    since: f64,
    area: f64,
}

impl Occupied {
    fn change(&mut self, time: f64, by: i32) {
        if time > self.since {
            self.area += self.now as f64 * (time - self.since.max(WARM_UP)).max(0.0);
            self.since = time;
        }
        self.now = (self.now as i32 + by) as u32;
    }
}

#[derive(Default, Serialize, Deserialize)]
struct Totals {
    in_four_hours: f64,
    left: f64,
    boarding: f64,
    boarded: f64,
    wait: f64,
    waited: f64,
    delay: f64,
    delayed: f64,
    arrived: u64,
}

#[derive(Serialize, Deserialize)]
struct Hospital {
    stream: Stream,
    rate: Vec<f64>,
    rate_max: f64,
    patients: Vec<Patient>,
    free: Vec<u32>,
    waiting_for_cubicle: Vec<VecDeque<u32>>,
    waiting_for_ward: Vec<VecDeque<u32>>,
    waiting_for_community: Vec<VecDeque<u32>>,
    in_cubicles: Occupied,
    in_wards: [Occupied; 6],
    in_community: [Occupied; 2],
    total: Totals,
}

impl Hospital {
    fn new(seed: u64) -> Self {
        let mean = HOURLY_WEIGHTS.iter().sum::<f64>() / 24.0;
        let rate: Vec<f64> = HOURLY_WEIGHTS.iter().map(|weight| weight / mean * 12.5).collect();
        let rate_max = rate.iter().copied().fold(0.0, f64::max);
        Self {
            stream: Stream::new(seed),
            rate,
            rate_max,
            patients: vec![],
            free: vec![],
            waiting_for_cubicle: vec![VecDeque::new(); 3],
            waiting_for_ward: vec![VecDeque::new(); 6],
            waiting_for_community: vec![VecDeque::new(); 2],
            in_cubicles: Occupied::default(),
            in_wards: [Occupied::default(); 6],
            in_community: [Occupied::default(); 2],
            total: Totals::default(),
        }
    }
}

fn now(cx: &Context<Hospital>) -> f64 {
    let time = cx.time();
    (time.as_secs() as f64 + time.subsec_nanos() as f64 * 1e-9) / 3600.0
}

/// NexoSim wants delays above zero.
fn hours(hours: f64) -> Duration {
    Duration::from_nanos((hours * 3600e9) as u64 + 1)
}

fn draw(shares: &[f64], u: f64) -> usize {
    let mut chosen = 0;
    let mut cumulative = shares[0];
    while chosen + 1 < shares.len() && u >= cumulative {
        chosen += 1;
        cumulative += shares[chosen];
    }
    chosen
}

#[Model]
impl Hospital {
    #[nexosim(init)]
    async fn init(&mut self, cx: &Context<Self>, _: &mut ()) {
        self.next_arrival(cx, 0.0);
        cx.schedule_event(hours(END), schedulable!(Self::end), ()).unwrap();
    }

    fn next_arrival(&mut self, cx: &Context<Self>, from: f64) {
        let mut time = from;
        loop {
            time += self.stream.exponential() / self.rate_max;
            if self.stream.uniform() * self.rate_max < self.rate[time as usize % 24] {
                break;
            }
        }
        cx.schedule_event(hours(time - from), schedulable!(Self::arrive), ()).unwrap();
    }

    fn start_treatment(&mut self, patient: u32, time: f64, cx: &Context<Self>) {
        let Patient { acuity, arrived, .. } = self.patients[patient as usize];
        if time >= WARM_UP {
            self.total.wait += time - arrived;
            self.total.waited += 1.0;
        }
        let treatment = self.stream.lognormal(TREATMENT_MEAN[acuity as usize], 0.8);
        cx.schedule_event(hours(treatment), schedulable!(Self::treated), patient).unwrap();
    }

    fn leave_emergency(&mut self, patient: u32, time: f64) {
        if time >= WARM_UP {
            self.total.left += 1.0;
            if time - self.patients[patient as usize].arrived <= 4.0 {
                self.total.in_four_hours += 1.0;
            }
        }
    }

    fn release_cubicle(&mut self, time: f64, cx: &Context<Self>) {
        for acuity in 0..3 {
            if let Some(patient) = self.waiting_for_cubicle[acuity].pop_front() {
                self.start_treatment(patient, time, cx);
                return;
            }
        }
        self.in_cubicles.change(time, -1);
    }

    fn start_stay(&mut self, patient: u32, ward: usize, cx: &Context<Self>) {
        let stay = self.stream.lognormal(STAY_MEAN_DAYS[ward] * 24.0, 1.3);
        cx.schedule_event(hours(stay), schedulable!(Self::stay_ends), patient).unwrap();
    }

    fn release_bed(&mut self, ward: usize, time: f64, cx: &Context<Self>) {
        let Some(patient) = self.waiting_for_ward[ward].pop_front() else {
            self.in_wards[ward].change(time, -1);
            return;
        };
        if time >= WARM_UP {
            self.total.boarding += time - self.patients[patient as usize].decided;
            self.total.boarded += 1.0;
        }
        self.leave_emergency(patient, time);
        self.start_stay(patient, ward, cx);
        self.release_cubicle(time, cx);
    }

    #[nexosim(schedulable)]
    fn arrive(&mut self, _: (), cx: &Context<Self>) {
        let time = now(cx);
        self.total.arrived += 1;
        let acuity = draw(&ACUITY_SHARE, self.stream.uniform());
        let record = Patient { arrived: time, decided: 0.0, acuity: acuity as u8, ward: 0 };
        let patient = match self.free.pop() {
            Some(slot) => {
                self.patients[slot as usize] = record;
                slot
            }
            None => {
                self.patients.push(record);
                self.patients.len() as u32 - 1
            }
        };
        if self.in_cubicles.now < CUBICLES {
            self.in_cubicles.change(time, 1);
            self.start_treatment(patient, time, cx);
        } else {
            self.waiting_for_cubicle[acuity].push_back(patient);
        }
        self.next_arrival(cx, time);
    }

    #[nexosim(schedulable)]
    fn treated(&mut self, patient: u32, cx: &Context<Self>) {
        let time = now(cx);
        let acuity = self.patients[patient as usize].acuity as usize;
        if self.stream.uniform() >= ADMITTED_SHARE[acuity] {
            self.leave_emergency(patient, time);
            self.free.push(patient);
            self.release_cubicle(time, cx);
            return;
        }
        let ward = draw(&WARD_SHARE, self.stream.uniform());
        self.patients[patient as usize].ward = ward as u8;
        if self.in_wards[ward].now < BEDS[ward] {
            self.in_wards[ward].change(time, 1);
            if time >= WARM_UP {
                self.total.boarded += 1.0;
            }
            self.leave_emergency(patient, time);
            self.start_stay(patient, ward, cx);
            self.release_cubicle(time, cx);
        } else {
            self.patients[patient as usize].decided = time;
            self.waiting_for_ward[ward].push_back(patient);
        }
    }

    #[nexosim(schedulable)]
    fn stay_ends(&mut self, patient: u32, cx: &Context<Self>) {
        let time = now(cx);
        let ward = self.patients[patient as usize].ward as usize;
        if self.stream.uniform() >= DELAYED_SHARE {
            self.free.push(patient);
            self.release_bed(ward, time, cx);
            return;
        }
        let u = self.stream.uniform();
        self.patients[patient as usize].decided = time;
        if u < DELAY_SHARE[0] {
            let assessment = self.stream.lognormal(8.3 * 24.0, 1.0);
            cx.schedule_event(hours(assessment), schedulable!(Self::assessed), patient).unwrap();
            return;
        }
        let kind = if u < DELAY_SHARE[0] + DELAY_SHARE[1] { 0 } else { 1 };
        if self.in_community[kind].now < COMMUNITY_PLACES[kind] {
            self.in_community[kind].change(time, 1);
            if time >= WARM_UP {
                self.total.delayed += 1.0;
            }
            self.start_community(patient, kind, cx);
            self.release_bed(ward, time, cx);
        } else {
            self.waiting_for_community[kind].push_back(patient);
        }
    }

    #[nexosim(schedulable)]
    fn assessed(&mut self, patient: u32, cx: &Context<Self>) {
        let time = now(cx);
        let Patient { decided, ward, .. } = self.patients[patient as usize];
        if time >= WARM_UP {
            self.total.delay += time - decided;
            self.total.delayed += 1.0;
        }
        self.free.push(patient);
        self.release_bed(ward as usize, time, cx);
    }

    fn start_community(&mut self, patient: u32, kind: usize, cx: &Context<Self>) {
        let stay = hours(self.stream.exponential() * COMMUNITY_STAY_DAYS[kind] * 24.0);
        if kind == 0 {
            cx.schedule_event(stay, schedulable!(Self::package_ends), patient).unwrap();
        } else {
            cx.schedule_event(stay, schedulable!(Self::care_home_ends), patient).unwrap();
        }
    }

    fn community_ends(&mut self, kind: usize, patient: u32, cx: &Context<Self>) {
        let time = now(cx);
        self.free.push(patient);
        let Some(next) = self.waiting_for_community[kind].pop_front() else {
            self.in_community[kind].change(time, -1);
            return;
        };
        let Patient { decided, ward, .. } = self.patients[next as usize];
        if time >= WARM_UP {
            self.total.delay += time - decided;
            self.total.delayed += 1.0;
        }
        self.start_community(next, kind, cx);
        self.release_bed(ward as usize, time, cx);
    }

    #[nexosim(schedulable)]
    fn package_ends(&mut self, patient: u32, cx: &Context<Self>) {
        self.community_ends(0, patient, cx);
    }

    #[nexosim(schedulable)]
    fn care_home_ends(&mut self, patient: u32, cx: &Context<Self>) {
        self.community_ends(1, patient, cx);
    }

    #[nexosim(schedulable)]
    fn end(&mut self, _: ()) {
        let places =
            std::iter::once(&mut self.in_cubicles).chain(&mut self.in_wards).chain(&mut self.in_community);
        for place in places {
            place.change(END, 0);
        }
        let counted = END - WARM_UP;
        let busy = |place: &Occupied, spaces: u32| place.area / counted / f64::from(spaces);
        let outputs = Outputs {
            four_hour_share: self.total.in_four_hours / self.total.left,
            boarding_h: self.total.boarding / self.total.boarded,
            cubicle_wait_h: self.total.wait / self.total.waited,
            cubicles_busy: self.in_cubicles.area / counted,
            delay_d: self.total.delay / self.total.delayed / 24.0,
            community_busy: [0, 1].map(|kind| busy(&self.in_community[kind], COMMUNITY_PLACES[kind])),
            wards_busy: [0, 1, 2, 3, 4, 5].map(|ward| busy(&self.in_wards[ward], BEDS[ward])),
            arrivals: self.total.arrived,
        };
        *OUTPUTS.lock().unwrap() = Some(outputs);
    }
}

fn run(seed: u64) {
    let mailbox = Mailbox::new();
    let mut simulation = SimInit::with_num_threads(1)
        .add_model(Hospital::new(seed), mailbox, "hospital")
        .init(MonotonicTime::EPOCH)
        .unwrap();
    simulation.step_until(hours(END) + Duration::from_secs(1)).unwrap();
}

fn print(seed: u64, cpu: f64, o: Outputs) {
    print!(
        r#"{{"engine":"nexosim 1.0.0","seed":{seed},"cpu":{cpu:.5},"peak_mb":{:.1},"four_hour_share":{:.5},"#,
        stream::peak_megabytes(),
        o.four_hour_share
    );
    print!(r#""boarding_h":{:.5},"cubicle_wait_h":{:.5},"#, o.boarding_h, o.cubicle_wait_h);
    print!(r#""cubicles_busy":{:.5},"delay_d":{:.5},"#, o.cubicles_busy, o.delay_d);
    print!(r#""packages_busy":{:.5},"homes_busy":{:.5},"#, o.community_busy[0], o.community_busy[1]);
    for (ward, busy) in o.wards_busy.iter().enumerate() {
        print!(r#""ward_{}":{busy:.5},"#, ward + 1);
    }
    println!(r#""arrivals":{}}}"#, o.arrivals);
}

/// Arguments: first seed, number of replications.
fn main() {
    let arguments: Vec<u64> =
        std::env::args().skip(1).map(|argument| argument.parse().expect("a whole number")).collect();
    let &[first, replications] = arguments.as_slice() else { panic!("w2_nexosim SEED REPLICATIONS") };
    for seed in first..first + replications {
        let start = stream::cpu_seconds();
        run(seed);
        let cpu = stream::cpu_seconds() - start;
        let outputs = OUTPUTS.lock().unwrap().take().expect("the model writes its outputs when it ends");
        print(seed, cpu, outputs);
    }
}
