public import Catalog
public import JSON

/// A plan as JSON: what `-o json` writes and what is saved. Its form is documented in Plans.docc/FileFormat.md.
public struct PlanDocument: Sendable {
    public static let format = "moontide plan"
    public static let version: Int64 = 1

    public var plan: Plan
    /// When it was made, in milliseconds since 1970-01-01T00:00:00Z.
    public var time: Int64

    public init(_ plan: Plan, time: Int64? = nil) {
        self.plan = plan
        self.time = time ?? WallClock.milliseconds
    }

    /// The document with everything in it, secrets included.
    public var jsonValue: JSONValue {
        var object: JSONObject = [
            "format": .string(Self.format), "version": .integer(Self.version), "time": .string(JournalTime.text(time))
        ]
        object["title"] = plan.title.map { .string($0) }
        object["target"] = plan.target?.jsonValue
        object["unchanged"] = .integer(Int64(plan.unchangedCount))
        object["steps"] = .array(plan.steps.map(\.jsonValue))
        return .object(object)
    }

    /// Reads what ``jsonValue`` wrote.
    ///
    /// - Throws: ``PlanFormatError`` with what it has, or has not.
    public init(_ value: JSONValue, catalog: Catalog = .standard) throws(PlanFormatError) {
        let fields = PlanFields(value)
        guard fields["format"]?.string == Self.format else {
            throw PlanFormatError("no \"format\": \"\(Self.format)\"")
        }
        guard let version = fields["version"]?.integer else { throw PlanFormatError("no version") }
        guard version == Self.version else {
            throw PlanFormatError("the version \(version), and this program reads version \(Self.version)")
        }
        guard let time = try JournalTime.milliseconds(fields.string("time")) else { throw PlanFormatError("no time") }
        var plan = Plan(
            title: try fields.optionalString("title"), unchangedCount: Int(clamping: fields["unchanged"]?.integer ?? 0))
        plan.target = try fields["target"].map { (target) throws(PlanFormatError) in try PlanTarget(target) }
        guard fields["steps"] != nil else { throw PlanFormatError("no 'steps'") }
        let verification = StepVerification(catalog)
        for (index, item) in try fields.list("steps").enumerated() {
            plan.steps.append(try Self.step(item, number: index + 1, catalog, verification))
        }
        self.init(plan, time: time)
    }

    private static func step(
        _ value: JSONValue, number: Int, _ catalog: Catalog, _ verification: StepVerification
    ) throws(PlanFormatError) -> PlanStep {
        do throws(PlanFormatError) {
            let step = try PlanStep(value)
            guard catalog.operation(step.operation) != nil else {
                throw PlanFormatError("the unknown operation '\(step.operation)'")
            }
            if let later = step.dependencies.last, later >= number {
                throw PlanFormatError("a reference to step \(later), which is no earlier one")
            }
            try verification.verify(step)
            return step
        } catch {
            throw PlanFormatError("in step \(number) \(error.description)")
        }
    }
}

extension PlanTarget {
    var jsonValue: JSONValue {
        var object: JSONObject = ["context": .string(context), "address": .string(address)]
        object["account"] = account.map { .string($0) }
        return .object(object)
    }

    init(_ value: JSONValue) throws(PlanFormatError) {
        let fields = PlanFields(value)
        self.init(
            context: try fields.string("context"), address: try fields.string("address"),
            account: try fields.optionalString("account"))
    }
}

extension Plan {
    /// The plan with a mark in the place of each secret, to be shown or kept.
    public func hidingSecrets(_ catalog: Catalog = .standard) -> Plan {
        let hiding = SecretHiding(StepCatalog(catalog))
        var plan = self
        plan.steps = steps.map(hiding.hidden)
        return plan
    }

    /// The steps, counted from 1, whose requests carry secrets, with the arguments that these are in.
    public func secretArguments(_ catalog: Catalog = .standard) -> [(step: Int, names: [String])] {
        hidingSecrets(catalog).steps.enumerated().compactMap { index, step in
            let names = SecretMark.places(in: step.arguments)
            return names.isEmpty ? nil : (index + 1, names)
        }
    }
}
