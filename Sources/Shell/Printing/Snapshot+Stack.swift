internal import JSON
package import Lua

extension Snapshot {
    /// Takes the value at `position` by raw access: no metamethod runs. Stack: unchanged.
    package init(_ stack: Stack, at position: Int, limits: Limits = Limits()) {
        var camera = Camera(stack: stack, limits: limits)
        self = camera.take(stack.absolute(position), depth: 0)
    }
}

/// Walks a value and keeps the tables it is inside of.
private struct Camera {
    let stack: Stack
    let limits: Snapshot.Limits
    private var outer: [UnsafeRawPointer] = []

    init(stack: Stack, limits: Snapshot.Limits) {
        self.stack = stack
        self.limits = limits
    }

    mutating func take(_ position: Int, depth: Int) -> Snapshot {
        switch stack.kind(at: position) {
        case .none, .nil: return .nil
        case .boolean: return .boolean(stack.boolean(at: position))
        case .number:
            if stack.isInteger(at: position), let number = stack.integer(at: position) {
                return .integer(Int64(number))
            }
            return .number(stack.number(at: position) ?? 0)
        case .string: return .string(stack.bytes(at: position) { Array($0) } ?? [])
        case .table: return table(position, depth: depth)
        case .lightUserdata: return stack.lightUserdata(at: position) == nil ? .opaque("null") : .opaque("userdata")
        case .userdata: return .opaque(typeName(position) ?? "userdata")
        case .function: return .opaque("function")
        case .thread: return .opaque("thread")
        }
    }

    private mutating func table(_ position: Int, depth: Int) -> Snapshot {
        guard let identity = stack.identity(at: position) else { return .nil }
        if outer.contains(identity) { return .cycle }
        guard stack.ensure(slots: 8) else { return .elided(count: 0) }
        let length = stack.rawLength(at: position)
        if depth >= limits.depth { return .elided(count: count(position, upTo: 1000)) }
        outer.append(identity)
        defer { outer.removeLast() }
        var table = Snapshot.Table(typeName: typeName(position))
        for index in 0..<min(length, limits.items) {
            stack.pushRaw(element: index + 1, of: position)
            table.items.append(take(stack.top, depth: depth + 1))
            stack.pop()
        }
        table.omitted = length - table.items.count
        addFields(of: position, length: length, to: &table, depth: depth)
        return .table(table)
    }

    /// The keys are sorted before the values are taken, so that a limit keeps the first of them.
    private mutating func addFields(of position: Int, length: Int, to table: inout Snapshot.Table, depth: Int) {
        var keys: [Snapshot] = []
        try? stack.forEachPair(in: position) {
            let isItem = stack.isInteger(at: -2) && stack.integer(at: -2).map { $0 >= 1 && $0 <= length } == true
            if !isItem, keys.count < 100_000 { keys.append(key(stack.top - 1)) }
        }
        keys.sort(by: Snapshot.precedes)
        let room = max(0, limits.items - table.items.count)
        table.omitted += max(0, keys.count - room)
        for key in keys.prefix(room) {
            guard push(key) else {
                table.fields.append(.init(key: key, value: .opaque("…")))
                continue
            }
            stack.pushRawValueForKey(of: position)
            table.fields.append(.init(key: key, value: take(stack.top, depth: depth + 1)))
            stack.pop()
        }
    }

    private func key(_ position: Int) -> Snapshot {
        switch stack.kind(at: position) {
        case .boolean: .boolean(stack.boolean(at: position))
        case .number where stack.isInteger(at: position): .integer(Int64(stack.integer(at: position) ?? 0))
        case .number: .number(stack.number(at: position) ?? 0)
        case .string: .string(stack.bytes(at: position) { Array($0) } ?? [])
        case .table: .opaque(typeName(position) ?? "table")
        case let kind: .opaque(kind.name)
        }
    }

    /// Pushes a key again; false for keys that are known by their address only.
    private func push(_ key: Snapshot) -> Bool {
        switch key {
        case .boolean(let flag): stack.push(flag)
        case .integer(let number): stack.push(number)
        case .number(let number): stack.push(number)
        case .string(let bytes): stack.push(bytes: bytes)
        default: return false
        }
        return true
    }

    private func count(_ position: Int, upTo limit: Int) -> Int {
        var count = 0
        try? stack.forEachPair(in: position) { count += 1 }
        return min(count, limit)
    }

    private func typeName(_ position: Int) -> String? {
        guard stack.pushMetatable(of: position) else { return nil }
        defer { stack.pop(2) }
        stack.pushRaw(field: "__name", of: -1)
        return stack.kind(at: -1) == .string ? stack.string(at: -1) : nil
    }
}
