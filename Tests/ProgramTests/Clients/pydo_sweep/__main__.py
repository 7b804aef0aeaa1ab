"""Drives every operation that pydo, the vendor's Python client, shares with the vendor's reference.

usage: pydo_sweep ENDPOINT CA_FILE TOKEN PLAN

PLAN is the file with the sweep of the tests in Swift: what it calls and pydo has is called here. Prints what does not hold,
how many operations do, and ends with status 0 when all of them do.
"""

import re
import sys

import account
import apps
import compute
import containers
import databases
import functions
import network
import watching
from harness import Sweep

# pydo has the reserved IPs instead of these, and no tiers.
absent = re.compile(r"floating_ips|apps\.(get_tier|list_tiers)$")
# pydo's groups of these operations are called otherwise.
other_names = {
    "functions.list_access_keys": "functions_access_key.list",
    "functions.create_access_key": "functions_access_key.create",
    "functions.update_access_key": "functions_access_key.update",
    "functions.delete_access_key": "functions_access_key.delete",
}


def expected(plan):
    names = set(re.findall(r"^ {8}(?:missing )?([a-z0-9_]+\.[a-z0-9_]+)\b", plan, re.MULTILINE))
    return {other_names.get(name, name) for name in names if not absent.match(name)}


endpoint, ca_file, token, plan = sys.argv[1:]
sweep = Sweep(endpoint, ca_file, token)
for family in [
    account.facts, account.keys, account.projects, network.clouds, compute.droplets, compute.images, compute.volumes,
    network.addresses, network.firewalls, network.balancers, network.names, network.deliveries, watching.policies,
    watching.metrics, watching.uptime, databases.clusters, databases.parts, databases.changes, functions.functions,
    containers.registry, containers.clusters, containers.pools, containers.endings, apps.reference, apps.life,
    apps.rollbacks, compute.endings, network.endings, account.endings,
]:  # fmt: skip
    sweep.run(family)
for name, problem in sorted(sweep.called.items()):
    if problem:
        print(f"{name}: {problem}")
wanted = expected(open(plan, encoding="utf-8").read())
for name in sorted(wanted - set(sweep.called)):
    print(f"{name}: not called")
held = [name for name in wanted if name in sweep.called and not sweep.called[name]]
print(f"{len(held)} of {len(wanted)} operations hold with pydo")
sys.exit(0 if len(held) == len(wanted) and not any(sweep.called.values()) else 1)
