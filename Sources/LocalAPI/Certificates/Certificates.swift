import Cron
import JSON

/// The group `certificates`: those of Let's Encrypt are pending until they are issued, and renewed before they expire.
enum Certificates {
    static let family = Family(
        "certificates", kinds: [kind], handlers: handlers, transitions: ["certificates.issue": issue],
        seeds: ["certificates": seed])

    static let kind = ResourceKind(
        "certificates.certificate", shownBy: "certificates.get", parameter: "certificate_id"
    ).with { $0.takenName = .unprocessable("a certificate with this name exists already") }

    /// The attribute by which whatever uses certificates names them: load balancers, CDN endpoints.
    static let use = "certificate"

    /// Let's Encrypt's lifetime of 90 days, in seconds.
    private static let lifetime: Int64 = 90 * 86_400

    private static let seed = SeedRequest.seed("certificates.create") { number in
        [
            "name": .string("seed-\(number)"), "type": "lets_encrypt",
            "dns_names": [.string("seed-\(number).example")]
        ]
    }

    private static let handlers: [String: Handler] = [
        "certificates.list": kind.list { call in call.query("name").map { [.name($0)] } ?? [] },
        "certificates.get": kind.get(),
        "certificates.create": .changing { call, connection in
            let input = call.input
            let isOwn = input.string("type") == "custom" || input.string("leaf_certificate")?.isEmpty == false
            let document = try isOwn ? owned(input) : ordered(input)
            let certificate = try connection.create(
                kind, document.merging(["created_at": call.moment.time]), at: call.moment)
            if !isOwn { try connection.schedule("certificates.issue", after: 6, of: certificate, at: call.moment) }
            return try call.answer(certificate)
        },
        "certificates.delete": kind.delete { certificate, _, connection in
            guard try connection.counts(ofAttribute: use, certificate.id).isEmpty else {
                throw Refusal.forbidden("Make sure the certificate is not in use before deleting it")
            }
        }
    ]

    /// A certificate that the caller brings along. Its key is looked at and not kept.
    private static func owned(_ input: JSONObject) throws(Refusal) -> JSONObject {
        let certificate = try X509Certificate(pem: input.string("leaf_certificate") ?? "")
        guard PEM.body(of: input.string("private_key") ?? "", label: "PRIVATE KEY") != nil else {
            throw .unprocessable("private_key is not a key in PEM")
        }
        if let chain = input.string("certificate_chain"), !chain.isEmpty {
            guard PEM.body(of: chain, label: "CERTIFICATE") != nil else {
                throw .unprocessable("certificate_chain has no certificates in PEM")
            }
        }
        return [
            "name": input["name"] ?? "", "type": "custom", "state": "verified",
            "dns_names": .strings(certificate.hostNames), "sha1_fingerprint": .string(certificate.fingerprint),
            "not_after": .string(certificate.expiry.description)
        ]
    }

    /// A certificate that Let's Encrypt is to issue.
    private static func ordered(_ input: JSONObject) throws(Refusal) -> JSONObject {
        let names = input.strings("dns_names")
        guard !names.isEmpty else { throw .unprocessable("dns_names must name a domain at least") }
        if let name = names.first(where: { !DomainName.isOrderable($0) }) {
            throw .unprocessable("\"\(name)\" is not a valid domain name")
        }
        return [
            "name": input["name"] ?? "", "type": "lets_encrypt", "state": "pending", "dns_names": .strings(names),
            "sha1_fingerprint": ""
        ]
    }

    /// The first time or anew, a month before the end.
    private static let issue: Transition = { entry, moment, connection in
        var certificate = try connection.resource(of: entry, kind)
        certificate["state"] = "verified"
        certificate["sha1_fingerprint"] = .string(moment.services.randomness.hexadecimal(40))
        certificate["not_after"] = moment.time(after: lifetime)
        try connection.save(certificate, at: moment)
        guard moment.services.pace.factor > 0 else { return }
        let renewal = Int64(Double(lifetime * 2 / 3) / moment.services.pace.factor)
        try connection.schedule("certificates.issue", after: renewal, of: certificate, at: moment)
    }
}

extension DomainName {
    /// Whether a certificate can be had for it: a domain, or all names right below one.
    static func isOrderable(_ name: String) -> Bool {
        isRegistrable(name.hasPrefix("*.") ? String(name.dropFirst(2)) : name)
    }
}
