"""Namespaces, triggers and access keys; pydo_functions.py looks at them more closely."""

from harness import lists, nothing, root


def functions(api):
    body = {"label": "sweep", "region": "nyc1"}
    ns = api.call("functions.create_namespace", body=body, holds=root("namespace", **body))["namespace"]["namespace"]
    api.call("functions.list_namespaces", holds=lists("namespaces", 1, namespace=ns))
    api.call("functions.get_namespace", ns, holds=root("namespace", namespace=ns, label="sweep"))
    body = {"name": "nightly", "function": "reports/nightly", "type": "SCHEDULED", "is_enabled": True,
            "scheduled_details": {"cron": "15 3 * * *", "body": {"n": [1, 2.5, None]}}}  # fmt: skip
    api.call("functions.create_trigger", ns, body=body, holds=root("trigger", **body))
    api.call("functions.list_triggers", ns, holds=lists("triggers", 1, name="nightly"))
    api.wait(86_400)
    api.call("functions.get_trigger", ns, "nightly", holds=lambda a: a["trigger"]["scheduled_runs"]["last_run_at"])
    api.call("functions.update_trigger", ns, "nightly", body={"is_enabled": False}, holds=root("trigger", is_enabled=False))
    api.call("functions.delete_trigger", ns, "nightly", holds=nothing)
    api.missing("functions.get_trigger", ns, "nightly")
    key = api.call("functions_access_key.create", ns, body={"name": "ci"}, holds=root("access_key", name="ci"))["access_key"]
    api.call("functions_access_key.list", ns, holds=lists("access_keys", 1, id=key["id"]))
    rename = {"name": "ci-2"}
    api.call("functions_access_key.update", ns, key["id"], body=rename, holds=root("access_key", id=key["id"], **rename))
    api.call("functions_access_key.delete", ns, key["id"], holds=nothing)
    api.call("functions.delete_namespace", ns, holds=nothing)
    api.missing("functions.get_namespace", ns)
