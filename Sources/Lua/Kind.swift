public import CLua

/// The type of a Lua value.
public enum Kind: Int32, Sendable, CaseIterable {
    case none = -1
    case `nil` = 0
    case boolean = 1
    case lightUserdata = 2
    case number = 3
    case string = 4
    case table = 5
    case function = 6
    case userdata = 7
    case thread = 8

    /// The name Lua gives the type, such as `userdata` for both kinds of it.
    public var name: String {
        switch self {
        case .none: "no value"
        case .nil: "nil"
        case .boolean: "boolean"
        case .lightUserdata, .userdata: "userdata"
        case .number: "number"
        case .string: "string"
        case .table: "table"
        case .function: "function"
        case .thread: "thread"
        }
    }
}

extension Stack {
    /// The type of the value at `position`; `.none` beyond the top. Stack: unchanged.
    @inlinable public func kind(at position: Int) -> Kind {
        Kind(rawValue: lua_type(state, Int32(truncatingIfNeeded: position))) ?? .none
    }

    /// Whether there is no value at `position`, or nil. Stack: unchanged.
    @inlinable public func isNil(at position: Int) -> Bool {
        lua_type(state, Int32(truncatingIfNeeded: position)) <= 0
    }

    /// Whether the value is a number held as an integer. Stack: unchanged.
    @inlinable public func isInteger(at position: Int) -> Bool {
        lua_isinteger(state, Int32(truncatingIfNeeded: position)) != 0
    }

    /// Whether two values are the same without asking `__eq`. Stack: unchanged.
    @inlinable public func rawEqual(_ first: Int, _ second: Int) -> Bool {
        lua_rawequal(state, Int32(truncatingIfNeeded: first), Int32(truncatingIfNeeded: second)) != 0
    }
}
