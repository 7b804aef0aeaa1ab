internal import APIClient
internal import Catalog
internal import LineEditor
internal import Snippets

/// What the program knows of the values of its options. Reads configuration and snippets; never the network, never the
/// data file.
struct ValueSources {
    let library: SnippetLibrary
    let catalog: Catalog

    /// - Parameters:
    ///   - stem: What has been typed of the value.
    ///   - arguments: The arguments before it.
    func answer(_ source: ValueSource, stem: String, arguments: [String]) -> CompletionAnswer {
        var answer = CompletionAnswer()
        switch source {
        case .contexts: answer.candidates = contexts
        case .snippets:
            answer.candidates = snippets { _ in true }
            answer.files = .init(ending: "lua")
        case .removableSnippets: answer.candidates = snippets { [.own, .installed].contains($0) }
        case .installedSnippets: answer.candidates = snippets { $0 == .installed }
        case .projectSnippets: answer.candidates = snippets { $0 == .project }
        case .snippetValues: answer = snippetValues(of: arguments.first, given: arguments.dropFirst(), stem: stem)
        case .scopes: answer.candidates = scopes(after: stem)
        case .modules: answer.candidates = modules(stem)
        case .data:
            answer.candidates = [.init(":memory:", "nothing is kept")]
            answer.files = .init()
        case .script: answer = scriptAnswer(arguments: arguments, stem: stem)
        }
        return answer
    }

    // MARK: - Contexts

    private var contexts: [CompletionAnswer.Candidate] {
        let settings = SettingsOfContexts()
        var names = (try? Credentials.contextNames(environment: Directories.environment)) ?? []
        names += settings.names
        names.append(Credentials.localContext)
        var known: Set<String> = []
        return names.filter { known.insert($0).inserted }.map { name in
            name == Credentials.localContext
                ? .init(name, "the API on this machine") : .init(name, Self.text(of: settings.settings(of: name)))
        }
    }

    private static func text(of settings: ContextSettings) -> String {
        [settings.isReadOnly ? "read-only" : nil, settings.isProtected ? "protected" : nil].compactMap(\.self)
            .joined(separator: ", ")
    }

    // MARK: - Scripts

    /// A script's own arguments are files, or values where it is a snippet.
    private func scriptAnswer(arguments: [String], stem: String) -> CompletionAnswer {
        var answer = CompletionAnswer()
        guard let script = arguments.first else {
            answer.files = .init(ending: "lua")
            return answer
        }
        if (try? SourceText.file(script)).map({ SnippetLibrary.isSnippet($0.text, at: script) }) == true {
            return snippetValues(of: script, given: arguments.dropFirst(), stem: stem)
        }
        answer.files = .init()
        return answer
    }

    /// `lib/table.lua` as `lib.table`, and folders to go on into.
    private func modules(_ stem: String) -> [CompletionAnswer.Candidate] {
        let path = Self.replace(".", by: "/", in: stem)
        return PathCompletion.candidates(for: path).compactMap { entry in
            let name = Self.replace("/", by: ".", in: entry.text)
            if entry.text.hasSuffix("/") { return .init(name, isWhole: false) }
            return entry.text.hasSuffix(".lua") ? .init(String(name.dropLast(4))) : nil
        }
    }

    private static func replace(_ character: Character, by other: Character, in text: String) -> String {
        String(text.map { $0 == character ? other : $0 })
    }

    // MARK: - Scopes

    /// All of them, behind those that have been typed.
    private func scopes(after stem: String) -> [CompletionAnswer.Candidate] {
        let typed = stem.lastIndex(of: ",").map { String(stem[...$0]) } ?? ""
        let given = Set(typed.split(separator: ",").map(String.init))
        return catalog.scopes.subtracting(given).sorted().map { .init(typed + $0, isWhole: false) }
    }
}
