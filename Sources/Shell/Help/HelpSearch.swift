internal import Catalog

/// Finds what there is help about by words of its name, its summary or its parameters.
struct HelpSearch {
    let catalog: Catalog
    let functions: HelperTable
    let layout: HelpLayout
    /// How many finds are shown.
    private static let limit = 30
    /// How many that have some of the words only.
    private static let partLimit = 8

    /// What has every word of the text; where there is nothing, what has words like them, or the rarest of them.
    func lines(for text: String) -> [String] {
        let words = Self.words(of: text)
        guard !words.isEmpty else { return notFound(text) }
        let entries = entries
        let found = matches(words, in: entries)
        if !found.isEmpty { return list(found) }
        let near = names(near: text, in: entries)
        if !near.isEmpty { return [heading(text) + "; did you mean:"] + list(near) }
        let corrected = words.map { nearestWord(to: $0, in: entries) }
        let second = corrected == words ? [] : matches(corrected, in: entries)
        if !second.isEmpty {
            return layout.wrapped(heading(text) + "; found with '\(corrected.joined(separator: " "))':") + list(second)
        }
        let part = withMost(of: corrected, in: entries)
        guard !part.isEmpty else { return notFound(text) }
        return layout.wrapped("nothing has all of these words; the nearest:") + list(part)
    }

    private func heading(_ text: String) -> String { "nothing in the API is called '\(TerminalText.visible(text))'" }

    private func notFound(_ text: String) -> [String] {
        layout.wrapped(heading(text) + "; help() tells where to begin")
    }

    private func list(_ entries: [Entry]) -> [String] {
        let lines = layout.pairs(entries.prefix(Self.limit).map { ($0.name, $0.summary) })
        guard entries.count > Self.limit else { return lines }
        let more = "... and \(entries.count - Self.limit) more; another word narrows the search"
        return lines + [layout.style.dim("  " + more)]
    }

    // MARK: - Words

    private static let fillers: Set<String> = [
        "a", "all", "an", "and", "can", "do", "does", "for", "from", "how", "i", "in", "is", "it", "me", "my", "of",
        "on", "or", "the", "to", "what", "which", "with"
    ]

    /// In lower case, without those that any sentence has, unless there are no others.
    private static func words(of text: String) -> [String] {
        let all = text.lowercased().split { $0 == " " || $0 == "\t" || $0 == "?" }.map(String.init)
        let telling = all.filter { !fillers.contains($0) }
        return telling.isEmpty ? all : telling
    }

    /// Without the ending of a plural, so that one finds the other.
    static func stem(_ word: String) -> String {
        word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : word
    }

    private func matches(_ words: [String], in entries: [Entry]) -> [Entry] {
        let stems = words.map(Self.stem)
        let ranked = entries.compactMap { entry in entry.rank(for: stems).map { (rank: $0, entry: entry) } }
        let inName = ranked.filter { $0.rank == 0 }.map { (rest: $0.entry.restOfName(without: stems), entry: $0.entry) }
        let nearest = inName.enumerated().sorted { ($0.element.rest, $0.offset) < ($1.element.rest, $1.offset) }
        return nearest.map(\.element.entry) + (1...2).flatMap { rank in ranked.filter { $0.rank == rank }.map(\.entry) }
    }

    /// Of several words those entries that have most of them; a word counts the more, the fewer have it.
    private func withMost(of words: [String], in entries: [Entry]) -> [Entry] {
        guard words.count > 1 else { return [] }
        let having = Set(words.map(Self.stem)).map { stem in
            entries.indices.filter { entries[$0].texts[1].contains(stem) }
        }
        var weights: [Int: Double] = [:]
        for indices in having { for index in indices { weights[index, default: 0] += 1 / Double(indices.count) } }
        let best = weights.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(Self.partLimit)
        return best.map { entries[$0.key] }
    }

    private func names(near text: String, in entries: [Entry]) -> [Entry] {
        Suggestion.nearest(to: text, in: entries.map(\.name), limit: 5).compactMap { name in
            entries.first { $0.name == name }
        }
    }

    /// The word itself where it occurs, else the nearest of the words that do.
    private func nearestWord(to word: String, in entries: [Entry]) -> String {
        let stem = Self.stem(word)
        guard !entries.contains(where: { $0.texts[2].contains(stem) }) else { return word }
        let known = Set(entries.flatMap { $0.texts[2].split { !$0.isLetter }.map(String.init) })
        return Suggestion.nearest(to: word, in: known, limit: 1).first ?? word
    }

    // MARK: - What there is

    private struct Entry {
        var name: String
        var summary: String
        /// In lower case: the name; the name and summary; those with the parameters.
        var texts: [String]

        init(_ name: String, _ summary: String, parameters: [String] = []) {
            self.name = name
            self.summary = summary
            let lowered = name.lowercased()
            let described = lowered + " " + summary.lowercased()
            texts = [lowered, described, described + " " + parameters.joined(separator: " ").lowercased()]
        }

        /// How far one has to look to find all words: 0 for the name alone. Nil where they are not all there.
        func rank(for words: [String]) -> Int? {
            texts.firstIndex { text in words.allSatisfy { text.contains($0) } }
        }

        /// How many words of the name were not asked for.
        func restOfName(without stems: [String]) -> Int {
            texts[0].split { !$0.isLetter && !$0.isNumber }.count { !stems.contains(HelpSearch.stem(String($0))) }
        }
    }

    private func entry(of function: HelperFunction) -> Entry {
        let help = function.application.map { OperationHelp($0.operation, of: $0.group, in: catalog, layout: layout) }
        return Entry(function.name, function.summary, parameters: help?.parameterNames ?? [])
    }

    private var entries: [Entry] {
        let groups = catalog.groupNames.compactMap(catalog.group)
        var entries = groups.map { Entry($0.name, $0.summary) }
        for group in groups {
            entries += group.operations.map { operation in
                let help = OperationHelp(operation, of: group, in: catalog, layout: layout)
                return Entry(
                    operation.qualifiedName, GroupHelp.summary(of: operation), parameters: help.parameterNames)
            }
            entries += group.resources.map { Entry($0.qualifiedName, $0.summary) }
            entries += group.resources.flatMap(actions)
        }
        let tables = functions.modules.filter { functions.named($0.name) == nil }
        return entries + tables.map { Entry($0.name, $0.summary) } + functions.functions.map(entry)
    }

    /// The methods of a resource that no operation is called like: `droplet:resize` of `droplet_actions.post`.
    private func actions(of resource: Resource) -> [Entry] {
        resource.methods.filter { !$0.fixedArguments.isEmpty }.compactMap { method in
            catalog.operation(method.operation).map {
                Entry("\(resource.name):\(method.name)", method.summary(of: $0))
            }
        }
    }
}
