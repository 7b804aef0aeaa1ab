internal import APIClient
internal import Scripting
internal import Snippets

/// The snippets that this user has, and what they may use.
struct SnippetLibrary {
    let places: SnippetPlaces
    let fetcher: SnippetFetcher
    let reader: HeaderReader

    init(version: String, certificateFile: String? = nil) {
        reader = HeaderReader(version: version.isEmpty ? nil : version)
        places = SnippetPlaces(
            data: Directories.data, state: Directories.state, path: Directories.environment("MOONTIDE_SNIPPET_PATH"),
            reader: reader)
        fetcher = SnippetFetcher(
            reader: reader, certificateFile: certificateFile,
            proxy: ProxySettings(environment: Directories.environment))
    }

    /// The snippet of a name, or in a file where it is a path.
    func snippet(_ word: String) throws(SnippetError) -> Snippet {
        guard word.contains("/") || word.hasSuffix(".lua") else { return try places.snippet(named: word) }
        return try Snippet(
            text: SnippetFile.text(at: word), file: word, origin: .shared, path: word, reader: reader)
    }

    /// Whether a script is a snippet: its first line is `--- NAME: summary`, with the name that its file has.
    static func isSnippet(_ text: String, at path: String) -> Bool {
        let file = path.split(separator: "/").last ?? ""
        guard file.hasSuffix(".lua") else { return false }
        let name = file.dropLast(4)
        return SnippetName.isValid(String(name)) && text.drop { $0 == "\n" }.hasPrefix("--- \(name): ")
    }

    /// What the user allows foreign snippets.
    ///
    /// - Throws: ``SnippetError`` where a variable is no number.
    static func limits() throws(SnippetError) -> SnippetLimits {
        var limits = SnippetLimits()
        if let bytes = try number("MOONTIDE_SNIPPET_MEMORY", "MiB", 1...65_536) { limits.memory = bytes << 20 }
        if let seconds = try number("MOONTIDE_SNIPPET_TIME", "seconds", 1...86_400) { limits.time = .seconds(seconds) }
        return limits
    }

    private static func number(
        _ variable: String, _ unit: String, _ range: ClosedRange<Int>
    ) throws(SnippetError) -> Int? {
        guard let text = Directories.environment(variable) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw SnippetError(
                .parameters, variable,
                "expected a number of \(unit) from \(range.lowerBound) to \(range.upperBound), found '\(text)'")
        }
        return number
    }
}

extension SnippetError {
    /// How a program ends that fails with it.
    var exitCode: ExitCode {
        switch kind {
        case .unknown, .name, .parameters, .source, .exists: .usage
        case .file, .header, .version: .failure
        case .changed, .untrusted: .confirmation
        }
    }
}
