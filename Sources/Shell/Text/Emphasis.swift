/// Emphasis by SGR escape sequences (ECMA-48 section 8.3.117), or none.
package struct Emphasis: Sendable, Equatable {
    /// Whether anything is emphasized at all.
    package var isColored: Bool

    package init(isColored: Bool) { self.isColored = isColored }

    package static let plain = Emphasis(isColored: false)
    package static let colored = Emphasis(isColored: true)

    package func bold(_ text: String) -> String { wrap(text, "1") }
    package func dim(_ text: String) -> String { wrap(text, "2") }
    package func red(_ text: String) -> String { wrap(text, "31") }
    package func green(_ text: String) -> String { wrap(text, "32") }
    package func yellow(_ text: String) -> String { wrap(text, "33") }
    package func blue(_ text: String) -> String { wrap(text, "34") }
    package func magenta(_ text: String) -> String { wrap(text, "35") }
    package func cyan(_ text: String) -> String { wrap(text, "36") }
    package func boldRed(_ text: String) -> String { wrap(text, "1;31") }

    private func wrap(_ text: String, _ code: String) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
