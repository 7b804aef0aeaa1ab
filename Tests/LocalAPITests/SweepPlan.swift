/// Every operation of the vendor's reference that this program began with, in an order in which each finds what it needs.
///
/// One step a line; what is indented continues it:
///
///     OPERATION [NAME=VALUE ...] [{BODY} | +{MEMBERS}] [-> NAME = PLACE, ...]
///     missing OPERATION ...
///     wait SECONDS
///     seed {COUNTS}
///
/// `missing` is a call that must get the 404 of what is not there, or is gone; it is no step of its operation's own.
/// Parameters of the path are those that were kept under their names, and else the catalog's examples. A required body
/// without one here is the catalog's example; `+` adds to it. `"$NAME"` is a kept value, `${NAME}` its text. A place is a
/// path in the answer: `droplets.0.id`.
enum SweepPlan {
    /// How many operations there are.
    static let size = 294

    static let text =
        account + network + machines + storage + addresses + names + projects + watching + databases
        + functions + registry + kubernetes + apps + endings

    private static let account = #"""
        account.get
        regions.list
        sizes.list
        images.list
        one_clicks.list
        balance.get
        billing_history.list
        invoices.list -> invoice_uuid = invoices.0.invoice_uuid
        invoices.get_by_uuid
        invoices.get_csv_by_uuid
        invoices.get_pdf_by_uuid
        invoices.get_summary_by_uuid
        ssh_keys.create {"name": "laptop", "public_key":
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILbGn5TPQPQjCNYBA9hMNgyXTCgOMSMqmGYBsd6w/hqz me@example.com"}
            -> ssh_key_identifier = ssh_key.id
        ssh_keys.list
        ssh_keys.get
        ssh_keys.update {"name": "desk"}

        """#

    private static let network = #"""
        vpcs.create {"name": "sweep", "region": "nyc3"} -> vpc_id = vpc.id
        vpcs.list
        vpcs.get
        vpcs.update {"name": "sweep-2", "description": "of the sweep"}
        vpcs.patch {"name": "sweep-3"}

        """#

    private static let machines = #"""
        tags.create {"name": "sweep"} -> tag_id = tag.name
        droplets.create {"name": "web-1", "region": "nyc3", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64",
            "vpc_uuid": "$vpc_id", "backups": true, "tags": ["web"]} -> droplet_id = droplet.id
        droplets.create {"names": ["web-2", "web-3", "web-4"], "region": "nyc3", "size": "s-1vcpu-1gb",
            "image": "ubuntu-24-04-x64", "tags": ["batch"]} -> second = droplets.0.id, third = droplets.1.id
        wait 60
        vpcs.list_members
        droplets.list
        droplets.get
        droplets.list_kernels
        droplets.list_backups
        droplets.list_firewalls
        droplets.list_neighbors
        droplets.list_neighbors_ids
        tags.assign_resources {"resources": [{"resource_id": "${droplet_id}", "resource_type": "droplet"}]}
        tags.list
        tags.get
        tags.unassign_resources {"resources": [{"resource_id": "${droplet_id}", "resource_type": "droplet"}]}
        droplet_actions.post {"type": "snapshot", "name": "web-1-snapshot"} -> action_id = action.id
        wait 60
        droplet_actions.list
        droplet_actions.get
        actions.list
        actions.get
        droplet_actions.post_by_tag tag_name=batch {"type": "power_cycle"}
        wait 60
        droplets.list_snapshots -> image_id = snapshots.0.id
        snapshots.list
        snapshots.get snapshot_id=${image_id}
        images.get
        images.update {"name": "web-image"}
        image_actions.post {"type": "transfer", "region": "fra1"} -> action_id = action.id
        wait 60
        image_actions.list
        image_actions.get
        images.create_custom {"name": "base", "url": "https://www.example.com/base.qcow2", "region": "nyc3",
            "distribution": "Ubuntu"} -> image = image.id
        wait 60
        images.delete image_id=${image}
        missing images.get image_id=${image}
        snapshots.delete snapshot_id=${image_id}
        missing snapshots.get snapshot_id=${image_id}

        """#

    private static let storage = #"""
        volumes.create {"name": "data", "region": "nyc3", "size_gigabytes": 10} -> volume_id = volume.id
        volumes.list
        volumes.get
        volume_actions.post_by_id {"type": "attach", "droplet_id": "$droplet_id", "region": "nyc3"}
            -> action_id = action.id
        wait 60
        volume_actions.list
        volume_actions.get
        volume_snapshots.create {"name": "data-1"} -> snapshot_id = snapshot.id
        volume_snapshots.list
        volume_snapshots.get_by_id
        volume_snapshots.delete_by_id
        missing volume_snapshots.get_by_id
        volume_actions.post {"type": "detach", "volume_name": "data", "droplet_id": "$droplet_id", "region": "nyc3"}
        wait 60
        volumes.delete
        missing volumes.get
        volumes.create {"name": "scratch", "region": "nyc3", "size_gigabytes": 1}
        volumes.delete_by_name name=scratch region=nyc3

        """#

    private static let addresses = #"""
        reserved_ips.create {"region": "nyc3"} -> reserved_ip = reserved_ip.ip
        wait 20
        reserved_ips.list
        reserved_ips.get
        reserved_ips_actions.post {"type": "assign", "droplet_id": "$droplet_id"} -> action_id = action.id
        wait 20
        reserved_ips_actions.list
        reserved_ips_actions.get
        reserved_ips_actions.post {"type": "unassign"}
        wait 20
        reserved_ips.delete
        missing reserved_ips.get
        floating_ips.create {"region": "nyc3"} -> floating_ip = floating_ip.ip
        wait 20
        floating_ips.list
        floating_ips.get
        floating_ips_action.post {"type": "assign", "droplet_id": "$droplet_id"} -> action_id = action.id
        wait 20
        floating_ips_action.list
        floating_ips_action.get
        floating_ips_action.post {"type": "unassign"}
        wait 20
        floating_ips.delete
        missing floating_ips.get
        firewalls.create {"name": "web", "droplet_ids": ["$second"], "inbound_rules":
            [{"protocol": "tcp", "ports": "22", "sources": {"addresses": ["192.0.2.0/24"]}}], "outbound_rules":
            [{"protocol": "tcp", "ports": "all", "destinations": {"addresses": ["0.0.0.0/0"]}}]}
            -> firewall_id = firewall.id
        wait 20
        firewalls.list
        firewalls.get
        firewalls.update {"name": "web", "inbound_rules":
            [{"protocol": "tcp", "ports": "22", "sources": {"addresses": ["192.0.2.0/24"]}}]}
        firewalls.assign_droplets {"droplet_ids": ["$droplet_id"]}
        firewalls.delete_droplets {"droplet_ids": ["$droplet_id"]}
        firewalls.add_tags {"tags": ["web"]}
        firewalls.delete_tags {"tags": ["web"]}
        firewalls.add_rules {"inbound_rules":
            [{"protocol": "tcp", "ports": "80", "sources": {"addresses": ["0.0.0.0/0"]}}]}
        firewalls.delete_rules {"inbound_rules":
            [{"protocol": "tcp", "ports": "80", "sources": {"addresses": ["0.0.0.0/0"]}}]}
        wait 20
        firewalls.delete
        missing firewalls.get
        load_balancers.create {"name": "front", "region": "nyc3", "droplet_ids": ["$second"], "forwarding_rules":
            [{"entry_protocol": "http", "entry_port": 80, "target_protocol": "http", "target_port": 8080}]}
            -> lb_id = load_balancer.id
        wait 60
        load_balancers.list
        load_balancers.get
        load_balancers.add_droplets {"droplet_ids": ["$third"]}
        load_balancers.remove_droplets {"droplet_ids": ["$third"]}
        load_balancers.add_forwarding_rules {"forwarding_rules":
            [{"entry_protocol": "tcp", "entry_port": 3306, "target_protocol": "tcp", "target_port": 3306}]}
        load_balancers.remove_forwarding_rules {"forwarding_rules":
            [{"entry_protocol": "tcp", "entry_port": 3306, "target_protocol": "tcp", "target_port": 3306}]}
        load_balancers.update {"name": "front", "region": "nyc3", "droplet_ids": ["$third"], "forwarding_rules":
            [{"entry_protocol": "http", "entry_port": 80, "target_protocol": "http", "target_port": 8080}]}
        load_balancers.delete
        missing load_balancers.get

        """#

    private static let names = #"""
        domains.create {"name": "example.com", "ip_address": "192.0.2.10"} -> domain_name = domain.name
        domains.list
        domains.get
        domains.create_record {"type": "A", "name": "www", "data": "192.0.2.11", "priority": null, "port": null,
            "weight": null, "flags": null, "tag": null} -> domain_record_id = domain_record.id
        domains.list_records
        domains.get_record
        domains.update_record {"type": "A", "name": "www", "data": "192.0.2.12"}
        domains.patch_record {"type": "A", "name": "blog"}
        domains.delete_record
        missing domains.get_record
        certificates.create {"name": "web-cert", "type": "lets_encrypt", "dns_names": ["www.example.com"]}
            -> certificate_id = certificate.id
        wait 60
        certificates.list
        certificates.get
        cdn.create_endpoint {"origin": "images.nyc3.digitaloceanspaces.com"} -> cdn_id = endpoint.id
        cdn.list_endpoints
        cdn.get_endpoint
        cdn.update_endpoints {"ttl": 600}
        cdn.purge_cache {"files": ["images/*"]}
        cdn.delete_endpoint
        missing cdn.get_endpoint
        certificates.delete
        missing certificates.get
        domains.delete
        missing domains.get

        """#

    private static let projects = #"""
        projects.create {"name": "sweep", "purpose": "Web Application", "environment": "Development"}
            -> project_id = project.id
        projects.list
        projects.get
        projects.assign_resources {"resources": ["do:droplet:${droplet_id}"]}
        projects.list_resources
        projects.get_default
        projects.assign_resources_default {"resources": ["do:droplet:${droplet_id}"]}
        projects.list_resources_default
        projects.update {"name": "sweep", "description": "of the sweep", "purpose": "Web Application",
            "environment": "Staging", "is_default": false}
        projects.patch {"name": "sweep-2"}
        projects.update_default {"name": "first", "description": "the default one", "purpose": "Web Application",
            "environment": "Production", "is_default": true}
        projects.patch_default {"description": "of old"}
        projects.delete
        missing projects.get

        """#

    private static let watching = #"""
        monitoring.create_alert_policy +{"entities": ["${droplet_id}"]} -> alert_uuid = policy.uuid
        monitoring.list_alert_policy
        monitoring.get_alert_policy
        monitoring.update_alert_policy +{"entities": ["${droplet_id}"]}
        monitoring.get_droplet_bandwidth_metrics host_id=${droplet_id} start=1773140000 end=1773143600
        monitoring.get_droplet_cpu_metrics host_id=${droplet_id} start=1773140000 end=1773143600
        monitoring.get_droplet_filesystem_free_metrics host_id=${droplet_id} start=1773140000 end=1773143600
        monitoring.get_droplet_filesystem_size_metrics host_id=${droplet_id} start=1773140000 end=1773143600
        monitoring.get_droplet_load1_metrics host_id=${droplet_id} start=1773140000 end=1773143600
        monitoring.get_droplet_load5_metrics host_id=${droplet_id} start=1773140000 end=1773143600
        monitoring.get_droplet_load15_metrics host_id=${droplet_id} start=1773140000 end=1773143600
        monitoring.get_droplet_memory_available_metrics host_id=${droplet_id} start=1773140000 end=1773143600
        monitoring.get_droplet_memory_cached_metrics host_id=${droplet_id} start=1773140000 end=1773143600
        monitoring.get_droplet_memory_free_metrics host_id=${droplet_id} start=1773140000 end=1773143600
        monitoring.get_droplet_memory_total_metrics host_id=${droplet_id} start=1773140000 end=1773143600
        monitoring.delete_alert_policy
        missing monitoring.get_alert_policy
        uptime.create_check -> check_id = check.id
        uptime.list_checks
        uptime.get_check
        uptime.get_check_state
        uptime.update_check {"name": "front page"}
        uptime.create_alert +{"threshold": 300, "comparison": "greater_than"} -> alert_id = alert.id
        uptime.list_alerts
        uptime.get_alert
        uptime.update_alert +{"threshold": 200, "comparison": "greater_than"}
        uptime.delete_alert
        missing uptime.get_alert
        uptime.delete_check
        missing uptime.get_check

        """#

    private static let databases = #"""
        databases.list_options
        databases.create_cluster {"name": "moon", "engine": "pg", "version": "16", "num_nodes": 2,
            "size": "db-s-2vcpu-4gb", "region": "nyc3"} -> database_cluster_uuid = database.id
        databases.create_cluster {"name": "sun", "engine": "mysql", "num_nodes": 1, "size": "db-s-1vcpu-1gb",
            "region": "nyc3"} -> mysql = database.id
        databases.create_cluster {"name": "star", "engine": "valkey", "num_nodes": 1, "size": "db-s-1vcpu-1gb",
            "region": "nyc3"} -> valkey = database.id
        wait 60
        databases.list_clusters
        databases.get_cluster
        databases.get_ca
        databases.list_backups
        databases.get_config
        databases.patch_config {"config": {"backup_hour": 3}}
        databases.update_firewall_rules {"rules": [{"type": "ip_addr", "value": "192.0.2.1"}]}
        databases.list_firewall_rules
        databases.update_maintenance_window {"day": "tuesday", "hour": "14:00"}
        databases.add_user {"name": "app"} -> username = user.name
        databases.list_users
        databases.get_user
        databases.reset_auth {}
        databases.delete_user
        missing databases.get_user
        databases.add {"name": "shop"} -> database_name = db.name
        databases.list
        databases.get
        databases.add_connection_pool {"name": "pool", "mode": "transaction", "size": 10, "db": "shop",
            "user": "doadmin"} -> pool_name = pool.name
        databases.list_connection_pools
        databases.get_connection_pool
        databases.update_connection_pool {"mode": "session", "size": 8, "db": "shop"}
        databases.delete_connection_pool
        missing databases.get_connection_pool
        databases.delete
        missing databases.get
        databases.create_replica {"name": "copy", "size": "db-s-2vcpu-4gb"} -> replica_name = replica.name
        wait 60
        databases.list_replicas
        databases.get_replica
        databases.promote_replica
        wait 60
        databases.create_replica {"name": "second-copy", "size": "db-s-2vcpu-4gb"} -> replica_name = replica.name
        wait 60
        databases.destroy_replica
        missing databases.get_replica
        databases.update_online_migration {"source": {"host": "old.example.com", "port": 5432, "dbname": "defaultdb",
            "username": "doadmin", "password": "example-password"}} -> migration_id = id
        databases.get_migration_status
        databases.delete_online_migration
        wait 60
        databases.update_cluster_size {"size": "db-s-4vcpu-8gb", "num_nodes": 2}
        wait 60
        databases.update_region {"region": "fra1"}
        wait 60
        databases.update_major_version {"version": "17"}
        wait 60
        databases.update_sql_mode database_cluster_uuid=${mysql} {"sql_mode": "ANSI,TRADITIONAL"}
        databases.get_sql_mode database_cluster_uuid=${mysql}
        databases.update_eviction_policy database_cluster_uuid=${valkey} {"eviction_policy": "allkeys_lru"}
        databases.get_eviction_policy database_cluster_uuid=${valkey}
        databases.destroy_cluster
        missing databases.get_cluster

        """#

    private static let functions = #"""
        functions.create_namespace {"label": "jobs", "region": "nyc1"} -> namespace_id = namespace.namespace
        functions.list_namespaces
        functions.get_namespace
        functions.create_trigger -> trigger_name = trigger.name
        functions.list_triggers
        functions.get_trigger
        functions.update_trigger {"is_enabled": false}
        functions.delete_trigger
        missing functions.get_trigger
        functions.create_access_key {"name": "ci"} -> key_id = access_key.id
        functions.list_access_keys
        functions.update_access_key {"name": "ci-2"}
        functions.delete_access_key
        functions.delete_namespace
        missing functions.get_namespace

        """#

    private static let registry = #"""
        registry.validate_name {"name": "moon"}
        registry.create {"name": "moon", "subscription_tier_slug": "basic"} -> registry_name = registry.name
        seed {"repositories": 2}
        registry.get
        registry.get_docker_credentials
        registry.get_options
        registry.get_subscription
        registry.update_subscription {"tier_slug": "professional"}
        registry.list_repositories -> repository_name = repositories.1.name
        registry.list_repositories_v2
        registry.list_repository_tags -> repository_tag = tags.0.tag
        registry.delete_repository_tag
        registry.list_repository_manifests -> manifest_digest = manifests.0.digest
        registry.delete_repository_manifest
        registry.run_garbage_collection {"type": "untagged manifests and unreferenced blobs"}
            -> garbage_collection_uuid = garbage_collection.uuid
        registry.get_garbage_collection
        registry.list_garbage_collections
        registry.update_garbage_collection {"cancel": true}
        wait 20

        """#

    private static let kubernetes = #"""
        kubernetes.list_options
        kubernetes.create_cluster {"name": "moon", "region": "nyc1", "version": "1.32",
            "node_pools": [{"name": "workers", "size": "s-1vcpu-2gb", "count": 3}]}
            -> cluster_id = kubernetes_cluster.id
        kubernetes.create_cluster {"name": "sun", "region": "nyc1", "version": "latest",
            "node_pools": [{"name": "workers", "size": "s-1vcpu-2gb", "count": 1}]} -> sun = kubernetes_cluster.id
        kubernetes.create_cluster {"name": "star", "region": "nyc1", "version": "latest",
            "node_pools": [{"name": "workers", "size": "s-1vcpu-2gb", "count": 1}]} -> star = kubernetes_cluster.id
        wait 60
        kubernetes.list_clusters
        kubernetes.get_cluster
        kubernetes.update_cluster {"name": "moon", "tags": ["production"]}
        kubernetes.get_kubeconfig
        kubernetes.get_credentials
        kubernetes.get_cluster_user
        kubernetes.get_available_upgrades -> version = available_upgrade_versions.0.slug
        kubernetes.upgrade_cluster {"version": "$version"}
        wait 60
        kubernetes.add_node_pool {"name": "extra", "size": "s-1vcpu-2gb", "count": 3}
            -> node_pool_id = node_pool.id, node_id = node_pool.nodes.0.id, other = node_pool.nodes.1.id
        wait 60
        kubernetes.list_node_pools
        kubernetes.get_node_pool
        kubernetes.update_node_pool {"name": "extra", "count": 4}
        kubernetes.delete_node
        kubernetes.recycle_node_pool {"nodes": ["$other"]}
        wait 60
        kubernetes.delete_node_pool
        missing kubernetes.get_node_pool
        kubernetes.run_cluster_lint {"include_groups": ["basic"]} -> run = run_id
        wait 60
        kubernetes.get_cluster_lint_results run_id=${run}
        kubernetes.add_registry {"cluster_uuids": ["$cluster_id"]}
        kubernetes.remove_registry {"cluster_uuids": ["$cluster_id"]}
        one_clicks.install_kubernetes {"addon_slugs": ["loki"], "cluster_uuid": "$cluster_id"}
        kubernetes.list_associated_resources
        kubernetes.destroy_associated_resources_selective {"volumes": []}
        kubernetes.destroy_associated_resources_dangerous cluster_id=${sun}
        kubernetes.delete_cluster cluster_id=${star}
        missing kubernetes.get_cluster cluster_id=${star}
        missing kubernetes.get_cluster
        registry.delete
        missing registry.get

        """#

    private static let apps = #"""
        apps.list_regions
        apps.list_instance_sizes -> slug = instance_sizes.0.slug
        apps.get_instance_size
        apps.list_tiers
        apps.get_tier slug=basic
        apps.validate_app_spec
        apps.create -> app_id = app.id, id = app.id
        wait 60
        apps.list
        apps.get
        apps.list_deployments -> old = deployments.0.id
        apps.create_deployment {"force_build": true} -> deployment_id = deployment.id
        wait 60
        apps.get_deployment
        apps.get_logs component_name=web type=RUN
        apps.get_logs_aggregate type=RUN
        apps.get_logs_active_deployment component_name=web type=RUN
        apps.get_logs_active_deployment_aggregate type=RUN
        apps.list_alerts -> alert_id = alerts.0.id
        apps.assign_alert_destinations {"emails": ["ops@example.com"]}
        apps.get_metrics_bandwidth_daily
        apps.list_metrics_bandwidth_daily {"app_ids": ["$app_id"]}
        apps.validate_rollback {"deployment_id": "$old"}
        apps.create_rollback {"deployment_id": "$old"}
        wait 60
        apps.commit_rollback
        apps.create_rollback {"deployment_id": "$deployment_id"}
        wait 60
        apps.revert_rollback
        wait 60
        apps.update -> deployment_id = app.pending_deployment.id
        apps.cancel_deployment
        apps.delete
        missing apps.get

        """#

    private static let endings = #"""
        droplets.list_associated_resources
        droplets.destroy_with_associated_resources_selective {}
        droplets.get_destroy_associated_resources_status
        wait 60
        volumes.create {"name": "held", "region": "nyc3", "size_gigabytes": 10} -> volume_id = volume.id
        volume_actions.post_by_id {"type": "attach", "droplet_id": "$second", "region": "nyc3"}
        wait 60
        droplets.destroy_with_associated_resources_dangerous droplet_id=${second}
        wait 4
        volume_actions.post_by_id {"type": "resize", "size_gigabytes": 20}
        wait 4
        droplets.destroy_retry_with_associated_resources droplet_id=${second}
        wait 60
        droplets.destroy droplet_id=${third}
        missing droplets.get droplet_id=${third}
        droplets.destroy_by_tag tag_name=batch
        wait 60
        vpcs.delete
        missing vpcs.get
        tags.delete
        missing tags.get
        ssh_keys.delete
        missing ssh_keys.get

        """#
}
