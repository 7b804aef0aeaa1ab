import Catalog
import JSON

/// The zones of domains.
extension Connection {
    /// A domain as clients get it, with its zone file.
    mutating func domainText(_ domain: Resource) throws -> JSONText {
        var document = domain.document
        document["zone_file"] = .string(try zoneFile(of: domain))
        return JSONText(try JSONValue.object(document).serialized())
    }

    /// All records in the form of RFC 1035.
    private mutating func zoneFile(of domain: Resource) throws -> String {
        let records = try all(Domains.records, of: domain.sequence).map { DNSRecord($0.document) }
        var lines = ["$ORIGIN \(domain.id).", "$TTL \(DNSRecord.usualTTL)"]
        for authority in records where authority.type == "SOA" {
            lines.append(
                "\(domain.id). IN SOA ns1.digitalocean.com. hostmaster.\(domain.id). "
                    + "\(domain.state.integer("serial") ?? 1) 10800 3600 604800 \(authority.ttl)")
        }
        lines += records.filter { $0.type != "SOA" }.map { $0.line(in: domain.id) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Makes what every zone begins with: the authority, the name servers, and the address that was given.
    mutating func createFirstRecords(of domain: Resource, address: String?, _ call: Call) throws {
        var records = [DNSRecord("SOA", "")]
        records += (1...3).map { DNSRecord("NS", "ns\($0).digitalocean.com") }
        if let address, !address.isEmpty {
            let record = DNSRecord(IPAddress.isVersion6(address) ? "AAAA" : "A", address)
            if let problem = record.problem { throw Refusal.unprocessable(problem) }
            records.append(record)
        }
        for record in records {
            _ = try create(Domains.records, record.document, of: domain.sequence, at: call.moment)
        }
        var domain = domain
        domain.state["serial"] = .integer(call.now)
        try save(domain, at: call.moment)
    }

    /// Checks a record by itself and beside the others of its domain.
    ///
    /// - Parameter replaced: What it takes the place of.
    /// - Throws: `Refusal` 422.
    mutating func check(_ record: DNSRecord, in domain: Resource, replacing replaced: Resource?, _ call: Call) throws {
        if let problem = Self.missing(in: record, call) ?? record.problem { throw Refusal.unprocessable(problem) }
        let others = try all(Domains.records, of: domain.sequence, [.name(record.name)])
            .filter { $0.sequence != replaced?.sequence }
        for other in others.map({ DNSRecord($0.document) }) {
            if record.type == "CNAME" || other.type == "CNAME" {
                throw Refusal.unprocessable("CNAME records cannot share a name with other records")
            }
            if record.type == "SOA", other.type == "SOA" {
                throw Refusal.unprocessable("a domain has one SOA record only")
            }
            if record.type == other.type, record.data == other.data, record.document == other.document {
                throw Refusal.unprocessable("a record like this exists already")
            }
        }
    }

    /// What a new record of this type would lack, by the catalog.
    private static func missing(in record: DNSRecord, _ call: Call) -> String? {
        guard let schema = call.types["NewRecord"] else { return nil }
        return SchemaCheck(types: call.types, direction: .request)
            .problems(with: .object(record.document), as: schema).first
    }
}
