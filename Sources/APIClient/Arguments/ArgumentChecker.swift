import Catalog
import HTTPMessage
import JSON

/// Turns calls into requests: checks every argument against the catalog and puts it where it belongs.
///
/// Keeps what it compiles of an operation at its first call, so that a checker serves one catalog. Lives on the thread of
/// its owner.
public final class ArgumentChecker {
    private var operations: [String: CompiledOperation] = [:]
    private var compilers: [String: SchemaCompiler] = [:]

    public init() {}

    /// Checks a call's arguments and places them into path, query, header fields and body.
    ///
    /// - Throws: ``ArgumentError`` with every problem at once.
    public func prepare(_ call: Call) throws(ArgumentError) -> PreparedCall {
        var placement = ArgumentPlacement(call, compiled(call))
        return try placement.prepared()
    }

    private func compiled(_ call: Call) -> CompiledOperation {
        let name = call.operation.qualifiedName
        if let known = operations[name] { return known }
        let compiler = compilers[call.group.name] ?? SchemaCompiler(call.group)
        compilers[call.group.name] = compiler
        let compiled = CompiledOperation(call.operation, compiler)
        operations[name] = compiled
        return compiled
    }
}
