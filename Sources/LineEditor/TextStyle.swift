/// How a part of the text looks: SGR attributes of ECMA-48.
public struct TextStyle: Equatable, Sendable {
    /// The parameters between `ESC [` and `m`, such as `1;34`.
    package let parameters: String

    private init(_ parameters: String) {
        self.parameters = parameters
    }

    /// One of the terminal's sixteen colors (0 to 15), so that the user's color scheme holds.
    public static func color(_ number: UInt8, isBold: Bool = false) -> TextStyle {
        let code = number < 8 ? 30 + Int(number) : 82 + Int(min(number, 15))
        return TextStyle(isBold ? "1;\(code)" : "\(code)")
    }

    /// Faint.
    public static let dimmed = TextStyle("2")
    /// Bold.
    public static let bold = TextStyle("1")
    /// Underlined.
    public static let underlined = TextStyle("4")
    package static let inverse = TextStyle("7")
}

/// A styled part of the text.
public struct HighlightSpan: Equatable, Sendable {
    /// UTF-8 offsets.
    public var range: Range<Int>
    /// How it looks.
    public var style: TextStyle

    public init(range: Range<Int>, style: TextStyle) {
        self.range = range
        self.style = style
    }
}
