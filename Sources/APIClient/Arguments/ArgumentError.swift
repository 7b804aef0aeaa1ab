public import JSON

/// Everything that is wrong with the arguments of one call. Nothing was sent.
public struct ArgumentError: Error, Sendable, Equatable {
    /// The full name of the operation: `functions.create_trigger`.
    public var operation: String
    /// At least one, in the order of the arguments.
    public var problems: [Problem]
    /// How many more there are than ``problems`` has.
    public var omittedCount: Int

    public init(operation: String, problems: [Problem], omittedCount: Int = 0) {
        self.operation = operation
        self.problems = problems
        self.omittedCount = omittedCount
    }

    /// One thing that is wrong.
    public struct Problem: Sendable, Equatable {
        /// Where, as a Lua program would write it, items counted from 1: `scheduled_details.cron`, `tags[2]`.
        public var path: String
        public var kind: Kind

        public init(_ path: String, _ kind: Kind) {
            self.path = path
            self.kind = kind
        }

        /// The known name or allowed value that was probably meant.
        public var nearest: String? {
            switch kind {
            case .unknown(let nearest): nearest
            case .notAllowed(_, _, let nearest): nearest
            default: nil
            }
        }

        /// The values to choose from; empty where the problem is of another kind.
        public var allowedValues: [JSONValue] {
            if case .notAllowed(let values, _, _) = kind { values } else { [] }
        }
    }

    /// What is wrong. `found` is the value as messages show it: shortened, and hidden where it is a secret.
    public enum Kind: Sendable, Equatable {
        case unknown(nearest: String?)
        case missing
        /// The paths of one of these sets are missing; any of the sets will do.
        case missingOneOf([[String]])
        /// Known, but for another use of the operation than that the other names mean.
        case notTogether(with: [String])
        /// One parameter under two of its names.
        case givenTwice(as: [String])
        /// A body's field next to a whole `body`.
        case besideBody
        case wrongType(expected: String, found: String)
        /// A resource of another kind, as `GROUP.RESOURCE`.
        case wrongResource(expected: String, found: String)
        case notAllowed([JSONValue], found: String, nearest: String?)
        case outOfRange(minimum: Double?, maximum: Double?, found: String)
        case notMultiple(of: Double, found: String)
        case wrongLength(ClosedRange<Int>, unit: LengthUnit, found: Int)
        /// An item equal to an earlier one, counted from 1, where items must differ.
        case repeatedItem(first: Int)
        /// Not in the syntax that `expected` tells in words.
        case malformed(expected: String, found: String)
        /// Not a cron expression; the sentence that says why.
        case invalidCron(String)
        /// Cannot stand in a path: empty, `.` or `..`.
        case unusableInPath(found: String)
        /// A value JSON has no form for, and why: an infinite number, endless nesting.
        case unwritable(String)
        /// Set by the client itself.
        case reserved
    }

    public enum LengthUnit: String, Sendable {
        case characters, items
    }
}
