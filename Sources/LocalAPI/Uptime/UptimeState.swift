import JSON

/// How a check stands. Nothing is asked in truth: every target answers, but for those below `.invalid`, which RFC 6761
/// keeps free for names that lead nowhere.
struct UptimeState {
    /// Seconds until the first answer of a region is there.
    private static let firstAnswer: Int64 = 10

    private let check: JSONObject
    /// Unix seconds of the last change of what is asked.
    private let since: Int64

    init(_ resource: Resource) {
        check = resource.document
        since = resource.state.integer("since") ?? 0
    }

    /// What clients get. A paused check has no news.
    func document(at moment: Moment) -> JSONObject {
        let answered = since + moment.services.pace.seconds(Self.firstAnswer)
        let isKnown = check.flag("enabled") && moment.now >= answered
        var regions = JSONObject()
        for region in check.strings("regions") {
            regions[region] = [
                "status": isKnown ? (isReachable ? "UP" : "DOWN") : "CHECKING",
                "status_changed_at": moment.time(after: (isKnown ? answered : since) - moment.now),
                "thirty_day_uptime_percentage": isKnown && !isReachable ? 0 : 100
            ]
        }
        return ["regions": .object(regions)]
    }

    private var isReachable: Bool {
        let target = check.string("target") ?? ""
        let authority = target.split(separator: "/").first { !$0.hasSuffix(":") }
        let host = authority?.split(separator: ":").first ?? ""
        return host != "invalid" && !host.hasSuffix(".invalid")
    }

    /// - Throws: `Refusal` 422 for a target that cannot be asked in this way.
    static func check(_ check: JSONObject) throws(Refusal) {
        let (type, target) = (check.string("type") ?? "", check.string("target") ?? "")
        guard !(check.string("name") ?? "").isEmpty else { throw .unprocessable("name must not be empty") }
        guard !check.strings("regions").isEmpty else { throw .unprocessable("a check needs a region at least") }
        let isFit = type == "ping" ? !target.isEmpty : target.hasPrefix(type + "://") && target.count > type.count + 3
        guard isFit else {
            let form = type == "ping" ? "a host" : "an address that begins with \(type)://"
            throw .unprocessable("target must be \(form)")
        }
    }
}
