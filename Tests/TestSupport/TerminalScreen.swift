import Glibc

/// What a terminal shows after the bytes it has got: a small VT emulator for tests.
///
/// Knows cursor motion, erasing, inserting and deleting, scrolling, wrapping at the right margin with the cursor waiting
/// there, wide and zero-width characters, SGR and private modes. Rows that scroll out are kept.
public struct TerminalScreen: Sendable {
    /// One character cell. A wide character has its text in the first of two cells and nothing in the second.
    public struct Cell: Equatable, Sendable {
        public var text: String
        public var style: Style
    }

    /// The SGR attributes tests look at.
    public struct Style: Equatable, Sendable {
        public var isBold = false
        public var isDimmed = false
        public var isInverse = false
        /// 0 to 15, nil for the default.
        public var color: Int?

        public init(isBold: Bool = false, isDimmed: Bool = false, isInverse: Bool = false, color: Int? = nil) {
            (self.isBold, self.isDimmed, self.isInverse, self.color) = (isBold, isDimmed, isInverse, color)
        }
    }

    public private(set) var columns: Int
    public private(set) var rows: Int
    public internal(set) var cursor = (row: 0, column: 0)
    /// The private modes that are set, such as 2004 for bracketed paste.
    public internal(set) var modes: Set<Int> = []
    /// How often each private mode has been set.
    public internal(set) var timesSet: [Int: Int] = [:]
    /// How often the bell has rung.
    public internal(set) var bells = 0
    /// Sequences the emulator does not know: a test of what a program sends looks here.
    public internal(set) var unknownSequences: [String] = []

    var cells: [[Cell]]
    var scrolledOut: [[Cell]] = []
    var style = Style()
    /// The cursor is behind the last column: the next character goes to the next row.
    var isWrapPending = false
    /// Whether characters go on in the next row (DECAWM). Otherwise those that do not fit replace the last.
    public internal(set) var wraps = true
    /// What `ESC 7` has saved.
    var saved = (cursor: (row: 0, column: 0), isWrapPending: false)
    var parser = TerminalParser()

    public init(columns: Int, rows: Int) {
        (self.columns, self.rows) = (columns, rows)
        cells = Array(repeating: Self.blankRow(columns), count: rows)
    }

    static func blankRow(_ columns: Int) -> [Cell] {
        Array(repeating: Cell(text: " ", style: Style()), count: columns)
    }

    /// The text of a row without the blanks at its end.
    public func row(_ index: Int) -> String { Self.text(of: cells[index]) }

    /// The rows down to the last that is not blank, joined by newlines.
    public var text: String { Self.join(cells) }

    /// The same, with the rows that have scrolled out above.
    public var allText: String { Self.join(scrolledOut + cells) }

    /// The character of a cell; empty for the second cell of a wide one.
    public func text(row: Int, column: Int) -> String { cells[row][column].text }

    /// The style of a cell.
    public func style(row: Int, column: Int) -> Style { cells[row][column].style }

    private static func text(of row: [Cell]) -> String {
        let text = row.map(\.text).joined()
        return String(text.reversed().drop { $0 == " " }.reversed())
    }

    private static func join(_ rows: [[Cell]]) -> String {
        var lines = rows.map(text)
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// Takes what a program has written.
    public mutating func feed(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            if let action = parser.take(byte) { perform(action) }
        }
    }

    /// Changes the size as xterm does: rows are cut or filled, not folded anew; when rows go, the upper ones scroll out.
    public mutating func resize(columns: Int, rows: Int) {
        while cells.count > rows {
            if cursor.row < rows { cells.removeLast() } else { scrollUp() }
        }
        self.rows = rows
        while cells.count < rows { cells.append(Self.blankRow(columns)) }
        cells = cells.map { Array(($0 + Self.blankRow(columns)).prefix(columns)) }
        self.columns = columns
        cursor = (min(cursor.row, rows - 1), min(cursor.column, columns - 1))
        isWrapPending = false
    }

    private mutating func scrollUp() {
        scrolledOut.append(cells.removeFirst())
        cursor.row = max(0, cursor.row - 1)
    }
}

extension TerminalScreen {
    mutating func lineFeed() {
        isWrapPending = false
        guard cursor.row == rows - 1 else {
            cursor.row += 1
            return
        }
        scrolledOut.append(cells.removeFirst())
        cells.append(Self.blankRow(columns))
    }

    mutating func put(_ scalar: Unicode.Scalar) {
        let width = Self.width(of: scalar)
        if width == 0 { return combine(scalar) }
        if !wraps {
            cursor.column = min(cursor.column, columns - width)
        } else if isWrapPending || cursor.column + width > columns {
            cursor.column = 0
            lineFeed()
        }
        cells[cursor.row][cursor.column] = Cell(text: String(scalar), style: style)
        if width == 2 { cells[cursor.row][cursor.column + 1] = Cell(text: "", style: style) }
        cursor.column += width
        if cursor.column >= columns {
            cursor.column = columns - 1
            isWrapPending = wraps
        }
    }

    private mutating func combine(_ scalar: Unicode.Scalar) {
        let column = isWrapPending ? cursor.column : cursor.column - 1
        if column >= 0 { cells[cursor.row][column].text.unicodeScalars.append(scalar) }
    }

    /// Independent of the locale: East Asian wide ranges and emoji as terminals draw them.
    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x300...0x36f, 0x200b...0x200f, 0xfe00...0xfe0f: 0
        case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
            0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
            2
        default: 1
        }
    }
}
