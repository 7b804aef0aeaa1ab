extension LocalAPI {
    /// Something that goes wrong with requests, on purpose.
    ///
    /// ```swift
    /// var fault = LocalAPI.Fault(.status(500))
    /// fault.operation = "functions.update_trigger"
    /// fault.every = 3
    /// api.fail(fault)
    /// ```
    public struct Fault: Sendable, Equatable {
        /// What a client gets.
        public enum Outcome: Sendable, Equatable {
            /// The right answer, though perhaps late.
            case answer
            /// An error object of this status, 400 to 599.
            case status(Int)
            /// A closed connection.
            case reset
            /// Nothing, on an open connection.
            case stall
            /// The first part of the right answer, and a closed connection: so many bytes, or half of the body.
            case truncation(bytes: Int?)
            /// The right status and header fields, and a body that is not JSON.
            case garbage
        }

        public var outcome: Outcome
        /// The full name of the operation that it is about, or `droplets.*` for a group; nil for all.
        public var operation: String?
        /// How long the answer is held back.
        public var latency: Duration = .zero
        /// Whether the operation is done although its answer is lost. Truncated, damaged and late answers are always ones
        /// of operations that were done.
        public var losesAnswer = false
        /// How probable it is that it strikes, 0 to 1.
        public var probability = 1.0
        /// What the probability's random numbers begin with: the same seed strikes the same requests.
        public var seed: UInt64 = 1
        /// Every how many of its requests it may strike; 1 for each.
        public var every = 1
        /// How often it strikes at most; nil for no end.
        public var count: Int?

        public init(_ outcome: Outcome, operation: String? = nil) {
            self.outcome = outcome
            self.operation = operation
        }
    }
}

extension LocalAPI.Fault {
    func concerns(_ name: String) -> Bool {
        guard let operation else { return true }
        guard operation.hasSuffix(".*") else { return operation == name }
        return name.hasPrefix(operation.dropLast())
    }

    /// Whether the operation is done before it strikes.
    var comesAfter: Bool {
        switch outcome {
        case .answer, .truncation, .garbage: true
        case .status, .reset, .stall: losesAnswer
        }
    }
}
