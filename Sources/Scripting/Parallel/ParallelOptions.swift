internal import Catalog
internal import Lua

/// What `parallel` is told beside the list and the function.
struct ParallelOptions {
    /// What becomes of the errors of items.
    enum ErrorHandling: String, CaseIterable {
        /// All items run; then one error that has theirs is raised.
        case collect
        /// The first one cancels what is under way and keeps the rest from beginning; then it is raised.
        case stop
        /// All items run; the error is the second result.
        case `return`
    }

    var concurrency: Int
    var errorHandling = ErrorHandling.collect
    /// What the line of progress calls it.
    var name = "parallel"

    /// Stack: unchanged.
    ///
    /// - Parameter concurrency: How many items are under way at most where the options do not say.
    init(at position: Int, of stack: Stack, concurrency: Int) throws(LuaError) {
        self.concurrency = concurrency
        guard !stack.isNil(at: position) else { return }
        guard stack.kind(at: position) == .table else {
            throw LuaError("parallel: expected a table of options, found \(stack.kind(at: position).name)")
        }
        try stack.forEachPair(in: position) { () throws(LuaError) in try readOption(on: stack) }
    }

    /// Stack: the name and the value are on top; unchanged.
    private mutating func readOption(on stack: Stack) throws(LuaError) {
        let option = stack.string(at: -2) ?? stack.kind(at: -2).name
        switch option {
        case "concurrency":
            guard stack.kind(at: -1) == .number, let number = stack.integer(at: -1), number >= 1 else {
                throw LuaError("parallel: concurrency is a whole number from 1 up")
            }
            concurrency = number
        case "on_error":
            guard let handling = stack.string(at: -1).flatMap(ErrorHandling.init) else {
                throw LuaError("parallel: on_error is 'collect', 'stop' or 'return'")
            }
            errorHandling = handling
        case "name":
            guard let text = stack.string(at: -1) else { throw LuaError("parallel: name is a string") }
            name = text
        default:
            let known = ["concurrency", "on_error", "name"]
            throw LuaError("parallel: unknown option '\(option)'" + Suggestion.ending(for: option, in: known))
        }
    }
}
