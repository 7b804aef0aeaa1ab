internal import Synchronization

/// The operations and types of a group, each read from the file when it is first asked for.
///
/// The file has been checked, so that what is read here has no mistake; of a file that was not, the program stops at the
/// first one.
final class GroupContent: Sendable {
    private struct State {
        /// Nil once all has been read: its lines go then.
        var reader: GroupReader?
        /// All there is, while there is no reader.
        var operations: [Operation] = []
        var places: [String: Int] = [:]
        var types: [String: Schema] = [:]
        var foreignResources: [String: Resource] = [:]
    }

    private let state: Mutex<State>

    /// What is left to read of a file whose outline has been read.
    init(_ reader: sending GroupReader) { state = Mutex(State(reader: reader)) }

    init(operations: [Operation], types: [String: Schema], foreignResources: [String: Resource] = [:]) {
        let places = operations.indices.map { (operations[$0].name, $0) }
        state = Mutex(
            State(
                operations: operations, places: Dictionary(places, uniquingKeysWith: { first, _ in first }),
                types: types, foreignResources: foreignResources))
    }

    /// In the order of the file.
    var operations: [Operation] {
        state.withLock { state in
            Self.readRest(&state)
            return state.operations
        }
    }

    var types: [String: Schema] {
        state.withLock { state in
            Self.readRest(&state)
            return state.types
        }
    }

    func operation(named name: String) -> Operation? {
        state.withLock { state in
            Self.proven { () throws(CatalogError) in try state.reader?.operation(named: name) ?? nil }
                ?? state.places[name].map { state.operations[$0] }
        }
    }

    func type(named name: String) -> Schema? {
        state.withLock { state in
            Self.proven { () throws(CatalogError) in try state.reader?.type(named: name) ?? nil } ?? state.types[name]
        }
    }

    func foreignResource(ofType name: String) -> Resource? {
        state.withLock { state in
            Self.proven { () throws(CatalogError) in try state.reader?.foreignResource(ofType: name) ?? nil }
                ?? state.foreignResources[name]
        }
    }

    private static func readRest(_ state: inout State) {
        guard var reader = state.reader.take() else { return }
        proven { () throws(CatalogError) in try reader.readRest() }
        state.operations = reader.allOperations
        state.places = Dictionary(
            state.operations.indices.map { (state.operations[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
        state.types = reader.types
        state.foreignResources = reader.foreignResources
    }

    private static func proven<Result>(_ body: () throws(CatalogError) -> Result) -> Result {
        do throws(CatalogError) { return try body() } catch { error.stopProgram() }
    }
}
