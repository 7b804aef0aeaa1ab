import Catalog
import HTTPMessage
import JSON

/// Turns calls into requests: checks every argument against the catalog and puts it where it belongs.
///
/// Keeps the catalog's patterns compiled; lives on the thread of its owner.
public final class ArgumentChecker {
    private let patterns = PatternCache()

    public init() {}

    /// Checks a call's arguments and places them into path, query, header fields and body.
    ///
    /// - Throws: ``ArgumentError`` with every problem at once.
    public func prepare(_ call: Call) throws(ArgumentError) -> PreparedCall {
        var placement = ArgumentPlacement(call, patterns: patterns)
        return try placement.prepared()
    }
}
