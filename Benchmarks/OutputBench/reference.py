"""The same records written by Python's own writers: processor time, the median of five, in lines of NAME and milliseconds."""

import csv
import json
import pprint
import statistics
import sys
import time

with open(sys.argv[1], encoding="utf-8") as file:
    records = json.load(file)
output = open("/dev/null", "w", encoding="utf-8")


def measure(name, write):
    times = []
    for _ in range(5):
        start = time.process_time()
        write()
        output.flush()
        times.append((time.process_time() - start) * 1000)
    print(f"{name}\t{statistics.median(times):.1f}")


def write_csv():
    writer = csv.writer(output)
    for r in records:
        writer.writerow(
            (r["id"], r["name"], r["region"]["slug"], r["size_slug"], r["status"], r["memory"], r["created_at"]))


def write_lines():
    for record in records:
        output.write(json.dumps(record, separators=(",", ":"), ensure_ascii=False) + "\n")


measure("json", lambda: output.write(json.dumps(records, indent=2, ensure_ascii=False)))
measure("jsonl", write_lines)
measure("csv", write_csv)
measure("pretty", lambda: [pprint.pprint(record, output, depth=4) for record in records[:1000]])
