import Catalog
import JSON

/// A schema made ready for checking: references followed, names in tables, patterns and formats compiled.
///
/// A class, so that going down a schema copies nothing. Lives on the thread of its owner.
final class CompiledSchema {
    enum Shape {
        case any
        case boolean
        case integer
        case number
        case string
        case object(CompiledObject)
        case array(CompiledSchema)
        case map(CompiledSchema)
        case oneOf(CompiledUnion)
        /// A type kept by ``SchemaCompiler``, which outlives its users: where a type contains itself.
        case named(NamedType)
    }

    struct NamedType {
        unowned let schema: CompiledSchema
    }

    fileprivate(set) var shape: Shape
    var isNullable: Bool
    /// Of a scalar.
    var allowed: AllowedValues?
    var minimum: Double?
    var maximum: Double?
    var multipleOf: Double?
    var length: ClosedRange<Int>?
    var hasUniqueItems = false
    var pattern: TextPattern?
    /// What a text must be, in words, where the pattern refuses it.
    var patternMeaning = ""
    var format: Format?

    init(_ shape: Shape, isNullable: Bool = false) {
        self.shape = shape
        self.isNullable = isNullable
    }

    /// Takes over everything of another schema, under whose name this one stands already.
    func become(_ other: CompiledSchema) {
        (shape, isNullable, allowed) = (other.shape, isNullable || other.isNullable, other.allowed)
        (minimum, maximum, multipleOf) = (other.minimum, other.maximum, other.multipleOf)
        (length, hasUniqueItems, format) = (other.length, other.hasUniqueItems, other.format)
        (pattern, patternMeaning) = (other.pattern, other.patternMeaning)
    }

    /// Whether not every value of this scalar type will do.
    private(set) lazy var isConstrained =
        allowed != nil || minimum != nil || maximum != nil || multipleOf != nil || length != nil || pattern != nil
        || format != nil

    /// The schema behind names.
    var target: CompiledSchema {
        // Bounded: a type that refers to itself only would go round for ever.
        var schema = self
        for _ in 0..<32 {
            guard case .named(let type) = schema.shape else { return schema }
            schema = type.schema
        }
        return CompiledSchema(.any)
    }

    /// Whether null is a value.
    var allowsNull: Bool {
        if isNullable || target.isNullable { return true }
        return switch target.shape {
        case .any: true
        case .oneOf(let union): union.variants.contains { $0.schema.target.isNullable }
        default: false
        }
    }
}

/// The values of an enumeration.
struct AllowedValues {
    let values: [JSONValue]
    private let texts: NameTable

    init?(_ values: [JSONValue]) {
        guard !values.isEmpty else { return nil }
        self.values = values
        texts = NameTable(values.enumerated().compactMap { index, value in value.string.map { ($0, index) } })
    }

    func contains(_ value: JSONValue) -> Bool {
        if case .string(let text) = value { return texts[text] != nil }
        return values.contains { $0 == value || ($0.number != nil && $0.number == value.number) }
    }
}

/// An object with known fields.
final class CompiledObject {
    let fields: [CompiledField]
    let isOpen: Bool
    /// The places of the fields, under every name a program may write.
    private let places: NameTable
    /// The places of the fields a request must have.
    let required: [Int]

    init(_ fields: [CompiledField], isOpen: Bool) {
        self.fields = fields
        self.isOpen = isOpen
        places = fields.places
        required = fields.indices.filter { fields[$0].isRequired }
    }

    func place(of name: String) -> Int? { places[name] }

    /// The names a request may have, as suggestions.
    var names: [String] { fields.filter { !$0.isReadOnly }.flatMap(\.suggestions) }
}

extension [CompiledField] {
    /// The places of the fields, under every name a program may write. A name on the wire goes before all others.
    var places: NameTable {
        NameTable(
            enumerated().map { ($1.name, $0) }
                + enumerated().flatMap { place, field in field.otherNames.map { ($0, place) } })
    }
}

/// A field of an object, or a parameter.
final class CompiledField {
    let name: String
    /// What messages call it: the name on the wire, but for a header's, which nobody writes in Lua.
    let shownName: String
    /// The other names it may be given under.
    let otherNames: [String]
    /// The names to suggest for a misspelled one.
    let suggestions: [String]
    let schema: CompiledSchema
    /// Whether a request must have it.
    let isRequired: Bool
    let isReadOnly: Bool
    let isSecret: Bool
    let isDeprecated: Bool

    init(_ field: Field, schema: CompiledSchema) {
        name = field.name
        let isPlain = field.name.utf8.allSatisfy { $0 != UInt8(ascii: "-") && !(0x41...0x5A).contains($0) }
        shownName = isPlain ? field.name : field.luaName ?? field.name
        otherNames = field.otherNames
        suggestions = [field.name, field.luaName].compactMap(\.self)
        self.schema = schema
        isRequired = field.isRequired && !field.isReadOnly
        isReadOnly = field.isReadOnly
        isSecret = field.isSecret
        isDeprecated = field.isDeprecated
    }
}

/// Several schemas of which a value has one.
final class CompiledUnion {
    struct Variant {
        var name: String
        var schema: CompiledSchema
    }

    let discriminator: String?
    let variants: [Variant]

    init(discriminator: String?, variants: [Variant]) {
        self.discriminator = discriminator
        self.variants = variants
    }
}
