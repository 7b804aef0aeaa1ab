"""The account, its bills, keys, tags and projects."""

from harness import lists, nothing, root

public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILbGn5TPQPQjCNYBA9hMNgyXTCgOMSMqmGYBsd6w/hqz me@example.com"
kept = {}


def facts(api):
    api.call("account.get", holds=root("account", status="active", email_verified=True))
    api.call("regions.list", per_page=200, holds=lists("regions", slug="nyc3", available=True))
    api.call("sizes.list", per_page=200, holds=lists("sizes", slug="s-1vcpu-1gb", memory=1024))
    api.call("images.list", per_page=200, type="distribution", holds=lists("images", slug="ubuntu-24-04-x64"))
    api.call("one_clicks.list", type="droplet", holds=lambda a: {c["type"] for c in a["1_clicks"]} == {"droplet"})
    api.call("balance.get", holds=lambda a: float(a["account_balance"]) <= float(a["month_to_date_balance"]) + 1e9)
    api.call("billing_history.list", holds=lambda a: a["billing_history"][0]["type"] in ("Invoice", "Payment"))
    invoices = api.call("invoices.list", per_page=200, holds=lambda a: len(a["invoices"]) == a["meta"]["total"] == 12)
    uuid = invoices["invoices"][0]["invoice_uuid"]
    amount = invoices["invoices"][0]["amount"]
    api.call("invoices.get_by_uuid", uuid, holds=lambda a: float(a["invoice_items"][0]["amount"]) > 0)
    api.call("invoices.get_summary_by_uuid", uuid, holds=lambda a: a["invoice_uuid"] == uuid and a["amount"] == amount)
    api.call_unreadable("invoices.get_csv_by_uuid", uuid, holds=lambda text: text.startswith(b"product,"))
    api.call("invoices.get_pdf_by_uuid", uuid, holds=lambda a: b"".join(a).startswith(b"%PDF-"))


def keys(api):
    answer = api.call(
        "ssh_keys.create",
        body={"name": "laptop", "public_key": public_key},
        holds=root("ssh_key", name="laptop", public_key=public_key),
    )
    key = kept["key"] = answer["ssh_key"]
    api.call("ssh_keys.list", holds=lists("ssh_keys", 1, fingerprint=key["fingerprint"]))
    api.call("ssh_keys.get", key["fingerprint"], holds=root("ssh_key", **key))
    api.call("ssh_keys.update", key["id"], body={"name": "desk"}, holds=root("ssh_key", id=key["id"], name="desk"))
    api.call("tags.create", body={"name": "sweep"}, holds=root("tag", name="sweep"))
    api.call("tags.list", holds=lists("tags", 1, name="sweep"))


def projects(api):
    body = {"name": "sweep", "purpose": "Web Application", "environment": "Development"}
    project = api.call("projects.create", body=body, holds=root("project", **body, is_default=False))["project"]
    kept["project"] = project["id"]
    api.call("projects.list", holds=lists("projects", 2, id=project["id"]))
    api.call("projects.get", project["id"], holds=root("project", id=project["id"], owner_uuid=project["owner_uuid"]))
    default = api.call("projects.get_default", holds=root("project", is_default=True))["project"]
    body = {**body, "name": "sweep", "description": "of the sweep", "environment": "Staging", "is_default": False}
    api.call("projects.update", project["id"], body=body, holds=root("project", **body))
    api.call("projects.patch", project["id"], body={"name": "sweep-2"}, holds=root("project", **{**body, "name": "sweep-2"}))
    body = {"name": "first", "description": "the default", "purpose": "Web Application", "environment": "Production",
            "is_default": True}  # fmt: skip
    api.call("projects.update_default", body=body, holds=root("project", id=default["id"], **body))
    api.call("projects.patch_default", body={"description": "old"}, holds=root("project", name="first", description="old"))


def endings(api):
    api.call("projects.delete", kept["project"], holds=nothing)
    api.missing("projects.get", kept["project"])
    api.call("tags.delete", "sweep", holds=nothing)
    api.missing("tags.get", "sweep")
    api.call("ssh_keys.delete", kept["key"]["id"], holds=nothing)
    api.missing("ssh_keys.get", kept["key"]["id"])
