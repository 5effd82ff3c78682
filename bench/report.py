"""report.py RESULTS: medians of the raw figures and the ratios to Postfix, as Markdown."""

import csv
import statistics
import sys

with open(sys.argv[1]) as file:
    rows = list(csv.DictReader(file, delimiter="\t"))


def cases(tests):
    keys = ("test", "size", "sessions", "reuse")
    return list(dict.fromkeys(tuple(row[key] for key in keys) for row in rows if row["test"] in tests))


def median(peer, case, figure):
    values = [
        figure(row)
        for row in rows
        if row["peer"] == peer and (row["test"], row["size"], row["sessions"], row["reuse"]) == case
    ]
    return statistics.median(values) if values else None


def number(value, form="{:.0f}"):
    return "–" if value is None else form.format(value)


def ratio(ours, theirs, form="{:.1f} ×"):
    return "–" if not ours or not theirs else form.format(ours / theirs)


def rate(row):
    return int(row["messages"]) / float(row["total_s"])


def cpu(row):
    return float(row["cpu_ms"]) / int(row["messages"]) * 1000


def memory(row):
    return int(row["memory_kb"]) / 1024


print("| | octets | sessions | reuse | Postfix, messages/s | Chukei, messages/s | ratio | Postfix, CPU ms per 1,000 | Chukei | ratio | Postfix, MiB | Chukei, MiB |")
print("|---|---|---|---|---|---|---|---|---|---|---|---|")
for case in cases(("accept", "relay")):
    of = {peer: [median(peer, case, f) for f in (rate, cpu, memory)] for peer in ("postfix", "chukei")}
    (r0, c0, m0), (r1, c1, m1) = of["postfix"], of["chukei"]
    print(
        f"| {' | '.join(case)} | {number(r0)} | {number(r1)} | {ratio(r1, r0)} | {number(c0)} | {number(c1)}"
        f" | {ratio(c1, c0, '{:.2f}')} | {number(m0)} | {number(m1)} |"
    )
for row in rows:
    if row["test"] == "peak":
        print(f"\nPeak resident memory of Chukei: {memory(row):.0f} MiB.")
if cases(("forward",)):
    print("\n| low rate | Postfix, p50 ms | Chukei, p50 ms | Postfix, p99 ms | Chukei, p99 ms |")
    print("|---|---|---|---|---|")
    for name, test in (("end of data → 250", "ack"), ("250 → next hop", "forward")):
        case = next(iter(cases((test,))))
        figures = [
            number(median(peer, case, lambda row: float(row[column]) * 1000), "{:.2f}")
            for column in ("accept_s", "total_s")
            for peer in ("postfix", "chukei")
        ]
        print(f"| {name} | {' | '.join(figures)} |")
