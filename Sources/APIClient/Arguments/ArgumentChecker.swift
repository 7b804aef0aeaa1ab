import Catalog
import HTTPMessage
import JSON

/// Turns calls into requests: checks every argument against the catalog and puts it where it belongs.
///
/// Keeps what it compiles of an operation at its first call, so that a checker serves one catalog. Lives on the thread of
/// its owner.
public final class ArgumentChecker {
    /// By group and name, which a full name would have to be put together from.
    private var operations: [String: [String: CompiledOperation]] = [:]
    private var compilers: [String: SchemaCompiler] = [:]

    public init() {}

    /// Checks a call's arguments and places them into path, query, header fields and body.
    ///
    /// - Throws: ``ArgumentError`` with every problem at once.
    public func prepare(_ call: Call) throws(ArgumentError) -> PreparedCall {
        var placement = ArgumentPlacement(call, compiled(call))
        var prepared = try placement.prepared()
        prepared.subjectLabel = call.subjectLabel
        prepared.subject = call.subject
        return prepared
    }

    private func compiled(_ call: Call) -> CompiledOperation {
        if let known = operations[call.operation.group]?[call.operation.name] { return known }
        let compiler = compilers[call.group.name] ?? SchemaCompiler(call.group)
        compilers[call.group.name] = compiler
        let compiled = CompiledOperation(call.operation, compiler)
        operations[call.operation.group, default: [:]][call.operation.name] = compiled
        return compiled
    }
}
