internal import APIClient
internal import Catalog
internal import Lua

/// The items of a list one after the other, for a generic `for`: one page in memory, and the next one in flight.
final class ItemStream {
    private unowned let engine: Engine
    private let pages: PagedCall
    private let reader: PageReader
    private let position: String
    private var call: CompletedCall?
    private var page: Reference?
    private var index = 0
    private var count = 0
    /// How many items of earlier pages there were.
    private var earlierItems = 0
    private var total: Int?
    private let progress: ProgressMeter
    private var isOver = false
    private var toldDifferences: Set<String> = []
    /// The wait for a page. It is gone once it ends, however that happens.
    private weak var reading: SuspensionLoop?

    init(_ pages: PagedCall, of operation: Operation, engine: Engine, position: String) {
        self.engine = engine
        self.pages = pages
        reader = PageReader(operation: operation, engine: engine)
        self.position = position
        progress = ProgressMeter(.list, operation.qualifiedName, engine: engine)
    }

    /// Reads the first page, then pushes what a generic `for` takes: the iterator, two values it needs not, and one that
    /// ends the stream when the loop is left. Stack: pushes 4.
    func begin(on stack: Stack) throws -> Int {
        try readPage(on: stack) { [self] stack in
            stack.push(function: { [self] stack in try next(on: stack) })
            stack.pushNil()
            stack.pushNil()
            engine.pushCloser(of: self, on: stack)
            return 4
        }
    }

    /// Pushes the next item, or nil after the last. Stack: pushes 1.
    private func next(on stack: Stack) throws -> Int {
        guard reading == nil else {
            throw LuaError("\(reader.operation.qualifiedName): another coroutine waits for this iterator's next page")
        }
        // The loop has done with the item that it got last.
        if index > 0 { progress.report(earlierItems + index, of: total) }
        if index < count || isOver { return pushItem(on: stack) }
        return try readPage(on: stack) { [self] stack in pushItem(on: stack) }
    }

    private func pushItem(on stack: Stack) -> Int {
        guard index < count, let page else {
            stack.pushNil()
            return 1
        }
        index += 1
        stack.push(page)
        stack.pushRaw(element: index, of: -1)
        return 1
    }

    private func readPage(on stack: Stack, then finish: @escaping (Stack) -> Int) throws -> Int {
        let loop = SuspensionLoop { [self] stack in
            do {
                return try step(stack, finish)
            } catch let error as ClientError {
                close()
                var failure = CallFailure(error, position: position)
                if pages.pageNumber > 1 { failure.page = pages.pageNumber }
                throw failure
            }
        }
        reading = loop
        return try loop.run(on: stack)
    }

    private func step(_ stack: Stack, _ finish: (Stack) -> Int) throws -> SuspensionLoop.Step {
        while true {
            switch try pages.next() {
            case .waiting(let call): return .suspend(until: engine.connection.ticket(for: call))
            case .page(let response):
                try read(response, on: stack)
                pages.startRequests()
                guard count > 0 else { continue }
            case .finished: end()
            }
            reading = nil
            return .finish(results: finish(stack))
        }
    }

    /// Stack: unchanged.
    private func read(_ response: APIResponse, on stack: Stack) throws {
        engine.checkAnswer(response, butNot: &toldDifferences)
        let (contents, shape) = try reader.push(response, on: stack)
        let call = call ?? CompletedCall(response.withoutBody)
        self.call = call
        let keys = reader.keys(ofListAt: stack.top, shape: shape, on: stack)
        let duplicates = try pages.handle(contents, keys: keys)
        stack.pushTable(elements: contents.itemCount)
        stack.insert(at: -2)
        stack.appendTop(to: stack.top - 1, except: duplicates)
        engine.objects.adopt(call, resource: shape.resource, isList: true, engine: engine, on: stack)
        call.pages = pages.summary.pages
        engine.lastCall = call
        earlierItems += count
        (index, count) = (0, stack.rawLength(at: -1))
        page = stack.popReference()
        total = contents.total
        progress.report(earlierItems, of: total)
    }

    private func end() {
        if let discrepancy = pages.summary.discrepancy {
            engine.noteHandler?("\(reader.operation.qualifiedName): \(discrepancy)")
        }
        close()
    }

    /// Ends the stream and drops what is in flight.
    func close() {
        isOver = true
        (page, count) = (nil, 0)
        progress.end()
        pages.cancel()
    }
}

extension Engine {
    /// Pushes a value whose `__close` ends the stream. Stack: pushes 1.
    fileprivate func pushCloser(of stream: ItemStream, on stack: Stack) {
        let closers: ObjectClass<ItemStream>
        if let streamClass {
            closers = streamClass
        } else {
            closers = ObjectClass<ItemStream>("stream of items", on: stack)
            closers.metamethod("__close", on: stack) { stream, _ in
                stream.close()
                return 0
            }
            streamClass = closers
        }
        closers.push(stream, to: stack)
    }
}
