/// How many cells of a terminal a text takes.
///
/// Counted scalar by scalar as `wcwidth` does in a UTF-8 locale, because terminals and libedit count that way; own
/// tables, so that the count does not depend on the locale of the process. Thread-safe.
package enum DisplayWidth {
    /// The cells of `text`. Control characters count 0: escape them before (``TerminalText``).
    package static func of(_ text: some StringProtocol) -> Int {
        TerminalText.isPlain(text) ? text.utf8.count : text.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    /// The cells of one scalar: 0, 1 or 2.
    package static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xAD ? 0 : 1 }
        if isWide(value) { return 2 }
        if (0x1160...0x11FF).contains(value) { return 0 }  // Hangul vowels and finals join the syllable before them
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator: return 0
        default: return 1
        }
    }

    /// The longest beginning of `text` that fits `width` cells. Never cuts inside a character.
    package static func prefix(of text: String, fitting width: Int) -> Substring {
        guard !TerminalText.isPlain(text) else { return Substring(text.utf8.prefix(max(0, width))) }
        var used = 0
        var end = text.startIndex
        while end < text.endIndex {
            used += of(String(text[end]))
            guard used <= width else { break }
            end = text.index(after: end)
        }
        return text[..<end]
    }

    /// What of `text` begins in cell `start` or after it.
    package static func suffix(of text: String, from start: Int) -> String {
        start <= 0 ? text : String(text.dropFirst(prefix(of: text, fitting: start).count))
    }

    /// `text` itself where it fits `width` cells, else its beginning and an ellipsis, `width` cells together.
    package static func truncate(_ text: String, to width: Int) -> String {
        guard of(text) > width else { return text }
        return width < 1 ? "" : prefix(of: text, fitting: width - 1) + "…"
    }

    private static func isWide(_ value: UInt32) -> Bool {
        guard value >= 0x1100, value <= 0x3FFFD else { return false }
        var low = 0
        var high = wideRanges.count
        while low < high {
            let middle = (low + high) / 2
            if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < wideRanges.count && wideRanges[low].lowerBound <= value
    }
}
