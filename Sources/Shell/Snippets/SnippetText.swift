internal import Snippets

/// What is told of a snippet: in a list, as help, and whole.
struct SnippetText {
    let layout: HelpLayout

    /// One line of a list, without its name.
    static func summary(of entry: SnippetPlaces.Entry) -> String {
        let origin = entry.isHidden ? "\(entry.origin.name), hidden by another" : entry.origin.name
        switch entry.snippet {
        case .success(let snippet): return "\(visible(snippet.header.summary)) (\(origin))"
        case .failure(let error): return "(\(origin)) " + visible(error.message)
        }
    }

    /// What the header says: the summary, how it is run, its parameters, what it may do.
    func lines(about snippet: Snippet) -> [String] {
        let header = snippet.header
        var lines = layout.title(header.name, Self.visible(header.summary))
        for line in header.details { lines += layout.wrapped(Self.visible(line), indentation: 2) }
        lines += [""] + layout.signature(Self.visible("." + header.usage))
        let parameters = header.parameters.map { ($0.name, Self.visible(Self.facts(of: $0))) }
        if !parameters.isEmpty { lines += [""] + layout.pairs(parameters) }
        lines += [""] + layout.pairs(facts(of: snippet))
        if !header.examples.isEmpty {
            lines += ["", "  " + layout.style.dim("examples")] + header.examples.map { "  ." + Self.visible($0) }
        }
        return lines
    }

    private static func facts(of parameter: SnippetParameter) -> String {
        var facts = [parameter.type.description]
        if parameter.isRequired { facts.append("required") }
        if let text = parameter.defaultText { facts.append("default \(text)") }
        return facts.joined(separator: ", ") + (parameter.summary.isEmpty ? "" : ": " + parameter.summary)
    }

    private func facts(of snippet: Snippet) -> [(String, String)] {
        let header = snippet.header
        var facts = [
            ("from", snippet.origin.name + (snippet.path.map { " " + $0 } ?? "")),
            ("danger", header.dangerText),
            ("scopes", header.scopes.isEmpty ? "none" : header.scopes.sorted().joined(separator: ", "))
        ]
        if let version = header.version { facts.append(("version", version.description)) }
        if !header.authors.isEmpty { facts.append(("author", header.authors.joined(separator: ", "))) }
        if let license = header.license { facts.append(("license", license)) }
        facts.append(("sha256", snippet.digest))
        return facts.map { ($0.0, Self.visible($0.1)) }
    }

    /// The whole file, with its lines numbered; what could steer a terminal or turn the direction of the text is shown.
    func source(of snippet: Snippet) -> [String] {
        let lines = snippet.text.split(separator: "\n", omittingEmptySubsequences: false)
        let shown = lines.last?.isEmpty == true ? lines.dropLast() : lines[...]
        let width = String(shown.count).count
        return shown.enumerated().map { index, line in
            let number = String(index + 1)
            let margin = String(repeating: " ", count: width - number.count) + number
            return layout.style.dim(margin) + "  " + TerminalText.visible(String(line), keepingLines: true)
        }
    }

    /// A difference with its added and removed lines in color.
    func difference(_ difference: LineDifference) -> [String] {
        difference.text().map { line in
            let text = TerminalText.visible(line, keepingLines: true)
            return switch line.first {
            case "+": layout.style.green(text)
            case "-": layout.style.red(text)
            case "@": layout.style.dim(text)
            default: text
            }
        }
    }

    static func visible(_ text: String) -> String { TerminalText.visible(text) }
}

extension Snippet.Origin {
    /// As lists and messages name it.
    var name: String {
        switch self {
        case .builtIn: "built in"
        case .own: "your own"
        case .installed: "installed"
        case .project: "project"
        case .shared: "shared"
        }
    }
}
