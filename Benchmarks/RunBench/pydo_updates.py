"""The same updates by the vendor's Python client and a pool of 32 threads: prints the requests a second."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

from pydo import Client

address, targets = sys.argv[1], [line.split("/") for line in open(sys.argv[2]).read().split("\n") if line]
client = Client(token="dop_v1_" + "0" * 64, endpoint=address)


def update(parts):
    body = {"is_enabled": True, "scheduled_details": {"cron": "11 7 * * *", "body": {}}}
    client.functions.update_trigger(parts[4], parts[6], body=body, enforce_https=False)


with ThreadPoolExecutor(32) as pool:
    list(pool.map(update, targets[:64]))
    start = time.monotonic()
    list(pool.map(update, targets))
    print(round(len(targets) / (time.monotonic() - start)))
