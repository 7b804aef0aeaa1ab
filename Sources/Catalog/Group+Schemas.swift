extension Group {
    /// The schema itself, or for a reference the schema it stands for, null where the reference may be.
    public func resolved(_ schema: Schema) -> Schema {
        var result = schema
        // A reader refuses types that are nothing but each other, so that this ends.
        while case .reference(let name) = result.shape, var target = type(named: name) {
            target.isNullable = target.isNullable || result.isNullable
            result = target
        }
        return result
    }

    /// The fields of an object; nil where the schema is no object.
    public func fields(of schema: Schema) -> [Field]? {
        if case .object(let fields, _) = resolved(schema).shape { fields } else { nil }
    }

    /// The schema of a member of a member, as in `scheduled_details.cron`, which may be within the items of a list; nil
    /// where there is none.
    public func schema(at path: String, of schema: Schema) -> Schema? {
        var schema = schema
        for name in path.split(separator: ".") {
            while case .array(let item) = resolved(schema).shape { schema = item }
            switch resolved(schema).shape {
            case .object(let fields, let isOpen):
                guard let field = fields.first(where: { $0.name == name }) else {
                    return isOpen ? Schema(.any) : nil
                }
                schema = field.schema
            case .map(let value): schema = value
            default: return nil
            }
        }
        return schema
    }

    /// The variant of a union that a value of the discriminator selects.
    public func variant(_ name: String, of union: Union) -> Schema? {
        union.variants.first { $0.name == name }.map { resolved($0.schema) }
    }

    /// The fields that a value may have, whatever variant it is; where variants share a name there is one of each.
    public func memberFields(of schema: Schema) -> [Field] {
        switch resolved(schema).shape {
        case .object(let fields, _): fields
        case .oneOf(let union): union.variants.flatMap { memberFields(of: $0.schema) }
        default: []
        }
    }

    /// The fields that the arguments of a call may have: the parameters of path, query and header, then those of the body.
    public func argumentFields(of operation: Operation) -> [Field] {
        operation.pathParameters + operation.queryParameters + operation.headerParameters
            + (operation.body.map { memberFields(of: $0.schema) } ?? [])
    }

    /// The schema of what a call returns: of the member that is the result or else of the whole answer; nil where the
    /// answer is not JSON.
    public func resultSchema(of operation: Operation) -> Schema? {
        guard let answer = operation.success.schema, let root = operation.success.root else {
            return operation.success.schema
        }
        return memberFields(of: answer).first { $0.name == root }?.schema
    }
}
