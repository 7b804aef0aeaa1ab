internal import APIClient
internal import Lua

/// The dry runs that are open in one coroutine of the scheduler.
///
/// A call is dry where it is made within `dry_run`: by its function, by what that calls, by coroutines that are resumed in
/// there, and by tasks that are started in there, as long as these live. Other code that runs while the function waits, or
/// has yielded, is not: the thread that called `dry_run` is not in progress then.
final class DryScopes: TaskContext {
    private struct Scope {
        let number: Int
        let run: DryRun
        /// Keeps the thread, which is asked whether it is in progress.
        let thread: Reference
        let stack: Stack
    }

    /// The run that the coroutine was started in.
    private let origin: DryRun?
    private var scopes: [Scope] = []
    private var lastNumber = 0

    init(origin: DryRun? = nil) { self.origin = origin }

    func inherited() -> (any TaskContext)? { active.map { DryScopes(origin: $0) } }

    /// The run that a call made now belongs to.
    var active: DryRun? { scopes.last { $0.stack.isInProgress }?.run ?? origin }

    func enter(_ run: DryRun, on stack: Stack) -> Int {
        lastNumber += 1
        scopes.append(Scope(number: lastNumber, run: run, thread: stack.threadReference(), stack: stack))
        return lastNumber
    }

    func leave(_ number: Int) { scopes.removeAll { $0.number == number } }
}

/// One call of `dry_run`: ends with its function, however that ends.
final class DryScope {
    let run: DryRun
    /// How many requests the run had before.
    let firstRequest: Int
    private let scopes: DryScopes
    private let number: Int

    init(_ run: DryRun, in scopes: DryScopes, on stack: Stack) {
        self.run = run
        self.scopes = scopes
        firstRequest = run.requests.count
        number = scopes.enter(run, on: stack)
    }

    func end() { scopes.leave(number) }
}
