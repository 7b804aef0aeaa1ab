import JSON

/// The addresses of droplets.
extension Connection {
    /// The addresses of a new droplet: one of its VPC, and a public one where it is to have that.
    mutating func networks(for order: inout DropletOrder, _ moment: Moment) throws -> JSONValue {
        if order.hosts.isEmpty { try takeHosts(1, for: &order) }
        let host = order.hosts.lowerBound
        order.hosts = host + 1..<order.hosts.upperBound
        let network = order.network
        var addresses: [JSONValue] = [
            [
                "ip_address": .string(network.host(host)), "netmask": .string(network.netmask),
                "gateway": .string(network.gateway), "type": "private"
            ]
        ]
        let bytes = moment.services.randomness.bytes(4)
        if order.isPublic { addresses.append(Self.publicNetwork(bytes)) }
        return ["v4": .array(addresses), "v6": order.hasIPv6 ? [Self.ipv6Network(bytes)] : []]
    }

    /// Takes so many addresses of the VPC for droplets to come.
    mutating func takeHosts(_ count: Int, for order: inout DropletOrder) throws {
        let first = try takeNumbers("vpcs.host.\(order.vpc.id)", from: 0, count: count)
        order.hosts = first..<first + Int64(count)
    }

    private static func publicNetwork(_ bytes: [UInt8]) -> JSONValue {
        let (a, b, c) = (bytes[0], bytes[1], bytes[2] % 250 + 2)
        return [
            "ip_address": .string("203.\(a).\(b).\(c)"), "netmask": "255.255.240.0",
            "gateway": .string("203.\(a).\(b).1"), "type": "public"
        ]
    }

    /// Addresses for documentation (RFC 3849), which nothing answers at.
    static func ipv6Network(_ bytes: [UInt8]) -> JSONValue {
        let digits = bytes.hexadecimal
        let network = "2001:db8:\(digits.prefix(4)):\(digits.suffix(4))"
        return [
            "ip_address": .string(network + "::1001"), "netmask": 64, "gateway": .string(network + "::1"),
            "type": "public"
        ]
    }
}
