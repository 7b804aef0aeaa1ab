import JSON

/// The group `domains`: domains, and the records in their zones.
enum Domains {
    static let family = Family("domains", kinds: [kind, records], handlers: handlers, seeds: ["domains": seed])

    static let kind = ResourceKind(
        "domains.domain", shownBy: "domains.get", parameter: "domain_name", identifiers: .given,
        identifierField: "name", nameField: nil
    ).with { kind in
        kind.takenName = .unprocessable("domain name is already in use")
        kind.urnType = "domain"
        kind.children = ["domains.record"]
        kind.computed = ["zone_file"]
    }

    static let records = ResourceKind(
        "domains.record", shownBy: "domains.get_record", parameter: "domain_record_id", in: kind,
        identifiers: .integers(from: 500_000_001)
    ).with { kind in
        kind.attributes = { [type: [$0.document.string("type") ?? ""]] }
    }

    /// The attribute that records are found by.
    static let type = "type"

    private static let handlers: [String: Handler] = [
        "domains.list": .reading { call, connection in
            var list = try connection.listing(kind, for: call)
            list.items = try list.items.map { item in
                try connection.domainText(connection.get(kind, JSONValue(parsing: item.bytes)["name"]?.string ?? ""))
            }
            return try call.answer(list)
        },
        "domains.get": .reading { call, connection in
            try call.answer(connection.domainText(connection.get(kind, for: call)))
        },
        "domains.create": .changing { call, connection in
            let name = (call.input.string("name") ?? "").lowercased()
            guard DomainName.isRegistrable(name) else {
                throw Refusal.unprocessable("\"\(name)\" is not a valid domain name")
            }
            let document: JSONObject = ["name": .string(name), "ttl": .integer(DNSRecord.usualTTL)]
            let domain = try connection.create(kind, document, at: call.moment)
            try connection.createFirstRecords(of: domain, address: call.input.string("ip_address"), call)
            return try call.answer(connection.domainText(domain))
        },
        "domains.delete": kind.delete(),
        "domains.list_records": .reading { call, connection in
            let domain = try connection.get(kind, call.argument(kind.parameter))
            return try call.answer(connection.listing(records, for: call, recordFilters(call, domain)))
        },
        "domains.get_record": records.get(),
        "domains.create_record": .changing { call, connection in
            let domain = try connection.get(kind, call.argument(kind.parameter))
            let record = DNSRecord(call.input)
            try connection.check(record, in: domain, replacing: nil, call)
            return try call.answer(connection.create(records, record.document, of: domain.sequence, at: call.moment))
        },
        // A replacement: what it does not name loses its value, but for what no record is without.
        "domains.update_record": changingRecord { old, call in
            DNSRecord(JSONObject(old.members(named: ["name", "data"])).merging(call.changes))
        },
        "domains.patch_record": changingRecord { old, call in DNSRecord(old.document.merging(call.changes)) },
        "domains.delete_record": records.delete { record, _, _ in
            if record["type"] == "SOA" { throw Refusal.unprocessable("the SOA record of a domain cannot be deleted") }
        }
    ]

    /// Each with the records that every zone begins with, and an address.
    private static let seed = SeedRequest.seed("domains.create", returning: "name") { number in
        let address = "198.18.\(number / 250 % 256).\(number % 250 + 1)"
        return ["name": .string("seed-\(number).example"), "ip_address": .string(address)]
    }

    private static func changingRecord(_ change: @escaping @Sendable (DNSRecord, Call) -> DNSRecord) -> Handler {
        .changing { call, connection in
            let domain = try connection.get(kind, call.argument(kind.parameter))
            var resource = try connection.get(records, for: call)
            let old = DNSRecord(resource.document)
            let record = change(old, call)
            guard record.type == old.type else {
                throw Refusal.unprocessable("the type of a record cannot be changed: it is \(old.type)")
            }
            try connection.check(record, in: domain, replacing: resource, call)
            resource.document = resource.document.merging(record.document)
            try connection.save(resource, at: call.moment)
            return try call.answer(resource)
        }
    }

    /// The name in the query is the full one, that in a record what stands before the domain.
    private static func recordFilters(_ call: Call, _ domain: Resource) -> [Filter] {
        var filters: [Filter] = []
        if let name = call.query("name") {
            filters.append(.name(DomainName.relative(name, to: domain.id) ?? "."))
        }
        if let type = call.query("type") { filters.append(.attribute(Domains.type, type)) }
        return filters
    }
}
