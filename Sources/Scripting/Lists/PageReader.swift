internal import APIClient
internal import Catalog
internal import JSON
internal import Lua

/// Reads the pages of one list onto the Lua stack.
struct PageReader {
    let operation: Operation
    unowned let engine: Engine

    /// Pushes the items of a page, or the whole answer where it has no list. What is no table has no next page.
    /// Stack: pushes 1; nothing if it throws.
    func push(_ response: APIResponse, on stack: Stack) throws -> (PageContents, AnswerShape) {
        do {
            if response.body.isEmpty { stack.push(true) } else { try stack.push(parsing: response.body) }
        } catch {
            throw response.unreadable(error)
        }
        var contents = PageContents(itemCount: 0)
        readLinks(into: &contents, on: stack)
        let shape = engine.unwrap(operation, on: stack)
        if stack.kind(at: -1) == .table {
            contents.itemCount = shape.isMap ? stack.names(ofTableAt: -1).count : stack.rawLength(at: -1)
        } else {
            contents.next = nil
        }
        return (contents, shape)
    }

    /// Reads `meta.total` and `links.pages` of the answer on top. Stack: unchanged.
    private func readLinks(into contents: inout PageContents, on stack: Stack) {
        let answer = stack.top
        defer { stack.truncate(to: answer) }
        guard stack.kind(at: answer) == .table else { return }
        if stack.pushRaw(field: "meta", of: answer) == .table, stack.pushRaw(field: "total", of: -1) == .number {
            contents.total = stack.integer(at: -1)
        }
        stack.truncate(to: answer)
        guard stack.pushRaw(field: "links", of: answer) == .table, stack.pushRaw(field: "pages", of: -1) == .table
        else { return }
        let pages = stack.top
        stack.pushRaw(field: "next", of: pages)
        contents.next = stack.string(at: -1)
        stack.pushRaw(field: "last", of: pages)
        contents.last = stack.string(at: -1)
    }

    /// What tells each item of the list at `position` from the others: the fields of its resource's identity, or `id`.
    /// Stack: unchanged.
    func keys(ofListAt position: Int, shape: AnswerShape, on stack: Stack) -> [String?] {
        guard stack.kind(at: position) == .table else { return [] }
        if shape.isMap { return stack.names(ofTableAt: position) }
        let fields = keyFields(of: shape.resource)
        return (0..<stack.rawLength(at: position)).map { index in
            defer { stack.pop() }
            guard stack.pushRaw(element: index + 1, of: position) == .table else { return nil }
            return key(fields, on: stack)
        }
    }

    private func keyFields(of resource: Resource?) -> [String] {
        let fields = resource?.keysOfItself(in: engine.catalog).compactMap { identity -> String? in
            if case .field(let name) = identity.source { name } else { nil }
        }
        return fields.flatMap { $0.isEmpty ? nil : $0 } ?? ["id"]
    }

    /// The key of the item on top; nil where a field of it is missing. Stack: unchanged.
    private func key(_ fields: [String], on stack: Stack) -> String? {
        var key = ""
        for field in fields {
            defer { stack.pop() }
            switch stack.pushRaw(field: field, of: -1) {
            case .string: key += stack.string(at: -1).map { "s\($0.utf8.count):\($0)" } ?? ""
            case .number: key += stack.integer(at: -1).map { "i\($0)" } ?? ""
            default: return nil
            }
        }
        return key.isEmpty ? nil : key
    }
}

extension Stack {
    /// The string keys of the table at `position`, in no particular order. Stack: unchanged.
    fileprivate func names(ofTableAt position: Int) -> [String] {
        var names: [String] = []
        // The table does not change meanwhile, so that its keys can be walked.
        try? forEachPair(in: position) { () throws(LuaError) in
            if let name = string(at: -2) { names.append(name) }
        }
        return names
    }

    /// Sets what the object on top has in the one at `object`. Nothing is set of what is no table. Stack: pops 1.
    func mergeTop(to object: Int) {
        defer { pop() }
        guard kind(at: -1) == .table, kind(at: object) == .table else { return }
        try? forEachPair(in: top) { () throws(LuaError) in
            guard let name = string(at: -2) else { return }
            push(valueAt: -1)
            setRaw(field: name, of: object)
        }
    }

    /// Appends the elements of the list on top to the one at `list`, but for those at some indices from 0. Nothing is
    /// appended of what is no table. Stack: pops 1.
    func appendTop(to list: Int, except omitted: Set<Int>) {
        defer { pop() }
        guard kind(at: -1) == .table else { return }
        let source = top
        var length = rawLength(at: list)
        for index in 0..<rawLength(at: source) where !omitted.contains(index) {
            pushRaw(element: index + 1, of: source)
            length += 1
            setRaw(element: length, of: list)
        }
    }
}
