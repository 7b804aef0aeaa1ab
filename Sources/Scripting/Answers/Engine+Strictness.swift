internal import APIClient
internal import Catalog
internal import Lua

extension Engine {
    /// Tells where an answer is not as the catalog describes it, if that was asked for with ``isStrict``.
    ///
    /// - Parameter told: What was said of the pages before, and is not said again.
    func checkAnswer(_ response: APIResponse, butNot told: inout Set<String>) {
        guard isStrict, let noteHandler, let operation = response.call.operation, response.isJSON,
            let group = catalog.group(operation.group), let answer = try? response.json()
        else { return }
        for difference in AnswerChecker.differences(of: answer, from: operation, of: group)
        where told.insert(difference.path).inserted {
            noteHandler("\(operation.qualifiedName): the answer differs from its description: \(difference)")
        }
    }

    /// As ``checkAnswer(_:butNot:)``, for an answer that stands alone.
    func checkAnswer(_ response: APIResponse) {
        guard isStrict else { return }
        var told: Set<String> = []
        checkAnswer(response, butNot: &told)
    }

    /// Makes `api.strict` of the table on top a field that sets ``isStrict``. Stack: unchanged.
    func installStrictness(on stack: Stack) {
        stack.pushTable(fields: 2)
        stack.push(function: { [unowned self] stack in
            guard stack.string(at: 2) == "strict" else { return 0 }
            stack.push(isStrict)
            return 1
        })
        stack.setRaw(field: "__index", of: -2)
        stack.push(function: { [unowned self] stack in
            guard stack.string(at: 2) == "strict" else {
                try stack.setRawValueForKey(of: 1)
                return 0
            }
            guard stack.kind(at: 3) == .boolean else {
                throw LuaError("api.strict: expected true or false, found \(stack.kind(at: 3).name)")
            }
            isStrict = stack.boolean(at: 3)
            return 0
        })
        stack.setRaw(field: "__newindex", of: -2)
        stack.setMetatable(of: -2)
    }
}
