import JSON

/// What actions do to droplets. A reboot and a new password leave nothing to be seen.
extension DropletActions {
    static let effects: [String: ActionEffect] = [
        "droplet.create": changing { droplet, _ in droplet["status"] = "active" },
        "droplet.power_on": changing { droplet, _ in droplet["status"] = "active" },
        "droplet.power_off": changing { droplet, _ in droplet["status"] = "off" },
        "droplet.shutdown": changing { droplet, _ in droplet["status"] = "off" },
        "droplet.power_cycle": changing { droplet, _ in droplet["status"] = "active" },
        "droplet.rename": changing { droplet, action in droplet["name"] = action.details["name"] },
        "droplet.resize": changing(resize),
        "droplet.change_kernel": changing { droplet, action in
            let kernel = Kernel.all.first { $0.id == action.details.integer("kernel") }
            droplet["kernel"] = kernel.map { .object($0.document) }
        },
        "droplet.enable_ipv6": { action, moment, connection in
            var droplet = try connection.get(Droplets.kind, action.subject.id)
            let network = Connection.ipv6Network(moment.services.randomness.bytes(4))
            droplet["features"] = .strings(droplet.document.strings("features") + ["ipv6"])
            droplet["networks"] = .object((droplet.document.object("networks") ?? [:]).merging(["v6": [network]]))
            try connection.save(droplet, at: moment)
        },
        "droplet.enable_backups": settingPolicy,
        "droplet.change_backup_policy": settingPolicy,
        "droplet.disable_backups": { action, moment, connection in
            var droplet = try connection.get(Droplets.kind, action.subject.id)
            try connection.disableBackups(of: &droplet)
            try connection.save(droplet, at: moment)
        },
        "droplet.snapshot": { action, moment, connection in
            let droplet = try connection.get(Droplets.kind, action.subject.id)
            _ = try connection.takeImage(of: droplet, "snapshot", named: action.details.string("name"), moment)
        },
        "droplet.restore": settingImage,
        "droplet.rebuild": settingImage
    ]

    /// An effect that changes the droplet.
    private static func changing(
        _ change: @escaping @Sendable (inout Resource, Action) throws -> Void
    ) -> ActionEffect {
        { action, moment, connection in
            var droplet = try connection.get(Droplets.kind, action.subject.id)
            try change(&droplet, action)
            try connection.save(droplet, at: moment)
        }
    }

    @Sendable private static func resize(_ droplet: inout Resource, _ action: Action) throws {
        let size = try Size.existing(action.details.string("size") ?? "")
        droplet.state["size"] = .string(size.slug)
        droplet["size_slug"] = .string(size.slug)
        droplet["memory"] = .integer(size.memory)
        droplet["vcpus"] = .integer(size.vcpus)
        if action.details.flag("disk") { droplet["disk"] = .integer(size.disk) }
    }

    private static let settingPolicy: ActionEffect = { action, moment, connection in
        var droplet = try connection.get(Droplets.kind, action.subject.id)
        try connection.enableBackups(of: &droplet, BackupPolicy(action.details.object("backup_policy")), moment)
        try connection.save(droplet, at: moment)
    }

    /// A droplet that was off comes back running.
    private static let settingImage: ActionEffect = { action, moment, connection in
        var droplet = try connection.get(Droplets.kind, action.subject.id)
        droplet.setImage(try connection.image(action.details, for: droplet))
        droplet["status"] = "active"
        try connection.save(droplet, at: moment)
    }
}
