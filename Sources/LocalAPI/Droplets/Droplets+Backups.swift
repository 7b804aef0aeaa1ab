import JSON

/// Backups of droplets, which are taken at the start of each window.
extension Connection {
    /// Begins to take backups, or takes them at other times. The caller saves the droplet.
    mutating func enableBackups(of droplet: inout Resource, _ policy: BackupPolicy, _ moment: Moment) throws {
        let features = droplet.document.strings("features")
        if !features.contains("backups") { droplet["features"] = .strings(features + ["backups"]) }
        droplet.state["backup_policy"] = .object(policy.document)
        try scheduleBackup(of: &droplet, policy, moment)
    }

    /// Stops taking backups; those that were taken stay. The caller saves the droplet.
    mutating func disableBackups(of droplet: inout Resource) throws {
        droplet["features"] = .strings(droplet.document.strings("features").filter { $0 != "backups" })
        droplet["next_backup_window"] = .null
        droplet.state["backup_policy"] = nil
        try unschedule("droplets.backup", of: droplet)
    }

    fileprivate mutating func scheduleBackup(
        of droplet: inout Resource, _ policy: BackupPolicy, _ moment: Moment
    ) throws {
        let start = policy.nextStart(after: moment.now)
        droplet["next_backup_window"] = policy.window(from: start, moment)
        try unschedule("droplets.backup", of: droplet)
        try schedule("droplets.backup", due: start, of: droplet)
    }
}

extension Droplets {
    /// Takes a backup, and drops those that are too old.
    static let takeBackup: Transition = { entry, moment, connection in
        let before = try connection.resource(of: entry, kind)
        _ = try connection.takeImage(of: before, "backup", named: nil, moment)
        let policy = BackupPolicy(before.state.object("backup_policy"))
        let backups = try connection.all(Images.kind, Connection.images(ofDroplet: before.id, "backup"))
        for backup in backups.dropLast(policy.retainedBackups) { try connection.deleteImage(backup, moment) }
        var droplet = try connection.resource(of: entry, kind)
        try connection.scheduleBackup(of: &droplet, policy, moment)
        try connection.save(droplet, at: moment)
    }
}

extension Resource {
    /// Whether backups of a droplet are taken.
    var hasBackups: Bool { state["backup_policy"] != nil }

    /// What the API tells of a droplet's backups.
    var backupPolicyDocument: JSONObject {
        var document: JSONObject = [
            "droplet_id": jsonID, "backup_enabled": .bool(hasBackups),
            "next_backup_window": self["next_backup_window"] ?? .null
        ]
        document["backup_policy"] = state["backup_policy"]
        return document
    }
}
