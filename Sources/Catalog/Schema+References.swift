extension Schema {
    /// The same schema with each name of a type replaced by what `rename` makes of it.
    func renamingReferences(_ rename: (String) -> String) -> Schema {
        var result = self
        result.shape =
            switch shape {
            case .any, .boolean, .integer, .number, .string: shape
            case .object(let fields, let isOpen):
                .object(fields.map { $0.renamingReferences(rename) }, isOpen: isOpen)
            case .array(let item): .array(item.renamingReferences(rename))
            case .map(let value): .map(value.renamingReferences(rename))
            case .oneOf(let union): .oneOf(union.renamingReferences(rename))
            case .reference(let name): .reference(rename(name))
            }
        return result
    }

    /// A schema of this group with the full name of every type.
    func withFullNames(from group: String) -> Schema {
        renamingReferences { $0.contains(".") ? $0 : "\(group).\($0)" }
    }

    /// A schema with full names as it is written in this group: its own types have no group before them.
    func withLocalNames(in group: String) -> Schema {
        renamingReferences { $0.withoutGroup(group) }
    }

    /// The names of the types it mentions, as they are written, each as often as it is there.
    var referenceNames: [String] {
        switch shape {
        case .any, .boolean, .integer, .number, .string: []
        case .object(let fields, _): fields.flatMap(\.schema.referenceNames)
        case .array(let item): item.referenceNames
        case .map(let value): value.referenceNames
        case .oneOf(let union): union.variants.flatMap(\.schema.referenceNames)
        case .reference(let name): [name]
        }
    }
}

extension Field {
    fileprivate func renamingReferences(_ rename: (String) -> String) -> Field {
        var result = self
        result.schema = schema.renamingReferences(rename)
        return result
    }
}

extension Union {
    /// The names of the variants stay: they are for messages, or values of the discriminator.
    fileprivate func renamingReferences(_ rename: (String) -> String) -> Union {
        var result = self
        for index in variants.indices {
            result.variants[index].schema = variants[index].schema.renamingReferences(rename)
        }
        return result
    }
}

extension String {
    /// A type's name without this group before it.
    func withoutGroup(_ group: String) -> String {
        utf8.contains(UInt8(ascii: ".")) && hasPrefix(group + ".") ? String(dropFirst(group.utf8.count + 1)) : self
    }
}
