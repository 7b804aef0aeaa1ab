internal import Catalog
internal import JSON

/// A parameter of a ``Function``: its name, its type, what help says of it, and what completion offers for it.
///
/// One that is required, and one with a default:
///
/// ```swift
/// Parameter("app", .string, "Which app.", completions: { apps.names.map(Completion.init) })
/// Parameter("replicas", .integer(in: 1...9), "How many of it run.", default: 1)
/// ```
///
/// The closure of one that may be left out, ``optional(_:_:_:completions:)``, gets nil then.
public struct Parameter<Input: Sendable> {
    let description: ParameterDescription
    private let decode: @Sendable (JSONValue?) throws(ShellError) -> Input

    /// A parameter that every call has to give.
    ///
    /// - Parameters:
    ///   - name: A name in Lua.
    ///   - summary: One sentence for help and completion.
    ///   - completions: What it may be given beside what the type tells, asked on the shell's thread when Tab is pressed and
    ///     for each key while a menu is open: it must be quick, and may not use the shell.
    public init(
        _ name: String, _ type: ParameterType<Input>, _ summary: String,
        completions: @escaping () -> [Completion] = { [] }
    ) {
        var field = Field(name: name, schema: type.schema)
        field.isRequired = true
        field.summary = summary
        description = ParameterDescription(field: field, resource: type.resource, completions: completions)
        decode = { value throws(ShellError) in try type.read(value ?? .null, of: name) }
    }

    /// A parameter that a call may leave out.
    ///
    /// - Parameters: As those of the initializer without a default.
    public init(
        _ name: String, _ type: ParameterType<Input>, _ summary: String, default standard: Input,
        completions: @escaping () -> [Completion] = { [] }
    ) {
        var field = Field(name: name, schema: type.schema)
        field.summary = summary
        field.defaultValue = type.encode(standard)
        description = ParameterDescription(field: field, resource: type.resource, completions: completions)
        decode = { value throws(ShellError) in
            guard let value, !value.isNull else { return standard }
            return try type.read(value, of: name)
        }
    }

    /// A parameter that a call may leave out; the function gets nil then.
    ///
    /// - Parameters: As those of the initializer without a default.
    public static func optional<Wrapped>(
        _ name: String, _ type: ParameterType<Wrapped>, _ summary: String,
        completions: @escaping () -> [Completion] = { [] }
    ) -> Parameter where Input == Wrapped? {
        var field = Field(name: name, schema: type.schema)
        field.summary = summary
        return Parameter(ParameterDescription(field: field, resource: type.resource, completions: completions)) {
            value throws(ShellError) in
            guard let value, !value.isNull else { return nil }
            return try type.read(value, of: name)
        }
    }

    private init(
        _ description: ParameterDescription, decode: @escaping @Sendable (JSONValue?) throws(ShellError) -> Input
    ) {
        self.description = description
        self.decode = decode
    }

    /// The argument for it among those that passed the checks.
    func read(from arguments: JSONObject) throws(ShellError) -> Input { try reading(arguments) }

    /// The same for any thread.
    var reading: @Sendable (JSONObject) throws(ShellError) -> Input {
        { [decode, name = description.field.name] arguments throws(ShellError) in try decode(arguments[name]) }
    }
}

/// What the catalog's types know of a parameter, whatever its type in Swift is.
struct ParameterDescription {
    var field: Field
    var completions: () -> [Completion]

    init(field: Field, resource: String?, completions: @escaping () -> [Completion]) {
        self.field = field
        self.field.resource = resource
        self.completions = completions
    }
}
