import JSON

/// One line of ``SweepPlan``.
enum SweepStep {
    case call(SweepCall)
    /// A call that must not find what it is about.
    case missing(SweepCall)
    case wait(seconds: Int64)
    case seed(JSONObject)

    static let all: [SweepStep] = lines.map(SweepStep.init)

    /// The lines, each with what continues it.
    private static var lines: [String] {
        var lines: [String] = []
        for line in SweepPlan.text.split(separator: "\n") {
            if line.hasPrefix(" "), let last = lines.popLast() {
                lines.append(last + " " + line.drop { $0 == " " })
            } else {
                lines.append(String(line))
            }
        }
        return lines
    }

    private init(_ line: String) {
        let words = line.split(separator: " ", maxSplits: 1)
        let rest = words.count > 1 ? String(words[1]) : ""
        switch words[0] {
        case "missing":
            let words = rest.split(separator: " ", maxSplits: 1)
            self = .missing(SweepCall(operation: String(words[0]), words.count > 1 ? words[1] : ""))
        case "wait": self = .wait(seconds: Int64(rest) ?? 0)
        case "seed": self = .seed(SweepCall.json(rest[...])?.object ?? [:])
        default: self = .call(SweepCall(operation: String(words[0]), rest[...]))
        }
    }
}

/// A call of one operation.
struct SweepCall {
    let operation: String
    /// Parameters of the path and the query.
    private(set) var parameters: [String: String] = [:]
    /// Nil for the catalog's example.
    private(set) var body: JSONValue?
    /// Whether the body is added to the example.
    private(set) var addsToExample = false
    /// The names that places in the answer are kept under.
    private(set) var kept: [(name: String, place: [String])] = []

    fileprivate init(operation: String, _ text: Substring) {
        self.operation = operation
        var rest = text
        if let arrow = Self.range(of: "-> ", in: rest) {
            for part in rest[arrow.upperBound...].split(separator: ",") {
                let sides = part.split(separator: "=").map { $0.filter { $0 != " " } }
                kept.append((sides[0], sides[1].split(separator: ".").map(String.init)))
            }
            rest = rest[..<arrow.lowerBound]
        }
        if let brace = rest.firstIndex(of: "{"), rest[..<brace].last != "$" {
            body = Self.json(rest[brace...])
            addsToExample = rest[..<brace].last == "+"
            rest = rest[..<brace].filter { $0 != "+" }[...]
        } else if let brace = Self.range(of: " {", in: rest) {
            body = Self.json(rest[brace.lowerBound...])
            rest = rest[..<brace.lowerBound]
        }
        for word in rest.split(separator: " ") {
            let sides = word.split(separator: "=", maxSplits: 1)
            parameters[String(sides[0])] = sides.count > 1 ? String(sides[1]) : ""
        }
    }

    fileprivate static func json(_ text: Substring) -> JSONValue? { try? JSONValue(parsing: Array(text.utf8)) }

    private static func range(of text: String, in whole: Substring) -> Range<Substring.Index>? {
        whole.indices.first { whole[$0...].hasPrefix(text) }.map { $0..<whole.index($0, offsetBy: text.count) }
    }
}
