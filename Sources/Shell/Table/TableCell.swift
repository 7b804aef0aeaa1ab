internal import JSON

/// What one value looks like in one place of a table.
struct TableCell: Sendable {
    var text: String
    var width: Int
    var isNumber: Bool
    /// Whether a part of it would tell the wrong thing: numbers and times.
    var isWhole: Bool

    init(text: String, isNumber: Bool = false, isWhole: Bool = false) {
        self.text = text
        width = DisplayWidth.of(text)
        self.isNumber = isNumber
        self.isWhole = isNumber || isWhole
    }

    /// Of a text that a terminal shows as it is, a cell a byte.
    private init(plain text: String, isNumber: Bool = false) {
        self.text = text
        width = text.utf8.count
        self.isNumber = isNumber
        isWhole = isNumber
    }

    /// The cell of a value; nil stands for a record without that member.
    init(_ value: JSONValue?, time: ShortTime) {
        switch value {
        case nil, .null: self.init(plain: "")
        case .bool(let flag): self.init(text: flag ? "✓" : "–")
        case .integer(let number): self.init(plain: String(number), isNumber: true)
        case .number(let number): self.init(plain: "\(number)", isNumber: true)
        case .string(let text):
            if let time = time.text(text) {
                self.init(text: time, isWhole: true)
            } else if text.utf8.count <= Self.limit, TerminalText.isPlain(text) {
                self.init(plain: text)
            } else {
                self.init(text: TerminalText.visible(Self.beginning(of: text)))
            }
        case .array(let items): self.init(text: Self.text(items))
        case .object(let object): self.init(text: "{\(object.count)}")
        }
    }

    /// Short lists of scalars are spelled out, others counted.
    private static func text(_ items: [JSONValue]) -> String {
        var parts: [String] = []
        for item in items.prefix(5) {
            switch item {
            case .string(let text): parts.append(TerminalText.visible(beginning(of: text)))
            case .integer(let number): parts.append(String(number))
            default: return "[\(items.count)]"
            }
        }
        return parts.joined(separator: ", ") + (items.count > 5 ? ", … [\(items.count)]" : "")
    }

    /// No table shows more of a text than so many bytes, so no more of it is looked at.
    private static let limit = 512

    private static func beginning(of text: String) -> String {
        text.utf8.count <= limit ? text : String(text.prefix(limit - 1)) + "…"
    }
}
