internal import Catalog
internal import Lua
internal import Scripting

/// The Lua functions that write values: `show(value, options)`, which is also the method `print` of every result of the
/// API, and `render(value, options)`, which returns the text.
struct OutputModule {
    /// The printer for standard output as it is now.
    let printer: () -> ResultPrinter
    let present: ([UInt8]) -> Void

    func install(in engine: Engine) {
        let stack = engine.interpreter.stack
        stack.push(function: { stack in try show(stack, "show") })
        stack.setRaw(global: "show")
        stack.push(function: render)
        stack.setRaw(global: "render")
        engine.addResultMethod("print") { stack in try show(stack, "print") }
    }

    private func show(_ stack: Stack, _ name: String) throws -> Int {
        guard stack.top > 0 else { throw LuaError("\(name): expected a value") }
        present(try bytes(stack, printer(), name))
        return 0
    }

    private func render(_ stack: Stack) throws -> Int {
        guard stack.top > 0 else { throw LuaError("render: expected a value") }
        // Text for wherever it goes: without the colors, the width and the cuts of this terminal.
        var printer = printer()
        (printer.style, printer.width, printer.options.rowLimit) = (.plain, nil, nil)
        stack.push(bytes: try bytes(stack, printer, "render"))
        return 1
    }

    private func bytes(_ stack: Stack, _ printer: ResultPrinter, _ name: String) throws -> [UInt8] {
        var printer = printer
        if !stack.isNil(at: 2) {
            var reader = RenderOptionReader(stack: stack, function: name, options: printer.options)
            try reader.read(at: 2)
            printer.options = reader.options
            if let width = reader.width { printer.width = width }
            if reader.options.rowLimit == nil { printer.showsWhole = reader.hasRows }
        }
        do {
            return try printer.bytes(stack, at: 1)
        } catch {
            throw LuaError("\(name): \(error.description)")
        }
    }
}

/// Reads the options of `show` from a Lua table.
struct RenderOptionReader {
    let stack: Stack
    let function: String
    var options: RenderOptions
    /// The cells of a line, where the table says.
    private(set) var width: Int?
    /// Whether the table says how many rows are shown.
    private(set) var hasRows = false

    init(stack: Stack, function: String, options: RenderOptions) {
        self.stack = stack
        self.function = function
        self.options = options
    }

    private static let names = ["mode", "columns", "sort", "rows", "header", "width"]

    /// Takes over what the table at `position` has; a string is the mode alone.
    ///
    /// - Throws: `LuaError` that names the option.
    mutating func read(at position: Int) throws(LuaError) {
        if stack.kind(at: position) == .string { return try setMode(stack.string(at: position) ?? "") }
        guard stack.kind(at: position) == .table else {
            throw LuaError("\(function): expected a table of options, found \(stack.kind(at: position).name)")
        }
        try checkNames(position)
        for name in Self.names {
            defer { stack.pop() }
            if stack.pushRaw(field: name, of: position) != .nil { try set(name) }
        }
    }

    private func checkNames(_ position: Int) throws(LuaError) {
        try stack.forEachPair(in: position) { () throws(LuaError) in
            let name = stack.kind(at: -2) == .string ? stack.string(at: -2) ?? "?" : "\(stack.integer(at: -2) ?? 0)"
            guard !Self.names.contains(name) else { return }
            let near = Suggestion.nearest(to: name, in: Self.names, limit: 1).first.map { "did you mean '\($0)'?" }
            throw LuaError(
                "\(function): unknown option '\(name)'; "
                    + (near ?? "there are \(Self.names.joined(separator: ", "))"))
        }
    }

    /// Sets an option to the value on top.
    private mutating func set(_ name: String) throws(LuaError) {
        switch name {
        case "mode": try setMode(try text(name))
        case "columns": options.columns = try texts(name)
        case "sort": options.sort = try texts(name).map { SortKey($0) }
        case "header": options.showsHeader = stack.boolean(at: -1)
        case "width": width = try number(name, from: 1)
        default:
            hasRows = true
            let isAll = stack.kind(at: -1) == .string && stack.string(at: -1) == "all"
            let rows = isAll ? 0 : try number(name, from: 0)
            options.rowLimit = rows == 0 ? nil : rows
        }
    }

    private mutating func setMode(_ name: String) throws(LuaError) {
        guard let format = OutputFormat(rawValue: name) else {
            throw LuaError(
                "\(function): mode: expected one of \(OutputFormat.list), found '\(TerminalText.visible(name))'")
        }
        options.format = format
    }

    private func number(_ name: String, from least: Int) throws(LuaError) -> Int {
        guard stack.kind(at: -1) == .number, let number = stack.integer(at: -1), number >= least else {
            throw LuaError("\(function): \(name): expected a whole number from \(least) up")
        }
        return number
    }

    private func text(_ name: String) throws(LuaError) -> String {
        guard stack.kind(at: -1) == .string, let text = stack.string(at: -1) else {
            throw LuaError("\(function): \(name): expected a string, found \(stack.kind(at: -1).name)")
        }
        return text
    }

    /// A list of texts, or one text with commas.
    private func texts(_ name: String) throws(LuaError) -> [String] {
        guard stack.kind(at: -1) == .table else {
            return try text(name).split(separator: ",").map { String($0).trimmed }
        }
        var texts: [String] = []
        let table = stack.top
        for index in 0..<stack.rawLength(at: table) {
            defer { stack.pop() }
            stack.pushRaw(element: index + 1, of: table)
            texts.append(try text(name))
        }
        return texts
    }
}
