/// What a chunk returned: at 1, 2, ... of a stack of its own, kept while this is.
public final class Results {
    /// The results; the stack is the caller's to use.
    public let stack: Stack
    /// How many there are.
    public let count: Int
    private let coroutine: Coroutine
    private let interpreter: Interpreter

    init(_ coroutine: Coroutine, _ interpreter: Interpreter) {
        self.stack = coroutine.stack
        self.count = coroutine.stack.top
        self.coroutine = coroutine
        self.interpreter = interpreter
    }
}
