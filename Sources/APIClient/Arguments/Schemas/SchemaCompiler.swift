import Catalog
import JSON

/// Compiles the schemas of one group, each named type once.
///
/// It must outlive what it compiles: types that contain themselves are kept here. Lives on the thread of its owner.
final class SchemaCompiler {
    private let group: Group
    private var types: [String: CompiledSchema] = [:]
    /// Types that are being compiled: referred to from inside themselves.
    private var openTypes: Set<String> = []
    private var patterns: [String: TextPattern] = [:]

    init(_ group: Group) {
        self.group = group
    }

    func compiled(_ schema: Schema) -> CompiledSchema {
        if case .reference(let name) = schema.shape {
            let isNamedOnly = openTypes.contains(name) || schema.isNullable
            let type = type(named: name)
            return isNamedOnly ? CompiledSchema(.named(.init(schema: type)), isNullable: schema.isNullable) : type
        }
        let result = CompiledSchema(shape(of: schema), isNullable: schema.isNullable)
        constrain(result, by: schema)
        return result
    }

    func compiled(_ field: Field) -> CompiledField { CompiledField(field, schema: compiled(field.schema)) }

    /// An unknown name allows everything.
    private func type(named name: String) -> CompiledSchema {
        if let known = types[name] { return known }
        let result = CompiledSchema(.any)
        types[name] = result
        guard let schema = group.type(named: name) else { return result }
        openTypes.insert(name)
        defer { openTypes.remove(name) }
        result.become(compiled(schema))
        return result
    }

    private func shape(of schema: Schema) -> CompiledSchema.Shape {
        switch schema.shape {
        case .any, .reference: .any
        case .boolean: .boolean
        case .integer: .integer
        case .number: .number
        case .string: .string
        case .object(let fields, let isOpen): .object(CompiledObject(fields.map(compiled), isOpen: isOpen))
        case .array(let element): .array(compiled(element))
        case .map(let element): .map(compiled(element))
        case .oneOf(let union): .oneOf(compiled(union))
        }
    }

    private func compiled(_ union: Union) -> CompiledUnion {
        CompiledUnion(
            discriminator: union.discriminator,
            variants: union.variants.map { .init(name: $0.name, schema: compiled($0.schema)) })
    }

    private func constrain(_ result: CompiledSchema, by schema: Schema) {
        let range = schema.format.flatMap(Format.range)
        result.allowed = AllowedValues(schema.allowedValues)
        result.minimum = [schema.minimum, range?.lowerBound].compactMap(\.self).max()
        result.maximum = [schema.maximum, range?.upperBound].compactMap(\.self).min()
        result.multipleOf = schema.multipleOf
        result.length = schema.length
        result.hasUniqueItems = schema.hasUniqueItems
        result.format = schema.format.flatMap(Format.init)
        guard let pattern = schema.pattern else { return }
        result.patternMeaning = schema.patternMeaning ?? "a text that matches /\(pattern)/"
        result.pattern = compiled(pattern)
    }

    private func compiled(_ pattern: String) -> TextPattern {
        if let known = patterns[pattern] { return known }
        let result = TextPattern(pattern)
        patterns[pattern] = result
        return result
    }
}
