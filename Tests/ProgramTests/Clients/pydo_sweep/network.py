"""VPCs, addresses, firewalls, load balancers, domains, certificates and CDN endpoints."""

from account import kept
from harness import lists, nothing, root


def clouds(api):
    body = {"name": "sweep", "region": "nyc3"}
    vpc = kept["vpc"] = api.call("vpcs.create", body=body, holds=root("vpc", **body))["vpc"]["id"]
    api.call("vpcs.list", holds=lists("vpcs", id=vpc, default=False))
    api.call("vpcs.get", vpc, holds=root("vpc", id=vpc, urn=f"do:vpc:{vpc}"))
    body = {"name": "sweep-2", "description": "of the sweep"}
    api.call("vpcs.update", vpc, body=body, holds=root("vpc", **body))
    api.call("vpcs.patch", vpc, body={"name": "sweep-3"}, holds=root("vpc", name="sweep-3", description="of the sweep"))


def addresses(api):
    answer = api.call("reserved_ips.create", body={"region": "nyc3"}, holds=root("reserved_ip", droplet=None))
    ip = answer["reserved_ip"]["ip"]
    api.wait(20)
    api.call("reserved_ips.list", holds=lists("reserved_ips", 1, ip=ip))
    body = {"type": "assign", "droplet_id": kept["web"]}
    action = api.call("reserved_ips_actions.post", ip, body=body, holds=root("action", status="in-progress"))["action"]
    api.call("reserved_ips.get", ip, holds=root("reserved_ip", locked=True))
    api.wait(20)
    api.call("reserved_ips.get", ip, holds=lambda a: a["reserved_ip"]["droplet"]["id"] == kept["web"])
    api.call("reserved_ips_actions.list", ip, holds=lists("actions", id=action["id"], status="completed"))
    api.call("reserved_ips_actions.get", ip, action["id"], holds=root("action", type="assign_ip", status="completed"))
    api.call("reserved_ips_actions.post", ip, body={"type": "unassign"}, holds=root("action", type="unassign_ip"))
    api.wait(20)
    api.call("reserved_ips.delete", ip, holds=nothing)
    api.missing("reserved_ips.get", ip)


def firewalls(api):
    inbound = {"inbound_rules": [{"protocol": "tcp", "ports": "22", "sources": {"addresses": ["192.0.2.0/24"]}}]}
    outbound = {"outbound_rules": [{"protocol": "tcp", "ports": "all", "destinations": {"addresses": ["0.0.0.0/0"]}}]}
    body = {"name": "web", "droplet_ids": [kept["second"]], **inbound, **outbound}
    firewall = api.call("firewalls.create", body=body, holds=root("firewall", status="waiting"))["firewall"]["id"]
    api.wait(20)
    api.call("firewalls.list", holds=lists("firewalls", 1, id=firewall, status="succeeded"))
    api.call("firewalls.get", firewall, holds=root("firewall", droplet_ids=[kept["second"]], **inbound))
    body = {"name": "web", **inbound}
    api.call("firewalls.update", firewall, body=body, holds=root("firewall", droplet_ids=[], outbound_rules=[]))
    more = {"inbound_rules": [{"protocol": "tcp", "ports": "80", "sources": {"addresses": ["0.0.0.0/0"]}}]}
    steps = [
        ("assign_droplets", {"droplet_ids": [kept["web"]]}, {"droplet_ids": [kept["web"]]}),
        ("delete_droplets", {"droplet_ids": [kept["web"]]}, {"droplet_ids": []}),
        ("add_tags", {"tags": ["web"]}, {"tags": ["web"]}),
        ("delete_tags", {"tags": ["web"]}, {"tags": []}),
        ("add_rules", more, {"inbound_rules": inbound["inbound_rules"] + more["inbound_rules"]}),
        ("delete_rules", more, inbound),
    ]
    for operation, body, left in steps:
        api.call(f"firewalls.{operation}", firewall, body=body, holds=nothing)
        api.call("firewalls.get", firewall, holds=root("firewall", **left))
    api.wait(20)
    api.call("firewalls.delete", firewall, holds=nothing)
    api.missing("firewalls.get", firewall)


def balancers(api):
    second, third = kept["second"], kept["third"]
    rule = {"entry_protocol": "http", "entry_port": 80, "target_protocol": "http", "target_port": 8080}
    body = {"name": "front", "region": "nyc3", "droplet_ids": [second], "forwarding_rules": [rule]}
    answer = api.call("load_balancers.create", body=body, holds=root("load_balancer", status="new", name="front"))
    balancer = answer["load_balancer"]["id"]
    api.wait(60)
    api.call("load_balancers.list", holds=lists("load_balancers", 1, id=balancer, status="active"))
    api.call("load_balancers.get", balancer, holds=lambda a: a["load_balancer"]["ip"] and ports(a) == [80])
    api.call("load_balancers.add_droplets", balancer, body={"droplet_ids": [third]}, holds=nothing)
    api.call("load_balancers.get", balancer, holds=root("load_balancer", droplet_ids=[second, third]))
    api.call("load_balancers.remove_droplets", balancer, body={"droplet_ids": [third]}, holds=nothing)
    rules = {"forwarding_rules": [{**rule, "entry_protocol": "tcp", "target_protocol": "tcp", "entry_port": 3306}]}
    api.call("load_balancers.add_forwarding_rules", balancer, body=rules, holds=nothing)
    api.call("load_balancers.get", balancer, holds=lambda a: ports(a) == [80, 3306])
    api.call("load_balancers.remove_forwarding_rules", balancer, body=rules, holds=nothing)
    body["droplet_ids"] = [third]
    api.call("load_balancers.update", balancer, body=body, holds=lambda a: ports(a) == [80] and members(a) == [third])
    api.call("load_balancers.delete", balancer, holds=nothing)
    api.missing("load_balancers.get", balancer)


def ports(answer):
    return [rule["entry_port"] for rule in answer["load_balancer"]["forwarding_rules"]]


def members(answer):
    return answer["load_balancer"]["droplet_ids"]


def names(api):
    domain = "example.com"
    api.call("domains.create", body={"name": domain, "ip_address": "192.0.2.10"}, holds=root("domain", name=domain))
    api.call("domains.list", holds=lists("domains", 1, name=domain))
    api.call("domains.get", domain, holds=lambda a: "IN SOA" in " ".join(a["domain"]["zone_file"].split()))
    body = {"type": "A", "name": "www", "data": "192.0.2.11", "priority": None, "port": None, "weight": None,
            "flags": None, "tag": None}  # fmt: skip
    answer = api.call("domains.create_record", domain, body=body, holds=root("domain_record", name="www", ttl=1800))
    record = answer["domain_record"]["id"]
    api.call("domains.list_records", domain, type="A", holds=lists("domain_records", 2, id=record))
    api.call("domains.get_record", domain, record, holds=root("domain_record", id=record, data="192.0.2.11"))
    body = {"type": "A", "name": "www", "data": "192.0.2.12"}
    api.call("domains.update_record", domain, record, body=body, holds=root("domain_record", data="192.0.2.12"))
    body = {"type": "A", "name": "blog"}
    api.call("domains.patch_record", domain, record, body=body, holds=root("domain_record", **body, data="192.0.2.12"))
    api.call("domains.delete_record", domain, record, holds=nothing)
    api.missing("domains.get_record", domain, record)


def deliveries(api):
    body = {"name": "web-cert", "type": "lets_encrypt", "dns_names": ["www.example.com"]}
    answer = api.call("certificates.create", body=body, holds=root("certificate", **body, state="pending"))
    certificate = answer["certificate"]["id"]
    api.wait(60)
    api.call("certificates.list", name="web-cert", holds=lists("certificates", 1, id=certificate))
    api.call("certificates.get", certificate, holds=root("certificate", state="verified"))
    origin = "images.nyc3.digitaloceanspaces.com"
    answer = api.call("cdn.create_endpoint", body={"origin": origin}, holds=root("endpoint", origin=origin, ttl=3600))
    endpoint = answer["endpoint"]["id"]
    api.call("cdn.list_endpoints", holds=lists("endpoints", 1, id=endpoint))
    api.call("cdn.get_endpoint", endpoint, holds=root("endpoint", **answer["endpoint"]))
    api.call("cdn.update_endpoints", endpoint, body={"ttl": 600}, holds=root("endpoint", ttl=600))
    api.call("cdn.purge_cache", endpoint, body={"files": ["images/*"]}, holds=nothing)
    api.call("cdn.delete_endpoint", endpoint, holds=nothing)
    api.missing("cdn.get_endpoint", endpoint)
    api.call("certificates.delete", certificate, holds=nothing)
    api.missing("certificates.get", certificate)
    api.call("domains.delete", "example.com", holds=nothing)
    api.missing("domains.get", "example.com")


def endings(api):
    api.call("vpcs.delete", kept["vpc"], holds=nothing)
    api.missing("vpcs.get", kept["vpc"])
