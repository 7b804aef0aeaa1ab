/// Numbers under names, for names from programs: what a dictionary does, without its protection against texts made to
/// collide, which these few names of a catalog need not have.
struct NameTable {
    private struct Entry {
        var name: String
        var number: Int
    }

    /// The entries whose names have the same key.
    private var buckets: [[Entry]]
    private let mask: Int
    private(set) var isEmpty = true

    /// Of several numbers of one name the first counts.
    init(_ entries: [(name: String, number: Int)]) {
        var size = 8
        while size < entries.count * 2 { size *= 2 }
        mask = size - 1
        buckets = Array(repeating: [], count: size)
        for (name, number) in entries where self[name] == nil {
            buckets[Self.key(of: name) & mask].append(Entry(name: name, number: number))
            isEmpty = false
        }
    }

    subscript(name: String) -> Int? {
        for entry in buckets[Self.key(of: name) & mask] where entry.name == name { return entry.number }
        return nil
    }

    /// From the ends and the length: enough for the names of fields, and cheap for every text.
    private static func key(of name: String) -> Int {
        let bytes = name.utf8
        guard let first = bytes.first, let last = bytes.last else { return 0 }
        let middle = bytes[bytes.index(bytes.startIndex, offsetBy: bytes.count / 2)]
        return Int(first) &* 31 &+ Int(middle) &* 7 &+ Int(last) &* 3 &+ bytes.count
    }
}
