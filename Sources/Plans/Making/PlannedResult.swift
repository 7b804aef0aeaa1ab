public import Catalog
public import JSON

/// What a step of a draft will return, to be used in later ones.
public struct PlannedResult: Sendable {
    /// The step's number in its draft. The plan may give it a lower one.
    public let number: Int
    public let operation: String
    /// The kind of resource that it will be; nil where the catalog names none.
    public let resource: Resource?
    /// The arguments of its call: a resource may not tell all that identifies it itself.
    let arguments: JSONObject

    /// What stands for it in arguments: the whole of it, to be narrowed by ``PlanDraft``.
    public var reference: StepReference { StepReference(step: number, path: []) }

    /// What stands for the identifier of the resource that it will be; nil where it has none of that name.
    ///
    /// - Parameter parameter: Of the path of an operation, or any field that is of this kind of resource.
    public func identifier(for parameter: String) -> JSONValue? {
        guard let resource else { return nil }
        let key = resource.identity.first { $0.parameter == parameter } ?? resource.identity.last
        switch key?.source {
        case .field(let path)?: return StepReference(step: number, path: path.fieldNames).jsonValue
        case .call(let argument)?: return arguments[argument]
        case nil: return nil
        }
    }
}
