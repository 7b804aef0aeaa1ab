import JSON

/// The registries themselves.
extension Registry {
    static let registryHandlers = ofOneRegistry.merging(ofSeveralRegistries) { first, _ in first }.merging(
        inBothGroups([
            "validate_name": .reading { call, connection in
                guard try connection.find(kind, call.input.string("name") ?? "") == nil else {
                    throw Refusal(status: 409, id: "conflict", message: "the name is taken")
                }
                return call.answer()
            }
        ])
    ) { first, _ in first }

    /// Of the older group, for the account's only registry.
    private static let ofOneRegistry: [String: Handler] = [
        "registry.create": .changing { call, connection in
            let registry = try connection.createRegistry(call.input, at: call.moment)
            return try call.answer(connection.withSubscription(registry))
        },
        "registry.get": .reading { call, connection in
            try call.answer(connection.withSubscription(connection.onlyRegistry()))
        },
        "registry.delete": .changing { call, connection in
            try connection.deleteRegistry(connection.onlyRegistry(), at: call.moment)
            return call.answer()
        },
        "registry.get_docker_credentials": Handler { call, _ in try call.answer(credentials(call)) }
    ]

    private static let ofSeveralRegistries: [String: Handler] = [
        "registries.list": .reading { call, connection in
            let registries = try connection.all(kind).map { try connection.withSubscription($0) }
            return try call.answer(.array(registries))
        },
        "registries.create": .changing { call, connection in
            try call.answer(connection.createRegistry(call.input, at: call.moment))
        },
        "registries.get": kind.get(),
        "registries.delete": .changing { call, connection in
            try connection.deleteRegistry(connection.get(kind, for: call), at: call.moment)
            return call.answer()
        },
        "registries.get_docker_credentials": .reading { call, connection in
            _ = try connection.get(kind, for: call)
            return try call.answer(credentials(call))
        }
    ]

    /// User and password are one token, as the vendor's are; it opens nothing.
    private static func credentials(_ call: Call) -> JSONValue {
        let token = call.services.randomness.hexadecimal(64)
        return ["registry.digitalocean.com": ["auth": .string(Base64.encode(Array("\(token):\(token)".utf8)))]]
    }
}

extension Connection {
    /// - Throws: `Refusal` 422 where the name is taken, or the tier has room for no other registry.
    fileprivate mutating func createRegistry(_ input: JSONObject, at moment: Moment) throws -> Resource {
        let isFirst = try total(Registry.kind) == 0
        if let tier = input.string("subscription_tier_slug") ?? (isFirst ? "starter" : nil) {
            try subscribe(to: tier, at: moment)
        }
        guard try isFirst || subscription()?.state.string("tier") == RegistryTier.professional.slug else {
            throw Refusal.unprocessable("more than one registry needs the tier professional")
        }
        return try create(
            Registry.kind,
            [
                "name": input["name"] ?? "", "created_at": moment.time, "region": input["region"] ?? "nyc3",
                "storage_usage_bytes": 0, "storage_usage_bytes_updated_at": moment.time
            ], at: moment)
    }

    /// The subscription ends with the last registry.
    fileprivate mutating func deleteRegistry(_ registry: Resource, at moment: Moment) throws {
        try disconnectClusters(from: registry.id, at: moment)
        try delete(registry, moment.services)
        guard try total(Registry.kind) == 0, let subscription = try subscription() else { return }
        try delete(subscription, moment.services)
    }

    /// - Throws: `Refusal` 404 where there is none, 412 where there are several.
    mutating func onlyRegistry() throws -> Resource {
        let registries = try all(Registry.kind)
        guard registries.count <= 1 else {
            throw Refusal.preconditionFailed(
                "This API knows one registry only, and the account has several: use the one for registries.")
        }
        guard let registry = registries.first else { throw Refusal.missing }
        return registry
    }

    fileprivate mutating func withSubscription(_ registry: Resource) throws -> JSONValue {
        let subscription = try subscription().map(Registry.document) ?? [:]
        return .object(registry.document.merging(["subscription": .object(subscription)]))
    }
}
