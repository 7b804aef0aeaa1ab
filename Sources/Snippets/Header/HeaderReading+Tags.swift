internal import Catalog

extension HeaderReading {
    /// Reads one tag, whose name is known.
    mutating func read(_ tag: String, _ text: String, _ line: Int) {
        switch tag {
        case "param": readParameter(text, line)
        case "danger": readDanger(text, line)
        case "needs": readNeeds(text, line)
        case "author": header?.authors.append(text)
        case "columns": header?.columns = text.split(whereSeparator: \.isBlank).map(String.init)
        case "license": header?.license = text
        case "example": header?.examples.append(text)
        case "version":
            header?.version = SnippetVersion(text)
            if header?.version == nil { problem(line, "expected a version such as 1.2.0, found '\(text)'") }
        default: preconditionFailure("every known tag is read")
        }
    }

    /// `update`, `bulk-update`.
    private mutating func readDanger(_ text: String, _ line: Int) {
        let isBulk = text.hasPrefix("bulk-")
        let word = isBulk ? String(text.dropFirst(5)) : text
        guard let danger = Operation.Danger(rawValue: word), !(isBulk && danger == .read) else {
            let known = Operation.Danger.allCases.map(\.rawValue)
            let hint = Suggestion.ending(for: word, in: known)
            return problem(
                line, "expected \(known.list), or one of these but read after 'bulk-', found '\(text)'" + hint)
        }
        header?.danger = danger
        header?.isBulk = isBulk
    }

    /// `moontide >= 1.0, scope function:update`
    private mutating func readNeeds(_ text: String, _ line: Int) {
        for need in text.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed) {
            let words = need.split(whereSeparator: \.isBlank).map(String.init)
            switch words.first {
            case "scope" where words.count == 2: addScope(words[1], line)
            case "moontide" where words.count == 3 && words[1] == ">=": readVersion(words[2], line)
            default:
                problem(line, "expected 'moontide >= VERSION' or 'scope NAME' with commas between, found '\(need)'")
            }
        }
    }

    private mutating func addScope(_ name: String, _ line: Int) {
        scopes.append((name, line))
        if header?.scopes.insert(name).inserted == false { problem(line, "the scope '\(name)' is named twice") }
    }

    private mutating func readVersion(_ text: String, _ line: Int) {
        guard let version = SnippetVersion(text) else {
            return problem(line, "expected a version such as 1.2.0, found '\(text)'")
        }
        header?.minimumVersion = version
    }
}
