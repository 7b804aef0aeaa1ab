/// Prints snapshots of Lua values for a person.
package struct PrettyPrinter: Sendable {
    /// A table that fits this many cells stands on one line.
    package var width = 80
    package var lineLimit = 100
    package var style = Emphasis.plain

    package init(width: Int = 80, lineLimit: Int = 100, style: Emphasis = .plain) {
        self.width = width
        self.lineLimit = lineLimit
        self.style = style
    }

    /// The lines of a value. A string at the top stands without quotes; its line ends stay, its other control characters
    /// are escaped.
    package func lines(of value: Snapshot) -> [String] {
        let lines: [String]
        if case .string(let bytes) = value {
            lines = LuaLiteral.escaped(bytes, keepingLines: true)
                .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        } else {
            lines = block(value, indentation: 0, before: 0, after: 0)
        }
        guard lines.count > lineLimit else { return lines }
        return lines.prefix(lineLimit) + [style.dim("…(+\(lines.count - lineLimit) lines)")]
    }

    /// - Parameters:
    ///   - before: the cells that stand before the value on its first line, without the indentation.
    ///   - after: the cells that follow on its last line.
    private func block(_ value: Snapshot, indentation: Int, before: Int, after: Int) -> [String] {
        let flat = inline(value)
        guard case .table(let table) = value, indentation + before + flat.width + after > width else {
            return [flat.text]
        }
        let blanks = String(repeating: " ", count: indentation + 2)
        var lines = [opening(table)]
        for (key, value) in entries(table) {
            let label = key.map(keyText)
            let inner = block(value, indentation: indentation + 2, before: label?.width ?? 0, after: 1)
            lines.append(blanks + (label?.text ?? "") + inner[0])
            lines += inner.dropFirst()
            lines[lines.count - 1] += ","
        }
        if table.omitted > 0 { lines.append(blanks + style.dim("…(+\(table.omitted))")) }
        return lines + [String(repeating: " ", count: indentation) + "}"]
    }

    private func entries(_ table: Snapshot.Table) -> [(Snapshot?, Snapshot)] {
        table.items.map { (nil, $0) } + table.fields.map { ($0.key, $0.value) }
    }

    private func opening(_ table: Snapshot.Table) -> String {
        table.typeName.map { style.dim(TerminalText.visible($0)) + " {" } ?? "{"
    }

    // MARK: - On one line

    /// A text and the cells it takes; counted beside it, because escape sequences take none.
    private struct Piece {
        var text: String
        var width: Int

        init(_ text: String, styled: String? = nil) {
            self.text = styled ?? text
            width = DisplayWidth.of(text)
        }

        static func += (left: inout Piece, right: Piece) {
            left.text += right.text
            left.width += right.width
        }
    }

    private func inline(_ value: Snapshot) -> Piece {
        switch value {
        case .nil: return Piece("nil", styled: style.dim("nil"))
        case .boolean(let flag): return Piece("\(flag)", styled: style.yellow("\(flag)"))
        case .integer(let number): return Piece("\(number)", styled: style.cyan("\(number)"))
        case .number(let number):
            let text = LuaLiteral.number(number)
            return Piece(text, styled: style.cyan(text))
        case .string(let bytes):
            let text = LuaLiteral.quoted(bytes)
            return Piece(text, styled: style.green(text))
        case .cycle: return Piece("<cycle>", styled: style.dim("<cycle>"))
        case .elided(let count): return Piece(count == 0 ? "{}" : "{…\(count)}")
        case .opaque(let text):
            let text = TerminalText.visible(text)
            return Piece(text, styled: style.dim(text))
        case .table(let table): return inline(table)
        }
    }

    private func inline(_ table: Snapshot.Table) -> Piece {
        let entries = entries(table)
        let name = table.typeName.map { TerminalText.visible($0) + " " } ?? ""
        guard !entries.isEmpty || table.omitted > 0 else { return Piece(name + "{}") }
        var piece = Piece(name + "{ ", styled: opening(table) + " ")
        for (index, (key, value)) in entries.enumerated() {
            if index > 0 { piece += Piece(", ") }
            if let key { piece += keyText(key) }
            piece += inline(value)
            // The caller wants to know only that it is too wide.
            if piece.width > width { return piece }
        }
        if table.omitted > 0 { piece += Piece((entries.isEmpty ? "" : ", ") + "…(+\(table.omitted))") }
        piece += Piece(" }")
        return piece
    }

    private func keyText(_ key: Snapshot) -> Piece {
        if case .string(let bytes) = key, LuaLiteral.isName(bytes) {
            return Piece(String(decoding: bytes, as: UTF8.self) + " = ")
        }
        var piece = Piece("[")
        piece += inline(key)
        piece += Piece("] = ")
        return piece
    }
}
