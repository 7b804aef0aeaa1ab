internal import Catalog
public import JSON

/// The values for a snippet's parameters, as somebody gives them.
public struct ParameterValues: Sendable {
    /// Under their names, as they were given: texts from a command line, values from Lua.
    public private(set) var given = JSONObject()
    private var problems: [SnippetError.Problem] = []

    public init() {}

    /// Values from Lua, under the names of the parameters.
    public init(_ values: JSONObject) { given = values }

    /// Words of a command line: `name=value`. `name=@path` reads the value from a file, and `name=@@x` is the text `@x`.
    ///
    /// - Parameter readFile: Gives the text of a file.
    public init(words: [String], readFile: (String) throws(SnippetError) -> String) {
        for word in words { add(word, readFile) }
    }

    private mutating func add(_ word: String, _ readFile: (String) throws(SnippetError) -> String) {
        // A plain script's way of writing them is understood, too.
        let text = word.hasPrefix("--") ? word.dropFirst(2) : word[...]
        guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
            return problems.append(.init("'\(word)'", "expected name=value"))
        }
        let name = String(text[..<sign])
        guard given[name] == nil else { return problems.append(.init(name, "is given twice")) }
        var value = String(text[text.index(after: sign)...])
        if value.hasPrefix("@@") {
            value.removeFirst()
        } else if value.hasPrefix("@") {
            do throws(SnippetError) {
                value = try readFile(String(value.dropFirst()))
            } catch {
                return problems.append(.init(name, "\(error.subject): \(error.message)"))
            }
        }
        given[name] = .string(value)
    }

    /// Gives one more value, as the answer to a question.
    public mutating func set(_ name: String, _ text: String) { given[name] = .string(text) }

    /// The required parameters that have no value.
    public func missing(of header: SnippetHeader) -> [SnippetParameter] {
        header.parameters.filter { $0.isRequired && given[$0.name] == nil }
    }

    /// What is wrong with one value, in words; nil where nothing is.
    public func problem(with parameter: SnippetParameter) -> String? {
        guard let value = given[parameter.name] else { return nil }
        do throws(ParameterProblem) {
            _ = try parameter.type.value(of: value)
            return nil
        } catch {
            return error.description
        }
    }

    /// The values as the snippet gets them, defaults included.
    ///
    /// - Throws: ``SnippetError`` of kind `parameters` with everything that is wrong.
    public func checked(for header: SnippetHeader) throws(SnippetError) -> JSONObject {
        var problems = problems + unknown(to: header)
        var values = JSONObject()
        for parameter in header.parameters {
            guard let value = given[parameter.name], value != .null else {
                values[parameter.name] = parameter.defaultValue
                if parameter.isRequired {
                    problems.append(.init(parameter.name, "is missing; expected \(parameter.type.meaning)"))
                }
                continue
            }
            do throws(ParameterProblem) {
                values[parameter.name] = try parameter.type.value(of: value)
            } catch {
                problems.append(.init(parameter.name, error.description))
            }
        }
        guard problems.isEmpty else {
            throw SnippetError(
                .parameters, header.name, "these parameters do not do (\(header.usage))", problems: problems)
        }
        return values
    }

    private func unknown(to header: SnippetHeader) -> [SnippetError.Problem] {
        let names = header.parameters.map(\.name)
        return given.names.filter { !names.contains($0) }.map { name in
            let hint = Suggestion.ending(for: name, in: names)
            let known = names.isEmpty ? "; it takes none" : "; known are \(names.list)"
            return .init(name, "is no parameter of it" + (hint.isEmpty ? known : hint))
        }
    }
}
