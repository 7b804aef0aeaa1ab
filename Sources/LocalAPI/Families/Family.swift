import Catalog

/// What one family of operations brings: its kinds of resources and their behavior. Everything in it is a value, so that
/// the list of families is the whole local API.
package struct Family: Sendable {
    /// Its folder's name in snake case: `ssh_keys`.
    let name: String
    /// The kinds of resources that it stores.
    var kinds: [ResourceKind] = []
    /// The behavior of operations, by their full names: `ssh_keys.create`.
    var handlers: [String: Handler] = [:]
    /// What happens when the time of an entry of the agenda has come, by the entry's kind: `databases.online`.
    var transitions: [String: Transition] = [:]
    /// What a completed action does to its resource, by `RESOURCE_TYPE.ACTION_TYPE`: `droplet.power_off`. Actions without
    /// an effect just complete.
    var effects: [String: ActionEffect] = [:]
    /// What ``LocalAPI/seed(_:)`` can make, by the plural it is asked for with: `ssh_keys`.
    var seeds: [String: Seed] = [:]
    /// Makes what an account has from the beginning: a default project, for example. Run once in a new store and after a
    /// reset.
    var prepare: (@Sendable (Moment, inout Connection) throws -> Void)?

    /// - Parameter handlers: By the full names of their operations.
    init(
        _ name: String, kinds: [ResourceKind] = [], handlers: [String: Handler] = [:],
        transitions: [String: Transition] = [:], effects: [String: ActionEffect] = [:], seeds: [String: Seed] = [:],
        prepare: (@Sendable (Moment, inout Connection) throws -> Void)? = nil
    ) {
        self.name = name
        self.kinds = kinds
        self.handlers = handlers
        self.transitions = transitions
        self.effects = effects
        self.seeds = seeds
        self.prepare = prepare
    }

    /// The full names of the operations it answers.
    package var operationNames: [String] { handlers.keys.sorted() }

    /// The operations it names that the catalog does not have.
    package var unknownOperations: [String] {
        (operationNames + kinds.map(\.shownBy)).filter { !$0.isEmpty && Catalog.standard.operation($0) == nil }
    }

    /// A family of handlers only, for tests.
    package init(handlers: [String: Handler]) {
        self.init("test", handlers: handlers)
    }
}

/// Makes so many resources beside those that are there. Limits do not hold for it, and it must not take longer than 40 us
/// for each.
///
/// - Returns: What the caller of `seed` gets, as a rule the identifiers of the first ones.
typealias Seed = @Sendable (_ count: Int, Moment, inout Connection) throws -> [String]

extension [String: Handler] {
    /// These handlers and others, for a family that has them in several files.
    ///
    /// - Precondition: No operation is in both.
    func adding(_ others: [String: Handler]) -> [String: Handler] {
        merging(others) { _, _ in preconditionFailure("two handlers of one operation") }
    }
}

/// Everything the families bring, by name.
struct Families: Sendable {
    private(set) var handlers: [String: Handler] = [:]
    private(set) var kinds: [String: ResourceKind] = [:]
    private(set) var transitions: [String: Transition] = [Transitions.actionEnd: Transitions.endAction]
    private(set) var effects: [String: ActionEffect] = [:]
    private(set) var seeds: [String: Seed] = [:]
    let all: [Family]

    /// - Precondition: No two families bring one thing.
    init(_ families: [Family]) {
        all = families
        for family in families {
            Self.add(family.handlers, to: &handlers)
            Self.add(family.transitions, to: &transitions)
            Self.add(family.effects, to: &effects)
            Self.add(family.seeds, to: &seeds)
            Self.add(Dictionary(uniqueKeysWithValues: family.kinds.map { ($0.name, $0) }), to: &kinds)
        }
    }

    private static func add<Value>(_ values: [String: Value], to all: inout [String: Value]) {
        for (name, value) in values {
            precondition(all.updateValue(value, forKey: name) == nil, "two families bring \(name)")
        }
    }

    /// The kind of the resources that have this name in one of the API's own lists of types: `droplet` in the paths of tags
    /// or in the names of project resources (`do:droplet:1`).
    func kind(ofTagType type: String) -> ResourceKind? { kinds.values.first { $0.tagType == type } }
    func kind(ofURNType type: String) -> ResourceKind? { kinds.values.first { $0.urnType == type } }
}
