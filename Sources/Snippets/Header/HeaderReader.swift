public import Catalog

/// Reads the header of snippets: the comment that begins with `--- name: summary`.
public struct HeaderReader: Sendable {
    let catalog: Catalog
    /// The version of this program; nil: any will do.
    let version: SnippetVersion?

    public init(catalog: Catalog = .standard, version: String? = nil) {
        self.catalog = catalog
        self.version = version.flatMap { SnippetVersion($0) }
    }

    /// The header of a text.
    ///
    /// - Parameter file: How errors name it.
    /// - Throws: ``SnippetError`` of kind `header` with every mistake, or of kind `version`.
    public func read(_ text: String, file: String) throws(SnippetError) -> SnippetHeader {
        var reading = HeaderReading(catalog: catalog)
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            // As scripts, snippets may say what runs them.
            if number == 1, line.hasPrefix("#") { continue }
            guard reading.take(line, number) else { break }
        }
        let header = try reading.finish(file)
        if let needed = header.minimumVersion, let version, version < needed {
            throw SnippetError(
                .version, file, "needs moontide \(needed) or newer, and this is \(version); update moontide")
        }
        return header
    }
}

/// A header while it is read, line by line.
struct HeaderReading {
    let catalog: Catalog
    var header: SnippetHeader?
    var problems: [(line: Int, text: String)] = []
    /// The lines on which tags stand that may stand once.
    private var lines: [String: Int] = [:]
    /// A tag whose text may go on in the next line.
    private var openTag: (name: String, text: String, line: Int)?
    /// The scopes, which are checked together.
    var scopes: [(name: String, line: Int)] = []

    init(catalog: Catalog) { self.catalog = catalog }

    static let tags = ["param", "danger", "needs", "columns", "author", "license", "version", "example"]
    private static let repeatable: Set<String> = ["param", "needs", "author", "example"]

    /// Takes a line of the file; false where the header has ended.
    mutating func take(_ line: Substring, _ number: Int) -> Bool {
        guard header != nil else { return takeTitle(line, number) }
        guard line.hasPrefix("--"), !line.hasPrefix("--[") else { return false }
        let text = line.dropFirst(2)
        let content = text.trimmed
        if content.hasPrefix("@") {
            closeTag()
            openTag = Self.tag(content, number)
        } else if openTag != nil, text.hasPrefix("  "), !content.isEmpty {
            openTag?.text += " " + content
        } else {
            closeTag()
            header?.details.append(String(content))
        }
        return true
    }

    /// The name and the text of `@name text`.
    private static func tag(_ content: String, _ number: Int) -> (String, String, Int) {
        let words = content.dropFirst().split(maxSplits: 1, whereSeparator: \.isBlank)
        return (words.first.map(String.init) ?? "", words.dropFirst().first?.trimmed ?? "", number)
    }

    /// The first line that is no blank: `--- name: summary`.
    private mutating func takeTitle(_ line: Substring, _ number: Int) -> Bool {
        if line.trimmed.isEmpty { return true }
        guard line.hasPrefix("---"), !line.hasPrefix("----") else { return false }
        let text = line.dropFirst(3).trimmed
        let colon = text.firstIndex(of: ":")
        let name = colon.map { String(text[..<$0]).trimmed } ?? text
        let summary = colon.map { String(text[text.index(after: $0)...]).trimmed } ?? ""
        if !SnippetName.isValid(name) {
            problems.append((number, "expected '--- name: summary', and '\(name)' is no name: \(SnippetName.meaning)"))
        } else if summary.isEmpty {
            problems.append((number, "the summary is missing; write '--- \(name): what it does'"))
        }
        header = SnippetHeader(name: name, summary: summary)
        return true
    }

    private mutating func closeTag() {
        guard let tag = openTag else { return }
        openTag = nil
        guard Self.tags.contains(tag.name) else {
            let known = Self.tags.map { "@" + $0 }
            let hint = Suggestion.ending(for: "@" + tag.name, in: known)
            return problem(tag.line, "unknown tag '@\(tag.name)'" + (hint.isEmpty ? "; known are \(known.list)" : hint))
        }
        if !Self.repeatable.contains(tag.name), let first = lines.updateValue(tag.line, forKey: tag.name) {
            return problem(tag.line, "'@\(tag.name)' stands already on line \(first)")
        }
        guard !tag.text.isEmpty else { return problem(tag.line, "'@\(tag.name)' says nothing") }
        read(tag.name, tag.text, tag.line)
    }

    mutating func problem(_ line: Int, _ text: String) { problems.append((line, text)) }

    /// - Throws: ``SnippetError`` with every mistake.
    mutating func finish(_ file: String) throws(SnippetError) -> SnippetHeader {
        closeTag()
        guard var header else {
            throw SnippetError(
                .header, file,
                "there is no header; the first line of a snippet is '--- name: summary', then come lines with tags")
        }
        checkScopes()
        guard problems.isEmpty else {
            let sorted = problems.sorted { $0.line < $1.line }
            let count = problems.count == 1 ? "a problem" : "\(problems.count) problems"
            throw SnippetError(
                .header, file, "the header has \(count)", problems: sorted.map { .init("line \($0.line)", $0.text) })
        }
        while header.details.last?.isEmpty == true { header.details.removeLast() }
        while header.details.first?.isEmpty == true { header.details.removeFirst() }
        return header
    }

    private mutating func checkScopes() {
        guard !scopes.isEmpty else { return }
        let known = catalog.scopes
        for scope in scopes where !known.contains(scope.name) {
            let group = scope.name.split(separator: ":").first.map { $0 + ":" } ?? ""
            let near = known.filter { !group.isEmpty && $0.hasPrefix(group) }.sorted()
            let hint = Suggestion.ending(for: scope.name, in: known)
            let all = hint.isEmpty && !near.isEmpty ? "; there are \(near.list)" : hint
            problem(scope.line, "unknown scope '\(scope.name)'" + all)
        }
    }
}

extension [String] {
    /// With commas between.
    var list: String { joined(separator: ", ") }
}

extension Character {
    /// Whether it is a blank or a tab.
    var isBlank: Bool { self == " " || self == "\t" }
}

extension StringProtocol {
    /// Without the blanks and line ends around it.
    var trimmed: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.drop(while: \.isWhitespace))
    }
}
