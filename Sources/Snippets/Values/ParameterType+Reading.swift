internal import APIClient
internal import Catalog
internal import Cron
internal import JSON

/// A value that a parameter does not take.
struct ParameterProblem: Error, Equatable, CustomStringConvertible {
    let description: String
}

extension ParameterType {
    /// The value that a text stands for, as the snippet gets it.
    func value(of text: String) throws(ParameterProblem) -> JSONValue {
        switch self {
        case .string: return .string(text)
        case .integer: if let number = Int64(text) { return .integer(number) }
        case .number: if let number = Double(text), number.isFinite, Self.isDecimal(text) { return .number(number) }
        case .boolean: if let flag = Self.booleans[text.lowercased()] { return .bool(flag) }
        case .list: return .array(Self.items(of: text).map { .string($0) })
        case .duration:
            if !text.isEmpty, let duration = Duration(text: text) { return .integer(duration.components.seconds) }
        case .date: if Self.isDate(text) { return .string(text) }
        case .cron: return .string(try Self.checkedCron(text))
        case .choice(let words):
            guard words.contains(text) else { throw refusal(text, hint: Suggestion.ending(for: text, in: words)) }
            return .string(text)
        case .resource(_, let isInteger):
            guard !text.isEmpty else { break }
            if isInteger, let number = Int64(text) { return .integer(number) }
            return .string(text)
        }
        throw refusal(text)
    }

    /// A value that is none yet, as Lua gives it: a number for a number, a list for a list.
    func value(of value: JSONValue) throws(ParameterProblem) -> JSONValue {
        switch (self, value) {
        case (_, .string(let text)): return try self.value(of: text)
        case (.boolean, .bool), (.number, .number), (.number, .integer), (.integer, .integer), (.duration, .integer):
            return value
        case (.resource, .integer(let number)): return try self.value(of: String(number))
        case (.integer, .number(let number)), (.duration, .number(let number)):
            if let whole = Int64(exactly: number) { return .integer(whole) }
        case (.list, .array(let items)):
            let texts = try items.map { (item) throws(ParameterProblem) in try Self.text(of: item) }
            return .array(texts)
        // An empty table of Lua is an object where nothing says that it is a list.
        case (.list, .object(let object)) where object.isEmpty: return .array([])
        // A resource stands for its identifier where that is a field of its own.
        case (.resource, .object(let object)):
            for name in ["id", "uuid", "namespace", "name"] {
                if let identity = object[name], identity.object == nil { return try self.value(of: identity) }
            }
        default: break
        }
        throw refusal(Self.shown(value))
    }

    private static func text(of item: JSONValue) throws(ParameterProblem) -> JSONValue {
        switch item {
        case .string: item
        case .integer(let number): .string(String(number))
        default: throw ParameterProblem(description: "expected a list of texts, found \(shown(item)) in it")
        }
    }

    private static func shown(_ value: JSONValue) -> String { (try? value.jsonText) ?? "a table" }

    private func refusal(_ found: String, hint: String = "") -> ParameterProblem {
        let shown = found.count > 60 ? found.prefix(60) + "…" : found[...]
        return ParameterProblem(description: "expected \(meaning), found '\(shown)'" + hint)
    }

    private static let booleans = [
        "true": true, "yes": true, "on": true, "false": false, "no": false, "off": false
    ]

    /// Texts with commas between; `\,` is a comma of a text.
    private static func items(of text: String) -> [String] {
        var items = [""]
        var isEscaped = false
        for character in text {
            if isEscaped {
                if character != "," { items[items.count - 1].append("\\") }
                items[items.count - 1].append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "," {
                items.append("")
            } else {
                items[items.count - 1].append(character)
            }
        }
        if isEscaped { items[items.count - 1].append("\\") }
        return items.map(\.trimmed).filter { !$0.isEmpty }
    }

    private static func isDecimal(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    }

    private static func isDate(_ text: String) -> Bool {
        UTCTime(rfc3339: text) != nil || (text.utf8.count == 10 && UTCTime(rfc3339: text + "T00:00:00Z") != nil)
    }

    private static func checkedCron(_ text: String) throws(ParameterProblem) -> String {
        do throws(CronError) {
            _ = try CronExpression(text)
            return text
        } catch {
            throw ParameterProblem(description: error.description)
        }
    }
}
