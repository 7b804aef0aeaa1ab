/// A pasted session: prompts with entries, and what the program answered.
package struct Transcript {
    private let prompt: String
    private let isAtStart: Bool
    private let isComplete: (String) -> Bool

    /// - Parameters:
    ///   - prompt: the prompt of now. Others are recognized by their form, `name> `.
    ///   - isAtStart: whether the paste begins an entry: only then a prompt of another name is one.
    ///   - isComplete: whether a text is a whole entry.
    package init(prompt: String, isAtStart: Bool, isComplete: @escaping (String) -> Bool) {
        self.prompt = prompt
        self.isAtStart = isAtStart
        self.isComplete = isComplete
    }

    /// The pasted text without prompts. When its first line has one, only entries are kept: the lines after prompts, and
    /// those after them until the entry is complete.
    package func entries(of pasted: String) -> String {
        let lines = pasted.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, entry(of: first) != nil else {
            return lines.map { withoutOwnPrompt($0) ?? $0 }.joined(separator: "\n")
        }
        var entries: [String] = []
        for line in lines {
            let begun = entry(of: line)
            if let last = entries.last, !last.allSatisfy(\.isWhitespace), !isComplete(last) {
                entries[entries.count - 1] += "\n" + (begun ?? line)
            } else if let begun {
                entries.append(String(begun))
            }
            // An entry that was given up.
            if entries.last?.hasSuffix("^C") == true { entries.removeLast() }
        }
        return entries.filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: "\n")
    }

    /// What follows a prompt; nil for a line without one.
    private func entry(of line: Substring) -> Substring? {
        withoutOwnPrompt(line) ?? (isAtStart ? Self.withoutPrompt(line) : nil)
    }

    private func withoutOwnPrompt(_ line: Substring) -> Substring? {
        let bare = prompt.drop { $0 == " " }
        guard !bare.isEmpty else { return nil }
        if line.hasPrefix(prompt) { return line.dropFirst(prompt.count) }
        // Copied from a terminal, a row has lost the blanks at its end.
        let isBare = prompt.hasPrefix(line) && prompt.dropFirst(line.count).allSatisfy { $0 == " " }
        return isBare ? line.dropFirst(line.count) : nil
    }

    private static func withoutPrompt(_ line: Substring) -> Substring? {
        let name = line.prefix { $0.isLetter || $0.isNumber || "_-.:@/".contains($0) }
        let rest = line.dropFirst(name.count)
        guard name.first?.isLetter == true, rest.first == ">" else { return nil }
        let after = rest.dropFirst()
        return after.isEmpty ? after : after.first == " " ? after.dropFirst() : nil
    }
}
