"""Drives all 13 Functions operations with pydo, the vendor's Python client, against a server of ours.

usage: pydo_functions.py ENDPOINT CA_FILE TOKEN

Prints one line an operation and ends with status 0 when every answer is what the reference promises.
"""

import re
import sys

from pydo import Client

endpoint, ca_file, token = sys.argv[1:]
client = Client(token=token, endpoint=endpoint, connection_verify=ca_file)
done = []


def check(name, condition, answer=None):
    if not condition:
        sys.exit(f"{name}: unexpected answer: {answer}")
    done.append(name)
    print("ok", name)


def is_error(answer, identifier, message):
    return answer.get("id") == identifier and answer.get("message") == message and "request_id" in answer


timestamp = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

answer = client.functions.create_namespace(body={"label": "pydo", "region": "nyc1"})
namespace = answer["namespace"]
ns = namespace["namespace"]
check(
    "create_namespace",
    ns == "fn-" + namespace["uuid"]
    and namespace["label"] == "pydo"
    and namespace["region"] == "nyc1"
    and namespace["api_host"].startswith("https://")
    and re.fullmatch("[a-z0-9]{64}", namespace["key"])
    and timestamp.match(namespace["created_at"])
    and timestamp.match(namespace["updated_at"]),
    answer,
)
answer = client.functions.list_namespaces()
check("list_namespaces", ns in [n["namespace"] for n in answer["namespaces"]], answer)
answer = client.functions.get_namespace(ns)
check("get_namespace", answer["namespace"] == namespace, answer)

details = {"cron": "15 3 * * 1-5", "body": {"name": "Moon", "n": [1, 2.5, None]}}
answer = client.functions.create_trigger(
    ns,
    body={
        "name": "my trigger: ä?",
        "function": "sample/hello",
        "type": "SCHEDULED",
        "is_enabled": True,
        "scheduled_details": details,
    },
)
trigger = answer["trigger"]
check(
    "create_trigger",
    trigger["namespace"] == ns
    and trigger["scheduled_details"] == details
    and trigger["is_enabled"] is True
    and trigger["scheduled_runs"].get("last_run_at") is None
    and timestamp.match(trigger["scheduled_runs"]["next_run_at"]),
    answer,
)
answer = client.functions.get_trigger(ns, "my trigger: ä?")
check("get_trigger", answer["trigger"] == trigger, answer)
answer = client.functions.update_trigger(ns, "my trigger: ä?", body={"is_enabled": False})
check(
    "update_trigger",
    answer["trigger"]["is_enabled"] is False
    and answer["trigger"]["scheduled_details"] == details
    and answer["trigger"]["scheduled_runs"].get("next_run_at") is None,
    answer,
)
answer = client.functions.list_triggers(ns)
check("list_triggers", [t["name"] for t in answer["triggers"]] == ["my trigger: ä?"], answer)

answer = client.functions_access_key.create(ns, body={"name": "deploy", "expires_in": "7d"})
key = answer["access_key"]
check(
    "functions_access_key.create",
    re.fullmatch("dof_v1_[0-9a-f]{32}", key["id"]) and key["secret"] and timestamp.match(key["expires_at"]),
    {**key, "secret": "..."},
)
answer = client.functions_access_key.list(ns)
check(
    "functions_access_key.list",
    answer["count"] == 1 and answer["access_keys"][0]["id"] == key["id"] and "secret" not in answer["access_keys"][0],
    answer,
)
answer = client.functions_access_key.update(ns, key["id"], body={"name": "deploy-2"})
check("functions_access_key.update", answer["access_key"]["name"] == "deploy-2" and "secret" not in answer["access_key"], answer)
answer = client.functions_access_key.delete(ns, key["id"])
check("functions_access_key.delete", answer in ({}, None), answer)

answer = client.functions.delete_trigger(ns, "my trigger: ä?")
check("delete_trigger", answer is None, answer)
answer = client.functions.get_trigger(ns, "my trigger: ä?")
check("get_trigger: 404", is_error(answer, "not_found", "trigger not found"), answer)
answer = client.functions.delete_namespace(ns)
check("delete_namespace", answer is None, answer)
answer = client.functions.get_namespace(ns)
check("get_namespace: 404", is_error(answer, "not_found", "namespace not found"), answer)
answer = client.functions.create_namespace(body={"region": "nyc1"})
check(
    "create_namespace: missing label",
    is_error(answer, "bad_request", "Invalid request payload: missing label field"),
    answer,
)
print(len(done), "checks passed")
