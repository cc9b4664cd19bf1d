"""Runs a model for a range of seeds and prints a line of JSON a replication."""

import gc
import json
import resource
import sys
import time


def main(engine, run):
    """Arguments of the script: first seed, number of replications."""
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    replications = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for seed in range(first, first + replications):
        gc.collect()
        cpu = time.process_time()
        outputs = run(seed)
        cpu = time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        line = {"engine": engine, "seed": seed, "cpu": round(cpu, 4), "peak_mb": round(peak, 1)}
        line.update({name: round(value, 5) for name, value in outputs.items()})
        print(json.dumps(line), flush=True)
