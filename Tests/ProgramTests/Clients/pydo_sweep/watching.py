"""Alert policies, droplet metrics and uptime checks."""

from datetime import datetime

from account import kept
from harness import lists, nothing, root

policy = {
    "alerts": {"email": ["bob@example.com"], "slack": []}, "compare": "GreaterThan", "description": "CPU alert",
    "enabled": True, "tags": [], "type": "v1/insights/droplet/cpu", "value": 80, "window": "5m",
}  # fmt: skip


def policies(api):
    body = {**policy, "entities": [str(kept["web"])]}
    uuid = api.call("monitoring.create_alert_policy", body=body, holds=root("policy", **body))["policy"]["uuid"]
    api.call("monitoring.list_alert_policy", holds=lists("policies", 1, uuid=uuid))
    api.call("monitoring.get_alert_policy", uuid, holds=root("policy", uuid=uuid, **body))
    body["value"] = 90
    api.call("monitoring.update_alert_policy", uuid, body=body, holds=root("policy", uuid=uuid, **body))
    api.call("monitoring.delete_alert_policy", uuid, holds=nothing)
    api.missing("monitoring.get_alert_policy", uuid)


def metrics(api):
    now = int(datetime.fromisoformat(api.control("now").replace("Z", "+00:00")).timestamp())
    span = {"host_id": str(kept["web"]), "start": str(now - 3600), "end": str(now)}
    names = [
        "cpu", "filesystem_free", "filesystem_size", "load1", "load5", "load15", "memory_available", "memory_cached",
        "memory_free", "memory_total",
    ]  # fmt: skip
    for name in names:
        api.call(f"monitoring.get_droplet_{name}_metrics", **span, holds=is_series)
    bandwidth = "monitoring.get_droplet_bandwidth_metrics"
    api.call(bandwidth, **span, interface="public", direction="inbound", holds=is_series)


def is_series(answer):
    """Points in time with values, as Prometheus writes them."""
    series = answer["data"]["result"]
    return answer["status"] == "success" and answer["data"]["resultType"] == "matrix" and all(
        float(value) >= 0 and moment > 1_000_000_000 for one in series for moment, value in one["values"]
    ) and len(series[0]["values"]) > 0


def uptime(api):
    body = {"name": "page", "type": "https", "target": "https://www.example.com", "regions": ["us_east"], "enabled": True}
    check = api.call("uptime.create_check", body=body, holds=root("check", **body))["check"]["id"]
    api.call("uptime.list_checks", holds=lists("checks", 1, id=check))
    api.call("uptime.get_check", check, holds=root("check", id=check, **body))
    api.wait(120)
    api.call("uptime.get_check_state", check, holds=lambda a: a["state"]["regions"]["us_east"]["status"] == "UP")
    api.call("uptime.update_check", check, body={"name": "front"}, holds=root("check", name="front", type="https"))
    body = {"name": "slow", "type": "latency", "threshold": 300, "comparison": "greater_than", "period": "2m",
            "notifications": {"email": ["bob@example.com"], "slack": []}}  # fmt: skip
    alert = api.call("uptime.create_alert", check, body=body, holds=root("alert", **body))["alert"]["id"]
    api.call("uptime.list_alerts", check, holds=lists("alerts", 1, id=alert))
    api.call("uptime.get_alert", check, alert, holds=root("alert", id=alert, **body))
    body["threshold"] = 200
    api.call("uptime.update_alert", check, alert, body=body, holds=root("alert", id=alert, threshold=200))
    api.call("uptime.delete_alert", check, alert, holds=nothing)
    api.missing("uptime.get_alert", check, alert)
    api.call("uptime.delete_check", check, holds=nothing)
    api.missing("uptime.get_check", check)
