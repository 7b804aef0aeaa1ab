internal import APIClient
internal import Catalog
internal import JSON
internal import Lua

/// A resource that is waited for.
struct WaitedResource {
    /// Reads it.
    let call: PreparedCall
    /// Nil only where its deletion is waited for.
    let wait: Resource.Wait?
    /// `droplets.droplet 3164494`
    let name: String
    /// What a person calls it: `droplet web-1`.
    let label: String
}

/// Waits for resources, all at once, by reading each again and again. Dropping it cancels the reading.
final class ResourceWait {
    private struct Item {
        let resource: WaitedResource
        var state: PollState
        /// Nil once it is ready.
        var ticket: ClientTicket?
        var result: Reference?
    }

    private unowned let engine: Engine
    private let client: APIClient
    private let options: PollState.Options
    private let isList: Bool
    private let position: String
    private let beginning: ContinuousClock.Instant
    private let progress: ProgressMeter
    private var items: [Item] = []
    /// Ends the wait where an answer is overdue, or a request waits for its turn.
    private let timeLimit: ClientTicket
    private static let patience = Duration.seconds(5)

    init(
        _ resources: [WaitedResource], _ options: PollState.Options, isList: Bool, engine: Engine, client: APIClient,
        position: String
    ) {
        self.engine = engine
        self.client = client
        self.options = options
        self.isList = isList
        self.position = position
        beginning = client.now
        progress = ProgressMeter(
            options.isForDeletion ? .deletion : .wait, Self.label(of: resources), of: resources.count, engine: engine)
        timeLimit = client.startTimer(after: options.timeout + Self.patience)
        items = resources.map { resource in
            let state = PollState(resource.wait, options, companions: resources.count, now: beginning)
            return Item(resource: resource, state: state, ticket: client.start(resource.call))
        }
    }

    deinit {
        for item in items { item.ticket.map(client.cancel) }
        client.cancel(timeLimit)
    }

    /// `droplet web-1`, `3 droplets`, `3 resources`.
    private static func label(of resources: [WaitedResource]) -> String {
        guard resources.count != 1 else { return resources[0].label }
        let kinds = Set(resources.map { $0.label.prefix { $0 != " " } })
        return "\(resources.count) \(kinds.count == 1 ? kinds.first ?? "" : "resource")s"
    }

    /// One step of a ``SuspensionLoop``. Stack: what was waited for is at 1.
    func step(_ stack: Stack) throws -> SuspensionLoop.Step {
        while true {
            var isUnchanged = true
            for index in items.indices {
                guard let ticket = items[index].ticket, let result = client.take(ticket) else { continue }
                items[index].ticket = nil
                isUnchanged = false
                try handle(result, of: index, on: stack)
            }
            let tickets = items.compactMap(\.ticket)
            progress.report(
                items.count - tickets.count, of: items.count,
                state: items.first { $0.ticket != nil }?.state.lastValue)
            if tickets.isEmpty { return .finish(results: pushResults(on: stack)) }
            if client.now - beginning >= options.timeout + Self.patience { throw overdue(on: stack) }
            if isUnchanged {
                return .suspend(until: engine.connection.ticket(forAnyOf: tickets + [timeLimit]))
            }
        }
    }

    private func handle(_ result: Result<APIResponse, ClientError>, of index: Int, on stack: Stack) throws {
        let top = stack.top
        defer { stack.truncate(to: top) }
        let event = event(result, items[index].resource, on: stack)
        let action = items[index].state.handle(event, now: client.now, rateLimit: client.rateLimit)
        switch action {
        case .poll(let pause): items[index].ticket = client.start(items[index].resource.call, after: pause)
        case .ready:
            if options.isForDeletion { stack.push(true) }
            items[index].result = stack.popReference()
        case .failed: throw failure(.failed, of: items[index], on: stack, hasResource: stack.top > top)
        case .timedOut: throw failure(.timedOut, of: items[index], on: stack, hasResource: stack.top > top)
        case .give(let error): throw CallFailure(error, position: position)
        }
    }

    /// Stack: pushes the resource where the call was a success.
    private func event(
        _ result: Result<APIResponse, ClientError>, _ resource: WaitedResource, on stack: Stack
    ) -> PollState.Event {
        switch result {
        case .failure(let error): return .failure(error)
        case .success(let response):
            let call = CompletedCall(response)
            engine.lastCall = call
            do throws(JSONError) {
                try engine.pushResult(of: call, on: stack)
            } catch {
                return .failure(response.unreadable(error))
            }
            return .value(resource.wait.flatMap { stack.text(at: $0.field, of: stack.top) })
        }
    }

    /// The error for the first that is not ready.
    private func overdue(on stack: Stack) -> WaitFailure {
        let item = items.first { $0.ticket != nil } ?? items[0]
        return failure(.timedOut, of: item, on: stack, hasResource: false)
    }

    private func failure(_ kind: WaitFailure.Kind, of item: Item, on stack: Stack, hasResource: Bool) -> WaitFailure {
        progress.end()
        var failure = WaitFailure(kind, name: item.resource.name, call: item.resource.call, position: position)
        failure.field = options.isForDeletion ? nil : item.resource.wait?.field
        failure.value = item.state.lastValue
        failure.elapsed = client.now - beginning
        guard hasResource else { return failure }
        failure.message = item.resource.wait.flatMap { stack.explanation(beside: $0.field, of: stack.top) }
        failure.resource = stack.popReference()
        return failure
    }

    /// Stack: pushes 1.
    private func pushResults(on stack: Stack) -> Int {
        progress.end()
        guard isList, !options.isForDeletion else {
            if let result = items.first?.result { stack.push(result) } else { stack.push(true) }
            return 1
        }
        stack.pushTable(elements: items.count)
        for (index, item) in items.enumerated() {
            guard let result = item.result else { continue }
            stack.push(result)
            stack.setRaw(element: index + 1, of: -2)
        }
        if items.isEmpty { LuaJSON.markAsArray(stack.state, at: -1) }
        if let origin = engine.objects.origin(at: 1, on: stack) {
            engine.objects.mark(as: origin, engine: engine, on: stack)
        }
        return 1
    }
}

extension Stack {
    /// The string, number or boolean in a field of a field, as `status.state`. Stack: unchanged.
    fileprivate func text(at path: String, of position: Int) -> String? {
        defer { pop() }
        switch FieldPath(path).push(of: position, on: self) {
        case .string: return string(at: -1)
        case .number: return integer(at: -1).map { String($0) } ?? number(at: -1).map { "\($0)" }
        case .boolean: return boolean(at: -1) ? "true" : "false"
        default: return nil
        }
    }

    /// What the API says to the state of a resource: a message beside its field, or at its top. Stack: unchanged.
    fileprivate func explanation(beside field: String, of position: Int) -> String? {
        let object = field.split(separator: ".").dropLast().joined(separator: ".")
        let places = [object.isEmpty ? nil : object + ".message", "message", "error", "status_message"]
        return places.compactMap(\.self).lazy.compactMap { text(at: $0, of: position) }.first { !$0.isEmpty }
    }
}
