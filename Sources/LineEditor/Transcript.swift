/// A pasted session: prompts with entries, and what the program answered.
///
/// Of a session only the entries are kept. They stand in the text as they did on the screen, each but the first after the
/// prompt of now: so they can be seen and edited, and are told apart when the text is entered.
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

    // MARK: - Pasting

    /// What a paste becomes in the text that is edited.
    package func text(of pasted: String) -> String { entries(of: pasted).joined(separator: "\n" + prompt) }

    /// The entries of a paste: of a session the lines after prompts, and those after them until the entry is complete.
    ///
    /// A session is what has a prompt in its first line, or the prompt of now in another: then the first one was not copied.
    package func entries(of pasted: String) -> [String] {
        let lines = pasted.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first else { return [] }
        let hasPrompt = entry(of: first) != nil
        guard hasPrompt || isAtStart && lines.contains(where: { withoutOwnPrompt($0) != nil }) else {
            return [lines.map { withoutOwnPrompt($0) ?? $0 }.joined(separator: "\n")]
        }
        var entries = hasPrompt ? [] : [String(first)]
        for line in hasPrompt ? lines[...] : lines.dropFirst() {
            let begun = entry(of: line)
            if let last = entries.last, !last.allSatisfy(\.isWhitespace), !isComplete(last) {
                entries[entries.count - 1] += "\n" + (begun ?? line)
            } else if let begun {
                entries.append(String(begun))
            }
            // An entry that was given up.
            if entries.last?.hasSuffix("^C") == true { entries.removeLast() }
        }
        return entries.filter { !$0.allSatisfy(\.isWhitespace) }
    }

    // MARK: - Entering

    /// The parts of a text that the prompt divides. It divides only what is complete before it: elsewhere `name> ` are operand
    /// and operator.
    package func divided(_ text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var parts: [String] = []
        for line in lines {
            if let begun = withoutOwnPrompt(line), parts.last.map(isComplete) ?? true {
                parts.append(String(begun))
            } else if parts.isEmpty {
                parts.append(String(line))
            } else {
                parts[parts.count - 1] += "\n" + line
            }
        }
        return parts.filter { !$0.allSatisfy(\.isWhitespace) }
    }

    // MARK: - Prompts

    /// What follows a prompt; nil for a line without one.
    private func entry(of line: Substring) -> Substring? {
        withoutOwnPrompt(line) ?? (isAtStart ? Self.withoutPrompt(line) : nil)
    }

    private func withoutOwnPrompt(_ line: Substring) -> Substring? {
        let bare = prompt.drop { $0 == " " }
        guard !bare.isEmpty else { return nil }
        if line.hasPrefix(prompt) { return line.dropFirst(prompt.count) }
        // Copied from a terminal, a row has lost the blanks at its end.
        let isBare = !line.isEmpty && prompt.hasPrefix(line) && prompt.dropFirst(line.count).allSatisfy { $0 == " " }
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
