internal import APIClient
internal import JSON
internal import Lua

/// A function of the program that failed, as the Lua table a script catches: `operation`, its name,
/// `message`, `kind` = `"application"`, and `where`, the place of the call in the script.
struct ApplicationFailure: Error, CustomStringConvertible, LuaErrorValue {
    private let function: String
    private let message: String
    private let position: String

    /// - Parameter error: Its description is the message.
    init(_ function: String, _ error: any Error, position: String) {
        self.init(function, message: "\(error)", position: position)
    }

    init(_ function: String, message: String, position: String) {
        self.function = function
        self.message = message
        self.position = position
    }

    /// `entry:1: acme.deploy: there is no app 'wbe'`
    var description: String { "\(position)\(function): \(message)" }

    func pushErrorValue(to stack: Stack) {
        ErrorTable(description: description, position: position).push(to: stack, kind: "application") { set in
            set("operation", .string(function))
            set("message", .string(message))
        }
    }
}
