internal import APIClient
internal import Catalog
internal import JSON
internal import Lua

extension Engine {
    /// Pushes what a call returns: the resource or list under the answer's root key, the text of an answer that is not
    /// JSON, or `true` where there is nothing. Stack: pushes 1.
    func pushResult(of call: CompletedCall, on stack: Stack) throws(JSONError) {
        let response = call.response
        guard !response.body.isEmpty else { return stack.push(true) }
        guard call.operation == nil ? response.isJSON : call.operation?.success.mediaType == "application/json" else {
            return stack.push(bytes: response.body)
        }
        try stack.push(parsing: response.body)
        guard let operation = call.operation else { return adopt(call, resource: nil, on: stack) }
        if operation.success.root == nil, stack.isEmptyTable(at: -1) {
            // An object without members, which stands for "done".
            stack.pop()
            return stack.push(true)
        }
        unwrap(operation.success.root, on: stack)
        adopt(call, resource: catalog.resource(returnedBy: operation), on: stack)
    }

    /// Replaces the table on top by its member `root`. An answer without it is passed through as it is.
    private func unwrap(_ root: String?, on stack: Stack) {
        guard let root, stack.kind(at: -1) == .table else { return }
        guard stack.pushRaw(field: root, of: -1) != .nil else { return stack.pop() }
        stack.remove(at: -2)
    }

    private func adopt(_ call: CompletedCall, resource: Resource?, on stack: Stack) {
        guard stack.kind(at: -1) == .table else { return }
        let isList = call.operation.map { catalog.returnsList($0) } ?? false
        objects.adopt(call, resource: resource, isList: isList, engine: self, on: stack)
    }
}

extension Catalog {
    /// The kind of resource that an operation returns, alone or in a list.
    func resource(returnedBy operation: Operation) -> Resource? {
        guard let group = group(operation.group), let result = resultSchema(of: operation) else { return nil }
        var item = result
        if case .array(let element) = result.shape { item = element }
        guard case .reference(let name) = item.shape else { return nil }
        return group.resource(ofType: name)
    }

    func returnsList(_ operation: Operation) -> Bool {
        if case .array = resultSchema(of: operation)?.shape { true } else { false }
    }

    /// The schema of the member that is the result, or of the whole answer.
    private func resultSchema(of operation: Operation) -> Schema? {
        guard let root = operation.success.root else { return operation.success.schema }
        guard case .object(let fields, _) = operation.success.schema?.shape else { return nil }
        return fields.first { $0.name == root }?.schema
    }
}
