/// A Lua value as it was at one moment, cut to what is worth printing.
package indirect enum Snapshot: Sendable, Equatable {
    case `nil`
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    /// Lua's strings are bytes of any kind.
    case string([UInt8])
    case table(Table)
    /// A table that is being printed already, further out.
    case cycle
    /// A table below the depth limit.
    case elided(count: Int)
    /// What has no content to show: `function: builtin`, `thread: suspended`, a userdata by its `__name`.
    case opaque(String)

    package struct Table: Sendable, Equatable {
        package struct Field: Sendable, Equatable {
            package var key: Snapshot
            package var value: Snapshot

            package init(key: Snapshot, value: Snapshot) {
                self.key = key
                self.value = value
            }
        }

        /// The elements 1, 2, 3, ...
        package var items: [Snapshot] = []
        /// The other fields, in the order they are printed.
        package var fields: [Field] = []
        /// How many items and fields were left out.
        package var omitted = 0
        /// The `__name` of its metatable.
        package var typeName: String?

        package init(items: [Snapshot] = [], fields: [Field] = [], omitted: Int = 0, typeName: String? = nil) {
            self.items = items
            self.fields = fields
            self.omitted = omitted
            self.typeName = typeName
        }
    }

    /// What a snapshot leaves out.
    package struct Limits: Sendable, Equatable {
        /// How many tables deep it looks.
        package var depth = 4
        /// How many items and fields of one table it takes.
        package var items = 20

        package init(depth: Int = 4, items: Int = 20) {
            self.depth = depth
            self.items = items
        }
    }
}

extension Snapshot {
    /// Whether `a` is printed before `b` as a key: names first, then other strings, numbers, the rest.
    package static func precedes(_ a: Snapshot, _ b: Snapshot) -> Bool {
        switch (a, b) {
        case (.string(let left), .string(let right)):
            let (leftIsName, rightIsName) = (LuaLiteral.isName(left), LuaLiteral.isName(right))
            return leftIsName != rightIsName ? leftIsName : left.lexicographicallyPrecedes(right)
        case (.string, _): return true
        case (_, .string): return false
        case (.integer(let left), .integer(let right)): return left < right
        default: return a.keyRank < b.keyRank
        }
    }

    private var keyRank: Double {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: .infinity
        }
    }
}
