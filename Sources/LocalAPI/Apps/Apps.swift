import JSON

/// The group `apps`. An app's deployments and alerts are resources of their own; which deployment is active, in progress or
/// pinned is in the app's state, and put into its document when that is read.
enum Apps {
    static let family = Family(
        "apps", kinds: [kind, deployments, alerts], handlers: handlers,
        transitions: [deploying: deploy, alertReady: Transitions.setting(["phase": "ACTIVE"], of: alerts)],
        seeds: ["apps": seed])

    static let kind = ResourceKind("apps.app", shownBy: "apps.get", parameter: "app_id", nameField: nil).with { kind in
        kind.urnType = "app"
        kind.otherParameters = ["id"]
        kind.children = ["apps.deployment", "apps.alert"]
        kind.attributes = { app in
            let spec = app.document.object("spec")
            return [
                name: spec?.string("name").map { [$0] } ?? [],
                Attribute.region: spec?.string("region").map { [$0] } ?? []
            ]
        }
    }

    private static let seed = SeedRequest.seed("apps.create") { number in
        [
            "spec": [
                "name": .string("seed-\(number)"), "region": "nyc",
                "services": [
                    ["name": "web", "git": ["repo_clone_url": "https://example.com/web.git", "branch": "main"]]
                ]
            ]
        ]
    }

    static let deployments = ResourceKind(
        "apps.deployment", shownBy: "apps.get_deployment", parameter: "deployment_id", in: kind, nameField: nil
    ).with { $0.otherParameters = ["event_id"] }

    static let alerts = ResourceKind("apps.alert", shownBy: "", parameter: "alert_id", in: kind, nameField: nil)

    /// The attribute with the name in an app's spec.
    static let name = "name"

    // The kinds of entries on the agenda.
    static let deploying = "apps.deploying"
    static let alertReady = "apps.alert_ready"

    private static let handlers: [String: Handler] = [
        appHandlers, deploymentHandlers, rollbackHandlers, logHandlers, containerHandlers, eventHandlers, alertHandlers,
        bandwidthHandlers, referenceHandlers
    ].reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } }
}
