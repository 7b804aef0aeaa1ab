/// Something that can be written at the cursor, as completion offers it.
public struct Completion: Sendable, Hashable, ExpressibleByStringLiteral {
    /// What is inserted; in a call it gets its quotes.
    public var text: String
    /// A few words beside it.
    public var summary: String

    public init(_ text: String) { self.init(text, summary: "") }

    public init(_ text: String, summary: String) {
        self.text = text
        self.summary = summary
    }

    public init(stringLiteral text: String) { self.init(text) }
}
