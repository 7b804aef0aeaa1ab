internal import Catalog
internal import JSON

/// Puts the members of objects in an order that is the same every time: as the catalog lists them, others by name.
///
/// Keeps what it finds out: one order is for all values of a kind that are written. Belongs to one thread.
final class FieldOrder {
    /// The group whose named types schemas refer to.
    private let group: Group?
    private let schema: Schema?
    private lazy var places = fieldPlaces
    /// The orders of what is inside: of the items of a list, or of the members by name.
    private lazy var ofItems = FieldOrder(of: itemSchema, in: group)
    private var ofMembers: [String: FieldOrder] = [:]
    /// How the members of the last object had to be moved: objects of a kind mostly have the same.
    private var lastMove = Move(names: [], moves: [])

    /// The members of an object in the order they came in, and where they go.
    private struct Move {
        var names: [String]
        /// For each place in the new order: which member it is, and the order of what is in it.
        var moves: [(index: Int, inner: FieldOrder)]
    }

    /// - Parameter schema: What is known of the values; nil where nothing is.
    init(of schema: Schema?, in group: Group?) {
        self.group = group
        self.schema = schema.map { schema in group?.resolved(schema) ?? schema }
    }

    func apply(to value: JSONValue) -> JSONValue {
        switch value {
        case .array(let items): .array(items.map(ofItems.apply))
        case .object(let object): .object(apply(to: object))
        default: value
        }
    }

    private func apply(to object: JSONObject) -> JSONObject {
        if !object.hasNames(lastMove.names) { lastMove = move(of: object) }
        let members = object.members
        return object.rearranged(lastMove.moves.map { ($0.index, $0.inner.apply(to: members[$0.index].value)) })
    }

    private func move(of object: JSONObject) -> Move {
        let names = object.names
        let ranks = names.map { places[$0]?.place ?? .max }
        let order = names.indices.sorted { left, right in
            ranks[left] != ranks[right] ? ranks[left] < ranks[right] : names[left] < names[right]
        }
        return Move(names: names, moves: order.map { ($0, inner(names[$0])) })
    }

    private func inner(_ name: String) -> FieldOrder {
        if let known = ofMembers[name] { return known }
        let order = FieldOrder(of: places[name]?.schema, in: group)
        ofMembers[name] = order
        return order
    }

    private var fieldPlaces: [String: (place: Int, schema: Schema)] {
        guard case .object(let fields, _)? = schema?.shape else { return [:] }
        let places = fields.enumerated().map { ($1.name, (place: $0, schema: $1.schema)) }
        return Dictionary(places, uniquingKeysWith: { first, _ in first })
    }

    private var itemSchema: Schema? {
        if case .array(let item)? = schema?.shape { item } else { schema }
    }
}
