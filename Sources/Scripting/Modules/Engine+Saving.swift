internal import JSON
internal import Lua

extension Engine {
    /// Installs `save(value, path, {overwrite=})`, which writes a string as it is and a table as JSON, and returns the path.
    func installSaving(on stack: Stack) {
        stack.push(function: save)
        stack.setRaw(global: "save")
    }
}

private func save(_ stack: Stack) throws -> Int {
    let position = stack.callerPosition
    guard let path = stack.string(at: 2) else { throw stack.typeError(at: 2, expected: "string") }
    guard !path.isEmpty, !path.utf8.contains(0) else {
        throw FileFailure(path: path, reason: "is no name of a file", position: position)
    }
    let file = NewFile(path: path, isReplacing: try isReplacing(stack))
    do {
        if let result = stack.bytes(at: 1, { bytes in Result { () throws(NewFile.Problem) in try file.write(bytes) } })
        {
            try result.get()
        } else {
            try json(of: stack).withUnsafeBytes { bytes in try file.write(bytes) }
        }
    } catch let problem as NewFile.Problem {
        throw FileFailure(path: path, reason: problem.reason, position: position)
    }
    stack.push(valueAt: 2)
    return 1
}

private func isReplacing(_ stack: Stack) throws -> Bool {
    guard !stack.isNil(at: 3) else { return false }
    guard stack.kind(at: 3) == .table else { throw stack.typeError(at: 3, expected: "table") }
    try stack.forEachPair(in: 3) { () throws(LuaError) in
        guard stack.string(at: -2) == "overwrite" else { throw LuaError("save: the only option is 'overwrite'") }
    }
    return stack.flag("overwrite", of: 3)
}

/// The table at 1 as lines of JSON.
private func json(of stack: Stack) throws -> [UInt8] {
    guard stack.kind(at: 1) == .table else { throw stack.typeError(at: 1, expected: "string or table") }
    do {
        return try stack.jsonValue(at: 1).serialized([.pretty]) + [UInt8(ascii: "\n")]
    } catch {
        throw LuaError("save: \(error.description)")
    }
}
