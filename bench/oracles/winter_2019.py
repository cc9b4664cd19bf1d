"""Where the winter of hospitals/district-general-2019.toml lies among real ones, as text and as a picture.

    python3 bench/oracles/winter_2019.py FOLDER ONWARD > docs/book/winter-2019.svg

FOLDER holds sitrep1819.csv.gz and sitrep1920.csv.gz: NHS England's winter daily situation reports by trust and day, as
collected in matthewgthomas/NHSWinterSitreps. ONWARD is the program. The figures go to standard error.
"""

import collections
import csv
import gzip
import json
import subprocess
import sys

FILE = "hospitals/district-general-2019.toml"
BEDS = 540
WARDS = """amu frailty sau short_stay general_medicine diabetes_endocrine respiratory cardiology gastroenterology stroke
oncology elderly_1 elderly_2 elderly_3 elderly_4 general_surgery urology trauma orthopaedics gynaecology
surgical_short_stay children""".split()
OCCUPANCY = "Beds in use at 08:00, share of open"
ROWS = {
    OCCUPANCY: "Occupancy rate",
    "Beds closed by norovirus": "No. beds closed due to norovirus etc.",
    "of those, empty": "No. unoccupied beds closed due to norovirus etc.",
    "Handovers of 30 to 60 minutes, a day": "Delays30",
    "Handovers over 60 minutes, a day": "Delays60",
    "Stays over 7 days": "No. beds occupied by long-stay patients (> 7 days)",
    "Stays over 21 days": "No. beds occupied by long-stay patients (> 21 days)",
}
WINTERS = {"2018-19": ("sitrep1819", "2018-12-03 00:00"), "2019-20": ("sitrep1920", "2019-12-02 00:00")}


def mean(values):
    return sum(values) / len(values)


def trusts(path):
    """Winter means of trusts with a mean of 400 to 700 general and acute beds open."""
    days = collections.defaultdict(lambda: collections.defaultdict(list))
    with gzip.open(path, "rt") as lines:
        for row in csv.DictReader(lines):
            if row["Code"] == "-":
                continue
            for column in [*ROWS.values(), "G&A Beds Open"]:
                try:
                    days[row["Code"]][column].append(float(row[column]))
                except ValueError:
                    pass
    means = [{column: mean(values) for column, values in trust.items()} for trust in days.values()]
    return [trust for trust in means if 400 <= trust.get("G&A Beds Open", 0) <= 700]


def quantile(values, share):
    values = sorted(values)
    at = (len(values) - 1) * share
    low = int(at)
    return values[low] + (values[min(low + 1, len(values) - 1)] - values[low]) * (at - low)


def simulated(program, start):
    command = [program, "simulate", FILE, "--set", f"run.start={start}", "--format", "json"]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    of = {key: figure["mean"] for key, figure in told["measures"].items()}
    at_eight = [mean(told["profiles"][f"{ward}.occupied_spaces"][8::24]) for ward in WARDS]
    return {
        OCCUPANCY: sum(at_eight) / BEDS,
        "Beds closed by norovirus": of["closed_by_infection"],
        "of those, empty": of["closed_by_infection_empty"],
        "Handovers of 30 to 60 minutes, a day": of["handovers_over_30"] - of["handovers_over_60"],
        "Handovers over 60 minutes, a day": of["handovers_over_60"],
        "Stays over 7 days": of["long_stays_over_7"],
        "Stays over 21 days": of["long_stays_over_21"],
    }


def picture(found):
    """A strip for each figure and winter: trusts as dots, the middle half as a bar, the model as a diamond."""
    left, width, step = 310, 400, 23
    height = 40 + (len(ROWS) * (len(found) * step + 14))
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="760" height="{height}" fill="white"/>',
        '<text x="10" y="20">Trusts of 400 to 700 beds (dots; bar: middle half) and the model (diamond): means of a winter</text>',
    ]
    y = 42
    for title in ROWS:
        every = [value for winter in found.values() for value in winter["trusts"][title]]
        low, high = min(every), quantile(every, 0.97)
        for winter, it in found.items():
            x = lambda value: left + width * min(max(value - low, 0) / (high - low), 1.03)
            values = it["trusts"][title]
            q1, q3 = quantile(values, 0.25), quantile(values, 0.75)
            out.append(f'<text x="10" y="{y + 4}">{title}, {winter}</text>')
            out.append(
                f'<rect x="{x(q1):.1f}" y="{y - 7}" width="{max(x(q3) - x(q1), 1):.1f}" height="14" fill="#cfe0f3"/>'
            )
            out += [f'<circle cx="{x(value):.1f}" cy="{y}" r="2" fill="#5b7fa6"/>' for value in values]
            at = x(it["model"][title])
            out.append(f'<path d="M{at:.1f} {y - 7}l6 7l-6 7l-6 -7z" fill="#c2410c"/>')
            digits = 3 if high < 2 else 1
            out.append(f'<text x="722" y="{y + 4}" text-anchor="start">{it["model"][title]:.{digits}f}</text>')
            y += step
        y += 14
    return "\n".join([*out, "</svg>"])


def main(folder, program):
    found = {}
    for winter, (file, start) in WINTERS.items():
        those = trusts(f"{folder}/{file}.csv.gz")
        model = simulated(program, start)
        real = {title: [it[column] for it in those if column in it] for title, column in ROWS.items()}
        found[winter] = {"trusts": real, "model": model}
        print(f"{winter}: {len(those)} trusts", file=sys.stderr)
        for title, values in real.items():
            q1, q2, q3 = (quantile(values, share) for share in (0.25, 0.5, 0.75))
            inside = "inside" if q1 <= model[title] <= q3 else "OUTSIDE"
            print(f"  {title}: {q1:.3f} {q2:.3f} {q3:.3f}; model {model[title]:.3f} {inside}", file=sys.stderr)
    print(picture(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
