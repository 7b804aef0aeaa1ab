"""Apps with their deployments, logs, alerts and rollbacks."""

from account import kept
from harness import lists, nothing, root

spec = {
    "name": "sweep", "region": "nyc", "alerts": [{"rule": "DEPLOYMENT_FAILED"}],
    "services": [{"name": "web", "git": {"repo_clone_url": "https://example.com/web.git", "branch": "main"},
                  "instance_count": 1, "instance_size_slug": "apps-s-1vcpu-1gb"}],
}  # fmt: skip


def reference(api):
    api.call("apps.list_regions", holds=lists("regions", slug="nyc"))
    slug = api.call("apps.list_instance_sizes", holds=lists("instance_sizes"))["instance_sizes"][0]["slug"]
    api.call("apps.get_instance_size", slug, holds=root("instance_size", slug=slug))
    api.call("apps.validate_app_spec", body={"spec": spec}, holds=lambda a: a["app_name_available"] is True)


def life(api):
    app = api.call("apps.create", body={"spec": spec}, holds=lambda a: a["app"]["spec"]["name"] == "sweep")["app"]["id"]
    kept["app"] = app
    api.wait(60)
    api.call("apps.list", holds=lists("apps", 1, id=app))
    api.call("apps.get", app, holds=lambda a: a["app"]["active_deployment"]["phase"] == "ACTIVE")
    answer = api.call("apps.list_deployments", app, holds=lists("deployments", 1, phase="ACTIVE"))
    kept["old"] = answer["deployments"][0]["id"]
    answer = api.call("apps.create_deployment", app, body={"force_build": True}, holds=lambda a: a["deployment"]["id"])
    deployment = kept["deployment"] = answer["deployment"]["id"]
    api.wait(60)
    api.call("apps.get_deployment", app, deployment, holds=root("deployment", id=deployment, phase="ACTIVE"))
    urls = lambda a: a["historic_urls"] or a["live_url"]
    api.call("apps.get_logs", app, deployment, "web", type="RUN", holds=urls)
    api.call("apps.get_logs_aggregate", app, deployment, type="RUN", holds=urls)
    api.call("apps.get_logs_active_deployment", app, "web", type="RUN", holds=urls)
    api.call("apps.get_logs_active_deployment_aggregate", app, type="RUN", holds=urls)
    alert = api.call("apps.list_alerts", app, holds=lambda a: a["alerts"][0]["spec"]["rule"])["alerts"][0]["id"]
    emails = {"emails": ["ops@example.com"]}
    api.call("apps.assign_alert_destinations", app, alert, body=emails, holds=root("alert", id=alert, **emails))
    usage = lambda a: a["app_bandwidth_usage"][0]["app_id"] == app
    api.call("apps.get_metrics_bandwidth_daily", app, holds=usage)
    api.call("apps.list_metrics_bandwidth_daily", body={"app_ids": [app]}, holds=usage)


def rollbacks(api):
    app, old, deployment = kept["app"], kept["old"], kept["deployment"]
    api.call("apps.validate_rollback", app, body={"deployment_id": old}, holds=lambda a: a["valid"] is True)
    api.call("apps.create_rollback", app, body={"deployment_id": old}, holds=lambda a: a["deployment"]["id"])
    api.wait(60)
    api.call("apps.commit_rollback", app, holds=nothing)
    api.call("apps.create_rollback", app, body={"deployment_id": deployment}, holds=lambda a: a["deployment"]["id"])
    api.wait(60)
    api.call("apps.revert_rollback", app, holds=lambda a: a["deployment"]["id"])
    api.wait(60)
    answer = api.call("apps.update", app, body={"spec": spec}, holds=lambda a: a["app"]["pending_deployment"]["id"])
    pending = answer["app"]["pending_deployment"]["id"]
    api.call("apps.cancel_deployment", app, pending, holds=root("deployment", id=pending))
    api.call("apps.delete", app, holds=lambda a: a["id"] == app)
    api.missing("apps.get", app)
