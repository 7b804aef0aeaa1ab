/// Painting libedit's characters again with styles.
extension LineEditor {
    func paint(_ text: LineText, _ geometry: Geometry) {
        let isHighlighted = color && features.contains(.highlighting) && !text.isEmpty
        let spans = isHighlighted ? delegate?.highlights(in: text.string) ?? [] : []
        // Every cell each time: libedit moves cells about, with whatever style they had.
        guard !spans.isEmpty || state.isStyled || isMisdrawn(text, geometry) else { return }
        state.isStyled = !spans.isEmpty
        var painter = StylePainter(output: output, columns: geometry.columns, at: geometry.cursor)
        let styles = StyleRuns(spans: spans)
        var place = Geometry.position(after: state.prompt.printable, from: .origin, columns: geometry.columns)
        var offset = 0
        for scalar in text.scalars {
            painter.paint(scalar, at: place, style: styles.style(at: offset))
            place = Geometry.position(after: scalar, at: place, columns: geometry.columns)
            offset += scalar.utf8Length
        }
        painter.finish(at: geometry.cursor)
    }
}

extension LineEditor {
    /// Whether libedit may have left the picture wrong: it goes to the right by writing the characters in between, and when
    /// it comes from another row into the middle of a wide one, it writes them one cell too far left.
    private func isMisdrawn(_ text: LineText, _ geometry: Geometry) -> Bool {
        geometry.end.row > 0 && text.scalars.contains { !$0.isASCII && CellWidth($0) == .printed(2) }
    }
}

/// The spans of a text in order, looked up from left to right.
struct StyleRuns {
    private let spans: [HighlightSpan]

    init(spans: [HighlightSpan]) {
        self.spans = spans.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// The style of the byte, of overlapping spans the one that begins last.
    func style(at offset: Int) -> TextStyle? {
        var (low, high) = (0, spans.count)
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].range.lowerBound <= offset { low = middle + 1 } else { high = middle }
        }
        guard low > 0, spans[low - 1].range.contains(offset) else { return nil }
        return spans[low - 1].style
    }
}

private struct StylePainter {
    let output: TerminalOutput
    let columns: Int
    var at: Cell
    private var style: TextStyle?
    private var hasPainted = false

    init(output: TerminalOutput, columns: Int, at: Cell) {
        self.output = output
        self.columns = columns
        self.at = at
    }

    /// Paints one character where libedit has put it. Control characters, which libedit spells out, stay as they are.
    mutating func paint(_ scalar: Unicode.Scalar, at place: Cell, style new: TextStyle?) {
        guard case .printed(let cells) = CellWidth(scalar), cells > 0 else { return }
        let cell = Geometry.cell(of: scalar, at: place, columns: columns)
        if cell != at { output.move(from: at, to: cell) }
        if new != style || !hasPainted { output.append("\u{1b}[0\(new.map { ";" + $0.parameters } ?? "")m") }
        style = new
        hasPainted = true
        output.append(String(scalar))
        at = Cell(row: cell.row, column: cell.column + cells)
        guard at.column >= columns else { return }
        // The cursor waits at the right margin, in no cell.
        output.append("\r")
        at.column = 0
    }

    mutating func finish(at cursor: Cell) {
        guard hasPainted else { return }
        output.append("\u{1b}[0m")
        output.move(from: at, to: cursor)
    }
}
