import JSON

/// Something that belongs to a droplet, and would outlive it.
struct AssociatedResource: Sendable {
    let id: String
    let name: String
    /// What it costs a month, in hundredths of a US dollar.
    let cents: Int64

    /// The members of the documents that list them; volumes after what hangs on them.
    static let categories = ["reserved_ips", "snapshots", "volume_snapshots", "volumes"]

    var named: JSONValue { ["id": .string(id), "name": .string(name)] }

    var listed: JSONValue {
        let fraction = "\(cents % 100 + 100)".dropFirst()
        return ["id": .string(id), "name": .string(name), "cost": .string("\(cents / 100).\(fraction)")]
    }

    /// - Parameter centsPerGB: Of its size, rounded up to a cent.
    init(_ resource: Resource, centsPerGB: Double) {
        id = resource.id
        name = resource.name
        cents = Int64(((resource["size_gigabytes"]?.number ?? 0) * centsPerGB).rounded(.up))
    }

    /// A reserved IP, which costs money once it leads nowhere.
    init(address: Resource) {
        id = address.state.identifier("number") ?? ""
        name = address.id
        cents = 500
    }
}

extension Connection {
    /// What belongs to a droplet, by category.
    mutating func associatedResources(of droplet: Resource) throws -> [String: [AssociatedResource]] {
        let isOfDroplet = [Filter.attribute(Attribute.droplet, droplet.id)]
        let addresses = try all(ReservedIPs.kind, isOfDroplet)
        let images = try all(Images.kind, Self.images(ofDroplet: droplet.id, "snapshot"))
        let volumes = try all(Volumes.kind, isOfDroplet)
        let snapshots = try volumes.flatMap {
            try all(Volumes.snapshots, [.attribute(Volumes.volumeAttribute, $0.id)])
        }
        return [
            "reserved_ips": addresses.map(AssociatedResource.init(address:)),
            "snapshots": images.map { AssociatedResource($0, centsPerGB: 6) },
            "volumes": volumes.map { AssociatedResource($0, centsPerGB: 10) },
            "volume_snapshots": snapshots.map { AssociatedResource($0, centsPerGB: 6) }
        ]
    }
}
