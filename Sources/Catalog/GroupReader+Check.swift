// What can be checked once the whole file is read.

extension GroupReader {
    /// Finds what is used and not declared, and what is declared and does not fit.
    func check(_ group: Group) throws(CatalogError) {
        try checkTypesExist()
        try checkTypeCircles()
        try checkResourceTypes(in: group)
        try checkUnions(in: group)
        try checkFieldPaths(in: group)
        try checkRoots(in: group)
        for operation in group.operations { try checkParameters(of: operation, line: routeLines[operation.name] ?? 1) }
        try checkParameterUse(in: group)
        try checkLuaNames(in: group)
    }

    private func checkTypeCircles() throws(CatalogError) {
        for (name, start) in typeDeclarations.sorted(by: { $0.value < $1.value }) {
            var passed: Set<String> = [name]
            var schema = types[name]
            while case .reference(let next) = schema?.shape {
                guard passed.insert(next).inserted else {
                    throw mistake(line: lines[start].number, "the type '\(name)' is itself")
                }
                schema = types[next]
            }
        }
    }

    private func checkResourceTypes(in group: Group) throws(CatalogError) {
        for (name, line) in resourceTypes {
            if case .object = group.type(named: name)?.shape { continue }
            throw mistake(line: line, "a resource is of an object type, and '\(name)' is none")
        }
    }

    private func checkUnions(in group: Group) throws(CatalogError) {
        for (name, start) in typeDeclarations.sorted(by: { $0.value < $1.value }) {
            guard case .oneOf(let union) = types[name]?.shape, let discriminator = union.discriminator else { continue }
            for variant in union.variants {
                guard group.fields(of: variant.schema)?.contains(where: { $0.name == discriminator }) == true else {
                    throw mistake(
                        line: lines[start].number,
                        "the variant '\(variant.name)' of '\(name)' has no field '\(discriminator)'")
                }
            }
        }
    }

    private func checkFieldPaths(in group: Group) throws(CatalogError) {
        for path in fieldPaths {
            guard group.schema(at: path.path, of: Schema(.reference(path.typeName))) == nil else { continue }
            let known = group.fields(of: Schema(.reference(path.typeName)))?.map(\.name) ?? []
            throw mistake(
                line: path.line,
                "'\(path.typeName)' has no field '\(path.path)'\(Suggestion.ending(for: path.path, in: known))")
        }
    }

    private func checkRoots(in group: Group) throws(CatalogError) {
        for operation in group.operations {
            guard let schema = operation.success.schema else { continue }
            let names = group.memberFields(of: schema).map(\.name)
            for root in operation.success.roots where !names.contains(root) {
                throw mistake(
                    line: successLines[operation.name] ?? 1,
                    "the root '\(root)' is no field of the answer\(Suggestion.ending(for: root, in: names))")
            }
        }
    }

    /// All arguments of a call are in one table. Where a member of the body has the name of a parameter, the parameter gets
    /// the argument and the member can be given in `body` only, which will do for what may be left out.
    private func checkLuaNames(in group: Group) throws(CatalogError) {
        for operation in group.operations {
            var owners: [String: String] = [:]
            for field in operation.pathParameters + operation.queryParameters + operation.headerParameters {
                try claimNames(of: field, for: operation, &owners)
            }
            var members: [String: Field] = [:]
            for field in operation.body.map({ group.memberFields(of: $0.schema) }) ?? [] {
                guard members.updateValue(field, forKey: field.name) == nil else { continue }
                if !field.isRequired, field.luaName == nil, owners[field.name] != nil { continue }
                try claimNames(of: field, for: operation, &owners)
            }
        }
    }

    private func claimNames(
        of field: Field, for operation: Operation, _ owners: inout [String: String]
    ) throws(CatalogError) {
        // With a name of its own for Lua, a field need not have that of the wire too.
        let names = field.luaName.map { [$0] } ?? field.luaNames
        for name in names {
            guard let other = owners.updateValue(field.name, forKey: name) else { continue }
            let both =
                other == field.name
                ? "two arguments are '\(name)'" : "the arguments '\(other)' and '\(field.name)' are both '\(name)'"
            throw mistake(
                line: routeLines[operation.name] ?? 1, both + " in Lua: give one of them another name with 'as'")
        }
    }

    /// Path, query and header parameters share one table of arguments.
    private func checkParameters(of operation: Operation, line: Int) throws(CatalogError) {
        var names: Set<String> = []
        for field in operation.pathParameters + operation.queryParameters + operation.headerParameters {
            guard names.insert(field.name).inserted else {
                throw mistake(line: line, "the operation has two parameters '\(field.name)'")
            }
        }
        guard operation.body == nil || operation.method != "GET" && operation.method != "HEAD" else {
            throw mistake(line: line, "a \(operation.method) request has no body")
        }
    }

    private func checkParameterUse(in group: Group) throws(CatalogError) {
        let used = Set(group.operations.flatMap { $0.path.parameterNames })
        for (name, line) in parameterLines.sorted(by: { $0.value < $1.value }) where !used.contains(name) {
            throw mistake(
                line: line, "no path has a place for the parameter '\(name)'\(Suggestion.ending(for: name, in: used))")
        }
    }
}
