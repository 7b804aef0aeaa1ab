// What can be checked once the whole file is read.

extension GroupReader {
    /// Finds what is used and not declared, and what is declared and does not fit.
    func check(_ group: Group) throws(CatalogError) {
        try checkTypesExist()
        try checkTypeCircles()
        try checkUnions(in: group)
        try checkFieldPaths(in: group)
        try checkRoots(in: group)
        try checkParameterUse()
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
        for operation in operations {
            guard let schema = operation.success.schema else { continue }
            let names = group.memberNames(of: schema)
            for root in operation.success.roots where !names.contains(root) {
                throw mistake(
                    line: successLines[operation.name] ?? 1,
                    "the root '\(root)' is no field of the answer\(Suggestion.ending(for: root, in: names))")
            }
        }
    }

    private func checkParameterUse() throws(CatalogError) {
        let used = Set(operations.flatMap { $0.path.parameterNames })
        for (name, line) in parameterLines.sorted(by: { $0.value < $1.value }) where !used.contains(name) {
            throw mistake(
                line: line, "no path has a place for the parameter '\(name)'\(Suggestion.ending(for: name, in: used))")
        }
    }
}
