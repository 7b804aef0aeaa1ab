import Glibc
import JSON

/// The rules of a firewall, in the form in which two that mean the same are equal.
struct FirewallRules: Sendable {
    var inbound: [JSONObject] = []
    var outbound: [JSONObject] = []

    /// In both directions together.
    static let limit = 50

    /// Takes them from a stored document.
    init(stored document: JSONObject) {
        inbound = document.objects("inbound_rules")
        outbound = document.objects("outbound_rules")
    }

    /// Reads those of a request's input.
    ///
    /// - Throws: `Refusal` for ports and addresses that are none.
    init(_ input: JSONObject, _ call: Call) throws {
        inbound = try input.objects("inbound_rules").map { try Self.normalized($0, "sources", call) }
        outbound = try input.objects("outbound_rules").map { try Self.normalized($0, "destinations", call) }
    }

    var isEmpty: Bool { inbound.isEmpty && outbound.isEmpty }

    var document: JSONObject {
        [
            "inbound_rules": .array(inbound.map(JSONValue.object)),
            "outbound_rules": .array(outbound.map(JSONValue.object))
        ]
    }

    /// Adds rules; one that is there already stays.
    mutating func add(_ other: FirewallRules) {
        inbound += other.inbound.filter { !inbound.contains($0) }
        outbound += other.outbound.filter { !outbound.contains($0) }
    }

    /// - Throws: `Refusal` for a rule that is not there.
    mutating func remove(_ other: FirewallRules, _ call: Call) throws(Refusal) {
        guard other.inbound.allSatisfy(inbound.contains), other.outbound.allSatisfy(outbound.contains) else {
            throw call.refusal("The firewall has no such rule; it must be given exactly as it is.")
        }
        inbound.removeAll(where: other.inbound.contains)
        outbound.removeAll(where: other.outbound.contains)
    }

    /// - Throws: `Refusal` for none, and too many.
    func check(_ call: Call) throws(Refusal) {
        guard !isEmpty else { throw call.refusal("A firewall must have at least one rule.") }
        guard inbound.count + outbound.count <= Self.limit else {
            throw call.refusal("A firewall can have up to \(Self.limit) rules.")
        }
    }
}

extension FirewallRules {
    /// All ports are `0`, as the API writes them, and lists are sorted.
    private static func normalized(_ rule: JSONObject, _ peersName: String, _ call: Call) throws -> JSONObject {
        let ports = rule.string("ports") ?? ""
        guard rule.string("protocol") == "icmp" || isPorts(ports) else {
            throw call.refusal("\"\(ports)\" is no port, range of ports or all.")
        }
        let isAll = ports == "all" || ports.isEmpty || rule.string("protocol") == "icmp"
        var peers = rule.object(peersName) ?? [:]
        for address in peers.strings("addresses") where !isAddress(address) {
            throw call.refusal("\"\(address)\" is no IP address or network.")
        }
        for member in peers.members {
            let values = member.value.array ?? []
            peers[member.name] = values.isEmpty ? nil : .array(values.sorted { order($0) < order($1) })
        }
        return [
            "protocol": rule["protocol"] ?? "tcp", "ports": .string(isAll ? "0" : ports), peersName: .object(peers)
        ]
    }

    private static func order(_ value: JSONValue) -> String { value.identifier ?? "" }

    private static func isPorts(_ text: String) -> Bool {
        if text == "all" || text == "0" { return true }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) ?? 0 }
        return (1...2).contains(ends.count) && !ends.contains(0) && ends[0] <= ends[ends.count - 1]
    }

    /// An IPv4 or IPv6 address, or a network in CIDR form.
    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = parts.first, parts.count <= 2 else { return false }
        let isIPv4 = IPv4Network.address(address) != nil
        var bytes = in6_addr()
        guard isIPv4 || inet_pton(AF_INET6, String(address), &bytes) == 1 else { return false }
        guard parts.count == 2 else { return true }
        return Int(parts[1]).map { (0...(isIPv4 ? 32 : 128)).contains($0) } ?? false
    }
}
