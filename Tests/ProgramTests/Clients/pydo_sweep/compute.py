"""Droplets, what is done to them, their images and volumes."""

from account import kept
from harness import lists, nothing, root

order = {"region": "nyc3", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64"}


def droplets(api):
    answer = api.call(
        "droplets.create",
        body={**order, "name": "web-1", "vpc_uuid": kept["vpc"], "backups": True, "tags": ["web"]},
        holds=lambda a: a["droplet"]["status"] == "new" and a["links"]["actions"][0]["rel"] == "create",
    )
    web = kept["web"] = answer["droplet"]["id"]
    answer = api.call(
        "droplets.create",
        body={**order, "names": ["web-2", "web-3", "web-4"], "tags": ["batch"]},
        holds=lambda a: [d["name"] for d in a["droplets"]] == ["web-2", "web-3", "web-4"],
    )
    kept["second"], kept["third"] = (droplet["id"] for droplet in answer["droplets"][:2])
    api.wait(60)
    api.call("droplets.list", holds=lists("droplets", 4, id=web, status="active"))
    api.call("droplets.list", tag_name="batch", holds=lists("droplets", 3, name="web-4"))
    api.call("droplets.get", web, holds=root("droplet", id=web, locked=False, size_slug="s-1vcpu-1gb", tags=["web"]))
    api.call("droplets.list_kernels", web, holds=lambda a: a["kernels"][0]["id"] > 0)
    api.call("droplets.list_backups", web, holds=lambda a: a["backups"] == [])
    api.call("droplets.list_firewalls", web, holds=lambda a: a["firewalls"] == [])
    api.call("droplets.list_neighbors", web, holds=lambda a: all(d["id"] != web for d in a["droplets"]))
    api.call("droplets.list_neighbors_ids", holds=lambda a: isinstance(a["neighbor_ids"], list))
    api.call("vpcs.list_members", kept["vpc"], holds=lists("members", 1, urn=f"do:droplet:{web}"))
    resources = {"resources": [{"resource_id": str(web), "resource_type": "droplet"}]}
    api.call("tags.assign_resources", "sweep", body=resources, holds=nothing)
    api.call("tags.get", "sweep", holds=lambda a: a["tag"]["resources"]["droplets"]["count"] == 1)
    api.call("tags.unassign_resources", "sweep", body=resources, holds=nothing)
    urns = {"resources": [f"do:droplet:{web}"]}
    project = kept["project"]
    api.call("projects.assign_resources", project, body=urns, holds=lists("resources", 1, status="assigned"))
    api.call("projects.list_resources", project, holds=lists("resources", 1, urn=urns["resources"][0]))
    api.call("projects.assign_resources_default", body=urns, holds=lists("resources", 1, status="assigned"))
    api.call("projects.list_resources_default", holds=lists("resources", urn=urns["resources"][0]))


def images(api):
    web = kept["web"]
    body = {"type": "snapshot", "name": "web-1-snapshot"}
    action = begun(api.call("droplet_actions.post", web, body=body, holds=starts("snapshot", web)))
    api.call("droplets.get", web, holds=root("droplet", locked=True))
    api.wait(60)
    api.call("droplet_actions.list", web, holds=lists("actions", 2, id=action, status="completed"))
    api.call("droplet_actions.get", web, action, holds=root("action", id=action, status="completed"))
    api.call("actions.list", per_page=200, holds=lists("actions", id=action, resource_type="droplet"))
    api.call("actions.get", action, holds=root("action", id=action, type="snapshot", region_slug="nyc3"))
    api.call("droplet_actions.post_by_tag", tag_name="batch", body={"type": "power_cycle"},
             holds=lambda a: [b["type"] for b in a["actions"]] == ["power_cycle"] * 3)  # fmt: skip
    api.wait(60)
    answer = api.call("droplets.list_snapshots", web, holds=lists("snapshots", 1, name="web-1-snapshot"))
    image = answer["snapshots"][0]["id"]
    api.call("snapshots.list", resource_type="droplet", holds=lists("snapshots", 1, id=str(image)))
    api.call("snapshots.get", image, holds=root("snapshot", id=str(image), resource_id=str(web)))
    api.call("images.get", image, holds=root("image", id=image, type="snapshot", public=False))
    api.call("images.update", image, body={"name": "web-image"}, holds=root("image", name="web-image"))
    body = {"type": "transfer", "region": "fra1"}
    holds = root("action", type="transfer", status="in-progress")
    action = begun(api.call("image_actions.post", image, body=body, holds=holds))
    api.wait(60)
    api.call("image_actions.list", image, holds=lists("actions", id=action, status="completed"))
    api.call("image_actions.get", image, action, holds=root("action", id=action, status="completed"))
    body = {"name": "base", "url": "https://www.example.com/base.qcow2", "region": "nyc3", "distribution": "Ubuntu"}
    custom = api.call("images.create_custom", body=body, holds=root("image", name="base", status="NEW"))["image"]["id"]
    api.wait(60)
    api.call("images.get", custom, holds=root("image", status="available"))
    api.call("images.delete", custom, holds=nothing)
    api.missing("images.get", custom)
    api.call("snapshots.delete", image, holds=nothing)
    api.missing("snapshots.get", image)


def volumes(api):
    web = kept["web"]
    body = {"name": "data", "region": "nyc3", "size_gigabytes": 10}
    volume = api.call("volumes.create", body=body, holds=root("volume", name="data", droplet_ids=[]))["volume"]["id"]
    api.call("volumes.list", region="nyc3", holds=lists("volumes", 1, id=volume))
    attach = {"type": "attach", "droplet_id": web, "region": "nyc3"}
    holds = lambda a: a["action"]["type"] == "attach_volume" and a["action"]["status"] == "in-progress"
    action = begun(api.call("volume_actions.post_by_id", volume, body=attach, holds=holds))
    api.wait(60)
    api.call("volumes.get", volume, holds=root("volume", droplet_ids=[web]))
    api.call("volume_actions.list", volume, holds=lists("actions", 1, id=action))
    api.call("volume_actions.get", volume, action, holds=root("action", id=action, status="completed"))
    answer = api.call("volume_snapshots.create", volume, body={"name": "data-1"}, holds=root("snapshot", name="data-1"))
    snapshot = answer["snapshot"]["id"]
    api.call("volume_snapshots.list", volume, holds=lists("snapshots", 1, id=snapshot))
    api.call("volume_snapshots.get_by_id", snapshot, holds=root("snapshot", resource_id=volume, resource_type="volume"))
    api.call("volume_snapshots.delete_by_id", snapshot, holds=nothing)
    api.missing("volume_snapshots.get_by_id", snapshot)
    detach = {"type": "detach", "volume_name": "data", "droplet_id": web, "region": "nyc3"}
    api.call("volume_actions.post", body=detach, holds=lambda a: a["action"]["type"] == "detach_volume")
    api.wait(60)
    api.call("volumes.delete", volume, holds=nothing)
    api.missing("volumes.get", volume)
    api.call("volumes.create", body={**body, "name": "scratch"}, holds=root("volume", name="scratch"))
    api.call("volumes.delete_by_name", name="scratch", region="nyc3", holds=nothing)
    api.call("volumes.list", holds=lambda a: a["volumes"] == [] and a["meta"]["total"] == 0)


def endings(api):
    web, second, third = kept["web"], kept["second"], kept["third"]
    api.call("droplets.list_associated_resources", web, holds=lambda a: a["volumes"] == [] and a["snapshots"] == [])
    api.call("droplets.destroy_with_associated_resources_selective", web, body={}, holds=nothing)
    status = "droplets.get_destroy_associated_resources_status"
    api.call(status, web, holds=lambda a: a["droplet"]["id"] == str(web) and a["failures"] == 0)
    api.wait(60)
    api.call(status, web, holds=lambda a: a["completed_at"] and a["droplet"]["destroyed_at"])
    # A volume that is busy when its turn comes is left for another try.
    body = {"name": "held", "region": "nyc3", "size_gigabytes": 10}
    volume = api.call("volumes.create", body=body, holds=root("volume", name="held"))["volume"]["id"]
    attach = {"type": "attach", "droplet_id": second, "region": "nyc3"}
    api.call("volume_actions.post_by_id", volume, body=attach, holds=root("action", status="in-progress"))
    api.wait(60)
    api.call("droplets.destroy_with_associated_resources_dangerous", second, x_dangerous=True, holds=nothing)
    api.wait(4)
    grow = {"type": "resize", "size_gigabytes": 20}
    api.call("volume_actions.post_by_id", volume, body=grow, holds=root("action", type="resize"))
    api.wait(4)
    api.call(status, second, holds=lambda a: a["failures"] == 1)
    api.call("droplets.destroy_retry_with_associated_resources", second, holds=nothing)
    api.wait(60)
    api.call(status, second, holds=lambda a: a["failures"] == 0)
    api.call("droplets.destroy", third, holds=nothing)
    api.missing("droplets.get", third)
    api.call("droplets.destroy_by_tag", tag_name="batch", holds=nothing)
    api.call("droplets.list", holds=lambda a: a["droplets"] == [] and a["meta"]["total"] == 0)


def begun(answer):
    return answer["action"]["id"]


def starts(kind, droplet):
    return root("action", type=kind, status="in-progress", resource_id=droplet, completed_at=None)
