import JSON

extension ArgumentError: CustomStringConvertible {
    /// One line for one problem; a headline and a line for each where there are several. What is missing shares a line.
    ///
    ///     functions.create_trigger: 2 problems:
    ///       unknown parameter 'nmae' (did you mean 'name'?)
    ///       missing: name, type
    public var description: String {
        let lines = problemLines
        guard lines.count > 1 else { return "\(operation): \(lines.first ?? "no problem")" }
        return "\(operation): \(lines.count + max(0, omittedCount - 1)) problems:" + lines.map { "\n  \($0)" }.joined()
    }

    /// The lines of ``description`` below its headline.
    public var problemLines: [String] {
        let missing = problems.compactMap(\.missingText)
        let others = problems.filter { $0.missingText == nil }.map(\.description)
        return others + (missing.isEmpty ? [] : ["missing: " + missing.joined(separator: ", ")])
            + (omittedCount > 0 ? ["and \(omittedCount) more"] : [])
    }
}

extension ArgumentError.Problem: CustomStringConvertible {
    public var description: String {
        switch kind {
        case .unknown(let nearest): "unknown parameter '\(path)'" + suggestion(nearest.map { "'\($0)'" })
        case .missing, .missingOneOf: "missing: \(missingText ?? path)"
        case .notTogether(let others):
            "\(path): cannot be given together with \(list(others.map { "'\($0)'" }, "and"))"
        case .givenTwice(let names): "\(path): given twice, as " + list(names.map { "'\($0)'" }, "and as")
        case .besideBody: "\(path): given beside 'body'; put it into the body"
        case .reserved: "\(path): set by the client; it cannot be given"
        case .invalidCron(let reason), .unwritable(let reason): "\(path): \(reason)"
        default: "\(path): " + expectation
        }
    }

    /// What is missing, for the line that tells all of it; nil for a problem of another kind.
    fileprivate var missingText: String? {
        switch kind {
        case .missing: path
        case .missingOneOf(let choices):
            choices.map { list($0, "and") }.joined(separator: choices.contains { $0.count > 1 } ? ", or " : " or ")
        default: nil
        }
    }

    private var expectation: String {
        switch kind {
        case .wrongType(let expected, let found): expected.expected(found)
        case .notAllowed(let values, let found, let nearest):
            allowedText(values).expected(found) + suggestion(nearest)
        case .outOfRange(let minimum, let maximum, let found): rangeText(minimum, maximum).expected(found)
        case .notMultiple(let divisor, let found): "a multiple of \(numberText(divisor))".expected(found)
        case .wrongLength(let range, let unit, let found): "\(lengthText(range)) \(unit)".expected("\(found)")
        case .repeatedItem(let first): "the same as item \(first), but items must differ"
        case .malformed(let expected, let found): expected.expected(found)
        case .wrongResource(let expected, let found): "a \(expected)".expected("a \(found)")
        case .unusableInPath(let found): "a text that can stand in a path".expected(found)
        default: ""
        }
    }

    private func suggestion(_ nearest: String?) -> String {
        nearest.map { " (did you mean \($0)?)" } ?? ""
    }

    /// All of a few values, the first of many.
    private func allowedText(_ values: [JSONValue]) -> String {
        let texts = values.prefix(12).map { foundText($0) }
        if values.count > 12 { return "one of \(texts.joined(separator: ", ")) and \(values.count - 12) more" }
        return list(texts, "or")
    }

    private func rangeText(_ minimum: Double?, _ maximum: Double?) -> String {
        switch (minimum, maximum) {
        case (let minimum?, let maximum?): "\(numberText(minimum)) to \(numberText(maximum))"
        case (let minimum?, nil): "at least \(numberText(minimum))"
        case (nil, let maximum?): "at most \(numberText(maximum))"
        case (nil, nil): "a number"
        }
    }

    private func lengthText(_ range: ClosedRange<Int>) -> String {
        if range.lowerBound == range.upperBound { return "\(range.lowerBound)" }
        if range.upperBound == .max { return "at least \(range.lowerBound)" }
        return range.lowerBound == 0 ? "at most \(range.upperBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }

    private func list(_ texts: [String], _ conjunction: String) -> String {
        guard texts.count > 1, let last = texts.last else { return texts.first ?? "nothing" }
        return texts.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
    }

    private func numberText(_ number: Double) -> String {
        Int64(exactly: number).map { String($0) } ?? "\(number)"
    }
}

extension String {
    /// This as what was expected. A semicolon keeps it apart where it has commas itself.
    fileprivate func expected(_ found: String) -> String {
        "expected \(self)\(contains(", ") ? ";" : ",") found \(found)"
    }
}
