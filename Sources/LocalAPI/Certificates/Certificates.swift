/// The group `certificates`.
enum Certificates {
    static let family = Family("certificates", kinds: [kind], handlers: handlers)

    static let kind = ResourceKind("certificates.certificate", shownBy: "certificates.get", parameter: "certificate_id")

    private static let handlers: [String: Handler] = [:]
}
