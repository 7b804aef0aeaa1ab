import JSON

/// What an app consists of, as clients write it.
struct AppSpec {
    /// Without nulls, which say no more than that a field is left out.
    let document: JSONObject

    init(_ document: JSONObject) { self.document = Self.withoutNulls(document) }

    var name: String { document.string("name") ?? "" }

    /// The lists of components, by what the spec calls them.
    static let kinds = ["services", "static_sites", "jobs", "workers", "functions", "databases"]

    func components(_ kind: String) -> [JSONObject] { document.objects(kind) }

    /// Every component that runs or is served, which databases are not.
    var deployable: [JSONObject] { Self.kinds.dropLast().flatMap(components) }

    var isStatic: Bool { !components("static_sites").isEmpty && deployable.count == components("static_sites").count }

    /// - Throws: `Refusal` 422 for a spec without a component, or with two of one name.
    func check() throws(Refusal) {
        let names = Self.kinds.flatMap(components).compactMap { $0.string("name") }
        guard !names.isEmpty else { throw .unprocessable("an app needs at least one component") }
        let repeated = names.enumerated().first { names[..<$0.offset].contains($0.element) }
        if let repeated { throw .unprocessable("two components have the name \"\(repeated.element)\"") }
        let routed = document.object("ingress")?.objects("rules").compactMap { $0.object("component")?.string("name") }
        if let unknown = routed?.first(where: { !names.contains($0) }) {
            throw .unprocessable("an ingress rule names the component \"\(unknown)\", which is not there")
        }
    }

    /// US dollars a month.
    var monthlyCost: Int64 {
        let containers = ["services", "workers", "jobs"].flatMap(components).reduce(Int64(0)) { sum, component in
            let size = AppSize.named(component.string("instance_size_slug") ?? "") ?? AppSize.all[0]
            let least = component.object("autoscaling")?.integer("min_instance_count")
            return sum + size.dollars * (least ?? component.integer("instance_count") ?? 1)
        }
        return containers + 7 * Int64(components("databases").filter { !$0.flag("production") }.count)
    }

    /// The spec with the values of secret variables made unreadable, as the vendor's answers have them.
    func sealed(_ randomness: Randomness) -> JSONObject {
        var sealed = Self.sealedVariables(of: document, randomness)
        for kind in Self.kinds where document[kind] != nil {
            sealed[kind] = .array(components(kind).map { .object(Self.sealedVariables(of: $0, randomness)) })
        }
        return sealed
    }

    private static func sealedVariables(of holder: JSONObject, _ randomness: Randomness) -> JSONObject {
        guard holder["envs"] != nil else { return holder }
        let variables = holder.objects("envs").map { variable -> JSONValue in
            guard variable.string("type") == "SECRET", let value = variable.string("value"),
                !value.isEmpty, !value.hasPrefix("EV[")
            else { return .object(variable) }
            let text = Base64.encode(randomness.bytes(24))
            return .object(variable.merging(["value": .string("EV[1:\(text)]")]))
        }
        return holder.merging(["envs": .array(variables)])
    }

    private static func withoutNulls(_ object: JSONObject) -> JSONObject {
        JSONObject(object.members.filter { !$0.value.isNull }.map { ($0.name, withoutNulls($0.value)) })
    }

    private static func withoutNulls(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object): .object(withoutNulls(object))
        case .array(let elements): .array(elements.map(withoutNulls))
        default: value
        }
    }
}
