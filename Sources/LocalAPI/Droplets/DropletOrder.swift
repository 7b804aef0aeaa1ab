import JSON

/// What droplets that are made together have in common.
struct DropletOrder: Sendable {
    /// The region's slug.
    var region: String
    var size: Size
    var image: ImageChoice
    let vpc: Resource
    /// The addresses of the VPC.
    let network: IPv4Network
    var tags: [String] = []
    var features: [String] = []
    var volumes: [Resource] = []
    var isPublic = true
    /// The numbers of the next addresses in the VPC, for those who have taken some in advance.
    var hosts: Range<Int64> = 0..<0
    /// When backups are taken; nil for none.
    var backupPolicy: BackupPolicy?

    var hasIPv6: Bool { features.contains("ipv6") }

    /// For seeding: one of several sizes and images, in the region of a VPC.
    init(number: Int, vpc: Resource) {
        region = vpc.document.string("region") ?? ""
        size = Size.all[number % 8]
        image = .everybody(PublicImage.all[number % 3])
        features = ["private_networking"]
        self.vpc = vpc
        network = Self.network(of: vpc)
    }

    init(region: String, size: Size, image: ImageChoice, vpc: Resource) {
        self.region = region
        self.size = size
        self.image = image
        self.vpc = vpc
        network = Self.network(of: vpc)
    }

    private static func network(of vpc: Resource) -> IPv4Network {
        vpc.document.string("ip_range").flatMap(IPv4Network.init) ?? IPv4Network(base: 10 << 24, prefixLength: 20)
    }
}

extension Connection {
    /// Reads a request's `input`.
    ///
    /// - Throws: `Refusal` 422 for a region, size, image, SSH key, VPC or volume that is not there, or does not fit.
    mutating func order(_ input: JSONObject, _ moment: Moment) throws -> DropletOrder {
        let region = try Region.available(input.string("region") ?? "nyc3").slug
        let size = try Size.existing(input.string("size") ?? "")
        let image = try image(input.identifier("image") ?? "", in: region, disk: size.disk)
        try checkAccess(input)
        let vpc = try vpc(input.string("vpc_uuid"), in: region, at: moment)
        var order = DropletOrder(region: region, size: size, image: image, vpc: vpc)
        order.tags = input.strings("tags")
        order.isPublic = input["public_networking"] != false
        order.volumes = try freeVolumes(input.strings("volumes"), in: region)
        order.features = input["with_droplet_agent"] == false ? [] : ["droplet_agent"]
        order.features.append("private_networking")
        for feature in ["ipv6", "monitoring"] where input.flag(feature) { order.features.append(feature) }
        if input.flag("backups") { order.backupPolicy = BackupPolicy(input.object("backup_policy")) }
        return order
    }

    private mutating func checkAccess(_ input: JSONObject) throws {
        for identifier in input.identifiers("ssh_keys") where try findSSHKey(identifier) == nil {
            throw Refusal.unprocessable("\(identifier) is no SSH key of this account.")
        }
        guard (input.string("user_data") ?? "").utf8.count <= 65_536 else {
            throw Refusal.unprocessable("user_data can have up to 64 KiB.")
        }
    }

    private mutating func freeVolumes(_ ids: [String], in region: String) throws -> [Resource] {
        guard ids.count <= Volumes.limitPerDroplet, Set(ids).count == ids.count else {
            throw Refusal.unprocessable("A Droplet can have up to \(Volumes.limitPerDroplet) volumes, each once.")
        }
        return try ids.map { id in
            guard let volume = try find(Volumes.kind, id) else {
                throw Refusal.unprocessable("There is no volume \"\(id)\".")
            }
            try checkFree(volume, in: region)
            return volume
        }
    }
}
