import CEditline

/// How many terminal cells a scalar takes when libedit draws it, and how it draws it.
///
/// Mirrors libedit's `ct_chr_class` and `ct_visual_char`, and therefore depends on the C library's locale.
package enum CellWidth: Equatable {
    case newline
    case tab
    /// Printed as it is, in 0, 1 or 2 cells.
    case printed(Int)
    /// Spelled out (`^C`, `\U+200B`) in so many single cells.
    case spelled(Int)

    package init(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\n": self = .newline
        case "\t": self = .tab
        case " "..."~": self = .printed(1)
        case "\0"..<" ", "\u{7f}"..."\u{9f}": self = .spelled(2)
        default: self = Self.classify(scalar)
        }
    }

    private static func classify(_ scalar: Unicode.Scalar) -> CellWidth {
        let cells = edit_cell_width(scalar.value)
        return cells >= 0 ? .printed(Int(cells)) : .spelled(scalar.value > 0xffff ? 8 : 7)
    }

    /// The cells of text that stays on one row and contains no control characters worth more than nothing.
    package static func of(_ text: some Sequence<Unicode.Scalar>) -> Int {
        var total = 0
        for scalar in text {
            if case .printed(let cells) = CellWidth(scalar) { total += cells }
        }
        return total
    }

    /// The text in so many cells, with an ellipsis where it was cut.
    package static func fitting(_ text: String, cells: Int) -> String {
        let isCut = CellWidth.of(text.unicodeScalars) > cells
        return prefix(of: text.unicodeScalars, cells: isCut ? cells - 1 : cells).text + (isCut ? "…" : "")
    }

    /// The longest beginning of the text that fits into so many cells; control characters are dropped.
    package static func prefix(of text: some Sequence<Unicode.Scalar>, cells: Int) -> (text: String, cells: Int) {
        var result = String.UnicodeScalarView()
        var used = 0
        for scalar in text {
            guard case .printed(let width) = CellWidth(scalar) else { continue }
            if used + width > cells { break }
            used += width
            result.append(scalar)
        }
        return (String(result), used)
    }
}
