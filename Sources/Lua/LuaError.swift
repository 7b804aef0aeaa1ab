/// An error that Lua raised, or that a callback raises in Lua.
public struct LuaError: Error, CustomStringConvertible {
    /// What went wrong.
    public enum Kind: Sendable, Equatable {
        /// The source is not Lua; if `isIncomplete`, more text could make it so.
        case syntax(isIncomplete: Bool)
        /// Raised by the program or a function it called.
        case runtime
        /// The memory limit was met.
        case memory
        /// Stopped by ``Interpreter/interrupt()``.
        case interrupted
        /// Stopped by the time limit.
        case timeLimit
        /// Ended by ``Coroutine/cancel()``.
        case canceled
        /// Failed while another error was being handled.
        case errorInErrorHandling
    }

    public var kind: Kind
    /// The text of the error value: the string, or what its `__tostring` says.
    public var message: String
    private let origin: Origin?

    /// The calls that were open; only on errors that reached the outermost call from Swift.
    public var traceback: String? { origin?.traceback }
    /// The error value itself, of any Lua type; nil if the error does not come from Lua.
    public var value: Reference? { origin?.value }

    /// An error to throw from a callback: Lua gets a string, the message with the position of the caller before it.
    public init(_ message: String) {
        self.init(kind: .runtime, message: message)
    }

    package init(kind: Kind, message: String) {
        self.kind = kind
        self.message = message
        self.origin = nil
    }

    static var canceled: LuaError { LuaError(kind: .canceled, message: "canceled") }

    init(kind: Kind, message: String, traceback: String?, value: Reference?) {
        self.kind = kind
        self.message = message
        self.origin = Origin(traceback: traceback, value: value)
    }

    public var description: String { message }
}

/// What an error from Lua has beyond its text; apart, so that errors made in Swift stay small.
private final class Origin: Sendable {
    let traceback: String?
    let value: Reference?

    init(traceback: String?, value: Reference?) {
        self.traceback = traceback
        self.value = value
    }
}

/// An error of Swift that says which Lua value represents it, such as a table with fields.
public protocol LuaErrorValue: Error {
    /// Stack: pushes 1.
    func pushErrorValue(to stack: Stack)
}
