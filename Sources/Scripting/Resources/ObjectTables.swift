internal import Catalog
internal import JSON
internal import Lua

/// Makes plain tables into resources: they get a metatable with the methods of their kind and the call they came from.
///
/// A metatable is made once a call and shared by everything in its answer, so that a list of 10,000 costs 10,000 pointers.
final class ObjectTables {
    /// The metatable's field that holds the origin, and makes the table ours.
    static let originField = "moontide.origin"

    private var originClass: ObjectClass<ObjectOrigin>?
    /// The `__index` of each kind of resource.
    private var indexes: [String: Reference] = [:]
    /// The kinds of resources that scripts have met.
    private(set) var knownResources: [Resource] = []
    private var descriptions: [String: Reference] = [:]
    /// What every resource and every list has besides the methods of its kind.
    private(set) var commonMethods: [(name: String, function: Reference)] = []
    /// The `__index` of lists.
    private var listIndex: Reference?

    /// Stack: pops the function.
    func addCommonMethod(_ name: String, on stack: Stack) {
        precondition(indexes.isEmpty && listIndex == nil, "a method that values from before would not have")
        commonMethods.append((name, stack.popReference()))
    }

    /// Stack: pushes 1.
    func pushListIndex(on stack: Stack) {
        push(&listIndex, on: stack) {
            stack.pushTable(fields: commonMethods.count)
            setCommonMethods(on: stack)
        }
    }

    /// Stack: unchanged.
    private func setCommonMethods(on stack: Stack) {
        for method in commonMethods {
            stack.push(method.function)
            stack.setRaw(field: method.name, of: -2)
        }
    }

    /// The resource at `position`, or nil for any other value. Stack: unchanged.
    func object(at position: Int, on stack: Stack) -> ResourceObject? {
        guard let origin = origin(at: position, on: stack), !origin.isList, let resource = origin.resource else {
            return nil
        }
        return ResourceObject(resource: resource, call: origin.call)
    }

    /// Where the value at `position` came from; nil for what no call returned. Stack: unchanged.
    func origin(at position: Int, on stack: Stack) -> ObjectOrigin? {
        guard let originClass, stack.kind(at: position) == .table, stack.pushMetatable(of: position) else { return nil }
        defer { stack.pop(2) }
        stack.pushRaw(field: Self.originField, of: -1)
        return originClass.object(at: -1, of: stack)
    }

    /// Marks the table on top, and the items where it is a list, as the result of a call. Stack: unchanged.
    func adopt(_ call: CompletedCall, resource: Resource?, isList: Bool, engine: Engine, on stack: Stack) {
        let value = stack.top
        if isList, resource != nil {
            let origin = ObjectOrigin(call: call, resource: resource, isList: false)
            let metatables = MetatableSource(origin: origin, tables: self, engine: engine)
            for index in 0..<stack.rawLength(at: value) {
                if stack.pushRaw(element: index + 1, of: value) == .table { metatables.set(on: stack) }
                stack.pop()
            }
        }
        mark(as: ObjectOrigin(call: call, resource: resource, isList: isList), engine: engine, on: stack)
    }

    /// Marks the table on top, and nothing in it, as what came from there. Stack: unchanged.
    func mark(as origin: ObjectOrigin, engine: Engine, on stack: Stack) {
        MetatableSource(origin: origin, tables: self, engine: engine).set(on: stack)
    }

    /// Stack: pushes 1.
    func pushOrigin(_ origin: ObjectOrigin, on stack: Stack) {
        let originClass = originClass ?? ObjectClass<ObjectOrigin>("moontide.origin", on: stack)
        self.originClass = originClass
        originClass.push(origin, to: stack)
    }

    /// Pushes the `__index` of a kind of resource: its methods, then the second names of its fields. Stack: pushes 1.
    func pushIndex(of resource: Resource, engine: Engine, on stack: Stack) {
        push(&indexes[resource.qualifiedName], on: stack) {
            knownResources.append(resource)
            let derived = engine.derivedFunctions(of: resource)
            stack.pushTable(fields: commonMethods.count + resource.methods.count + derived.count)
            setCommonMethods(on: stack)
            for method in resource.methods {
                guard let operation = engine.catalog.operation(method.operation) else { continue }
                OperationFunction(operation, engine: engine, method: method).push(to: stack)
                stack.setRaw(field: method.name, of: -2)
            }
            for function in derived {
                engine.pushMethod(function, of: resource, on: stack)
                stack.setRaw(field: function.name, of: -2)
            }
            let secondNames = engine.catalog.secondNames(of: resource)
            if !secondNames.isEmpty { pushLookup(of: secondNames, on: stack) }
        }
    }

    /// Pushes a function that says what a resource is and what it is called. Stack: pushes 1.
    func pushDescription(of resource: Resource, on stack: Stack) {
        push(&descriptions[resource.qualifiedName], on: stack) {
            let label = FieldPath(resource.labelField ?? resource.columns.first ?? "id")
            stack.push(function: { stack in
                let text = try label.push(of: 1, on: stack) == .nil ? "?" : stack.description(of: -1)
                stack.push("\(resource.qualifiedName) \(text)")
                return 1
            })
        }
    }

    private func push(_ kept: inout Reference?, on stack: Stack, make: () -> Void) {
        if let kept { return stack.push(kept) }
        make()
        kept = stack.reference(at: -1)
    }

    /// Replaces the table of methods on top by a function that also knows the second names of fields: `trigger.func` is
    /// `trigger["function"]`. Stack: pops 1, pushes 1.
    private func pushLookup(of secondNames: [String: String], on stack: Stack) {
        let methods = stack.popReference()
        stack.push(function: { stack in
            stack.push(methods)
            stack.push(valueAt: 2)
            if stack.pushRawValueForKey(of: -2) != .nil { return 1 }
            guard let name = stack.string(at: 2), let field = secondNames[name] else { return 0 }
            stack.pushRaw(field: field, of: 1)
            return 1
        })
    }
}

extension Catalog {
    /// The fields of a resource that Lua knows under a second name, by that name.
    fileprivate func secondNames(of resource: Resource) -> [String: String] {
        guard let group = group(resource.group), let type = group.type(named: resource.typeName),
            case .object(let fields, _) = type.shape
        else { return [:] }
        return Dictionary(
            fields.flatMap { field in field.luaNames.filter { $0 != field.name }.map { ($0, field.name) } },
            uniquingKeysWith: { first, _ in first })
    }
}
