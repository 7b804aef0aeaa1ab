internal import Glibc

/// What can be known of every operation without reading more than a few lines of it.
struct CatalogIndex: Sendable {
    struct Entry: Sendable {
        var group: String
        var name: String
        var method = ""
        var path = ""

        var qualifiedName: String { "\(group).\(name)" }
    }

    /// In the order of the files.
    private(set) var entries: [Entry] = []
    /// The index of the entry for every full name, aliases included.
    private(set) var places: [String: Int] = [:]
    /// The alias names of each group that has some, with the full name each stands for.
    private(set) var aliases: [String: [String: String]] = [:]

    init(_ files: [CatalogFile]) {
        for file in files {
            file.withBytes { bytes in
                var lines = IndexLines(bytes: bytes)
                while let line = lines.next() { add(line, in: file.group) }
            }
        }
    }

    /// The paths of all entries, as places among them.
    func makeRoutes() -> RouteTable {
        var routes = RouteTable()
        for (place, entry) in entries.enumerated() {
            routes.add(PathTemplate(entry.path), method: entry.method, place: place)
        }
        return routes
    }

    private mutating func add(_ line: IndexLines.Line, in group: String) {
        switch line {
        case .operation(let name):
            places["\(group).\(name)"] = entries.count
            entries.append(Entry(group: group, name: name))
        case .alias(let alias):
            guard let dot = alias.firstIndex(of: "."), let entry = entries.last else { return }
            places[alias] = entries.count - 1
            aliases[String(alias[..<dot]), default: [:]][String(alias[dot...].dropFirst())] = entry.qualifiedName
        case .route(let method, let path):
            guard !entries.isEmpty else { return }
            entries[entries.count - 1].method = method
            entries[entries.count - 1].path = path
        }
    }
}

/// Goes through the lines of a file that the index needs, past all others.
private struct IndexLines {
    enum Line {
        case operation(String)
        case alias(String)
        case route(method: String, path: String)
    }

    let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var isInOperation = false

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func next() -> Line? {
        while position < bytes.count {
            let start = position
            let end = endOfLine(from: start)
            position = end + 1
            if let line = line(in: start..<end) { return line }
        }
        return nil
    }

    private func endOfLine(from start: Int) -> Int {
        guard let base = bytes.baseAddress,
            let end = memchr(base + start, Int32(UInt8.newline), bytes.count - start)
        else { return bytes.count }
        return UnsafeRawPointer(end) - UnsafeRawPointer(base)
    }

    private mutating func line(in range: Range<Int>) -> Line? {
        guard let first = range.first.map({ bytes[$0] }), first != .hash else { return nil }
        if first != .space {
            let words = words(in: range)
            isInOperation = words.first == "operation"
            return isInOperation && words.count > 1 ? .operation(words[1]) : nil
        }
        guard isInOperation, range.count > 4, bytes[range.lowerBound + 3] == .space else { return nil }
        let initial = bytes[range.lowerBound + 4]
        guard initial.isUppercase || initial == UInt8(ascii: "a") else { return nil }
        let words = words(in: range)
        guard words.count > 1 else { return nil }
        if initial.isUppercase { return .route(method: words[0], path: words[1]) }
        return words[0] == "alias" ? .alias(words[1]) : nil
    }

    /// The first two words of a line.
    private func words(in range: Range<Int>) -> [String] {
        bytes[range].split(maxSplits: 2, whereSeparator: \.isBlank).prefix(2).map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}
