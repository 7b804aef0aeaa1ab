import Catalog
import JSON

/// What a dry run has made, changed and deleted.
struct StubStore {
    enum Answer {
        /// The document of the answer; nil where it has none.
        case found(JSONValue?)
        /// It was deleted.
        case gone
    }

    private struct Stub {
        var resource: Resource
        /// The arguments of the operation that reads it.
        var identity: JSONObject
        /// Nil: deleted.
        var value: JSONValue?
    }

    private let catalog: Catalog
    private var stubs: [String: Stub] = [:]
    private var order: [String] = []
    private var placeholders = Placeholders()

    init(catalog: Catalog) { self.catalog = catalog }

    // MARK: - Reads

    /// What a read gives that needs no server: of stubs, and below them. Nil for everything else.
    func answer(to call: StubSubject) -> Answer? {
        if let stub = stubs[Self.key(call.operation.qualifiedName, call.pathArguments, of: call.operation)] {
            return stub.value.map { .found(answer(of: call, $0)) } ?? .gone
        }
        guard call.pathArguments.members.contains(where: { placeholders.contains($0.value) }) else { return nil }
        let items = order.compactMap { stubs[$0] }.filter { stub in
            stub.resource.listOperation == call.operation.qualifiedName
                && call.pathArguments.members.allSatisfy { stub.identity[$0.name] == $0.value }
        }
        if call.operation.pagination != nil || !items.isEmpty {
            return .found(answer(of: call, .array(items.compactMap(\.value))))
        }
        var maker = StubMaker(group: call.group, placeholders: Placeholders())
        return .found(call.operation.success.schema.map { maker.value(of: $0) })
    }

    /// The value under the root of the answer.
    private func answer(of call: StubSubject, _ value: JSONValue, root: String? = nil) -> JSONValue {
        (root ?? call.operation.success.root).map { .object([$0: value]) } ?? value
    }

    // MARK: - Writes

    /// Takes note of a write and makes its answer.
    mutating func perform(_ call: StubSubject) -> Answer {
        let subject = call.pathResource(in: catalog)
        if call.operation.method == "DELETE", let subject { forget(subject, call) }
        guard let schema = call.operation.success.schema else { return .found(nil) }
        let names = call.operation.success.roots
        let root =
            names.first { isList($0, of: schema, call) == (call.arguments["names"]?.array != nil) } ?? names.first
        guard let result = root.map({ call.group.member($0, of: schema) }) ?? schema else { return .found([:]) }
        if case .array(let item) = call.group.resolved(result).shape {
            return .found(answer(of: call, .array(makeSeveral(item, call)), root: root))
        }
        return .found(answer(of: call, make(result, call, call.arguments), root: root))
    }

    private func isList(_ root: String, of schema: Schema, _ call: StubSubject) -> Bool {
        guard let member = call.group.member(root, of: schema) else { return false }
        if case .array = call.group.resolved(member).shape { return true }
        return false
    }

    private mutating func makeSeveral(_ item: Schema, _ call: StubSubject) -> [JSONValue] {
        guard let names = call.arguments["names"]?.array else { return [] }
        return names.map { name in
            var arguments = call.arguments
            arguments["name"] = name
            return make(item, call, arguments)
        }
    }

    private mutating func make(_ schema: Schema, _ call: StubSubject, _ arguments: JSONObject) -> JSONValue {
        let resource = call.group.resource(of: schema)
        let former = former(resource, call)
        var maker = StubMaker(group: call.group, placeholders: placeholders)
        var value = former.map { maker.changing($0, by: arguments, schema) } ?? maker.value(of: schema, from: arguments)
        if former == nil, let resource { maker.identify(&value, as: resource, schema, call.pathArguments) }
        if let wait = resource?.wait { value.set(wait.readyValues.first, at: wait.field) }
        placeholders = maker.placeholders
        if let resource { remember(value, resource, call) }
        return value
    }

    /// The resource before the call, where it is known and the call gives it back changed.
    private func former(_ resource: Resource?, _ call: StubSubject) -> JSONValue? {
        guard let resource, call.pathResource(in: catalog)?.qualifiedName == resource.qualifiedName else { return nil }
        guard let get = resource.getOperation.flatMap({ catalog.operation($0) }) else { return call.resource }
        return stubs[Self.key(get.qualifiedName, call.pathArguments, of: get)]?.value ?? call.resource
    }

    private mutating func remember(_ value: JSONValue, _ resource: Resource, _ call: StubSubject) {
        guard let get = resource.getOperation.flatMap({ catalog.operation($0) }) else { return }
        var identity = JSONObject()
        for name in get.path.parameterNames {
            switch resource.identity.first(where: { $0.parameter == name })?.source {
            case .field(let path): identity[name] = value.member(at: path)
            case .call(let argument): identity[name] = call.pathArguments[argument]
            case nil: return
            }
        }
        set(Stub(resource: resource, identity: identity, value: value), get)
    }

    private mutating func forget(_ resource: Resource, _ call: StubSubject) {
        guard let get = resource.getOperation.flatMap({ catalog.operation($0) }), get.path == call.operation.path else {
            return
        }
        set(Stub(resource: resource, identity: call.pathArguments, value: nil), get)
    }

    private mutating func set(_ stub: Stub, _ get: Operation) {
        let key = Self.key(get.qualifiedName, stub.identity, of: get)
        if stubs.updateValue(stub, forKey: key) == nil { order.append(key) }
    }

    private static func key(_ operation: String, _ arguments: JSONObject, of get: Operation) -> String {
        let values = get.path.parameterNames.map { arguments[$0]?.pathText ?? "" }
        return ([operation] + values.map { "\($0.utf8.count):\($0)" }).joined(separator: " ")
    }
}

extension Group {
    /// The schema of a member, in whichever variant it is.
    fileprivate func member(_ name: String, of schema: Schema) -> Schema? {
        memberFields(of: schema).first { $0.name == name }?.schema
    }
}

extension JSONValue {
    /// The member of a member, `status.state`.
    func member(at path: String) -> JSONValue? {
        path.split(separator: ".").reduce(Optional(self)) { $0?.object?[String($1)] }
    }

    /// Sets a member of a member to a text; objects on the way are made.
    mutating func set(_ text: String?, at path: String) {
        guard let text else { return }
        set(.string(text), at: path.split(separator: ".")[...])
    }

    private mutating func set(_ value: JSONValue, at path: ArraySlice<Substring>) {
        guard let name = path.first else {
            self = value
            return
        }
        guard var object else { return }
        var member = object[String(name)] ?? (path.count > 1 ? [:] : .null)
        member.set(value, at: path.dropFirst())
        object[String(name)] = member
        self = .object(object)
    }
}
