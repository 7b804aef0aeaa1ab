internal import Catalog
internal import JSON
internal import Lua
internal import Plans

/// `p:save(path, {overwrite=, secrets=})`: writes a plan to a file of its owner's, whole or not at all.
struct PlanSaving {
    private let plan: Plan
    private let catalog: Catalog

    init(_ plan: Plan, catalog: Catalog) {
        self.plan = plan
        self.catalog = catalog
    }

    func save(_ stack: Stack) throws -> Int {
        let position = stack.callerPosition
        guard let path = stack.string(at: 2) else { throw stack.typeError(at: 2, expected: "string") }
        let options = try options(at: 3, of: stack)
        let secrets = plan.secretArguments(catalog)
        if let first = secrets.first, !options.contains("secrets") {
            let steps =
                secrets.count == 1
                ? "step \(first.step)" : "\(secrets.count) steps, the first of which is step \(first.step),"
            throw LuaError(
                "p:save: \(steps) needs the secret \(first.names.joined(separator: ", ")), which would be readable in the file; "
                    + "{ secrets = true } writes it all the same")
        }
        // What was read may hold secrets, too; nothing needs them to carry the plan out.
        let bytes = PlanDocument(withoutSecretsRead).fileBytes()
        do {
            let file = NewFile(path: path, isReplacing: options.contains("overwrite"))
            guard !path.isEmpty, !path.utf8.contains(0) else { throw NewFile.Problem("is no name of a file") }
            try bytes.withUnsafeBytes { bytes in try file.write(bytes) }
        } catch let problem as NewFile.Problem {
            throw FileFailure(path: path, reason: problem.reason, position: position)
        }
        stack.push(valueAt: 2)
        return 1
    }

    private var withoutSecretsRead: Plan {
        let hidden = plan.hidingSecrets(catalog)
        var result = hidden
        for index in plan.steps.indices { result.steps[index].arguments = plan.steps[index].arguments }
        return result
    }

    private func options(at position: Int, of stack: Stack) throws -> Set<String> {
        guard !stack.isNil(at: position) else { return [] }
        guard stack.kind(at: position) == .table else { throw stack.typeError(at: position, expected: "table") }
        var options: Set<String> = []
        try stack.forEachPair(in: position) { () throws(LuaError) in
            guard let name = stack.string(at: -2), ["overwrite", "secrets"].contains(name) else {
                throw LuaError("p:save: the only options are 'overwrite' and 'secrets'")
            }
            if stack.boolean(at: -1) { options.insert(name) }
        }
        return options
    }
}
