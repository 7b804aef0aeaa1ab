/// What a name given by a user may look like.
enum Name {
    /// The problems that a schema's length does not tell.
    ///
    /// - Parameter isPathSegment: Whether the name becomes part of a URL. Then it may not be what clients and proxies take
    ///   for a path: a slash, or the dots of relative paths.
    static func problems(with name: String, of field: String, isPathSegment: Bool) -> [String] {
        var problems: [String] = []
        if name.unicodeScalars.contains(where: \.isControl) {
            problems.append("\(field) must not have control characters")
        }
        if name.unicodeScalars.first?.properties.isWhitespace == true
            || name.unicodeScalars.last?.properties.isWhitespace == true
        {
            problems.append("\(field) must not begin or end with a blank")
        }
        if isPathSegment, name.contains("/") || name == "." || name == ".." {
            problems.append("\(field) must not have a / and must not be . or ..")
        }
        return problems
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool { properties.generalCategory == .control }
}
