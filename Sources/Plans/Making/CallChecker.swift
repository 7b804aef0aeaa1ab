import APIClient
import Catalog
import JSON

/// Checks planned calls before anything is sent. Lives on the thread of its owner.
final class CallChecker {
    private let catalog: Catalog
    private let checker = ArgumentChecker()
    private var identityNames: [String: [String]] = [:]

    init(_ catalog: Catalog) { self.catalog = catalog }

    /// Everything that is wrong with a call. What is to be known only when earlier steps are done is not judged.
    func problems(of call: Call) -> [PlanError.Problem] {
        var call = call
        var places: [String] = []
        for member in call.arguments.members {
            call.arguments[member.name] = Self.withoutReferences(member.value, at: member.name, &places)
        }
        do throws(ArgumentError) {
            _ = try checker.prepare(call)
            return []
        } catch {
            let problems = error.problems.filter { problem in
                !places.contains { Self.isPath(problem.path, at: $0) || Self.isPath($0, at: problem.path) }
            }
            return problems.map { .init($0.path, $0.description) }
        }
    }

    /// The value with a null in the place of each reference, and these places as messages name them.
    private static func withoutReferences(_ value: JSONValue, at path: String, _ places: inout [String]) -> JSONValue {
        switch value {
        case .object(let object):
            if StepReference(value) != nil {
                places.append(path)
                return .null
            }
            var result = object
            for member in object.members {
                result[member.name] = withoutReferences(member.value, at: "\(path).\(member.name)", &places)
            }
            return .object(result)
        case .array(let items):
            return .array(
                items.enumerated().map { index, item in withoutReferences(item, at: "\(path)[\(index + 1)]", &places) })
        default: return value
        }
    }

    /// Whether a path is this place or one inside it.
    private static func isPath(_ path: String, at place: String) -> Bool {
        guard path.hasPrefix(place) else { return false }
        let next = path.dropFirst(place.count).first
        return next == nil || next == "." || next == "["
    }

    // MARK: Keys

    /// The arguments by which a resource is read again, or all of its keys where it cannot be.
    func identity(of subject: PlannedResource) -> JSONObject {
        let name = subject.resource.qualifiedName
        let names = identityNames[name] ?? self.names(identifying: subject.resource)
        identityNames[name] = names
        return JSONObject(names.compactMap { name in subject.keys[name].map { (name, $0) } })
    }

    private func names(identifying resource: Resource) -> [String] {
        let names = resource.getOperation.flatMap { catalog.operation($0) }?.path.parameterNames ?? []
        return names.isEmpty ? resource.identity.map(\.parameter) : names
    }

    /// What fills the path of an operation on a resource.
    ///
    /// - Throws: ``PlanError`` where the resource does not tell it.
    func pathArguments(
        of operation: Operation, for subject: PlannedResource, named name: String
    ) throws(PlanError) -> JSONObject {
        var arguments = JSONObject()
        for parameter in operation.pathParameters {
            guard let value = subject.keys[parameter.name]?.nonNull else {
                throw PlanError(name, operation: operation.qualifiedName, "it does not tell its \(parameter.name)")
            }
            arguments[parameter.name] = value
        }
        return arguments
    }
}
