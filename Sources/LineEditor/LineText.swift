/// The edited text and the cursor in it, as code points: libedit counts in these.
package struct LineText: Equatable, Sendable {
    package var scalars: [Unicode.Scalar]
    /// The number of code points before the cursor.
    package var cursor: Int

    package init(scalars: [Unicode.Scalar], cursor: Int) {
        self.scalars = scalars
        self.cursor = cursor
    }

    /// The text with the cursor behind it.
    package init(_ string: String) {
        scalars = Array(string.unicodeScalars)
        cursor = scalars.count
    }

    package static let empty = LineText("")

    package var string: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    package var isEmpty: Bool { scalars.isEmpty }
    package var isCursorAtEnd: Bool { cursor == scalars.count }

    /// The number of UTF-8 bytes before a code point.
    package func utf8Offset(of index: Int) -> Int {
        scalars[..<index].reduce(0) { $0 + $1.utf8Length }
    }

    /// The code point that begins at a UTF-8 offset, or the next one.
    package func index(utf8Offset offset: Int) -> Int {
        var bytes = 0
        for (index, scalar) in scalars.enumerated() {
            if bytes >= offset { return index }
            bytes += scalar.utf8Length
        }
        return scalars.count
    }

    /// Replaces code points and puts the cursor behind what came in.
    package mutating func replace(_ range: Range<Int>, with replacement: some Collection<Unicode.Scalar>) {
        scalars.replaceSubrange(range, with: replacement)
        cursor = range.lowerBound + replacement.count
    }
}

extension Unicode.Scalar {
    package var utf8Length: Int {
        switch value {
        case 0..<0x80: 1
        case 0x80..<0x800: 2
        case 0x800..<0x10000: 3
        default: 4
        }
    }
}
