import JSON

/// The copying of a database from elsewhere. It runs, follows the source for a while, and is done; from a host below
/// `.invalid`, which leads nowhere (RFC 6761), it fails.
extension Databases {
    static let migrationHandlers: [String: Handler] = [
        "databases.get_migration_status": .reading { call, connection in
            let cluster = try connection.get(kind, for: call)
            guard let last = try connection.all(migrations, of: cluster.sequence).last else { throw Refusal.missing }
            return try call.answer(last)
        },
        "databases.update_online_migration": .changing { call, connection in
            let cluster = try connection.get(kind, for: call)
            try cluster.engine().require(.migration, "online migrations")
            try cluster.requireOnline()
            let source = call.input.object("source") ?? [:]
            guard let host = source.string("host"), !host.isEmpty, source.integer("port") != nil else {
                throw Refusal.unprocessable("source needs a host and a port")
            }
            if try connection.all(migrations, of: cluster.sequence).contains(where: isInProgress) {
                throw Refusal.unprocessable("an online migration is in progress already")
            }
            let migration = try connection.create(
                migrations, ["status": "running", "created_at": call.moment.time], of: cluster.sequence,
                state: ["host": .string(host)], at: call.moment)
            try connection.schedule("databases.migration", after: 5, of: migration, at: call.moment)
            return try call.answer(migration)
        },
        "databases.delete_online_migration": .changing { call, connection in
            var migration = try connection.get(migrations, for: call)
            guard isInProgress(migration) else {
                let status = migration.document.string("status") ?? ""
                throw Refusal.unprocessable("the migration is not in progress, but \(status)")
            }
            migration["status"] = "canceled"
            try connection.unschedule("databases.migration", of: migration)
            try connection.save(migration, at: call.moment)
            return call.answer()
        }
    ]

    static let migrationStep: Transition = { entry, moment, connection in
        var migration = try connection.resource(of: entry, migrations)
        let isLost = migration.state.string("host")?.hasSuffix(".invalid") == true
        let next = migration["status"] == "running" ? (isLost ? "error" : "syncing") : "done"
        migration["status"] = .string(next)
        try connection.save(migration, at: moment)
        guard next == "syncing" else { return }
        try connection.schedule("databases.migration", after: 10, of: migration, at: moment)
    }

    private static func isInProgress(_ migration: Resource) -> Bool {
        ["running", "syncing"].contains(migration.document.string("status") ?? "")
    }
}
