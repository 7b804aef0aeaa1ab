import JSON

/// The group `cdn`: endpoints that deliver what is in a Spaces bucket.
enum CDN {
    static let family = Family("cdn", kinds: [kind, purges], handlers: handlers, seeds: ["cdn_endpoints": seed])

    static let kind = ResourceKind(
        "cdn.endpoint", shownBy: "cdn.get_endpoint", parameter: "cdn_id", nameField: "origin"
    ).with { kind in
        kind.takenName = .unprocessable("there is a CDN endpoint for this origin already")
        kind.attributes = { [Certificates.use: [$0.document.string("certificate_id") ?? ""].filter { !$0.isEmpty }] }
        kind.children = ["cdn.purge"]
    }

    private static let seed = SeedRequest.seed("cdn.create_endpoint") { number in
        ["origin": .string("seed-\(number).nyc3.digitaloceanspaces.com")]
    }

    private static let handlers: [String: Handler] = [
        "cdn.list_endpoints": kind.list(),
        "cdn.get_endpoint": kind.get(),
        "cdn.create_endpoint": kind.create { call, connection in
            var document = call.input
            document["endpoint"] = .string(try host(for: document.string("origin") ?? ""))
            document["created_at"] = call.moment.time
            return try settled(document, &connection)
        },
        "cdn.update_endpoints": kind.update { endpoint, call, connection in
            endpoint.document = try settled(endpoint.document.merging(call.changes), &connection)
        },
        "cdn.delete_endpoint": kind.delete(),
        "cdn.purge_cache": .changing { call, connection in
            let endpoint = try connection.get(kind, for: call)
            try connection.purge(call.input.strings("files"), of: endpoint, call)
            return call.answer()
        }
    ]

    /// Where the copies of a bucket are read: `moon.nyc3.spaces.example.com` gives `moon.nyc3.cdn.spaces.example.com`.
    private static func host(for origin: String) throws(Refusal) -> String {
        let labels = origin.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard labels.count >= 4, DomainName.isRegistrable(origin), Region.named(labels[1]) != nil else {
            throw .unprocessable(
                "origin must be the host name of a Spaces bucket, as in BUCKET.nyc3.digitaloceanspaces.com")
        }
        return (labels.prefix(2) + ["cdn"] + labels.dropFirst(2)).joined(separator: ".")
    }

    /// The settings with a custom domain and its certificate, or without both; empty texts take them away.
    private static func settled(_ document: JSONObject, _ connection: inout Connection) throws -> JSONObject {
        var document = document
        for name in ["custom_domain", "certificate_id"] where document.string(name) == "" { document[name] = nil }
        guard (document["custom_domain"] == nil) == (document["certificate_id"] == nil) else {
            throw Refusal.unprocessable("a custom domain and its certificate must be given together")
        }
        if let domain = document.string("custom_domain"), !DomainName.isRegistrable(domain) {
            throw Refusal.unprocessable("\"\(domain)\" is not a valid domain name")
        }
        if let id = document.string("certificate_id"), try connection.find(Certificates.kind, id) == nil {
            throw Refusal.unprocessable("there is no certificate \"\(id)\"")
        }
        return document
    }
}
