public import JSON

/// What a value of the API looks like.
public struct Schema: Sendable, Equatable {
    /// The shape of a value.
    public indirect enum Shape: Sendable, Equatable {
        case any
        case boolean
        case integer
        case number
        case string
        /// An object with known fields. `isOpen` allows others beside them.
        case object([Field], isOpen: Bool)
        case array(Schema)
        /// An object whose member names are free and whose values are all of one schema.
        case map(Schema)
        /// A value of exactly one of several schemas.
        case oneOf(Union)
        /// A named type of the same group; ``Group/type(named:)`` gives its schema.
        case reference(String)
    }

    public var shape: Shape
    public var isNullable = false
    /// A name for a narrower syntax of a string or number: `date-time`, `uuid`, `uri`, `email`, `hostname`, `ipv4`, `ipv6`,
    /// `cidr`, `byte`, `binary`, `int32`, `int64`, `uint32`, `uint64`, `float`, `cron`.
    public var format: String?
    /// The allowed values, empty where every value of the shape is.
    public var allowedValues: [JSONValue] = []
    public var minimum: Double?
    public var maximum: Double?
    public var multipleOf: Double?
    /// The lengths allowed for a string in characters, or for an array in items.
    public var length: ClosedRange<Int>?
    /// Whether an array's items must differ.
    public var hasUniqueItems = false
    /// A regular expression a string must match, in the common subset of ECMA 262 and Swift's `Regex`.
    public var pattern: String?
    /// The pattern in words, for the message that refuses a value: `hours or days, as in 12h or 7d`.
    public var patternMeaning: String?

    public init(_ shape: Shape) { self.shape = shape }
}

/// Several schemas of which a value has exactly one.
public struct Union: Sendable, Equatable {
    public struct Variant: Sendable, Equatable {
        /// The discriminator's value, or a name for messages where there is no discriminator.
        public var name: String
        public var schema: Schema

        public init(name: String, schema: Schema) {
            self.name = name
            self.schema = schema
        }
    }

    /// The field whose value selects the variant; nil where only the shape tells.
    public var discriminator: String?
    public var variants: [Variant]

    public init(discriminator: String?, variants: [Variant]) {
        self.discriminator = discriminator
        self.variants = variants
    }
}

/// A named member of an object, or a parameter of an operation.
public struct Field: Sendable, Equatable {
    /// The name on the wire.
    public var name: String
    /// A second name for Lua, where the first is a keyword or clumsy: `func` for `function`.
    public var luaName: String?
    public var schema: Schema
    public var isRequired = false
    /// Sent by the server only: ignored, with a note, when a request carries it.
    public var isReadOnly = false
    /// Whether the value must not be shown or stored.
    public var isSecret = false
    public var isDeprecated = false
    public var defaultValue: JSONValue?
    public var example: JSONValue?
    /// The resource this value identifies, as `GROUP.RESOURCE`: the resource itself is accepted in its place.
    public var resource: String?
    /// One sentence; empty where the name says it all.
    public var summary = ""

    public init(name: String, schema: Schema) {
        self.name = name
        self.schema = schema
    }
}
