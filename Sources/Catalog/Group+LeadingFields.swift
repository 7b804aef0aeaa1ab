extension Group {
    /// The fields of a body that a method takes as values before its table, in their order: of the required ones those that
    /// identify a resource, then the only other one where it is a scalar; where none is required, the only field that is not
    /// deprecated.
    ///
    /// - Parameter fields: Those that are still to be given.
    public func leadingFields(among fields: [Field]) -> [Field] {
        let required = fields.filter(\.isRequired)
        guard !required.isEmpty else {
            let current = fields.filter { !$0.isDeprecated }
            return current.count == 1 && isPositional(current[0]) ? current : []
        }
        let others = required.filter { $0.resource == nil }
        return required.filter { $0.resource != nil } + (others.count == 1 && isPositional(others[0]) ? others : [])
    }

    /// Whether a value without a name can only be this field's: a scalar, or what identifies a resource.
    private func isPositional(_ field: Field) -> Bool { field.resource != nil || isScalar(field.schema) }

    private func isScalar(_ schema: Schema) -> Bool {
        switch resolved(schema).shape {
        case .boolean, .integer, .number, .string: true
        case .oneOf(let union): union.variants.allSatisfy { isScalar($0.schema) }
        default: false
        }
    }
}
