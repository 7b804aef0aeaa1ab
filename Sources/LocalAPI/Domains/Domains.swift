/// The group `domains`: domains and their records.
enum Domains {
    static let family = Family("domains", kinds: [kind, records], handlers: handlers)

    static let kind = ResourceKind(
        "domains.domain", shownBy: "domains.get", parameter: "domain_name", identifiers: .given,
        identifierField: "name",
        nameField: nil
    ).with { kind in
        kind.urnType = "domain"
        kind.children = ["domains.record"]
    }

    static let records = ResourceKind(
        "domains.record", shownBy: "domains.get_record", parameter: "domain_record_id", in: kind,
        identifiers: .integers(from: 500_000_001))

    private static let handlers: [String: Handler] = [:]
}
