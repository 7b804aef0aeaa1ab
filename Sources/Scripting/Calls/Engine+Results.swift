internal import APIClient
internal import Catalog
internal import JSON
internal import Lua

extension Engine {
    /// Pushes what a call returns: the resource or list under the answer's root key, the text of an answer that is not
    /// JSON (a stream of events is one), or `true` where there is nothing. Stack: pushes 1.
    func pushResult(of call: CompletedCall, on stack: Stack) throws(JSONError) {
        let response = call.response
        guard !response.body.isEmpty else { return stack.push(true) }
        // What the catalog calls no JSON is a text whatever it says of itself; what it calls JSON may come in another form.
        guard response.isJSON, call.operation.map({ $0.success.mediaType == "application/json" }) ?? true else {
            return stack.push(bytes: response.body)
        }
        try stack.push(parsing: response.body)
        guard let operation = call.operation else {
            return adopt(call, AnswerShape(isList: false), on: stack)
        }
        if operation.success.roots.isEmpty, stack.isEmptyTable(at: -1) {
            // An object without members, which stands for "done".
            stack.pop()
            return stack.push(true)
        }
        adopt(call, unwrap(operation, on: stack), on: stack)
    }

    /// Replaces the table on top by the first of the operation's roots that it has; tells what that is. An answer without
    /// any is passed through as it is. Stack: pops 1, pushes 1.
    func unwrap(_ operation: Operation, on stack: Stack) -> AnswerShape {
        let shapes = shapes.shapes(of: operation)
        guard stack.kind(at: -1) == .table else { return shapes[0] }
        for shape in shapes {
            guard let root = shape.root else { return shape }
            if stack.pushRaw(field: root, of: -1) != .nil {
                stack.remove(at: -2)
                return shape
            }
            stack.pop()
        }
        return shapes[0]
    }

    private func adopt(_ call: CompletedCall, _ shape: AnswerShape, on stack: Stack) {
        guard stack.kind(at: -1) == .table else { return }
        objects.adopt(call, resource: shape.resource, isList: shape.isList, engine: self, on: stack)
    }
}
