internal import Catalog
internal import JSON

/// What a ``Parameter`` may be given, and as what the function gets it.
public struct ParameterType<Input: Sendable>: Sendable {
    var schema: Schema
    /// The kind of resource that may stand for its identifier.
    var resource: String?
    let encode: @Sendable (Input) -> JSONValue
    private let decode: @Sendable (JSONValue) -> Input?

    init(
        _ schema: Schema, encode: @escaping @Sendable (Input) -> JSONValue,
        decode: @escaping @Sendable (JSONValue) -> Input?
    ) {
        self.schema = schema
        self.encode = encode
        self.decode = decode
    }

    /// - Throws: ``ShellError`` where the value is not what the schema allows, which the check of the call would have told.
    func read(_ value: JSONValue, of name: String) throws(ShellError) -> Input {
        guard let input = decode(value) else { throw ShellError(.unusableValue, "\(name) cannot be read") }
        return input
    }
}

extension ParameterType<String> {
    public static var string: ParameterType {
        ParameterType(Schema(.string), encode: { .string($0) }, decode: { $0.string })
    }

    /// A string of so many characters.
    public static func string(length: ClosedRange<Int>) -> ParameterType {
        var type = string
        type.schema.length = length
        return type
    }

    /// One of some strings. Completion offers them, and a wrong one is told which is near.
    public static func choice(_ values: String...) -> ParameterType {
        var type = string
        type.schema.allowedValues = values.map { .string($0) }
        return type
    }
}

extension ParameterType where Input: RawRepresentable & CaseIterable & SendableMetatype, Input.RawValue == String {
    /// One of the cases of an enumeration, by its raw value.
    public static func choice(_ type: Input.Type = Input.self) -> ParameterType {
        var schema = Schema(.string)
        schema.allowedValues = type.allCases.map { .string($0.rawValue) }
        return ParameterType(
            schema, encode: { .string($0.rawValue) }, decode: { $0.string.flatMap { Input(rawValue: $0) } })
    }
}

extension ParameterType<Int> {
    /// A whole number of 64 bits.
    public static var integer: ParameterType {
        ParameterType(
            Schema(.integer), encode: { .integer(Int64($0)) }, decode: { $0.integer.flatMap { Int(exactly: $0) } })
    }

    public static func integer(in range: ClosedRange<Int>) -> ParameterType {
        var type = integer
        (type.schema.minimum, type.schema.maximum) = (Double(range.lowerBound), Double(range.upperBound))
        return type
    }
}

extension ParameterType<Double> {
    /// A number that is finite.
    public static var number: ParameterType {
        ParameterType(Schema(.number), encode: { .number($0) }, decode: { $0.number })
    }

    public static func number(in range: ClosedRange<Double>) -> ParameterType {
        var type = number
        (type.schema.minimum, type.schema.maximum) = (range.lowerBound, range.upperBound)
        return type
    }
}

extension ParameterType<Bool> {
    public static var boolean: ParameterType {
        ParameterType(Schema(.boolean), encode: { .bool($0) }, decode: { $0.bool })
    }
}

extension ParameterType<Value> {
    /// Anything that JSON can hold. Before the table of arguments no table can stand for it: `store{ value = { 1, 2 } }`.
    public static var any: ParameterType {
        ParameterType(Schema(.any), encode: { $0 }, decode: { $0 })
    }

    /// The identifier of a resource of the API, or the resource itself: `deploy(droplets.get(4))`.
    ///
    /// - Parameter kind: `droplets.droplet`, as help calls it.
    public static func resource(_ kind: String) -> ParameterType {
        var type = any
        type.resource = kind
        return type
    }
}

extension ParameterType<JSONObject> {
    /// A table with names for keys.
    public static var table: ParameterType {
        // An empty table of Lua is a list as well.
        ParameterType(
            Schema(.map(Schema(.any))), encode: { .object($0) }, decode: { $0.object ?? ($0 == [] ? [:] : nil) })
    }
}

extension ParameterType {
    /// A list, each item of which the type allows.
    public static func list<Item>(of item: ParameterType<Item>) -> ParameterType where Input == [Item] {
        ParameterType(
            Schema(.array(item.schema)), encode: { .array($0.map(item.encode)) },
            decode: { value in
                guard let items = value.array ?? (value == [:] ? [] : nil) else { return nil }
                let decoded = items.compactMap(item.decode)
                return decoded.count == items.count ? decoded : nil
            })
    }
}
