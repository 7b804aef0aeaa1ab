/// A lexical element of Lua source, complete or cut off.
package struct LuaToken: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case keyword
        case name
        case number
        /// A short literal in quotes. `isClosed` is false where the text or the line ends first.
        case string(isClosed: Bool)
        /// A long bracket literal.
        case longString(isClosed: Bool)
        case comment(isClosed: Bool)
        case symbol
    }

    package var kind: Kind
    /// The bytes it covers, quotes and brackets included.
    package var range: Range<Int>
}

extension LuaToken.Kind {
    package var isComment: Bool { if case .comment = self { true } else { false } }

    package var isString: Bool {
        switch self {
        case .string, .longString: true
        default: false
        }
    }
}
