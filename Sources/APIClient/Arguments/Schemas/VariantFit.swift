import JSON

// How well values fit the variants of a union.

extension AllowedValues {
    /// The values of several enumerations; nil where one of the schemas is none.
    init?(ofAll schemas: [CompiledSchema]) {
        let enumerations = schemas.compactMap(\.allowed)
        guard enumerations.count == schemas.count else { return nil }
        self.init(enumerations.flatMap(\.values))
    }
}

extension CompiledUnion {
    /// The variants of the value's type; where there are none, those it can be converted to.
    func candidates(for value: JSONValue, isSecret: Bool) -> [CompiledSchema] {
        let exact = variants.map(\.schema.target).filter { $0.isOfType(value) }
        guard exact.isEmpty else { return exact }
        return variants.map(\.schema.target).filter { $0.converted(value, isSecret: isSecret) != nil }
    }
}

extension CompiledSchema {
    var objectShape: CompiledObject? {
        if case .object(let object) = target.shape { object } else { nil }
    }

    /// Whether a value is of this type as far as its outside tells. An empty table of Lua is a list or an object.
    func isOfType(_ value: JSONValue) -> Bool {
        switch (shape, value) {
        case (.any, _), (.oneOf, _), (.named, _): true
        case (.array, .array), (.object, .object), (.map, .object): true
        case (.array, .object(let object)): object.isEmpty
        case (.object, .array(let items)), (.map, .array(let items)): items.isEmpty
        default: isExactly(value)
        }
    }

    /// How well an object fits by its names: how many it has that do not belong, and which are missing.
    func fit(of object: JSONObject) -> (strangers: Int, missing: [String]) {
        switch target.shape {
        case .object(let shape):
            let strangers = object.members.count { shape.isStranger($0) }
            return (strangers, shape.missingNames(from: object.members))
        case .oneOf(let union) where union.discriminator == nil:
            let fits = union.variants.map { $0.schema.fit(of: object) }
            return fits.min { ($0.strangers, $0.missing.count) < ($1.strangers, $1.missing.count) } ?? (0, [])
        default: return (0, [])
        }
    }
}

extension CompiledObject {
    /// Whether a member speaks against this variant: an unknown name, or a value that is none of the field's.
    func isStranger(_ member: JSONObject.Member) -> Bool {
        guard let place = place(of: member.name) else { return !isOpen }
        let field = fields[place]
        guard !field.isReadOnly, let allowed = field.schema.target.allowed else { return false }
        switch member.value {
        case .null, .array, .object: return false
        default: return !allowed.contains(member.value)
        }
    }
}
