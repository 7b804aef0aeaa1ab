internal import JSON
public import Lua

/// A file that could not be written, as a Lua table: `kind` = `"file"`, `path`, `message`, `where`.
public struct FileFailure: Error, CustomStringConvertible {
    public let path: String
    /// `the file exists; { overwrite = true } replaces it`
    public let reason: String
    let position: String

    public var description: String { "\(position)save: \(path): \(reason)" }
}

extension FileFailure: LuaErrorValue {
    public func pushErrorValue(to stack: Stack) {
        ErrorTable(description: description, position: position).push(to: stack, kind: "file") { set in
            set("path", .string(path))
            set("message", .string(reason))
        }
    }
}
