internal import Catalog

extension HeaderReading {
    /// `name type [required] [default=..] [live=..] text`
    mutating func readParameter(_ text: String, _ line: Int) {
        var words = HeaderWords(text)
        guard let name = words.next(), let typeText = words.next() else {
            return problem(line, "expected '@param name type text', found '@param \(text)'")
        }
        guard Self.isName(name) else {
            let expected = "expected letters, digits and '_', no digit first"
            return problem(line, "'\(name)' is no name of a parameter; \(expected)")
        }
        if header?.parameter(name) != nil { return problem(line, "the parameter '\(name)' is there already") }
        guard let type = type(typeText, line) else { return }
        var parameter = SnippetParameter(name, type)
        if case .resource(let resource, _) = type { parameter.resource = resource }
        readAttributes(&words, of: &parameter, line)
        parameter.summary = words.rest
        if parameter.isRequired, parameter.defaultText != nil {
            let reason = "so that its default is never used; leave out one of them"
            problem(line, "the parameter '\(name)' is required, \(reason)")
        }
        header?.parameters.append(parameter)
    }

    private mutating func readAttributes(_ words: inout HeaderWords, of parameter: inout SnippetParameter, _ line: Int)
    {
        while let word = words.peek() {
            if word == "required" {
                parameter.isRequired = true
            } else if let text = word.value(of: "default=") {
                readDefault(text, of: &parameter, line)
            } else if let text = word.value(of: "live=") {
                parameter.resource = resource(text, line)
            } else {
                return
            }
            _ = words.next()
        }
    }

    private mutating func readDefault(_ text: String, of parameter: inout SnippetParameter, _ line: Int) {
        parameter.defaultText = text
        do throws(ParameterProblem) {
            parameter.defaultValue = try parameter.type.value(of: text)
        } catch {
            problem(line, "the default of '\(parameter.name)': \(error.description)")
        }
    }

    /// Nil where it is none, which is told.
    private mutating func type(_ text: String, _ line: Int) -> ParameterType? {
        // What is not required is optional; a question mark may say it, too.
        let word = text.hasSuffix("?") ? String(text.dropLast()) : text
        if let type = ParameterType.words[word] { return type }
        if word.contains("|") {
            let choices = word.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            guard Set(choices).count == choices.count, !choices.contains("") else {
                problem(line, "expected different words with '|' between, found '\(text)'")
                return nil
            }
            return .choice(choices)
        }
        if let resource = known(word) {
            return .resource(resource.qualifiedName, isInteger: catalog.hasIntegerIdentity(resource))
        }
        let words = ParameterType.words.keys.sorted()
        let hint = Suggestion.ending(for: word, in: words)
        problem(
            line,
            "unknown type '\(text)'"
                + (hint.isEmpty ? "; expected \(words.list), words as a|b, or a kind of resource" : hint))
        return nil
    }

    private mutating func resource(_ text: String, _ line: Int) -> String? {
        if let resource = known(text) { return resource.qualifiedName }
        problem(line, "unknown kind of resource '\(text)'; expected one such as functions.namespace or droplet")
        return nil
    }

    /// `functions.namespace`, `droplet`.
    private func known(_ name: String) -> Resource? {
        if name.contains(".") { return catalog.resource(name) }
        return catalog.groupNames.lazy.compactMap { catalog.resource("\($0).\(name)") }.first
    }

    private static func isName(_ name: String) -> Bool {
        name.utf8.first.map { !(0x30...0x39).contains($0) } ?? false
            && name.utf8.allSatisfy {
                ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
            }
    }
}

/// The words of a tag, and what is left of its text.
struct HeaderWords {
    private var text: Substring

    init(_ text: String) { self.text = text[...].drop(while: \.isBlank) }

    /// The text from the next word on.
    var rest: String { text.trimmed }

    /// The next word; a part of it in double quotes may have blanks.
    func peek() -> String? { split()?.word }

    mutating func next() -> String? {
        guard let (word, rest) = split() else { return nil }
        text = rest.drop(while: \.isBlank)
        return word
    }

    private func split() -> (word: String, rest: Substring)? {
        guard !text.isEmpty else { return nil }
        var isQuoted = false
        let end = text.firstIndex { character in
            if character == "\"" { isQuoted.toggle() }
            return character.isBlank && !isQuoted
        }
        return (String(text[..<(end ?? text.endIndex)]), text[(end ?? text.endIndex)...])
    }
}

extension String {
    /// What follows a prefix, without quotes around it; nil where it does not begin so.
    fileprivate func value(of prefix: String) -> String? {
        guard hasPrefix(prefix) else { return nil }
        let value = dropFirst(prefix.count)
        let isQuoted = value.count >= 2 && value.first == "\"" && value.last == "\""
        return String(isQuoted ? value.dropFirst().dropLast() : value)
    }
}

extension Catalog {
    /// Whether resources of this kind are known by a number.
    fileprivate func hasIntegerIdentity(_ resource: Resource) -> Bool {
        guard let name = resource.identity.last?.parameter, let get = resource.getOperation.flatMap({ operation($0) }),
            let field = get.pathParameters.first(where: { $0.name == name })
        else { return false }
        if case .integer = field.schema.shape { return true }
        return false
    }
}
