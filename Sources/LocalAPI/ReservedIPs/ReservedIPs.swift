import JSON

/// The groups `reserved_ips`, `reserved_ips_actions`, and `floating_ips`, `floating_ips_action`: their old names.
///
/// Both names stand for the same addresses: each handler is made for either.
enum ReservedIPs {
    static let family = Family(
        "reserved_ips", kinds: [kind],
        handlers: [
            handlers("reserved_ips"), handlers("floating_ips"),
            actionHandlers("reserved_ips_actions", as: "reserved_ip"),
            actionHandlers("floating_ips_action", as: "floating_ip")
        ].reduce([:]) { $0.adding($1) },
        effects: effects, seeds: ["reserved_ips": seed])

    static let kind = ResourceKind(
        "reserved_ips.reserved_ip", shownBy: "reserved_ips.get", parameter: "reserved_ip", identifiers: .given,
        identifierField: "ip", nameField: nil
    ).with { kind in
        kind.urnType = "reservedip"
        kind.otherParameters = ["floating_ip"]
        kind.attributes = { address in
            [
                Attribute.region: [address.state.string("region") ?? ""],
                Attribute.droplet: address.state.identifier("droplet").map { [$0] } ?? [],
                number: address.state.identifier("number").map { [$0] } ?? []
            ]
        }
        kind.computed = ["region", "droplet", "locked", "project_id"]
    }

    /// The attribute that has the number an address is known by among what belongs to a droplet.
    static let number = "number"

    private static let seed: Seed = { count, moment, connection in
        let regions = Region.availableSlugs
        return try (0..<count).map { try connection.reserve(in: regions[$0 % regions.count], moment).id }
    }

    private static func handlers(_ group: String) -> [String: Handler] {
        [
            group + ".list": .reading { call, connection in
                var list = Listing(items: [], total: 0)
                for record in try connection.next(of: kind, [], after: &list, for: call) {
                    list.items.append(try connection.text(of: Resource(record, of: kind), call.moment))
                }
                return try call.answer(list)
            },
            group + ".get": .reading { call, connection in
                let address = try connection.get(kind, for: call)
                return try call.answer(connection.text(of: address, call.moment))
            },
            group + ".create": .changing { call, connection in
                let droplet = try connection.futureDroplet(call)
                let address = try connection.reserve(for: droplet, call)
                var links: JSONObject = [:]
                if let droplet {
                    let action = try connection.beginAssignment(of: address, to: droplet, call.moment)
                    let href = call.location.origin + "/v2/droplets/\(droplet.id)"
                    links["droplets"] = [["id": droplet.jsonID, "rel": "droplet", "href": .string(href)]]
                    links["actions"] = [action.link(as: "assign_ip", call)]
                }
                return try call.answer(
                    connection.text(of: address, call.moment), and: ["links": .object(links)])
            },
            group + ".delete": kind.delete()
        ]
    }
}

extension Connection {
    /// The droplet that the request reserves an address for; nil where it names a region.
    fileprivate mutating func futureDroplet(_ call: Call) throws -> Resource? {
        guard let id = call.input.identifier("droplet_id") else { return nil }
        return try checkedDroplet(id)
    }

    /// Reserves an address, in the droplet's region where there is one.
    fileprivate mutating func reserve(for droplet: Resource?, _ call: Call) throws -> Resource {
        let region = try Region.available(droplet?.state.string("region") ?? call.input.string("region") ?? "").slug
        let address = try reserve(in: region, call.moment)
        try enroll(address, inProject: call.input.string("project_id"), at: call.moment)
        if droplet == nil { _ = try record("reserve_ip", on: address.addressSubject, at: call.moment) }
        return address
    }

    fileprivate mutating func reserve(in region: String, _ moment: Moment) throws -> Resource {
        let state: JSONObject = [
            "region": .string(region), "number": .integer(try takeNumbers("reserved_ips.number", from: 6_186_001))
        ]
        let document: JSONObject = ["ip": .string(try freeAddress(moment))]
        return try create(ReservedIPs.kind, document, state: state, isComplete: true, at: moment)
    }

    /// One of those for benchmarks (RFC 2544), which are nobody's.
    private mutating func freeAddress(_ moment: Moment) throws -> String {
        for _ in 0..<1_000 {
            let bytes = moment.services.randomness.bytes(3)
            let address = "198.\(18 + bytes[0] % 2).\(bytes[1]).\(bytes[2])"
            if try record(ReservedIPs.kind, address) == nil { return address }
        }
        throw Refusal.unprocessable("There are no free addresses.")
    }

    /// An address as clients get it, with its droplet written out.
    fileprivate mutating func text(of address: Resource, _ moment: Moment) throws -> JSONText {
        var text = JSONText(try JSONValue.object(address.document).serialized())
        text.add("region", ReferenceTexts.region(address.state.string("region") ?? ""))
        let droplet = try address.state.identifier("droplet").flatMap { try record(Droplets.kind, $0) }
        text.add("droplet", try droplet.map { try Droplets.kind.present($0, moment) } ?? .null)
        text.add("locked", JSONText(Array((try isPending(address.addressSubject) ? "true" : "false").utf8)))
        text.add("project_id", .string(try project(of: address).id))
        return text
    }
}
