import JSON

/// Purges of caches. Each is kept for as long as it counts against the limit.
extension CDN {
    static let purges = ResourceKind("cdn.purge", shownBy: "", parameter: "", in: kind, nameField: "files")

    /// Seconds within which so many files may be purged, over all endpoints.
    fileprivate static let span: Int64 = 20
    fileprivate static let limit: Int64 = 50
    /// Seconds that a purge takes.
    private static let duration: Int64 = 3
}

extension Connection {
    /// Drops the copies of some files. There is nothing to drop, but what is asked for must be right.
    ///
    /// - Throws: `Refusal` 422 for what is no path, 429 over the limit and beside the same purge.
    mutating func purge(_ files: [String], of endpoint: Resource, _ call: Call) throws {
        try checkPurge(files, of: endpoint, call)
        try checkPurgeLimit(adding: files.count, call)
        for old in try all(CDN.purges, of: endpoint.sequence) where CDN.isForgotten(old, call) {
            try delete(old, call.services)
        }
        let document: JSONObject = [
            "files": .string(CDN.name(of: files)), "count": .integer(Int64(files.count)), "at": .integer(call.now)
        ]
        _ = try create(CDN.purges, document, of: endpoint.sequence, isComplete: true, at: call.moment)
    }

    private mutating func checkPurge(_ files: [String], of endpoint: Resource, _ call: Call) throws {
        guard !files.isEmpty, !files.contains("") else {
            throw Refusal.unprocessable("files must name what to purge; * stands for everything")
        }
        if let file = files.first(where: { $0.dropLast().contains("*") }) {
            throw Refusal.unprocessable("\"\(file)\" has a * that is not at its end")
        }
        let recent = try all(CDN.purges, of: endpoint.sequence, [.name(CDN.name(of: files))])
        if recent.contains(where: { CDN.isRunning($0, call) }) {
            throw Refusal.tooMany("The same purge is running already.", waiting: 1)
        }
    }

    private mutating func checkPurgeLimit(adding count: Int, _ call: Call) throws {
        guard call.services.rateLimiting == .enforced else { return }
        let counts = try purgeCounts(since: call.now - CDN.span)
        guard counts.reduce(0, { $0 + $1.count }) + Int64(count) > CDN.limit else { return }
        let wait = counts.first.map { $0.at + CDN.span - call.now } ?? CDN.span
        throw Refusal.tooMany("At most \(CDN.limit) files can be purged within 20 seconds.", waiting: wait)
    }

    /// The oldest first.
    private mutating func purgeCounts(since time: Int64) throws -> [(at: Int64, count: Int64)] {
        var counts: [(at: Int64, count: Int64)] = []
        try each(
            """
            SELECT json_extract(document, '$.at') AS at, json_extract(document, '$.count') FROM resources
            WHERE kind = ? AND at > ? ORDER BY at
            """, .text(CDN.purges.name), .integer(time)
        ) { counts.append(($0.integer(0), $0.integer(1))) }
        return counts
    }
}

extension CDN {
    /// One name for the same files in any order.
    fileprivate static func name(of files: [String]) -> String { Set(files).sorted().joined(separator: "\n") }

    fileprivate static func isRunning(_ purge: Resource, _ call: Call) -> Bool {
        call.now < (purge.document.integer("at") ?? 0) + call.services.pace.seconds(duration)
    }

    fileprivate static func isForgotten(_ purge: Resource, _ call: Call) -> Bool {
        (purge.document.integer("at") ?? 0) <= call.now - span && !isRunning(purge, call)
    }
}

extension Refusal {
    /// - Parameter seconds: After how long it is worth trying again.
    static func tooMany(_ message: String, waiting seconds: Int64) -> Refusal {
        Refusal(
            status: 429, id: "too_many_requests", message: message,
            headers: [("retry-after", "\(max(seconds, 1))")])
    }
}
