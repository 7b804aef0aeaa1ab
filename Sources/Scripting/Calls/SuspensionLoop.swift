internal import Lua

/// Takes steps on the Lua stack, suspended in between, until one says that it was the last.
///
/// Where Lua cannot yield, the loop goes on in place: however many steps there are, the machine's stack does not grow.
final class SuspensionLoop {
    enum Step {
        case suspend(until: Lua.Ticket)
        case finish(results: Int)
    }

    private let step: (Stack) throws -> Step
    private let translate: ((any Error) -> any Error)?
    private var isSuspending = false
    private var isCompleteInPlace = false

    /// - Parameters:
    ///   - translate: Makes the error that Lua gets of one that ends a wait: an interrupt, say.
    ///   - step: Gets the stack as the step before left it. It must not hold the interpreter.
    init(
        translatingErrors translate: ((any Error) -> any Error)? = nil, _ step: @escaping (Stack) throws -> Step
    ) {
        self.translate = translate
        self.step = step
    }

    /// To be returned by a callback at once. Whoever is not resumed, as after an interrupt, is let go of.
    func run(on stack: Stack) throws -> Int {
        while true {
            switch try step(stack) {
            case .finish(let results): return results
            case .suspend(let ticket):
                let results = try suspend(stack, until: ticket)
                if !isCompleteInPlace { return results }
            }
        }
    }

    private func suspend(_ stack: Stack, until ticket: Lua.Ticket) throws -> Int {
        (isSuspending, isCompleteInPlace) = (true, false)
        defer { isSuspending = false }
        return try stack.suspend(until: ticket, translatingErrors: translate) { [self] stack in
            guard isSuspending else { return try run(on: stack) }
            isCompleteInPlace = true
            return 0
        }
    }
}
