import JSON

/// A record of a zone, as a request or a document has it.
struct DNSRecord: Sendable {
    /// Seconds.
    static let usualTTL: Int64 = 1_800

    /// Every member that a record has, the identifier aside.
    private(set) var document: JSONObject

    /// The members that only some types have.
    private static let special: [String: Set<String>] = [
        "MX": ["priority"], "SRV": ["priority", "port", "weight"], "CAA": ["flags", "tag"]
    ]
    private static let general: Set<String> = ["type", "name", "data", "ttl"]

    /// - Parameter members: Those that are absent, or that the type has no use for, get null, and name and time to live
    ///   their usual values.
    init(_ members: JSONObject) {
        document = [
            "type": "", "name": "@", "data": "", "priority": .null, "port": .null, "ttl": .integer(Self.usualTTL),
            "weight": .null, "flags": .null, "tag": .null
        ]
        let own = Self.general.union(Self.special[members.string("type") ?? ""] ?? [])
        for name in document.names where own.contains(name) {
            if let value = members[name], !value.isNull { document[name] = value }
        }
        if type == "SOA" { document["data"] = .string("\(ttl)") }
    }

    init(_ type: String, _ data: String) {
        self.init(["type": .string(type), "data": .string(data)])
    }

    var type: String { document.string("type") ?? "" }
    var name: String { document.string("name") ?? "" }
    var data: String { document.string("data") ?? "" }
    var ttl: Int64 { document.integer("ttl") ?? Self.usualTTL }

    func members(named names: [String]) -> [(String, JSONValue)] {
        names.compactMap { name in document[name].map { (name, $0) } }
    }

    /// What is wrong with it by itself; nil for nothing.
    var problem: String? {
        guard ttl > 0, ttl <= Int64(Int32.max) else { return "ttl must be 1 to \(Int32.max) seconds" }
        guard name == "@" || DomainName.isWellFormed(name, isRecord: true) else {
            return "\"\(name)\" is not a valid name of a record"
        }
        for member in ["priority", "port", "weight"] {
            if let number = document.integer(member), !(0...65_535).contains(number) {
                return "\(member) must be 0 to 65535"
            }
        }
        return dataProblem
    }

    private var dataProblem: String? {
        switch type {
        case "A": IPAddress.isVersion4(data) ? nil : "\"\(data)\" is not an IPv4 address"
        case "AAAA": IPAddress.isVersion6(data) ? nil : "\"\(data)\" is not an IPv6 address"
        case "CNAME", "MX", "NS", "SRV":
            data == "@" || data == "." || DomainName.isWellFormed(data, isRecord: true)
                ? nil : "\"\(data)\" is not a host name"
        case "TXT": data.utf8.count <= 65_535 ? nil : "data must have at most 65535 bytes"
        case "CAA": (0...255).contains(document.integer("flags") ?? 0) ? nil : "flags must be 0 to 255"
        default: nil
        }
    }

    /// Its line of a zone file (RFC 1035 section 5).
    func line(in domain: String) -> String {
        let owner = name == "@" ? "\(domain)." : "\(name).\(domain)."
        return "\(owner) \(ttl) IN \(type) \(fields(in: domain))"
    }

    private func fields(in domain: String) -> String {
        func number(_ name: String) -> String { "\(document.integer(name) ?? 0)" }
        let host = Self.host(data, in: domain)
        return switch type {
        case "MX": "\(number("priority")) \(host)"
        case "SRV": "\(number("priority")) \(number("weight")) \(number("port")) \(host)"
        case "CNAME", "NS": host
        case "CAA": "\(number("flags")) \(document.string("tag") ?? "issue") \(Self.quoted(data))"
        case "TXT": Self.quoted(data)
        default: data
        }
    }

    /// A host with a dot inside is a full name, even without one at its end: records are shown like that.
    private static func host(_ data: String, in domain: String) -> String {
        if data == "@" { return "\(domain)." }
        if data.hasSuffix(".") { return data }
        return data.contains(".") ? "\(data)." : "\(data).\(domain)."
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "\""
    }
}
