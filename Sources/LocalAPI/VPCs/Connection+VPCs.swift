import JSON

/// The VPCs that resources are made in.
extension Connection {
    /// The VPC that a new resource of a region is to be in.
    ///
    /// - Parameter id: As its maker names it; nil for the region's default, which is made where it is missing.
    /// - Throws: `Refusal` 422 for one that is not there, or in another region.
    mutating func vpc(_ id: String?, in region: String, at moment: Moment) throws -> Resource {
        guard let id else {
            if let known = try defaultVPC(in: region) { return known }
            return try makeVPC(freeVPCName("default-\(region)"), in: region, network(nil), isDefault: true, at: moment)
        }
        guard let vpc = try find(VPCs.kind, id) else {
            throw Refusal.unprocessable("There is no VPC \"\(id)\".")
        }
        guard vpc.document.string("region") == region else {
            throw Refusal.unprocessable("The VPC \"\(id)\" is not in the region \(region).")
        }
        return vpc
    }

    mutating func defaultVPC(in region: String) throws -> Resource? {
        try first(VPCs.kind, .attribute(Attribute.region, region), .attribute(VPCs.isDefault, "true"))
    }

    mutating func makeVPC(
        _ name: String, in region: String, _ network: IPv4Network, isDefault: Bool = false, at moment: Moment,
        description: String = ""
    ) throws -> Resource {
        let document: JSONObject = [
            "name": .string(name), "description": .string(description), "region": .string(region),
            "ip_range": .string(network.description), "default": .bool(isDefault), "created_at": moment.time
        ]
        return try create(VPCs.kind, document, at: moment)
    }

    /// The addresses that a new VPC asks for, or some that are free.
    ///
    /// - Throws: `Refusal` 422 for what is no private network of a fitting size, and for addresses that another VPC has.
    mutating func network(_ text: String?) throws -> IPv4Network {
        let taken = try all(VPCs.kind).compactMap { $0.document.string("ip_range").flatMap(IPv4Network.init) }
        guard let text else { return try freeNetwork(taken) }
        guard let network = IPv4Network(text), (16...28).contains(network.prefixLength),
            privateNetworks.contains(where: { $0.contains(network) })
        else {
            throw Refusal.unprocessable("ip_range must be a private IPv4 network of a size from /16 to /28.")
        }
        if let other = taken.first(where: { $0.overlaps(network) }) {
            throw Refusal.unprocessable("ip_range overlaps with that of another VPC, \(other).")
        }
        return network
    }

    private func freeNetwork(_ taken: [IPv4Network]) throws(Refusal) -> IPv4Network {
        let first: UInt32 = 10 << 24 | 100 << 16
        let blocks = (0..<2_048).lazy.map { IPv4Network(base: first + UInt32($0) << 12, prefixLength: 20) }
        guard let free = blocks.first(where: { block in !taken.contains { $0.overlaps(block) } }) else {
            throw .unprocessable("There are no free addresses for another VPC.")
        }
        return free
    }

    private mutating func freeVPCName(_ name: String) throws -> String {
        var (candidate, number) = (name, 1)
        while try resource(VPCs.kind.name, named: candidate) != nil {
            number += 1
            candidate = "\(name)-\(number)"
        }
        return candidate
    }
}

/// RFC 1918.
private let privateNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].compactMap(IPv4Network.init)
