internal import APIClient
internal import Catalog
internal import JSON
package import Lua

// Functions of the program that embeds the engine.
extension Engine {
    /// Makes the function callable, in the place of what had its name. A table of functions must be there:
    /// ``addTable(named:)``.
    package func add(_ function: ApplicationFunction) {
        let stack = interpreter.stack
        let call = ApplicationCall(function, engine: self)
        if function.operation.group.isEmpty {
            stack.push(function: call.run)
            applicationFunctions.remember(function, on: stack)
            stack.setRaw(global: function.operation.name)
        } else {
            stack.pushGlobals()
            stack.pushRaw(field: function.operation.group, of: -1)
            stack.push(function: call.run)
            applicationFunctions.remember(function, on: stack)
            stack.setRaw(field: function.operation.name, of: -2)
            stack.pop(2)
        }
    }

    /// Makes a global table for functions, which tells what it has when it is asked for what it has not.
    package func addTable(named name: String) {
        let stack = interpreter.stack
        stack.pushTable()
        stack.pushTable(fields: 3)
        stack.push(name)
        stack.setRaw(field: "__name", of: -2)
        stack.push(function: { [unowned self] stack in
            guard let wanted = stack.string(at: 2) else { return 0 }
            let names = applicationFunctions.names(inTable: name)
            throw LuaError("\(name) has no function '\(wanted)'" + Suggestion.ending(forFunction: wanted, in: names))
        })
        stack.setRaw(field: "__index", of: -2)
        stack.push(function: { stack in
            stack.push("\(name): help(\(name)) lists its functions")
            return 1
        })
        stack.setRaw(field: "__tostring", of: -2)
        stack.setMetatable(of: -2)
        stack.setRaw(global: name)
    }

    /// The function of the program that the value at `position` is, whatever name it was given since.
    /// Stack: unchanged.
    package func applicationFunction(at position: Int, on stack: Stack) -> ApplicationFunction? {
        applicationFunctions.function(at: position, on: stack)
    }
}

/// The functions of the program, and the Lua values that they are.
final class ApplicationFunctions {
    /// By the values' addresses; the references keep the addresses.
    private var functions: [UnsafeRawPointer: (function: ApplicationFunction, reference: Reference)] = [:]
    private(set) lazy var checker = ArgumentChecker()

    /// Remembers the function that is on top. Stack: unchanged.
    func remember(_ function: ApplicationFunction, on stack: Stack) {
        guard let identity = stack.identity(at: -1) else { return }
        functions[identity] = (function, stack.reference(at: -1))
    }

    /// Stack: unchanged.
    func function(at position: Int, on stack: Stack) -> ApplicationFunction? {
        guard !functions.isEmpty else { return nil }
        return stack.identity(at: position).flatMap { functions[$0]?.function }
    }

    func names(inTable table: String) -> [String] {
        functions.values.map(\.function.operation).filter { $0.group == table }.map(\.name).sorted()
    }
}
