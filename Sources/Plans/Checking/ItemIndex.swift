import Catalog
import JSON

/// The items of a list by what identifies them, so that thousands of steps find theirs.
final class ItemIndex {
    private let items: [JSONValue]
    /// By kind of resource, then by identity; made when first asked for.
    private var places: [String: [String: Int]] = [:]

    init(_ items: [JSONValue]) { self.items = items }

    /// Whether the items of a list of these resources carry what tells one from the others.
    static func canTell(_ resource: Resource, _ catalog: StepCatalog) -> Bool { !fields(of: resource, catalog).isEmpty }

    /// The item that a step is about; nil where the list has none.
    func item(of step: PlanStep, _ catalog: StepCatalog) -> JSONValue? {
        guard let resource = catalog.resource(of: step) else { return nil }
        let fields = Self.fields(of: resource, catalog)
        let known = places[resource.qualifiedName] ?? places(by: fields)
        places[resource.qualifiedName] = known
        let key = Self.key(fields.map { step.identity[$0.parameter] })
        return known[key].map { items[$0] }
    }

    private func places(by fields: [(parameter: String, path: [String])]) -> [String: Int] {
        var places: [String: Int] = [:]
        for (index, item) in items.enumerated() {
            let key = Self.key(fields.map { item.member(at: $0.path) })
            if places[key] == nil { places[key] = index }
        }
        return places
    }

    private static func fields(
        of resource: Resource, _ catalog: StepCatalog
    ) -> [(parameter: String, path: [String])] {
        let names = catalog.keyNames(of: resource) ?? []
        return resource.identity.compactMap { key in
            guard names.contains(key.parameter), case .field(let path) = key.source else { return nil }
            return (key.parameter, path.fieldNames)
        }
    }

    private static func key(_ values: [JSONValue?]) -> String {
        values.reduce(into: "") { key, value in
            let text = PlannedResource.text(value) ?? ""
            key += "\(text.utf8.count):\(text)/"
        }
    }
}
