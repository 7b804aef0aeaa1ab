public import JSON

extension StepReference {
    /// The name that makes an object a reference; no argument of a plan may have such an object of its own.
    public static let memberName = "$step"

    /// The reference that a value is; nil for every other value.
    public init?(_ value: JSONValue) {
        guard case .object(let object) = value, object.count == 1, case .array(let items)? = object[Self.memberName],
            let step = items.first?.integer, let step = Int(exactly: step), step > 0
        else { return nil }
        let path = items.dropFirst().compactMap(\.string)
        guard path.count == items.count - 1 else { return nil }
        self.init(step: step, path: path)
    }

    public var jsonValue: JSONValue {
        .object([Self.memberName: .array([.integer(Int64(step))] + path.map { .string($0) })])
    }
}

extension JSONValue {
    /// The value with every reference in it replaced, at any depth.
    public func replacingReferences<Failure: Error>(
        _ replacement: (StepReference) throws(Failure) -> JSONValue
    ) throws(Failure) -> JSONValue {
        switch self {
        case .array(let items):
            return .array(try items.map { (item) throws(Failure) in try item.replacingReferences(replacement) })
        case .object(let object):
            if let reference = StepReference(self) { return try replacement(reference) }
            return .object(try object.replacingReferences(replacement))
        default: return self
        }
    }

    /// The references in it, in their order.
    public var references: [StepReference] {
        switch self {
        case .array(let items): items.flatMap(\.references)
        case .object(let object): StepReference(self).map { [$0] } ?? object.members.flatMap(\.value.references)
        default: []
        }
    }
}

extension JSONObject {
    /// The members with every reference in their values replaced.
    public func replacingReferences<Failure: Error>(
        _ replacement: (StepReference) throws(Failure) -> JSONValue
    ) throws(Failure) -> JSONObject {
        var result = self
        for member in members {
            result[member.name] = try member.value.replacingReferences(replacement)
        }
        return result
    }
}

extension PlanStep {
    /// The steps, counted from 1 and ascending, that must have been done before this one.
    public var dependencies: [Int] {
        let referred = arguments.members.flatMap { $0.value.references.map(\.step) }
        return Set(after + referred).sorted()
    }
}
