/// The groups `registry` and `registries`: the older one has the account's only registry where the newer one names it.
enum Registry {
    static let family = Family(
        "registry", kinds: [kind, repositories, tags, manifests, collections, subscriptions], handlers: handlers,
        transitions: [collecting: collect], seeds: ["repositories": seed])

    static let kind = ResourceKind(
        "registries.registry", shownBy: "registries.get", parameter: "registry_name", identifiers: .given,
        identifierField: "name", nameField: nil
    ).with { kind in
        kind.children = [repositoryName, "registries.garbage_collection"]
        kind.takenName = .unprocessable("a registry of this name exists already")
        kind.attributes = { [Attribute.region: [$0.document.string("region") ?? ""]] }
    }

    static let repositories = ResourceKind(
        repositoryName, shownBy: "registries.list_repositories_v2", parameter: "repository_name", in: kind,
        identifiers: .given, identifierField: "name", nameField: nil
    ).with { $0.children = ["registries.tag", "registries.manifest"] }

    static let tags = ResourceKind(
        "registries.tag", shownBy: "", parameter: "repository_tag", in: repositories, identifiers: .given,
        identifierField: "tag", nameField: nil
    ).with { kind in kind.attributes = { [digest: [$0.document.string("manifest_digest") ?? ""]] } }

    static let manifests = ResourceKind(
        "registries.manifest", shownBy: "", parameter: "manifest_digest", in: repositories, identifiers: .given,
        identifierField: "digest", nameField: nil)

    static let collections = ResourceKind(
        "registries.garbage_collection", shownBy: "registries.get_garbage_collection",
        parameter: "garbage_collection_uuid", in: kind, identifierField: "uuid", nameField: nil)

    /// The account's subscription, of which there is one or none; its state has the tier.
    static let subscriptions = ResourceKind("registries.subscription", shownBy: "", parameter: "", nameField: nil)

    /// The attribute of a tag that names the manifest it stands for.
    static let digest = "digest"
    /// The kind of the agenda's entries that take a garbage collection on.
    static let collecting = "registry.collecting"

    private static let repositoryName = "registries.repository"

    private static let handlers: [String: Handler] = [
        registryHandlers, subscriptionHandlers, repositoryHandlers, collectionHandlers
    ].reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } }

    /// Handlers that both groups have under one name.
    static func inBothGroups(_ handlers: [String: Handler]) -> [String: Handler] {
        var all: [String: Handler] = [:]
        for (name, handler) in handlers {
            all["registry." + name] = handler
            all["registries." + name] = handler
        }
        return all
    }
}
