/// How one text becomes another, line by line.
public struct LineDifference: Sendable, Equatable {
    public enum Line: Sendable, Equatable {
        case same(String)
        case removed(String)
        case added(String)
    }

    public let lines: [Line]

    public init(from old: String, to new: String) {
        let oldLines = old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let newLines = new.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let difference = newLines.difference(from: oldLines)
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        lines = Self.merged(oldLines, removed, newLines, added)
    }

    private static func merged(
        _ old: [String], _ removed: Set<Int>, _ new: [String], _ added: Set<Int>
    ) -> [Line] {
        var lines: [Line] = []
        var position = 0
        for (index, line) in old.enumerated() {
            if removed.contains(index) {
                lines.append(.removed(line))
                continue
            }
            while added.contains(position) {
                lines.append(.added(new[position]))
                position += 1
            }
            lines.append(.same(line))
            position += 1
        }
        return lines + new[min(position, new.count)...].map { .added($0) }
    }

    public var isEmpty: Bool { lines.allSatisfy { if case .same = $0 { true } else { false } } }

    /// The changes with `context` lines around each, as other tools write them: `-old`, `+new`, ` same`, and `@@ 12` with
    /// the number of a line where some were left out.
    public func text(context: Int = 3) -> [String] {
        let isChanged = lines.map { if case .same = $0 { false } else { true } }
        var result: [String] = []
        var number = 0
        var isOpen = false
        for (index, line) in lines.enumerated() {
            if case .removed = line {} else { number += 1 }
            let near = max(0, index - context)...min(lines.count - 1, index + context)
            guard isChanged[near].contains(true) else {
                isOpen = false
                continue
            }
            if !isOpen { result.append("@@ \(max(1, number))") }
            isOpen = true
            result.append(Self.text(of: line))
        }
        return result
    }

    private static func text(of line: Line) -> String {
        switch line {
        case .same(let text): " " + text
        case .removed(let text): "-" + text
        case .added(let text): "+" + text
        }
    }
}
