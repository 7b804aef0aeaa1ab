import JSON

/// What has to be so before something can be done to a droplet.
extension Connection {
    /// - Throws: `Refusal` 422 where an action makes no sense for a droplet as it is.
    mutating func check(_ type: String, _ input: JSONObject, on droplet: Resource) throws {
        switch type {
        case "power_on": try require("off", droplet, "Droplet is already powered on.")
        case "power_off", "shutdown": try require("active", droplet, "Droplet is already powered off.")
        case "reboot", "password_reset": try require("active", droplet, "Droplet is powered off.")
        case "enable_ipv6":
            guard !droplet.document.strings("features").contains("ipv6") else {
                throw Refusal.unprocessable("IPv6 is already enabled.")
            }
        case "enable_backups":
            guard !droplet.hasBackups else { throw Refusal.unprocessable("Backups are already enabled.") }
        case "disable_backups", "change_backup_policy":
            guard droplet.hasBackups else { throw Refusal.unprocessable("Backups are not enabled.") }
        case "rename":
            guard Droplets.isHostname(input.string("name") ?? "") else {
                throw Refusal.unprocessable("Only letters, digits, dots and dashes are allowed in the name.")
            }
        case "resize": try checkResize(input, of: droplet)
        default: try checkImage(type, input, of: droplet)
        }
    }

    private func require(_ status: String, _ droplet: Resource, _ message: String) throws(Refusal) {
        guard droplet["status"] == .string(status) else { throw .unprocessable(message) }
    }

    private func checkResize(_ input: JSONObject, of droplet: Resource) throws(Refusal) {
        let size = try Size.existing(input.string("size") ?? "")
        try require("off", droplet, "Droplet must be powered off to be resized.")
        guard size.slug != droplet.state.string("size") else {
            throw .unprocessable("The Droplet has this size already.")
        }
        guard size.disk >= droplet.document.integer("disk") ?? 0 else {
            throw .unprocessable("The disk of a Droplet cannot shrink; that of the size \(size.slug) is too small.")
        }
    }

    private mutating func checkImage(_ type: String, _ input: JSONObject, of droplet: Resource) throws {
        switch type {
        case "restore":
            let image = try find(Images.kind, input.identifier("image") ?? "")
            guard let image, image.state.identifier("droplet") == droplet.id else {
                throw Refusal.unprocessable("A Droplet can be restored from its own backups and snapshots only.")
            }
        case "rebuild": _ = try image(input, for: droplet)
        case "change_kernel":
            guard Kernel.all.contains(where: { $0.id == input.integer("kernel") }) else {
                throw Refusal.unprocessable("There is no such kernel.")
            }
        default: break
        }
    }

    /// The image that the input names, as far as the droplet can be made of it.
    mutating func image(_ input: JSONObject, for droplet: Resource) throws -> ImageChoice {
        try image(
            input.identifier("image") ?? "", in: droplet.state.string("region") ?? "",
            disk: droplet.document.integer("disk") ?? 0)
    }
}

extension Droplets {
    /// The rule that the catalog has for the names of new droplets.
    fileprivate static func isHostname(_ name: String) -> Bool {
        let isAlphanumeric = { (byte: UInt8) in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        }
        guard (1...255).contains(name.utf8.count), let last = name.utf8.last, isAlphanumeric(last) else { return false }
        return name.utf8.allSatisfy { isAlphanumeric($0) || ".-".utf8.contains($0) }
    }
}
