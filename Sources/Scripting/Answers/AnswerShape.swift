internal import Catalog
internal import Lua

/// What the member of an answer under one root is.
struct AnswerShape {
    /// Nil where the whole answer is the result.
    var root: String?
    /// The kind of the result, or of a list's items; nil where the catalog declares none.
    var resource: Resource?
    var isList: Bool
    /// Whether it is an object with free names, as the policies of droplets by the droplet.
    var isMap = false
}

/// The shapes of answers by operation, found in the catalog once.
final class AnswerShapes {
    private let catalog: Catalog
    private var known: [String: [AnswerShape]] = [:]

    init(_ catalog: Catalog) {
        self.catalog = catalog
    }

    /// A shape for each root, in their order; one where there are none.
    func shapes(of operation: Operation) -> [AnswerShape] {
        if let shapes = known[operation.identifier] { return shapes }
        let roots = operation.success.roots
        let shapes = roots.isEmpty ? [shape(nil, of: operation)] : roots.map { shape($0, of: operation) }
        known[operation.identifier] = shapes
        return shapes
    }

    /// The shape of the result where the answer is as the catalog has it first.
    func shape(of operation: Operation) -> AnswerShape { shapes(of: operation)[0] }

    private func shape(_ root: String?, of operation: Operation) -> AnswerShape {
        guard let group = catalog.group(operation.group), let schema = operation.success.schema,
            let result = root.map({ group.member($0, of: schema) }) ?? schema
        else { return AnswerShape(root: root, isList: false) }
        if case .map = group.resolved(result).shape { return AnswerShape(root: root, isList: false, isMap: true) }
        guard let item = group.element(of: result) else {
            return AnswerShape(root: root, resource: group.resource(of: result), isList: false)
        }
        return AnswerShape(root: root, resource: group.resource(of: item), isList: true)
    }
}

extension Group {
    /// The schema of a member, in whichever variant it is.
    fileprivate func member(_ name: String, of schema: Schema) -> Schema? {
        switch resolved(schema).shape {
        case .object(let fields, _): return fields.first { $0.name == name }?.schema
        case .oneOf(let union): return union.variants.lazy.compactMap { self.member(name, of: $0.schema) }.first
        default: return nil
        }
    }

    /// The schema of a list's items; nil for what is no list.
    fileprivate func element(of schema: Schema) -> Schema? {
        if case .array(let element) = resolved(schema).shape { element } else { nil }
    }
}
