import APIClient
import Catalog
import JSON
import Plans
import Testing

@Suite("Edits of every kind of resource")
struct WholeCatalogPlanTests {
    static let resources = Catalog.standard.groupNames.flatMap { name in
        (Catalog.standard.group(name)?.resources ?? []).filter { !$0.updateOperations.isEmpty }
    }

    @Test func thereAreManyKinds() {
        #expect(Self.resources.count >= 30)
    }

    @Test(arguments: resources.map(\.qualifiedName))
    func anEditSendsOnlyWhatTheEndpointTakes(_ name: String) throws {
        let sample = try EditedSample(name)
        let draft = PlanDraft()
        #expect(try draft.update(sample.subject, to: sample.edited))
        let step = try #require(draft.plan.steps.first)
        let operation = try #require(Catalog.standard.operation(step.operation))
        let group = try #require(Catalog.standard.group(operation.group))
        #expect(sample.subject.resource.updateOperations.contains(operation.qualifiedName))

        let body = step.arguments["body"]?.object ?? step.arguments
        let parameters = operation.pathParameters.map(\.name)
        let fields = try #require(operation.body.map { group.memberFields(of: $0.schema) })
        let taken = Set(fields.filter { !$0.isReadOnly }.map(\.name))
        #expect(Set(body.names).subtracting(parameters).isSubset(of: taken))
        #expect(body.names.contains(sample.field))
        for parameter in parameters { #expect(step.arguments[parameter] == sample.subject.keys[parameter]) }

        // A file has it as it is.
        #expect(try PlanDocument(PlanDocument(draft.plan).jsonValue).plan == draft.plan)
        // What was planned can be sent as it is, and nothing in it is ignored.
        let call = Call(operation, of: group, arguments: step.arguments)
        let prepared = try ArgumentChecker().prepare(call)
        #expect(prepared.notes.filter { $0.hasPrefix("ignored") } == [])
    }

    @Test(arguments: resources.map(\.qualifiedName))
    func anEqualCopyIsNoStep(_ name: String) throws {
        let sample = try EditedSample(name)
        let draft = PlanDraft()
        #expect(try !draft.update(sample.subject, to: sample.subject.value))
        #expect(draft.plan == Plan(steps: [], unchangedCount: 1))
    }

    @Test func everythingWithADeletionCanBeDeleted() throws {
        for name in Catalog.standard.groupNames {
            for resource in Catalog.standard.group(name)?.resources ?? [] where resource.deleteOperation != nil {
                let subject = try EditedSample.subject(resource)
                let draft = PlanDraft()
                try draft.delete(subject)
                #expect(draft.plan.steps.map(\.operation) == [resource.deleteOperation])
            }
        }
    }
}

/// An example of a resource, and a copy with one field edited.
struct EditedSample {
    let subject: PlannedResource
    let edited: JSONObject
    /// The name of the edited field.
    let field: String

    init(_ name: String) throws {
        let resource = try #require(Catalog.standard.resource(name))
        subject = try Self.subject(resource)
        for operation in resource.updateOperations.compactMap({ Catalog.standard.operation($0) }) {
            let group = try #require(Catalog.standard.group(operation.group))
            let fields = operation.body.map { group.memberFields(of: $0.schema) } ?? []
            for candidate in fields where !candidate.isReadOnly {
                guard let value = Self.other(subject.value[candidate.name], candidate, group) else { continue }
                var edited = subject.value
                edited[candidate.name] = value
                // Not every value that is made here is a good one.
                guard (try? PlanDraft().update(subject, to: edited)) == true else { continue }
                (self.edited, field) = (edited, candidate.name)
                return
            }
        }
        Issue.record("no field of \(name) can be edited")
        throw EditedSampleError()
    }

    static func subject(_ resource: Resource) throws -> PlannedResource {
        let group = try #require(Catalog.standard.group(resource.group))
        let value = group.example(of: Schema(.reference(resource.typeName)), for: .answer).object ?? [:]
        var keys = JSONObject()
        for key in resource.identity {
            switch key.source {
            case .field(let path):
                keys[key.parameter] = JSONValue.object(value).member(at: path.split(separator: ".").map(String.init))
            case .call: keys[key.parameter] = parameter(key.parameter, of: resource, group)
            }
        }
        return PlannedResource(resource, value: value, keys: keys)
    }

    private static func parameter(_ name: String, of resource: Resource, _ group: Group) -> JSONValue {
        let names = resource.updateOperations + [resource.deleteOperation, resource.getOperation].compactMap(\.self)
        let fields = names.compactMap { Catalog.standard.operation($0) }.flatMap(\.pathParameters)
        return fields.first { $0.name == name }.map { group.example(of: $0, for: .request) } ?? "example-1"
    }

    /// Another value that the field may have; nil where none is known.
    private static func other(_ value: JSONValue?, _ field: Field, _ group: Group) -> JSONValue? {
        let schema = group.resolved(field.schema)
        if let other = schema.allowedValues.first(where: { $0 != value }) { return other }
        guard schema.allowedValues.isEmpty else { return nil }
        switch (schema.shape, value) {
        case (.boolean, let value): return .bool(value?.bool != true)
        case (.integer, .integer(let number)?):
            return Double(number) < schema.maximum ?? .infinity ? .integer(number + Int64(schema.multipleOf ?? 1)) : nil
        case (.string, .string(let text)?): return .string(text + "2")
        case (.array, .array(let items)?):
            if items.count > 1 { return .array(items.dropLast()) }
            return items.first?.string.map { .array(items + [.string($0 + "2")]) }
        case (_, .object(let object)?):
            for inner in group.memberFields(of: schema) where !inner.isReadOnly {
                guard let value = object[inner.name], let other = other(value, inner, group) else { continue }
                var edited = object
                edited[inner.name] = other
                return .object(edited)
            }
            return nil
        default: return nil
        }
    }
}

struct EditedSampleError: Error {}
