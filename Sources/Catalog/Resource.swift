/// A kind of thing the API keeps, and how it appears to a user.
public struct Resource: Sendable, Equatable {
    /// Where the value of a path parameter comes from.
    public enum IdentitySource: Sendable, Equatable {
        /// A field of the resource.
        case field(String)
        /// The argument of that name in the call that returned the resource, for what the resource does not carry itself.
        case call(String)
    }

    /// One path parameter of the operations on this resource.
    public struct Identity: Sendable, Equatable {
        public var parameter: String
        public var source: IdentitySource

        public init(parameter: String, source: IdentitySource) {
            self.parameter = parameter
            self.source = source
        }
    }

    /// A function of the resource's objects that calls an operation with the identity filled in.
    public struct Method: Sendable, Equatable {
        public var name: String
        /// The operation's full name: `functions.update_trigger`.
        public var operation: String
        /// Whether it iterates over the list instead of returning it.
        public var isIterator = false
        /// Arguments given by the method itself, as for the typed actions: `type` = `power_off`. A word for a number or a boolean
        /// stands for that value.
        public var fixedArguments: [String: String] = [:]

        public init(name: String, operation: String) {
            self.name = name
            self.operation = operation
        }
    }

    /// How one waits until a resource is ready.
    public struct Wait: Sendable, Equatable {
        public var field: String
        public var readyValues: [String]
        public var failedValues: [String]

        public init(field: String, readyValues: [String], failedValues: [String]) {
            self.field = field
            self.readyValues = readyValues
            self.failedValues = failedValues
        }
    }

    public var group: String
    public var name: String
    /// The named type of its values.
    public var typeName: String
    /// Other types that some operations return it as, such as one with a secret that is shown once.
    public var otherTypeNames: [String] = []
    public var summary = ""
    public var identity: [Identity] = []
    /// The field a person knows it by.
    public var labelField: String?
    /// A field whose string stands for it, too, where a call takes a string as well as its identifier, which is a number.
    public var wordField: String?
    /// The columns of its table, when nothing else is asked for.
    public var columns: [String] = []
    /// The full name of the operation that lists it.
    public var listOperation: String?
    /// The full name of the operation that reads one again.
    public var getOperation: String?
    /// The full name of the operation that makes one.
    public var createOperation: String?
    /// The full names of the operations that change its fields; an edit takes the first one that takes all its fields.
    public var updateOperations: [String] = []
    /// The full name of the operation that deletes it.
    public var deleteOperation: String?
    public var methods: [Method] = []
    public var wait: Wait?

    /// The full name: `functions.trigger`.
    public var qualifiedName: String { "\(group).\(name)" }

    public init(group: String, name: String, typeName: String) {
        self.group = group
        self.name = name
        self.typeName = typeName
    }
}
