/// Finds what a person may have meant by a name that does not exist.
public enum Suggestion {
    /// The known names nearest to `name`, best first: at most two edits away, or one where the name is short (up to four
    /// characters), by the Damerau-Levenshtein distance. Upper and lower case count as the same.
    public static func nearest(to name: String, in known: some Sequence<String>, limit: Int = 3) -> [String] {
        let wanted = Array(name.lowercased().utf8)
        let allowed = wanted.count <= 4 ? 1 : 2
        return
            known.compactMap { candidate -> (name: String, distance: Int)? in
                let distance = distance(wanted, Array(candidate.lowercased().utf8), atMost: allowed)
                return distance <= allowed ? (candidate, distance) : nil
            }
            .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
            .prefix(limit).map(\.name)
    }

    /// The sentence's end that an error gives: `; did you mean 'region'?`, or nothing where no name is near.
    public static func ending(for name: String, in known: some Sequence<String>) -> String {
        nearest(to: name, in: known, limit: 1).first.map { "; did you mean '\($0)'?" } ?? ""
    }

    /// The number of insertions, deletions, replacements and swaps of neighbors between two names (optimal string
    /// alignment); anything above `limit` where it is above `limit`.
    package static func distance<Element: Equatable>(_ a: [Element], _ b: [Element], atMost limit: Int) -> Int {
        guard abs(a.count - b.count) <= limit else { return limit + 1 }
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for j in b.indices {
                var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
                row.append(best)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
