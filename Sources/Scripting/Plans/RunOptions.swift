internal import Catalog
internal import Lua
internal import Plans

/// `{concurrency=, on_error=, journal=, check=, force=}`: how a plan is carried out.
struct RunOptions {
    /// `p:apply`, for messages.
    let name: String
    var run = PlanRun.Options()
    var keepsJournal = true
    /// Whether what has changed since the plan was made is left alone.
    var checks = true
    /// Whether it may be carried out for another account than it was made for.
    var isForced = false

    private static let names = ["check", "concurrency", "force", "journal", "on_error"]

    /// - Parameter concurrency: How many steps are under way at most where the options do not say.
    init(_ name: String, at position: Int, of stack: Stack, concurrency: Int) throws {
        self.name = name
        run.concurrency = concurrency
        guard !stack.isNil(at: position) else { return }
        guard stack.kind(at: position) == .table else { throw stack.typeError(at: position, expected: "table") }
        try stack.forEachPair(in: position) { () throws(LuaError) in try read(on: stack) }
    }

    private mutating func read(on stack: Stack) throws(LuaError) {
        switch stack.string(at: -2) {
        case "concurrency":
            guard let number = stack.integer(at: -1), (1...256).contains(number) else {
                throw LuaError("\(name): concurrency is a number from 1 to 256")
            }
            run.concurrency = number
        case "on_error":
            guard let word = stack.string(at: -1), ["continue", "stop"].contains(word) else {
                throw LuaError("\(name): on_error is \"continue\" or \"stop\"")
            }
            run.stopsAtFailure = word == "stop"
        case "journal": keepsJournal = try flag("journal", on: stack)
        case "check": checks = try flag("check", on: stack)
        case "force": isForced = try flag("force", on: stack)
        case let option:
            let ending = option.map { Suggestion.ending(for: $0, in: Self.names) } ?? ""
            throw LuaError("\(name): unknown option '\(option ?? stack.kind(at: -2).name)'\(ending)")
        }
    }

    private func flag(_ option: String, on stack: Stack) throws(LuaError) -> Bool {
        guard stack.kind(at: -1) == .boolean else { throw LuaError("\(name): \(option) is true or false") }
        return stack.boolean(at: -1)
    }
}

extension Engine {
    /// The options that are the second argument. Stack: unchanged.
    func runOptions(_ name: String, on stack: Stack) throws -> RunOptions {
        try RunOptions(name, at: 2, of: stack, concurrency: concurrency)
    }
}
