import JSON

extension Connection {
    /// - Throws: `Refusal` 422 for rules that contradict themselves or one another, and for certificates that are not
    ///   there.
    mutating func checkForwardingRules(_ rules: [JSONObject], _ document: JSONObject) throws {
        guard !rules.isEmpty else {
            throw Refusal.unprocessable("A load balancer must have at least one forwarding rule.")
        }
        var entries = Set<String>()
        for rule in rules {
            try Self.checkPorts(of: rule)
            try Self.checkTLS(of: rule)
            let transport = ["udp", "http3"].contains(rule.string("entry_protocol")) ? "udp" : "tcp"
            guard entries.insert("\(transport) \(rule.integer("entry_port") ?? 0)").inserted else {
                throw Refusal.unprocessable("Two forwarding rules have the same entry port.")
            }
        }
        for id in LoadBalancers.certificates(of: document) where try find(Certificates.kind, id) == nil {
            throw Refusal.unprocessable("There is no certificate \"\(id)\".")
        }
    }

    private static func checkPorts(of rule: JSONObject) throws(Refusal) {
        for name in ["entry_port", "target_port"] where !(1...65_535).contains(rule.integer(name) ?? 0) {
            throw .unprocessable("\(name) must be from 1 to 65535.")
        }
    }

    private static func checkTLS(of rule: JSONObject) throws(Refusal) {
        let (entry, target) = (rule.string("entry_protocol") ?? "", rule.string("target_protocol") ?? "")
        let certificate = rule.string("certificate_id") ?? ""
        guard (entry == "udp") == (target == "udp") else {
            throw .unprocessable("udp can be handed on as udp only.")
        }
        guard certificate.isEmpty || !rule.flag("tls_passthrough") else {
            throw .unprocessable("A forwarding rule has either a certificate or tls_passthrough, not both.")
        }
        let needsTLS = ["https", "http2", "http3"].contains(entry)
        guard !needsTLS || !certificate.isEmpty || rule.flag("tls_passthrough") else {
            throw .unprocessable("A forwarding rule for \(entry) needs a certificate or tls_passthrough.")
        }
        if !certificate.isEmpty, !needsTLS {
            throw .unprocessable("A certificate is of no use to a forwarding rule for \(entry).")
        }
    }
}
