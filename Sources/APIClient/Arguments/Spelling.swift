/// The candidate that `name` is most likely a misspelling of: at most two edits away, and fewer than half its letters.
/// Of equally near ones the first.
func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(name.lowercased().unicodeScalars)
    guard letters.count <= 64 else { return nil }
    var nearest: (name: String, distance: Int)?
    for candidate in candidates {
        let others = Array(candidate.lowercased().unicodeScalars)
        guard abs(others.count - letters.count) <= 2 else { continue }
        let distance = editDistance(letters, others)
        guard distance <= 2, distance * 2 < max(letters.count, others.count) else { continue }
        if distance < nearest?.distance ?? .max { nearest = (candidate, distance) }
    }
    return nearest?.name
}

/// The number of insertions, deletions, replacements and swaps of neighbors between two words (Damerau's distance in
/// its restricted form: no part is edited twice).
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
        var current = [i + 1]
        for j in b.indices {
            var distance = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { distance = min(distance, beforePrevious[j - 1] + 1) }
            current.append(distance)
        }
        (beforePrevious, previous) = (previous, current)
    }
    return previous[b.count]
}
