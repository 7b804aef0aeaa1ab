import JSON

/// The group `ssh_keys`.
enum SSHKeys {
    static let family = Family("ssh_keys", kinds: [kind], handlers: handlers, seeds: ["ssh_keys": seed])

    static let kind = ResourceKind(
        "ssh_keys.key", shownBy: "ssh_keys.get", parameter: "ssh_key_identifier", identifiers: .integers(from: 512_190)
    ).with { kind in
        kind.attributes = { ["fingerprint": [$0.document.string("fingerprint") ?? ""]] }
    }

    private static let handlers: [String: Handler] = [
        "ssh_keys.list": kind.list(),
        "ssh_keys.get": .reading { call, connection in try call.answer(connection.key(call)) },
        "ssh_keys.create": kind.create { call, connection in
            let key = try PublicKey(call.input.string("public_key") ?? "")
            guard try connection.first(kind, .attribute("fingerprint", key.fingerprint)) == nil else {
                throw Refusal.unprocessable("SSH Key is already in use on your account")
            }
            return call.input.merging(["fingerprint": .string(key.fingerprint)])
        },
        "ssh_keys.update": .changing { call, connection in
            var key = try connection.key(call)
            key.document = key.document.merging(call.changes)
            try connection.save(key, at: call.moment)
            return try call.answer(key)
        },
        "ssh_keys.delete": .changing { call, connection in
            try connection.delete(connection.key(call), call.services)
            return call.answer()
        }
    ]

    private static let seed: Seed = { count, moment, connection in
        try (0..<count).map { _ in
            let key = PublicKey(ed25519: moment.services.randomness.bytes(32))
            let document: JSONObject = [
                "name": .string("seed-\(key.fingerprint.prefix(8))"), "public_key": .string(key.text),
                "fingerprint": .string(key.fingerprint)
            ]
            return try connection.create(kind, document, at: moment).id
        }
    }
}

extension Connection {
    /// The SSH key of this identifier or fingerprint; nil where there is none.
    mutating func findSSHKey(_ identifier: String) throws -> Resource? {
        guard identifier.contains(":") else { return try find(SSHKeys.kind, identifier) }
        return try first(SSHKeys.kind, .attribute("fingerprint", identifier.lowercased()))
    }

    fileprivate mutating func key(_ call: Call) throws -> Resource {
        guard let key = try findSSHKey(call.argument(SSHKeys.kind.parameter)) else { throw Refusal.missing }
        return key
    }
}
