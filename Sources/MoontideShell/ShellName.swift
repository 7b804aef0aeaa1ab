internal import APIClient
internal import Catalog
internal import JSON

/// What names may be.
enum ShellName {
    /// - Throws: ``ShellError`` where the name cannot be that of a folder everywhere.
    static func check(program name: String) throws(ShellError) {
        let isFit = name.utf8.allSatisfy { $0.isLetterOrDigit || [0x2D, 0x2E, 0x5F].contains($0) }
        guard isFit, (1...64).contains(name.utf8.count), !name.hasPrefix("."), !name.hasPrefix("-") else {
            throw ShellError(
                .invalidName,
                "'\(name)' cannot be the name of a program: expected 1 to 64 letters, digits, '_', '-' and dots, with no "
                    + "dot or '-' in front; its folders are called so")
        }
    }

    /// - Throws: ``ShellError`` where Lua has no such names.
    static func check(lua name: String, as what: String) throws(ShellError) {
        guard !LuaName.isIdentifier(name) else { return }
        let reason =
            LuaName.keywords.contains(name)
            ? "it is a word of Lua" : "expected letters, digits and underscores, and no digit in front"
        throw ShellError(.invalidName, "'\(name)' cannot be the name of \(what): \(reason)")
    }

    static func check(command name: String) throws(ShellError) {
        let isFit = name.utf8.allSatisfy { $0.isLetterOrDigit || $0 == 0x2D || $0 == 0x5F }
        guard isFit, name.utf8.first.map({ $0.isLetterOrDigit && !(0x30...0x39).contains($0) }) == true else {
            throw ShellError(
                .invalidName,
                "'\(name)' cannot be the name of a command: expected letters, digits, '_' and '-', and a letter in front; "
                    + "the dot is left out")
        }
    }

    /// - Throws: ``ShellError`` where the function or one of its parameters cannot be called so, or a default is none.
    static func check(_ function: Function) throws(ShellError) {
        try check(lua: function.name, as: "a function")
        var names: Set<String> = []
        for field in function.parameters.map(\.field) {
            try check(lua: field.name, as: "a parameter of \(function.name)")
            guard names.insert(field.name).inserted else {
                throw ShellError(.invalidParameter, "\(function.name) has two parameters called '\(field.name)'")
            }
            try checkDefault(of: field, in: function.name)
        }
    }

    private static func checkDefault(of field: Field, in function: String) throws(ShellError) {
        guard let value = field.defaultValue, let problem = SchemaTest(field).problem(with: value) else { return }
        throw ShellError(.invalidParameter, "the default of \(function) is not allowed: \(problem)")
    }
}

extension UInt8 {
    /// Of ASCII.
    fileprivate var isLetterOrDigit: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }
}
