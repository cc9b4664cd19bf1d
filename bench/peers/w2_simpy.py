"""W2 in SimPy: a process a patient, a resource a place."""

import random

import simpy

from harness import main
from params import (
    ACUITY_SHARE, ADMITTED_SHARE, ASSESSMENT_LOG, BEDS, COMMUNITY_PLACES, COMMUNITY_STAY_RATE, CUBICLES,
    DELAYED_SHARE, DELAY_SHARE, END, RATE, RATE_MAX, STAY_LOG, TREATMENT_LOG, WARD_SHARE_CUMULATIVE, WARM_UP,
)


class Occupied:
    """Spaces in use, integrated over time from the end of the warm-up."""

    __slots__ = ("env", "now", "since", "area")

    def __init__(self, env):
        self.env = env
        self.now = 0
        self.since = WARM_UP
        self.area = 0.0

    def change(self, by):
        time = self.env.now
        if time > self.since:
            self.area += self.now * (time - self.since)
            self.since = time
        self.now += by

    def mean(self):
        return (self.area + self.now * (END - self.since)) / (END - WARM_UP)


def run(seed):
    stream = random.Random(seed)
    uniform, exponential, lognormal = stream.random, stream.expovariate, stream.lognormvariate
    env = simpy.Environment()
    cubicles = simpy.PriorityResource(env, CUBICLES)
    wards = [simpy.Resource(env, beds) for beds in BEDS]
    community = [simpy.Resource(env, places) for places in COMMUNITY_PLACES]
    in_cubicles = Occupied(env)
    in_wards = [Occupied(env) for _ in BEDS]
    in_community = [Occupied(env) for _ in COMMUNITY_PLACES]
    total = dict.fromkeys(
        ("in_four_hours", "left", "boarding", "boarded", "wait", "waited", "delay", "delayed", "arrived"), 0
    )

    def leaves_emergency(arrived):
        if env.now >= WARM_UP:
            total["left"] += 1
            if env.now - arrived <= 4.0:
                total["in_four_hours"] += 1

    def patient():
        arrived = env.now
        u = uniform()
        acuity = 0 if u < ACUITY_SHARE[0] else 1 if u < ACUITY_SHARE[0] + ACUITY_SHARE[1] else 2
        cubicle = cubicles.request(priority=acuity)
        yield cubicle
        if env.now >= WARM_UP:
            total["wait"] += env.now - arrived
            total["waited"] += 1
        in_cubicles.change(1)
        yield env.timeout(lognormal(*TREATMENT_LOG[acuity]))
        if uniform() >= ADMITTED_SHARE[acuity]:
            leaves_emergency(arrived)
            in_cubicles.change(-1)
            cubicles.release(cubicle)
            return

        u = uniform()
        ward = 0
        while u >= WARD_SHARE_CUMULATIVE[ward]:
            ward += 1
        decided = env.now
        bed = wards[ward].request()
        yield bed
        if env.now >= WARM_UP:
            total["boarding"] += env.now - decided
            total["boarded"] += 1
        leaves_emergency(arrived)
        in_cubicles.change(-1)
        cubicles.release(cubicle)
        in_wards[ward].change(1)
        yield env.timeout(lognormal(*STAY_LOG[ward]))
        if uniform() >= DELAYED_SHARE:
            in_wards[ward].change(-1)
            wards[ward].release(bed)
            return

        fit = env.now
        u = uniform()
        goes_to = -1
        if u < DELAY_SHARE[0]:
            yield env.timeout(lognormal(*ASSESSMENT_LOG))
        else:
            goes_to = 0 if u < DELAY_SHARE[0] + DELAY_SHARE[1] else 1
            place = community[goes_to].request()
            yield place
        if env.now >= WARM_UP:
            total["delay"] += env.now - fit
            total["delayed"] += 1
        in_wards[ward].change(-1)
        wards[ward].release(bed)
        if goes_to >= 0:
            in_community[goes_to].change(1)
            yield env.timeout(exponential(COMMUNITY_STAY_RATE[goes_to]))
            in_community[goes_to].change(-1)
            community[goes_to].release(place)

    def arrivals():
        while True:
            time = env.now
            while True:
                time += exponential(RATE_MAX)
                if uniform() * RATE_MAX < RATE[int(time) % 24]:
                    break
            yield env.timeout(time - env.now)
            total["arrived"] += 1
            env.process(patient())

    env.process(arrivals())
    env.run(until=END)
    outputs = {
        "four_hour_share": total["in_four_hours"] / total["left"],
        "boarding_h": total["boarding"] / total["boarded"],
        "cubicle_wait_h": total["wait"] / total["waited"],
        "cubicles_busy": in_cubicles.mean(),
        "delay_d": total["delay"] / total["delayed"] / 24,
        "packages_busy": in_community[0].mean() / COMMUNITY_PLACES[0],
        "homes_busy": in_community[1].mean() / COMMUNITY_PLACES[1],
        "arrivals": total["arrived"],
    }
    outputs.update({f"ward_{i + 1}": in_wards[i].mean() / beds for i, beds in enumerate(BEDS)})
    return outputs


if __name__ == "__main__":
    main("simpy " + simpy.__version__, run)
