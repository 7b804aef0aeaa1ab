import JSON

/// The databases of clusters, and who can sign in.
extension Databases {
    static let databaseHandlers: [String: Handler] = [
        "databases.list": databases.list(),
        "databases.get": databases.get(),
        "databases.add": databases.create { call, connection in
            let cluster = try connection.get(kind, for: call)
            try cluster.engine().require(.databases, "databases")
            try checkName(call.input.string("name") ?? "")
            return call.input
        },
        "databases.delete": databases.delete { database, _, connection in
            for pool in try connection.all(pools, of: database.parent) where pool["db"] == .string(database.id) {
                throw Refusal.unprocessable("the connection pool \(pool.id) uses the database \(database.id)")
            }
        }
    ]

    static let userHandlers: [String: Handler] = [
        "databases.list_users": .reading { call, connection in
            let cluster = try connection.get(kind, for: call)
            let engine = try cluster.engine()
            let all = try connection.all(users, of: cluster.sequence)
            return try call.answer(.array(all.map { .object(engine.shown($0.document)) }))
        },
        "databases.get_user": .reading { call, connection in
            let engine = try connection.get(kind, for: call).engine()
            return try call.answer(.object(engine.shown(connection.get(users, for: call).document)))
        },
        "databases.add_user": .changing { call, connection in
            let cluster = try connection.get(kind, for: call)
            try cluster.engine().require(.users, "users")
            var input = call.input
            try checkName(input.string("name") ?? "")
            input["readonly"] = nil
            let user = try connection.makeUser(input, of: cluster, role: "normal", call.moment)
            return try call.answer(user)
        },
        "databases.update_user": users.update { user, call, _ in
            let settings = user.document.object("settings") ?? [:]
            user["settings"] = .object(settings.merging(call.input.object("settings") ?? [:]))
        },
        "databases.delete_user": users.delete { user, _, _ in
            if user["role"] == "primary" {
                throw Refusal.unprocessable("the user \(user.id) belongs to the cluster and cannot be deleted")
            }
        },
        "databases.reset_auth": users.update { user, call, connection in
            let engine = try connection.get(kind, for: call).engine()
            if let settings = call.changes["mysql_settings"] {
                try engine.require(.sqlMode, "mysql_settings")
                user["mysql_settings"] = settings
            }
            user["password"] = .string(password(call.moment))
        }
    ]

    static func password(_ moment: Moment) -> String { "AVNS_" + moment.services.randomness.alphanumeric(19) }
}

extension Connection {
    /// Makes a user with a new password.
    mutating func makeUser(
        _ input: JSONObject, of cluster: Resource, role: String, _ moment: Moment
    ) throws -> Resource {
        let engine = try cluster.engine()
        var user = input.merging(["role": .string(role), "password": .string(Databases.password(moment))])
        if engine.abilities.contains(.sqlMode), user["mysql_settings"] == nil {
            user["mysql_settings"] = ["auth_plugin": "caching_sha2_password"]
        }
        if engine.slug == "kafka" {
            user["access_cert"] = .string(PEM.text(DatabaseAuthority.certificate, label: "CERTIFICATE"))
            user["access_key"] = .string(PEM.text(moment.services.randomness.bytes(48), label: "PRIVATE KEY"))
        }
        return try create(Databases.users, user, of: cluster.sequence, at: moment)
    }
}
