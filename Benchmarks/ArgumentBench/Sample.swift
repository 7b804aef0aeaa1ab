/// A call that is measured.
struct Sample {
    var operation: String
    /// The table of arguments, as JSON.
    var arguments: String
    /// Whether the local API answers it; otherwise an example does.
    var isServed = false

    static let all = [
        Sample(
            operation: "functions.create_trigger",
            arguments: """
                {"namespace_id": "fn-1", "name": "nightly", "function": "reports/nightly", "type": "SCHEDULED",
                 "is_enabled": true, "scheduled_details": {"cron": "15 3 * * 1-5", "body": {"name": "report"}}}
                """, isServed: true),
        Sample(
            operation: "droplets.create",
            arguments: """
                {"name": "web-01.example.com", "region": "nyc3", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64",
                 "ssh_keys": [289794, "3b:16:e4:bf:8b:00:8b:b8:59:8c:a9:d3:f0:19:fa:45"], "backups": true, "ipv6": true,
                 "monitoring": true, "tags": ["env:prod", "web"], "vpc_uuid": "760e09ef-dc84-11e8-981e-3cfdfeaae000"}
                """),
        Sample(
            operation: "firewalls.create",
            arguments: """
                {"name": "firewall", "droplet_ids": [8043964, 8043965], "tags": ["web"], "inbound_rules": [
                   {"protocol": "tcp", "ports": "80", "sources": {"load_balancer_uids": ["4de7ac8b-495b"]}},
                   {"protocol": "tcp", "ports": "22", "sources": {"tags": ["gateway"], "addresses": ["18.0.0.0/8"]}}],
                 "outbound_rules": [
                   {"protocol": "tcp", "ports": "80", "destinations": {"addresses": ["0.0.0.0/0", "::/0"]}}]}
                """),
        Sample(operation: "apps.create", arguments: #"{"spec": \#(specification)}"#)
    ]

    /// About a hundred lines of an app's specification.
    private static let specification = """
        {"name": "web-app", "region": "nyc", "domains": [{"domain": "app.example.com", "type": "PRIMARY"}],
         "services": [\((1...3).map(service).joined(separator: ",\n"))],
         "databases": [{"name": "db", "engine": "PG", "production": true, "cluster_name": "main"}]}
        """

    private static func service(_ number: Int) -> String {
        let variables = (1...6).map { index in
            #"{"key": "VARIABLE_\#(index)", "value": "value \#(index)", "scope": "RUN_TIME", "type": "GENERAL"}"#
        }
        return """
            {"name": "service-\(number)", "instance_count": 2, "instance_size_slug": "basic-xs", "http_port": 8080,
             "github": {"repo": "example/app", "branch": "main", "deploy_on_push": true},
             "run_command": "bin/serve", "environment_slug": "node-js", "envs": [\(variables.joined(separator: ", "))],
             "health_check": {"http_path": "/health", "port": 8080, "period_seconds": 10}}
            """
    }
}
