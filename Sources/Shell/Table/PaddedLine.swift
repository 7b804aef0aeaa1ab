/// A line of texts, each padded with blanks to a number of cells; it ends with its last text.
struct PaddedLine {
    private var line: String
    /// The blanks that are written only if something follows.
    private var blanks = 0

    /// - Parameter capacity: about how many cells it gets.
    init(capacity: Int) {
        line = ""
        line.reserveCapacity(capacity)
    }

    /// - Parameters:
    ///   - textWidth: the cells of `text`, which is cut where they are more than `width`.
    ///   - right: puts the blanks before the text.
    mutating func add(_ text: String, _ textWidth: Int, to width: Int, right: Bool = false) {
        guard textWidth <= width else {
            let cut = DisplayWidth.truncate(text, to: width)
            return add(cut, min(width, DisplayWidth.of(cut)), to: width)
        }
        if right { skip(width - textWidth) }
        if !text.isEmpty {
            writeBlanks()
            line += text
        }
        if !right { skip(width - textWidth) }
    }

    mutating func skip(_ count: Int) { blanks += count }

    /// Without the blanks at the end.
    var text: String {
        var text = line
        while text.utf8.last == UInt8(ascii: " ") { text.unicodeScalars.removeLast() }
        return text
    }

    var paddedText: String {
        var padded = self
        padded.writeBlanks()
        return padded.line
    }

    private mutating func writeBlanks() {
        while blanks > 0 {
            let count = min(blanks, Self.runs.count - 1)
            line += Self.runs[count]
            blanks -= count
        }
    }

    private static let runs = (0...32).map { String(repeating: " ", count: $0) }
}
