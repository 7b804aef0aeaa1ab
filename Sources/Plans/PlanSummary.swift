public import Catalog

/// How much a plan changes, for a line of text.
public struct PlanSummary: Sendable, Equatable {
    public var updates = 0
    public var creations = 0
    public var deletions = 0
    public var calls = 0
    /// Edits that change nothing and are no steps.
    public var unchanged = 0
    /// Steps that reach beyond one resource.
    public var wide = 0
    /// Steps after which something costs money.
    public var costly = 0

    public init(_ plan: Plan, catalog: Catalog = .standard) {
        unchanged = plan.unchangedCount
        var operations: [String: Operation?] = [:]
        for step in plan.steps {
            switch step.kind {
            case .update: updates += 1
            case .create: creations += 1
            case .delete: deletions += 1
            case .call: calls += 1
            }
            let operation = operations[step.operation] ?? catalog.operation(step.operation)
            operations[step.operation] = .some(operation)
            if operation?.danger == .wide { wide += 1 }
            if operation?.costsMoney == true { costly += 1 }
        }
    }

    public var steps: Int { updates + creations + deletions + calls }

    /// The API's limit on requests in a minute, and in an hour.
    private static let limits = (minute: 250, hour: 5_000)

    /// How long so many requests take at the API's rate limits.
    public var leastTime: Duration {
        if steps <= Self.limits.hour { return .seconds(Double(steps) * 60 / Double(Self.limits.minute)) }
        return .seconds(Double(steps) * 3_600 / Double(Self.limits.hour))
    }
}

extension PlanSummary: CustomStringConvertible {
    /// `12 updates, 1 create, 0 deletes; 37 unchanged left out`
    public var description: String {
        guard steps + unchanged > 0 else { return "nothing to do" }
        var parts = [counted(updates, "update"), counted(creations, "create"), counted(deletions, "delete")]
        if calls > 0 { parts.append(counted(calls, "call")) }
        var text = parts.joined(separator: ", ")
        if unchanged > 0 { text += "; \(unchanged) unchanged left out" }
        return text
    }

    /// `about 3 s at 250 requests/min`; nil for a plan without steps.
    public var pace: String? {
        guard steps > 0 else { return nil }
        let limit = steps <= Self.limits.hour ? "\(Self.limits.minute) requests/min" : "\(Self.limits.hour) requests/h"
        return "about \(Self.text(leastTime)) at \(limit)"
    }

    private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    private static func text(_ duration: Duration) -> String {
        let seconds = max(1, Int((Double(duration.components.seconds) + 0.5).rounded(.down)))
        if seconds < 100 { return "\(seconds) s" }
        let minutes = (seconds + 30) / 60
        return minutes < 100 ? "\(minutes) min" : "\((minutes + 30) / 60) h"
    }
}
