"""Database clusters, what is in them, and what is done to them."""

from account import kept
from harness import lists, nothing, root


def clusters(api):
    api.call("databases.list_options", holds=lambda a: "16" in a["options"]["pg"]["versions"])
    body = {"name": "moon", "engine": "pg", "version": "16", "num_nodes": 2, "size": "db-s-2vcpu-4gb", "region": "nyc3"}
    answer = api.call("databases.create_cluster", body=body, holds=root("database", status="creating", **body))
    moon = kept["moon"] = answer["database"]["id"]
    for engine, name in [("mysql", "sun"), ("valkey", "star")]:
        body = {"name": name, "engine": engine, "num_nodes": 1, "size": "db-s-1vcpu-1gb", "region": "nyc3"}
        answer = api.call("databases.create_cluster", body=body, holds=root("database", engine=engine))
        kept[name] = answer["database"]["id"]
    api.wait(600)
    api.call("databases.list_clusters", holds=lists("databases", 3, id=moon, status="online"))
    api.call("databases.get_cluster", moon, holds=lambda a: a["database"]["connection"]["port"] == 25060)
    api.call("databases.get_ca", moon, holds=lambda a: len(a["ca"]["certificate"]) > 500)
    api.call("databases.list_backups", moon, holds=lambda a: a["backups"][0]["size_gigabytes"] > 0)
    api.call("databases.patch_config", moon, body={"config": {"backup_hour": 3}}, holds=nothing)
    api.call("databases.get_config", moon, holds=root("config", backup_hour=3))
    rules = {"rules": [{"type": "ip_addr", "value": "192.0.2.1"}]}
    api.call("databases.update_firewall_rules", moon, body=rules, holds=nothing)
    api.call("databases.list_firewall_rules", moon, holds=lists("rules", 1, cluster_uuid=moon, **rules["rules"][0]))
    window = {"day": "tuesday", "hour": "14:00"}
    api.call("databases.update_maintenance_window", moon, body=window, holds=nothing)
    api.call("databases.get_cluster", moon, holds=lambda a: a["database"]["maintenance_window"]["day"] == "tuesday")


def parts(api):
    moon = kept["moon"]
    user = api.call("databases.add_user", moon, body={"name": "app"}, holds=root("user", name="app", role="normal"))
    api.call("databases.list_users", moon, holds=lists("users", 2, name="doadmin", role="primary"))
    api.call("databases.get_user", moon, "app", holds=root("user", **user["user"]))
    password = user["user"]["password"]
    api.call("databases.reset_auth", moon, "app", body={}, holds=lambda a: a["user"]["password"] != password)
    api.call("databases.delete_user", moon, "app", holds=nothing)
    api.missing("databases.get_user", moon, "app")
    api.call("databases.add", moon, body={"name": "shop"}, holds=root("db", name="shop"))
    api.call("databases.list", moon, holds=lists("dbs", 2, name="shop"))
    api.call("databases.get", moon, "shop", holds=root("db", name="shop"))
    body = {"name": "pool", "mode": "transaction", "size": 10, "db": "shop", "user": "doadmin"}
    api.call("databases.add_connection_pool", moon, body=body, holds=root("pool", **body))
    api.call("databases.list_connection_pools", moon, holds=lists("pools", 1, name="pool"))
    change = {"mode": "session", "size": 8, "db": "shop"}
    api.call("databases.update_connection_pool", moon, "pool", body=change, holds=nothing)
    api.call("databases.get_connection_pool", moon, "pool", holds=root("pool", **change))
    api.call("databases.delete_connection_pool", moon, "pool", holds=nothing)
    api.missing("databases.get_connection_pool", moon, "pool")
    api.call("databases.delete", moon, "shop", holds=nothing)
    api.missing("databases.get", moon, "shop")


def changes(api):
    moon, sun, star = kept["moon"], kept["sun"], kept["star"]
    for name in ["copy", "second-copy"]:
        body = {"name": name, "size": "db-s-2vcpu-4gb"}
        api.call("databases.create_replica", moon, body=body, holds=root("replica", name=name, status="creating"))
        api.wait(60)
        api.call("databases.list_replicas", moon, holds=lists("replicas", 1, name=name, status="online"))
        if name == "copy":
            api.call("databases.get_replica", moon, name, holds=root("replica", name=name, region="nyc3"))
            api.call("databases.promote_replica", moon, name, holds=nothing)
            api.wait(60)
    api.call("databases.destroy_replica", moon, "second-copy", holds=nothing)
    api.missing("databases.get_replica", moon, "second-copy")
    source = {"host": "old.example.com", "port": 5432, "dbname": "defaultdb", "username": "doadmin", "password": "example"}
    answer = api.call("databases.update_online_migration", moon, body={"source": source}, holds=lambda a: a["status"])
    api.call("databases.get_migration_status", moon, holds=lambda a: a["id"] == answer["id"])
    api.call("databases.delete_online_migration", moon, answer["id"], holds=nothing)
    api.wait(60)
    for operation, body in [
        ("update_cluster_size", {"size": "db-s-4vcpu-8gb", "num_nodes": 2}), ("update_region", {"region": "fra1"}),
        ("update_major_version", {"version": "17"}),
    ]:  # fmt: skip
        api.call(f"databases.{operation}", moon, body=body, holds=nothing)
        api.wait(60)
        api.call("databases.get_cluster", moon, holds=root("database", status="online", **body))
    api.call("databases.update_sql_mode", sun, body={"sql_mode": "ANSI,TRADITIONAL"}, holds=nothing)
    api.call("databases.get_sql_mode", sun, holds=lambda a: a["sql_mode"] == "ANSI,TRADITIONAL")
    api.call("databases.update_eviction_policy", star, body={"eviction_policy": "allkeys_lru"}, holds=nothing)
    api.call("databases.get_eviction_policy", star, holds=lambda a: a["eviction_policy"] == "allkeys_lru")
    api.call("databases.destroy_cluster", moon, holds=nothing)
    api.missing("databases.get_cluster", moon)
