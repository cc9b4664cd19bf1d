"""W2 in Ciw: a network of nodes with blocking; the outputs come from its records of service."""

import random

import ciw

from harness import main
from params import (
    ACUITY_SHARE, ADMITTED_SHARE, ASSESSMENT_LOG, BEDS, COMMUNITY_PLACES, COMMUNITY_STAY_RATE, CUBICLES,
    DELAYED_SHARE, DELAY_SHARE, END, RATE, STAY_LOG, TREATMENT_LOG, WARD_SHARE_CUMULATIVE, WARM_UP,
)

EMERGENCY = 1
WARDS = range(2, 8)
COMMUNITY = range(8, 10)
LEAVES, ASSESSED = 0, 1  # kinds of leaving a ward; 2 and 3 go to the community
ASSESSMENTS = []  # (end, length) of this run's; outside the network, because Ciw copies what is inside


class Treatment(ciw.dists.Distribution):
    def __init__(self, acuity):
        self.log = TREATMENT_LOG[acuity]

    def sample(self, t=None, ind=None):
        return random.lognormvariate(*self.log)


class Stay(ciw.dists.Distribution):
    """A stay, with the assessment of those who need one added: nobody else competes for it."""

    def __init__(self, ward):
        self.log = STAY_LOG[ward]

    def sample(self, t=None, ind=None):
        stay = random.lognormvariate(*self.log)
        ind.leaving = LEAVES
        if random.random() < DELAYED_SHARE:
            u = random.random()
            if u < DELAY_SHARE[0]:
                ind.leaving = ASSESSED
                assessment = random.lognormvariate(*ASSESSMENT_LOG)
                ASSESSMENTS.append((t + stay + assessment, assessment))
                stay += assessment
            else:
                ind.leaving = 2 if u < DELAY_SHARE[0] + DELAY_SHARE[1] else 3
        return stay


class FromEmergency(ciw.routing.NodeRouting):
    def next_node(self, ind):
        if random.random() >= ADMITTED_SHARE[int(ind.customer_class[1])]:
            return self.simulation.nodes[-1]
        u = random.random()
        ward = 0
        while u >= WARD_SHARE_CUMULATIVE[ward]:
            ward += 1
        return self.simulation.nodes[WARDS[ward]]


class FromWard(ciw.routing.NodeRouting):
    def next_node(self, ind):
        if ind.leaving in (LEAVES, ASSESSED):
            return self.simulation.nodes[-1]
        return self.simulation.nodes[COMMUNITY[ind.leaving - 2]]


def network():
    hours = [float(hour + 1) for hour in range(24)]
    classes = ["c0", "c1", "c2"]
    return ciw.create_network(
        arrival_distributions={
            name: [ciw.dists.PoissonIntervals([rate * ACUITY_SHARE[i] for rate in RATE], hours, END)] + [None] * 8
            for i, name in enumerate(classes)
        },
        service_distributions={
            name: [Treatment(i)]
            + [Stay(ward) for ward in range(6)]
            + [ciw.dists.Exponential(rate) for rate in COMMUNITY_STAY_RATE]
            for i, name in enumerate(classes)
        },
        number_of_servers=[CUBICLES] + BEDS + COMMUNITY_PLACES,
        queue_capacities=[float("inf")] + [0] * 8,
        routing={
            name: ciw.routing.NetworkRouting(
                [FromEmergency()] + [FromWard() for _ in WARDS] + [ciw.routing.Leave() for _ in COMMUNITY]
            )
            for name in classes
        },
        priority_classes={name: i for i, name in enumerate(classes)},
    )


def run(seed):
    ciw.seed(seed)
    ASSESSMENTS.clear()
    simulation = ciw.Simulation(network())
    simulation.simulate_until_max_time(END)

    in_four_hours = left = boarded = waited = delayed = arrived = 0
    boarding = wait = delay = 0.0
    area = [0.0] * 10
    for record in simulation.get_all_records():
        node = record.node
        if node == EMERGENCY:
            arrived += 1
            if record.exit_date >= WARM_UP:
                left += 1
                in_four_hours += record.exit_date - record.arrival_date <= 4.0
                if record.destination > 0:
                    boarded += 1
                    boarding += record.time_blocked
            if record.service_start_date >= WARM_UP:
                waited += 1
                wait += record.waiting_time
        elif node in WARDS and record.destination in COMMUNITY and record.exit_date >= WARM_UP:
            delayed += 1
            delay += record.time_blocked
        if record.exit_date > WARM_UP:
            area[node] += record.exit_date - max(WARM_UP, record.service_start_date)
    for node in range(1, 10):
        for individual in simulation.nodes[node].all_individuals:
            if individual.service_start_date not in (False, None):
                area[node] += max(0.0, END - max(WARM_UP, individual.service_start_date))
    for ended, assessment in ASSESSMENTS:
        if WARM_UP <= ended <= END:
            delayed += 1
            delay += assessment

    counted = END - WARM_UP
    outputs = {
        "four_hour_share": in_four_hours / left,
        "boarding_h": boarding / boarded,
        "cubicle_wait_h": wait / waited,
        "cubicles_busy": area[EMERGENCY] / counted,
        "delay_d": delay / delayed / 24,
        "packages_busy": area[COMMUNITY[0]] / counted / COMMUNITY_PLACES[0],
        "homes_busy": area[COMMUNITY[1]] / counted / COMMUNITY_PLACES[1],
        "arrivals": arrived,
    }
    outputs.update({f"ward_{i + 1}": area[WARDS[i]] / counted / beds for i, beds in enumerate(BEDS)})
    return outputs


if __name__ == "__main__":
    main("ciw " + str(ciw.__version__), run)
