internal import CLuaBridge

extension Interpreter {
    /// What an interpreter starts with.
    public struct Configuration: Sendable {
        /// The most memory, in bytes, that Lua values may take; nil for no limit. What one callback pushes may pass it
        /// until the callback returns.
        public var memoryLimit: Int?
        /// The stock libraries to open.
        public var libraries: Libraries
        /// Whether `load`, `loadfile` and `dofile` take binary chunks, as stock Lua's do. A crafted one can crash the
        /// process: not for untrusted code. What Swift loads is text in any case.
        public var acceptsBinaryChunks: Bool
        /// Whether every call of a stock function answers an interrupt and the time limit soon, for chunks of others:
        /// patterns are matched so that they can be stopped, `table` refuses lengths that `__len` makes up and very many
        /// items, `setmetatable` refuses `__gc`, and `collectgarbage` only counts.
        public var boundsLibraries: Bool
        /// Whether the time of waiting for operations counts against time limits.
        public var countsWaits: Bool

        public init(
            memoryLimit: Int? = nil, libraries: Libraries = .all, acceptsBinaryChunks: Bool = true,
            boundsLibraries: Bool = false, countsWaits: Bool = true
        ) {
            self.memoryLimit = memoryLimit
            self.libraries = libraries
            self.acceptsBinaryChunks = acceptsBinaryChunks
            self.boundsLibraries = boundsLibraries
            self.countsWaits = countsWaits
        }
    }

    /// A set of Lua's stock libraries.
    public struct Libraries: OptionSet, Sendable {
        public let rawValue: UInt32

        public init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        public static let base = Libraries(rawValue: LUA_BRIDGE_BASE)
        public static let package = Libraries(rawValue: LUA_BRIDGE_PACKAGE)
        public static let coroutine = Libraries(rawValue: LUA_BRIDGE_COROUTINE)
        public static let table = Libraries(rawValue: LUA_BRIDGE_TABLE)
        public static let io = Libraries(rawValue: LUA_BRIDGE_IO)
        public static let os = Libraries(rawValue: LUA_BRIDGE_OS)
        public static let string = Libraries(rawValue: LUA_BRIDGE_STRING)
        public static let math = Libraries(rawValue: LUA_BRIDGE_MATH)
        public static let utf8 = Libraries(rawValue: LUA_BRIDGE_UTF8)
        public static let debug = Libraries(rawValue: LUA_BRIDGE_DEBUG)

        /// What `lua5.4` opens.
        public static let all: Libraries = [
            .base, .package, .coroutine, .table, .io, .os, .string, .math, .utf8, .debug
        ]
    }
}
