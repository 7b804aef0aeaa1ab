internal import Catalog
internal import Lua
internal import Scripting

/// Help about a value of the running interpreter, found by raw access: nothing runs and nothing is sent.
struct ValueHelp {
    let engine: Engine
    let text: HelpText
    var functions = HelperTable.standard
    /// Help about a name that is neither the API's nor this program's; nil where it is none.
    var named: (String) -> [String]? = { _ in nil }

    /// What `help(value)` prints. Stack: unchanged.
    func lines(aboutValueAt position: Int, on stack: Stack) -> [String] {
        switch engine.subject(at: position, on: stack) {
        case .group(let name)?: return text.lines(aboutOrFinding: name)
        case .operation(let operation)?: return text.lines(aboutOrFinding: operation.qualifiedName)
        case .derived(let function)?:
            return text.lines(aboutOrFinding: "\(function.operation.group).\(function.name)")
        case nil: break
        }
        if let resource = engine.origin(at: position, on: stack)?.resource {
            return text.lines(aboutOrFinding: resource.qualifiedName)
        }
        if engine.plan(at: position, on: stack) != nil { return text.lines(aboutOrFinding: "plan") }
        if let name = nameOfHelper(at: position, on: stack) { return text.lines(aboutOrFinding: name) }
        if let name = stack.string(at: position) { return named(name) ?? text.lines(aboutOrFinding: name) }
        return ["no help on a \(stack.kind(at: position).name); help() tells where to begin"]
    }

    /// Help about a chain of names that begins with a variable: `ns`, `ns:create_trigger`, `ns.label`. Nil where the
    /// variable holds nothing of the API.
    func lines(aboutVariable chain: String) -> [String]? {
        let names = chain.split { $0 == "." || $0 == ":" }.map(String.init)
        guard let first = names.first, first.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { return nil }
        let stack = engine.interpreter.stack
        stack.pushGlobals()
        defer { stack.pop(2) }
        stack.pushRaw(field: first, of: -1)
        guard let resource = engine.origin(at: stack.top, on: stack)?.resource else { return nil }
        let subject = [resource.qualifiedName] + names.dropFirst()
        return text.lines(about: subject.joined(separator: "."))
    }

    /// The function or table of this program that is the value at `position`. Stack: unchanged.
    private func nameOfHelper(at position: Int, on stack: Stack) -> String? {
        guard let identity = stack.identity(at: position) else { return nil }
        if let function = engine.applicationFunction(at: position, on: stack) { return function.name }
        let names = functions.functions.map(\.name) + functions.modules.map(\.name)
        return names.first { name in
            let base = stack.top
            defer { stack.truncate(to: base) }
            stack.pushGlobals()
            for part in name.split(separator: ".") {
                guard stack.kind(at: -1) == .table else { return false }
                stack.pushRaw(field: String(part), of: -1)
            }
            return stack.identity(at: -1) == identity
        }
    }
}
