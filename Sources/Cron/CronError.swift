/// Why a text is not a cron expression.
public struct CronError: Error, Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// Not five fields but so many.
        case fieldCount(Int)
        /// `@daily` and its like.
        case nickname
        /// The name of a month or of a day of the week, which stands for the number.
        case name(Int)
        case notANumber
        case missingNumber
        case outOfRange
        case reversedRange
        /// `5/10`: what a step counts from is a range or a star.
        case stepWithoutRange
        case badStep
    }

    public let kind: Kind
    /// The whole text.
    public let expression: String
    /// Nil where the fault is in no single field.
    public let field: CronField?
    /// The part of the text that is at fault; empty where something is missing.
    public let found: String
    /// Where `found` begins, in UTF-8 bytes from the start of the text.
    public let position: Int

    /// The numbers the field takes.
    public var allowed: ClosedRange<Int>? { field?.range }
}

extension CronError: CustomStringConvertible {
    /// One sentence that says where, what, and what to write instead: `cron "61 * * * *", column 1: minute 61 is out of
    /// range; write 0 to 59`.
    public var description: String {
        "cron \"\(expression)\", column \(position + 1): \(problem)"
    }

    private var problem: String {
        switch kind {
        case .fieldCount(let count): fieldCountProblem(count)
        case .nickname: nicknameProblem
        case .name(let number): "\(fieldName) \"\(found)\" is a name; write \(number)"
        case .notANumber: "\(fieldName) \"\(found)\" is not a number; \(notANumberAdvice)"
        case .missingNumber: "a \(fieldName) is missing; write \(allowedText)"
        case .outOfRange: "\(fieldName) \(found) is out of range; write \(allowedText)"
        case .reversedRange: "\(fieldName) range \(found) ends before it begins; write the smaller number first"
        case .stepWithoutRange:
            "\(fieldName) \(found) has a step without a range; write * or a range before the /, "
                + "such as \(rangeForStep)"
        case .badStep: "\(fieldName) step \"\(found)\" is not a number above 0; write one, such as */2"
        }
    }

    private var fieldName: String { field?.description ?? "field" }

    private var allowedText: String {
        allowed.map { "\($0.lowerBound) to \($0.upperBound)" } ?? "a number"
    }

    private var notANumberAdvice: String {
        if found == "?" { return "write *" }
        return "write * or \(allowedText)"
    }

    private var rangeForStep: String {
        let last = allowed?.upperBound ?? 59
        return found.replacingFirst("/", with: "-\(field == .dayOfWeek ? 6 : last)/")
    }

    private func fieldCountProblem(_ count: Int) -> String {
        let fields = "minute, hour, day of month, month, day of week"
        let expected = "expected 5 fields (\(fields)), found \(count)"
        guard count == 6 else { return expected }
        let rest = expression.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst()
        return expected + "; cron has no seconds: write \"\(rest.joined(separator: " "))\""
    }

    private var nicknameProblem: String {
        let replacements = [
            "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
            "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *"
        ]
        guard let replacement = replacements[found.lowercased()] else {
            return "\(found) is not accepted; write the five fields"
        }
        return "\(found) is not accepted; write \"\(replacement)\""
    }
}

extension String {
    fileprivate func replacingFirst(_ character: Character, with replacement: String) -> String {
        guard let index = firstIndex(of: character) else { return self }
        return String(self[..<index]) + replacement + String(self[self.index(after: index)...])
    }
}
