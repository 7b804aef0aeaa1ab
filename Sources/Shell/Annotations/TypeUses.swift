internal import Catalog

/// Whether a type is written by a caller or read from an answer: what must be there differs.
enum TypeUse: Hashable {
    case request
    case answer
}

/// How the named types of all groups are used: only what is needed is defined.
struct TypeUses {
    private struct Key: Hashable {
        var type: String
        var use: TypeUse
    }

    private var seen: Set<Key> = []

    init(of groups: [Group]) {
        for group in groups {
            for operation in group.operations {
                for field in CallShape(operation, of: group).allFields { add(field.schema, .request, group) }
                for case .value(let schema) in ReturnedValue(of: operation, in: group).kinds {
                    add(schema, .answer, group)
                }
            }
            for resource in group.resources {
                for name in [resource.typeName] + resource.otherTypeNames {
                    add(Schema(.reference(name)), .answer, group)
                }
            }
        }
    }

    /// Whether a type is used so.
    ///
    /// - Parameter type: with its group: `functions.Trigger`.
    func contains(_ type: String, _ use: TypeUse) -> Bool { seen.contains(Key(type: type, use: use)) }

    private mutating func add(_ schema: Schema, _ use: TypeUse, _ group: Group) {
        switch schema.shape {
        case .object(let fields, _):
            for field in fields where use == .answer || !field.isReadOnly { add(field.schema, use, group) }
        case .array(let item), .map(let item): add(item, use, group)
        case .oneOf(let union): for variant in union.variants { add(variant.schema, use, group) }
        case .reference(let name):
            let key = Key(type: group.qualifiedName(ofType: name), use: use)
            guard seen.insert(key).inserted, let type = group.type(named: name) else { return }
            add(type, use, group)
        default: break
        }
    }
}

extension Group {
    /// `functions.Trigger`; a type of another group has that group's name already.
    func qualifiedName(ofType name: String) -> String { name.contains(".") ? name : "\(self.name).\(name)" }
}

extension CallShape {
    /// Every field of every variant.
    var allFields: [Field] { positional + variants.flatMap(\.fields) }
}
