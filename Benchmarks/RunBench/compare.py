"""Runs run-bench, wrk and pydo against one served API, in turns, and prints rows of the benchmarks' table.

compare.py MOONTIDE RUN-BENCH [PYTHON-WITH-PYDO]
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import urllib.request

program, bench = sys.argv[1:3]
python = sys.argv[3] if len(sys.argv) > 3 else None
here = os.path.dirname(os.path.abspath(__file__))
count = 2000


def post(address, name, **arguments):
    body = json.dumps(arguments).encode()
    request = urllib.request.Request(f"{address}/_local/{name}", body, {"content-type": "application/json"})
    return json.load(urllib.request.urlopen(request))


def get(address, path):
    headers = {"authorization": "Bearer dop_v1_" + "0" * 64}
    return json.load(urllib.request.urlopen(urllib.request.Request(address + path, headers=headers)))


def run(*command, **environment):
    return subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, **environment}).stdout


with tempfile.TemporaryDirectory() as folder:
    environment = {**os.environ, **{f"XDG_{kind}_HOME": folder for kind in ("DATA", "STATE", "CONFIG")}}
    # In memory: what is compared are the clients, and not the server's disk.
    server = subprocess.Popen(
        [program, "serve", "--port", "0", "--data", ":memory:", "--no-rate-limits"], stdout=subprocess.PIPE, text=True,
        env=environment)
    address = server.stdout.readline().split()[-1]
    post(address, "seed", triggers=count)
    targets = os.path.join(folder, "targets")
    with open(targets, "w") as file:
        for namespace in get(address, "/v2/functions/namespaces")["namespaces"]:
            path = f"/v2/functions/namespaces/{namespace['namespace']}/triggers"
            for trigger in get(address, path)["triggers"]:
                file.write(f"{path}/{trigger['name']}\n")
    rates = {"bare": [], "journal": [], "wrk": [], "pydo": []}
    costs = []
    for _ in range(int(os.environ.get("ROUNDS", "3"))):
        wrk = run("wrk", "-t1", "-c32", "-d2s", "-s", os.path.join(here, "put.lua"), address, TARGETS=targets)
        line = [line for line in wrk.splitlines() if line.startswith("rate ")][0].split()
        assert line[3] == "0", wrk
        rates["wrk"].append(float(line[1]))
        for line in run(bench, address, "32", "2").splitlines():
            kind, rate, cost = line.split()
            rates[kind].append(float(rate))
            if kind == "journal":
                costs.append(float(cost))
    if python:
        rates["pydo"].append(float(run(python, os.path.join(here, "pydo_updates.py"), address, targets)))
    server.terminate()
    server.wait()

middle = {kind: statistics.median(values) for kind, values in rates.items() if values}
print("plan: 2,000 trigger updates over HTTP, 32 at once, with a journal (requests/s)"
      f"\t{middle['journal']:.0f}\twrk: {middle['wrk']:.0f}\t{middle['journal'] / middle['wrk']:.2f}\t0.5")
if "pydo" in middle:
    print("the same against 32 threads of pydo (requests/s)"
          f"\t{middle['journal']:.0f}\t{middle['pydo']:.0f}\t{middle['journal'] / middle['pydo']:.0f} times\t10 times")
print(f"the same, processor time of a request (us)\t{statistics.median(costs):.0f}\t-\t-\t100")
print("the same, what the journal costs (%)"
      f"\t{(1 - middle['journal'] / middle['bare']) * 100:.1f}\twithout: {middle['bare']:.0f} requests/s\t-\t10")
