import Catalog

/// The candidate that `name` is most likely a misspelling of: at most two edits away, and fewer than half its letters.
/// Of equally near ones the first.
func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(name.lowercased().unicodeScalars)
    guard letters.count <= 64 else { return nil }
    var nearest: (name: String, distance: Int)?
    for candidate in candidates {
        let others = Array(candidate.lowercased().unicodeScalars)
        let distance = Suggestion.distance(letters, others, atMost: 2)
        guard distance <= 2, distance * 2 < max(letters.count, others.count) else { continue }
        if distance < nearest?.distance ?? .max { nearest = (candidate, distance) }
    }
    return nearest?.name
}
