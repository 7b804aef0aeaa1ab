"""The container registry, Kubernetes clusters, and what is installed there."""

from account import kept
from harness import lists, nothing, root

workers = {"name": "workers", "size": "s-1vcpu-2gb", "count": 1}


def registry(api):
    api.call("registry.validate_name", body={"name": "moon"}, holds=nothing)
    body = {"name": "moon", "subscription_tier_slug": "basic"}
    api.call("registry.create", body=body, holds=root("registry", name="moon"))
    api.control("seed", repositories=2)
    api.call("registry.get", holds=root("registry", name="moon"))
    api.call("registry.get_docker_credentials", holds=lambda a: a["auths"]["registry.digitalocean.com"]["auth"])
    api.call("registry.get_options", holds=lambda a: "basic" in [t["slug"] for t in a["options"]["subscription_tiers"]])
    api.call("registry.get_subscription", holds=lambda a: a["subscription"]["tier"]["slug"] == "basic")
    tier = {"tier_slug": "professional"}
    api.call("registry.update_subscription", body=tier, holds=lambda a: a["subscription"]["tier"]["slug"] == "professional")
    api.call("registry.list_repositories", "moon", holds=lists("repositories", 2, registry_name="moon"))
    answer = api.call("registry.list_repositories_v2", "moon", holds=lists("repositories", 2, registry_name="moon"))
    name = answer["repositories"][1]["name"]
    answer = api.call("registry.list_repository_tags", "moon", name, holds=lists("tags", repository=name))
    api.call("registry.delete_repository_tag", "moon", name, answer["tags"][0]["tag"], holds=nothing)
    answer = api.call("registry.list_repository_manifests", "moon", name, holds=lists("manifests", repository=name))
    api.call("registry.delete_repository_manifest", "moon", name, answer["manifests"][0]["digest"], holds=nothing)
    body = {"type": "untagged manifests and unreferenced blobs"}
    answer = api.call("registry.run_garbage_collection", "moon", body=body, holds=root("garbage_collection", registry_name="moon"))
    uuid = answer["garbage_collection"]["uuid"]
    api.call("registry.get_garbage_collection", "moon", holds=root("garbage_collection", uuid=uuid))
    api.call("registry.list_garbage_collections", "moon", holds=lists("garbage_collections", 1, uuid=uuid))
    cancel = {"cancel": True}
    api.call("registry.update_garbage_collection", "moon", uuid, body=cancel, holds=root("garbage_collection", uuid=uuid))
    api.wait(20)


def clusters(api):
    api.call("kubernetes.list_options", holds=lambda a: a["options"]["versions"][0]["slug"].startswith("1."))
    for name, version in [("crew", "1.32"), ("sail", "latest"), ("mast", "latest")]:
        body = {"name": name, "region": "nyc1", "version": version, "node_pools": [workers]}
        answer = api.call("kubernetes.create_cluster", body=body, holds=root("kubernetes_cluster", name=name, region="nyc1"))
        kept[name] = answer["kubernetes_cluster"]["id"]
    crew = kept["crew"]
    api.wait(60)
    api.call("kubernetes.list_clusters", holds=lists("kubernetes_clusters", 3, id=crew, name="crew"))
    api.call("kubernetes.get_cluster", crew, holds=lambda a: a["kubernetes_cluster"]["status"]["state"] == "running")
    body = {"name": "crew", "tags": ["production"]}
    api.call("kubernetes.update_cluster", crew, body=body, holds=lambda a: "production" in a["kubernetes_cluster"]["tags"])
    api.call_unreadable("kubernetes.get_kubeconfig", crew, holds=lambda text: b"current-context:" in text)
    api.call("kubernetes.get_credentials", crew, holds=lambda a: a["server"].startswith("https://") and a["token"])
    api.call("kubernetes.get_cluster_user", crew, holds=lambda a: a["kubernetes_cluster_user"]["username"])
    answer = api.call("kubernetes.get_available_upgrades", crew, holds=lambda a: a["available_upgrade_versions"])
    version = answer["available_upgrade_versions"][0]["slug"]
    api.call("kubernetes.upgrade_cluster", crew, body={"version": version}, holds=nothing)
    api.wait(60)
    api.call("kubernetes.get_cluster", crew, holds=root("kubernetes_cluster", version=version))


def pools(api):
    crew = kept["crew"]
    body = {"name": "extra", "size": "s-1vcpu-2gb", "count": 3}
    pool = api.call("kubernetes.add_node_pool", crew, body=body, holds=root("node_pool", **body))["node_pool"]
    node, other = pool["nodes"][0]["id"], pool["nodes"][1]["id"]
    api.wait(60)
    api.call("kubernetes.list_node_pools", crew, holds=lists("node_pools", 2, id=pool["id"]))
    change = {"name": "extra", "count": 4}
    api.call("kubernetes.update_node_pool", crew, pool["id"], body=change, holds=root("node_pool", id=pool["id"], **change))
    api.call("kubernetes.delete_node", crew, pool["id"], node, holds=nothing)
    api.wait(60)
    api.call("kubernetes.get_node_pool", crew, pool["id"], holds=lambda a: node not in nodes(a) and other in nodes(a))
    api.call("kubernetes.recycle_node_pool", crew, pool["id"], body={"nodes": [other]}, holds=nothing)
    api.wait(60)
    api.call("kubernetes.get_node_pool", crew, pool["id"], holds=lambda a: other not in nodes(a))
    api.call("kubernetes.delete_node_pool", crew, pool["id"], holds=nothing)
    api.missing("kubernetes.get_node_pool", crew, pool["id"])
    body = {"include_groups": ["basic"]}
    run = api.call("kubernetes.run_cluster_lint", crew, body=body, holds=lambda a: a["run_id"])["run_id"]
    api.wait(60)
    api.call("kubernetes.get_cluster_lint_results", crew, run_id=run, holds=lambda a: a["run_id"] == run)
    api.call("kubernetes.add_registry", body={"cluster_uuids": [crew]}, holds=nothing)
    api.call("kubernetes.get_cluster", crew, holds=root("kubernetes_cluster", registry_enabled=True))
    api.call("kubernetes.remove_registry", body={"cluster_uuids": [crew]}, holds=nothing)
    body = {"addon_slugs": ["loki"], "cluster_uuid": crew}
    api.call("one_clicks.install_kubernetes", body=body, holds=lambda a: a["message"])


def nodes(answer):
    return [node["id"] for node in answer["node_pool"]["nodes"]]


def endings(api):
    crew, sail, mast = kept["crew"], kept["sail"], kept["mast"]
    api.call("kubernetes.list_associated_resources", crew, holds=lambda a: a["volumes"] == [] == a["load_balancers"])
    api.call("kubernetes.destroy_associated_resources_selective", crew, body={"volumes": []}, holds=nothing)
    api.call("kubernetes.destroy_associated_resources_dangerous", sail, holds=nothing)
    api.call("kubernetes.delete_cluster", mast, holds=nothing)
    for cluster in [crew, sail, mast]:
        api.missing("kubernetes.get_cluster", cluster)
    api.call("registry.delete", holds=nothing)
    api.missing("registry.get")
