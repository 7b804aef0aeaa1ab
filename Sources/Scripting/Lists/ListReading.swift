internal import APIClient
internal import Catalog
internal import JSON
internal import Lua

/// Reads all pages of a list into one Lua list.
///
/// The list grows on the stack of the call, while later pages are in flight. What does not fit together, since the list
/// changed meanwhile, is read once more.
final class ListReading {
    private unowned let engine: Engine
    private let pages: PagedCall
    private let reader: PageReader
    private let position: String
    private let finish: (Stack) throws -> Int
    private let progress: ProgressMeter
    /// Where the list is on the stack; nil before the first page.
    private var list: Int?
    private var first: (call: CompletedCall, shape: AnswerShape)?
    private var isSecondReading = false
    private var toldDifferences: Set<String> = []

    init(
        _ pages: PagedCall, of operation: Operation, engine: Engine, position: String,
        finish: @escaping (Stack) throws -> Int
    ) {
        self.engine = engine
        self.pages = pages
        reader = PageReader(operation: operation, engine: engine)
        self.position = position
        self.finish = finish
        progress = ProgressMeter(.list, operation.qualifiedName, engine: engine)
    }

    /// One step of a ``SuspensionLoop``. Stack: the list, once there is one, is on top.
    func step(_ stack: Stack) throws -> SuspensionLoop.Step {
        do {
            while true {
                switch try pages.next() {
                case .waiting(let call): return .suspend(until: engine.connection.ticket(for: call))
                case .page(let response): try read(response, on: stack)
                case .finished where isWorthAnotherReading: restart(on: stack)
                case .finished: return .finish(results: try end(on: stack))
                }
            }
        } catch let error as ClientError {
            throw failure(error, on: stack)
        }
    }

    private func read(_ response: APIResponse, on stack: Stack) throws {
        engine.checkAnswer(response, butNot: &toldDifferences)
        let (contents, shape) = try reader.push(response, on: stack)
        if first == nil { first = (CompletedCall(response.withoutBody), shape) }
        let isAlone = list == nil && contents.next == nil
        let keys = isAlone ? [] : reader.keys(ofListAt: stack.top, shape: shape, on: stack)
        let duplicates = try pages.handle(contents, keys: keys)
        if list == nil, duplicates.isEmpty {
            list = stack.top
        } else if let list, shape.isMap {
            stack.mergeTop(to: list)
        } else {
            append(except: duplicates, on: stack)
        }
        if !isAlone { progress.report(pages.summary.items, of: contents.total) }
    }

    /// Appends the page on top to the list. Stack: pops 1, or for a first page replaces it.
    private func append(except duplicates: Set<Int>, on stack: Stack) {
        if list == nil {
            stack.pushTable()
            stack.insert(at: -2)
            list = stack.top - 1
        }
        stack.appendTop(to: stack.top - 1, except: duplicates)
    }

    private var isWorthAnotherReading: Bool { !isSecondReading && pages.summary.isWorthAnotherReading }

    /// Stack: pops the list.
    private func restart(on stack: Stack) {
        note("\(pages.summary.discrepancy ?? ""); it is read again")
        isSecondReading = true
        list = nil
        stack.pop()
        pages.restart()
    }

    /// Stack: the list is on top.
    private func end(on stack: Stack) throws -> Int {
        if let discrepancy = pages.summary.discrepancy { note(discrepancy) }
        progress.end()
        adopt(on: stack)
        return try finish(stack)
    }

    private func adopt(on stack: Stack) {
        guard let first, stack.kind(at: -1) == .table else { return }
        first.call.pages = max(1, pages.summary.pages)
        engine.lastCall = first.call
        engine.objects.adopt(
            first.call, resource: first.shape.resource, isList: first.shape.isList, engine: engine, on: stack)
    }

    private func failure(_ error: ClientError, on stack: Stack) -> CallFailure {
        progress.end()
        var failure = CallFailure(error, position: position)
        guard pages.pageNumber > 1, list != nil else { return failure }
        // A page that was pushed but could not be used is above the list.
        while let list, stack.top > list { stack.pop() }
        adopt(on: stack)
        failure.page = pages.pageNumber
        failure.partial = stack.popReference()
        return failure
    }

    private func note(_ text: String) { engine.noteHandler?("\(reader.operation.qualifiedName): \(text)") }
}
